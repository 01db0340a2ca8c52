// Where the loan graph stands: boxes of MIR with bars in their gutters, or source lines with bars beside them.
import { isStrip, PLOT, textWidth, type BarMark, type Mark, type Size } from '../figure/contract.ts'
import { programHeight, programMarks } from '../figure/program.ts'
import { calm, place, type DrawnRow, type Placed, type PlacedEdge, type PlacedNode } from './graph.ts'
import type { DrawnLoan, LoanFrame } from './model.ts'

export function layout(frame: LoanFrame, box: Size): readonly Mark[] {
  if (frame.view === 'lines') return byLines(frame, box)
  // A strip has room for one bar, that of the loan drawn last, and none for unwinding that nobody asked for by name.
  return byBlocks(
    isStrip(box)
      ? {
          ...frame,
          graph: frame.whole ? frame.graph : calm(frame.graph),
          lanes: frame.lanes.length ? ['one'] : [],
          loans: frame.loans.slice(-1).map(l => ({ ...l, id: 'one' })),
        }
      : frame,
    box,
  )
}

/** Layouts of a graph by box: laying out is the costly part, and the graph is the same in all frames of a trace. */
const cache = new WeakMap<object, Map<string, Placed>>()
function placed(frame: LoanFrame, box: Size, gutter: number): Placed {
  const key = `${box.width} ${box.height} ${gutter}`
  const known = cache.get(frame.graph) ?? new Map<string, Placed>()
  cache.set(frame.graph, known)
  let found = known.get(key)
  if (!found) known.set(key, (found = place(frame.graph, box, gutter)))
  return found
}

const tone = (loan: DrawnLoan): BarMark['tone'] =>
  loan.kind === 'shared' ? 'shared' : loan.kind === 'mut' ? 'excl' : 'ink'
const LANE = 18
const pointsOf = (row: DrawnRow): string[] =>
  row.kind === 'row' ? [row.row.point] : row.kind === 'fold' ? row.points : []
/** Runs of neighbouring rows, block heads between two of them included. */
function runsOf(rows: readonly DrawnRow[], inside: (point: string) => boolean): DrawnRow[][] {
  const runs: DrawnRow[][] = []
  let open = false
  for (const row of rows) {
    if (row.kind === 'head') {
      if (open) runs.at(-1)!.push(row)
      continue
    }
    const on = pointsOf(row).some(inside)
    if (on && open) runs.at(-1)!.push(row)
    else if (on) runs.push([row])
    open = on
  }
  for (const run of runs) while (run.at(-1)!.kind === 'head') run.pop()
  return runs
}
const cutTo = (text: string, letters: number): string =>
  [...text].length > letters ? `${[...text].slice(0, letters - 1).join('')}\u2026` : text

/** What the strips at the foot leave for the blocks, and what their bars need. */
function roomOf(frame: LoanFrame, box: Size): { foot: number; gutter: number; dy: number; placed: Placed } {
  const foot = isStrip(box)
    ? 0
    : frame.stepCount
      ? programHeight(frame.stepCount) + 4
      : frame.program.length
        ? programHeight(frame.program.length) + 4
        : 0
  const gutter = frame.lanes.length ? frame.lanes.length * LANE + 4 : 0,
    dy = frame.lanes.length ? 20 : 0
  return { foot, gutter, dy, placed: placed(frame, { width: box.width, height: box.height - foot - dy }, gutter) }
}
/** By how many units the blocks are larger than a slide's plot, however they are laid out. */
export const overflow = (frame: LoanFrame): number => (frame.view === 'lines' ? 0 : roomOf(frame, PLOT).placed.over)

