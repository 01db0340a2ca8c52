// The sentences under a MemoryMap: made from what changed, at most two to a frame, each of which can be wrong.
import type { Block, Change, Frame, Part, Place } from './frames.ts'
import { bytes } from './replay.ts'

const blockName = (at: string): string =>
  `${at.startsWith('static') ? 'static block' : 'block'} ${/\d+$/.exec(at)?.[0] ?? at}`
const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

export function describeFrame(f: Frame): string {
  const of = <K extends Change['kind']>(kind: K) =>
    f.changes.filter((c): c is Extract<Change, { kind: K }> => c.kind === kind)
  const several = f.calls.length > 1
  const placeOf = (path: string): Place | undefined => f.places.find(p => p.path === path)
  const say = (path: string): string => {
    const [fn = '', ...rest] = path.split('.'),
      name = rest.join('.')
    return several && fn !== f.calls.at(-1)!.fn ? `\`${name}\` of \`${fn}\`` : `\`${name}\``
  }
  const target = (to: string): string => (/^(heap|static)\d+$/.test(to) ? blockName(to) : say(to))
  const pointers = (parts: readonly Part[]) => parts.flatMap(x => (x.is.kind === 'pointer' && !x.moved ? [x.is] : []))
  const out: string[] = []

  const drop = of('drop')[0]
  if (drop) {
    const inner = f.blocks.find(b => b.at === drop.at)
    const deeper = inner
      ? pointers(inner.parts)
          .filter(p => p.pointer === 'own')
          .map(p => target(p.to))
      : []
    out.push(
      `\`${drop.by}\` runs for ${/^(heap|static)\d+$/.test(drop.at) ? `the value in ${blockName(drop.at)}` : say(drop.at)}${deeper.length ? `, before what it owns, ${list(deeper)}` : ''}.`,
    )
  }
  const left = of('leave')[0],
    entered = of('enter').at(-1)
  if (left && !entered) out.push(`\`${left.fn}\` returns and its frame is gone; what it changed elsewhere stays.`)
  for (const m of of('moved').slice(0, 1)) {
    const to = placeOf(m.to),
      owned = to
        ? pointers(to.parts)
            .filter(p => p.pointer === 'own')
            .map(p => target(p.to))
        : []
    const partly = !f.places.some(p => p.path === m.from)
    if (/^(heap|static)\d+$/.test(m.to)) {
      out.push(`The bytes of ${say(m.from)} go into ${blockName(m.to)}; nobody may use ${say(m.from)} any more.`)
      break
    }
    out.push(
      `\`${m.to.split('.').slice(1).join('.')}\` takes over the ${to ? bytes(to.size) : 'bytes'} of ${say(m.from)} as they are${owned.length ? `; ${list(owned)} stay${owned.length === 1 ? 's' : ''} where ${owned.length === 1 ? 'it is' : 'they are'}` : ''}.`,
    )
    const rest = partly ? f.places.find(p => m.from.startsWith(`${p.path}.`)) : undefined
    const usable = rest ? [...new Set(rest.parts.filter(x => !x.moved).map(x => x.name.split(/[.[]/)[0]!))] : []
    out.push(
      rest
        ? `Only that field is moved: ${list(usable.map(n => `\`${rest.name}.${n}\``))} may still be used.`
        : `The old bytes are still in ${say(m.from)}, but nobody may use them.`,
    )
  }
  if (out.length < 2) {
    const free = of('free'),
      fresh = of('new block')
    const grown = free.flatMap(x =>
      fresh.filter(n => x.owner !== null && ownsNow(f, x.owner, n.at)).map(n => ({ from: x, to: n })),
    )[0]
    const dangling = f.places.filter(
      p => p.state === 'live' && pointers(p.parts).some(x => x.pointer !== 'own' && free.some(c => c.at === x.to)),
    )
    if (grown) {
      const block = f.blocks.find(b => b.at === grown.to.at)!
      out.push(
        `${cap(blockName(grown.from.at))} was full, so ${say(grown.from.owner!)} owns a new one of ${bytes(block.size)}; what it held is copied and the old block is freed.`,
      )
    } else if (free.length) {
      const n = free.reduce((sum, c) => sum + c.size, 0),
        owner = of('dropped')[0]
      out.push(
        owner
          ? `${say(owner.path)} is dropped: ${list(free.map(c => blockName(c.at)))} ${free.length === 1 ? 'goes' : 'go'} back to the allocator, ${bytes(n)}.`
          : `${cap(list(free.map(c => blockName(c.at))))} ${free.length === 1 ? 'is' : 'are'} freed, ${bytes(n)}.`,
      )
    }
    if (dangling.length && out.length < 2)
      out.push(
        `${cap(list(dangling.map(p => say(p.path))))} still hold${dangling.length === 1 ? 's' : ''} the old address and dangle${dangling.length === 1 ? 's' : ''}.`,
      )
  }
  if (entered && out.length < 2) {
    const own = of('new place')
      .map(c => placeOf(c.path)!)
      .filter(p => p?.fn === entered.fn)
    out.push(
      `\`${entered.fn}\` gets a frame of its own.${own.length ? ` Its ${own.map(p => `\`${p.name}\` ${held(p, target)}`).join('; its ')}.` : ''}`,
    )
  } else if (!of('moved').some(m => m.to.includes('.'))) {
    for (const c of of('new place').slice(0, 2 - Math.min(2, out.length)))
      out.push(
        newPlace(
          placeOf(c.path)!,
          f,
          of('new block').map(b => b.at),
          target,
        ),
      )
  }
  if (out.length < 2)
    for (const c of of('uninit')) {
      const p = placeOf(c.path)
      if (p?.state === 'uninit')
        out.push(`\`${p.name}\` has its ${bytes(p.size)}, but no value: they may be written, not read.`)
    }
  if (out.length < 2 && of('dropped').length && !of('free').length && !drop)
    out.push(`${cap(list(of('dropped').map(c => say(c.path))))} ${of('dropped').length === 1 ? 'is' : 'are'} dropped.`)
  if (out.length < 2 && !of('moved').length) {
    const written = of('block').filter(c => c.from === 'uninit' && c.to !== 'uninit'),
      elements = written.filter(c => c.part.startsWith('['))
    const changed = [...of('place'), ...of('block')].filter(
      c =>
        c.from !== c.to &&
        c.to !== 'uninit' &&
        c.from !== 'uninit' &&
        c.from !== 'nothing' &&
        !c.to.startsWith('address'),
    )
    const nameOf = (c: (typeof changed)[number]) =>
      c.kind === 'place'
        ? `\`${placeOf(c.path)!.name}${/^\d+$/.test(c.part) && !placeOf(c.path)!.parts[0]!.name ? '' : `.${c.part}`}\``
        : `\`${c.part}\` of ${blockName(c.at)}`
    const fresh = new Set(of('new block').map(b => b.at))
    const quiet = changed.filter(c => !fresh.has(c.kind === 'block' ? c.at : ''))
    if (elements.length && out.length < 1)
      out.push(
        `${elements.map(c => `\`${c.part}\``).join(' and ')} is written where bytes were uninitialised: ${list(elements.map(c => c.to))}${quiet.length ? `; ${list(quiet.slice(0, 2).map(c => `${nameOf(c)} goes from ${c.from} to ${c.to}`))}` : ''}.`,
      )
    else if (quiet.length && out.length < 1)
      out.push(`${cap(list(quiet.slice(0, 3).map(c => `${nameOf(c)} goes from ${c.from} to ${c.to}`)))}.`)
  }
  const turned = of('block').filter(
    c => c.from !== c.to && c.from.startsWith('address of ') && c.to.startsWith('address of '),
  )
  if (turned.length && out.length < 2)
    out.push(
      `${cap(list(turned.slice(0, 2).map((c, i) => `\`${c.part}\` of ${blockName(c.at)} ${i ? '' : 'now leads '}to ${blockName(c.to.slice('address of '.length))}`)))}.`,
    )
  if (!out.length) for (const c of of('note')) out.push(`\`${c.text}\` is ${c.of}.`)
  if (!out.length && of('ended').length)
    out.push(
      `${cap(list(of('ended').map(c => `\`${c.path.split('.').slice(1).join('.')}\``)))} ${of('ended').length === 1 ? 'is' : 'are'} used no more.`,
    )
  if (!out.length) out.push('This line changes nothing in memory that is shown here.')
  return out.slice(0, 2).join(' ')
}

const cap = (s: string): string => (s.startsWith('`') ? s : s[0]!.toUpperCase() + s.slice(1))
const ownsNow = (f: Frame, owner: string, at: string): boolean =>
  [...f.places.filter(p => p.path === owner), ...f.blocks.filter(b => b.at === owner)].some(h =>
    h.parts.some(x => x.is.kind === 'pointer' && x.is.to === at),
  )

