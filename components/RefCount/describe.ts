// The sentences under a RefCount figure, each made from counts that were read or orders that were computed.
import { bytes } from '../MemoryMap/replay.ts'
import type { Counter, CountFrame, Frame, ThreadFrame } from './frames.ts'
import { happensBefore } from './threads.ts'

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** @param before the frame before, which may have told already that the last handle went */
export const describeFrame = (f: Frame, before: Frame | null = null): string =>
  f.show === 'counts' ? counts(f, before) : threads(f)

function counts(f: CountFrame, before: Frame | null): string {
  const s = f.said,
    of = (id: string): Counter => f.counters.find(c => c.id === id)!,
    several = f.rows.counters > 1
  const the = (id: string, what: string) => (several ? `${what} of block ${of(id).name}` : what)
  switch (s.kind) {
    case 'new': {
      const c = of(s.counter)
      if (c.kind === 'flag')
        return `\`${c.name}\` holds its value and a flag beside it, ${bytes(c.size)} in all. The flag is ${c.flag}: nobody borrows.`
      if (!s.first)
        return `${s.handle ? `\`${s.handle}\` owns block ${c.name}` : `Block ${c.name} is new`}, with counts of its own: strong ${c.strong}, weak ${c.weak}.${s.inside.map(h => ` Its \`${h.name}\` takes strong of block ${h.counter} to ${h.to}.`).join('')}`
      return `Both counts lie in the block, before the value, ${bytes(c.size)} in all. Strong is ${c.strong}; weak is ${c.weak} already: the strong handles share one.`
    }
    case 'clone':
      return `\`${s.handle}\` is one more strong handle: ${the(s.counter, 'strong')} goes from ${s.from} to ${s.to}. The value is not copied.`
    case 'downgrade':
      return `\`${s.handle}\` is a weak handle: ${the(s.counter, 'weak')} goes from ${s.from} to ${s.to}, and strong stays ${of(s.counter).strong}.`
    case 'drop strong':
      return `\`${s.handle}\` is dropped: ${the(s.counter, 'strong')} goes from ${s.from} to ${s.to}${s.leaks.length ? `. Block${s.leaks.length === 1 ? '' : 's'} ${list(s.leaks)} ${s.leaks.length === 1 ? 'holds itself' : 'hold each other'} now: no destructor runs, nothing is freed.` : ', so the value lives on.'}`
    case 'destructor':
      return `${s.handle ? `\`${s.handle}\` was the last strong handle` : 'The last strong handle goes'}: strong is ${of(s.counter).strong}, and \`${s.by}\` runs. Weak still is ${of(s.counter).weak}.`
    case 'value gone':
      return `${before?.show === 'counts' && before.said.kind === 'destructor' ? 'The value is gone, so the strong handles give back the weak they shared' : `\`${s.handle}\` was the last strong handle: the value is gone, and with it the weak that those shared`}: ${the(s.counter, 'weak')} goes from ${s.weakFrom} to ${s.weakTo}. The ${bytes(s.size)} stay allocated.`
    case 'freed':
      return `${s.handle ? `\`${s.handle}\` is dropped: n` : 'N'}o handle is left, and ${s.counters.length === 1 ? `the block of ${bytes(s.sizes[0]!)} is` : `blocks ${list(s.counters)} of ${list(s.sizes.map(bytes))} are`} freed.`
    case 'drop weak':
      return `\`${s.handle}\` is dropped: ${the(s.counter, 'weak')} goes from ${s.from} to ${s.to}.`
    case 'guard':
      return s.to < 0
        ? `\`${s.handle}\` is the exclusive guard: the flag goes from ${s.from} to ${s.to}, and nobody else gets in.`
        : `\`${s.handle}\` is a shared guard: the flag goes from ${s.from} to ${s.to}.`
    case 'release':
      return s.from < 0
        ? `\`${s.handle}\` is dropped: the flag goes from ${s.from} back to ${s.to}.`
        : `\`${s.handle}\` is dropped: the flag goes from ${s.from} to ${s.to}${s.to === 0 ? ', and nobody borrows' : ''}.`
    case 'asked': {
      if (s.flag !== null)
        return `\`${s.text}\` is ${s.answer}: the flag is ${s.flag}, so ${s.flag < 0 ? 'an exclusive guard is alive' : s.flag === 1 ? 'a shared guard is alive' : s.flag ? `${s.flag} shared guards are alive` : 'nobody borrows'}. It is a check at run time.`
      return `\`${s.text}\` is \`${s.answer}\`: strong is ${s.strong}${s.strong === 0 ? ', and nothing can raise it again' : ''}.`
    }
    case 'written':
      return `The value changes to ${s.value}, and no count does.`
    case 'other':
      return 'No count changes here.'
  }
}

