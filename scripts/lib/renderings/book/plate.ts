// A listing on paper with what the compiler and the program said of it; the message in four parts; output; verdicts as small tables.
import { levelOf, parts, type PartRow } from '../../../../components/Code/parts.ts'
import { plateNumber, weave } from '../../../../components/Code/weave.ts'
import type { History, Message, Output, Plate, Recorded, WhatIf } from '../../content/blocks.ts'
import type { Diagnostic, Run } from '../../recording/schema.ts'
import type { Badge, MessageRow, PlateSheet, Row, Sheet, Token } from './model.ts'
import type { Pen } from './pen.ts'
import { rich } from './words.ts'

/** Letters of code that a line holds: in the text column, across the page, in half of it; and across the page in smaller letters. */
export const COLUMNS = { text: 61, wide: 93, half: 44, most: 112 } as const
/** A label is set a little smaller than the code above it. */
const LABEL = 0.94
/** Letters of source that a message has room for beside its numbers. */
const MESSAGE = 54
/** A label below its carets is at least so wide, in letters. */
const LABEL_LEAST = 26

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** A highlighted line as tokens. */
const tokensOf = (html: string): Token[] =>
  [...html.matchAll(/<span class="c-(\w+)">([^<]*)<\/span>|([^<]+)/g)].map(found => [
    found[1] ?? '',
    (found[2] ?? found[3] ?? '').replaceAll(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? ''),
  ])

/** Errors and warnings, which `weave` counts. */
const complaints = (run: Run): Diagnostic[] => run.diagnostics.filter(d => d.level === 'error' || d.level === 'warning')

const badgeOf = ({ verdict, edition }: Run, named: boolean): Badge => ({
  kind: verdict.kind,
  label: verdict.label === 'none' ? 'error' : verdict.label,
  edition: named ? edition : null,
})
/** One badge where all editions agree, else one for each. */
export function badgesOf(runs: readonly Run[]): Badge[] {
  const several = new Set(runs.map(run => run.verdict.label)).size > 1
  return (several ? runs : runs.slice(0, 1)).map(run => badgeOf(run, several))
}

/** Error codes for the index, each with its message for the list of codes. */
function codesOf(diagnostics: readonly Diagnostic[], pen: Pen): string[] {
  const coded = diagnostics.filter(d => /^E\d{4}$/.test(d.code ?? ''))
  for (const d of coded) if (!pen.codes.has(d.code!)) pen.codes.set(d.code!, d.message)
  return [...new Set(coded.map(d => d.code!))]
}

// ---------- listings ----------

/** The compiler's words under a line: carets with the label beside them, or below where there is no room. */
function wordRows(carets: string, label: string, primary: boolean, columns: number): Row[] {
  const from = Math.max(0, carets.search(/\S/))
  const signs = carets.trim()
  const pointing = (beside: Extract<Row, { row: 'words' }>['label']): Row => ({
    row: 'words',
    primary,
    at: from,
    carets: signs,
    label: beside,
  })
  if (!label) return [pointing(null)]
  const beside = from + signs.length + 1
  const width = label.length * LABEL
  if (beside + width <= columns) return [pointing([beside, label])]
  const last = Math.floor(columns - (width <= columns ? width : LABEL_LEAST))
  const start = Math.max(0, Math.min(from, last))
  const room = Math.floor((columns - start) / LABEL)
  const lines: string[] = []
  for (const word of label.split(' ')) {
    const joined = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length && joined.length <= room) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return [
    pointing(null),
    ...lines.map((line): Row => ({ row: 'words', primary, at: 0, carets: '', label: [start, line] })),
  ]
}

export const isHalf = (sheet: PlateSheet): boolean => sheet.columns <= COLUMNS.half

interface PlateStyle {
  form?: PlateSheet['form']
  /** It stands beside another one. */
  half?: boolean
}

export function plateSheet(plate: Plate, pen: Pen, { form = 'whole', half = false }: PlateStyle = {}): PlateSheet {
  const run = plate.runs[0]!
  const all = complaints(run)
  const diagnostic = all[typeof plate.weave === 'number' ? plate.weave : 0]
  const woven =
    plate.weave === 'off' || form === 'question' ? [] : plate.weave === 'all' ? all : diagnostic ? [diagnostic] : []
  const columns = Math.max(0, ...plate.lines.map(line => line.text.length))
  if (columns > COLUMNS.most)
    pen.complain(
      plate.line,
      `${plate.rec}.rs has a line of ${columns} letters, and a page holds ${COLUMNS.most}: break the line`,
    )
  const room = half ? COLUMNS.half : columns <= COLUMNS.text ? COLUMNS.text : Math.max(columns, COLUMNS.wide)
  const rows = rowsOf(plate, woven, room, pen)
  pen.shows(plate.rec)
  const said = form !== 'question'
  const judged = said && plate.judged
  const stdout = run.stdout.trimEnd()
  return {
    kind: 'plate',
    form,
    title: plate.title ?? plate.recording.snippet,
    program: plate.rec,
    badges: judged ? badgesOf(plate.runs) : [],
    rows: form === 'answer' ? rows.filter((row, i) => row.row === 'words' || rows[i + 1]?.row === 'words') : rows,
    columns,
    numbered: plate.numbered || form === 'answer',
    message: said && plate.message && diagnostic ? messageOf(diagnostic) : null,
    output: said && plate.output && stdout ? stdout : null,
    index: judged ? codesOf(all, pen) : [],
  }
}

