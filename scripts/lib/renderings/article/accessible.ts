// What of a page can be read before its folds are opened: text, names and alternatives, in the order of the source. Pure; it reads the markup that articles have.

const ATTRIBUTES = /\s(?:alt|title|aria-label|placeholder|label)="([^"]*)"/g
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

const decoded = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]!).replaceAll('\u200b', '')

/** Cuts out every closed `<details>`, but for its summary. */
export function withoutClosedFolds(html: string): string {
  let out = ''
  let depth = 0
  let at = 0
  for (const tag of html.matchAll(/<details\b([^>]*)>|<\/details>|<summary\b[\s\S]*?<\/summary>/g)) {
    if (depth === 0) out += html.slice(at, tag.index)
    if (tag[0].startsWith('<details')) {
      if (depth > 0 || !/\sopen\b/.test(tag[1] ?? '')) depth++
    } else if (tag[0] === '</details>') depth = Math.max(0, depth - 1)
    // The summary of a fold that stands in the open is read.
    else if (depth <= 1) out += tag[0]
    at = tag.index + tag[0].length
  }
  return depth === 0 ? out + html.slice(at) : out
}

/** Words that a reader, a screen reader or a search meets before anything is opened. */
export function readable(html: string): string {
  const open = withoutClosedFolds(html).replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ')
  const names = [...open.matchAll(ATTRIBUTES)].map(found => found[1]!)
  const text = open.replaceAll(/<[^>]*>/g, ' ')
  return decoded(`${text} ${names.join(' ')}`).replaceAll(/\s+/g, ' ')
}