function threads(f: ThreadFrame): string {
  const o = f.ops[f.done - 1]!,
    race = f.races.find(r => r.second === o.index),
    thread = `\`${o.thread}\``
  if (race) {
    const a = f.ops[race.first]!
    return `Nothing orders \`${a.text}\` of \`${a.thread}\` before this ${o.order === 'drop' ? 'destructor' : 'access'}: that is a data race, whatever this run printed.`
  }
  if (o.old !== null && !o.text.startsWith('fetch_sub')) return flag(f, o)
  if (o.old !== null) {
    const last = o.new === 0
    if (o.order === 'Relaxed')
      return `${thread} takes \`${o.place}\` from ${o.old} to ${o.new}. Relaxed orders nothing else${last ? ', and this was the last handle' : ''}.`
    return last
      ? `${thread} takes \`${o.place}\` from ${o.old} to ${o.new}: it must destroy the value. Its own decrement releases, and acquires nothing yet.`
      : `${thread} takes \`${o.place}\` from ${o.old} to ${o.new}. Release: whoever acquires through this count sees what ${thread} did before.`
  }
  const edge = f.edges.find(e => e.to === o.index)
  if (edge) {
    const a = f.ops[edge.from]!
    return `${thread} has read a count that \`${a.thread}\` released, so all that \`${a.thread}\` did before its decrement happens before this fence.`
  }
  if (o.order === 'Acquire') return `${thread} acquires, but has read nothing that another thread released.`
  const before = f.ops.filter(
    a =>
      a.index < o.index &&
      a.thread !== o.thread &&
      a.place === o.place &&
      a.old === null &&
      happensBefore(f.ops, f.edges, a.index, o.index),
  )
  if ((o.order === 'drop' || o.order === 'free') && before.length)
    return `The destructor runs. ${list(before.map(a => `\`${a.text}\` of \`${a.thread}\``))} happens before it, through the decrement and the fence: no race.`
  if (before.length)
    return `${thread} ${o.order === 'write' ? 'writes' : 'reads'} \`${o.place}\`. ${list(before.map(a => `\`${a.text}\` of \`${a.thread}\``))} happens before it: no race.`
  return `${thread} ${o.order === 'write' ? 'writes' : o.order === 'read' ? 'reads' : 'touches'} \`${o.place}\`. No other thread is ordered after that yet.`
}

/** An atomic that counts nothing: a flag that is stored, loaded or swapped. */
function flag(f: ThreadFrame, o: ThreadFrame['ops'][number]): string {
  const thread = `\`${o.thread}\``,
    edge = f.edges.find(e => e.to === o.index)
  const what =
    o.old === o.new
      ? `${thread} finds ${o.old} in \`${o.place}\``
      : `${thread} takes \`${o.place}\` from ${o.old} to ${o.new}`
  if (edge) {
    const a = f.ops[edge.from]!
    return `${what}, the value that \`${a.thread}\` released: all that \`${a.thread}\` did before its store happens before what ${thread} does next.`
  }
  if (o.order === 'Release') return `${what}. Release: whoever acquires this value sees what ${thread} did before.`
  if (o.order === 'Acquire') return `${what}. Acquire, but no other thread has released this value: nothing is ordered.`
  return `${what}. ${o.order === 'Relaxed' ? 'Relaxed orders nothing else.' : `${o.order}: it publishes what ${thread} did, and sees what was published.`}`
}
