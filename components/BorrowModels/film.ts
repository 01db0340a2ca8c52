// What the figure draws: one complete state for each line of Rust, out of a script that both models run, or out of what Miri printed (recorded.ts).
import { FigureDataError, type ProgramLine } from '../figure/contract.ts'
import type { Protector, Violation } from './simulator/machine.ts'
import type { Op, Range, Script } from './simulator/ops.ts'
import { StackedBorrows, type SbPermission } from './simulator/stacked.ts'
import { TreeBorrows, type TbPermission, type TreeOptions } from './simulator/tree.ts'

/** A run of bytes that no step of the film tells apart. */
export interface Column {
  alloc: string
  from: number
  to: number
}
export interface StackItem {
  name: string
  /** Instead of the name, where one row stands for several tags, and instead of the permission. */
  many?: { name: string; perm: string }
  perm: SbPermission
  protected: boolean
  /** what this line did to it */ change: 'new' | 'disabled' | 'popped' | null
}
export interface TreeCell {
  perm: TbPermission
  accessed: boolean
  changed: boolean
}
export interface TreeNode {
  name: string
  /** raw pointers that share the tag */ also: readonly string[]
  /** Instead of the name, where one row stands for several tags. */
  many?: string
  parent: string | null
  depth: number
  protected: Protector | null
  cells: readonly (TreeCell | null)[]
  change: 'new' | 'shared' | null
}
/** `at`: the step that the model stopped at. */
export interface Report extends Violation {
  at: number
}
export interface Loss {
  name: string
  /** Null: there was no state yet. */
  from: TbPermission | null
  to: TbPermission
  columns: readonly number[]
}

export interface Frame {
  title: string
  step: number
  /** How the caption begins, where no operation says it. */
  lead: string | null
  program: readonly ProgramLine[]
  /** The program's line of each step. */
  lines: readonly number[]
  ops: readonly Op[]
  show: 'both' | 'stacked' | 'tree'
  columns: readonly Column[]
  /** Rows that the fullest frame of the film needs. */
  rows: number
  /** What the film as a whole needs, so that nothing moves sideways between frames. */
  fit: {
    nodes: readonly { depth: number; name: string; all: string; guarded: boolean }[]
    perms: readonly TreeCell[]
    /** Columns in the order in which a small picture gives them up, last first. */
    rank: readonly number[]
  }
  freed: readonly string[]
  stacked: {
    report: Report | null
    stacks: readonly (readonly StackItem[])[]
    gained: readonly string[]
    popped: readonly string[]
    disabled: readonly string[]
  }
  tree: {
    report: Report | null
    nodes: readonly TreeNode[]
    gained: readonly string[]
    shared: readonly { name: string; with: string }[]
    changes: readonly Loss[]
  }
}

export interface Shot {
  /** For each byte of each place, bottom first. */
  stacks: Map<string, Omit<StackItem, 'change'>[][]>
  nodes: {
    name: string
    also: string[]
    many?: string
    alloc: string
    parent: string | null
    depth: number
    protected: Protector | null
    cells: ({ perm: TbPermission; accessed: boolean } | null)[]
  }[]
  freed: string[]
  stackedReport: Report | null
  treeReport: Report | null
  gained: string[]
  popped: string[]
  disabled: string[]
  treeGained: string[]
  shared: { name: string; with: string }[]
  transitions: { name: string; alloc: string; byte: number; from: TbPermission | null; to: TbPermission }[]
}

/** What the frames have in common, and how each begins. */
export interface Around {
  title: string
  show: Frame['show']
  program: readonly ProgramLine[]
  /** For each step. */
  steps: readonly { ops: readonly Op[]; lead: string | null; line: number }[]
}

/** Plays the script; @throws FigureDataError when an operation cannot be run. */
export function film(script: Script, show: Frame['show'], options: TreeOptions): Frame[] {
  return framesOf(
    {
      title: script.title,
      show,
      program: script.steps.map((s): ProgramLine => ({
        text: s.line,
        indent: s.indent,
        ...(s.text.length ? { note: s.text.join('; ') } : {}),
      })),
      steps: script.steps.map(({ ops }, line) => ({ ops, lead: null, line })),
    },
    shoot(script, options),
  )
}

