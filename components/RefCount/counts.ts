// From a program's memory to its counts: which handles there are, what the counters hold, and that both agree.
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { FigureDataError } from '../figure/contract.ts'
import type { Block, Change, Frame as Memory, Part, Place } from '../MemoryMap/frames.ts'
import { replay } from '../MemoryMap/replay.ts'
import type { Bar, Counter, CountFrame, Handle, Said } from './frames.ts'

const valueOf = (parts: readonly Part[], name: string): number => {
  const p = parts.find(x => x.name === name)
  return p?.is.kind === 'value' ? Number(p.is.value) : NaN
}
const isRc = (b: Block): boolean => b.type.startsWith('RcInner')
const isCell = (p: Place): boolean => p.type.startsWith('RefCell<')
/** The value's parts in words: `7`, `peer: None`. */
function valueWords(parts: readonly Part[]): string {
  const mine = parts.filter(p => p.name.startsWith('value') && !p.name.endsWith('.borrow'))
  return mine
    .map(p => {
      const name =
        p.name
          .replace(/^value\.?/, '')
          .replace(/\.value$/, '')
          .split('.')
          .filter(n => !/^\d+$/.test(n) && n !== 'value')
          .at(-1) ?? ''
      const text = p.is.kind === 'value' ? p.is.value : p.is.kind === 'pointer' ? '' : p.is.kind
      return name && text ? `${name} ${text}` : name || text
    })
    .join(', ')
}

function handlesOf(m: Memory): Handle[] {
  const out: Handle[] = []
  const add = (
    owner: string,
    name: string,
    type: string,
    inside: string | null,
    dead: boolean,
    parts: readonly Part[],
  ) => {
    for (const p of parts) {
      if (p.is.kind !== 'pointer') continue
      const to = p.is.to,
        kind = p.is.pointer,
        block = m.blocks.find(b => b.at === to && isRc(b)),
        cell = m.places.find(x => x.path === to && isCell(x))
      const of = block ?? cell
      if (!of || (block && kind !== 'own' && kind !== 'weak') || (cell && !/^Ref(Mut)?</.test(type))) continue
      const field = p.name
        .replace(/^value\.?/, '')
        .split('.')
        .filter(n => n !== 'value')
        .join('.')
      out.push({
        id: `${owner}${p.name && `.${p.name}`}`,
        name: inside ? `${name}.${field}` : name,
        type,
        kind: block ? (kind === 'own' ? 'strong' : 'weak') : kind === 'excl' ? 'excl' : 'shared',
        of: to,
        inside,
        state: dead || p.moved ? 'dropped' : 'live',
      })
    }
  }
  for (const p of m.places) add(p.path, p.name, p.type, null, p.state !== 'live', p.parts)
  for (const b of m.blocks) if (isRc(b)) add(b.at, String(b.number), b.type, b.at, b.state !== 'live', b.parts)
  return out
}

function countersOf(m: Memory): Counter[] {
  return [
    ...m.blocks.filter(isRc).map((b): Counter => ({
      id: b.at,
      name: String(b.number),
      kind: 'rc',
      type: b.type.replace(/^RcInner<(.*)>$/, '$1'),
      size: b.size,
      strong: valueOf(b.parts, 'strong'),
      weak: valueOf(b.parts, 'weak'),
      flag: 0,
      value: valueWords(b.parts),
      state: b.state === 'freed' ? 'freed' : b.state === 'dropped' ? 'dropped' : 'live',
    })),
    ...m.places.filter(isCell).map((p): Counter => ({
      id: p.path,
      name: p.name,
      kind: 'flag',
      type: p.type,
      size: p.size,
      strong: 0,
      weak: 0,
      flag: valueOf(p.parts, 'borrow'),
      value: valueWords(p.parts),
      state: p.state === 'live' ? 'live' : 'dropped',
    })),
  ]
}

/** Counts and handles must agree, else a handle is not tracked and the picture would lie. @throws FigureDataError */
function agree(counters: readonly Counter[], handles: readonly Handle[], file: string, inDestructor: boolean): void {
  for (const c of counters) {
    if (c.state === 'freed') continue
    const of = (kind: Handle['kind']) => handles.filter(h => h.of === c.id && h.kind === kind && h.state === 'live')
    if (c.kind === 'flag') {
      const expected = of('excl').length ? -of('excl').length : of('shared').length
      if (c.flag !== expected)
        throw new FigureDataError(
          `${file}: the flag of ${c.name} is ${c.flag}, but the guards that are tracked make ${expected}: track every guard, and say \`dropped!\` where one goes`,
        )
      continue
    }
    const strong = of('strong').length,
      weak = of('weak').length
    // While the destructor runs, the last strong handle is being dropped: it still stands in its variable.
    if (c.strong !== strong && !(inDestructor && c.strong === strong - 1))
      throw new FigureDataError(
        `${file}: strong of block ${c.name} is ${c.strong}, but ${strong} strong handle${strong === 1 ? ' is' : 's are'} tracked: track every handle, and say \`dropped!\` where one goes`,
      )
    const hidden = c.weak - weak
    if (hidden !== 0 && hidden !== 1)
      throw new FigureDataError(
        `${file}: weak of block ${c.name} is ${c.weak}, but ${weak} weak handle${weak === 1 ? ' is' : 's are'} tracked`,
      )
  }
}

