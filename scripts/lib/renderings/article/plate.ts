// A listing with what the compiler and the program said of it. A plate in a question says nothing: verdict, labels, message and output stand in its answer.
import { messagesOf, onPlate, parts, type PartRow } from '../../../../components/Code/parts.ts'
import { plateNumber, weave } from '../../../../components/Code/weave.ts'
import type { CodeLine, Message, Output, Plate, Recorded } from '../../content/blocks.ts'
import { MODEL_NAMES } from '../../recording/miri/directive.ts'
import type { Diagnostic, Run, Verdict } from '../../recording/schema.ts'
import { awayFromPlayground } from '../pages/play.ts'
import { escape } from '../../site/head.ts'
import { typeset } from './inline.ts'
import type { Pen } from './pen.ts'

const GLYPHS: Record<Verdict['kind'], string> = {
  compiles: '<path d="M1 6 4.2 9.2 10 1.8"/>',
  runs: '<path d="M1 6 4.2 9.2 10 1.8"/>',
  error: '<path d="M1.2 1.2 9.8 9.8M9.8 1.2 1.2 9.8"/>',
  panics: '<path d="M5.5 .5V7M5.5 8.8V11"/>',
  aborts: '<rect x="1" y="1" width="9" height="9" fill="currentColor" stroke="none"/>',
  ub: '<path d="M0 8 8 0M3 11 11 3"/>',
}

export function badge({ kind, label }: Verdict, edition: number | null = null): string {
  const glyph = `<svg viewBox="0 0 11 11" fill="none" stroke="currentColor" stroke-width="1.9" aria-hidden="true">${GLYPHS[kind]}</svg>`
  const year = edition === null ? '' : `<span class="ed">${edition}</span>`
  return `<span class="verdict ${kind}">${glyph}${year}${label === 'none' ? 'error' : escape(label)}</span>`
}

/** One badge where all editions agree, else one for each. */
export const badges = (runs: readonly Run[]): string =>
  new Set(runs.map(run => run.verdict.label)).size > 1
    ? runs.map(run => badge(run.verdict, run.edition)).join('')
    : badge(runs[0]!.verdict)

/** Errors and warnings, which `weave` counts. */
const complaints = (run: Run): readonly Diagnostic[] => messagesOf(run, null)

const woven = (plate: Plate): readonly Diagnostic[] => {
  const all = complaints(plate.runs[0]!)
  if (plate.weave === 'off') return []
  return plate.weave === 'all' ? all : all.slice(plate.weave, plate.weave + 1)
}

/** Whether the answer of a plate says more than its verdict. */
export const saysMore = (plate: Plate): boolean =>
  woven(plate).length > 0 || (plate.output && plate.runs[0]!.stdout.trim() !== '')

/** A line of signs alone, such as a closing brace: the line is quiet, and no element in it. */
const SIGNS = /^(\s*)<span class="c-quiet">([^<]*)<\/span>$/

/** A longer line is set smaller. */
const WIDE = 60
/** A longer line does not fit on a phone, and is broken there. */
const NARROW = 36
/** So many letters fit on the smallest. */
const FITS = 30

export interface PlateStyle {
  /** Part of a question: nothing that was recorded is shown. */
  asked?: boolean
  /** Already shown above: without links and copying. */
  again?: boolean
  /** The message stands beside the plate as a block of its own. */
  beside?: ReadonlySet<string>
  /** A box before each line, for a prediction of lines. */
  boxes?: boolean
}