/** Frames of the shots, each with what its line changed. */
export function framesOf(around: Around, shots: readonly Shot[]): Frame[] {
  const { show } = around
  const columns = columnsOf(shots)
  const frames = shots.map((shot, i) => frameOf(around, i, shot, shots[i - 1] ?? null, columns))
  const rows = Math.max(
    ...frames.map(f =>
      Math.max(
        show === 'tree' ? 0 : Math.max(0, ...f.stacked.stacks.map(s => s.length)),
        show === 'stacked' ? 0 : f.tree.nodes.length,
      ),
    ),
  )
  const fit = fitOf(frames)
  return frames.map(f => ({ ...f, rows, fit }))
}

function fitOf(frames: readonly Omit<Frame, 'fit'>[]): Frame['fit'] {
  const last = frames.at(-1)!
  const perms = new Map(
    frames.flatMap(f =>
      f.tree.nodes.flatMap(n => n.cells.flatMap(c => (c ? [[`${c.perm} ${c.accessed}`, c] as const] : []))),
    ),
  )
  // Columns of a report first, then those of which most happened.
  const weight = last.columns.map((c, i) =>
    frames.reduce(
      (sum, f) =>
        sum +
        [f.stacked.report, f.tree.report].filter(r => r?.at === f.step && r.byte >= c.from && r.byte < c.to).length *
          100 +
        f.stacked.stacks[i]!.filter(item => item.change).length +
        f.tree.nodes.filter(n => n.cells[i]?.changed).length,
      0,
    ),
  )
  return {
    nodes: last.tree.nodes.map(n => ({
      depth: n.depth,
      name: n.many ?? n.name,
      all: n.many ?? [n.name, ...n.also].join(', '),
      guarded: frames.some(f => f.tree.nodes.some(m => m.name === n.name && m.protected)),
    })),
    perms: [...perms.values()],
    rank: weight
      .map((w, i) => [w, i] as const)
      .sort((a, b) => b[0] - a[0] || a[1] - b[1])
      .map(([, i]) => i),
  }
}

function shoot(script: Script, options: TreeOptions): Shot[] {
  const stacked = new StackedBorrows(),
    tree = new TreeBorrows(options)
  let stackedReport: Report | null = null,
    treeReport: Report | null = null
  let stacks: Shot['stacks'] = new Map(),
    nodes: Shot['nodes'] = []
  return script.steps.map((step, at): Shot => {
    const shot: Shot = {
      stacks: new Map(),
      nodes: [],
      freed: [],
      stackedReport: null,
      treeReport: null,
      gained: [],
      popped: [],
      disabled: [],
      treeGained: [],
      shared: [],
      transitions: [],
    }
    const sbName = (tag: number) => stacked.machine.nameOf(tag),
      tbName = (tag: number) => tree.machine.nameOf(tag)
    if (stackedReport && treeReport && step.ops.length)
      throw new FigureDataError(
        `“${script.title}” goes on after both models have stopped: end it at step ${Math.max(stackedReport.at, treeReport.at) + 1}`,
      )
    for (const op of step.ops) {
      if (!stackedReport) {
        const { violation, events } = stacked.apply(op)
        // A model stops before what it reports: half an access is no state.
        if (violation) stackedReport = { ...violation, at }
        else {
          for (const tag of events.pushed) shot.gained.push(sbName(tag))
          for (const tag of events.popped) shot.popped.push(sbName(tag))
          for (const tag of events.disabled) shot.disabled.push(sbName(tag))
          stacks = stacksOf(stacked)
        }
      }
      if (!treeReport) {
        const { violation, events } = tree.apply(op)
        if (violation) treeReport = { ...violation, at }
        else {
          for (const tag of events.added) shot.treeGained.push(tbName(tag))
          for (const a of events.aliased) shot.shared.push({ name: a.name, with: tbName(a.tag) })
          for (const t of events.transitions)
            shot.transitions.push({
              name: tbName(t.tag),
              alloc: tree.nodes.get(t.tag)!.alloc,
              byte: t.byte,
              from: t.from,
              to: t.to,
            })
          nodes = nodesOf(tree)
        }
      }
    }
    Object.assign(shot, {
      stackedReport,
      treeReport,
      stacks,
      nodes,
      freed: [...new Set([...stacked.machine.dead, ...tree.machine.dead])],
    })
    return shot
  })
}

function stacksOf(model: StackedBorrows): Shot['stacks'] {
  return new Map(
    [...model.stacks].map(
      ([alloc, stacks]) =>
        [
          alloc,
          stacks.map(s => s.map(i => ({ name: model.machine.nameOf(i.tag), perm: i.perm, protected: i.protected }))),
        ] as const,
    ),
  )
}

