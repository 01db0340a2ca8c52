// Stacked Borrows: for each byte a stack of items; using a pointer needs its item, and removes or disables what lies above it.
// Rules: R. Jung et al., “Stacked Borrows: An Aliasing Model for Rust”, POPL 2020, as revised in the unsafe-code-guidelines (wip/stacked-borrows.md) and in Miri.
// Left out, with a worded error where it could matter: pointers made from exposed addresses (the unknown bottom), threads.
import { at, bytesOf, inCell, Machine, type Violation } from './machine.ts'
import type { Op, Range } from './ops.ts'

export type SbPermission = 'Unique' | 'SharedReadWrite' | 'SharedReadOnly' | 'Disabled'
export interface Item {
  tag: number
  perm: SbPermission
  protected: boolean
}
type Access = 'read' | 'write'
export interface SbEvents {
  pushed: number[]
  popped: number[]
  disabled: number[]
}

const grants = (perm: SbPermission, access: Access): boolean =>
  perm !== 'Disabled' && (access === 'read' || perm !== 'SharedReadOnly')

/** Thrown inside the model, turned into the returned violation at its border. */
class Ub extends Error {
  readonly violation: Violation
  constructor(violation: Violation) {
    super(violation.message)
    this.violation = violation
  }
}

export class StackedBorrows {
  readonly machine = new Machine()
  /** Allocation to one stack for each byte, bottom first. */
  readonly stacks = new Map<string, Item[][]>()
  #events: SbEvents = { pushed: [], popped: [], disabled: [] }

  /** Runs one operation. @returns what Miri would report, or null; after a report the model must not be run on. */
  apply(op: Op): { violation: Violation | null; events: SbEvents } {
    this.#events = { pushed: [], popped: [], disabled: [] }
    try {
      this.#run(op)
      return { violation: null, events: this.#events }
    } catch (e) {
      if (e instanceof Ub) return { violation: e.violation, events: this.#events }
      throw e
    }
  }

  #run(op: Op): void {
    const m = this.machine
    switch (op.kind) {
      case 'alloc': {
        const tag = m.fresh(op.tag)
        m.sizes.set(op.tag, op.size)
        m.bind(op.tag, { tag, alloc: op.tag, range: [0, op.size], raw: op.memory === 'heap' })
        this.stacks.set(
          op.tag,
          Array.from({ length: op.size }, () => [
            { tag, perm: op.memory === 'stack' ? 'Unique' : 'SharedReadWrite', protected: false },
          ]),
        )
        this.#events.pushed.push(tag)
        return
      }
      case 'copy': {
        const parent = m.pointer(op.parent)
        m.alias(op.tag, parent, parent.range, parent.raw)
        return
      }
      case 'borrow':
        return this.#retag(op)
      case 'read':
      case 'write': {
        const p = m.pointer(op.tag)
        for (const byte of bytesOf(m.rangeOf(p, op.range)))
          this.#access(op.kind, p.tag, p.alloc, byte, { action: op.kind, through: op.tag })
        return
      }
      case 'call':
        m.frames.push({ fn: op.fn, protected: [] })
        return
      case 'return': {
        const { protected: tags } = m.endCall()
        for (const stacks of this.stacks.values())
          for (const stack of stacks) for (const item of stack) if (tags.includes(item.tag)) item.protected = false
        return
      }
      case 'dealloc': {
        const p = m.pointer(op.tag)
        const all: Range = [0, m.sizes.get(p.alloc)!]
        for (const byte of bytesOf(all)) {
          this.#access('write', p.tag, p.alloc, byte, { action: 'deallocation', through: op.tag })
          for (const item of [...this.#stack(p.alloc, byte)].reverse()) {
            if (item.protected && m.protectors.get(item.tag) === 'strong') {
              throw new Ub({
                class: 'protected',
                action: 'deallocation',
                through: op.tag,
                conflict: m.nameOf(item.tag),
                state: item.perm,
                byte,
                message: `deallocating while item [${item.perm} for <${m.nameOf(item.tag)}>] is strongly protected`,
              })
            }
          }
        }
        m.dead.add(p.alloc)
        return
      }
    }
  }

  #stack(alloc: string, byte: number): Item[] {
    return this.stacks.get(alloc)![byte]!
  }

  /** New permission, the access that a retag counts as, and its protector. */
  #policy(
    op: Extract<Op, { kind: 'borrow' }>,
    byte: number,
  ): { perm: SbPermission; access: Access | null; protector: 'strong' | 'weak' | null } {
    const guarded = op.arg ? ('strong' as const) : null
    switch (op.how) {
      case '&mut two-phase':
        return { perm: 'SharedReadWrite', access: null, protector: null }
      case '&mut':
        return op.pinned
          ? { perm: 'SharedReadWrite', access: null, protector: null }
          : { perm: 'Unique', access: 'write', protector: guarded }
      case 'box':
        return op.pinned
          ? { perm: 'SharedReadWrite', access: null, protector: null }
          : { perm: 'Unique', access: 'write', protector: op.arg ? 'weak' : null }
      case '&raw mut':
        return { perm: 'SharedReadWrite', access: null, protector: null }
      // Inside an UnsafeCell a shared reference is neither an access nor protected.
      case '&':
        return inCell(op, byte)
          ? { perm: 'SharedReadWrite', access: null, protector: null }
          : { perm: 'SharedReadOnly', access: 'read', protector: guarded }
      case '&raw const':
        return inCell(op, byte)
          ? { perm: 'SharedReadWrite', access: null, protector: null }
          : { perm: 'SharedReadOnly', access: 'read', protector: null }
    }
  }