export function plateHtml(
  plate: Plate,
  pen: Pen,
  { asked = false, again = false, boxes = false, beside }: PlateStyle = {},
): string {
  const lines = linesHtml(plate, pen)
  const rows = weave(lines, plate.dedent, asked ? [] : woven(plate))
  const id = pen.plate()
  const body = rows
    .map((row, i) => {
      if (row.kind === 'label') return labelHtml(row)
      const no = row.index + 1
      const state = `${plate.mark.has(no) ? ' marked' : ''}${plate.fade.has(no) ? ' faded' : ''}`
      const box = boxes
        ? `<label class="mark"><input type="checkbox" name="${id}" value="${no}" aria-label="Line ${no}"><span></span></label>`
        : ''
      const number = plate.numbered || boxes ? ` data-n="${no}"` : ''
      // Carets keep their columns only under a line that is not broken.
      const text = plate.lines[row.index]!.text
      const folds = text.length > NARROW && rows[i + 1]?.kind !== 'label'
      const [, space = '', sign = ''] = SIGNS.exec(row.html) ?? []
      if (sign) return `<div class="code-line${state} c-quiet"${number}>${box}${space}${sign}</div>`
      if (!folds) return `<div class="code-line${state}"${number}>${box}${row.html || ' '}</div>`
      // Code without a blank in it would leave its indentation alone on a line.
      const indent = text.search(/\S/)
      const solid = indent > 0 && !text.slice(indent, NARROW).includes(' ')
      const code = (solid ? row.html.replace(/^ +/, '<span class="in">$&</span>') : row.html).replaceAll(
        '-&gt;',
        '<span class="nb">-&gt;</span>',
      )
      return `<div class="code-line${state} folds${solid ? ' solid' : ''}"${number}${indent ? ` style="--in:${indent}"` : ''}>${box}${code}</div>`
    })
    .join('')
  const wide = plate.lines.some(line => line.text.length > WIDE) ? ' wide-lines' : ''
  const bare = plate.numbered || boxes ? '' : ' bare'
  const verdict = plate.judged && !asked ? `<span class="badges">${badges(plate.runs)}</span>` : ''
  const name = plate.title ?? plate.recording.snippet
  // What can be scrolled must be reached by the keyboard; lines that fit or fold cannot.
  const scrolls = rows.some(row => row.kind === 'label' || isBetween(plate.lines[row.index]!.text.length))
  return `<figure class="plate${wide}${bare}"><div class="plate-head"><span class="file">${escape(name)}</span>${verdict}</div>
<div class="plate-body"${scrolls ? ` role="region" aria-label="${escape(name)}" tabindex="0"` : ''}>${body}</div>${asked ? '' : saidHtml(plate, beside?.has(plate.rec) ?? false)}${again ? '' : footHtml(plate, pen)}</figure>`
}

/** Too long for the smallest phone, and too short to be broken. */
const isBetween = (letters: number): boolean => letters > FITS && letters <= NARROW

const linesHtml = (plate: Plate, pen: Pen) => {
  const html = pen.around.highlight(plate.lines.map(line => line.text).join('\n'))
  return plate.lines.map((line, i) => ({ number: line.number, text: line.text, html: html[i] ?? '' }))
}

function labelHtml(row: Extract<ReturnType<typeof weave>[number], { kind: 'label' }>): string {
  const from = row.carets.search(/\S/)
  const beside = row.label.length <= 33 ? '' : ';--beside:200px'
  return `<div class="weave pointed${row.primary ? ' primary' : ''}" style="--from:${from};--letters:${row.label.length}${beside}"><span class="carets">${row.carets.trimStart()}</span><span class="label">${escape(row.label)}</span></div>`
}

/** The message's first line with the notes that have no place, the whole of it folded, and the output. */
function saidHtml(plate: Plate, beside: boolean): string {
  const run = plate.runs[0]!
  const diagnostic = complaints(run)[typeof plate.weave === 'number' ? plate.weave : 0]
  const output =
    plate.output && run.stdout.trim()
      ? `<div class="message"><span class="said">prints</span><div class="output">${escape(run.stdout.trimEnd())}</div></div>`
      : ''
  if (!diagnostic || beside || (!plate.message && !plate.judged)) return output
  const code = diagnostic.code ? `[${escape(diagnostic.code)}]` : ''
  const notes = plate.message
    ? diagnostic.children.filter(c => !c.spans.length).map(c => `<br>= ${c.level}: ${escape(c.message)}`)
    : []
  return `<div class="message"><b>${diagnostic.level}${code}</b>: <b>${escape(diagnostic.message)}</b>${notes.join('')}${wholeHtml(diagnostic, plate.lines)}</div>${output}`
}

const wholeHtml = (diagnostic: Diagnostic, lines: readonly CodeLine[]): string =>
  `<details class="whole"><summary>the whole message</summary><pre tabindex="0">${escape(onPlate(diagnostic.rendered.trim(), line => plateNumber(lines, line)))}</pre></details>`

