// What one frame of a FatPointer figure is: everything that is drawn, complete in itself.
import type { ProgramLine } from '../figure/contract.ts'

export interface Field {
  name: string
  offset: number
  size: number
  value: string
}
export interface Value {
  name: string
  type: string
  region: 'stack' | 'heap' | 'static'
  size: number
  align: number
  fields: readonly Field[]
  state: 'live' | 'dropped' | 'freed'
}
/** Second word of a wide pointer: a table's name, a length, or none at all. */
export type Metadata = { kind: 'table'; table: string } | { kind: 'length'; length: number } | null
export interface Pointer {
  name: string
  type: string
  to: string
  meta: Metadata
  state: 'live' | 'moved'
}
export interface Slot {
  offset: number
  kind: 'drop' | 'size' | 'align' | 'method' | 'vptr' | 'vacant'
  /** `drop`, `Shape::area`, `B` */ name: string
  /** `Cube::area` */ impl: string | null
  /** what the program read there: a number, `null`, `code` or a table's name */ word: string
}
export interface Table {
  name: string
  type: string
  trait: string
  slots: readonly Slot[]
}

/** What happened: the sentence of a frame is made from this and from nothing else. */
export type Said =
  | { kind: 'value'; value: string }
  | { kind: 'thin'; pointer: string }
  | { kind: 'wide'; pointer: string; from: string | null; newTable: boolean }
  | { kind: 'length'; pointer: string; length: number }
  | { kind: 'call'; pointer: string; slot: number; jump: string; order: 'jmp' | 'call' }
  | { kind: 'enter'; fn: string; self: string; through: 'call' | 'drop' | null }
  | { kind: 'read'; pointer: string; slot: number; by: string; load: string }
  | { kind: 'drop'; pointer: string; glue: boolean }
  | { kind: 'freed'; value: string; size: number; align: number; table: string | null }
  | { kind: 'upcast'; pointer: string; from: string; load: string | null; slot: number | null; prefix: number }
  | { kind: 'compare'; left: string; right: string; sameData: boolean; same: boolean }
  | { kind: 'offset'; pointer: string; field: string; offset: number; align: number }
  | { kind: 'slots'; group: string; count: number; first: number }
  | { kind: 'gated'; names: readonly string[]; slots: number; declared: number }

/** A method as the trait declares it; `gated` says that the table has no slot for it. */
export interface Declared {
  trait: string
  name: string
  gated: boolean
}

export interface Frame {
  show: 'pointers' | 'rows' | 'slots'
  program: readonly ProgramLine[]
  line: number
  values: readonly Value[]
  /** Bytes of the largest value of the whole film: all frames share one unit. */
  largest: number
  pointers: readonly Pointer[]
  tables: readonly Table[]
  said: Said
  /** Keys of the marks that this frame changed: `value cube`, `pointer s`, `meta s`, `data s`, `slot T 3`, `fn T 3`. */
  now: readonly string[]
  /** Registers that hold the two words of a pointer while it is used. */
  registers: { pointer: string; data: string; table: string } | null
  /** The part of a table that is visible through a supertrait. */
  prefix: { table: string; slots: number } | null
  /** show slots: how many slots are filled, and the methods as declared. */
  filled: number
  declared: readonly Declared[]
  /** show slots: `C: A + B` */
  traits: readonly string[]
}
