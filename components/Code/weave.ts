// Where the compiler's labels go under the lines of a listing. Pure.
import type { Diagnostic } from '../../scripts/lib/recording/schema.ts'
import { caretsUnder } from './columns.ts'

export interface ListingLine {
  number: number
  html: string
  text: string
}
export type Row =
  | { kind: 'line'; index: number; html: string }
  | { kind: 'label'; primary: boolean; carets: string; label: string }

/** Lines of the listing with, under each, the labels of the diagnostics and of their notes that point at it. Labels on lines that are not shown are left out. */
export function weave(lines: readonly ListingLine[], dedent: number, diagnostics: readonly Diagnostic[]): Row[] {
  const spans = diagnostics.flatMap(d => [
    ...d.spans,
    ...d.children.flatMap(c => c.spans.filter(s => s.label).map(s => ({ ...s, primary: false }))),
  ])
  return lines.flatMap((line, index): Row[] => {
    const here = spans
      .filter(s => !s.file && s.line === line.number && (s.label || s.primary))
      .sort((a, b) => a.column - b.column || Number(b.primary) - Number(a.primary))
    const seen = new Set<string>()
    return [
      { kind: 'line', index, html: line.html },
      ...here
        .filter(s => {
          const key = `${s.column}:${s.label}`
          return seen.has(key) ? false : seen.add(key)
        })
        .map((s): Row => {
          const letters = [...line.text]
          const from = Math.max(0, s.column - 1 - dedent)
          const to = s.lineEnd === s.line ? Math.max(from + 1, s.columnEnd - 1 - dedent) : letters.length
          return {
            kind: 'label',
            primary: s.primary,
            carets: caretsUnder(letters, from, to - from, s.primary ? '^' : '-'),
            label: s.label ?? '',
          }
        }),
    ]
  })
}

/** The number under which a line of the file stands on the plate; null where it is not on it. */
export function plateNumber(lines: readonly { number: number }[], line: number): number | null {
  const index = lines.findIndex(shown => shown.number === line)
  return index < 0 ? null : index + 1
}

/** `3,7-9` as a set of numbers. @throws Error when it is something else */
export function parseLines(text: string | undefined): Set<number> {
  const out = new Set<number>()
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const m = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part)
    if (!m) throw new Error(`\`${text}\` is no list of lines: write for example 3,7-9`)
    for (let n = Number(m[1]); n <= Number(m[2] ?? m[1]); n++) out.add(n)
  }
  return out
}
