// A diagnostic in four parts: what is wrong, where, why, and the way out. Pure; the words stay the compiler's.
import type { Diagnostic } from '../../scripts/lib/recording/schema.ts'

export type PartRow =
  | { kind: 'text'; text: string; strong?: boolean }
  | { kind: 'source'; line: number; text: string; carets: string; label: string; primary: boolean }
export interface Part {
  name: 'what' | 'where' | 'why' | 'way out'
  rows: PartRow[]
}

type Spans = Diagnostic['spans']

/**
 * Source text is read off the rendered message, which shows every line that a span needs.
 * @param shownAs the number under which a line of the file stands in the listing
 * @param columns how many characters of a source line there is room for; longer ones are cut round what is pointed at
 */
export function parts(d: Diagnostic, shownAs: (line: number) => number, columns: number): Part[] {
  const source = sourceLines(d.rendered)
  const rows = (spans: Spans, primary: boolean): PartRow[] =>
    spans
      .filter(s => !s.file)
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map(s => {
        const full = source.get(s.line) ?? '',
          indent = Math.max(0, full.length - full.trimStart().length - 4)
        const end = s.lineEnd === s.line ? s.columnEnd : full.length + 1
        const cut = crop(full.slice(indent), Math.max(0, s.column - 1 - indent), Math.max(1, end - s.column), columns)
        return {
          kind: 'source',
          line: shownAs(s.line),
          text: cut.text,
          carets: ' '.repeat(cut.from) + (primary && s.primary ? '^' : '-').repeat(cut.length),
          label: s.label ?? '',
          primary: primary && s.primary,
        }
      })
  const why = d.children.filter(c => c.level === 'note'),
    out = d.children.filter(c => c.level === 'help')
  const said = (cs: Diagnostic['children'], mark: boolean): PartRow[] =>
    cs.flatMap((c): PartRow[] => [
      { kind: 'text', text: c.message },
      ...rows(
        c.spans.filter(s => s.label),
        mark,
      ),
    ])
  const all: Part[] = [
    { name: 'what', rows: [{ kind: 'text', text: d.message, strong: true }] },
    { name: 'where', rows: rows(d.spans, true) },
    { name: 'why', rows: said(why, true) },
    { name: 'way out', rows: said(out, false) },
  ]
  return all.filter(p => p.rows.length)
}

/** Source lines by number, read off the rendered message: it shows every line that a span needs. The first showing counts: a later one is what a suggestion would make of the line. */
function sourceLines(rendered: string): Map<number, string> {
  const out = new Map<number, string>()
  for (const line of rendered.split('\n')) {
    const m = /^\s*(\d+)\s[|+~-]\s?(.*)$/.exec(line)
    if (m && !out.has(Number(m[1]))) out.set(Number(m[1]), m[2]!.replace(/^[|_/]\s/, '  ').replace(/\s*\/\/~.*$/, ''))
  }
  return out
}

/** A line cut to `columns` round the part that is pointed at; what was cut off shows as an ellipsis. */
export function crop(
  text: string,
  from: number,
  length: number,
  columns: number,
): { text: string; from: number; length: number } {
  if (text.length <= columns) return { text, from, length }
  const left = from + length <= columns - 1 ? 0 : Math.min(from - 4, Math.max(0, from + length - columns + 2))
  const start = Math.max(0, left),
    shown = text.slice(start, start + columns - (start ? 1 : 0) - 1)
  const prefix = start ? '…' : '',
    suffix = start + shown.length < text.length ? '…' : ''
  const at = from - start + prefix.length
  return { text: prefix + shown + suffix, from: at, length: Math.max(1, Math.min(length, columns - at)) }
}
