// An async fn as the machine that the compiler makes of it: states over one byte ruler, what each keeps, and one way through them.
// Layout and states come from the coroutine recording; the way through from the program's own polls, where it reports them (events.ts).
import {
  emitOf,
  FigureDataError,
  provenanceOf,
  runOf,
  type FigureModel,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { programOf } from '../program.ts'
import type { EmitOf, Recording } from '../../scripts/lib/recording/schema.ts'
import { futureEvents, type FutureEvent } from './events.ts'
import { layout } from './layout.ts'

export interface Field {
  id: string
  label: string
  ty: string
  offset: number
  size: number
  /** an argument lies there until the body has taken it over; its bytes are never used for anything else */ kind:
    | 'argument'
    | 'taken'
    | 'local'
    | 'awaited'
}
export interface StateRow {
  name: string
  tag: number
  /** source line of the `.await`, 0 for none */ line: number
  fields: Field[]
}
/** Bytes that two neighbouring rows have in common. */
export interface Joint {
  upper: number
  from: number
  to: number
  word: 'stays' | 'reused'
  label: string
}
export interface Step {
  from: number
  to: number
  how: 'poll' | 'pending' | 'unwind' | 'drop'
}
export type Said =
  | { kind: 'call' }
  | { kind: 'stop'; polls: number; from: number; recorded: boolean }
  | { kind: 'still'; polls: number }
  | { kind: 'ready'; polls: number; recorded: boolean }
  | { kind: 'move'; by: number; at: number; target: number }
  | { kind: 'drop' }
  | { kind: 'unwind'; message: string }
  | { kind: 'again'; message: string }
export interface MachineFrame {
  fn: string
  size: number
  /** Bytes that the scale is long, where the futures of several programs are compared; its own size when absent. */
  axis?: number
  tag: { offset: number; size: number }
  rows: StateRow[]
  joints: Joint[]
  /** Index of the row that the future is in. */
  state: number
  /** All steps of the trace; `done` of them have happened, and `last` is the present one, -1 for none. */
  steps: Step[]
  done: number
  last: number
  pointer: { at: number; target: number; to: string } | null
  moved: { by: number; at: number; target: number } | null
  /** The future was dropped: nothing of it may be used. */
  dropped: boolean
  program: { number: number; text: string }[]
  line: number
  notes: string[]
  said: Said
  reports: string[]
}

export interface MachineOptions {
  /** The async fn; the only one recorded when absent. */
  fn?: string
  /** The snippet's text: its `// #region program` stands under the plot. */
  source?: string
  /** First and last frame of the film, from 1. */
  from?: number
  to?: number
  edition?: number
}

/** The closing brace of the function not counted. */
const MOST_LINES = 6,
  MOST_STATES = 8
type Coroutine = EmitOf<'coroutine'>

/** `{async fn body of touch()}` is the future of `touch()`; generic arguments are left out. */
export const shortType = (ty: string): string => {
  const body = /^\{async (?:fn body of|block|closure body of) ?(.*?)\}$/.exec(ty)
  return body
    ? (body[1] || 'async block').replace(/^.*::/, '').replace(/<.*>/, '')
    : ty.replace(/<.*$/, '').replace(/^(?:\w+::)+/, '')
}

/** @throws FigureDataError when the recording and the program's own report disagree, or when there is more than fits. */
export function fromRecording(recording: Recording, options: MachineOptions = {}): Trace<MachineFrame> {
  const body = emitOf(recording, 'coroutine', options.fn, options.edition),
    run = runOf(recording, options.edition)
  const region = programOf(options.source, MOST_LINES + 1)?.lines ?? []
  // The closing brace says nothing, and its line is room for the states.
  const program = region.at(-1)?.text === '}' ? region.slice(0, -1) : region
  const rows = rowsOf(body)
  if (rows.length > MOST_STATES)
    throw new FigureDataError(
      `${body.fn} in ${recording.snippet} has ${rows.length} states, and ${MOST_STATES} fit: show an async fn with at most ${MOST_STATES - 3} awaits`,
    )
  const start: MachineFrame = {
    fn: body.fn,
    size: body.size,
    tag: body.tag,
    rows,
    joints: jointsOf(rows),
    state: 0,
    steps: [],
    done: 0,
    last: -1,
    pointer: null,
    moved: null,
    dropped: false,
    program: program.map(l => ({ number: l.number, text: l.text })),
    line: 0,
    notes: [],
    said: { kind: 'call' },
    reports: [],
  }
  const events = run.events?.length ? futureEvents(run.events, recording.snippet) : null
  const frames = events ? play(start, events, recording.snippet) : inOrder(start)
  const steps = frames.flatMap(f => f.steps)
  // Only polls take the machine from line to line: each line of the program says what its frame costs.
  const notes = start.program.map((_, i) => {
    const f = frames.find(f => f.line === i)
    return f ? noteOf(f) : ''
  })
  let done = 0
  const all = frames.map(f => {
    const last = f.steps.length ? done + f.steps.length - 1 : -1
    done += f.steps.length
    return { ...f, steps, done, last, notes }
  })
  const part = all.slice((options.from ?? 1) - 1, options.to ?? all.length)
  if (!part.length)
    throw new FigureDataError(
      `${recording.snippet} gives ${all.length} frames: from ${options.from} to ${options.to} leaves none`,
    )
  return {
    schema: 'state-machine@1',
    title: `The states of ${body.fn}`,
    provenance: provenanceOf(recording, options.edition, 'offsets: observed, not guaranteed'),
    frames: part,
  }
}

/** Unresumed, the suspensions in order, then the two ends. */
function rowsOf(body: Coroutine): StateRow[] {
  const block = /\{closure/.test(body.fn)
  const upvar = (f: Coroutine['upvars'][number], kind: Field['kind']): Field => ({
    id: `upvar-${f.name}`,
    label: f.name,
    ty: f.ty,
    offset: f.offset,
    size: f.size,
    kind,
  })
  const row = (s: Coroutine['states'][number]): StateRow => ({
    name: s.name,
    tag: s.discriminant,
    line: s.awaits?.line ?? 0,
    fields: [
      // The body of an async fn first moves its arguments into locals; a block uses its captures where they are.
      ...(s.name === 'Unresumed'
        ? body.upvars.map(u => upvar(u, 'argument'))
        : s.awaits
          ? body.upvars.map(u => upvar(u, block ? 'argument' : 'taken'))
          : []),
      ...s.fields
        .filter(f => f.saved !== null)
        .map((f): Field => ({
          id: f.saved!,
          label: f.name === '__awaitee' ? shortType(f.ty) : f.name,
          ty: f.ty,
          offset: f.offset,
          size: f.size,
          kind: f.name === '__awaitee' ? 'awaited' : 'local',
        })),
    ].sort((a, b) => a.offset - b.offset),
  })
  const rank = (name: string) => (name === 'Unresumed' ? 0 : name === 'Returned' ? 2 : name === 'Panicked' ? 3 : 1)
  return [...body.states].sort((a, b) => rank(a.name) - rank(b.name) || a.discriminant - b.discriminant).map(row)
}

function jointsOf(rows: readonly StateRow[]): Joint[] {
  return rows.slice(1).flatMap((lower, i) =>
    lower.fields
      .filter(f => f.size > 0 && f.kind !== 'taken')
      .flatMap((f): Joint[] => {
        const upper = rows[i]!.fields
        if (upper.some(u => u.id === f.id && u.offset === f.offset))
          return [{ upper: i, from: f.offset, to: f.offset + f.size, word: 'stays', label: f.label }]
        return upper
          .filter(
            u =>
              u.kind !== 'taken' &&
              u.kind !== 'argument' &&
              u.offset < f.offset + f.size &&
              f.offset < u.offset + u.size,
          )
          .map(u => ({
            upper: i,
            from: Math.max(u.offset, f.offset),
            to: Math.min(u.offset + u.size, f.offset + f.size),
            word: 'reused',
            label: `${u.label} by ${f.label}`,
          }))
      }),
  )
}

const lineAt = (frame: MachineFrame, row: StateRow): number =>
  row.name === 'Returned'
    ? frame.program.findLastIndex(l => l.text.trim() !== '}' && l.text.trim() !== '')
    : row.line
      ? frame.program.findIndex(l => l.number === row.line)
      : 0

/** Without a report of polls: the states in the order of their awaits, which is the way of a body without branches. */
function inOrder(start: MachineFrame): MachineFrame[] {
  const way = start.rows.filter(r => r.name !== 'Panicked')
  return way.map((row, i): MachineFrame => {
    const state = start.rows.indexOf(row),
      base = { ...start, state, line: lineAt(start, row) }
    if (i === 0) return base
    return {
      ...base,
      steps: [{ from: start.rows.indexOf(way[i - 1]!), to: state, how: 'poll' }],
      said:
        row.name === 'Returned'
          ? { kind: 'ready', polls: i, recorded: false }
          : { kind: 'stop', polls: i, from: start.rows.indexOf(way[i - 1]!), recorded: false },
    }
  })
}

function play(start: MachineFrame, events: readonly FutureEvent[], snippet: string): MachineFrame[] {
  const frames: MachineFrame[] = []
  const rowOf = (tag: number): number => {
    const row = start.rows.findIndex(r => r.tag === tag)
    if (row < 0)
      throw new FigureDataError(`${snippet}: the program read the tag ${tag}, and ${start.fn} has no state with it`)
    return row
  }
  let polls = 0,
    seen: Extract<FutureEvent, { ev: 'points' }> | null = null
  for (const event of events) {
    const last = frames.at(-1)
    if (event.ev === 'call') {
      if (event.size !== start.size || event.tagAt !== start.tag.offset)
        throw new FigureDataError(
          `${snippet}: the program reports ${event.size} bytes with the tag at ${event.tagAt}, the compiler ${start.size} with the tag at ${start.tag.offset}: correct the constant in the program`,
        )
      frames.push({ ...start, state: rowOf(event.tag) })
      continue
    }
    if (!last) throw new FigureDataError(`${snippet}: the first event is \`${event.ev}\`; it must be \`call\``)
    const still: MachineFrame = { ...last, steps: [], moved: null, reports: [] }
    switch (event.ev) {
      case 'points':
        seen = event
        break
      case 'poll': {
        const to = rowOf(event.tag),
          row = start.rows[to]!
        polls++
        const holds = seen && row.fields.some(f => f.offset <= seen!.at && seen!.at < f.offset + f.size)
        const said: Said =
          event.result === 'ready'
            ? { kind: 'ready', polls, recorded: true }
            : to === last.state
              ? { kind: 'still', polls }
              : { kind: 'stop', polls, from: last.state, recorded: true }
        frames.push({
          ...still,
          state: to,
          line: lineAt(start, row),
          pointer: holds
            ? { at: seen!.at, target: seen!.target, to: seen!.to }
            : to === last.state
              ? last.pointer
              : null,
          steps: [{ from: last.state, to, how: to === last.state ? 'pending' : 'poll' }],
          said,
        })
        seen = null
        break
      }
      case 'move':
        frames.push({
          ...still,
          moved: { by: event.by, at: event.at, target: event.target },
          said: { kind: 'move', by: event.by, at: event.at, target: event.target },
        })
        break
      case 'drop':
        frames.push({
          ...still,
          state: rowOf(event.tag),
          dropped: true,
          pointer: null,
          steps: [{ from: last.state, to: last.state, how: 'drop' }],
          said: { kind: 'drop' },
        })
        break
      case 'unwind':
        frames.push({
          ...still,
          state: rowOf(event.tag),
          pointer: null,
          steps: [{ from: last.state, to: rowOf(event.tag), how: 'unwind' }],
          said: { kind: 'unwind', message: event.message },
        })
        break
      case 'again':
        frames.push({ ...still, said: { kind: 'again', message: event.message } })
        break
      case 'say':
        frames[frames.length - 1] = { ...last, reports: [...last.reports, event.text] }
        break
    }
  }
  if (!frames.length)
    throw new FigureDataError(`${snippet} reports no \`call\`: without it the figure has no first frame`)
  return frames
}

const bytes = (n: number): string => (n === 1 ? '1 byte' : `${n} bytes`)
const and = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
const ordinal = (n: number): string => ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'][n] ?? `${n}th`
const kept = (row: StateRow): Field[] => row.fields.filter(f => f.kind === 'local' || f.kind === 'awaited')
const noteOf = (f: MachineFrame): string => {
  const row = f.rows[f.state]!
  if (f.said.kind === 'call') return `the call builds ${bytes(f.size)}, tag ${row.tag}`
  return row.line ? `keeps ${and(kept(row).map(k => k.label))}: tag ${row.tag}` : `keeps nothing: tag ${row.tag}`
}

export function describe(_previous: MachineFrame | null, frame: MachineFrame): string {
  const s = frame.said,
    row = frame.rows[frame.state]!
  const reports = frame.reports.length ? ` It reports ${frame.reports.map(r => `\`${r}\``).join(', then ')}.` : ''
  switch (s.kind) {
    case 'call': {
      const args = row.fields.map(f => `\`${f.label}\``)
      return `The call runs nothing: it builds ${bytes(frame.size)}, of which ${args.length ? `${and(args)} and the tag are` : 'only the tag is'} set.${reports}`
    }
    case 'stop': {
      const before = frame.rows[s.from]!,
        fresh = kept(row).filter(f => !before.fields.some(b => b.id === f.id))
      const line = frame.program.findIndex(l => l.number === row.line) + 1,
        where = `the \`.await\`${line ? ` on line ${line}` : ''}`
      // Without a report nobody knows how many polls it took: the order of the awaits is all that can be said.
      const way = s.recorded
        ? `The ${ordinal(s.polls)} \`poll\` ${s.from === 0 ? 'runs' : `goes on from tag ${before.tag}`} to ${where}`
        : s.from === 0
          ? `Polled, the body runs to ${where}`
          : `Once that is ready, the body goes on from tag ${before.tag} to ${where}`
      const p = frame.pointer,
        holder = p && row.fields.find(f => f.offset <= p.at && p.at < f.offset + f.size)
      if (p && holder)
        return `${way}: tag ${row.tag}. \`${holder.label}\` borrows \`${p.to}\`: bytes ${p.at} to ${holder.offset + holder.size} point at byte ${p.target}, into the future itself.${reports}`
      const reuse = frame.joints.find(j => j.word === 'reused' && frame.rows[j.upper + 1] === row && j.upper === s.from)
      const twice =
        s.from === 0
          ? row.fields.filter(f => f.kind === 'taken' && f.size > 0 && fresh.some(x => x.label === f.label))
          : []
      const size = twice.reduce((n, f) => n + f.size, 0),
        many = twice.length > 1
      const paid = size
        ? ` The argument${many ? 's' : ''} ${and(twice.map(f => `\`${f.label}\``))} ${many ? 'were moved into locals: their' : 'was moved into a local: its'} ${bytes(size)} ${size === 1 ? 'is' : 'are'} there twice.`
        : ''
      return `${way}, ${fresh.length ? `keeps ${and(fresh.map(f => `\`${f.label}\``))}, ` : ''}and writes tag ${row.tag}.${reuse ? reused(reuse) : ''}${paid}${reports}`
    }
    case 'still':
      return `The ${ordinal(s.polls)} \`poll\` asks the awaited future, which is not ready: tag ${row.tag} stays, and no byte moves.${reports}`
    case 'ready':
      return `The ${s.recorded ? ordinal(s.polls) : 'last'} \`poll\` returns \`Ready\` and writes tag ${row.tag}: nothing is left that may be used. A further \`poll\` panics.${reports}`
    case 'move':
      return `A move would copy the ${bytes(frame.size)}, pointer and all: byte ${s.at} of the copy leads ${s.target < 0 ? `${bytes(-s.target)} before its own start` : `to byte ${s.target}`}, where ${fieldName(row, frame.pointer?.target)} was. \`Pin\` forbids it.`
    case 'drop':
      return `Dropped in \`${row.name}\`: the body never goes on, and what it kept is dropped here.${reports}`
    case 'unwind':
      return `The body panics (${s.message}): its locals are dropped on the way out, and tag ${row.tag} stays.${reports}`
    case 'again':
      return `A further \`poll\` panics: ${s.message}.${reports}`
  }
}
const reused = (joint: Joint): string => {
  const [old, fresh] = joint.label.split(' by ')
  return ` \`${fresh}\` reuses the bytes of ${old === fresh ? 'the one before' : `\`${old}\``}.`
}
const fieldName = (row: StateRow, at: number | undefined): string => {
  const f = at === undefined ? undefined : row.fields.find(f => f.offset <= at && at < f.offset + f.size)
  return f ? `\`${f.label}\`` : 'the value'
}

