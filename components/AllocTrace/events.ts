// What an allocator that logs its calls tells the figure, and how the calls are replayed. Blocks have ids, never addresses; whether a realloc moved is not recorded.
//
//   {"ev":"step","line":12}                               a line of the program begins; the calls that follow are its calls
//   {"ev":"alloc","id":1,"size":32,"align":8}             also "zeroed":true; in an arena also "arena":"bump","offset":16
//   {"ev":"realloc","id":1,"size":64}                     grow or shrink to this size
//   {"ev":"dealloc","id":1}                               for an arena: told, and not given back
//   {"ev":"fail","size":1048576,"align":8}                refused; with "id" it was a realloc of that block
//   {"ev":"used","id":1,"bytes":24}                       how much of a block holds values now
//   {"ev":"budget","bytes":4096}                          what the allocator may hand out at most
//   {"ev":"arena","name":"bump","size":128}               a fixed buffer that hands out its bytes in order
//   {"ev":"reset","arena":"bump"}                         everything in it is given back at once
import { FigureDataError } from '../figure/contract.ts'

export interface Block {
  id: number
  size: number
  align: number
  zeroed: boolean
  used: number | null
  arena: string | null
  offset: number
}
export type Call =
  | { kind: 'alloc'; block: Block }
  | { kind: 'realloc'; block: Block; from: number }
  | { kind: 'dealloc'; block: Block }
  | { kind: 'fail'; size: number; align: number; block: Block | null }
  | { kind: 'reset'; arena: string; blocks: number }
export interface Arena {
  name: string
  size: number
  /** where the next byte would come from */ top: number
  blocks: readonly (Block & { gone: boolean })[]
}

/** The allocator's state after the calls of one step. */
export interface State {
  /** 1-based line in the snippet, null before the first step or without steps. */
  line: number | null
  calls: readonly Call[]
  blocks: readonly Block[]
  /** Given back in this step: shown once more. */
  freed: readonly Block[]
  arenas: readonly Arena[]
  budget: number | null
  live: number
  peak: number
  /** Calls up to and with this step. */
  count: number
}
/** One call of the whole film, for the chart. */
export interface Tick {
  kind: Call['kind']
  live: number
}

const CALLS: ReadonlySet<unknown> = new Set(['alloc', 'realloc', 'dealloc', 'fail', 'reset'])
type Raw = Record<string, unknown>
const number = (e: Raw, key: string, where: string): number => {
  const v = e[key]
  if (typeof v !== 'number' || !Number.isInteger(v) || v < 0)
    throw new FigureDataError(`${where}: \`${key}\` is no size, id or offset`)
  return v
}

