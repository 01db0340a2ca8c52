// Frames out of what Miri printed (`//@ emit: borrows`): nothing here knows a rule of either model.
import { FigureDataError, type ProgramLine } from '../figure/contract.ts'
import { parseStacks, parseTree } from '../../scripts/lib/recording/miri/state.ts'
import type { EmitOf } from '../../scripts/lib/recording/schema.ts'
import { type Frame, framesOf, type Report, type Shot } from './film.ts'

type Borrows = EmitOf<'borrows'>
type Items = Shot['stacks'] extends Map<string, (infer T)[]> ? T : never
type Nodes = Shot['nodes']

/** @throws FigureDataError for lines of Miri that are not understood */
export function recordedFilm(body: Borrows, title: string, show: Frame['show']): Frame[] {
  const program: ProgramLine[] = []
  const reports = [body.stacked.report?.at, body.tree.report?.at]
  const steps = body.steps.map((step, at) => {
    if (step.call) program.push({ text: step.call.text, indent: step.depth })
    program.push({ text: step.text, indent: step.depth, ...(step.kind === 'return' ? { note: 'has returned' } : {}) })
    return { ops: [], lead: leadOf(step, reports.includes(at)), line: program.length - 1 }
  })
  try {
    return framesOf({ title, show, program, steps }, shotsOf(body))
  } catch (error) {
    throw new FigureDataError(error instanceof Error ? error.message : String(error))
  }
}

function leadOf({ kind, text }: Borrows['steps'][number], reported: boolean): string {
  const code = `\`${text.replace(/;$/, '')}\``
  const fn = /\bfn (\w+)/.exec(text)?.[1]
  if (kind === 'enter' && fn) return `Entering \`${fn}\``
  return `${kind === 'return' ? 'Back from' : reported ? 'At' : 'After'} ${code}`
}

function shotsOf(body: Borrows): Shot[] {
  const births = { stacked: birthsOf(body, 'stacked'), tree: birthsOf(body, 'tree') }
  const shots: Shot[] = []
  body.steps.forEach((_, at) => {
    const before = shots.at(-1) ?? null
    const report = (model: 'stacked' | 'tree'): Report | null => {
      const said = body[model].report
      return said && said.at <= at ? said : null
    }
    // A model stops before what it reports: its last state stays.
    const raw = { stacks: stacksAt(body, at), nodes: nodesAt(body, at) }
    const nodes = raw.nodes ? gatherNodes(raw.nodes, births.tree) : (before?.nodes ?? [])
    const guarded = new Set(nodes.flatMap(n => (n.protected ? [n.name] : [])))
    const stacks = raw.stacks
      ? new Map(
          [...raw.stacks].map(
            ([place, bytes]) => [place, bytes.map(items => gatherItems(items, births.stacked, guarded))] as const,
          ),
        )
      : (before?.stacks ?? new Map<string, Items[]>())
    shots.push({
      stacks,
      nodes,
      freed: [],
      stackedReport: report('stacked'),
      treeReport: report('tree'),
      ...changesOf(body, at),
    })
  })
  return shots
}

/** The step at which each tag first appears. */
function birthsOf(body: Borrows, model: 'stacked' | 'tree'): Map<string, number> {
  const births = new Map<string, number>()
  body[model].states.forEach((step, at) => {
    for (const lines of step)
      for (const match of lines.join('\n').matchAll(/<(\d+)(?=[=>])/g)) {
        const name = body[model].names[Number(match[1]) - 1]!
        if (!births.has(name)) births.set(name, at)
      }
  })
  return births
}

type Bytes = { name: string; perm: Items[number]['perm'] }[][]
/** For each place the stack of each byte; null where Stacked Borrows has stopped. */
function stacksAt({ places, stacked }: Borrows, at: number): Map<string, Bytes> | null {
  const step = stacked.states[at]
  if (!step) return null
  return new Map(
    places.map(({ name, size }, p) => {
      const bytes: Bytes = Array.from({ length: size }, () => [])
      for (const { from, to, items } of parseStacks(step[p]!))
        for (let byte = from; byte < to; byte++)
          bytes[byte] = items.map(({ tag, perm }) => ({ name: stacked.names[tag - 1]!, perm }))
      return [name, bytes] as const
    }),
  )
}

function nodesAt({ places, tree }: Borrows, at: number): Nodes | null {
  const step = tree.states[at]
  if (!step) return null
  return places.flatMap(({ name: alloc, size }, p) => {
    if (!step[p]!.length) return []
    const { bounds, nodes } = parseTree(step[p]!)
    const depths = new Map<number, number>()
    return nodes.map((node): Nodes[number] => {
      const depth = node.parent === null ? 0 : depths.get(node.parent)! + 1
      depths.set(node.tag, depth)
      const name = tree.names[node.tag - 1]!
      return {
        name,
        also: node.names.filter(n => n !== name),
        alloc,
        parent: node.parent === null ? null : tree.names[node.parent - 1]!,
        depth,
        protected: node.protected,
        cells: Array.from({ length: size }, (_, byte) => node.perms[bounds.findLastIndex(b => b <= byte)] ?? null),
      }
    })
  })
}

