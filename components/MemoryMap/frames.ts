// What one frame of a MemoryMap is: the whole memory that the program showed, complete in itself.
import type { ProgramLine } from '../figure/contract.ts'

export interface Part {
  name: string
  offset: number
  size: number
  is:
    | { kind: 'value'; value: string }
    | { kind: 'pointer'; pointer: 'own' | 'shared' | 'excl' | 'raw' | 'weak'; to: string; at: number }
    | { kind: 'uninit' }
    | { kind: 'dropped' }
  /** Its bytes were moved out, and stay. */
  moved: boolean
}
export interface Place {
  path: string
  /** the frame's function */ fn: string
  name: string
  type: string
  size: number
  state: 'live' | 'moved' | 'dropped' | 'uninit'
  parts: readonly Part[]
  row: number
}
export interface Block {
  at: string
  /** `1` of `heap1` */ number: number
  region: 'heap' | 'static'
  type: string
  size: number
  state: 'live' | 'dropped' | 'freed'
  parts: readonly Part[]
  row: number
}

export type Change =
  | { kind: 'enter'; fn: string }
  | { kind: 'leave'; fn: string }
  | { kind: 'new place'; path: string }
  | { kind: 'place'; path: string; part: string; from: string; to: string }
  | { kind: 'new block'; at: string }
  | { kind: 'block'; at: string; part: string; from: string; to: string }
  | { kind: 'free'; at: string; size: number; owner: string | null }
  | { kind: 'moved'; from: string; to: string }
  | { kind: 'dropped'; path: string }
  | { kind: 'ended'; path: string }
  | { kind: 'uninit'; path: string }
  | { kind: 'drop'; at: string; by: string }
  | { kind: 'note'; of: string; text: string }

export interface Frame {
  program: readonly ProgramLine[]
  line: number
  /** Open calls, oldest first; `row` is where the call's name stands, -1 for the first. */
  calls: readonly { fn: string; row: number }[]
  places: readonly Place[]
  blocks: readonly Block[]
  changes: readonly Change[]
  /** Rows of the whole film on either side: all frames share one pitch. */
  rows: { stack: number; heap: number; statics: number; lanes: number }
}
