// A single-threaded executor as lanes: created, ready queue, polling, waiting, done; wakers counted, timers on a clock.
// Everything comes from the event log of a real run; this file replays it into complete states. Vocabulary: events.ts.
import {
  eventsOf,
  FigureDataError,
  provenanceOf,
  type FigureModel,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { programOf } from '../program.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { executorEvents, type ExecutorEvent } from './events.ts'
import { layout } from './layout.ts'

export type Lane = 'created' | 'ready' | 'polling' | 'waiting' | 'done'
export interface TaskState {
  name: string
  line: number
  lane: Lane
  /** woken while it is being polled: goes to the queue, not to waiting */ notified: boolean
  polls: number
  wakers: number
  fate: 'ready' | 'stalled' | 'aborted' | null
}
export interface Call {
  fut: string
  depth: number
  result: 'in' | 'Pending' | 'Ready' | 'dropped'
}
export interface Timer {
  due: number
  task: string
  fired: boolean
}
export interface Block {
  task: string
  from: number
  to: number
}
export interface ExecutorFrame {
  clock: number
  /** Last moment of the whole run: the time axis has one scale in all frames. */
  end: number
  tasks: TaskState[]
  /** Names, first to be polled first. */
  queue: string[]
  /** The futures entered by the present poll, outermost first. */
  chain: Call[]
  timers: Timer[]
  blocks: Block[]
  /** Calls through the waker's vtable up to now. */
  vtable: { clone: number; wake: number; wake_by_ref: number; drop: number }
  budget: { left: number; of: number } | null
  /** What happened since the frame before, in order. */
  events: ExecutorEvent[]
  program: { number: number; text: string }[]
  /** Index of the program line that this frame is about, -1 for none. */
  line: number
}

export interface ExecutorOptions {
  /** The snippet's text: its `// #region program` stands under the plot. */
  source?: string
  /** `moves`: a frame whenever a task moves or is woken. `events`: a frame for every event. */
  detail?: 'moves' | 'events'
  /** First and last frame of the film, from 1: a slide may show a part of a run. */
  from?: number
  to?: number
  edition?: number
}

const MOST_TASKS = 4,
  LONGEST = 7,
  MOST_LINES = 5

/** Replays the log. @throws FigureDataError for an unknown event, a task that was never created, or more than fits. */
export function fromRecording(recording: Recording, options: ExecutorOptions = {}): Trace<ExecutorFrame> {
  const events = executorEvents(eventsOf(recording, options.edition), recording.snippet)
  const region = programOf(options.source, MOST_LINES)
  const program = region?.lines ?? []
  const end = Math.max(0, ...events.flatMap(e => (e.ev === 'timer' ? [e.at, e.due] : [e.at])))
  const of = Math.max(0, ...events.flatMap(e => (e.ev === 'budget' ? [e.left] : [])))
  let now: ExecutorFrame = {
    clock: 0,
    end,
    tasks: [],
    queue: [],
    chain: [],
    timers: [],
    blocks: [],
    vtable: { clone: 0, wake: 0, wake_by_ref: 0, drop: 0 },
    budget: of ? { left: of, of } : null,
    events: [],
    program: [...program],
    line: -1,
  }
  const frames = group(events, options.detail ?? 'moves').map(part => {
    now = part.reduce((state, event) => apply(state, event, recording.snippet), { ...now, events: part })
    const told = part.find(e => e.ev === 'spawn') ?? part.find(e => 'task' in e && e.ev !== 'enter')
    const line = !told
      ? 0
      : told.ev === 'spawn' || told.ev === 'create'
        ? told.line
        : (now.tasks.find(t => 'task' in told && t.name === told.task)?.line ?? 0)
    return (now = { ...now, line: program.findIndex(l => l.number === line) })
  })
  if (now.tasks.length > MOST_TASKS)
    throw new FigureDataError(
      `${recording.snippet} runs ${now.tasks.length} tasks, and the lanes hold ${MOST_TASKS}: show fewer`,
    )
  const part = frames.slice((options.from ?? 1) - 1, options.to ?? frames.length)
  if (!part.length)
    throw new FigureDataError(
      `${recording.snippet} gives ${frames.length} frames: from ${options.from} to ${options.to} leaves none`,
    )
  return {
    schema: 'executor@1',
    title: `${now.tasks.length === 1 ? 'One task' : `${now.tasks.length} tasks`} on one executor`,
    provenance: provenanceOf(recording, options.edition),
    frames: part,
  }
}

/** Cuts the log into frames. */
function group(events: readonly ExecutorEvent[], detail: 'moves' | 'events'): ExecutorEvent[][] {
  if (detail === 'events') return events.map(e => [e])
  const parts: ExecutorEvent[][] = []
  const first = events.findIndex(e => e.ev !== 'create' && e.ev !== 'spawn')
  const setup = events.slice(0, first < 0 ? events.length : first)
  const spawned = setup.findIndex(e => e.ev === 'spawn')
  // All built first and spawned afterwards: two frames, because between the two nothing runs.
  if (spawned > 0 && setup.slice(spawned).every(e => e.ev === 'spawn') && setup.slice(0, spawned).length > 1)
    parts.push(setup.slice(0, spawned), setup.slice(spawned))
  else if (setup.length) parts.push(setup)
  for (const event of events.slice(setup.length)) {
    const last = parts.at(-1)
    const opens =
      ['create', 'poll', 'pending', 'ready', 'fire', 'cancel', 'stalled', 'abort'].includes(event.ev) ||
      (event.ev === 'wake' && last?.at(-1)?.ev !== 'fire')
    const joins =
      (event.ev === 'stalled' && last?.[0]?.ev === 'stalled') || (event.ev === 'spawn' && last?.[0]?.ev === 'create')
    if (!last || (opens && !joins)) {
      // `Pending` comes up through the nested futures: their returns belong to the frame that shows the result.
      const up: ExecutorEvent[] = []
      if (last && (event.ev === 'pending' || event.ev === 'ready'))
        while (last.length > 1 && last.at(-1)!.ev === 'leave') up.unshift(last.pop()!)
      parts.push([...up, event])
    } else last.push(event)
  }
  return parts
}

function apply(state: ExecutorFrame, event: ExecutorEvent, snippet: string): ExecutorFrame {
  const next: ExecutorFrame = { ...state, clock: Math.max(state.clock, event.at) }
  if (event.ev === 'fire') {
    const index = state.timers.findIndex(t => !t.fired && t.due === event.due)
    return { ...next, timers: state.timers.map((t, i) => (i === index ? { ...t, fired: true } : t)), chain: [] }
  }
  if (event.ev === 'create') {
    if (event.task.length > LONGEST)
      throw new FigureDataError(
        `${snippet}: the task name \`${event.task}\` has more than ${LONGEST} letters and does not fit its token`,
      )
    return {
      ...next,
      tasks: [
        ...state.tasks,
        { name: event.task, line: event.line, lane: 'created', notified: false, polls: 0, wakers: 0, fate: null },
      ],
    }
  }
  const task = state.tasks.find(t => t.name === event.task)
  if (!task)
    throw new FigureDataError(
      `${snippet}: \`${event.ev}\` names the task \`${event.task}\`, which no \`create\` event introduced`,
    )
  const set = (change: Partial<TaskState>): TaskState[] => state.tasks.map(t => (t === task ? { ...t, ...change } : t))
  const vtable = (name: keyof ExecutorFrame['vtable']) => ({ ...state.vtable, [name]: state.vtable[name] + 1 })
  switch (event.ev) {
    case 'spawn':
      return { ...next, tasks: set({ lane: 'ready' }), queue: [...state.queue, task.name] }
    case 'poll':
      return {
        ...next,
        tasks: set({ lane: 'polling', polls: task.polls + 1 }),
        queue: state.queue.filter(n => n !== task.name),
        chain: [],
      }
    case 'enter':
      return {
        ...next,
        chain: [
          ...state.chain,
          { fut: event.fut, depth: state.chain.filter(c => c.result === 'in').length, result: 'in' },
        ],
      }
    case 'leave': {
      const index = state.chain.findLastIndex(c => c.fut === event.fut && c.result === 'in')
      return {
        ...next,
        chain: state.chain.map((c, i) => (i === index ? { ...c, result: event.ready ? 'Ready' : 'Pending' } : c)),
      }
    }
    case 'cancel':
      return { ...next, chain: state.chain.map(c => (c.fut === event.fut ? { ...c, result: 'dropped' } : c)) }
    case 'timer':
      return { ...next, timers: [...state.timers, { due: event.due, task: task.name, fired: false }] }
    case 'clone':
      return { ...next, tasks: set({ wakers: event.wakers }), vtable: vtable('clone') }
    case 'drop':
      return { ...next, tasks: set({ wakers: event.wakers }), vtable: vtable('drop') }
    case 'wake': {
      const queued = event.effect === 'queued'
      const polling = task.lane === 'polling'
      return {
        ...next,
        vtable: vtable(event.how),
        tasks: set({ wakers: event.wakers, ...(queued ? (polling ? { notified: true } : { lane: 'ready' }) : {}) }),
        queue: queued ? [...state.queue, task.name] : state.queue,
      }
    }
    case 'block':
      return { ...next, blocks: [...state.blocks, { task: task.name, from: event.at - event.ms, to: event.at }] }
    case 'budget':
      return { ...next, budget: { left: Math.max(0, event.left - 1), of: state.budget?.of ?? event.left } }
    case 'pending':
      return { ...next, tasks: set({ lane: task.notified ? 'ready' : 'waiting', notified: false }) }
    case 'ready':
      return { ...next, tasks: set({ lane: 'done', notified: false, fate: 'ready' }) }
    case 'stalled':
      return { ...next, tasks: set({ fate: 'stalled' }), chain: [] }
    case 'abort':
      return {
        ...next,
        tasks: set({ lane: 'done', fate: 'aborted' }),
        queue: state.queue.filter(n => n !== task.name),
        chain: [],
      }
    case 'say':
      return next
  }
}

const list = (names: readonly string[]): string =>
  names.length < 2
    ? names.map(n => `\`${n}\``).join('')
    : `${names
        .slice(0, -1)
        .map(n => `\`${n}\``)
        .join(', ')} and \`${names.at(-1)}\``
