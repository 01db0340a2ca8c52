// What one frame of a RefCount figure is: handles, counted blocks or cells, and how many handles there were at each step so far.
import type { ProgramLine } from '../figure/contract.ts'

/** A handle: a variable, or a field inside a counted block. */
export interface Handle {
  id: string
  name: string
  type: string
  kind: 'strong' | 'weak' | 'shared' | 'excl'
  /** The counter it counts in. */
  of: string
  /** The block that holds it; null for a variable. */
  inside: string | null
  state: 'live' | 'dropped'
}
/** A block of an Rc, or a RefCell's own flag. */
export interface Counter {
  id: string
  /** What it is called: `1` of block 1, or the variable. */
  name: string
  kind: 'rc' | 'flag'
  type: string
  size: number
  /** rc: strong and weak as they stand in memory. flag: the borrow flag. */
  strong: number
  weak: number
  flag: number
  value: string
  state: 'live' | 'dropped' | 'freed' | 'leaked'
}
/** One handle's life as a bar: from the frame in which it appears to the one in which it is gone. */
export interface Bar {
  id: string
  label: string
  of: string
  lane: 'strong' | 'weak' | 'shared' | 'excl'
  from: number
  to: number | null
}

export type Said =
  | {
      kind: 'new'
      counter: string
      handle: string | null
      /** whether it is the film's first */ first: boolean
      /** handles that came with it inside */ inside: readonly { name: string; counter: string; to: number }[]
    }
  | { kind: 'clone'; handle: string; counter: string; from: number; to: number }
  | { kind: 'downgrade'; handle: string; counter: string; from: number; to: number }
  | { kind: 'drop strong'; handle: string; counter: string; from: number; to: number; leaks: readonly string[] }
  | { kind: 'destructor'; by: string; counter: string; handle: string | null }
  | { kind: 'value gone'; handle: string; counter: string; weakFrom: number; weakTo: number; size: number }
  | { kind: 'freed'; counters: readonly string[]; sizes: readonly number[]; handle: string | null }
  | { kind: 'drop weak'; handle: string; counter: string; from: number; to: number }
  | { kind: 'guard'; handle: string; counter: string; from: number; to: number }
  | { kind: 'release'; handle: string; counter: string; from: number; to: number }
  | { kind: 'asked'; text: string; answer: string; flag: number | null; strong: number | null }
  | { kind: 'written'; counter: string; value: string }
  | { kind: 'other' }

export interface CountFrame {
  show: 'counts'
  program: readonly ProgramLine[]
  line: number
  handles: readonly Handle[]
  counters: readonly Counter[]
  bars: readonly Bar[]
  /** This frame's position in the film, from 0, and the film's length. */
  step: number
  steps: number
  said: Said
  now: readonly string[]
  /** Rows of the whole film, so that all frames share one geometry. */
  rows: {
    handles: number
    counters: number
    bars: readonly { id: string; label: string; of: string; lane: Bar['lane'] }[]
  }
}

// ---------- threads ----------

export interface Op {
  index: number
  thread: string
  text: string
  place: string
  order: 'write' | 'read' | 'Relaxed' | 'Release' | 'Acquire' | 'AcqRel' | 'drop' | 'free'
  old: number | null
  new: number | null
}
/** `from` happens before `to`, because of `why`. */
export interface Edge {
  from: number
  to: number
  why: 'program order' | 'release and acquire'
}
export interface Race {
  first: number
  second: number
}

export interface ThreadFrame {
  show: 'threads'
  threads: readonly string[]
  ops: readonly Op[]
  /** How many operations have run. */
  done: number
  edges: readonly Edge[]
  races: readonly Race[]
}
export type Frame = CountFrame | ThreadFrame
