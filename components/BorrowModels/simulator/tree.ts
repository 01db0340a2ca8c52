// Tree Borrows: for each allocation a tree of tags, for each byte a small state machine in every node.
// Rules: N. Villani, J. Hostert, D. Dreyer, R. Jung, “Tree Borrows”, PLDI 2025, with Miri's later words (Unique was called Active until 2025-09).
// Left out: pointers made from exposed addresses (wildcards), threads.
import { at, bytesOf, inCell, Machine, type Violation } from './machine.ts'
import type { Op, Range } from './ops.ts'

export type TbPermission =
  | 'Reserved'
  | 'Reserved (conflicted)'
  | 'Reserved (interior mutable)'
  | 'Unique'
  | 'Frozen'
  | 'Disabled'
  | 'Cell'
/** `accessed`: this byte was used through this tag or a descendant; before that the permission is a promise for later (lazy initialisation). */
export interface Cell {
  perm: TbPermission
  accessed: boolean
}
export interface Node {
  tag: number
  parent: number | null
  children: number[]
  alloc: string
  cells: Cell[]
}
export interface Transition {
  tag: number
  byte: number
  from: TbPermission
  to: TbPermission
  foreign: boolean
}
export interface TbEvents {
  added: number[]
  aliased: { name: string; tag: number }[]
  transitions: Transition[]
}
type Access = 'read' | 'write'
type Cause = { action: 'read' | 'write' | 'deallocation' | 'retag' | 'return'; through: string | null }

/**
 * One step of the state machine. @returns the next permission, or null where a child access is forbidden.
 * @param foreign the access came through a tag that is neither this one nor a descendant
 */
export function transition(
  perm: TbPermission,
  access: Access,
  foreign: boolean,
  isProtected: boolean,
): TbPermission | null {
  if (perm === 'Cell') return 'Cell'
  if (!foreign && access === 'read') return perm === 'Disabled' ? null : perm
  if (!foreign) {
    if (perm === 'Frozen' || perm === 'Disabled') return null
    return perm === 'Reserved (conflicted)' && isProtected ? null : 'Unique'
  }
  if (access === 'write') return perm === 'Reserved (interior mutable)' ? perm : 'Disabled'
  if (perm === 'Unique') return isProtected ? 'Disabled' : 'Frozen'
  return perm === 'Reserved' && isProtected ? 'Reserved (conflicted)' : perm
}

/** The access that a retag makes to its parent, and that a protector makes once more when the call returns. */
const associated = (perm: TbPermission): Access | null =>
  perm === 'Cell' ? null : perm === 'Unique' ? 'write' : 'read'

class Ub extends Error {
  readonly violation: Violation
  constructor(violation: Violation) {
    super(violation.message)
    this.violation = violation
  }
}

export interface TreeOptions {
  /** Miri's `-Zmiri-tree-borrows-implicit-writes`: `&mut` arguments count as written on entry. */
  implicitWrites?: boolean
}

export class TreeBorrows {
  readonly machine = new Machine()
  readonly nodes = new Map<number, Node>()
  readonly #options: TreeOptions
  #events: TbEvents = { added: [], aliased: [], transitions: [] }

  constructor(options: TreeOptions = {}) {
    this.#options = options
  }

