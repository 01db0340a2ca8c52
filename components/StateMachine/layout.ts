// Where the states stand: rounded nodes at the left, one byte ruler for all rows at the right.
import { isStrip, textWidth, type Mark, type MarkState, type Size } from '../figure/contract.ts'
import { programHeight, programMarks } from '../figure/program.ts'
import type { Field, MachineFrame, StateRow } from './model.ts'

interface Grid {
  strip: boolean
  x0: number
  unit: number
  top: number
  pitch: number
  cell: number
  nodeX: number
  nodeW: number
  px: 'fine' | 'label'
}

function gridOf(frame: MachineFrame, box: Size): Grid {
  const strip = isStrip(box),
    bottom = box.height - (strip || !frame.program.length ? 0 : programHeight(frame.program.length) + 2)
  const x0 = strip ? 72 : 300,
    top = strip ? 4 : 40
  const pitch = Math.min(strip ? 44 : 47, (bottom - top) / frame.rows.length)
  return {
    strip,
    x0,
    unit: (box.width - x0 - (strip ? 2 : 1)) / (frame.axis ?? frame.size),
    top,
    pitch,
    cell: Math.min(30, Math.max(16, pitch - (strip ? 9 : 14))),
    nodeX: strip ? 1 : 88,
    nodeW: strip ? 60 : 128,
    px: strip ? 'fine' : 'label',
  }
}
const SHORT: Record<string, string> = { Unresumed: 'Unres.', Returned: 'Return', Panicked: 'Panic' }
const n = (v: number) => Math.round(v * 100) / 100

export function layout(frame: MachineFrame, box: Size): readonly Mark[] {
  const g = gridOf(frame, box),
    marks: Mark[] = []
  const y = (i: number) => g.top + i * g.pitch,
    x = (offset: number) => g.x0 + offset * g.unit
  if (!g.strip) marks.push(...ruler(frame, g, x))
  // The copy of a moved future takes the place of the rows below its state.
  const shown = frame.moved ? frame.state + 1 : frame.rows.length
  marks.push(...transitions(frame, g, y, shown))
  for (const [i, row] of frame.rows.entries()) {
    if (i >= shown) continue
    marks.push(...node(frame, g, row, i, y(i)), ...cells(frame, g, row, i, y(i), x))
  }
  marks.push(...joints(frame, g, y, x, shown))
  if (frame.moved) marks.push(...copy(frame, g, y(frame.state), y(frame.state + 1), x))
  else if (frame.pointer) marks.push(...pointer(frame, g, y(frame.state), x))
  if (!g.strip && frame.program.length) {
    const lines = frame.program.map(l => ({
      text: l.text.trimStart(),
      indent: Math.floor((l.text.length - l.text.trimStart().length) / 4),
    }))
    const noteX = Math.max(396, ...lines.map(l => 40 + l.indent * 17 + textWidth(l.text, 13) + 20)),
      letters = Math.floor((box.width - noteX) / 7.8)
    marks.push(
      ...programMarks(
        lines.map((l, i) => {
          const note = frame.notes[i]
          return note ? { ...l, note: note.length > letters ? `${note.slice(0, letters - 1)}\u2026` : note } : l
        }),
        frame.line,
        box,
        noteX,
      ),
    )
  }
  return marks
}

/** Bytes from 0 to the size, one scale for all rows; a tick for each byte while ticks are apart. */
function ruler(frame: MachineFrame, g: Grid, x: (o: number) => number): Mark[] {
  const step = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096].find(s => s * g.unit >= 44) ?? frame.size
  const labels = Array.from({ length: Math.floor(frame.size / step) + 1 }, (_, i) => i * step).filter(
    o => o === frame.size || (frame.size - o) * g.unit >= 30,
  )
  if (!labels.includes(frame.size)) labels.push(frame.size)
  const fine = g.unit >= 4 ? Array.from({ length: frame.size + 1 }, (_, i) => i) : labels
  return [
    { kind: 'text', key: 'fn', x: 0, y: 17, text: frame.fn, weight: 'bold' },
    { kind: 'text', key: 'bytes', x: x(0) - 16, y: 17, text: 'bytes', face: 'serif', anchor: 'end' },
    {
      kind: 'path',
      key: 'ruler',
      d: `M${n(x(0))} 34.5H${n(x(frame.size))}${fine.map(o => `M${n(x(o))} ${labels.includes(o) ? 24 : 30}V34.5`).join('')}`,
      line: 'rule',
    },
    ...labels.map((o): Mark => ({
      kind: 'text',
      key: `at-${o}`,
      x: x(o),
      y: 17,
      text: String(o),
      size: 'fine',
      anchor: o === frame.size ? 'end' : o === 0 ? 'start' : 'middle',
      tone: 'ink2',
    })),
  ]
}

