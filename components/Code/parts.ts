// A diagnostic in four parts: what is wrong, where, why, and the way out. A report of Miri has no way out, and tells the history of a tag. Pure; the words
// stay the compiler's and Miri's.
import type { Diagnostic, MiriSaid, Run } from '../../scripts/lib/recording/schema.ts'
import { caretsUnder } from './columns.ts'

export type PartRow =
  | { kind: 'text'; text: string; strong?: boolean }
  | { kind: 'source'; line: number | null; text: string; carets: string; label: string; primary: boolean }
export interface Part {
  name: (typeof PARTS)[number] | (typeof MIRI_PARTS)[number]
  rows: PartRow[]
}

export const PARTS = ['what', 'where', 'why', 'way out'] as const
export const MIRI_PARTS = ['what', 'where', 'model', 'why', 'history', 'calls'] as const

/** The errors and warnings of the compiler, or what Miri reports under one of its models. */
export const messagesOf = (
  { diagnostics, miri }: { diagnostics: readonly Diagnostic[]; miri?: Run['miri'] },
  model: MiriSaid['model'] | null,
): readonly Diagnostic[] =>
  model === null
    ? diagnostics.filter(d => d.level === 'error' || d.level === 'warning')
    : (miri?.said.find(s => s.model === model)?.reports ?? [])

type Spans = Diagnostic['spans']

/** `error[E0502]`, as rustc heads a message. The name of a lint is no code: rustc gives it in a note, and so `error` stands alone. */
export const levelOf = (d: Diagnostic): string =>
  d.code && /^E\d{4}$/.test(d.code) ? `${d.level}[${d.code}]` : d.level

/** What a message is set with. */
export interface Setting {
  /** A line of the file as it was written. */
  text: (line: number) => string
  /** The number under which a line of the file stands on the plate; null where it is not on it. */
  shownAs: (line: number) => number | null
  /** How many columns of a source line there is room for; longer ones are cut round what is pointed at. */
  columns: number
  /** It is a report of Miri. */
  miri?: boolean
}

/** What Miri says under each of its reports. */
const OF_THE_MODEL = /^this indicates a potential bug|^see https:/

export function parts(d: Diagnostic, setting: Setting): Part[] {
  const rows = (spans: Spans, primary: boolean): PartRow[] =>
    spans
      .filter(s => !s.file)
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .flatMap(s => pointed(s, primary && s.primary, setting))
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
  const plainly = (cs: Diagnostic['children']): PartRow[] =>
    cs.flatMap((c): PartRow[] => [{ kind: 'text', text: c.message }, ...rows(c.spans, true)])
  if (setting.miri) {
    const model = out.filter(c => OF_THE_MODEL.test(c.message))
    const history = out.findIndex(c => c.spans.length)
    const rest = out.filter(c => !model.includes(c))
    const first = history < 0 ? rest.length : rest.indexOf(out[history]!)
    const told: Part[] = [
      { name: 'what', rows: [{ kind: 'text', text: d.message, strong: true }] },
      { name: 'where', rows: rows(d.spans, true) },
      { name: 'model', rows: plainly(model) },
      { name: 'why', rows: plainly(rest.slice(0, first)) },
      { name: 'history', rows: plainly(rest.slice(first)) },
      { name: 'calls', rows: plainly(why) },
    ]
    return told.filter(p => p.rows.length)
  }
  const all: Part[] = [
    { name: 'what', rows: [{ kind: 'text', text: d.message, strong: true }] },
    { name: 'where', rows: rows(d.spans, true) },
    { name: 'why', rows: said(why, true) },
    { name: 'way out', rows: said(out, false) },
  ]
  return all.filter(p => p.rows.length)
}

/** The rows of one span: its line, and its last one as well where it has several; the label stands at its end. */
function pointed(span: Spans[number], primary: boolean, setting: Setting): PartRow[] {
  const row = (line: number, from: number, to: number, label: string): PartRow => {
    const letters = [...setting.text(line)]
    const indent = letters.findIndex(letter => letter.trim() !== '')
    const cut = Math.max(0, indent - 4)
    const shown = crop(
      letters.slice(cut),
      Math.max(0, from - cut),
      Math.max(1, to - Math.max(from, cut)),
      setting.columns,
    )
    return {
      kind: 'source',
      line: setting.shownAs(line),
      text: shown.letters.join(''),
      carets: caretsUnder(shown.letters, shown.from, shown.length, primary ? '^' : '-'),
      label,
      primary,
    }
  }
  const label = span.label ?? ''
  const from = span.column - 1
  if (span.lineEnd === span.line) return [row(span.line, from, span.columnEnd - 1, label)]
  const first = [...setting.text(span.line)].length
  const last = [...setting.text(span.lineEnd)]
  const start = Math.max(
    0,
    last.findIndex(letter => letter.trim() !== ''),
  )
  return [row(span.line, from, first, ''), row(span.lineEnd, start, Math.max(start + 1, span.columnEnd - 1), label)]
}

/** Letters cut to `columns` round the part that is pointed at; what was cut off shows as an ellipsis. All counted in letters. */
export function crop(
  letters: readonly string[],
  from: number,
  length: number,
  columns: number,
): { letters: string[]; from: number; length: number } {
  if (letters.length <= columns) return { letters: [...letters], from, length }
  const left = from + length <= columns - 1 ? 0 : Math.min(from - 4, Math.max(0, from + length - columns + 2))
  const start = Math.max(0, left),
    shown = letters.slice(start, start + columns - (start ? 1 : 0) - 1)
  const prefix = start ? ['…'] : [],
    suffix = start + shown.length < letters.length ? ['…'] : []
  const at = from - start + prefix.length
  return { letters: [...prefix, ...shown, ...suffix], from: at, length: Math.max(1, Math.min(length, columns - at)) }
}

/**
 * A message as rustc prints it, with the numbers of the plate: lines that are not on the plate lose theirs.
 * @param rendered from the recording
 */
export function onPlate(rendered: string, shownAs: Setting['shownAs']): string {
  let own = true
  return rendered
    .replaceAll(/ *\/\/~.*$/gm, '')
    .split('\n')
    .map(line => {
      // A help without a place of its own is about the snippet again.
      if (/^(?:help|note): /.test(line)) own = true
      const place = /^(\s*(?:-->|:::) )(.*?):(\d+):(\d+)$/.exec(line)
      if (place) {
        own = !place[2]!.includes(':') && !place[2]!.includes('/')
        const number = own ? shownAs(Number(place[3])) : Number(place[3])
        return `${place[1]}${place[2]}${number === null ? '' : `:${number}:${place[4]}`}`
      }
      const source = /^(\s*)(\d+)( [|+~-].*|\s*)$/.exec(line)
      if (!source || !own) return line
      const number = shownAs(Number(source[2]))
      return `${(number === null ? '' : String(number)).padStart(source[1]!.length + source[2]!.length)}${source[3]}`
    })
    .join('\n')
}
