// Blocks of the book as XHTML: code and output as text, tables with headers, figures as pictures that say in words what they show. Pure.
import type { Badge, FigureSheet, MessageRow, PlateSheet, Row, Sheet, Token } from '../model.ts'
import { badgesHtml, el, escaped, inline, type Markup, pictureHtml } from './xhtml.ts'

/** What the rendering of sheets tells whoever keeps the lists. */
export interface Heard {
  program: (rec: string) => void
  index: (entries: readonly string[]) => void
  /** Of headings in the text. */
  level: number
}

export const sheetsHtml = (sheets: readonly Sheet[], heard: Heard): Markup =>
  sheets.map(sheet => sheetHtml(sheet, heard)).join('\n')

export function sheetHtml(sheet: Sheet, heard: Heard): Markup {
  switch (sheet.kind) {
    case 'paragraph': {
      heard.index(sheet.index)
      if (!sheet.words.length) return ''
      const frame = sheet.frame === null ? null : `${el('b', { class: 'frame' }, escaped(sheet.frame))} `
      return el('p', {}, frame, inline(sheet.words))
    }
    case 'heading':
      return el(`h${heard.level}`, {}, inline(sheet.words))
    case 'list': {
      const items = sheet.items.map(item => el('li', {}, sheetsHtml(item, heard)))
      return el(sheet.ordered ? 'ol' : 'ul', {}, ...items)
    }
    case 'quote':
      return el('blockquote', {}, sheetsHtml(sheet.sheets, heard))
    case 'table':
      return tableHtml(
        sheet.head.map(inline),
        sheet.rows.map(row => row.map(inline)),
      )
    case 'fence':
      return el('pre', { class: 'said' }, escaped(sheet.text))
    case 'plate':
      heard.index(sheet.index)
      heard.program(sheet.program)
      return plateHtml(sheet)
    case 'message':
      heard.index(sheet.index)
      return el(
        'figure',
        { class: 'message' },
        el('figcaption', {}, el('code', {}, escaped(sheet.head))),
        ...sheet.parts.map(part =>
          el('div', {}, el('p', { class: 'part' }, escaped(part.name)), el('pre', {}, ...part.rows.map(messageRow))),
        ),
      )
    case 'outputs':
      heard.program(sheet.program)
      return sheet.columns.map(({ head, edition, text }) => output(head, edition, text)).join('\n')
    case 'verdicts':
      heard.program(sheet.program)
      return verdictsHtml(sheet)
    case 'pictures':
      return el(
        'div',
        { class: 'film' },
        ...sheet.pictures.map(picture =>
          el('figure', {}, pictureHtml(picture), el('figcaption', {}, inline(picture.caption))),
        ),
      )
    case 'figure':
      heard.program(sheet.program)
      return figureHtml(sheet)
    case 'drawing':
      return el('figure', { class: 'drawing' }, pictureHtml(sheet.picture))
    case 'columns':
      return sheet.columns.map(column => sheetsHtml(column, heard)).join('\n')
  }
}

/** @param rows of cells as markup */
export function tableHtml(head: readonly Markup[], rows: readonly (readonly Markup[])[], attributes = {}): Markup {
  const cells = (row: readonly Markup[]): Markup => el('tr', {}, ...row.map(cell => el('td', {}, cell)))
  const top = head.length ? el('thead', {}, el('tr', {}, ...head.map(h => el('th', { scope: 'col' }, h)))) : null
  return el('table', attributes, top, el('tbody', {}, ...rows.map(cells)))
}

// ---------- code ----------

const token = ([kind, text]: Token): Markup =>
  kind ? el('span', { class: `c-${kind}` }, escaped(text)) : escaped(text)

interface Pointer {
  from: number
  to: number
  primary: boolean
  label: string
}

/** A line of the listing with what is said of it: the letters that the compiler points at are underlined, so that a line may be divided anywhere. */
function lineHtml(row: Extract<Row, { row: 'line' }>, pointers: readonly Pointer[], numbered: boolean): Markup {
  let at = 0
  const pieces = row.tokens.flatMap(([kind, text]): Markup[] => {
    const from = at
    at += text.length
    const cuts = [...new Set([from, at, ...pointers.flatMap(p => [p.from, p.to])])]
      .filter(cut => cut >= from && cut <= at)
      .sort((a, b) => a - b)
    return cuts.slice(1).map((cut, i) => {
      const begin = cuts[i]!
      const inner = token([kind, text.slice(begin - from, cut - from)])
      const pointed = pointers.filter(p => p.from <= begin && cut <= p.to)
      if (!pointed.length) return inner
      return el('span', { class: pointed.some(p => p.primary) ? 'at first' : 'at' }, inner)
    })
  })
  const number = numbered ? el('span', { class: 'no' }, String(row.number).padStart(2, '\u2007'), ' ') : null
  const line = el('span', { class: row.mark ? 'line marked' : 'line' }, number, ...pieces, '\n')
  const labels = pointers
    .filter(p => p.label)
    .map(p => el('span', { class: p.primary ? 'words first' : 'words' }, '↑ ', escaped(p.label), '\n'))
  return line + labels.join('')
}