/** Depth first, children in the order in which they were made. */
function nodesOf(model: TreeBorrows): Shot['nodes'] {
  const walk = (tag: number, depth: number): Shot['nodes'] => {
    const node = model.nodes.get(tag)!
    const [name = '', ...also] = model.machine.names.get(tag)!
    return [
      {
        name,
        also,
        alloc: node.alloc,
        parent: node.parent === null ? null : model.machine.nameOf(node.parent),
        depth,
        protected: model.machine.protectors.get(tag) ?? null,
        cells: node.cells.map(c => ({ ...c })),
      },
      ...node.children.flatMap(child => walk(child, depth + 1)),
    ]
  }
  return [...model.nodes.values()].filter(n => n.parent === null).flatMap(n => walk(n.tag, 0))
}

/** Neighbouring bytes belong to one column when no frame tells them apart, in either model. */
function columnsOf(shots: readonly Shot[]): Column[] {
  const last = shots.at(-1)!
  return [...last.stacks].flatMap(([alloc, stacks]) => {
    const columns: Column[] = []
    let before = ''
    stacks.forEach((_, byte) => {
      const sign = JSON.stringify(
        shots.map(s => [s.stacks.get(alloc)?.[byte], s.nodes.filter(n => n.alloc === alloc).map(n => n.cells[byte])]),
      )
      if (sign === before) columns[columns.length - 1]!.to = byte + 1
      else columns.push({ alloc, from: byte, to: byte + 1 })
      before = sign
    })
    return columns
  })
}

function frameOf(
  { title, show, program, steps }: Around,
  step: number,
  shot: Shot,
  before: Shot | null,
  columns: readonly Column[],
): Omit<Frame, 'fit'> {
  const stacks = columns.map((c): StackItem[] => {
    const now = shot.stacks.get(c.alloc)?.[c.from] ?? [],
      old = before?.stacks.get(c.alloc)?.[c.from] ?? []
    const items = now.map((item): StackItem => {
      const was = old.find(o => o.name === item.name)
      return { ...item, change: !was ? 'new' : was.perm !== item.perm ? 'disabled' : null }
    })
    // What this line popped stays for one frame, struck out, where it lay: above what is left.
    const gone = old
      .filter(o => !now.some(n => n.name === o.name))
      .map((item): StackItem => ({ ...item, change: 'popped' }))
    return [...items, ...gone]
  })
  const nodes = shot.nodes.map((n): TreeNode => {
    const old = before?.nodes.find(o => o.name === n.name)
    return {
      name: n.name,
      also: n.also,
      ...(n.many === undefined ? {} : { many: n.many }),
      parent: n.parent,
      depth: n.depth,
      protected: n.protected,
      change: !old ? 'new' : old.also.length !== n.also.length ? 'shared' : null,
      cells: columns.map((c): TreeCell | null => {
        if (c.alloc !== n.alloc) return null
        const cell = n.cells[c.from] ?? null
        return cell && { ...cell, changed: !!old && old.cells[c.from]?.perm !== cell.perm }
      }),
    }
  })
  const changes = new Map<string, Loss & { columns: number[] }>()
  for (const [i, c] of columns.entries()) {
    for (const t of shot.transitions) {
      if (t.alloc !== c.alloc || t.byte !== c.from) continue
      const found = [...changes.values()].find(l => l.name === t.name && l.columns.includes(i))
      // Two transitions of one tag in one line are told as one.
      if (found) {
        found.to = t.to
        continue
      }
      const key = `${t.name} ${t.to}`,
        loss = changes.get(key)
      if (loss) loss.columns.push(i)
      else changes.set(key, { name: t.name, from: t.from, to: t.to, columns: [i] })
    }
  }
  return {
    title,
    step,
    lead: steps[step]!.lead,
    program,
    lines: steps.map(s => s.line),
    ops: steps[step]!.ops,
    show,
    columns,
    rows: 0,
    freed: shot.freed,
    stacked: { report: shot.stackedReport, stacks, gained: shot.gained, popped: shot.popped, disabled: shot.disabled },
    tree: {
      report: shot.treeReport,
      nodes,
      gained: shot.treeGained,
      shared: shot.shared,
      changes: [...changes.values()],
    },
  }
}

export const rangeText = (columns: readonly Column[], c: Range | Column): string => {
  const [from, to] = 'from' in c ? [c.from, c.to] : c
  const many = new Set(columns.map(x => x.alloc)).size > 1
  return `${many && 'alloc' in c ? `${c.alloc} ` : ''}${from}..${to}`
}