/** Blocks that no variable leads to, by owners, any more. */
function unreachable(m: Memory): string[] {
  const reached = new Set<string>(),
    todo = m.places.filter(p => p.state === 'live').flatMap(p => p.parts)
  while (todo.length) {
    const p = todo.pop()!
    if (p.is.kind !== 'pointer' || p.moved || reached.has(p.is.to)) continue
    reached.add(p.is.to)
    todo.push(...(m.blocks.find(b => b.at === (p.is.kind === 'pointer' ? p.is.to : ''))?.parts ?? []))
  }
  return m.blocks.filter(b => isRc(b) && b.state === 'live' && !reached.has(b.at)).map(b => b.at)
}

export function countFrames(recording: Recording, edition?: number): CountFrame[] {
  const file = recording.snippet,
    memory = merged(replay(recording, edition))
  const seen = memory.map(m => {
    const handles = handlesOf(m),
      lost = unreachable(m),
      counters = countersOf(m).map(c => (lost.includes(c.id) ? { ...c, state: 'leaked' as const } : c))
    agree(
      counters,
      handles,
      file,
      m.changes.some(c => c.kind === 'drop'),
    )
    return { m, handles, counters }
  })
  if (!seen.some(s => s.counters.length))
    throw new FigureDataError(`${file} tracks no Rc and no RefCell: there is nothing to count`)
  const bars: Bar[] = []
  seen.forEach(({ handles, counters }, i) => {
    for (const h of handles)
      if (h.state === 'live' && !bars.some(b => b.id === h.id && b.to === null))
        bars.push({ id: h.id, label: h.name, of: h.of, lane: h.kind, from: i, to: null })
    for (const c of counters) {
      if (c.kind !== 'rc') continue
      const hidden =
          c.weak - handles.filter(h => h.of === c.id && h.kind === 'weak' && h.state === 'live').length === 1 &&
          c.state !== 'freed',
        id = `hidden ${c.id}`
      if (hidden && !bars.some(b => b.id === id))
        bars.push({ id, label: 'all strong', of: c.id, lane: 'weak', from: i, to: null })
      if (!hidden) for (const b of bars) if (b.id === id && b.to === null) b.to = i
    }
    for (const b of bars) {
      if (b.to !== null || b.id.startsWith('hidden ')) continue
      const c = counters.find(x => x.id === b.of)
      if (!handles.some(h => h.id === b.id && h.state === 'live') || c?.state === 'freed') b.to = i
    }
    for (const b of bars) if (b.to === null && counters.find(c => c.id === b.of)?.state === 'freed') b.to = i
  })
  // Where no weak handle ever exists, the one that the strong handles share is no news.
  const weakly = new Set(bars.filter(b => b.lane === 'weak' && !b.id.startsWith('hidden ')).map(b => b.of))
  const shownBars = bars.filter(b => !b.id.startsWith('hidden ') || weakly.has(b.of))
  const barRows = shownBars.map(b => ({ id: b.id, label: b.label, of: b.of, lane: b.lane }))
  const rows = {
    handles: Math.max(1, ...seen.map(s => s.handles.filter(h => !h.inside).length)),
    counters: Math.max(...seen.map(s => s.counters.length)),
    bars: barRows,
  }
  return seen.map(({ m, handles, counters }, i) => {
    const before = seen[i - 1],
      said = saidOf(m, handles, counters, before, file),
      past = shownBars.filter(b => b.from <= i).map(b => ({ ...b, to: b.to !== null && b.to <= i ? b.to : null }))
    return {
      show: 'counts',
      program: m.program,
      line: m.line,
      handles,
      counters,
      bars: past,
      step: i,
      steps: seen.length,
      said,
      now: nowOf(said, counters, before?.counters ?? [], handles, before?.handles ?? []),
      rows,
    }
  })
}

/** A drop's own frame before its destructor's would show a count that falls twice: both are one. */
function merged(frames: readonly Memory[]): Memory[] {
  return frames.flatMap((f, i): Memory[] => {
    const next = frames[i + 1],
      drop = next?.changes.find(c => c.kind === 'drop')
    return drop && f.changes.length > 0 && f.changes.every(c => c.kind === 'block' && c.at === drop.at) ? [] : [f]
  })
}

type Seen = { m: Memory; handles: readonly Handle[]; counters: readonly Counter[] }

