// One state of a ByteLayout, and the words that stand beside its rows.
import type { Stretch } from './axis.ts'
import { padOf, type Block, type Cell, type Row } from './rows.ts'

export type Part = 'size' | 'fields' | 'padding' | 'marks' | 'order' | 'places' | 'all'
export interface Frame {
  blocks: readonly Block[]
  axis: readonly Stretch[]
  /** Rows that are shown, counted over all blocks. */
  rows: number
  /** Blocks whose value line is shown. */
  valueLines: number
  part: Part
  /** With `places`: how many cells of the only row stand already. */
  placed?: number
  /** Block and row that this frame is about; -1 for all of them. */
  block: number
  row: number
  /** What the film shows at its end: its place is kept from the first frame on. */
  film: { join: boolean; values: boolean; steps: number }
  join: boolean
  numerals: boolean
  cache: number
}

/** `1 byte`, `8 bytes`. */
export const bytes = (n: number): string => (n === 1 ? '1 byte' : `${n} bytes`)
/** `32 bytes, 16 padding` · `12 bytes, a tag` · `8 bytes, a niche`. */
export function noteOf(b: Block): string {
  const what =
    b.encoding === 'tag'
      ? ', a tag'
      : b.encoding === 'niche' || (b.values && b.shape === 'struct')
        ? ', a niche'
        : b.rows.length === 1
          ? `, ${padOf(b.rows[0]!)} padding`
          : ''
  return `${bytes(b.size)}${what}`
}
/** The cells that stand in this frame. */
export const standing = (f: Frame, r: Row): readonly Cell[] =>
  f.part === 'places' ? r.cells.slice(0, f.placed) : r.cells
/** Not yet at the end of placing one field after the other. */
export const unfinished = (f: Frame): boolean => f.part === 'places' && f.placed! < f.blocks[0]!.rows[0]!.cells.length
export const rowName = (b: Block, r: Row): string =>
  r.name === null ? b.title : b.shape === 'union' ? `.${r.name}` : r.name
/** A tuple's field goes by its type: `0` beside offsets would read as one of them. */
export const called = (c: Cell): string => (/^[\d.]+$/.test(c.name) && c.ty ? c.ty : c.name)