function node(frame: MachineFrame, g: Grid, row: StateRow, i: number, y: number): Mark[] {
  const on = i === frame.state,
    narrow = frame.tag.size * g.unit < 10
  const state: MarkState = on ? (frame.dropped ? 'plain' : 'now') : 'plain'
  const name = g.strip ? (SHORT[row.name] ?? row.name.replace('Suspend', 'Susp')) : row.name
  return [
    {
      kind: 'rect',
      key: `state-${row.name}`,
      x: g.nodeX,
      y,
      width: g.nodeW,
      height: g.cell,
      radius: g.cell / 2,
      texture: on && frame.dropped ? 'dropped' : 'live',
      state,
      label: `state ${row.name}, tag ${row.tag}`,
    },
    {
      kind: 'text',
      key: `state-name-${row.name}`,
      x: g.nodeX + g.nodeW / 2,
      y: y + g.cell / 2 + 4.5,
      text: narrow && !g.strip ? `${name} ${row.tag}` : name,
      size: g.px,
      anchor: 'middle',
      weight: 'medium',
      tone: 'ink',
      struck: on && frame.dropped,
    },
    ...(on && !g.strip
      ? [
          {
            kind: 'dot',
            key: 'here',
            shape: 'triangle',
            x: g.x0 - 16,
            y: y + g.cell / 2,
            tone: 'accent',
          } satisfies Mark,
        ]
      : []),
  ]
}

const on = (frame: MachineFrame, i: number): boolean => i === frame.state

/** Stretches of a row that hold nothing in its state. */
function free(frame: MachineFrame, row: StateRow): [number, number][] {
  const used = [
    ...row.fields.map((f): [number, number] => [f.offset, f.offset + f.size]),
    [frame.tag.offset, frame.tag.offset + frame.tag.size] as [number, number],
  ].sort((a, b) => a[0] - b[0])
  const out: [number, number][] = []
  let at = 0
  for (const [from, to] of used) {
    if (from > at) out.push([at, from])
    at = Math.max(at, to)
  }
  if (at < frame.size) out.push([at, frame.size])
  return out
}