function rowsOf(plate: Plate, woven: readonly Diagnostic[], room: number, pen: Pen): Row[] {
  const html = pen.around.highlight(plate.lines.map(line => line.text).join('\n'))
  const listing = plate.lines.map((line, i) => ({ ...line, html: html[i] ?? '' }))
  return weave(listing, plate.dedent, woven).flatMap((row): Row[] => {
    if (row.kind === 'label') return wordRows(row.carets, row.label, row.primary, room)
    const number = row.index + 1
    const tokens: Token[] = plate.fade.has(number) ? [['quiet', plate.lines[row.index]!.text]] : tokensOf(row.html)
    return [{ row: 'line', number, tokens, mark: plate.mark.has(number) }]
  })
}

/** The message's first line with the notes that have no place. */
const messageOf = (d: Diagnostic): NonNullable<PlateSheet['message']> => ({
  head: levelOf(d),
  text: d.message,
  notes: d.children.filter(c => !c.spans.length).map(c => `${c.level}: ${c.message}`),
})

// ---------- the message in four parts, and the output ----------

export function messageSheet(message: Message, pen: Pen): Sheet[] {
  const diagnostic = complaints(message.runs[0]!)[message.index]
  if (!diagnostic) return []
  pen.shows(message.rec)
  const lines = pen.around.program(message.rec).source.split('\n')
  const found = parts(diagnostic, {
    text: line => (lines[line - 1] ?? '').replace(/ *\/\/~.*$/, ''),
    shownAs: line => plateNumber(message.lines, line),
    columns: MESSAGE,
  }).filter(part => !message.without.includes(part.name))
  return [
    {
      kind: 'message',
      head: levelOf(diagnostic),
      code: diagnostic.code ?? '',
      parts: found.map(({ name, rows }) => ({ name, rows: rows.map(messageRow) })),
      index: codesOf([diagnostic], pen),
    },
  ]
}

const messageRow = (row: PartRow): MessageRow =>
  row.kind === 'text'
    ? { text: row.text, strong: row.strong ?? false, source: null }
    : {
        text: row.text,
        strong: false,
        source: {
          line: row.line === null ? '' : String(row.line),
          carets: row.carets,
          label: row.label,
          primary: row.primary,
        },
      }

export function outputSheet(output: Output, pen: Pen): Sheet {
  pen.shows(output.rec)
  const head = output.title ?? (output.stream === 'stderr' ? 'it reports' : 'it prints')
  return {
    kind: 'outputs',
    columns: output.texts.map(({ edition, text }) => ({ head, edition: output.each ? edition : null, text })),
    program: output.rec,
  }
}

// ---------- verdicts ----------

/** What a run says beyond its verdict: the first error, or what it printed. */
function saysOf(run: Run): string {
  const error = run.diagnostics.find(d => d.level === 'error')
  if (error) return error.message
  // The output of a traced program is for its figure.
  if (run.events) return ''
  return run.stdout.trimEnd().split('\n').slice(0, 4).join('\n')
}

/** What each program got, in the order of the programs. */
export function verdictsSheet(rows: readonly (Recorded & { label: string })[], pen: Pen): Sheet {
  for (const { rec } of rows) pen.shows(rec)
  return {
    kind: 'verdicts',
    head: ['program', 'verdict', ''],
    rows: rows.map(({ label, runs }) => ({ name: rich(label), lines: [], badges: badgesOf(runs), says: '' })),
    program: rows[0]?.rec ?? '',
  }
}

/** The releases between which the answer changed, one row for each edition. */
export function historySheet({ rec, rows }: History, pen: Pen): Sheet {
  pen.shows(rec)
  const badge = (answer: string): Badge => ({
    kind: answer === 'ok' ? 'compiles' : 'error',
    label: answer === 'ok' ? 'compiles' : answer,
    edition: null,
  })
  return {
    kind: 'verdicts',
    head: ['edition', 'verdict', 'releases that were asked'],
    rows: rows.flatMap(({ edition, answers, change }) => {
      const name = [`${edition}`]
      const asked = answers.map(a => a.release)
      if (!change)
        return [
          {
            name,
            lines: [],
            badges: [badge(answers[0]?.answer ?? '')],
            says: `always, from ${asked[0]} to ${asked.at(-1)}`,
          },
        ]
      const at = answers.findIndex(a => a.release === change.after)
      const [before, after] = [answers[at - 1], answers[at]]
      return [
        { name, lines: [], badges: [badge(before?.answer ?? '')], says: `${asked[0]} to ${change.before}` },
        { name: [''], lines: [], badges: [badge(after?.answer ?? '')], says: `${change.after} to ${asked.at(-1)}` },
      ]
    }),
    program: rec,
  }
}

/** Programs that differ in a line or two: what differs, the verdict, and what was said. */
export function whatIfSheet({ programs, question }: WhatIf, pen: Pen): Sheet {
  for (const { rec } of programs) pen.shows(rec)
  return {
    kind: 'verdicts',
    head: [question, 'verdict', 'it says'],
    rows: programs.map(({ label, lines, changed, runs }) => {
      const html = pen.around.highlight(lines.map(line => line.text).join('\n'))
      const differing = lines.flatMap((_, i) => (changed.has(i + 1) ? [tokensOf(html[i] ?? '')] : []))
      return { name: rich(label), lines: differing, badges: badgesOf(runs), says: saysOf(runs[0]!) }
    }),
    program: programs[0]?.rec ?? '',
  }
}
