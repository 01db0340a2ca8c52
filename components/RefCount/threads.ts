// Operations of threads, and what of them happens before what: computed from the orderings alone, as the memory model defines it.
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { eventsOf, FigureDataError } from '../figure/contract.ts'
import { number, text, unknownEvent } from '../figure/steps.ts'
import type { Edge, Op, Race, ThreadFrame } from './frames.ts'

const ORDERS = ['write', 'read', 'Relaxed', 'Release', 'Acquire', 'AcqRel', 'drop', 'free']
const releases = (o: Op) => o.order === 'Release' || o.order === 'AcqRel'
const acquires = (o: Op) => o.order === 'Acquire' || o.order === 'AcqRel'
const atomic = (o: Op) => o.old !== null

/** Edges between threads: a release whose value, or a value of whose release sequence, is read and acquired. */
export function edgesOf(ops: readonly Op[]): Edge[] {
  const out: Edge[] = []
  for (const a of ops) {
    if (!releases(a) || !atomic(a)) continue
    for (const y of ops) {
      // The reading operation: a later one on the same atomic, by another thread. All between are read-modify-writes, so they continue the release sequence.
      if (y.index <= a.index || y.thread === a.thread || y.place !== a.place || !atomic(y)) continue
      const to = acquires(y)
        ? y
        : ops.find(f => f.thread === y.thread && f.index > y.index && !atomic(f) && f.place === '' && acquires(f))
      if (to && !out.some(e => e.from === a.index && ops[e.to]!.thread === to.thread))
        out.push({ from: a.index, to: to.index, why: 'release and acquire' })
    }
  }
  return out
}

/** Whether `a` happens before `b`: program order and edges, transitively. */
export function happensBefore(ops: readonly Op[], edges: readonly Edge[], a: number, b: number): boolean {
  const todo = [a],
    seen = new Set<number>()
  while (todo.length) {
    const x = todo.pop()!
    if (x === b) return true
    if (seen.has(x)) continue
    seen.add(x)
    const next = ops.find(o => o.thread === ops[x]!.thread && o.index > x)
    if (next) todo.push(next.index)
    todo.push(...edges.filter(e => e.from === x).map(e => e.to))
  }
  return false
}

/** Pairs on the same plain memory, of two threads, one of them no read, of which neither happens before the other. */
export function racesOf(ops: readonly Op[], edges: readonly Edge[]): Race[] {
  const plain = ops.filter(o => o.place !== '' && !atomic(o))
  return plain.flatMap(a =>
    plain
      .filter(
        b =>
          b.index > a.index &&
          b.thread !== a.thread &&
          b.place === a.place &&
          !(a.order === 'read' && b.order === 'read') &&
          !happensBefore(ops, edges, a.index, b.index) &&
          !happensBefore(ops, edges, b.index, a.index),
      )
      .map(b => ({ first: a.index, second: b.index })),
  )
}

export function threadFrames(recording: Recording, edition?: number): ThreadFrame[] {
  const file = recording.snippet
  const events = eventsOf(recording, edition),
    odd = events.find(e => e.ev !== 'op')
  if (!events.some(e => e.ev === 'op'))
    throw new FigureDataError(`${file} printed no \`op\` events: show="threads" needs them`)
  if (odd) unknownEvent(odd, ['op'], file)
  const ops = events.map((e, index): Op => {
    const order = text(e, 'order', file)
    if (!ORDERS.includes(order))
      throw new FigureDataError(
        `${file} printed an operation of order \`${order}\`; the orders are ${ORDERS.join(', ')}`,
      )
    return {
      index,
      thread: text(e, 'thread', file),
      text: text(e, 'text', file),
      place: text(e, 'place', file),
      order: order as Op['order'],
      old: e.old === undefined ? null : number(e, 'old', file),
      new: e.new === undefined ? null : number(e, 'new', file),
    }
  })
  const threads = [...new Set(ops.map(o => o.thread))],
    edges = edgesOf(ops),
    races = racesOf(ops, edges)
  const base = { show: 'threads' as const, threads, ops }
  return ops.map((_, i): ThreadFrame => ({
    ...base,
    done: i + 1,
    edges: edges.filter(e => e.to <= i),
    races: races.filter(r => r.second <= i),
  }))
}
