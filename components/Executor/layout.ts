// Where the tokens stand: five lanes, the waker's vtable, the clock. Geometry from the frame alone.
import { isStrip, textWidth, type Mark, type MarkState, type Size } from '../figure/contract.ts'
import { programHeight, programMarks } from '../figure/program.ts'
import type { ExecutorFrame, Lane, TaskState } from './model.ts'

const LANES: { lane: Lane; name: string; short: string; width: number }[] = [
  { lane: 'created', name: 'created', short: 'new', width: 128 },
  { lane: 'ready', name: 'ready queue', short: 'ready', width: 156 },
  { lane: 'polling', name: 'polling', short: 'poll', width: 250 },
  { lane: 'waiting', name: 'waiting', short: 'wait', width: 158 },
  { lane: 'done', name: 'done', short: 'done', width: 136 },
]
const GAP = 12,
  TOKEN = 68,
  PITCH = 30

const inLane = (frame: ExecutorFrame, lane: Lane): TaskState[] =>
  lane === 'ready'
    ? frame.queue.map(n => frame.tasks.find(t => t.name === n)!).filter(t => t.lane === 'ready')
    : frame.tasks.filter(t => t.lane === lane)
const fit = (text: string, width: number): string =>
  textWidth(text, 12) <= width ? text : `${text.slice(0, Math.max(1, Math.floor(width / 7.2) - 1))}\u2026`
const woke = (frame: ExecutorFrame) => frame.events.filter(e => e.ev === 'wake')
/** What this frame is about: at most one token is marked. */
const subject = (frame: ExecutorFrame): string => {
  const wake = woke(frame)[0]
  if (wake) return wake.task
  const head = frame.events.find(e => 'task' in e && e.ev !== 'leave')
  return head && head.ev !== 'create' && head.ev !== 'spawn' && 'task' in head ? head.task : ''
}

export function layout(frame: ExecutorFrame, box: Size): readonly Mark[] {
  return isStrip(box)
    ? compact(frame, box)
    : wide(frame, box, box.height - (frame.program.length ? programHeight(frame.program.length) : 0))
}