function cells(
  frame: MachineFrame,
  g: Grid,
  row: StateRow,
  i: number,
  y: number,
  x: (o: number) => number,
  key = row.name,
  holds = on(frame, i) ? (frame.pointer?.at ?? -1) : -1,
): Mark[] {
  const here = on(frame, i),
    px = 12,
    marks: Mark[] = []
  const step = here ? frame.steps[frame.last] : undefined,
    before = step && step.from !== step.to ? frame.rows[step.from] : undefined
  const fresh = (f: Field) =>
    (here && before !== undefined && f.kind !== 'taken' && !before.fields.some(b => b.id === f.id)) ||
    (here && frame.said.kind === 'call' && f.kind === 'argument')
  let said = false
  for (const [from, to] of free(frame, row)) {
    marks.push({
      kind: 'rect',
      key: `free-${key}-${from}`,
      x: x(from),
      y,
      width: (to - from) * g.unit,
      height: g.cell,
      texture: 'uninit',
    })
    if (!g.strip && !said && !row.line && (to - from) * g.unit > 76) {
      said = true
      marks.push({
        kind: 'text',
        key: `free-word-${key}`,
        x: x((from + to) / 2),
        y: y + g.cell / 2 + 4,
        text: 'uninit',
        size: 'fine',
        anchor: 'middle',
        tone: 'ink2',
        halo: 'paper',
      })
    }
  }
  for (const f of row.fields) {
    const width = f.size * g.unit,
      now = fresh(f) && !frame.moved
    if (f.size === 0) {
      marks.push({
        kind: 'path',
        key: `field-${key}-${f.id}`,
        d: `M${n(x(f.offset))} ${n(y - 3)}v${n(g.cell + 6)}`,
        line: 'strong',
        label: `${f.label}: no bytes`,
      })
      continue
    }
    const dead = f.kind === 'taken' || (here && (frame.dropped || frame.moved !== null))
    marks.push({
      kind: 'rect',
      key: `field-${key}-${f.id}`,
      x: x(f.offset),
      y,
      width,
      height: g.cell,
      texture:
        here && frame.dropped
          ? 'dropped'
          : dead
            ? 'moved'
            : f.offset <= holds && holds < f.offset + f.size
              ? 'shared'
              : 'live',
      state: now ? 'now' : 'plain',
      label: `${f.label}: bytes ${f.offset} to ${f.offset + f.size}`,
    })
    const holder = f.offset <= holds && holds < f.offset + f.size
    const room = width - (holder ? 20 : 0)
    if (textWidth(f.label, px) + 6 <= room)
      marks.push({
        kind: 'text',
        key: `field-name-${key}-${f.id}`,
        x: x(f.offset) + room / 2,
        y: y + g.cell / 2 + 4.5,
        text: f.label,
        size: 'fine',
        anchor: 'middle',
        weight: 'medium',
        tone: f.kind === 'taken' ? 'ink2' : 'ink',
        struck: here && frame.dropped,
        ...(dead ? { halo: 'paper' } : {}),
      })
  }
  const tagW = Math.max(3, frame.tag.size * g.unit)
  marks.push({
    kind: 'rect',
    key: `tag-${key}`,
    x: x(frame.tag.offset),
    y,
    width: tagW,
    height: g.cell,
    texture: 'tag',
    state: here && frame.last >= 0 && !frame.moved && !frame.dropped && step && step.from !== step.to ? 'now' : 'plain',
    label: `tag ${row.tag}`,
  })
  if (tagW >= 10)
    marks.push({
      kind: 'text',
      key: `tag-value-${key}`,
      x: x(frame.tag.offset) + tagW / 2,
      y: y + g.cell / 2 + 4.5,
      text: String(row.tag),
      size: 'fine',
      anchor: 'middle',
      weight: 'bold',
      tone: 'inverse',
    })
  return marks
}

/** What joins the same bytes of neighbouring states. */
function joints(
  frame: MachineFrame,
  g: Grid,
  y: (i: number) => number,
  x: (o: number) => number,
  shown: number,
): Mark[] {
  const gap = g.pitch - g.cell
  return frame.joints
    .filter(j => j.upper + 1 < shown && !(frame.pointer && !frame.moved && frame.state === j.upper))
    .flatMap((j, k): Mark[] => {
      const top = y(j.upper) + g.cell,
        bottom = y(j.upper + 1),
        width = (j.to - j.from) * g.unit
      const word = !g.strip && gap >= 13 && width > textWidth(j.word, 12) + 10
      return [
        {
          kind: 'path',
          key: `joint-${k}`,
          d: [j.from, j.to].map(o => `M${n(x(o))} ${n(top)}V${n(bottom)}`).join(''),
          line: 'niche',
          label: `bytes ${j.from} to ${j.to}: ${j.label} ${j.word}`,
        },
        ...(word
          ? [
              {
                kind: 'text',
                key: `joint-word-${k}`,
                x: x((j.from + j.to) / 2),
                y: (top + bottom) / 2 + 4,
                text: j.word,
                size: 'fine',
                anchor: 'middle',
                tone: 'ink2',
              } satisfies Mark,
            ]
          : []),
      ]
    })
}