function byBlocks(frame: LoanFrame, box: Size): Mark[] {
  const strip = isStrip(box),
    marks: Mark[] = []
  const {
    foot,
    gutter,
    dy,
    placed: { nodes, edges, letters, px, indent },
  } = roomOf(frame, box)
  const region = new Set(frame.region?.points),
    focus = new Set(frame.focus),
    size = px === 15 ? 'code' : px === 13 ? 'label' : 'fine'
  for (const [i, edge] of edges.entries()) {
    marks.push({
      kind: 'arrow',
      key: `edge-${i}`,
      points: edge.points.map(([x, y]) => [x, y + dy] as const),
      pointer: 'address',
      tail: false,
      label: `${edge.from} to ${edge.to}`,
    })
    const word = edge.label,
      at = word && !strip ? roomFor(word, edge, nodes, box.width) : null
    if (at)
      marks.push({
        kind: 'text',
        key: `edge-word-${i}`,
        x: at[0],
        y: at[1] + dy,
        text: word,
        size: 'fine',
        tone: 'ink2',
        halo: 'paper',
      })
  }
  for (const node of nodes) {
    const top = node.y + dy,
      inner = node.width - 6 - gutter
    marks.push({
      kind: 'rect',
      key: `node-${node.id}`,
      x: node.x,
      y: top,
      width: node.width,
      height: node.height,
      texture: 'live',
      label: `block ${node.id}`,
    })
    if (frame.region)
      for (const run of runsOf(node.rows, p => region.has(p))) {
        const y = run[0]!.y,
          last = run.at(-1)!
        marks.push({
          kind: 'rect',
          key: `in-${pointsOf(run[0]!)[0]}`,
          x: node.x + 3,
          y: top + y,
          width: inner,
          height: last.y + last.height - y,
          texture: frame.region.kind === 'shared' ? 'shared' : 'excl',
          label: `${run.flatMap(pointsOf).join(', ')} in ${frame.region.name}`,
        })
      }
    for (const row of node.rows) {
      const y = top + row.y,
        base = y + row.height / 2 + 4.5
      if (row.kind === 'head') {
        if (row.y > 0)
          marks.push({
            kind: 'path',
            key: `rule-${row.block}`,
            d: `M${node.x + 6} ${y + 1}H${node.x + node.width - gutter - 6}`,
            line: 'hair',
          })
        marks.push({
          kind: 'text',
          key: `head-${row.block}`,
          x: node.x + 7,
          y: base,
          text: row.block,
          size,
          weight: 'bold',
          tone: 'ink2',
        })
      } else if (row.kind === 'fold') {
        // Where there is no room for the statement's text, its fold is pointed at.
        if (row.points.some(p => focus.has(p)))
          marks.push({
            kind: 'rect',
            key: `focus-${row.points[0]}`,
            x: node.x + 3,
            y,
            width: inner,
            height: row.height,
            texture: 'none',
            state: 'now',
          })
        marks.push({
          kind: 'path',
          key: `fold-${row.points[0]}`,
          d: [0, 1, 2].map(n => `M${node.x + indent + 2 + n * 7} ${y + 4.5}h2`).join(''),
          line: 'tick',
          label: `${row.points.length} statements folded`,
        })
      } else {
        const on = focus.has(row.row.point),
          number = row.row.point.slice(row.row.point.indexOf('[') + 1, -1)
        if (on)
          marks.push({
            kind: 'rect',
            key: `focus-${row.row.point}`,
            x: node.x + 3,
            y,
            width: inner,
            height: row.height,
            texture: 'none',
            state: 'now',
          })
        if (!strip)
          marks.push({
            kind: 'text',
            key: `no-${row.row.point}`,
            x: node.x + indent - 6,
            y: base,
            text: number,
            size: 'fine',
            anchor: 'end',
            tone: 'ink3',
          })
        marks.push({
          kind: 'text',
          key: `row-${row.row.point}`,
          x: node.x + indent,
          y: base,
          text: cutTo(row.row.text, letters),
          size,
          weight: on ? 'medium' : 'normal',
          tone: row.row.weight < 2 ? 'ink3' : 'ink',
        })
      }
    }
    for (const loan of frame.loans)
      marks.push(
        ...segments(
          node.rows,
          loan,
          node.x + node.width - gutter + frame.lanes.indexOf(loan.id) * LANE + LANE / 2,
          top,
        ),
      )
  }
  if (dy) marks.push(...legend(frame, box))
  if (foot) marks.push(...strips(frame, box))
  return marks
}