/** @throws FigureDataError when the log contradicts itself: a double free, an unknown block, overlapping blocks of an arena. */
export function replay(events: readonly Raw[], snippet: string): { states: State[]; ticks: Tick[] } {
  const blocks = new Map<number, Block>(),
    arenas = new Map<string, Arena>(),
    seen = new Set<number>()
  const states: State[] = [],
    ticks: Tick[] = []
  let line: number | null = null,
    calls: Call[] = [],
    freed: Block[] = [],
    budget: number | null = null,
    peak = 0,
    open = false
  const stepped = events.some(e => e.ev === 'step')
  const live = () =>
    [...blocks.values()].filter(b => b.arena === null).reduce((n, b) => n + b.size, 0) +
    [...arenas.values()].reduce((n, a) => n + a.top, 0)
  const close = () => {
    if (open)
      states.push({
        line,
        calls,
        blocks: [...blocks.values()].filter(b => b.arena === null).map(b => ({ ...b })),
        freed,
        arenas: [...arenas.values()].map(a => ({ ...a, blocks: a.blocks.map(b => ({ ...b })) })),
        budget,
        live: live(),
        peak,
        count: ticks.length,
      })
    calls = []
    freed = []
    open = false
  }
  const did = (call: Call) => {
    calls.push(call)
    peak = Math.max(peak, live())
    ticks.push({ kind: call.kind, live: live() })
    open = true
  }
  for (const [i, e] of events.entries()) {
    const where = `event ${i + 1} of ${snippet}`
    const known = (): Block => {
      const id = number(e, 'id', where),
        block = blocks.get(id)
      if (!block)
        throw new FigureDataError(`${where} is about block ${id}, which is ${seen.has(id) ? 'freed' : 'unknown'}`)
      return block
    }
    // Without steps each call is a state of its own, and what is known between two calls belongs to the one before.
    if (!stepped && CALLS.has(e.ev)) close()
    switch (e.ev) {
      case 'step':
        close()
        line = number(e, 'line', where)
        open = true
        break
      case 'budget':
        budget = number(e, 'bytes', where)
        break
      case 'arena':
        arenas.set(String(e.name), { name: String(e.name), size: number(e, 'size', where), top: 0, blocks: [] })
        break
      case 'used': {
        const b = known()
        b.used = number(e, 'bytes', where)
        if (b.arena) mark(b)
        break
      }
      case 'alloc': {
        const id = number(e, 'id', where)
        if (seen.has(id)) throw new FigureDataError(`${where} allocates block ${id} again: ids are not reused`)
        const block: Block = {
          id,
          size: number(e, 'size', where),
          align: number(e, 'align', where),
          zeroed: e.zeroed === true,
          used: null,
          arena: typeof e.arena === 'string' ? e.arena : null,
          offset: e.offset === undefined ? 0 : number(e, 'offset', where),
        }
        if (block.arena !== null) {
          const arena = arenas.get(block.arena)
          if (!arena) throw new FigureDataError(`${where} allocates in arena “${block.arena}”, which was not announced`)
          if (block.offset < arena.top || block.offset + block.size > arena.size)
            throw new FigureDataError(
              `${where} puts bytes ${block.offset}..${block.offset + block.size} into an arena whose free bytes are ${arena.top}..${arena.size}`,
            )
          arenas.set(arena.name, {
            ...arena,
            top: block.offset + block.size,
            blocks: [...arena.blocks, { ...block, gone: false }],
          })
        }
        seen.add(id)
        blocks.set(id, block)
        did({ kind: 'alloc', block: { ...block } })
        break
      }
      case 'realloc': {
        const b = known(),
          from = b.size
        b.size = number(e, 'size', where)
        if (b.arena) mark(b, b.size - from)
        did({ kind: 'realloc', block: { ...b }, from })
        break
      }
      case 'dealloc': {
        const b = known()
        blocks.delete(b.id)
        if (b.arena) mark(b, 0, true)
        did({ kind: 'dealloc', block: { ...b } })
        if (b.arena === null) freed.push({ ...b })
        break
      }
      case 'fail':
        did({
          kind: 'fail',
          size: number(e, 'size', where),
          align: number(e, 'align', where),
          block: e.id === undefined ? null : { ...known() },
        })
        break
      case 'reset': {
        const arena = arenas.get(String(e.arena))
        if (!arena) throw new FigureDataError(`${where} resets arena “${String(e.arena)}”, which was not announced`)
        for (const b of arena.blocks) blocks.delete(b.id)
        arenas.set(arena.name, { ...arena, top: 0, blocks: [] })
        did({ kind: 'reset', arena: arena.name, blocks: arena.blocks.length })
        break
      }
      default:
        throw new FigureDataError(
          `${where}: “${String(e.ev)}” is no event of an allocator trace; see the list in components/AllocTrace/events.ts`,
        )
    }
  }
  close()
  if (!states.length) throw new FigureDataError(`${snippet} logged no allocator call`)
  return { states, ticks }

  /** Carries a change of a block over to its arena. */
  function mark(block: Block, grown = 0, gone = false): void {
    const arena = arenas.get(block.arena!)!
    const top = block.offset + block.size - grown === arena.top ? arena.top + grown : arena.top
    arenas.set(arena.name, {
      ...arena,
      top,
      blocks: arena.blocks.map(b => (b.id === block.id ? { ...block, gone: gone || b.gone } : b)),
    })
  }
}
