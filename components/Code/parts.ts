// A diagnostic in four parts: what is wrong, where, why, and the way out. Pure; the words stay the compiler's.
import type { Diagnostic } from '../../scripts/lib/recording/schema.ts'

export type PartRow =
  | { kind: 'text'; text: string; strong?: boolean }
  | { kind: 'source'; line: number; text: string; carets: string; label: string; primary: boolean }
export interface Part { name: 'what' | 'where' | 'why' | 'way out'; rows: PartRow[] }

type Spans = Diagnostic['spans']

/** Source text is read off the rendered message, which shows every line that a span needs. */
/** @param shownAs the number under which a line of the file stands in the listing */
export function parts(d: Diagnostic, shownAs: (line: number) => number): Part[] {
  const source = sourceLines(d.rendered)
  const rows = (spans: Spans, primary: boolean): PartRow[] => spans.filter(s => !s.file).sort((a, b) => a.line - b.line || a.column - b.column).map((s) => {
    const full = source.get(s.line) ?? '', indent = Math.max(0, full.length - full.trimStart().length - 4)
    const end = s.lineEnd === s.line ? s.columnEnd : full.length + 1
    return { kind: 'source', line: shownAs(s.line), text: full.slice(indent), carets: ' '.repeat(Math.max(0, s.column - 1 - indent)) + (primary && s.primary ? '^' : '-').repeat(Math.max(1, end - s.column)), label: s.label ?? '', primary: primary && s.primary }
  })
  const why = d.children.filter(c => c.level === 'note'), out = d.children.filter(c => c.level === 'help')
  const said = (cs: Diagnostic['children'], mark: boolean): PartRow[] => cs.flatMap((c): PartRow[] => [{ kind: 'text', text: c.message }, ...rows(c.spans.filter(s => s.label), mark)])
  const all: Part[] = [
    { name: 'what', rows: [{ kind: 'text', text: d.message, strong: true }] },
    { name: 'where', rows: rows(d.spans, true) },
    { name: 'why', rows: said(why, true) },
    { name: 'way out', rows: said(out, false) },
  ]
  return all.filter(p => p.rows.length)
}

/** Source lines by number, read off the rendered message: it shows every line that a span needs. */
function sourceLines(rendered: string): Map<number, string> {
  const out = new Map<number, string>()
  for (const line of rendered.split('\n')) {
    const m = /^\s*(\d+)\s[|+~-]\s?(.*)$/.exec(line)
    if (m) out.set(Number(m[1]), m[2]!.replace(/^[|_/]\s/, '  ').replace(/\s*\/\/~.*$/, ''))
  }
  return out
}
