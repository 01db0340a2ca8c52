// Tables of the pages: on a phone each row stands as a block of its own, with the heading of each cell before it. Pure.
import { escape } from '../../site/head.ts'

export interface Column<Row> {
  head: string
  /** HTML. */
  cell(row: Row): string
  /** Per cent of a wide table. */
  width?: number
  /** Numbers stand at the right. */
  number?: true
  /** What the search must not know: the cell gives an answer away. */
  hidden?(row: Row): boolean
}

/** The first column names the row. */
export function tableHtml<Row>(rows: readonly Row[], columns: readonly Column<Row>[], label: string): string {
  const head = columns.map(headHtml).join('')
  const body = rows.map(row => `<tr>${columns.map((c, i) => cellHtml(row, c, i === 0)).join('')}</tr>`)
  return `<table aria-label="${escape(label)}"><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`
}

function headHtml<Row>({ head, number, width }: Column<Row>): string {
  return `<th scope="col"${number ? ' class="num"' : ''}${width ? ` style="width:${width}%"` : ''}>${escape(head)}</th>`
}

function cellHtml<Row>(row: Row, column: Column<Row>, names: boolean): string {
  const ignored = column.hidden?.(row) ? ' data-unsearched' : ''
  const content = column.cell(row)
  if (names) return `<th scope="row"${ignored}>${content}</th>`
  const number = column.number ? ' class="num"' : ''
  return `<td data-head="${escape(column.head)}"${number}${ignored}>${content || '<span class="none">–</span>'}</td>`
}