const wakers = (n: number): string => (n === 0 ? 'no waker' : n === 1 ? 'one waker' : `${n} wakers`)
const ordinal = (n: number): string => ['', 'first', 'second', 'third', 'fourth', 'fifth'][n] ?? `${n}th`

/** One or two sentences on what happened since the frame before. */
export function describe(_previous: ExecutorFrame | null, frame: ExecutorFrame): string {
  const of = <E extends ExecutorEvent['ev']>(ev: E) =>
    frame.events.filter((e): e is ExecutorEvent & { ev: E } => e.ev === ev)
  const task = (name: string) => frame.tasks.find(t => t.name === name)!
  const head = frame.events.find(e => e.ev !== 'leave') ?? frame.events[0]!
  const said = of('say').length
    ? ` It reports ${of('say')
        .map(e => `\`${e.text}\``)
        .join(', then ')}.`
    : ''
  const wake = (e: ExecutorEvent & { ev: 'wake' }, self: boolean): string => {
    const call = `\`${e.how}\` on ${self ? 'its own waker' : `the waker of \`${e.task}\``}`
    if (e.effect === 'queued')
      return `${call} puts \`${e.task}\` at the end of the queue${self ? ' while it is still being polled' : ''}${e.how === 'wake' ? `: ${wakers(e.wakers)} left` : ''}.`
    return e.effect === 'already'
      ? `${call} changes nothing: \`${e.task}\` stands in the queue already.`
      : `${call} changes nothing: \`${e.task}\` is done, and nobody else hears of it.`
  }
  switch (head.ev) {
    case 'create': {
      const names = of('create').map(e => e.task),
        spawned = of('spawn').map(e => e.task)
      return spawned.length
        ? `${list(spawned)} ${spawned.length === 1 ? 'is' : 'are'} built and spawned: in the ready queue, not yet polled.`
        : `${list(names)} ${names.length === 1 ? 'is a value' : 'are values'}: nothing of ${names.length === 1 ? 'it' : 'them'} has run, and no queue knows ${names.length === 1 ? 'it' : 'them'}.`
    }
    case 'spawn':
      return `\`spawn\` gives ${list(of('spawn').map(e => e.task))} to the executor: the ready queue is ${list(frame.queue)}.`
    case 'poll': {
      const entered = of('enter').map(e => e.fut),
        timers = of('timer'),
        clones = of('clone'),
        block = of('block')[0],
        budget = of('budget')
      const down = !entered.length
        ? ''
        : frame.chain.every((c, i) => c.depth === i)
          ? `, down through ${list(entered)}`
          : `: it polls ${entered.map(n => `\`${n}\``).join(', then ')}`
      const kept = clones.length
        ? ` ${timers.length ? `${timers.length === 1 ? 'The leaf sets a timer' : 'The leaves set timers'} for ${timers.map(t => `${t.due} ms`).join(' and ')} and ${timers.length === 1 ? 'keeps a clone' : 'keep one clone each'}` : 'It keeps a clone'} of the waker.`
        : ''
      const blocked = block
        ? ` It keeps the thread for ${block.ms} ms: the clock says ${frame.clock} ms, and nobody else ran.`
        : ''
      const spent = budget.length
        ? ` It takes ${budget.filter(b => b.left > 0).length} messages from its budget of ${frame.budget!.of}${budget.at(-1)!.left === 0 ? ', and then nothing is left' : ''}.`
        : ''
      return `\`${head.task}\` leaves the queue for its ${ordinal(task(head.task).polls)} poll${down}.${kept}${blocked}${spent}${said}`
    }
    case 'pending': {
      const t = task(head.task),
        up = of('leave').length ? ' comes up through every level' : ''
      if (t.lane === 'ready')
        return `\`Pending\`${up}: \`${t.name}\` was woken during its poll, so it is in the queue again, behind the others.`
      return t.wakers
        ? `\`Pending\`${up}: \`${t.name}\` waits outside the queue, and ${wakers(t.wakers)} can bring it back.${said}`
        : `\`Pending\`${up}: \`${t.name}\` waits, and no waker of it exists.${said}`
    }
    case 'ready':
      return `\`Ready\`${of('leave').length ? ' comes up through every level' : ''}: \`${head.task}\` is done after ${task(head.task).polls === 1 ? 'one poll' : `${task(head.task).polls} polls`}.${said}`
    case 'fire': {
      const woken = of('wake')[0]
      const late =
        head.at > head.due
          ? `The timer of ${head.due} ms is seen at ${head.at} ms, ${head.at - head.due} ms late`
          : `Nobody is ready, so the clock runs to ${head.at} ms`
      return `${late}. ${woken ? wake(woken, false) : 'No waker was stored with it.'}`
    }
    case 'wake':
      return wake(head, task(head.task).lane === 'polling') + said
    case 'cancel':
      return `\`${head.fut}\` is dropped where it waited: that is cancellation.${said}`
    case 'stalled':
      return `The queue is empty and no timer runs: ${list(of('stalled').map(e => e.task))} will never be polled again.`
    case 'abort':
      return `The executor drops \`${head.task}\` before it was ready.${said}`
    case 'enter':
      return `The poll of \`${head.task}\` calls the poll of \`${head.fut}\`.`
    case 'leave':
      return `\`${head.fut}\` returns \`${head.ready ? 'Ready' : 'Pending'}\`.`
    case 'timer':
      return `A timer of \`${head.task}\` is set for ${head.due} ms.`
    case 'clone':
      return `The waker of \`${head.task}\` is cloned: ${wakers(head.wakers)}.`
    case 'drop':
      return `A waker of \`${head.task}\` is dropped: ${wakers(head.wakers)} left.`
    case 'block':
      return `The poll of \`${head.task}\` keeps the thread for ${head.ms} ms.`
    case 'budget':
      return `\`${head.task}\` had ${head.left} of ${frame.budget!.of} units left, and ${head.left ? 'spends one' : 'must stop'}.`
    case 'say':
      return `\`${head.task}\` reports \`${head.text}\`.`
  }
}