function wide(frame: ExecutorFrame, box: Size, bottom: number): Mark[] {
  const marks: Mark[] = []
  const top = 20,
    lanesBottom = Math.min(top + 12 + PITCH * 4, bottom - 112)
  const about = subject(frame)
  const scale = (box.width - GAP * 4) / LANES.reduce((sum, l) => sum + l.width, 0)
  const places = new Map<string, { x: number; y: number }>()
  let x = 0
  const laneX = new Map<Lane, { x: number; width: number }>()
  for (const { lane, name, width: base } of LANES) {
    const width = base * scale
    laneX.set(lane, { x, width })
    const here = inLane(frame, lane)
    marks.push(
      { kind: 'text', key: `lane-${lane}`, x, y: 13, text: name, weight: 'bold', tone: here.length ? 'ink' : 'ink3' },
      {
        kind: 'rect',
        key: `region-${lane}`,
        x,
        y: top,
        width,
        height: lanesBottom - top,
        texture: 'region',
        label: `${name}: ${here.map(t => t.name).join(', ') || 'nobody'}`,
      },
    )
    const indent = lane === 'ready' ? 22 : 8
    here.forEach((task, i) => {
      const y = top + 9 + i * PITCH
      places.set(task.name, { x: x + indent, y })
      if (lane === 'ready')
        marks.push({
          kind: 'text',
          key: `place-${i}`,
          x: x + 8,
          y: y + 16,
          text: String(i + 1),
          size: 'fine',
          tone: 'ink3',
        })
      const state: MarkState = task.name === about ? 'now' : 'plain'
      marks.push(
        {
          kind: 'rect',
          key: `task-${task.name}`,
          x: x + indent,
          y,
          width: TOKEN,
          height: 24,
          texture: task.fate === 'aborted' ? 'dropped' : 'live',
          state,
          label: `task ${task.name}`,
        },
        {
          kind: 'text',
          key: `name-${task.name}`,
          x: x + indent + TOKEN / 2,
          y: y + 16.5,
          text: task.name,
          anchor: 'middle',
          weight: 'medium',
          tone: 'ink',
          struck: task.fate === 'aborted',
        },
      )
      const word =
        task.fate === 'stalled'
          ? 'never'
          : task.wakers
            ? `${task.wakers} waker${task.wakers > 1 ? 's' : ''}`
            : lane === 'waiting'
              ? 'no waker'
              : ''
      if (word && lane !== 'polling')
        marks.push({
          kind: 'text',
          key: `wakers-${task.name}`,
          x: x + indent + TOKEN + 6,
          y: y + 16,
          text: word,
          size: 'fine',
          tone: task.wakers || lane !== 'waiting' ? 'ink2' : 'ink',
        })
    })
    if (lane === 'polling') marks.push(...chain(frame, x + 8 + TOKEN + 14, x + width, top, lanesBottom))
    x += width + GAP
  }
  // Woken during its own poll: its place in the queue waits for it.
  for (const task of frame.tasks.filter(t => t.notified)) {
    const i = frame.queue.indexOf(task.name),
      { x: lx } = laneX.get('ready')!,
      y = top + 9 + i * PITCH
    places.set(`${task.name}'`, { x: lx + 22, y })
    marks.push(
      { kind: 'text', key: `place-${i}`, x: lx + 8, y: y + 16, text: String(i + 1), size: 'fine', tone: 'ink3' },
      {
        kind: 'rect',
        key: `ghost-${task.name}`,
        x: lx + 22,
        y,
        width: TOKEN,
        height: 24,
        texture: 'live',
        state: 'later',
      },
      {
        kind: 'text',
        key: `ghost-name-${task.name}`,
        x: lx + 22 + TOKEN / 2,
        y: y + 16.5,
        text: task.name,
        anchor: 'middle',
        tone: 'ink3',
      },
    )
  }
  const axis = { x: box.width * 0.44, right: box.width - 4, y: bottom - 34 }
  marks.push(...vtable(frame, bottom), ...(frame.end > 0 ? clock(frame, axis) : budget(frame, axis)))
  marks.push(...wakeArrow(frame, places, laneX, lanesBottom, axis))
  if (frame.program.length)
    marks.push(
      ...programMarks(
        frame.program.map(l => ({
          text: l.text.trimStart(),
          indent: Math.floor((l.text.length - l.text.trimStart().length) / 4),
        })),
        frame.line,
        box,
      ),
    )
  return marks
}

/** The nested polls: each level stands below and to the right of its caller, with what it returned. */
function chain(frame: ExecutorFrame, left: number, right: number, top: number, bottom: number): Mark[] {
  if (!frame.tasks.some(t => t.lane === 'polling') && !frame.events.some(e => e.ev === 'leave')) return []
  const pitch = Math.min(26, (bottom - top - 10) / Math.max(1, frame.chain.length))
  return frame.chain.flatMap((call, i): Mark[] => {
    const x = left + call.depth * 10,
      y = top + 9 + i * pitch
    const entered = frame.events.some(e => e.ev === 'enter' && e.fut === call.fut)
    const word = call.result === 'in' ? '' : call.result,
      name = fit(call.fut, right - 6 - (word ? textWidth(word, 12) + 6 : 0) - x - 10)
    return [
      ...(call.depth > 0
        ? [
            {
              kind: 'path',
              key: `call-line-${i}`,
              d: `M${x - 5} ${y - pitch + 21}V${y + 10.5}H${x}`,
              line: 'rule',
            } satisfies Mark,
          ]
        : []),
      {
        kind: 'rect',
        key: `call-${i}`,
        x,
        y,
        width: textWidth(name, 12) + 10,
        height: 21,
        texture: call.result === 'dropped' ? 'dropped' : 'live',
        state: entered && i === frame.chain.length - 1 ? 'now' : 'plain',
        label: `poll of ${call.fut}`,
      },
      {
        kind: 'text',
        key: `call-name-${i}`,
        x: x + 5,
        y: y + 14.5,
        text: name,
        size: 'fine',
        struck: call.result === 'dropped',
        tone: 'ink',
      },
      ...(word
        ? [
            {
              kind: 'text',
              key: `call-result-${i}`,
              x: right - 6,
              y: y + 14.5,
              text: word,
              size: 'fine',
              anchor: 'end',
              tone: 'ink2',
            } satisfies Mark,
          ]
        : []),
    ]
  })
}

