// From a recording to frames: replays what the program said of its memory, one frame to a step.
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { eventsOf, FigureDataError, type ProgramLine } from '../figure/contract.ts'
import { list, number, stepsOf, text, unknownEvent, type Event } from '../figure/steps.ts'
import type { Block, Change, Frame, Part, Place } from './frames.ts'

const KNOWN = [
  'line',
  'enter',
  'leave',
  'place',
  'block',
  'free',
  'moved',
  'dropped',
  'ended',
  'uninit',
  'drop',
  'note',
]
const KINDS = new Set(['own', 'shared', 'excl', 'raw', 'weak'])

function partOf(e: Event, file: string): Part {
  const base = {
    name: text(e, 'name', file),
    offset: number(e, 'offset', file),
    size: number(e, 'size', file),
    moved: false,
  }
  if (e.uninit === true) return { ...base, is: { kind: 'uninit' } }
  if (e.dropped === true) return { ...base, is: { kind: 'dropped' } }
  if (e.pointer === undefined) return { ...base, is: { kind: 'value', value: text(e, 'value', file) } }
  const pointer = text(e, 'pointer', file)
  if (!KINDS.has(pointer))
    throw new FigureDataError(`${file} printed a pointer of kind \`${pointer}\`: own, shared, excl, raw or weak`)
  return {
    ...base,
    is: { kind: 'pointer', pointer: pointer as 'own', to: text(e, 'to', file), at: number(e, 'at', file) },
  }
}
const shown = (p: Part | undefined): string =>
  !p
    ? ''
    : p.is.kind === 'value'
      ? p.is.value
      : p.is.kind === 'pointer'
        ? `address of ${p.is.to}${p.is.at ? `+${p.is.at}` : ''}`
        : p.is.kind
const numberOf = (at: string): number => Number(/\d+$/.exec(at)?.[0] ?? 0)

/** The lowest row from `from` on that nobody in `taken` has. */
const freeRow = (taken: readonly number[], from = 0): number => {
  let r = from
  while (taken.includes(r)) r++
  return r
}