/** Under the plot: the chain of constraints, or the source lines. */
const strips = (frame: LoanFrame, box: Size): Mark[] =>
  frame.steps
    ? programMarks(
        frame.steps.map(s => ({ text: s.text, note: cutTo(s.note, Math.floor((box.width - 150) / 7.8)) })),
        frame.steps.length - 1,
        { width: box.width, height: box.height - (frame.stepCount - frame.steps.length) * 20 },
        150,
      )
    : programMarks(
        frame.program.map(l => ({
          text: l.text.trimStart(),
          indent: Math.floor((l.text.length - l.text.trimStart().length) / 4),
        })),
        frame.line,
        box,
      )

/** Bars of one loan beside the rows of a block: one for each run of live rows, hollow while a two-phase borrow is only reserved. */
function segments(rows: readonly DrawnRow[], loan: DrawnLoan, x: number, top: number): Mark[] {
  const live = new Set(loan.live),
    reserved = new Set(loan.reserved)
  return runsOf(rows, p => live.has(p)).flatMap((run): Mark[] => {
    const last = run.at(-1)!,
      y1 = top + run[0]!.y + 2,
      y2 = top + last.y + last.height - 2
    const middle = (p: string) => {
      const row = run.find(r => pointsOf(r).includes(p))
      return row ? [top + row.y + row.height / 2] : []
    }
    const held = run.findLast(r => pointsOf(r).some(p => reserved.has(p))),
      from = held ? top + held.y + held.height : y1
    const id = `bar-${loan.id}-${pointsOf(run[0]!)[0]}`
    const cross = loan.cross.flatMap(middle).map(y => y - from),
      cut = loan.cut.flatMap(middle).map(y => y - from)
    return [
      ...(held
        ? [
            {
              kind: 'rect',
              key: `${id}-reserved`,
              x: x - 3,
              y: y1,
              width: 6,
              height: Math.min(from, y2) - y1,
              texture: 'excl',
              label: `${loan.label} reserved`,
            } satisfies Mark,
          ]
        : []),
      ...(from < y2
        ? [
            {
              kind: 'bar',
              key: id,
              x1: x,
              y1: from,
              x2: x,
              y2,
              tone: tone(loan),
              ...(cross.length ? { cross } : {}),
              ...(cut.length ? { cut } : {}),
              label: `${loan.label} live`,
            } satisfies Mark,
          ]
        : []),
    ]
  })
}

/** Where an edge's word stands clear of every block: at its usual place, else along its last or first piece; null where the blocks leave no room. */
function roomFor(
  text: string,
  edge: PlacedEdge,
  nodes: readonly PlacedNode[],
  right: number,
): readonly [number, number] | null {
  const width = textWidth(text, 12),
    [x1, y1] = edge.points[0]!,
    [x2, y2] = edge.points.at(-1)!
  const places = [
    edge.labelAt,
    [edge.labelAt[0] - width - 12, edge.labelAt[1]],
    [x1 + 6, y1 + 11],
    [x1 - width - 6, y1 + 11],
    [x2 - width - 6, y2 - 3],
  ] as const
  return (
    places.find(
      ([x, y]) =>
        x >= 0 &&
        x + width <= right &&
        nodes.every(n => x + width < n.x - 1 || x > n.x + n.width + 1 || y + 1 < n.y || y - 9 > n.y + n.height),
    ) ?? null
  )
}

