// The derivation as an indented tree (d3-hierarchy walks it), the verdicts as a table or four quadrants.
import { hierarchy, type HierarchyNode } from 'd3-hierarchy'
import { textWidth, type Mark, type Size } from '../figure/contract.ts'
import type { Node } from './derive.ts'
import { visible, type Frame } from './model.ts'

export function draw(f: Frame, box: Size): Mark[] {
  return f.show === 'tree' ? tree(f, box) : f.show === 'table' ? table(f, box) : quadrants(f, box)
}
const clip = (text: string, width: number, px: number): string => {
  const most = Math.max(1, Math.floor(width / (px * 0.6)))
  return [...text].length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`
}
/** A tick or a cross with its word beside it; a question mark where it is still asked. */
function verdict(
  key: string,
  x: number,
  y: number,
  word: string,
  holds: boolean | null,
  options: { now?: boolean; size?: 'fine' | 'label' } = {},
): Mark[] {
  const glyph: Mark[] =
    holds === null
      ? []
      : holds
        ? [
            {
              kind: 'path',
              key: `${key}-g`,
              d: `M${x} ${y - 4}l3.5 4l6 -8`,
              line: 'strong',
              state: options.now ? 'now' : 'plain',
            },
          ]
        : [
            {
              kind: 'path',
              key: `${key}-g`,
              d: `M${x + 0.5} ${y - 8}l8 8M${x + 8.5} ${y - 8}l-8 8`,
              line: 'strong',
              state: options.now ? 'now' : 'plain',
            },
          ]
  return [
    ...glyph,
    {
      kind: 'text',
      key: `${key}-v`,
      x: x + (holds === null ? 0 : 16),
      y,
      text: word,
      size: options.size ?? 'label',
      weight: holds === false ? 'bold' : 'normal',
      tone: options.now ? 'accent' : holds === null ? 'ink3' : 'ink',
    },
  ]
}

function tree(f: Extract<Frame, { show: 'tree' }>, box: Size): Mark[] {
  const strip = box.height < 200
  // The whole tree keeps its places; what is not reached yet leaves them empty.
  const all: HierarchyNode<Node>[] = []
  hierarchy(f.root, n => [...n.children].sort((a, b) => Number(a.depth > 0) - Number(b.depth > 0))).eachBefore(n => {
    all.push(n)
  })
  const shown = new Set<string>()
  const reach = (n: Node, level: number) => {
    shown.add(n.key)
    for (const c of visible(f, n, level)) reach(c, level + 1)
  }
  reach(f.root, 0)
  const head = strip ? 16 : 26
  const pitch = Math.min(34, (box.height - head - 4) / all.length)
  const rows = pitch < 15 ? all.filter(n => n.data.depth >= 0) : all
  const step = Math.max(15, Math.min(34, (box.height - head - 4) / rows.length))
  const most = Math.floor((box.height - head - 4) / step)
  const current = rows.findIndex(n => n.data.depth === f.reach)
  const skip = rows.length > most ? Math.max(0, Math.min(rows.length - most, (f.settled ? 0 : current) - most + 1)) : 0
  const at = new Map(rows.slice(skip, skip + most).map((n, i) => [n.data.key, head + (i + 0.5) * step] as const))
  const deepest = Math.max(...rows.map(n => n.depth))
  const indent = Math.min(22, (box.width * 0.24) / Math.max(1, deepest))
  const narrow = box.width < 600,
    verdictX = box.width - (strip ? 80 : narrow ? 100 : 132)
  // Beside code the reasons stand right behind the longest type, if there is room for them at all.
  const behind = Math.ceil(Math.max(...rows.map(n => 14 + n.depth * indent + textWidth(n.data.ty, 13)))) + 16
  const reasons = Math.max(0, ...rows.map(n => textWidth(edgeWords(n.data), 11)))
  const edgeX = !narrow
    ? Math.min(verdictX - 150, Math.round(box.width * 0.62))
    : !strip && behind + Math.max(reasons, textWidth('asked because', 12)) + 10 <= verdictX
      ? behind
      : null
  const marks: Mark[] = strip
    ? []
    : [
        { kind: 'text', key: 'h-type', x: 14, y: 13, text: 'type', size: 'fine', tone: 'ink3' },
        ...(edgeX !== null
          ? [
              {
                kind: 'text',
                key: 'h-edge',
                x: edgeX,
                y: 13,
                text: 'asked because',
                size: 'fine',
                tone: 'ink3',
              } satisfies Mark,
            ]
          : []),
        { kind: 'text', key: 'h-verdict', x: verdictX, y: 13, text: 'verdict', size: 'fine', tone: 'ink3' },
        { kind: 'path', key: 'h-rule', d: `M0 20.5H${box.width}`, line: 'frame' },
      ]
  for (const n of rows) {
    const y = at.get(n.data.key)
    if (y === undefined || !shown.has(n.data.key)) continue
    marks.push(...treeRow(f, n, y, at, indent, box, strip, verdictX, edgeX))
  }
  return marks
}

function treeRow(
  f: Extract<Frame, { show: 'tree' }>,
  n: HierarchyNode<Node>,
  y: number,
  at: ReadonlyMap<string, number>,
  indent: number,
  box: Size,
  strip: boolean,
  verdictX: number,
  edgeX: number | null,
): Mark[] {
  const d = n.data,
    onWay = d.depth >= 0 || !!d.circle,
    now = onWay && (f.settled ? n.depth === 0 : n.depth === f.reach)
  const x = 14 + n.depth * indent,
    parent = n.parent ? at.get(n.parent.data.key) : undefined
  const settled = !onWay || (d.leaf && d.holds === false) || f.settled
  const holds = settled ? d.holds : null
  const word = !settled
    ? `${d.trait}?`
    : d.holds === null
      ? strip
        ? ''
        : 'not recorded'
      : strip || box.width < 600
        ? d.holds
          ? d.trait
          : `not ${d.trait}`
        : d.holds
          ? `is ${d.trait}`
          : `is not ${d.trait}`
  const room = (edgeX ?? verdictX) - x - 10
  const edge = edgeWords(d)
  return [
    ...(now ? [{ kind: 'dot', key: 'now', shape: 'triangle', x: x - 13, y, tone: 'accent' } satisfies Mark] : []),
    ...(parent === undefined
      ? []
      : [
          {
            kind: 'path',
            key: `${d.key}-e`,
            d: `M${x - indent + 4} ${parent + 9}V${y}H${x - (now ? 15 : 4)}`,
            line: onWay ? 'frame' : 'thin',
          } satisfies Mark,
        ]),
    {
      kind: 'text',
      key: `${d.key}-t`,
      x,
      y: y + 4.5,
      text: clip(d.ty, room, strip ? 12 : 13),
      size: strip ? 'fine' : 'label',
      weight: onWay ? 'medium' : 'normal',
      tone: onWay ? 'ink' : 'ink3',
      label: `${d.ty}: ${word}`,
    },
    ...(edge && edgeX !== null
      ? [
          {
            kind: 'text',
            key: `${d.key}-w`,
            x: edgeX,
            y: y + 4.5,
            text: clip(edge, verdictX - edgeX - 10, 11),
            face: 'serif',
            tone: onWay ? 'ink2' : 'ink3',
          } satisfies Mark,
        ]
      : []),
    ...(word
      ? verdict(d.key, verdictX, y + 4.5, word, holds, {
          now: onWay && settled && d.holds === false && (d.leaf ? !f.settled : d.depth === 0),
          size: strip ? 'fine' : 'label',
        })
      : []),
  ]
}
function edgeWords(d: Node): string {
  if (!d.edge) return ''
  const reason =
    d.edge === 'where'
      ? 'it requires'
      : d.edge === 'within'
        ? 'a part of it'
        : d.edge === 'owned'
          ? 'it owns one'
          : `field ${d.edge}`
  return d.again ? `${reason}, again` : reason
}

type Rows = Extract<Frame, { show: 'table' | 'quadrants' }>

function table(f: Rows, box: Size): Mark[] {
  const strip = box.height < 200,
    head = strip ? 20 : 28,
    px = strip ? 12 : 13
  const perColumn = Math.max(1, Math.floor((box.height - head) / (strip ? 16 : 20)))
  const sets = box.width > 600 && f.rows.length > 9 ? 2 : 1,
    rows = Math.min(perColumn, Math.ceil(f.rows.length / sets))
  const pitch = Math.min(30, (box.height - head) / rows),
    width = (box.width - (sets - 1) * 36) / sets
  const column = Math.max(strip ? 52 : 68, ...f.traits.map(t => textWidth(t, px) + 20)),
    types = width - column * f.traits.length
  // Rows that do not fit are those furthest from the newest answer; where all are answered at once, the last ones.
  const first = f.steps > 2 ? Math.max(0, Math.min(f.rows.length - rows * sets, f.answered - rows * sets)) : 0
  const marks: Mark[] = Array.from({ length: sets }, (_, s) => s * (width + 36)).flatMap((x, s): Mark[] => [
    ...f.traits.map((t, i): Mark => ({
      kind: 'text',
      key: `h${s}-${t}`,
      x: x + types + i * column,
      y: head - (strip ? 9 : 13),
      text: t,
      weight: 'bold',
      size: strip ? 'fine' : 'label',
    })),
    { kind: 'path', key: `h${s}`, d: `M${x} ${head - 5.5}h${width}`, line: 'frame' },
  ])
  f.rows.slice(first, first + rows * sets).forEach((r, i) => {
    const index = first + i,
      x = Math.floor(i / rows) * (width + 36),
      y = head + ((i % rows) + 0.5) * pitch + 4,
      now = f.steps > 2 && index === f.answered - 1
    marks.push({
      kind: 'text',
      key: `r${index}`,
      x,
      y,
      text: clip(r.type, types - 10, px),
      size: strip ? 'fine' : 'label',
      weight: now ? 'bold' : 'normal',
    })
    if (i % rows < rows - 1)
      marks.push({ kind: 'path', key: `r${index}-l`, d: `M${x} ${y + pitch / 2 - 4}h${width}`, line: 'hair' })
    f.traits.forEach((t, k) => {
      const at = x + types + k * column
      if (index < f.answered)
        marks.push(
          ...verdict(`r${index}-${t}`, at, y, r.traits[t] ? 'yes' : 'no', !!r.traits[t], {
            now,
            size: strip ? 'fine' : 'label',
          }),
        )
      else
        marks.push({
          kind: 'rect',
          key: `r${index}-${t}-ask`,
          x: at,
          y: y - 11,
          width: 34,
          height: 14,
          texture: 'uninit',
          state: 'later',
        })
    })
  })
  return marks
}

/** What a value of each quadrant may do, in words; only a wide figure has room for them. */
const GLOSS = [
  'crosses, and is shared',
  'crosses: one thread at a time',
  'is shared, and does not cross',
  'stays on its thread',
] as const

function quadrants(f: Rows, box: Size): Mark[] {
  const strip = box.height < 200,
    gap = strip ? 6 : 14,
    [a = 'Send', b = 'Sync'] = f.traits
  // The place of the waiting types is kept when they have gone.
  const foot = f.steps > 1 && !strip ? (box.width > 600 ? 62 : 80) : 0
  const width = (box.width - gap) / 2,
    height = (box.height - gap - foot) / 2
  const cells = [
    [true, true, `${a} and ${b}`],
    [true, false, `${a}, not ${b}`],
    [false, true, `${b}, not ${a}`],
    [false, false, 'neither'],
  ] as const
  const gloss = box.width > 600 && a === 'Send' && b === 'Sync' ? GLOSS : []
  const marks = cells.flatMap(([isA, isB, title], q): Mark[] => {
    const x = (q % 2) * (width + gap),
      y = Math.floor(q / 2) * (height + gap),
      px = strip ? 12 : 13,
      pitch = strip ? 15 : 20
    const here = f.rows.slice(0, f.answered).filter(r => r.traits[a] === isA && r.traits[b] === isB)
    const lines = Math.max(1, Math.floor((height - (strip ? 18 : 34)) / pitch)),
      columns =
        strip || box.width < 600 || (here.length <= lines && here.some(r => textWidth(r.type, px) > width / 2 - 18))
          ? 1
          : 2,
      most = lines * columns
    const listed = here.length > most ? here.slice(0, most - 1) : here
    return [
      { kind: 'rect', key: `q${q}`, x, y, width, height, texture: 'region', label: title },
      {
        kind: 'text',
        key: `q${q}-t`,
        x: x + (strip ? 6 : 12),
        y: y + (strip ? 14 : 19),
        text: title,
        weight: 'bold',
        size: strip ? 'fine' : 'label',
      },
      ...(gloss[q]
        ? [
            {
              kind: 'text',
              key: `q${q}-g`,
              x: x + width - 12,
              y: y + 19,
              text: gloss[q],
              anchor: 'end',
              face: 'serif',
              tone: 'ink2',
            } satisfies Mark,
          ]
        : []),
      ...listed.map((r, i): Mark => ({
        kind: 'text',
        key: `r-${r.type}`,
        x: x + (strip ? 6 : 12) + Math.floor(i / lines) * (width / 2),
        y: y + (strip ? 29 : 42) + (i % lines) * pitch,
        text: clip(r.type, width / columns - 18, px),
        size: strip ? 'fine' : 'label',
        tone: f.steps > 2 && r === f.rows[f.answered - 1] ? 'accent' : 'ink',
      })),
      ...(here.length > most
        ? [
            {
              kind: 'text',
              key: `q${q}-more`,
              x: x + (strip ? 6 : 12) + (columns - 1) * (width / 2),
              y: y + (strip ? 29 : 42) + (lines - 1) * pitch,
              text: `and ${here.length - listed.length} more`,
              size: 'fine',
              tone: 'ink3',
            } satisfies Mark,
          ]
        : []),
    ]
  })
  const next = f.rows.slice(f.answered)
  if (!foot || !next.length) return marks
  return [
    ...marks,
    {
      kind: 'text',
      key: 'waiting',
      x: 0,
      y: box.height - foot + 24,
      text: 'where do they go?',
      face: 'serif',
      tone: 'ink2',
    },
    ...wrapped(
      next.map(r => r.type),
      box.width,
      Math.floor((foot - 30) / 16),
    ).map((text, i): Mark => ({ kind: 'text', key: `waiting-${i}`, x: 0, y: box.height - foot + 41 + i * 16, text })),
  ]
}

/** Types on at most `most` lines; the last line ends in `…` when they do not all fit. */
function wrapped(types: readonly string[], width: number, most: number): string[] {
  const lines = ['']
  for (const t of types) {
    const longer = lines.at(-1) ? `${lines.at(-1)}   ${t}` : t
    if (textWidth(longer, 13) <= width || !lines.at(-1)) lines[lines.length - 1] = longer
    else lines.push(t)
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), clip(`${lines[most - 1]} …`, width, 13)]
}
