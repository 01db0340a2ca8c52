// Programs for holding the simulator of the borrow models to Miri: Rust and, for each of its lines, the operations that the line does. Pure.
//
// Most pointers are made from raw ones, so that the borrow checker has little to say; what it refuses is left out and counted.

/** Draws of one seed (mulberry32). */
export interface Random {
  int(below: number): number
  pick<T>(all: readonly T[]): T
  chance(probability: number): boolean
}
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number): number => Math.floor(next() * below)
  return { int, pick: all => all[int(all.length)]!, chance: p => next() < p }
}

/** A line of Rust. */
export interface Line {
  text: string
  /** Operations of the simulator, as its language writes them. */
  ops: readonly string[]
  defines: string | null
  uses: readonly string[]
  /** It calls this function. */
  calls?: Callee
}
export interface Callee {
  name: string
  head: string
  /** Operations at its entry, after those of the line that calls. */
  ops: readonly string[]
  params: readonly string[]
  body: readonly Line[]
}
export interface Program {
  lines: readonly Line[]
}

type Memory = 'byte' | 'pair' | 'cell' | 'mixed'
type Kind = '&' | '&mut' | '*const' | '*mut'
interface Pointer {
  name: string
  kind: Kind
  of: Memory
  /** First byte. */
  from: number
}

const TYPES: Readonly<Record<Memory, string>> = {
  byte: 'u8',
  pair: '[u8; 2]',
  cell: 'UnsafeCell<u8>',
  mixed: 'Mixed',
}
const VALUES: Readonly<Record<Memory, string>> = {
  byte: '0',
  pair: '[0, 0]',
  cell: 'UnsafeCell::new(0)',
  mixed: 'Mixed { plain: 0, cell: UnsafeCell::new(0) }',
}
const SIZES: Readonly<Record<Memory, number>> = { byte: 1, pair: 2, cell: 1, mixed: 2 }
/** Parts of a type: how they are reached, what they are, and where. */
const PARTS: Readonly<Record<Memory, readonly { path: string; of: Memory; at: number }[]>> = {
  byte: [],
  cell: [],
  pair: [
    { path: '[0]', of: 'byte', at: 0 },
    { path: '[1]', of: 'byte', at: 1 },
  ],
  mixed: [
    { path: '.plain', of: 'byte', at: 0 },
    { path: '.cell', of: 'cell', at: 1 },
  ],
}

/** What all programs of a file share. */
export const PRELUDE = `#![allow(unused)]
use std::alloc::{alloc_zeroed, dealloc, Layout};
use std::cell::UnsafeCell;
#[repr(C)]
struct Mixed { plain: u8, cell: UnsafeCell<u8> }
/// The pointer itself, without a reborrow.
unsafe fn bits<P>(pointer: &P) -> *mut u8 { unsafe { std::mem::transmute_copy(pointer) } }`

const writable = (kind: Kind): boolean => kind === '&mut' || kind === '*mut'
const isRaw = (kind: Kind): boolean => kind.startsWith('*')
const rangeOf = (from: number, of: Memory): string => `[${from}..${from + SIZES[of]}]`
const cellOf = (from: number, of: Memory): string =>
  of === 'cell' ? ' cell' : of === 'mixed' ? ` cell[${from + 1}..${from + 2}]` : ''