export function replay(recording: Recording, edition?: number): Frame[] {
  const file = recording.snippet,
    { steps, program } = stepsOf(eventsOf(recording, edition), file)
  let places: Place[] = [],
    blocks: Block[] = [],
    calls: Frame['calls'] = [{ fn: 'main', row: -1 }]
  const frames: Frame[] = [],
    notes = new Map<number, string>(),
    callers: number[] = []
  const rowsTaken = () => [...places.map(p => p.row), ...calls.map(c => c.row)]
  /** What was freed in an earlier frame is gone, unless something still holds its address. */
  const alive = (all: readonly Block[]) => all.filter(b => b.state !== 'freed' || pointedAt(b.at, places, all))
  const fail = (message: string): never => {
    throw new FigureDataError(message)
  }
  const ownerOf = (at: string): string | null => {
    const held = places.find(
      p =>
        p.state === 'live' &&
        p.parts.some(x => !x.moved && x.is.kind === 'pointer' && x.is.pointer === 'own' && x.is.to === at),
    )
    return (
      held?.path ??
      blocks.find(b => b.parts.some(x => x.is.kind === 'pointer' && x.is.pointer === 'own' && x.is.to === at))?.at ??
      null
    )
  }
  const differences = (kind: 'place' | 'block', id: string, old: readonly Part[], now: readonly Part[]): Change[] =>
    now.flatMap((p, i) => {
      const before = old.find(o => o.name === p.name && o.offset === p.offset),
        a = shown(before),
        b = shown(p)
      if (a === b) return []
      const from = before
          ? a
          : shown(old.find(o => o.is.kind === 'uninit' && o.offset <= p.offset && o.offset + o.size > p.offset)) ||
            'nothing',
        part = p.name || String(i)
      return [kind === 'place' ? { kind, path: id, part, from, to: b } : { kind, at: id, part, from, to: b }]
    })
  for (const step of steps) {
    let changes: Change[] = []
    let open = false,
      line = step.line
    const push = () => {
      frames.push({ program, line, calls, places, blocks, changes, rows: { stack: 0, heap: 0, statics: 0, lanes: 0 } })
      const note = noteOf(changes, places, blocks)
      if (note && !notes.has(line)) notes.set(line, note)
      changes = []
      open = false
      blocks = alive(blocks)
    }
    /** Frees and ends that follow a destructor belong to the line that dropped, not to the destructor's. */
    const backFromDestructor = () => {
      push()
      line = steps.slice(0, steps.indexOf(step)).findLast(x => !program[x.line]!.text.startsWith('fn '))?.line ?? line
    }
    for (const e of step.events) {
      const ev = text(e, 'ev', file)
      switch (ev) {
        case 'enter': {
          // The call's own frame is shown with what its first events print; the line before is a frame of its own if it did something.
          if (open) push()
          const fn = text(e, 'fn', file)
          callers.push(step.line)
          calls = [...calls, { fn, row: freeRow([], Math.max(-1, ...rowsTaken()) + 1) }]
          changes.push({ kind: 'enter', fn })
          break
        }
        case 'leave': {
          const fn = text(e, 'fn', file)
          if (open) push()
          line = callers.pop() ?? line
          places = places.filter(p => p.fn !== fn)
          calls = calls.filter(c => c.fn !== fn)
          changes.push({ kind: 'leave', fn })
          break
        }
        case 'place':
        case 'uninit': {
          const path = text(e, 'at', file),
            dot = path.indexOf('.'),
            fn = path.slice(0, dot),
            name = path.slice(dot + 1),
            old = places.find(p => p.path === path)
          const parts =
            ev === 'place'
              ? list(e, 'parts', file).map(p => partOf(p, file))
              : [{ name: '', offset: 0, size: number(e, 'size', file), moved: false, is: { kind: 'uninit' as const } }]
          for (const p of parts) if (old?.parts.some(o => o.moved && o.offset === p.offset)) p.moved = true
          const made: Place = {
            path,
            fn,
            name,
            type: text(e, 'type', file),
            size: number(e, 'size', file),
            state: ev === 'uninit' ? 'uninit' : 'live',
            parts,
            row: old?.row ?? Math.max(-1, ...rowsTaken()) + 1,
          }
          places = old ? places.map(p => (p === old ? made : p)) : [...places, made]
          if (ev === 'uninit') changes.push({ kind: 'uninit', path })
          else if (!old || old.state !== 'live') changes.push({ kind: 'new place', path })
          else changes.push(...differences('place', path, old.parts, parts))
          break
        }
        case 'block': {
          const at = text(e, 'at', file),
            old = blocks.find(b => b.at === at),
            parts = list(e, 'parts', file).map(p => partOf(p, file)),
            region = text(e, 'region', file) as Block['region']
          const dead = parts.some(p => p.is.kind === 'dropped')
          const made: Block = {
            at,
            number: numberOf(at),
            region,
            type: text(e, 'type', file),
            size: number(e, 'size', file),
            state: dead ? 'dropped' : 'live',
            parts,
            row: old?.row ?? -1,
          }
          blocks = old ? blocks.map(b => (b === old ? made : b)) : [...blocks, made]
          if (!old) changes.push({ kind: 'new block', at })
          else changes.push(...differences('block', at, old.parts, parts))
          break
        }
        case 'free': {
          if (changes.some(c => c.kind === 'drop')) backFromDestructor()
          const at = text(e, 'at', file),
            block = blocks.find(b => b.at === at) ?? fail(`${file} frees \`${at}\`, which it never showed`)
          changes.push({ kind: 'free', at, size: block.size, owner: ownerOf(at) ?? lastOwner(frames, at) })
          blocks = blocks.map(b => (b.at === at ? { ...b, state: 'freed' } : b))
          break
        }
        case 'moved': {
          const from = text(e, 'from', file),
            to = text(e, 'to', file),
            whole = places.find(p => p.path === from)
          const of =
            whole ??
            places.find(p => from.startsWith(`${p.path}.`)) ??
            fail(`${file} moves \`${from}\`, which it never showed`)
          const field = whole ? null : from.slice(of.path.length + 1)
          const inField = (n: string) =>
            field === null || n === field || n.startsWith(`${field}.`) || n.startsWith(`${field}[`)
          places = places.map(p =>
            p === of
              ? {
                  ...p,
                  state: whole ? 'moved' : p.state,
                  parts: p.parts.map(x => (inField(x.name) ? { ...x, moved: true } : x)),
                }
              : p,
          )
          changes.push({ kind: 'moved', from, to })
          break
        }
        case 'dropped':
        case 'ended': {
          if (changes.some(c => c.kind === 'drop')) backFromDestructor()
          const path = text(e, 'at', file)
          if (!places.some(p => p.path === path)) fail(`${file} says that \`${path}\` is ${ev}, but never showed it`)
          places =
            ev === 'ended'
              ? places.filter(p => p.path !== path)
              : places.map(p => (p.path === path ? { ...p, state: 'dropped' } : p))
          changes.push({ kind: ev, path })
          break
        }
        case 'drop': {
          const at = text(e, 'at', file)
          blocks = blocks.map(b => (b.at === at ? { ...b, state: 'dropped' } : b))
          changes.push({ kind: 'drop', at, by: text(e, 'by', file) })
          break
        }
        case 'note':
          changes.push({ kind: 'note', of: text(e, 'kind', file), text: text(e, 'text', file) })
          break
        default:
          unknownEvent(e, KNOWN, file)
      }
      open = true
      blocks = placed(blocks, places)
    }
    if (open || step.events.length === 0) push()
  }
  if (!frames.length) throw new FigureDataError(`${file} printed no step: it needs \`step! { … }\` lines`)
  // A line that did nothing, after a call's return or before a destructor, is no frame of its own.
  const kept = frames.filter((f, i) => f.changes.length > 0 || i === 0 || frames.length === 1)
  const top = (rows: readonly number[]) => Math.max(-1, ...rows) + 1
  const rows = {
    stack: Math.max(...kept.map(f => top([...f.places.map(p => p.row), ...f.calls.map(c => c.row)]))),
    heap: Math.max(0, ...kept.map(f => top(f.blocks.filter(b => b.region === 'heap').map(b => b.row)))),
    statics: Math.max(0, ...kept.map(f => f.blocks.filter(b => b.region === 'static').length)),
    lanes: Math.max(
      0,
      ...kept.map(
        f =>
          f.places.filter(
            p =>
              p.state === 'live' && p.parts.some(x => x.is.kind === 'pointer' && !x.is.to.match(/^(heap|static)\d+$/)),
          ).length,
      ),
    ),
  }
  const noted: ProgramLine[] = program.map((p, i) => ({ ...p, ...(notes.has(i) ? { note: notes.get(i)! } : {}) }))
  return kept.map(f => ({ ...f, program: noted, rows }))
}

