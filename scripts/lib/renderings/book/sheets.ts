// Blocks of the content as sheets of the book: what stands in the column, what side by side, what across the page.
import type { Block, Cell, WhatIf } from '../../content/blocks.ts'
import { textOf } from '../../content/tree.ts'
import { entriesOf } from './entries.ts'
import { figureSheet, variantPictures } from './figures.ts'
import type { Picture, Sheet } from './model.ts'
import type { Pen } from './pen.ts'
import { COLUMNS, historySheet, isHalf, messageSheet, outputSheet, plateSheet, whatIfSheet } from './plate.ts'
import { INK } from './svg.ts'
import { type Addresses, plainOf, wordsOf } from './words.ts'

export interface SheetStyle {
  addresses?: Addresses
  /** The picture to remember, which needs no more height than a strip's. */
  plate?: boolean
  /** `8.7`, under which figures stand. */
  number?: (family: string) => string
  /** Part of a question: nothing that was recorded is shown. */
  asked?: boolean
  /** It stands beside another one. */
  half?: boolean
}

export const sheetsOf = (blocks: readonly Block[], pen: Pen, style: SheetStyle = {}): Sheet[] =>
  blocks.flatMap(block => sheetOf(block, pen, style))

export function sheetOf(block: Block, pen: Pen, style: SheetStyle = {}): Sheet[] {
  const { addresses = 'margin' } = style
  switch (block.kind) {
    case 'paragraph': {
      const words = wordsOf(block.content, pen, addresses)
      return [{ kind: 'paragraph', words, frame: null, index: entriesOf(block.content, pen.terms, pen.terms_()) }]
    }
    case 'heading':
      return [{ kind: 'heading', words: wordsOf(block.content, pen, 'none') }]
    case 'list':
      return [
        { kind: 'list', ordered: block.ordered, items: block.items.map(item => sheetsOf(item.blocks, pen, style)) },
      ]
    case 'quote':
      return [{ kind: 'quote', sheets: sheetsOf(block.blocks, pen, style) }]
    case 'table':
      return [tableSheet(block, pen, addresses)]
    case 'fence':
      return [{ kind: 'fence', text: block.text }]
    case 'group':
      return block.columns === null
        ? sheetsOf(block.blocks, pen, style)
        : columnSheets(
            block.blocks.map(b => [b]),
            pen,
            style,
            ratioOf(block.columns),
          )
    case 'drawing':
      return [{ kind: 'drawing', picture: drawingPicture(block) }]
    case 'plate':
      return [plateSheet(block, pen, { form: style.asked ? 'question' : 'whole', half: style.half ?? false })]
    case 'message':
      return messageSheet(block, pen)
    case 'output':
      return [outputSheet(block, pen)]
    case 'figure': {
      const number = style.number?.(block.family) ?? ''
      const only = style.asked && block.start !== null ? 0 : null
      return [figureSheet(block, pen, { number, plate: style.plate ?? false, only })]
    }
    case 'history':
      return [historySheet(block, pen)]
    case 'whatif':
      return whatIfSheets(block, pen)
    case 'quiz':
      return []
  }
}

/** The program as it is shown, what changes it, and the pictures of all side by side. */
function whatIfSheets(block: WhatIf, pen: Pen): Sheet[] {
  const [base] = block.programs
  const pictures = variantPictures(block, pen)
  const table = whatIfSheet(block, pen)
  if (!base) return [table]
  const plate = plateSheet(
    {
      ...base,
      kind: 'plate',
      line: block.line,
      from: null,
      region: null,
      title: null,
      dedent: dedentOf(base, pen),
      mark: new Set(),
      fade: new Set(),
      weave: 0,
      message: false,
      output: false,
      judged: true,
      numbered: true,
      tight: true,
      reveal: null,
    },
    pen,
  )
  return [plate, table, ...(pictures.length ? [{ kind: 'pictures' as const, pictures }] : [])]
}

/** Columns of messages count in the file; the shown lines may begin further left. */
function dedentOf({ rec, lines }: WhatIf['programs'][number], pen: Pen): number {
  const first = lines.find(line => line.text !== '')
  if (!first) return 0
  const written = (pen.around.program(rec).source.split('\n')[first.number - 1] ?? '').replace(/ *\/\/~.*$/, '')
  return Math.max(0, written.length - first.text.length)
}

// ---------- side by side ----------

/** Shares of the tracks of a CSS grid; equal where they are not plain fractions. */
const ratioOf = (columns: string): number[] => [...columns.matchAll(/([\d.]+)fr/g)].map(found => Number(found[1]))