  /** Runs one operation. @returns what Miri would report, or null; after a report the model must not be run on. */
  apply(op: Op): { violation: Violation | null; events: TbEvents } {
    this.#events = { added: [], aliased: [], transitions: [] }
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
        this.nodes.set(tag, {
          tag,
          parent: null,
          children: [],
          alloc: op.tag,
          cells: Array.from({ length: op.size }, () => ({ perm: 'Unique', accessed: true })),
        })
        this.#events.added.push(tag)
        return
      }
      case 'copy': {
        const parent = m.pointer(op.parent)
        m.alias(op.tag, parent, parent.range, parent.raw)
        this.#events.aliased.push({ name: op.tag, tag: parent.tag })
        return
      }
      case 'borrow':
        return this.#retag(op)
      case 'read':
      case 'write': {
        const p = m.pointer(op.tag)
        for (const byte of bytesOf(m.rangeOf(p, op.range)))
          this.#access(op.kind, p.tag, byte, { action: op.kind, through: op.tag })
        return
      }
      case 'call':
        m.frames.push({ fn: op.fn, protected: [] })
        return
      case 'return': {
        for (const tag of m.frames.at(-1)?.protected ?? []) this.#release(tag)
        m.endCall()
        return
      }
      case 'dealloc':
        return this.#dealloc(op.tag)
    }
  }

  /** The permission of the new tag for one byte inside its range, or outside it. */
  #policy(op: Extract<Op, { kind: 'borrow' }>, where: number | 'outside'): TbPermission {
    const cell = where === 'outside' ? op.cell === 'all' || op.cell.length > 0 : inCell(op, where)
    if (op.how === '&') return cell ? 'Cell' : 'Frozen'
    if (op.arg && this.#options.implicitWrites && where !== 'outside') return 'Unique'
    return op.arg || !cell ? 'Reserved' : 'Reserved (interior mutable)'
  }

  #retag(op: Extract<Op, { kind: 'borrow' }>): void {
    const m = this.machine,
      parent = m.pointer(op.parent),
      range = m.rangeOf(parent, op.range)
    const raw = op.how === '&raw mut' || op.how === '&raw const'
    // Raw pointers are never reborrowed, and a `&mut` to a `!Unpin` type is treated like one.
    if (raw || (op.pinned && op.how !== '&')) {
      m.alias(op.tag, parent, range, raw)
      this.#events.aliased.push({ name: op.tag, tag: parent.tag })
      return
    }
    const tag = m.fresh(op.tag)
    if (op.arg) m.protect(tag, op.how === 'box' ? 'weak' : 'strong')
    for (const byte of bytesOf(range)) {
      const access = associated(this.#policy(op, byte))
      if (access) this.#access(access, parent.tag, byte, { action: 'retag', through: op.parent })
    }
    m.bind(op.tag, { tag, alloc: parent.alloc, range, raw: false })
    const inside = new Set(bytesOf(range))
    const cells = Array.from({ length: m.sizes.get(parent.alloc)! }, (_, byte): Cell => {
      const perm = this.#policy(op, inside.has(byte) ? byte : 'outside')
      return { perm, accessed: inside.has(byte) && associated(perm) !== null }
    })
    this.nodes.set(tag, { tag, parent: parent.tag, children: [], alloc: parent.alloc, cells })
    this.nodes.get(parent.tag)!.children.push(tag)
    this.#events.added.push(tag)
  }

  /** The accessed node and its ancestors see a child access, nearest first; everyone else a foreign one, subtrees before their roots. */
  #access(access: Access, source: number, byte: number, cause: Cause, skipChildren = false): void {
    const ancestors: Node[] = []
    for (
      let n: Node | undefined = this.nodes.get(source);
      n;
      n = n.parent === null ? undefined : this.nodes.get(n.parent)
    )
      ancestors.push(n)
    for (const node of ancestors) this.#step(node, byte, access, false, source, cause)
    const onPath = new Set(ancestors.map(n => n.tag))
    for (const node of ancestors) {
      if (skipChildren && node.tag === source) continue
      for (const child of [...node.children].reverse())
        if (!onPath.has(child)) this.#foreign(child, byte, access, source, cause)
    }
  }

  #foreign(tag: number, byte: number, access: Access, source: number, cause: Cause): void {
    const node = this.nodes.get(tag)!
    for (const child of [...node.children].reverse()) this.#foreign(child, byte, access, source, cause)
    this.#step(node, byte, access, true, source, cause)
  }

  #step(node: Node, byte: number, access: Access, foreign: boolean, source: number, cause: Cause): void {
    const m = this.machine,
      cell = node.cells[byte]!
    const isProtected = m.protectors.has(node.tag)
    const next = transition(cell.perm, access, foreign, isProtected)
    const name = m.nameOf(node.tag),
      used = m.nameOf(source)
    const doing = {
      read: 'read access',
      write: 'write access',
      retag: 'reborrow',
      deallocation: 'deallocation',
      return: 'protector release',
    }[cause.action]
    const headline = `${doing} through <${used}> at ${at(node.alloc, byte)} is forbidden`
    if (next === null) {
      throw new Ub({
        class: 'forbidden',
        action: cause.action,
        through: cause.through,
        conflict: name,
        state: cell.perm,
        byte,
        message: `${headline}: the ${node.tag === source ? 'accessed' : 'conflicting'} tag <${name}> has state ${cell.perm} which forbids this ${cause.action === 'read' || cause.action === 'write' ? `child ${access} access` : `${doing} (acting as a child ${access} access)`}`,
      })
    }
    const before = cell.perm
    cell.accessed ||= !foreign
    cell.perm = next
    if (before !== next) this.#events.transitions.push({ tag: node.tag, byte, from: before, to: next, foreign })
    if (isProtected && cell.accessed && next === 'Disabled') {
      throw new Ub({
        class: 'protected',
        action: cause.action,
        through: cause.through,
        conflict: name,
        state: before,
        byte,
        message: `${headline}: this foreign ${access} access would cause the protected tag <${name}> (currently ${before}) to become Disabled`,
      })
    }
  }

  /** A returning call uses each protected argument once more, where it was used: siblings learn of it, its own children do not. */
  #release(tag: number): void {
    const node = this.nodes.get(tag)!
    if (this.machine.dead.has(node.alloc)) return
    node.cells.forEach((cell, byte) => {
      const access = associated(cell.perm)
      if (cell.accessed && access) this.#access(access, tag, byte, { action: 'return', through: null }, true)
    })
  }

  #dealloc(name: string): void {
    const m = this.machine,
      p = m.pointer(name)
    const all: Range = [0, m.sizes.get(p.alloc)!]
    for (const byte of bytesOf(all)) this.#access('write', p.tag, byte, { action: 'deallocation', through: name })
    for (const byte of bytesOf(all)) {
      for (const node of this.nodes.values()) {
        if (node.alloc !== p.alloc || m.protectors.get(node.tag) !== 'strong') continue
        const cell = node.cells[byte]!
        if (cell.perm === 'Cell' || !cell.accessed) continue
        throw new Ub({
          class: 'protected',
          action: 'deallocation',
          through: name,
          conflict: m.nameOf(node.tag),
          state: cell.perm,
          byte,
          message: `deallocation through <${m.nameOf(p.tag)}> at ${at(p.alloc, byte)} is forbidden: the strongly protected tag <${m.nameOf(node.tag)}> disallows deallocations`,
        })
      }
    }
    m.dead.add(p.alloc)
  }
}