/** From the field that holds the pointer to the byte that it leads to, under the row. */
function pointer(frame: MachineFrame, g: Grid, y: number, x: (o: number) => number): Mark[] {
  const { at, target } = frame.pointer!,
    holder = frame.rows[frame.state]!.fields.find(f => f.offset <= at && at < f.offset + f.size)!
  const from = x(holder.offset + holder.size) - 12,
    to = x(target) + Math.min(10, g.unit / 2),
    run = y + g.cell + Math.max(5, Math.min(11, (g.pitch - g.cell) * 0.75))
  return [
    {
      kind: 'arrow',
      key: 'pointer',
      points: [
        [from, y + g.cell / 2],
        [from, run],
        [to, run],
        [to, y + g.cell],
      ],
      pointer: 'shared',
      label: `bytes at ${at} point at byte ${target}`,
      ...(g.strip || g.pitch - g.cell < 17 ? {} : { word: '&', wordAt: [from - 22, y + g.cell + 14] as const }),
    },
  ]
}

/** The bytes one slot further: the pointer in them still leads to the old place. */
function copy(frame: MachineFrame, g: Grid, old: number, y: number, x: (o: number) => number): Mark[] {
  const { at, by } = frame.moved!,
    row = frame.rows[frame.state]!,
    holder = row.fields.find(f => f.offset <= at && at < f.offset + f.size) ?? row.fields[0]!
  // Below its old place, with the room of a row between the two for the arrow.
  const top = Math.min(y + g.pitch * 0.5, y + 24),
    ghost = { ...frame, moved: null, state: -1 }
  const target = frame.moved!.target + by,
    from = x(holder.offset + holder.size) - 12,
    to = x(target) + Math.min(10, g.unit / 2),
    run = old + g.cell + (top - old - g.cell) / 2
  return [
    ...cells(ghost, g, row, -2, top, x, 'copy', at),
    {
      kind: 'text',
      key: 'copy-name',
      x: g.nodeX + g.nodeW / 2,
      y: top + g.cell / 2 + 4.5,
      text: g.strip ? `+${by}` : `moved by ${by}`,
      size: g.px,
      anchor: 'middle',
      tone: 'ink',
    },
    {
      kind: 'path',
      key: 'copy-arrow',
      d: `M${g.nodeX + g.nodeW / 2} ${n(old + g.cell + 2)}V${n(top - 3)}`,
      line: 'dashed',
    },
    {
      kind: 'arrow',
      key: 'pointer',
      points: [
        [from, top + g.cell / 2],
        [from, run],
        [to, run],
        [to, old + g.cell + 3],
      ],
      pointer: 'shared',
      state: 'now',
      dangling: true,
      label: 'the copied pointer leads to the old place',
    },
  ]
}