/** Counts of the four functions behind every waker. */
function vtable(frame: ExecutorFrame, bottom: number): Mark[] {
  const top = bottom - 76
  const used = new Set(
    frame.events.flatMap(e => (e.ev === 'wake' ? [e.how] : e.ev === 'clone' || e.ev === 'drop' ? [e.ev] : [])),
  )
  const cells = (['clone', 'wake', 'wake_by_ref', 'drop'] as const).flatMap((name, i): Mark[] => {
    const x = (i % 2) * 160,
      y = top + 14 + Math.floor(i / 2) * 24
    return [
      {
        kind: 'rect',
        key: `vt-${name}`,
        x,
        y,
        width: 160,
        height: 24,
        texture: 'live',
        state: frame.vtable[name] ? 'plain' : 'faded',
        label: `${name} called ${frame.vtable[name]} times`,
      },
      ...(used.has(name)
        ? [
            {
              kind: 'rect',
              key: `vt-now-${name}`,
              x,
              y,
              width: 160,
              height: 24,
              texture: 'none',
              state: 'now',
            } satisfies Mark,
          ]
        : []),
      {
        kind: 'text',
        key: `vt-name-${name}`,
        x: x + 8,
        y: y + 16.5,
        text: name,
        tone: frame.vtable[name] ? 'ink' : 'ink3',
      },
      {
        kind: 'text',
        key: `vt-count-${name}`,
        x: x + 152,
        y: y + 16.5,
        text: String(frame.vtable[name]),
        anchor: 'end',
        weight: 'bold',
        tone: frame.vtable[name] ? 'ink' : 'ink3',
      },
    ]
  })
  return [
    { kind: 'text', key: 'vt', x: 0, y: top + 6, text: 'calls through the waker\u2019s vtable', face: 'serif' },
    ...cells,
  ]
}

