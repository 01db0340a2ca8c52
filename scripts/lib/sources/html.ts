// What a page of the documentation says at an anchor. Pure: HTML in, text out. Pages of rustdoc and of mdBook, as rust-docs installs them.

/** Where a section ends: the next element of its kind that has an anchor. */
const NEXT = /<(?:h[1-6]|section|div)\b[^>]*\sid="/g

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

const plain = (html: string): string =>
  html
    .replaceAll(/<(script|style|button)\b[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The words from an anchor to the next one; without an anchor those of the page. Null when the page has no such anchor. */
export function sectionOf(html: string, anchor: string | null, next: RegExp = NEXT): string | null {
  if (anchor === null) return plain(/<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? html)
  const open = new RegExp(`<[a-z][a-z0-9]*\\b[^>]*\\sid="${escaped(anchor)}"[^>]*>`).exec(html)
  if (!open) return null
  const from = open.index + open[0].length
  next.lastIndex = from
  return plain(html.slice(from, next.exec(html)?.index ?? html.length))
}

/** Anchor and words of a release in releases.html: `version-1360-2019-07-04`. Null when there is none. */
export function releaseOf(html: string, version: string): { anchor: string; text: string } | null {
  const anchor = new RegExp(`id="(version-${version.replaceAll('.', '')}-\\d{4}-\\d\\d-\\d\\d)"`).exec(html)?.[1]
  const text = anchor && sectionOf(html, anchor, /<h1\b[^>]*\sid="version-/g)
  return anchor && text ? { anchor, text } : null
}

/** Names of the rules that a page of the Reference holds. */
export const rulesOf = (html: string): string[] => [...html.matchAll(/\sid="r-([^"]+)"/g)].map(m => m[1]!)

/** Every anchor of a page. */
export const anchorsOf = (html: string): string[] => [...html.matchAll(/\sid="([^"]+)"/g)].map(m => m[1]!)