/** @param name a prefix of all functions that it defines */
export function generate(r: Random, name: string): Program {
  const of = r.pick<Memory>(['byte', 'byte', 'pair', 'cell', 'mixed', 'mixed'])
  const heap = r.chance(0.3)
  let count = 0
  const fresh = (): string => `p${++count}`
  const lines: Line[] = []
  const pointers: Pointer[] = []
  const size = SIZES[of]
  if (heap) {
    const text = `let x = alloc_zeroed(Layout::new::<${TYPES[of]}>()) as *mut ${TYPES[of]};`
    lines.push({ text, ops: [`x = heap ${size}`], defines: 'x', uses: [] })
    pointers.push({ name: 'x', kind: '*mut', of, from: 0 })
  } else {
    const text = `let mut x: ${TYPES[of]} = ${VALUES[of]};`
    lines.push({ text, ops: [`x = alloc ${size}`], defines: 'x', uses: [] })
    // The first pointer is raw more often than not: what is made from it lives as long as it likes.
    const how = r.pick(['&raw mut', '&raw mut', '&mut', '&'] as const)
    const first = fresh()
    lines.push({
      text: `let ${first} = ${how} x;`,
      ops: [`${first} = ${how} x${cellOf(0, of)}`],
      defines: first,
      uses: ['x'],
    })
    pointers.push({ name: first, kind: how === '&raw mut' ? '*mut' : how, of, from: 0 })
  }

  /** A line that uses one of the pointers, and what it adds to them; null when the draw does not fit. */
  const step = (all: Pointer[]): Line | null => {
    // The oldest and the newest more often than the rest: the models differ in what a parent does to its descendants.
    const p = r.chance(0.25) ? all[0]! : r.chance(0.5) ? r.pick(all.slice(-2)) : r.pick(all)
    const parts = PARTS[p.of]
    const part = parts.length && r.chance(0.5) ? r.pick(parts) : null
    const target = { of: part?.of ?? p.of, from: p.from + (part?.at ?? 0) }
    const place = part ? `(*${p.name})${part.path}` : `*${p.name}`
    const made = (kind: Kind, text: (name: string) => string, ops: (name: string) => string[]): Line => {
      const n = fresh()
      all.push({ name: n, kind, ...target })
      return { text: text(n), ops: ops(n), defines: n, uses: [p.name] }
    }
    const borrow = (how: '&' | '&mut' | '&raw mut' | '&raw const', kind: Kind): Line =>
      made(
        kind,
        n => `let ${n} = ${how} ${place};`,
        n => [`${n} = ${how} ${p.name}${rangeOf(target.from, target.of)}${cellOf(target.from, target.of)}`],
      )
    const draw = r.int(100)
    if (draw < 24) return access(p, target, place, 'write')
    if (draw < 42) return access(p, target, place, 'read')
    if (draw < 56) return writable(p.kind) ? borrow('&mut', '&mut') : null
    if (draw < 68) return borrow('&', '&')
    if (draw < 76) return writable(p.kind) ? borrow('&raw mut', '*mut') : null
    if (draw < 82) return borrow('&raw const', '*const')
    if (draw < 89 && isRaw(p.kind)) {
      const n = fresh()
      // A cast between raw pointers is a copy as well, and lets a program write where it may only read.
      const cast = p.kind === '*const' && r.chance(0.6)
      all.push({ ...p, name: n, kind: cast ? '*mut' : p.kind })
      const text = `let ${n} = ${p.name}${cast ? ` as *mut ${TYPES[p.of]}` : ''};`
      return { text, ops: [`${n} = copy ${p.name}`], defines: n, uses: [p.name] }
    }
    if (draw >= 89 && !heap && all === pointers) return local()
    return null
  }

  /** Through a cell's reference, bytes are reached by the pointer's bits: a call of `get` would make tags of its own. */
  function access(p: Pointer, target: { of: Memory; from: number }, place: string, how: 'read' | 'write'): Line | null {
    const inCell = target.of === 'cell'
    if (target.of === 'mixed' || (how === 'write' && !writable(p.kind) && !(inCell && p.kind === '&'))) return null
    if (inCell && p.of !== 'cell' && !isRaw(p.kind)) return null
    const [mode, raw] = p.kind === '*mut' ? ['mut', '&raw mut'] : ['const', '&raw const']
    const pointer = p.of === 'cell' ? p.name : `${raw} ${place}`
    const at = !inCell ? place : isRaw(p.kind) ? `*(${pointer} as *${mode} u8)` : `*bits(&${p.name})`
    const value = target.of === 'pair' ? '[1, 2]' : '1'
    const text = how === 'write' ? `${at} = ${value};` : `let _v${++count} = ${at};`
    return { text, ops: [`${how} ${p.name}${rangeOf(target.from, target.of)}`], defines: null, uses: [p.name] }
  }

  /** The local itself, or its part that is no cell. */
  function local(): Line | null {
    const part = PARTS[of].find(candidate => candidate.of === 'byte')
    if (of === 'cell') return null
    const place = part ? `x${part.path}` : 'x'
    const range = part ? rangeOf(part.at, 'byte') : ''
    return r.chance(0.35)
      ? { text: `${place} = 7;`, ops: [`write x${range}`], defines: null, uses: ['x'] }
      : { text: `let _v${++count} = ${place};`, ops: [`read x${range}`], defines: null, uses: ['x'] }
  }

  const some = (into: Line[], all: Pointer[], n: number): void => {
    for (let i = 0; i < n; i++) {
      const line = step(all)
      if (line) into.push(line)
    }
  }
  const free = (all: readonly Pointer[]): Line[] => {
    const raw = all.filter(p => isRaw(p.kind) && p.from === 0)
    if (!raw.length) return []
    const p = r.pick(raw)
    const text = `dealloc(${p.name} as *mut u8, Layout::new::<${TYPES[of]}>());`
    return [{ text, ops: [`dealloc ${p.name}`], defines: null, uses: [p.name] }]
  }

  some(lines, pointers, 5 + r.int(9))
  const ends = heap && r.chance(0.6)
  if (r.chance(0.55)) {
    const inside = ends && r.chance(0.4)
    lines.push(call(inside))
    if (inside) return { lines }
    some(lines, pointers, 1 + r.int(4))
  }
  if (ends) lines.push(...free(pointers))
  return { lines }

  /** A function with one or two parameters; between the borrow of the first argument and the call another pointer may be used. */
  function call(frees: boolean): Line {
    const fn = `${name}_f`
    const before: string[] = []
    const entry: string[] = [`call ${fn}`]
    const args: string[] = []
    const params: Pointer[] = []
    const uses: string[] = []
    const pass = (p: Pointer): void => {
      const param = fresh()
      const tail = `${rangeOf(p.from, p.of)}${cellOf(p.from, p.of)}`
      uses.push(p.name)
      params.push({ ...p, name: param })
      if (isRaw(p.kind)) {
        args.push(p.name)
        entry.push(`${param} = copy ${p.name}`)
        return
      }
      const temporary = fresh()
      if (p.kind === '&') {
        // A copy of a reference is a retag of its own.
        args.push(p.name)
        before.push(`${temporary} = & ${p.name}${tail}`)
        entry.push(`${param} = & ${temporary}${tail} arg`)
      } else {
        // An argument of the type `&mut` is reborrowed in two phases;
        // one that is borrowed on the spot is reborrowed like that from what was borrowed.
        const spot = r.chance(0.3)
        args.push(spot ? `&mut *${p.name}` : p.name)
        const borrowed = spot ? fresh() : p.name
        if (spot) before.push(`${borrowed} = &mut ${p.name}${tail}`)
        before.push(`${temporary} = &mut ${borrowed}${tail} two-phase`)
        entry.push(`${param} = &mut ${temporary}${tail} arg`)
      }
    }
    const references = pointers.filter(p => !isRaw(p.kind))
    pass(references.length && r.chance(0.85) ? r.pick(references) : r.pick(pointers))
    const raws = pointers.filter(p => isRaw(p.kind))
    let value = ''
    const bytes = raws.filter(p => p.of === 'byte')
    if (bytes.length && r.chance(0.4)) {
      const p = r.pick(bytes)
      const writes = p.kind === '*mut' && r.chance(0.4)
      value = writes ? `{ *${p.name} = 3; 4 }` : `*${p.name}`
      before.push(`${writes ? 'write' : 'read'} ${p.name}${rangeOf(p.from, p.of)}`)
      uses.push(p.name)
    }
    if (raws.length) pass(r.pick(raws))
    else if (r.chance(0.5)) pass(r.pick(pointers))
    const types = params.map(p => `${p.name}: ${p.kind} ${TYPES[p.of]}`)
    const written = [args[0]!, ...(value ? [value] : []), ...args.slice(1)]
    const heads = [types[0]!, ...(value ? ['_v: u8'] : []), ...types.slice(1)]
    const body: Line[] = []
    const inner = [...params]
    some(body, inner, 1 + r.int(5))
    if (frees) body.push(...free(inner))
    return {
      text: `${fn}(${written.join(', ')});`,
      ops: before,
      defines: null,
      uses,
      calls: {
        name: fn,
        head: `unsafe fn ${fn}(${heads.join(', ')}) {`,
        ops: entry,
        params: params.map(p => p.name),
        body,
      },
    }
  }
}