const nice = (end: number): number => [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find(s => end / s <= 6) ?? end
const at = (frame: ExecutorFrame, axis: { x: number; right: number }, t: number): number =>
  axis.x + ((axis.right - axis.x - 20) * t) / frame.end

/** The clock: one scale for the whole run, timers standing on it, blocking polls as bars over it. */
function clock(frame: ExecutorFrame, axis: { x: number; right: number; y: number }): Mark[] {
  const step = nice(frame.end),
    marks: Mark[] = []
  const X = (t: number) => at(frame, axis, t)
  const ticks: number[] = []
  for (let t = 0; t <= frame.end; t += step) ticks.push(t)
  marks.push({
    kind: 'path',
    key: 'axis',
    d: `M${X(0)} ${axis.y}H${X(frame.end)}${ticks.map(t => `M${X(t)} ${axis.y}v5`).join('')}`,
    line: 'frame',
  })
  ticks.forEach((t, i) =>
    marks.push({
      kind: 'text',
      key: `tick-${t}`,
      x: X(t),
      y: axis.y + 18,
      text: i === ticks.length - 1 ? `${t} ms` : String(t),
      size: 'fine',
      anchor: i === ticks.length - 1 && X(t) > axis.right - 40 ? 'end' : 'middle',
      tone: 'ink2',
    }),
  )
  marks.push({
    kind: 'path',
    key: 'clock',
    d: `M${X(frame.clock)} ${axis.y - 1}l-5 -8h10z`,
    line: 'hair',
    fill: 'accent',
  })
  for (const [i, block] of frame.blocks.entries()) {
    const fits = X(block.to) - X(block.from) > 120
    const current = frame.events.some(e => e.ev === 'block' && e.task === block.task && e.at === block.to)
    marks.push({
      kind: 'bar',
      key: `block-${i}`,
      x1: X(block.from),
      y1: axis.y - 12,
      x2: X(block.to),
      y2: axis.y - 12,
      tone: 'ink',
      state: current ? 'now' : 'plain',
      label: `${block.task} keeps the thread from ${block.from} to ${block.to} ms`,
    })
    if (fits)
      marks.push({
        kind: 'text',
        key: `block-word-${i}`,
        x: (X(block.from) + X(block.to)) / 2,
        y: axis.y - 24,
        text: `${block.task} blocks`,
        size: 'fine',
        anchor: 'middle',
        tone: 'ink2',
        halo: 'paper',
      })
  }
  let free = -Infinity
  for (const [i, timer] of [...frame.timers].sort((a, b) => a.due - b.due).entries()) {
    const width = textWidth(timer.task, 12) + 12,
      x = Math.min(Math.max(X(timer.due) - width / 2, free + 4), axis.right - width)
    free = x + width
    const lit =
      frame.events.some(e => e.ev === 'timer' && e.due === timer.due && e.task === timer.task) ||
      frame.events.some(e => e.ev === 'fire' && e.due === timer.due)
    marks.push(
      {
        kind: 'path',
        key: `timer-line-${i}`,
        d: `M${X(timer.due)} ${axis.y - 36}V${axis.y}`,
        line: 'dashed',
        state: timer.fired ? 'faded' : 'plain',
      },
      {
        kind: 'rect',
        key: `timer-${i}`,
        x,
        y: axis.y - 56,
        width,
        height: 20,
        texture: 'live',
        state: lit ? 'now' : timer.fired ? 'faded' : 'plain',
        label: `timer at ${timer.due} ms for ${timer.task}`,
      },
      {
        kind: 'text',
        key: `timer-name-${i}`,
        x: x + width / 2,
        y: axis.y - 42,
        text: timer.task,
        size: 'fine',
        anchor: 'middle',
        tone: timer.fired && !lit ? 'ink3' : 'ink',
      },
    )
  }
  marks.push({
    kind: 'text',
    key: 'axis-name',
    x: axis.x - 10,
    y: axis.y + 4,
    text: 'clock',
    face: 'serif',
    anchor: 'end',
  })
  if (frame.timers.length)
    marks.push({
      kind: 'text',
      key: 'timers-name',
      x: axis.x - 10,
      y: axis.y - 41,
      text: 'timers',
      face: 'serif',
      anchor: 'end',
    })
  return marks
}

/** The cooperative budget as units that are spent. */
function budget(frame: ExecutorFrame, axis: { x: number; y: number }): Mark[] {
  if (!frame.budget) return []
  const { left, of } = frame.budget,
    unit = Math.min(34, 320 / of - 3)
  return [
    { kind: 'text', key: 'budget-name', x: axis.x - 10, y: axis.y - 4, text: 'budget', face: 'serif', anchor: 'end' },
    ...Array.from({ length: of }, (_, i): Mark => ({
      kind: 'rect',
      key: `unit-${i}`,
      x: axis.x + i * (unit + 3),
      y: axis.y - 20,
      width: unit,
      height: 24,
      texture: i < left ? 'tag' : 'live',
      state: i < left ? 'plain' : 'later',
      label: i < left ? 'unit left' : 'unit spent',
    })),
    {
      kind: 'text',
      key: 'budget-word',
      x: axis.x + of * (unit + 3) + 12,
      y: axis.y - 4,
      text: `${left} of ${of} left`,
      tone: 'ink',
    },
  ]
}

/** From whoever woke to the place in the queue; crossed out where the wake reached nobody. */
function wakeArrow(
  frame: ExecutorFrame,
  places: Map<string, { x: number; y: number }>,
  lanes: Map<Lane, { x: number; width: number }>,
  bottom: number,
  axis: { x: number; right: number; y: number },
): Mark[] {
  const wake = woke(frame)[0]
  if (!wake) return []
  const fired = frame.events.find(e => e.ev === 'fire'),
    poller = frame.tasks.find(t => t.lane === 'polling')
  const target = places.get(`${wake.task}'`) ?? places.get(wake.task)
  if (!target || (!fired && !poller)) return []
  const fromX = fired ? at(frame, axis, fired.due) : lanes.get('polling')!.x + 24
  const fromY = fired ? axis.y - 56 : places.get(poller!.name)!.y + 24
  const run = bottom + 12,
    toX = target.x + 16
  const lost = wake.effect !== 'queued'
  const end = lost ? bottom + 1 : target.y + 24
  const points: [number, number][] = [
    [fromX, fromY],
    [fromX, run],
    [toX, run],
    [toX, end],
  ]
  return [
    {
      kind: 'arrow',
      key: 'wake',
      points,
      pointer: 'address',
      state: 'now',
      tail: !fired,
      label: lost ? `wake of ${wake.task}: nobody to poll` : `wake: ${wake.task} goes into the queue`,
      dangling: lost,
    },
    {
      kind: 'text',
      key: 'wake-word',
      x: lost ? toX - 12 : toX + 12,
      y: run + 15,
      anchor: lost ? 'end' : 'start',
      text: wake.how,
      size: 'fine',
      tone: 'accent',
      weight: 'bold',
    },
  ]
}

/** Narrow box: the same lanes and tokens, counts in words. */
function compact(frame: ExecutorFrame, box: Size): Mark[] {
  const gap = 4,
    width = (box.width - gap * 4) / 5,
    top = 18,
    bottom = Math.min(box.height - 34, top + 6 + 4 * 28),
    about = subject(frame)
  const pitch = Math.min(28, (bottom - top - 6) / 4),
    token = Math.min(24, pitch - 3)
  const marks: Mark[] = []
  LANES.forEach(({ lane, short }, l) => {
    const x = l * (width + gap),
      here = inLane(frame, lane)
    marks.push(
      {
        kind: 'text',
        key: `lane-${lane}`,
        x,
        y: 12,
        text: short,
        size: 'fine',
        weight: 'bold',
        tone: here.length ? 'ink' : 'ink3',
      },
      { kind: 'rect', key: `region-${lane}`, x, y: top, width, height: bottom - top, texture: 'region' },
    )
    here.forEach((task, i) => {
      const y = top + 5 + i * pitch
      marks.push(
        {
          kind: 'rect',
          key: `task-${task.name}`,
          x: x + 2,
          y,
          width: width - 4,
          height: token,
          texture: task.fate === 'aborted' ? 'dropped' : 'live',
          state: task.name === about ? 'now' : 'plain',
          label: `task ${task.name}`,
        },
        {
          kind: 'text',
          key: `name-${task.name}`,
          x: x + width / 2,
          y: y + token / 2 + 4,
          text: task.name,
          size: 'fine',
          anchor: 'middle',
          tone: 'ink',
        },
      )
    })
  })
  const { clone, wake, wake_by_ref, drop } = frame.vtable
  const depth =
    frame.chain.length && (frame.tasks.some(t => t.lane === 'polling') || frame.events.some(e => e.ev === 'leave'))
      ? `in ${frame.chain.at(-1)!.fut}`
      : ''
  const second = [
    frame.end > 0 ? `${frame.clock} ms` : '',
    frame.budget ? `budget ${frame.budget.left}/${frame.budget.of}` : '',
    depth,
  ]
    .filter(Boolean)
    .join(' \u00b7 ')
  marks.push(
    {
      kind: 'text',
      key: 'counts',
      x: 0,
      y: bottom + 15,
      text: `clone ${clone} \u00b7 wake ${wake + wake_by_ref} \u00b7 drop ${drop}`,
      size: 'fine',
      tone: 'ink2',
    },
    ...(second
      ? [{ kind: 'text', key: 'second', x: 0, y: bottom + 30, text: second, size: 'fine', tone: 'ink2' } satisfies Mark]
      : []),
  )
  return marks
}