function saidOf(
  m: Memory,
  handles: readonly Handle[],
  counters: readonly Counter[],
  before: Seen | undefined,
  file: string,
): Said {
  const change = <K extends Change['kind']>(kind: K) =>
    m.changes.filter((c): c is Extract<Change, { kind: K }> => c.kind === kind)
  const old = (id: string): Counter | undefined => before?.counters.find(c => c.id === id),
    now = (id: string): Counter | undefined => counters.find(c => c.id === id)
  const fresh = handles.filter(
    h => h.state === 'live' && !before?.handles.some(o => o.id === h.id && o.state === 'live' && o.of === h.of),
  )
  const gone =
    before?.handles.filter(
      o => o.state === 'live' && !handles.some(h => h.id === o.id && h.state === 'live' && h.of === o.of),
    ) ?? []
  const drop = change('drop')[0]
  if (drop && now(drop.at))
    return {
      kind: 'destructor',
      by: drop.by,
      counter: drop.at,
      handle: handles.find(h => h.of === drop.at && h.kind === 'strong' && h.state === 'live')?.name ?? null,
    }
  const note = change('note')[0]
  if (note) {
    const flag = counters.find(c => c.kind === 'flag'),
      rc = counters.find(c => c.kind === 'rc' && c.state === 'dropped') ?? counters.find(c => c.kind === 'rc')
    return {
      kind: 'asked',
      text: note.text,
      answer: note.of,
      flag: flag ? flag.flag : null,
      strong: rc ? rc.strong : null,
    }
  }
  const freed = counters.filter(c => c.state === 'freed' && old(c.id)?.state !== 'freed')
  if (freed.length)
    return {
      kind: 'freed',
      counters: freed.map(c => c.name),
      sizes: freed.map(c => c.size),
      handle: gone.find(h => !h.inside)?.name ?? null,
    }
  const made = counters.find(c => !old(c.id))
  if (made)
    return {
      kind: 'new',
      counter: made.id,
      handle: fresh.find(h => h.of === made.id)?.name ?? null,
      first: !before?.counters.length,
      inside: fresh
        .filter(h => h.inside === made.id && h.kind === 'strong' && h.of !== made.id)
        .map(h => ({ name: h.name.split('.').at(-1)!, counter: now(h.of)!.name, to: now(h.of)!.strong })),
    }
  for (const h of fresh) {
    const a = old(h.of)!,
      b = now(h.of)!
    if (h.kind === 'strong') return { kind: 'clone', handle: h.name, counter: h.of, from: a.strong, to: b.strong }
    if (h.kind === 'weak') return { kind: 'downgrade', handle: h.name, counter: h.of, from: a.weak, to: b.weak }
    return { kind: 'guard', handle: h.name, counter: h.of, from: a.flag, to: b.flag }
  }
  const h = gone.find(x => !x.inside) ?? gone[0]
  if (h) {
    const a = old(h.of)!,
      b = now(h.of)
    if (!b) throw new FigureDataError(`${file}: ${h.of} left the picture without being freed`)
    if (h.kind === 'shared' || h.kind === 'excl')
      return { kind: 'release', handle: h.name, counter: h.of, from: a.flag, to: b.flag }
    if (h.kind === 'weak') return { kind: 'drop weak', handle: h.name, counter: h.of, from: a.weak, to: b.weak }
    if (b.state === 'dropped')
      return { kind: 'value gone', handle: h.name, counter: h.of, weakFrom: a.weak, weakTo: b.weak, size: b.size }
    return {
      kind: 'drop strong',
      handle: h.name,
      counter: h.of,
      from: a.strong,
      to: b.strong,
      leaks: counters.filter(c => c.state === 'leaked' && old(c.id)?.state !== 'leaked').map(c => c.name),
    }
  }
  const written = counters.find(c => old(c.id) && old(c.id)!.value !== c.value)
  return written ? { kind: 'written', counter: written.id, value: written.value } : { kind: 'other' }
}

function nowOf(
  said: Said,
  counters: readonly Counter[],
  before: readonly Counter[],
  handles: readonly Handle[],
  old: readonly Handle[],
): string[] {
  const out: string[] = []
  for (const c of counters) {
    const a = before.find(x => x.id === c.id)
    if (!a) continue
    if (a.strong !== c.strong) out.push(`strong ${c.id}`)
    if (a.weak !== c.weak) out.push(`weak ${c.id}`)
    if (a.flag !== c.flag) out.push(`flag ${c.id}`)
    if (a.value !== c.value || (a.state !== c.state && c.state !== 'leaked')) out.push(`value ${c.id}`)
  }
  for (const h of handles)
    if (h.state === 'live' && !old.some(o => o.id === h.id && o.state === 'live')) out.push(`handle ${h.id}`)
  if (said.kind === 'asked')
    for (const c of counters) {
      if (c.kind === 'flag') out.push(`flag ${c.id}`)
      else if (c.state === 'dropped') out.push(`strong ${c.id}`)
    }
  return out
}
