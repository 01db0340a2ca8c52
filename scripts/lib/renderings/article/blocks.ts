// A block of the content as HTML. Films (figures of several frames that follow the text) are the section's matter; here a figure stands still.
import type { Block, Cell, ListItem } from '../../content/blocks.ts'
import { textOf } from '../../content/tree.ts'
import { escape } from '../../site/head.ts'
import { stillFigure } from './film.ts'
import { inlineHtml, plainHtml } from './inline.ts'
import type { Pen } from './pen.ts'
import { whatIfHtml } from './whatIf.ts'
import { historyTable } from './historyTable.ts'
import { messageHtml, outputHtml, plateHtml, type PlateStyle } from './plate.ts'

/** @param opening HTML before the first words of a block of text */
export function blockHtml(block: Block, pen: Pen, opening = '', style: PlateStyle = {}): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${opening}${inlineHtml(block.content, pen)}</p>`
    case 'heading':
      return `<h4>${opening}${plainHtml(block.content, pen)}</h4>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `${opening}<${tag} class="list">${block.items.map(item => `<li>${itemHtml(item, pen)}</li>`).join('')}</${tag}>`
    }
    case 'quote':
      return `${opening}<blockquote>${blocksHtml(block.blocks, pen)}</blockquote>`
    case 'table':
      return opening + tableHtml(block, pen)
    case 'fence':
      return `${opening}<figure class="plate bare"><div class="plate-body" role="region" aria-label="${escape(block.language || 'text')}" tabindex="0"><pre>${escape(block.text)}</pre></div></figure>`
    case 'group':
      return opening + blocksHtml(block.blocks, pen, style)
    case 'drawing':
      return `${opening}<figure class="drawing"${isBroad(block) ? ' role="region" aria-label="Drawing" tabindex="0"' : ''}>${block.svg}</figure>`
    case 'plate':
      return opening + plateHtml(block, pen, style)
    case 'message':
      return opening + messageHtml(block, pen)
    case 'output':
      return opening + outputHtml(block)
    case 'figure':
      return opening + stillFigure(block, pen)
    case 'history':
      return opening + historyTable(block, pen)
    case 'whatif':
      return opening + whatIfHtml(block, pen)
    case 'quiz':
      return ''
  }
}

export const blocksHtml = (blocks: readonly Block[], pen: Pen, style: PlateStyle = {}): string =>
  blocks.map(block => blockHtml(block, pen, '', style)).join('\n')

function itemHtml({ blocks }: ListItem, pen: Pen): string {
  const [only] = blocks
  return blocks.length === 1 && only?.kind === 'paragraph' ? plainHtml(only.content, pen) : blocksHtml(blocks, pen)
}

type Table = Extract<Block, { kind: 'table' }>

function tableHtml(table: Table, pen: Pen): string {
  const cell = ({ content, align }: Cell, tag: 'th' | 'td'): string =>
    `<${tag}${align && align !== 'left' ? ` class="${align}"` : ''}${tag === 'th' ? ' scope="col"' : ''}>${plainHtml(content, pen)}</${tag}>`
  const row = (cells: readonly Cell[], tag: 'th' | 'td'): string => `<tr>${cells.map(c => cell(c, tag)).join('')}</tr>`
  const name =
    table.head
      .map(c => textOf(c.content))
      .filter(Boolean)
      .join(', ') || 'table'
  const head = table.head.some(c => textOf(c.content).trim()) ? `<thead>${row(table.head, 'th')}</thead>` : ''
  return `<div class="table" role="region" aria-label="${escape(name)}" tabindex="0"><table>${head}<tbody>${table.rows.map(cells => row(cells, 'td')).join('')}</tbody></table></div>`
}

/** The letters that a table's widest row takes. */
const breadthOf = (table: Table): number =>
  Math.max(
    0,
    ...[table.head, ...table.rows].map(cells => cells.reduce((sum, c) => sum + textOf(c.content).length + 4, 0)),
  )
/** What the column beside the text has room for, in letters. */
const COLUMN = 74

/** The width of the column in pixels, with some room for a drawing that is made a little smaller. */
const DRAWN = 600
const widthOf = (svg: string): number => Number(/viewBox="[\d.-]+ [\d.-]+ ([\d.]+)/.exec(svg)?.[1] ?? 0)

/** Whether a table or a drawing needs the width of both columns. */
export const isBroad = (block: Block): boolean =>
  block.kind === 'table' ? breadthOf(block) > COLUMN : block.kind === 'drawing' && widthOf(block.svg) > DRAWN