/** Polls from state to state down the middle, `Pending` as a loop, unwinding as a curve at the right. */
function transitions(frame: MachineFrame, g: Grid, y: (i: number) => number, shown: number): Mark[] {
  const marks: Mark[] = [],
    mid = g.nodeX + g.nodeW / 2,
    seen = new Set<string>()
  const stateOf = (k: number): MarkState => (k === frame.last ? 'now' : k < frame.done ? 'plain' : 'faded')
  for (const [k, step] of frame.steps.entries()) {
    const id = `${step.from}-${step.to}-${step.how}`
    if (step.from >= shown || step.to >= shown) continue
    // A way that is taken twice is drawn once, in the state of the present or the first time.
    if (seen.has(id) && k !== frame.last) continue
    const at = marks.findIndex(m => m.key === `step-${id}`)
    if (at >= 0) marks.splice(at, marks[at + 1]?.key === `step-word-${id}` ? 2 : 1)
    seen.add(id)
    const state = stateOf(k)
    if (step.how === 'pending') {
      if (g.strip) continue
      const x = g.nodeX,
        top = y(step.from) + 7,
        bottom = y(step.from) + g.cell - 7
      marks.push(
        {
          kind: 'arrow',
          key: `step-${id}`,
          points: [
            [x + 4, top],
            [x - 18, top],
            [x - 18, bottom],
            [x + 1, bottom],
          ],
          pointer: 'address',
          state,
          tail: false,
          label: 'Pending again',
        },
        {
          kind: 'text',
          key: `step-word-${id}`,
          x: x - 24,
          y: (top + bottom) / 2 + 4,
          text: 'Pending',
          size: 'fine',
          anchor: 'end',
          tone: state === 'now' ? 'accent' : 'ink2',
        },
      )
    } else if (step.how === 'drop') {
      if (g.strip) continue
      const at = y(step.from) + g.cell / 2
      marks.push(
        {
          kind: 'arrow',
          key: `step-${id}`,
          points: [
            [g.nodeX, at],
            [g.nodeX - 34, at],
          ],
          pointer: 'address',
          state,
          tail: false,
          dangling: true,
          label: 'dropped',
        },
        {
          kind: 'text',
          key: `step-word-${id}`,
          x: g.nodeX - 44,
          y: at + 4,
          text: 'drop',
          size: 'fine',
          anchor: 'end',
          tone: state === 'now' ? 'accent' : 'ink2',
        },
      )
    } else if (step.how === 'poll' && step.to === step.from + 1) {
      marks.push({
        kind: 'arrow',
        key: `step-${id}`,
        points: [
          [mid, y(step.from) + g.cell + 1],
          [mid, y(step.to)],
        ],
        pointer: 'address',
        state,
        tail: false,
        label: `poll: ${frame.rows[step.from]!.name} to ${frame.rows[step.to]!.name}`,
      })
      if (!g.strip && g.pitch - g.cell >= 13)
        marks.push({
          kind: 'text',
          key: `step-word-${id}`,
          x: mid + 10,
          y: (y(step.from) + g.cell + y(step.to)) / 2 + 4,
          text: frame.rows[step.to]!.name === 'Returned' ? 'return' : step.from === 0 ? 'poll' : 'resume',
          size: 'fine',
          tone: state === 'now' ? 'accent' : state === 'faded' ? 'ink3' : 'ink2',
          weight: state === 'now' ? 'medium' : 'normal',
        })
    } else if (!g.strip) {
      const right = g.nodeX + g.nodeW,
        out = right + 12 + (k % 2) * 10
      marks.push({
        kind: 'arrow',
        key: `step-${id}`,
        points: [
          [right, y(step.from) + g.cell - 6],
          [out, y(step.from) + g.cell - 6],
          [out, y(step.to) + 8],
          [right, y(step.to) + 8],
        ],
        pointer: step.how === 'unwind' ? 'raw' : 'address',
        state,
        tail: false,
        label: `${step.how}: ${frame.rows[step.from]!.name} to ${frame.rows[step.to]!.name}`,
      })
      if (step.how === 'unwind')
        marks.push({
          kind: 'text',
          key: `step-word-${id}`,
          x: out + 6,
          y: (y(step.from) + y(step.to)) / 2 + g.cell / 2 + 4,
          text: 'unwind',
          size: 'fine',
          tone: state === 'now' ? 'accent' : 'ink2',
        })
    }
  }
  // Any poll may unwind: shown faintly where this run never did.
  const panicked = frame.rows.findIndex(r => r.name === 'Panicked'),
    last = frame.rows.findLastIndex(r => r.line > 0)
  if (!g.strip && panicked > 0 && last >= 0 && panicked < shown && !frame.steps.some(s => s.how === 'unwind')) {
    const right = g.nodeX + g.nodeW,
      out = right + 14
    marks.push(
      {
        kind: 'path',
        key: 'unwind',
        d: `M${right} ${n(y(last) + g.cell - 7)}H${out - 6}q6 0 6 6V${n(y(panicked) + g.cell / 2 - 6)}q0 6 -6 6H${right + 2}`,
        line: 'niche',
        state: 'faded',
        label: 'unwinding',
      },
      {
        kind: 'text',
        key: 'unwind-word',
        x: out + 5,
        y: (y(last) + y(panicked)) / 2 + g.cell / 2 + 4,
        text: 'unwind',
        size: 'fine',
        tone: 'ink3',
      },
    )
  }
  return marks
}
