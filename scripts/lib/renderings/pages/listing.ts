// Text of a machine as it stands on the pages: programs with their line numbers, and what a command printed. Pure but for the highlighter.
import { highlightRust } from '../../highlight.ts'
import type { Line } from '../../recording/snippet.ts'
import { escape } from '../../site/head.ts'

/** Longer texts are folded. */
const FOLD = 24

/** Lines with their numbers in the file; the numbers are no part of what is selected, copied, found by the search or read aloud. */
export async function programHtml(lines: readonly Line[], label: string): Promise<string> {
  const html = await highlightRust(lines.map(line => line.text).join('\n'))
  const rows = lines.map(
    ({ number }, i) =>
      `<div class="code-line"><span class="ln" data-n="${number}"></span><code>${html[i] || ' '}</code></div>`,
  )
  return `<div class="plate-body" tabindex="0" role="region" aria-label="${escape(label)}">${rows.join('\n')}</div>`
}

/** @param name what it is, in words: it stands above the text, and opens it where it is long */
export function textHtml(name: string, text: string): string {
  const body = text.replace(/^\n+|\s+$/g, '')
  if (!body) return ''
  const pre = `<pre tabindex="0" aria-label="${escape(name)}">${escape(body)}</pre>`
  const lines = body.split('\n').length
  if (lines <= FOLD) return `<figure class="said"><figcaption>${escape(name)}</figcaption>${pre}</figure>`
  return `<details class="said"><summary>${escape(name)}, ${lines} lines</summary>${pre}</details>`
}
