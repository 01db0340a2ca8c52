// Panels from drop elaboration: one panel for each path through the body, with the drop flag that this path sets, clears and tests.
import type { EmitOf, MirBody } from '../../scripts/lib/recording/schema.ts'
import { FigureDataError } from '../figure/contract.ts'
import type { Happening, Panel } from './panel.ts'

type Block = MirBody['blocks'][number]
interface Flag {
  local: string
  value: string
  name: string
}

/** The `bool` locals that only the elaborated body has, each with the local whose drop it guards. */
export function flagsOf(mir: EmitOf<'mir'>): Flag[] {
  const before = new Set(mir.before?.locals.map(l => l.name))
  return mir.after.locals
    .filter(l => l.ty === 'bool' && !before.has(l.name))
    .flatMap((l): Flag[] => {
      const tests = mir.after.blocks.filter(
        b => b.terminator.kind === 'switchInt' && b.terminator.text.includes(`(copy ${l.name})`),
      )
      const guarded = tests.flatMap(t =>
        t.terminator.targets.filter(x => x.label === 'otherwise').map(x => droppedPlace(block(mir.after, x.to))),
      )
      const value = guarded.find(Boolean)
      return value ? [{ local: l.name, value, name: nameOf(mir.after, value) }] : []
    })
}
const block = (body: MirBody, id: string): Block => body.blocks.find(b => b.id === id)!
const droppedPlace = (b: Block): string | null => /^drop\((.+?)\)/.exec(b.terminator.text)?.[1] ?? null
const nameOf = (body: MirBody, local: string): string => body.locals.find(l => l.name === local)?.user ?? local

/**
 * The panels of a function's `mir ElaborateDrops FN`.
 * @param unwind adds, as the last panel, the path on which the last call that can panic does panic
 * @throws FigureDataError when the body needs no flag
 */
export function flagPanels(mir: EmitOf<'mir'>, unwind: boolean, most = 3): Panel[] {
  const body = mir.after,
    flags = flagsOf(mir)
  if (!flags.length)
    throw new FigureDataError(`\`${body.fn}\` needs no drop flag: every drop in it is decided at compile time`)
  const paths = walk(body, flags, false).slice(0, unwind ? most - 1 : most)
  const all = unwind ? [...paths, ...walk(body, flags, true).slice(0, 1)] : paths
  return all.map(p => ({
    title: p.choices.join(', ') || 'every path',
    lanes: flags.flatMap(f => [
      { name: f.name, what: '', flag: false },
      { name: flagName(f), what: 'drop flag', flag: true },
    ]),
    events: p.events,
  }))
}
const flagName = (f: Flag) => `${f.local}: bool`

interface Path {
  choices: string[]
  events: Happening[]
}

/** Every path without a repeated block; switches over flags follow the flags' values, so that no impossible path is shown. */
function walk(body: MirBody, flags: readonly Flag[], unwind: boolean): Path[] {
  const out: Path[] = []
  const go = (
    id: string,
    seen: readonly string[],
    path: Path,
    state: ReadonlyMap<string, boolean>,
    aliases: ReadonlyMap<string, string>,
    unwound: boolean,
  ) => {
    if (seen.includes(id)) return
    const b = block(body, id),
      here = { ...path, events: [...path.events] },
      values = new Map(state),
      copies = new Map(aliases)
    for (const s of b.statements) {
      const copy = /^(_\d+) = copy (_\d+)$/.exec(s.text.replace(/;$/, ''))
      if (copy) copies.set(copy[1]!, copy[2]!)
      here.events.push(...happenings(s.text, s.span?.line ?? null, flags, values))
    }
    const t = b.terminator,
      line = t.span?.line ?? null
    const before = here.events,
      ofCall = happenings(t.text, line, flags, values)
    here.events = [...before, ...ofCall]
    const tested = flags.find(f => t.kind === 'switchInt' && t.text.includes(`(copy ${f.local})`))
    if (tested) {
      const on = values.get(tested.local) ?? false
      here.events.push({ kind: 'test', name: flagName(tested), line, text: on ? '1' : '0' })
      return go(t.targets.find(x => (x.label === '0') === !on)!.to, [...seen, id], here, values, copies, unwound)
    }
    if (t.kind === 'return' || t.kind === 'resume') {
      if (unwound === unwind) out.push(here)
      return
    }
    const ways = t.targets.filter(x => x.label !== 'unwind' && (b.cleanup || !block(body, x.to)?.cleanup))
    for (const w of ways)
      go(
        w.to,
        [...seen, id],
        ways.length > 1 && t.kind === 'switchInt'
          ? { ...here, choices: [...here.choices, choice(t.text, w.label, body, copies)] }
          : here,
        values,
        copies,
        unwound,
      )
    const away = unwind && !unwound && t.kind === 'call' ? t.targets.find(x => x.label === 'unwind') : undefined
    if (away)
      go(
        away.to,
        [...seen, id],
        {
          ...here,
          choices: [...here.choices, `${callee(t.text)} panics`],
          events: [
            ...before,
            ...ofCall.filter(e => e.kind !== 'make'),
            { kind: 'panic', name: '', line, text: 'panic' },
          ],
        },
        values,
        copies,
        true,
      )
  }
  go('bb0', [], { choices: [], events: [] }, new Map(), new Map(), false)
  // The telling panic is one that finds something to drop.
  const tells = (p: Path) => (p.events.some(e => e.kind === 'drop') ? 100 : 0) + p.events.length
  return unwind ? out.sort((a, b) => tells(b) - tells(a)) : out
}
const callee = (text: string) => /=\s*(?:<[^=]*>::|[\w:<>]*::)?(\w+)(?:::<[^(]*>)?\(/.exec(text)?.[1] ?? 'a call'

/** What one line of MIR does to the guarded values and to their flags; keeps `values` up to date. */
function happenings(
  text: string,
  line: number | null,
  flags: readonly Flag[],
  values: Map<string, boolean>,
): Happening[] {
  return flags.flatMap((f): Happening[] => {
    const set = new RegExp(`^${f.local} = const (true|false)`).exec(text)
    if (set) {
      values.set(f.local, set[1] === 'true')
      return [
        { kind: set[1] === 'true' ? 'set' : 'clear', name: flagName(f), line, text: set[1] === 'true' ? '1' : '0' },
      ]
    }
    if (text.startsWith(`${f.value} = `)) return [{ kind: 'make', name: f.name, line, text: '' }]
    if (text.startsWith(`drop(${f.value})`)) return [{ kind: 'drop', name: f.name, line, text: '' }]
    return new RegExp(`move ${f.value.replace(/[.()*]/g, '\\$&')}\\b`).test(text)
      ? [{ kind: 'move', name: f.name, line, text: '' }]
      : []
  })
}

/** `c is true`, after the copy of `c` that the switch reads. */
function choice(text: string, label: string, body: MirBody, copies: ReadonlyMap<string, string>): string {
  const local = /\((?:move|copy) (_\d+)\)/.exec(text)?.[1] ?? ''
  const origin = copies.get(local) ?? local,
    found = body.locals.find(l => l.name === origin)
  const name = found?.user ?? origin
  return found?.ty === 'bool' ? `${name} is ${label === '0' ? 'false' : 'true'}` : `${name} is ${label}`
}