/** Whether a live pointer still holds the address of a freed block. */
const pointedAt = (at: string, places: readonly Place[], blocks: readonly Block[]): boolean =>
  [...places.filter(p => p.state === 'live'), ...blocks.filter(b => b.state === 'live')].some(h =>
    h.parts.some(x => !x.moved && x.is.kind === 'pointer' && x.is.to === at),
  )

const lastOwner = (frames: readonly Frame[], at: string): string | null =>
  frames
    .at(-1)
    ?.places.find(p => p.parts.some(x => x.is.kind === 'pointer' && x.is.pointer === 'own' && x.is.to === at))?.path ??
  null

/** Gives each block without a row the row of its owner, or the first free one. A static block counts its own rows. */
function placed(blocks: readonly Block[], places: readonly Place[]): Block[] {
  const out: Block[] = []
  for (const b of blocks) {
    if (b.row >= 0) {
      out.push(b)
      continue
    }
    const same = [...blocks, ...out].filter(o => o.region === b.region && o.row >= 0).map(o => o.row)
    const owner = places.find(
      p => p.state === 'live' && p.parts.some(x => !x.moved && x.is.kind === 'pointer' && x.is.to === b.at),
    )
    out.push({ ...b, row: b.region === 'heap' && owner && !same.includes(owner.row) ? owner.row : freeRow(same) })
  }
  return out
}

export const bytes = (n: number): string => (n === 1 ? '1 byte' : `${n} bytes`)

/** What a line cost, for the column beside the program. */
function noteOf(changes: readonly Change[], places: readonly Place[], blocks: readonly Block[]): string | null {
  const of = <K extends Change['kind']>(kind: K) =>
    changes.filter((c): c is Extract<Change, { kind: K }> => c.kind === kind)
  const parts: string[] = []
  const moved = of('moved')[0]
  if (moved) {
    const n =
      places.filter(p => p.path === moved.from).map(p => p.size)[0] ?? places.find(p => p.path === moved.to)?.size ?? 0
    parts.push(`${bytes(n)} copied, nothing on the heap`)
  } else {
    const stack = of('new place').reduce((n, c) => n + (places.find(p => p.path === c.path)?.size ?? 0), 0),
      heap = of('new block').reduce(
        (n, c) => n + (blocks.find(b => b.at === c.at && b.region === 'heap')?.size ?? 0),
        0,
      )
    if (stack && heap) parts.push(`${bytes(stack)} on the stack, ${heap} on the heap`)
    else if (stack) parts.push(`${bytes(stack)} on the stack`)
    else if (heap) parts.push(`${bytes(heap)} on the heap`)
  }
  const freed = of('free').reduce((n, c) => n + c.size, 0)
  if (freed) parts.push(`${bytes(freed)} freed`)
  if (!parts.length && of('uninit').length) parts.push('its place, and no value')
  return parts.join(', ') || null
}