  #retag(op: Extract<Op, { kind: 'borrow' }>): void {
    const m = this.machine,
      parent = m.pointer(op.parent),
      range = m.rangeOf(parent, op.range)
    const raw = op.how === '&raw mut' || op.how === '&raw const'
    // `&raw` of a place behind a raw pointer is a copy of that pointer.
    if (raw && parent.raw) return m.alias(op.tag, parent, range, true)
    const tag = m.fresh(op.tag)
    m.bind(op.tag, { tag, alloc: parent.alloc, range, raw })
    const bytes = bytesOf(range)
    const protector = bytes.map(b => this.#policy(op, b).protector).find(p => p !== null)
    if (protector) m.protect(tag, protector)
    for (const byte of bytes) {
      const { perm, access, protector: guard } = this.#policy(op, byte)
      const stack = this.#stack(parent.alloc, byte)
      const what = { action: 'retag' as const, through: op.parent, perm }
      const item: Item = { tag, perm, protected: guard !== null }
      if (access) {
        this.#access(access, parent.tag, parent.alloc, byte, what)
        stack.push(item)
      } else {
        // A new SharedReadWrite is no access: it goes above what is compatible with its parent, below everything else.
        stack.splice(
          this.#firstIncompatible(stack, this.#granting('write', parent.tag, parent.alloc, byte, what)),
          0,
          item,
        )
      }
    }
    if (bytes.length) this.#events.pushed.push(tag)
  }

  #granting(access: Access, tag: number, alloc: string, byte: number, what: What): number {
    const stack = this.#stack(alloc, byte)
    const index = stack.findLastIndex(i => i.tag === tag && grants(i.perm, access))
    if (index >= 0) return index
    const name = this.machine.nameOf(tag)
    const readOnly = stack.some(i => i.tag === tag && i.perm === 'SharedReadOnly')
    const doing =
      what.action === 'retag'
        ? `trying to retag from <${name}> for ${what.perm} permission`
        : `attempting ${what.action === 'deallocation' ? 'deallocation' : `a ${what.action} access`} using <${name}>`
    throw new Ub({
      class: readOnly ? 'read-only' : 'missing',
      action: what.action,
      through: what.through,
      conflict: name,
      state: readOnly ? 'SharedReadOnly' : null,
      byte,
      message: `${doing} at ${at(alloc, byte)}, but that tag ${readOnly ? 'only grants SharedReadOnly permission' : 'does not exist in the borrow stack'} for this location`,
    })
  }

  #firstIncompatible(stack: readonly Item[], granting: number): number {
    let i = granting + 1
    if (stack[granting]!.perm === 'SharedReadWrite') while (stack[i]?.perm === 'SharedReadWrite') i++
    return i
  }

  #access(access: Access, tag: number, alloc: string, byte: number, what: What): void {
    const stack = this.#stack(alloc, byte)
    const granting = this.#granting(access, tag, alloc, byte, what)
    if (access === 'write') {
      const keep = this.#firstIncompatible(stack, granting)
      while (stack.length > keep) {
        this.#invalidate(stack.at(-1)!, tag, byte, what)
        this.#note(this.#events.popped, stack.pop()!.tag)
      }
    } else {
      // Disabled, not removed: two groups of SharedReadWrite must not grow together.
      for (let i = stack.length - 1; i > granting; i--) {
        const item = stack[i]!
        if (item.perm !== 'Unique') continue
        this.#invalidate(item, tag, byte, what)
        item.perm = 'Disabled'
        this.#note(this.#events.disabled, item.tag)
      }
    }
  }

  #note(list: number[], tag: number): void {
    if (!list.includes(tag)) list.push(tag)
  }

  #invalidate(item: Item, tag: number, byte: number, what: What): void {
    const m = this.machine
    const guard = item.protected ? m.protectors.get(item.tag) : undefined
    if (!guard) return
    throw new Ub({
      class: 'protected',
      action: what.action,
      through: what.through,
      conflict: m.nameOf(item.tag),
      state: item.perm,
      byte,
      message: `not granting access to tag <${m.nameOf(tag)}> because that would remove [${item.perm} for <${m.nameOf(item.tag)}>] which is ${guard}ly protected`,
    })
  }
}

type What =
  | { action: 'read' | 'write' | 'deallocation'; through: string; perm?: undefined }
  | { action: 'retag'; through: string; perm: SbPermission }