/** Which bar is which loan. */
function legend(frame: LoanFrame, box: Size): Mark[] {
  let x = 0
  return frame.loans.flatMap((loan): Mark[] => {
    const text = `${loan.label} ${loan.region}`,
      at = x
    if (at + 22 + textWidth(text, 12) > box.width) return []
    x += 22 + textWidth(text, 12) + 20
    return [
      { kind: 'bar', key: `legend-${loan.id}`, x1: at, y1: 8, x2: at + 14, y2: 8, tone: tone(loan) },
      {
        kind: 'text',
        key: `legend-word-${loan.id}`,
        x: at + 22,
        y: 12,
        text,
        size: 'fine',
        tone: loan.kind === 'shared' ? 'shared' : loan.kind === 'mut' ? 'excl' : 'ink',
      },
    ]
  })
}

/** Source lines with the loans beside them; a line without any point of the loan is a hole in its bar. */
function byLines(frame: LoanFrame, box: Size): Mark[] {
  const strip = isStrip(box),
    lines = frame.program,
    marks: Mark[] = []
  const foot = !strip && frame.stepCount ? programHeight(frame.stepCount) + 4 : 0
  const large = !strip && lines.length <= 10 && Math.max(...lines.map(l => l.text.length)) <= 47
  const top = 20,
    pitch = Math.min(large ? 30 : 24, (box.height - foot - top) / lines.length)
  // Too low for letters: each line is drawn as its length.
  const small = pitch < 15,
    code = large && pitch >= 22,
    advance = small ? 3 : strip ? 7.2 : code ? 9 : 7.8,
    left = 36
  const lane = strip ? 22 : Math.max(22, Math.min(84, (box.width - 640) / Math.max(1, frame.lanes.length))),
    bars = frame.lanes.length * lane
  const letters = Math.floor(
    (strip ? box.width - left - bars - 24 : Math.min(430, box.width - left - bars - 170)) / advance,
  )
  const longest = Math.min(letters, Math.max(...lines.map(l => [...l.text].length)))
  const x0 = left + longest * advance + 16
  const index = new Map(lines.map((l, i) => [l.number, i]))
  const middle = (i: number) => top + pitch * (i + 0.5)
  const rowsWithPoints = new Set(Object.values(frame.lineOf))
  const inRegion = new Set((frame.region?.points ?? []).flatMap(p => frame.lineOf[p] ?? []))
  const focus = new Set(frame.focus.flatMap(p => frame.lineOf[p] ?? []))
  if (frame.region)
    for (let from = 0; from < lines.length; from++) {
      if (!inRegion.has(lines[from]!.number)) continue
      let to = from
      while (to + 1 < lines.length && inRegion.has(lines[to + 1]!.number)) to++
      marks.push({
        kind: 'rect',
        key: `in-${lines[from]!.number}`,
        x: left - 4,
        y: top + from * pitch + 1,
        width: longest * advance + 8,
        height: (to - from + 1) * pitch - 2,
        texture: frame.region.kind === 'shared' ? 'shared' : 'excl',
        label: `lines ${from + 1} to ${to + 1} in ${frame.region.name}`,
      })
      from = to
    }
  lines.forEach((line, i) => {
    const text = cutTo(line.text, letters),
      on = focus.has(line.number)
    if (on) marks.push({ kind: 'dot', key: `at-${line.number}`, shape: 'triangle', x: 0, y: middle(i), tone: 'accent' })
    if (small) {
      if (line.text.trim())
        marks.push({
          kind: 'path',
          key: `text-${line.number}`,
          d: `M${left + (line.text.length - line.text.trimStart().length) * 3} ${middle(i)}h${Math.min(longest, line.text.trim().length) * 3}`,
          line: on ? 'strong' : 'thin',
        })
      return
    }
    marks.push(
      {
        kind: 'text',
        key: `no-${line.number}`,
        x: left - 10,
        y: middle(i) + 4.5,
        text: String(i + 1),
        size: 'fine',
        anchor: 'end',
        tone: on ? 'ink' : 'ink3',
      },
      {
        kind: 'text',
        key: `text-${line.number}`,
        x: left,
        y: middle(i) + 4.5,
        text,
        size: strip ? 'fine' : code ? 'code' : 'label',
        weight: on ? 'medium' : 'normal',
        tone: rowsWithPoints.has(line.number) ? 'ink' : 'ink3',
      },
    )
  })
  for (const loan of frame.loans) {
    const x = x0 + frame.lanes.indexOf(loan.id) * lane + 8
    const live = new Set(loan.live.flatMap(p => frame.lineOf[p] ?? []))
    const runs: [number, number][] = []
    lines.forEach((line, i) => {
      const on = live.has(line.number),
        empty = !rowsWithPoints.has(line.number),
        last = runs.at(-1)
      if (on && last && lines.slice(last[1] + 1, i).every(l => !rowsWithPoints.has(l.number))) last[1] = i
      else if (on && !empty) runs.push([i, i])
    })
    const at = (p: string) => index.get(frame.lineOf[p] ?? -1)
    const issued = at(loan.issued)
    runs.forEach(([a, b], n) => {
      const y1 = a === issued ? middle(a) - 2 : middle(a) - pitch / 2 + 3,
        y2 = Math.max(
          y1 + 6,
          b === a && a === issued ? middle(b) + pitch / 2 - 3 : middle(b) + Math.min(4, pitch / 2 - 2),
        )
      const along = (points: readonly string[]) => [
        ...new Set(
          points.flatMap(p => {
            const i = at(p)
            return i !== undefined && i >= a && i <= b ? [Math.min(middle(i), y2 - 1) - y1] : []
          }),
        ),
      ]
      const cross = along(loan.cross),
        cut = along(loan.cut)
      marks.push({
        kind: 'bar',
        key: `bar-${loan.id}-${n}`,
        x1: x,
        y1,
        x2: x,
        y2,
        tone: tone(loan),
        ...(cross.length ? { cross } : {}),
        ...(cut.length ? { cut } : {}),
        label: `${loan.label} live on lines ${a + 1} to ${b + 1}`,
      })
    })
  }
  marks.push(...legendAt(frame, x0, lane))
  if (!strip)
    for (const note of frame.notes) {
      const i = index.get(note.line)
      const x = x0 + bars + 16,
        text = fitTo(note, Math.floor((box.width - x) / 7.8))
      if (i !== undefined && text.length > 3)
        marks.push({
          kind: 'text',
          key: `note-${note.line}`,
          x,
          y: middle(i) + 4.5,
          text,
          size: 'label',
          weight: note.now ? 'bold' : 'normal',
          tone: note.now ? 'accent' : 'ink2',
        })
    }
  if (foot) marks.push(...strips(frame, box))
  return marks
}

/** What is said beside a line, whole where there is room; else without what was said before, or, of an earlier step, after. */
function fitTo(note: { text: string; now: boolean }, letters: number): string {
  let said = note.text.split(', ')
  while (said.length > 1 && said.join(', ').length > letters) said = note.now ? said.slice(1) : said.slice(0, -1)
  return cutTo(said.join(', '), letters)
}

/** Labels above the bars; where the lanes are too narrow for all, the loan drawn last has one. */
function legendAt(frame: LoanFrame, x0: number, lane: number): Mark[] {
  const fits = frame.loans.every(l => textWidth(`${l.label} ${l.region}`, 12) < lane - 6)
  return (fits ? frame.loans : frame.loans.slice(-1)).map((loan): Mark => ({
    kind: 'text',
    key: `lane-${loan.id}`,
    x: x0 + frame.lanes.indexOf(loan.id) * lane + (fits ? 2 : 16),
    y: 12,
    text: fits ? `${loan.label} ${loan.region}` : loan.label,
    size: 'fine',
    anchor: fits ? 'start' : 'end',
    weight: 'medium',
    tone: loan.kind === 'shared' ? 'shared' : loan.kind === 'mut' ? 'excl' : 'ink',
  }))
}