const longest = (text: string): number => Math.max(0, ...text.split('\n').map(line => line.length))
function isNarrow(sheet: Sheet): boolean {
  switch (sheet.kind) {
    case 'plate':
      return isHalf(sheet)
    case 'outputs':
      return sheet.columns.length === 1 && longest(sheet.columns[0]!.text) <= COLUMNS.half
    case 'figure':
      return sheet.mode === 'plate'
    default:
      return false
  }
}

/** Two columns stand side by side where both are narrow code, output or pictures; else one under the other, where prose is not squeezed. */
export function columnSheets(
  columns: readonly (readonly Block[])[],
  pen: Pen,
  style: SheetStyle,
  ratio: readonly number[] = [],
): Sheet[] {
  const filled = columns.filter(blocks => blocks.length)
  const [left, right] = filled
  const whole = filled.map(blocks => sheetsOf(blocks, pen, style))
  if (!left || !right || filled.length !== 2 || !whole.every(sheets => sheets.length && sheets.every(isNarrow)))
    return whole.flat()
  const half = [left, right].map(blocks => sheetsOf(blocks, pen, { ...style, half: true }))
  return [{ kind: 'columns', columns: half, ratio: ratio.length === 2 ? ratio : [1, 1] }]
}

// ---------- tables ----------

type Table = Extract<Block, { kind: 'table' }>

/** Letters that a table holds in the text column. */
const COLUMN_LETTERS = 74

function tableSheet(table: Table, pen: Pen, addresses: Addresses): Sheet {
  const cells = (row: readonly Cell[]) => row.map(cell => wordsOf(cell.content, pen, addresses))
  const head = table.head.some(cell => textOf(cell.content).trim()) ? cells(table.head) : []
  const rows = table.rows.map(cells)
  const count = Math.max(head.length, ...rows.map(row => row.length))
  const weights = Array.from({ length: count }, (_, i) =>
    Math.max(...[head, ...rows].map(row => plainOf(row[i] ?? []).length)),
  )
  const wide = weights.reduce((sum, letters) => sum + letters + 2, 0) > COLUMN_LETTERS || count > 3
  return { kind: 'table', head, rows, weights, wide }
}

// ---------- drawings ----------

const TOKENS: Readonly<Record<string, string>> = {
  paper: INK.paper,
  sheet: INK.sheet,
  ink: INK.ink,
  'ink-2': INK.ink2,
  'ink-3': INK.ink3,
  line: INK.line,
  hair: INK.hair,
  accent: INK.accent,
  shared: INK.shared,
  excl: INK.excl,
  'accent-tint': INK.accentTint,
  'shared-tint': INK.sharedTint,
  'excl-tint': INK.exclTint,
  text: 'Course Serif Draw',
  mono: 'Course Mono',
}
const FONT = /font:\s*(?:(italic)\s+)?(\d+)\s+([\d.]+)px\s+([\w ]+?)\s*(?=;|")/g

/** A drawing in the slide itself: its own words and lines, with the tokens' print colours. */
function drawingPicture({ svg, label, words }: Extract<Block, { kind: 'drawing' }>): Picture {
  const source = svg
    .replaceAll(/var\(--ri-([\w-]+)\)/g, (_, name: string) => TOKENS[name] ?? INK.ink)
    .replace(/<svg(?![^>]* xmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"')
    .replaceAll(
      FONT,
      (_, italic: string | undefined, weight: string, size: string, family: string) =>
        `font-style: ${italic ? 'italic' : 'normal'}; font-weight: ${weight}; font-size: ${size}px; font-family: '${family}', 'Course Signs'`,
    )
  const [, width, height] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(source) ?? []
  const said = words.filter(word => !label.includes(word)).join(' ')
  return { svg: source, width: Number(width ?? 876), height: Number(height ?? 348), alt: `${label} ${said}`.trim() }
}

/** What is as wide as the page. */
export function isWide(sheet: Sheet): boolean {
  switch (sheet.kind) {
    case 'columns':
    case 'drawing':
    case 'pictures':
    case 'verdicts':
      return true
    case 'plate':
      return sheet.columns > COLUMNS.text
    case 'figure':
      return sheet.mode !== 'plate'
    case 'table':
      return sheet.wide
    case 'outputs':
      return sheet.columns.length > 1 || longest(sheet.columns[0]?.text ?? '') > COLUMNS.text
    default:
      return false
  }
}