// ---------- several tags in one row ----------

/** `set 3` is one of the tags that `set` made; null for a tag with a name of its own. */
export const makerOf = (name: string): string | null => /^(\w+'*) \d+$/.exec(name)?.[1] ?? null
const sameMaker = (a: string, b: string, births: ReadonlyMap<string, number>): boolean =>
  makerOf(a) !== null && makerOf(a) === makerOf(b) && births.get(a) === births.get(b)

function gatherItems(items: Bytes[number], births: ReadonlyMap<string, number>, guarded: ReadonlySet<string>): Items {
  const out: Items = []
  for (let i = 0; i < items.length;) {
    const first = items[i]!
    let end = i + 1
    while (end < items.length && sameMaker(first.name, items[end]!.name, births)) end++
    const perms = [...new Set(items.slice(i, end).map(item => item.perm))]
    out.push({
      ...first,
      protected: guarded.has(first.name),
      ...(end - i > 1
        ? { many: { name: `${makerOf(first.name)}: ${end - i} tags`, perm: perms.length === 1 ? perms[0]! : '' } }
        : {}),
    })
    i = end
  }
  return out
}

/** A chain of tags of one maker whose cells are alike is one row. */
function gatherNodes(nodes: Nodes, births: ReadonlyMap<string, number>): Nodes {
  const out: Nodes = []
  /** The row that a tag is drawn in. */
  const rows = new Map<string, Nodes[number]>()
  const counts = new Map<string, number>()
  for (const node of nodes) {
    const above = node.parent === null ? undefined : rows.get(node.parent)
    const alike =
      above && sameMaker(above.name, node.name, births) && JSON.stringify(above.cells) === JSON.stringify(node.cells)
    if (above && alike) {
      const count = (counts.get(above.name) ?? 1) + 1
      counts.set(above.name, count)
      above.many = `${makerOf(above.name)}: ${count} tags`
      rows.set(node.name, above)
      continue
    }
    const row = { ...node, parent: above?.name ?? node.parent, depth: above ? above.depth + 1 : node.depth }
    rows.set(node.name, row)
    out.push(row)
  }
  return out
}

// ---------- what a step changed ----------

function changesOf(
  body: Borrows,
  at: number,
): Pick<Shot, 'gained' | 'popped' | 'disabled' | 'treeGained' | 'shared' | 'transitions'> {
  const [stacks, oldStacks] = [stacksAt(body, at), stacksAt(body, at - 1)]
  const [nodes, oldNodes] = [nodesAt(body, at), nodesAt(body, at - 1) ?? []]
  const flat = (all: Map<string, Bytes> | null) =>
    [...(all ?? [])].flatMap(([place, bytes]) =>
      bytes.flatMap((items, byte) => items.map(i => ({ ...i, at: `${place} ${byte}` }))),
    )
  const [now, then] = [flat(stacks), flat(oldStacks)]
  const names = (items: readonly { name: string }[]): string[] => [...new Set(items.map(i => i.name))]
  const was = (i: (typeof now)[number]) => then.find(o => o.name === i.name && o.at === i.at)
  const transitions: Shot['transitions'] = []
  for (const node of nodes ?? []) {
    const old = oldNodes.find(o => o.name === node.name)
    node.cells.forEach((cell, byte) => {
      const from = old?.cells[byte]
      // Miri keeps a state of a tag for bytes outside its type only once something has happened there.
      if (old && cell && from?.perm !== cell.perm)
        transitions.push({ name: node.name, alloc: node.alloc, byte, from: from?.perm ?? null, to: cell.perm })
    })
  }
  return {
    gained: names(now).filter(name => !then.some(o => o.name === name)),
    popped: stacks ? names(then.filter(o => !now.some(i => i.name === o.name && i.at === o.at))) : [],
    disabled: names(now.filter(i => i.perm === 'Disabled' && was(i) && was(i)!.perm !== 'Disabled')),
    treeGained: (nodes ?? []).filter(n => !oldNodes.some(o => o.name === n.name)).map(n => n.name),
    shared: (nodes ?? []).flatMap(n => {
      const old = oldNodes.find(o => o.name === n.name)
      return n.also.filter(name => !old?.also.includes(name)).map(name => ({ name, with: n.name }))
    }),
    transitions,
  }
}
