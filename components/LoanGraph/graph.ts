// The control-flow graph as it is drawn: blocks that follow one another in one box, uninteresting statements folded, cleanup left out.
import dagre from '@dagrejs/dagre'
import type { Size } from '../figure/contract.ts'
import { lineOfStatement, named, ownLine, pointOf, type NllBody } from './facts.ts'

export interface Row {
  point: string
  text: string
  line: number | null
  /** 0 housekeeping, 1 a temporary, 2 the program's own, 3 what the figure is about */ weight: number
  /** rows of one group may be folded together */ group: string
}
export interface Section {
  block: string
  rows: Row[]
}
export interface GraphNode {
  id: string
  sections: Section[]
}
export interface GraphEdge {
  from: string
  to: string
  label: string
}
export interface Graph {
  nodes: GraphNode[]
  edges: GraphEdge[]
  /** blocks that are not drawn */ hidden: string[]
}

/** MIR text without what repeats elsewhere: field types, turbofish, targets (they are the edges), the text of an assertion. */
export function plain(text: string): string {
  let t = text
    .replace(/ -> (\[.*\]|bb\d+|unwind .*)$/, '')
    .replace(/^assert\(!(?:move )?\((_\d+\.\d+): \w+\).*$/, 'assert(!$1)')
  // `((*_1).0: Option<Box<T>>)` becomes `(*_1).0`.
  for (let m = /\.\d+: /.exec(t); m; m = /\.\d+: /.exec(t)) {
    const from = m.index + m[0].length - 2,
      open = partner(t, m.index, -1),
      close = partner(t, from, 1)
    t = open < 0 || close < 0 ? t.slice(0, from) : t.slice(0, open) + t.slice(open + 1, from) + t.slice(close + 1)
  }
  for (let i = t.indexOf('::<'); i >= 0; i = t.indexOf('::<'))
    t = t.slice(0, i) + t.slice(partner(t, i + 3, 1) + 1 || t.length)
  return t
    .replace(/<[^<>]*(?:<[^<>]*(?:<[^<>]*>)?[^<>]*>)?[^<>]* as (?:\w+::)*(\w+)(?:<[^<>]*>)?>::/g, '$1::')
    .replace(/\(\(\*(_\d+)\) as (\w+)\)/g, '(*$1 as $2)')
    .replace(/const (\d+)_\w+/g, 'const $1')
}
/** Where the bracket that encloses `at` opens (-1) or closes (1). */
function partner(text: string, at: number, step: 1 | -1): number {
  let depth = 0
  for (let i = at; i >= 0 && i < text.length; i += step) {
    const arrow = text[i] === '>' && text[i - 1] === '-'
    const down = '([{<'.includes(text[i]!) ? step : ')]}>'.includes(text[i]!) && !arrow ? -step : 0
    if (depth + down < 0) return i
    depth += down
  }
  return -1
}

export interface GraphOptions {
  /** draw unwinding blocks as well */ cleanup: boolean
  /** draw these blocks and no others */ only?: ReadonlySet<string>
  /** source names instead of `_3` */ names: 'mir' | 'source'
  /** points that must stay readable */ keep: ReadonlySet<string>
  /** a fold holds points of one group only, so that what is painted on it is exact */ groupOf: (
    point: string,
  ) => string
}

export function graphOf(body: NllBody, options: GraphOptions): Graph {
  const block = new Map(body.blocks.map(b => [b.id, b]))
  const dead = (id: string) => {
    const b = block.get(id)
    return (
      !b ||
      (!options.cleanup && b.cleanup) ||
      b.terminator.kind === 'unreachable' ||
      (options.only !== undefined && !options.only.has(id))
    )
  }
  const out = (id: string) =>
    block
      .get(id)!
      .terminator.targets.filter(
        t => !dead(t.to) && t.label !== 'imaginary' && (options.cleanup || t.label !== 'unwind'),
      )
  const reached = new Set<string>(),
    order: string[] = [],
    work = [body.blocks[0]!.id]
  for (let id = work.shift(); id; id = work.shift())
    if (!reached.has(id)) {
      reached.add(id)
      order.push(id)
      work.push(...out(id).map(t => t.to))
    }
  const into = (id: string) => order.filter(b => out(b).some(t => t.to === id)).length
  const joins = (id: string) =>
    out(id).length === 1 && into(out(id)[0]!.to) === 1 && out(id)[0]!.to !== order[0] ? out(id)[0]!.to : null
  const inner = new Set(order.flatMap(id => joins(id) ?? []))
  const carriers = new Set(body.locals.filter(l => l.user || /&/.test(l.ty)).map(l => l.name))
  const chains = order
    .filter(id => !inner.has(id))
    .map(id => {
      const chain = [id]
      for (let n = joins(id); n && !chain.includes(n); n = joins(n)) chain.push(n)
      return chain
    })
  // A body without a branch stands as its blocks, side by side.
  const merged =
    chains.length === 1 && chains[0]!.length > 1 && chains[0]!.length <= 4 ? chains[0]!.map(id => [id]) : chains
  const head = new Map(merged.flatMap(c => c.map(id => [id, c[0]!])))
  const rowOf = (point: string, text: string, line: number | null, kind: string): Row => {
    const own = plain(text),
      housekeeping =
        /^(Storage|FakeRead|PlaceMention|AscribeUserType|nop|_\d+ = const \(\)|goto|falseEdge|falseUnwind|resume)/.test(
          own,
        )
    const user = [...own.matchAll(/_\d+\b/g)].some(m => carriers.has(m[0]))
    const weight = options.keep.has(point) ? 3 : housekeeping ? 0 : user || kind !== 'statement' ? 2 : 1
    return {
      point,
      text: options.names === 'source' ? named(body, own) : own,
      line,
      weight,
      group: options.groupOf(point),
    }
  }
  const nodes = merged.map(chain => ({
    id: chain[0]!,
    sections: chain.map(id => {
      const b = block.get(id)!
      return {
        block: id,
        rows: [
          ...b.statements.map((s, i) => rowOf(pointOf(id, i), s.text, lineOfStatement(s), 'statement')),
          rowOf(pointOf(id, b.statements.length), b.terminator.text, ownLine(b.terminator.span), b.terminator.kind),
        ],
      }
    }),
  }))
  const edges = merged.flatMap(chain =>
    out(chain.at(-1)!).map(t => ({
      from: chain[0]!,
      to: head.get(t.to)!,
      label: block.get(chain.at(-1)!)!.terminator.kind === 'switchInt' || t.label === 'unwind' ? t.label : '',
    })),
  )
  return { nodes, edges, hidden: body.blocks.map(b => b.id).filter(id => !reached.has(id)) }
}

export type DrawnRow =
  | { kind: 'row'; row: Row; y: number; height: number }
  | { kind: 'fold'; points: string[]; group: string; y: number; height: number }
  | { kind: 'head'; block: string; y: number; height: number }
export interface PlacedNode {
  id: string
  x: number
  y: number
  width: number
  height: number
  rows: DrawnRow[]
}
export interface PlacedEdge {
  from: string
  to: string
  label: string
  points: [number, number][]
  labelAt: [number, number]
}
export interface Placed {
  nodes: PlacedNode[]
  edges: PlacedEdge[]
  /** letters of a row's text */ letters: number
  /** its size */ px: 12 | 13 | 15
  /** where it starts in its box */ indent: number
  /** by how much it is larger than its box */ over: number
}

const FOLD = 9,
  PAD = 4
interface Scale {
  px: 12 | 13 | 15
  row: number
  indent: number
  ranksep: number
  nodesep: number
}
/** From the roomiest to the tightest; the narrow one leaves out the statement numbers. */
const SCALES: readonly Scale[] = [
  { px: 15, row: 25, indent: 34, ranksep: 64, nodesep: 24 },
  { px: 13, row: 22, indent: 30, ranksep: 60, nodesep: 22 },
  { px: 13, row: 18, indent: 28, ranksep: 54, nodesep: 18 },
  { px: 12, row: 16, indent: 24, ranksep: 46, nodesep: 14 },
]
const NARROW: readonly Scale[] = [{ px: 12, row: 16, indent: 6, ranksep: 20, nodesep: 8 }]
const WIDTHS = [420, 360, 320, 280, 250, 220, 190, 160, 140, 120, 104, 92, 82, 72]

/** Rows of a node when statements up to weight `fold` are folded. */
function rowsOf(node: GraphNode, fold: number, scale: Scale): { rows: DrawnRow[]; height: number } {
  if (fold > 3) return folded(node, scale)
  const rows: DrawnRow[] = []
  let y = 0
  const push = (row: DrawnRow) => {
    rows.push(row)
    y += row.height
  }
  for (const section of node.sections) {
    push({ kind: 'head', block: section.block, y, height: scale.row + 1 })
    for (const row of section.rows) {
      const last = rows.at(-1)
      if (row.weight > fold) push({ kind: 'row', row, y, height: scale.row })
      else if (last?.kind === 'fold' && last.group === row.group) last.points.push(row.point)
      else push({ kind: 'fold', points: [row.point], group: row.group, y, height: FOLD })
    }
  }
  return { rows, height: y + PAD }
}

/** The smallest drawing of a node: its first block's name, how many more there are, and its folds. */
function folded(node: GraphNode, scale: Scale): { rows: DrawnRow[]; height: number } {
  const rows: DrawnRow[] = [
    {
      kind: 'head',
      block: `${node.id}${node.sections.length > 1 ? ` +${node.sections.length - 1}` : ''}`,
      y: 0,
      height: scale.row + 1,
    },
  ]
  let y = scale.row + 1
  for (const row of node.sections.flatMap(s => s.rows)) {
    const last = rows.at(-1)
    if (last?.kind === 'fold' && last.group === row.group) last.points.push(row.point)
    else {
      rows.push({ kind: 'fold', points: [row.point], group: row.group, y, height: FOLD })
      y += FOLD
    }
  }
  return { rows, height: y + PAD }
}

/** Without its unwinding many a call leads to one block only, which is entered from nowhere else: both stand in one box then. */
function joined(graph: Graph): Graph {
  for (const edge of graph.edges) {
    const alone =
      graph.edges.filter(e => e.from === edge.from).length === 1 &&
      graph.edges.filter(e => e.to === edge.to).length === 1
    if (!alone || edge.from === edge.to || edge.to === graph.nodes[0]!.id) continue
    const next = graph.nodes.find(n => n.id === edge.to)!
    return joined({
      ...graph,
      nodes: graph.nodes
        .filter(n => n !== next)
        .map(n => (n.id === edge.from ? { ...n, sections: [...n.sections, ...next.sections] } : n)),
      edges: graph.edges.filter(e => e !== edge).map(e => (e.from === next.id ? { ...e, from: edge.from } : e)),
    })
  }
  return graph
}

const calmOf = new WeakMap<Graph, Graph>()
/** The same graph without the blocks that only unwinding reaches: what a strip has room for. */
export function calm(graph: Graph): Graph {
  const known = calmOf.get(graph)
  if (known) return known
  const kept = new Set<string>(),
    work = graph.nodes.slice(0, 1).map(n => n.id)
  for (let id = work.pop(); id !== undefined; id = work.pop())
    if (!kept.has(id)) {
      kept.add(id)
      work.push(...graph.edges.filter(e => e.from === id && e.label !== 'unwind').map(e => e.to))
    }
  const found =
    kept.size === graph.nodes.length
      ? graph
      : joined({
          ...graph,
          nodes: graph.nodes.filter(n => kept.has(n.id)),
          edges: graph.edges.filter(e => kept.has(e.from) && kept.has(e.to)),
        })
  calmOf.set(graph, found)
  return found
}

/** Lays the graph out in `box`: the most detail and the largest text that fit, cut to its block where nothing else helps. `gutter` stays free for bars at the right of each block. */
export function place(graph: Graph, box: Size, gutter: number): Placed {
  const ranks = ranksOf(graph),
    back = graph.edges.some(e => ranks.get(e.from)! >= ranks.get(e.to)!) ? 14 : 0
  let best = null as { run: () => ReturnType<typeof attempt>; cost: number } | null,
    found = null as { placed: Placed; cost: number } | null
  for (const fold of [0, 1, 2, 3, 4]) {
    for (const [i, scale] of (box.width < 500 ? NARROW : SCALES).entries()) {
      const drawn = new Map(graph.nodes.map(n => [n.id, rowsOf(n, fold, scale)]))
      for (const rankdir of ['LR', 'TB'] as const) {
        // The widest text whose ranks, laid side by side, fit: found by adding up, so that the costly layout runs once.
        const sized = WIDTHS.filter(w => w <= box.width).map(cap => measure(graph, drawn, scale, cap, gutter))
        const est = sized.map(s => estimate(graph, ranks, s.sizes, scale, rankdir, back))
        const at = est.findIndex(e => e.width <= box.width && e.height <= box.height),
          pick = at < 0 ? sized.length - 1 : at
        const over = Math.max(0, est[pick]!.width - box.width) + Math.max(0, est[pick]!.height - box.height)
        const cost =
          over * 100 + sized[pick]!.cut * 3 + fold * 8 + (fold > 2 ? 12 : 0) + i * 2 + (rankdir === 'TB' ? 0.5 : 0)
        const run = () => attempt(graph, box, drawn, rankdir, sized[pick]!, scale, back)
        if (!best || cost < best.cost) best = { run, cost }
        if (over > 0 || (found && cost >= found.cost)) continue
        const tried = run(),
          real = cost + tried.over * 100
        if (!tried.over && (!found || real < found.cost)) found = { placed: tried.placed, cost: real }
      }
    }
    if (found && found.cost <= (fold + 1) * 8) break
  }
  const last = found ?? best!.run()
  return 'over' in last ? { ...last.placed, over: last.over } : last.placed
}

/** Distance of each node from the start along forward edges. */
function ranksOf(graph: Graph): Map<string, number> {
  const rank = new Map(graph.nodes.map(n => [n.id, 0])),
    open = new Set<string>()
  const visit = (id: string, depth: number): void => {
    if (open.has(id) || depth < rank.get(id)! || depth > graph.nodes.length) return
    rank.set(id, depth)
    open.add(id)
    for (const e of graph.edges.filter(e => e.from === id)) visit(e.to, depth + 1)
    open.delete(id)
  }
  if (graph.nodes[0]) visit(graph.nodes[0].id, 0)
  return rank
}

interface Sized {
  sizes: Map<string, Size>
  letters: number
  /** how much text does not fit */ cut: number
}
function measure(
  graph: Graph,
  drawn: Map<string, { rows: DrawnRow[]; height: number }>,
  scale: Scale,
  cap: number,
  gutter: number,
): Sized {
  const advance = scale.px * 0.6,
    letters = Math.max(3, Math.floor((cap - scale.indent - gutter - 8) / advance))
  let cut = 0
  const sizes = new Map(
    graph.nodes.map(node => {
      const { rows, height } = drawn.get(node.id)!
      const words = rows.map(r => (r.kind === 'row' ? [...r.row.text].length : r.kind === 'head' ? r.block.length : 0))
      cut += rows.reduce(
        (n, r) => n + (r.kind === 'row' ? Math.min(2, Math.max(0, [...r.row.text].length - letters) / 4) : 0),
        0,
      )
      return [
        node.id,
        { width: scale.indent + Math.min(Math.max(...words), Math.max(letters, 6)) * advance + 8 + gutter, height },
      ]
    }),
  )
  return { sizes, letters, cut }
}

/** A lower bound of what the layout will need. */
function estimate(
  graph: Graph,
  ranks: Map<string, number>,
  sizes: Map<string, Size>,
  scale: Scale,
  rankdir: 'LR' | 'TB',
  back: number,
): Size {
  const along = new Map<number, number>(),
    across = new Map<number, number>(),
    lr = rankdir === 'LR'
  for (const n of graph.nodes) {
    const r = ranks.get(n.id)!,
      size = sizes.get(n.id)!
    along.set(r, Math.max(along.get(r) ?? 0, lr ? size.width : size.height))
    across.set(r, (across.has(r) ? across.get(r)! + scale.nodesep : 0) + (lr ? size.height : size.width))
  }
  const length =
      [...along.values()].reduce((a, b) => a + b, 0) + (along.size - 1) * (lr ? scale.ranksep : scale.ranksep / 2) + 2,
    breadth = Math.max(...across.values()) + back
  return lr ? { width: length + back, height: breadth } : { width: breadth, height: length }
}

function attempt(
  graph: Graph,
  box: Size,
  drawn: Map<string, { rows: DrawnRow[]; height: number }>,
  rankdir: 'LR' | 'TB',
  { sizes, letters }: Sized,
  scale: Scale,
  back: number,
): { placed: Placed; over: number } {
  const g = new dagre.graphlib.Graph({ multigraph: true })
  g.setGraph({
    rankdir,
    nodesep: scale.nodesep,
    ranksep: rankdir === 'LR' ? scale.ranksep : scale.ranksep / 2,
    edgesep: 8,
    marginx: 0,
    marginy: 0,
  })
  g.setDefaultEdgeLabel(() => ({}))
  for (const node of graph.nodes) g.setNode(node.id, { ...sizes.get(node.id)! })
  graph.edges.forEach((e, i) => g.setEdge(e.from, e.to, {}, String(i)))
  dagre.layout(g)
  const size = g.graph() as { width?: number; height?: number }
  const columns = [...new Set(graph.nodes.map(n => Math.round(g.node(n.id).x)))].sort((a, b) => a - b)
  // What is left of the width goes between the ranks.
  const spare = Math.max(0, box.width - 2 - back - (size.width ?? 0)),
    gap = rankdir === 'LR' && columns.length > 1 ? Math.min(spare / (columns.length - 1), 56) : 0
  const nodes = graph.nodes.map((n): PlacedNode => {
    const at = g.node(n.id),
      column = columns.findIndex(c => Math.abs(c - Math.round(at.x)) < 2)
    return {
      id: n.id,
      x: at.x - at.width / 2 + (rankdir === 'LR' ? gap * column : 0),
      y: at.y - at.height / 2,
      width: at.width,
      height: at.height,
      rows: drawn.get(n.id)!.rows,
    }
  })
  const byId = new Map(nodes.map(n => [n.id, n]))
  const edges = graph.edges.map((e): PlacedEdge => route(e, byId.get(e.from)!, byId.get(e.to)!, nodes, rankdir, scale))
  const low = Math.max(...nodes.map(n => n.y + n.height), ...edges.flatMap(e => e.points.map(p => p[1])))
  const right = Math.max(...nodes.map(n => n.x + n.width), ...edges.flatMap(e => e.points.map(p => p[0])))
  return {
    placed: { nodes, edges, letters, px: scale.px, indent: scale.indent, over: 0 },
    over: Math.max(0, right + 1 - box.width) + Math.max(0, low + 1 - box.height),
  }
}

/** The height nearest to `y` at which a line passes clear of all these blocks. */
function free(y: number, between: readonly PlacedNode[]): number {
  const clear = (v: number) => v > 2 && between.every(n => v < n.y - 3 || v > n.y + n.height + 3)
  return (
    [y, ...between.flatMap(n => [n.y - 7, n.y + n.height + 7]).sort((p, q) => Math.abs(p - y) - Math.abs(q - y))].find(
      clear,
    ) ?? y
  )
}

/** Right-angled, from a side of one block to the first line of the other; a way back runs below (or beside) everything between the two. */
function route(
  edge: GraphEdge,
  a: PlacedNode,
  b: PlacedNode,
  nodes: readonly PlacedNode[],
  rankdir: 'LR' | 'TB',
  scale: Scale,
): PlacedEdge {
  const lr = rankdir === 'LR',
    first = scale.row / 2 + 1
  const forward = lr ? b.x > a.x + a.width - 1 : b.y > a.y + a.height - 1
  if (lr && forward) {
    const target = b.y + first,
      straight = target > a.y + 4 && target < a.y + a.height - 4
    const y = straight ? target : Math.max(a.y + first, Math.min(a.y + a.height - 8, target)),
      mid = b.x - 14
    const start = a.x + a.width + 10,
      way = free(
        y,
        nodes.filter(n => n.x < mid && n.x + n.width > start && n.id !== b.id),
      )
    if (way !== y)
      return {
        ...edge,
        points: [
          [a.x + a.width, y],
          [start, y],
          [start, way],
          [mid, way],
          [mid, target],
          [b.x, target],
        ],
        labelAt: [a.x + a.width + 14, y + 14],
      }
    return {
      ...edge,
      points: straight
        ? [
            [a.x + a.width, y],
            [b.x, y],
          ]
        : [
            [a.x + a.width, y],
            [mid, y],
            [mid, target],
            [b.x, target],
          ],
      labelAt: [a.x + a.width + 5, y + 14],
    }
  }
  if (forward) {
    const x1 = a.x + a.width / 2,
      x2 = b.x + b.width / 2,
      mid = b.y - 11
    return {
      ...edge,
      points:
        Math.abs(x1 - x2) < 3
          ? [
              [x1, a.y + a.height],
              [x1, b.y],
            ]
          : [
              [x1, a.y + a.height],
              [x1, mid],
              [x2, mid],
              [x2, b.y],
            ],
      labelAt: [x2 + 6, b.y - 3],
    }
  }
  if (lr) {
    const out = a.x + a.width + 10,
      from = a.y + a.height - 8
    const low = Math.max(...nodes.filter(n => n.x + n.width > b.x && n.x < out).map(n => n.y + n.height)) + 10
    return {
      ...edge,
      points: [
        [a.x + a.width, from],
        [out, from],
        [out, low],
        [b.x + 12, low],
        [b.x + 12, b.y + b.height],
      ],
      labelAt: [b.x + 20, low - 4],
    }
  }
  const side = Math.max(...nodes.map(n => n.x + n.width)) + 14
  return {
    ...edge,
    points: [
      [a.x + a.width, a.y + a.height - 8],
      [side, a.y + a.height - 8],
      [side, b.y + first],
      [b.x + b.width, b.y + first],
    ],
    labelAt: [side + 4, b.y + first],
  }
}