/** Lines with the rows of words that follow them; a label of several rows is one again. */
function linesHtml(rows: readonly Row[], numbered: boolean): Markup {
  const lines: { row: Extract<Row, { row: 'line' }>; pointers: Pointer[] }[] = []
  for (const row of rows) {
    if (row.row === 'line') {
      lines.push({ row, pointers: [] })
      continue
    }
    const pointers = lines.at(-1)?.pointers
    if (!pointers) continue
    const label = row.label?.[1] ?? ''
    const last = pointers.at(-1)
    if (row.carets || !last)
      pointers.push({ from: row.at, to: row.at + row.carets.length, primary: row.primary, label })
    else last.label = `${last.label} ${label}`.trim()
  }
  return lines.map(({ row, pointers }) => lineHtml(row, pointers, numbered)).join('')
}

function plateHtml(plate: PlateSheet): Markup {
  const { message } = plate
  return el(
    'figure',
    { class: 'plate' },
    el('figcaption', {}, el('code', { class: 'file' }, escaped(plate.title)), ' ', badgesHtml(plate.badges)),
    plate.rows.length ? el('pre', {}, el('code', {}, linesHtml(plate.rows, plate.numbered))) : null,
    message &&
      el(
        'p',
        { class: 'complaint' },
        el('code', {}, el('b', {}, escaped(`${message.head}: `)), escaped(message.text)),
        ...message.notes.map(note => `<br/>${el('code', {}, escaped(note))}`),
      ),
    plate.output === null ? null : output('it prints', null, plate.output),
  )
}

const output = (head: string, edition: number | null, text: string): Markup =>
  el(
    'div',
    { class: 'output' },
    el('p', { class: 'part' }, escaped(head), edition === null ? null : `, edition ${edition}`),
    el('pre', { class: 'said' }, escaped(text)),
  )

function messageRow({ text, strong, source }: MessageRow): Markup {
  if (!source) return el('span', { class: 'line' }, strong ? el('b', {}, escaped(text)) : escaped(text), '\n')
  const from = Math.max(0, source.carets.search(/\S/))
  const to = source.carets.trimEnd().length
  const { primary, label } = source
  const pointers = to > from ? [{ from, to, primary, label }] : []
  const number = Number(source.line)
  return lineHtml({ row: 'line', number, tokens: [['', text]], mark: false }, pointers, source.line !== '')
}

// ---------- verdicts ----------

interface Verdicts {
  head: readonly string[]
  rows: readonly {
    name: Parameters<typeof inline>[0]
    lines: readonly (readonly Token[])[]
    badges: readonly Badge[]
    says: string
  }[]
}

function verdictsHtml({ head, rows }: Verdicts): Markup {
  const says = rows.some(row => row.says)
  const cells = rows.map(row => [
    [inline(row.name), ...row.lines.map(line => el('code', { class: 'whole' }, ...line.map(token)))].join('<br/>'),
    badgesHtml(row.badges),
    ...(says
      ? [
          row.says
            .split('\n')
            .map(line => el('code', {}, escaped(line)))
            .join('<br/>'),
        ]
      : []),
  ])
  return tableHtml(head.slice(0, says ? 3 : 2).map(escaped), cells)
}

// ---------- figures ----------

export function figureHtml(figure: FigureSheet): Markup {
  const { mode, frames } = figure
  const number = figure.number ? el('b', {}, `Figure ${escaped(figure.number)}.`) : null
  const witness = el('span', { class: 'witness' }, escaped([figure.witness, figure.note].filter(Boolean).join(', ')))
  const caption = [
    number,
    mode === 'single' ? inline(figure.caption) : inline(figure.title),
    mode === 'film' ? el('i', {}, `large: frame ${figure.stands} of ${figure.count}.`) : null,
    witness,
  ]
  const head = mode === 'plate' ? null : el('figcaption', {}, caption.filter(Boolean).join(' '))
  const hero = el('figure', { class: 'picture' }, pictureHtml(figure.hero), head)
  const frame = (number: number, words: FigureSheet['caption']): Markup =>
    `${el('b', { class: 'frame' }, String(number))} ${inline(words)}`
  if (mode === 'film')
    return (
      hero +
      el(
        'div',
        { class: 'film' },
        ...frames.map(f => el('figure', {}, pictureHtml(f), el('figcaption', {}, frame(f.number, f.caption)))),
      )
    )
  if (mode === 'legend' && frames.length)
    return hero + el('ul', { class: 'legend' }, ...frames.map(f => el('li', {}, frame(f.number, f.caption))))
  return hero
}
