// What both models share: named pointers, allocations, the stack of calls, and the shape of a report.
import { FigureDataError } from '../../figure/contract.ts'
import type { Op, Range } from './ops.ts'

/** A named pointer: which tag it carries, into which allocation, over which bytes. */
export interface Pointer {
  tag: number
  alloc: string
  range: Range
  raw: boolean
}
export type Protector = 'strong' | 'weak'
export interface Frame {
  fn: string
  protected: number[]
}

/** Why a model stops: the words of Miri's headline, and the classes that tests compare. */
export interface Violation {
  class: 'missing' | 'read-only' | 'protected' | 'forbidden'
  /** What was being done. */
  action: 'read' | 'write' | 'retag' | 'deallocation' | 'return'
  /** Miri's headline with our names for its tags. */
  message: string
  /** The pointer that was used; `null` for what a call does as it returns. */
  through: string | null
  /** The tag that stands in the way: the protected one, or the ancestor without permission. */
  conflict: string
  /** Tree Borrows: the state of `conflict`. Stacked Borrows: its permission, `null` when it is not in the stack. */
  state: string | null
  byte: number
}

/** Names, allocations and calls. A model adds what a tag means. */
export class Machine {
  readonly pointers = new Map<string, Pointer>()
  readonly sizes = new Map<string, number>()
  readonly dead = new Set<string>()
  readonly frames: Frame[] = []
  readonly protectors = new Map<number, Protector>()
  /** All names of a tag, oldest first: in Tree Borrows a raw pointer is another name of its parent's tag. */
  readonly names = new Map<number, string[]>()
  #next = 1

  fresh(name: string): number {
    const tag = this.#next++
    this.names.set(tag, [name])
    return tag
  }

  pointer(name: string): Pointer {
    const p = this.pointers.get(name)
    if (!p) throw new FigureDataError(`the operations use \`${name}\` before they make it`)
    if (this.dead.has(p.alloc))
      throw new FigureDataError(
        `\`${name}\` points into memory that was freed: that is UB in any model, and not a matter of aliasing`,
      )
    return p
  }

  bind(name: string, pointer: Pointer): void {
    if (this.pointers.has(name))
      throw new FigureDataError(`the operations make \`${name}\` twice: give each pointer its own name`)
    this.pointers.set(name, pointer)
  }

  /** Another name for the tag of `parent`. */
  alias(name: string, parent: Pointer, range: Range, raw: boolean): void {
    this.bind(name, { ...parent, range, raw })
    this.names.get(parent.tag)!.push(name)
  }

  nameOf(tag: number): string {
    return this.names.get(tag)![0]!
  }

  rangeOf(pointer: Pointer, range: Range | null): Range {
    const [from, to] = range ?? pointer.range
    if (from > to || to > this.sizes.get(pointer.alloc)!)
      throw new FigureDataError(
        `bytes ${from}..${to} do not lie in \`${pointer.alloc}\`, which has ${this.sizes.get(pointer.alloc)}`,
      )
    return [from, to]
  }

  protect(tag: number, kind: Protector): void {
    const frame = this.frames.at(-1)
    if (!frame) throw new FigureDataError(`\`${this.nameOf(tag)}\` is marked \`arg\`, but no \`call\` is running`)
    frame.protected.push(tag)
    this.protectors.set(tag, kind)
  }

  endCall(): Frame {
    const frame = this.frames.pop()
    if (!frame) throw new FigureDataError('`return` without a running `call`')
    for (const tag of frame.protected) this.protectors.delete(tag)
    return frame
  }
}

export const bytesOf = ([from, to]: Range): number[] => Array.from({ length: to - from }, (_, i) => from + i)
/** Is this byte of the pointee inside an `UnsafeCell`? */
export const inCell = (op: Extract<Op, { kind: 'borrow' }>, byte: number): boolean =>
  op.cell === 'all' || op.cell.some(([from, to]) => byte >= from && byte < to)
export const at = (alloc: string, byte: number): string => `${alloc}[0x${byte.toString(16)}]`