function outline(frame: MachineFrame): TextTree {
  return {
    text: `${frame.fn}: ${bytes(frame.size)}, tag in byte ${frame.tag.offset}; now ${frame.dropped ? 'dropped' : `in ${frame.rows[frame.state]!.name}`}`,
    children: [
      ...frame.rows.map((row, i) => ({
        text: `${row.name}, tag ${row.tag}${i === frame.state ? ', now' : ''}`,
        children: row.fields.map(f => ({
          text: `${f.label}: ${f.ty}, ${f.size === 0 ? 'no bytes' : `bytes ${f.offset} to ${f.offset + f.size}`}${f.kind === 'taken' ? ', moved into a local' : ''}`,
        })),
      })),
      ...(frame.joints.length
        ? [
            {
              text: 'Between neighbouring states',
              children: frame.joints.map(j => ({ text: `bytes ${j.from} to ${j.to}: ${j.label} ${j.word}` })),
            },
          ]
        : []),
      ...(frame.pointer
        ? [{ text: `Bytes at ${frame.pointer.at} point at byte ${frame.pointer.target} (${frame.pointer.to})` }]
        : []),
      ...(frame.moved
        ? [{ text: `Moved by ${frame.moved.by}: the pointer leads to byte ${frame.moved.target} of the copy` }]
        : []),
    ],
  }
}

export const model: FigureModel<MachineFrame> = {
  layout,
  describe,
  outline,
  meaning: frame => `${frame.said.kind} ${frame.rows[frame.state]?.name ?? ''}`,
  share: traces => {
    const axis = Math.max(...traces.map(trace => trace.frames[0]!.size))
    return traces.map(trace => ({ ...trace, frames: trace.frames.map(frame => ({ ...frame, axis })) }))
  },
}

/** What the gallery shows. */
export const examples = [
  { example: 'fetch', title: 'Two awaits, and a pointer into the future itself' },
  { example: 'two', title: 'Bytes that stay, bytes that are reused' },
  { example: 'arg-twice', title: 'An argument is paid for twice' },
  { example: 'cancel', title: 'Cancellation is drop' },
]