/** `holds the address of …`, for a parameter. */
function held(p: Place, target: (to: string) => string): string {
  const x = p.parts.find(q => q.is.kind === 'pointer')
  if (x?.is.kind !== 'pointer')
    return p.parts.length === 1 && p.parts[0]!.is.kind === 'value'
      ? `is ${p.parts[0]!.is.value}`
      : `is ${bytes(p.size)}`
  return x.is.pointer === 'own' ? `owns ${target(x.is.to)}` : `holds the address of ${target(x.is.to)}`
}

function newPlace(p: Place, f: Frame, fresh: readonly string[], target: (to: string) => string): string {
  const found = p.parts.flatMap(x => (x.is.kind === 'pointer' && !x.moved ? [{ ...x.is, name: x.name }] : [])),
    name = `\`${p.name}\``
  const first = found[0]
  if (!first) {
    const values = p.parts.filter(x => x.is.kind === 'value')
    return values.length === 1 && values[0]!.is.kind === 'value'
      ? `${name} is ${values[0]!.is.value}, in ${bytes(p.size)} of its own.`
      : `${name} is ${bytes(p.size)} on the stack and leads nowhere.`
  }
  const block: Block | undefined = f.blocks.find(b => b.at === first.to),
    where = first.at
      ? `${fieldAt(first.to, first.at, f) ?? `byte ${first.at}`} of ${target(first.to)}`
      : target(first.to)
  switch (first.pointer) {
    case 'own': {
      const all = found.filter(x => x.pointer === 'own').map(x => target(x.to))
      if (!fresh.includes(first.to)) return `${name} owns ${list(all)} now.`
      const none = block && block.parts.every(x => x.is.kind === 'uninit') ? ', none of them initialised' : ''
      return `${name} is ${bytes(p.size)} on the stack and owns ${list(all)} on the heap${block ? `, ${bytes(block.size)}${none}` : ''}.`
    }
    case 'shared':
      return block?.region === 'static'
        ? `${name} leads to ${bytes(block.size)} that are part of the binary: nobody owns them, nobody frees them.`
        : `${name} is ${p.size === 8 ? 'one word' : 'two words'}: the address of ${where}${p.size === 16 ? ' and a length' : ''}. It owns nothing.`
    case 'excl':
      return `${name} holds the address of ${where}, and is the only way there while it is in use.`
    case 'raw':
      return `${name} is a raw pointer to ${where}: no one checks how long that is valid.`
    case 'weak':
      return `${name} holds the address of ${where} without keeping the value alive.`
  }
}

function fieldAt(to: string, at: number, f: Frame): string | null {
  const parts = f.places.find(p => p.path === to)?.parts ?? f.blocks.find(b => b.at === to)?.parts
  const part = parts?.find(x => x.offset === at)
  return part?.name ? `\`${part.name.split('.')[0]}\`` : null
}