function outline(frame: ExecutorFrame): TextTree {
  const names = {
    created: 'Created',
    ready: 'Ready queue',
    polling: 'Polling',
    waiting: 'Waiting',
    done: 'Done',
  } as const
  const of = (lane: Lane) =>
    lane === 'ready'
      ? frame.queue.map(n => frame.tasks.find(t => t.name === n)!)
      : frame.tasks.filter(t => t.lane === lane)
  return {
    text: `Clock ${frame.clock} ms; ${frame.tasks.length} tasks`,
    children: [
      ...(Object.keys(names) as Lane[]).map(lane => ({
        text: `${names[lane]}: ${of(lane).length || 'nobody'}`,
        children: of(lane).map(t => ({
          text: `${t.name}, ${t.polls} polls, ${wakers(t.wakers)}${t.fate === 'stalled' ? ', never woken' : ''}`,
        })),
      })),
      ...(frame.chain.length
        ? [
            {
              text: 'Nested polls',
              children: frame.chain.map(c => ({ text: `${c.fut}: ${c.result === 'in' ? 'running' : c.result}` })),
            },
          ]
        : []),
      ...(frame.timers.length
        ? [
            {
              text: 'Timers',
              children: frame.timers.map(t => ({ text: `${t.due} ms for ${t.task}${t.fired ? ', fired' : ''}` })),
            },
          ]
        : []),
      {
        text: `Waker vtable: clone ${frame.vtable.clone}, wake ${frame.vtable.wake}, wake_by_ref ${frame.vtable.wake_by_ref}, drop ${frame.vtable.drop}`,
      },
    ],
  }
}

export const model: FigureModel<ExecutorFrame> = {
  layout,
  describe,
  outline,
  keyFrames: trace => (trace.frames.length <= 6 ? trace.frames.map((_, i) => i) : keep(trace.frames)),
}

/** At most nine frames for print: those in which a task is polled first, woken, or comes to its end. */
function keep(frames: readonly ExecutorFrame[]): number[] {
  const wanted = frames.flatMap((f, i) =>
    i === 0 ||
    i === frames.length - 1 ||
    f.events.some(e => e.ev !== 'leave' && ['poll', 'wake', 'fire', 'cancel', 'stalled', 'abort'].includes(e.ev))
      ? [i]
      : [],
  )
  return wanted.length <= 9 ? wanted : wanted.filter((_, i) => i < 5 || i >= wanted.length - 4)
}

/** What the gallery shows. */
export const examples = [
  { example: 'poll-down', title: 'Poll down, wake up' },
  { example: 'blocking', title: 'A poll that blocks' },
  { example: 'lost-wakeup', title: 'A lost wakeup' },
  { example: 'select', title: 'Select drops the loser' },
  { example: 'budget', title: 'A cooperative budget' },
]