/** Who vouches for it, and what can be done with it. */
function footHtml(plate: Plate, pen: Pen): string {
  const { recording, runs } = plate
  const { snippet } = pen.around.program(plate.rec)
  const program = pen.page({ page: 'program', deck: pen.around.deck.id, snippet: plate.rec })
  // The link into the Playground holds the program, so that it stands once, on the program's page.
  const whole = awayFromPlayground(snippet) ? 'whole program' : 'whole program and Playground'
  const editions = [...new Set(runs.map(run => run.edition))].join(' and ')
  const file = plate.title ? ` · ${escape(recording.snippet)}` : ''
  return `<figcaption class="plate-foot"><span class="vouch">rustc ${escape(recording.rustc.version)} · ${editions}${file}</span>${program ? `<a href="${program}">${whole}</a>` : ''}</figcaption>`
}

// ---------- the message in four parts, and the output ----------

export function messageHtml(message: Message, pen: Pen): string {
  const diagnostic = messagesOf(message.runs[0]!, message.miri)[message.index]
  if (!diagnostic) return ''
  const lines = pen.around.program(message.rec).source.split('\n')
  const shown = parts(diagnostic, {
    text: line => (lines[line - 1] ?? '').replace(/ *\/\/~.*$/, ''),
    shownAs: line => plateNumber(message.lines, line),
    columns: Math.max(message.columns, 58),
    miri: message.miri !== null,
  }).filter(part => !message.without.includes(part.name))
  const code = diagnostic.code ? `[${diagnostic.code}]` : ''
  const page = diagnostic.code?.startsWith('E') ? pen.page({ page: 'error', code: diagnostic.code }) : null
  const title = escape(`${diagnostic.level}${code}`)
  const source = escape(message.recording.snippet)
  const said = message.miri ? `Miri, ${MODEL_NAMES[message.miri]}, of ${source}` : source
  const rows = shown.map(
    part => `<div class="part"><i>${part.name}</i><div>${part.rows.map(partRow).join('')}</div></div>`,
  )
  return `<figure class="plate"><div class="plate-head"><span class="file">${page ? `<a href="${page}">${title}</a>` : title}</span><span>${said}</span></div><div class="diag" role="region" aria-label="${title}" tabindex="0">${rows.join('')}</div>${wholeHtml(diagnostic, message.lines)}</figure>`
}

function partRow(row: PartRow): string {
  if (row.kind === 'text') return `<div${row.strong ? ' class="msg"' : ''}>${escape(row.text)}</div>`
  const label = row.label
    ? `<div class="${row.primary ? 'lab' : 'lab2'}" style="--from:${row.carets.search(/\S/)};--letters:${row.label.length}">${escape(row.label)}</div>`
    : ''
  return `<div class="src-line"><i>${row.line ?? ''}</i><span>${escape(row.text)}</span></div><div class="src-line"><i></i><span class="${row.primary ? 'carets1' : 'carets2'}">${row.carets}</span></div>${label}`
}

export function outputHtml(output: Output): string {
  const title = output.title ?? (output.stream === 'stderr' ? 'it reports' : 'it prints')
  const one = ({ edition, text }: Output['texts'][number]): string =>
    `<div class="output-plate"><div class="output-head"><span>${escape(typeset(title))}</span><span>${output.each ? `edition ${edition}` : escape(output.recording.snippet)}</span></div><div class="output" role="region" aria-label="${escape(title)}" tabindex="0">${escape(text)}</div></div>`
  return `<div class="outputs">${output.texts.map(one).join('')}</div>`
}

/** What each program got, in the order of the programs. */
export function verdictTable(rows: readonly (Recorded & { label: string; id?: string })[], pen: Pen): string {
  const row = ({ rec, label, runs, id }: (typeof rows)[number]): string => {
    const program = pen.page({ page: 'program', deck: pen.around.deck.id, snippet: rec })
    const name = escape(label)
    return `<tr${id ? ` data-case="${escape(id)}" data-kind="${runs[0]!.verdict.kind === 'error' ? 'refused' : 'accepted'}"` : ''}><th scope="row">${program ? `<a href="${program}">${name}</a>` : name}</th><td><span class="badges">${badges(runs)}</span></td></tr>`
  }
  return `<table class="verdicts"><tbody>${rows.map(row).join('')}</tbody></table>`
}
