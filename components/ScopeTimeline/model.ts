// Values over time: where each binding or temporary begins, moves, is dropped, and in which order; editions side by side, or drop flags path by path.
// <ScopeTimeline rec="tail" editions="2021,2024" case="tail" region="tail" /> · <ScopeTimeline rec="flags" flags="send" unwind region="send" />
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import {
  emitOf,
  FigureDataError,
  provenanceOf,
  runOf,
  type FigureModel,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { pickKeys } from '../figure/steps.ts'
import { linesOf } from '../CodePane/lines.ts'
import type { ListingLine } from '../CodePane/listing.ts'
import { draw } from './draw.ts'
import { flagPanels } from './flags.ts'
import { dropNumber, dropped, type Happening, type Panel } from './panel.ts'
import { tracedPanel } from './trace.ts'

export interface ScopeTimelineOptions {
  /** The snippet's text; given with the recording. */
  source?: string
  /** The `// #region` whose lines stand beside the lanes; the whole snippet when absent; `none` for no lines. */
  region?: string
  /** `2021,2024`: one panel for each, from the run in that edition. */
  editions?: string
  edition?: number
  /** Only events with this `"case"`. */
  case?: string
  /** A function of whose `//@ emit: mir ElaborateDrops FN` the drop flags are shown, one panel a path. */
  flags?: string
  /** With `flags`: a last panel for the path on which a call panics. */
  unwind?: boolean
  /** `events`: a frame for each event (default up to 9). `drops`: a frame where something is dropped, moved, tested or marked. `all`: one frame. */
  steps?: 'events' | 'drops' | 'all'
}
export interface Frame {
  panels: readonly Panel[]
  /** Events shown in each panel. */ shown: readonly number[]
  lines: readonly ListingLine[]
  columns: number
  flags: boolean
  last: boolean
}

export function fromRecording(recording: Recording, options: ScopeTimelineOptions = {}): Trace<Frame> {
  const editions = options.editions?.split(',').map(e => Number(e.trim())) ?? [
    runOf(recording, options.edition).edition,
  ]
  const panels = options.flags
    ? flagPanels(emitOf(recording, 'mir', `ElaborateDrops ${options.flags}`, options.edition), !!options.unwind)
    : editions.map(e => tracedPanel(recording, e, options.case, `edition ${e}`))
  if (panels.length > 3)
    throw new FigureDataError(
      `a timeline holds at most three panels, and ${recording.snippet} asks for ${panels.length}`,
    )
  const lines = linesOf(options.source, options.region, recording.snippet)
  const columns = Math.max(...panels.map(p => p.events.length))
  const shown = counts(panels, options.steps ?? (columns > 9 ? 'drops' : 'events'))
  const note = options.flags ? 'MIR: observed, not guaranteed' : undefined
  return {
    schema: 'scope-timeline@1',
    title: options.flags
      ? `Drop flags of ${options.flags}`
      : `Drop order${panels.length > 1 ? ` in editions ${editions.join(' and ')}` : ''}`,
    provenance: {
      ...provenanceOf(recording, options.flags ? options.edition : editions.at(-1), note),
      ...(!options.flags && editions.length > 1 ? { compared: editions.slice(0, -1) } : {}),
    },
    frames: shown.map((s, i) => ({
      panels,
      shown: s,
      lines,
      columns,
      flags: !!options.flags,
      last: i === shown.length - 1,
    })),
  }
}

/** How many events of each panel a frame shows. All panels step together, so that the same moment stands at the same frame. */
function counts(panels: readonly Panel[], steps: string): number[][] {
  const longest = Math.max(...panels.map(p => p.events.length))
  const full = panels.map(p => p.events.length)
  if (steps === 'all') return [full]
  const kept = Array.from({ length: longest }, (_, i) => i).filter(
    i => steps === 'events' || panels.some(p => p.events[i] && p.events[i].kind !== 'make') || i === longest - 1,
  )
  return kept.map(i => panels.map(p => Math.min(i + 1, p.events.length)))
}

const code = (s: string) => `\`${s}\``
const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
const ordinal = (n: number): string =>
  ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'][n] ?? `as number ${n}`

/** What one event means; `brief` without its line, which the lanes show, and without the reason. */
function clause(p: Panel, index: number, brief = false): string {
  const e = p.events[index]!,
    at = e.line === null || brief ? '' : ` at line ${e.line}`
  switch (e.kind) {
    case 'make':
      return `${code(e.name)} begins${at}`
    case 'move':
      return e.text ? `${code(e.name)} is moved to ${code(e.text)}${at}` : `${code(e.name)} is moved out${at}`
    case 'drop':
      return p.lanes.some(l => l.flag)
        ? `${code(e.name)} is dropped${at}`
        : `${code(e.name)} is dropped ${ordinal(dropNumber(p, index))}`
    case 'forget':
      return `${code(e.name)} is forgotten${at}: its destructor will not run`
    case 'mark':
      return `the program reaches ${e.text ? `“${e.text}”` : 'the next line'}`
    case 'panic':
      return brief ? 'unwinding begins' : `a panic${at} begins unwinding`
    case 'set':
      return `the flag is set${at}${brief ? '' : ': the value counts as initialised'}`
    case 'clear':
      return p.events.slice(0, index).some(x => x.name === e.name)
        ? `the flag is cleared${at}${brief ? '' : ': there is nothing left to drop'}`
        : 'the flag starts at 0'
    case 'test':
      return `the test${at} finds ${e.text === '1' ? '1, so the drop runs' : '0, so the drop is skipped'}`
  }
}
const said = (e: Happening) => `${e.kind} ${e.name} ${e.text} ${e.line}`

function describe(previous: Frame | null, f: Frame): string {
  if (f.last && !f.flags) {
    const orders = f.panels.map(p => list(dropped(p, p.events.length).map(code)))
    const same = orders.every(o => o === orders[0])
    return same
      ? `Drop order${f.panels.length > 1 ? ' in both editions' : ''}: ${orders[0]}.`
      : `Drop order: ${f.panels.map((p, i) => `${orders[i]} in ${p.title.replace('edition ', '')}`).join(', but ')}.`
  }
  const now = f.panels
    .map((p, i) => ({ p, index: f.shown[i]! - 1, moved: !previous || f.shown[i] !== previous.shown[i] }))
    .filter(x => x.moved && x.index >= 0)
  const first = now[0]
  if (!first) return 'Nothing more happens.'
  const alike =
    f.panels.length > 1 &&
    now.length === f.panels.length &&
    now.every(x => said(x.p.events[x.index]!) === said(first.p.events[first.index]!))
  if (alike) return sentence(`${f.flags ? 'on every path' : 'in both editions'}, ${clause(first.p, first.index)}`)
  const began =
    previous || f.panels.length > 1
      ? []
      : first.p.events
          .slice(0, first.index)
          .filter(e => e.kind === 'make')
          .map(e => code(e.name))
  if (began.length)
    return sentence(`${list(began)} ${began.length === 1 ? 'begins' : 'begin'}; then ${clause(first.p, first.index)}`)
  if (f.panels.length === 1) return sentence(clause(first.p, first.index))
  // Panels where the same happens share a sentence; of two paths, one the beginning of the other, the shorter name stands for both.
  const groups = new Map<string, string[]>()
  for (const x of now) {
    const c = clause(x.p, x.index, true)
    groups.set(c, [...(groups.get(c) ?? []), x.p.title])
  }
  const named = (titles: readonly string[]) => titles.filter(t => !titles.some(o => o !== t && t.startsWith(o)))
  return [...groups]
    .map(([c, titles]) =>
      sentence(
        `${f.flags ? `if ${named(titles).map(conditions).join(' or if ')}` : `in ${titles[0]!.replace('edition ', '')}`}, ${c}`,
      ),
    )
    .join(' ')
}
/** `now is false, reserve panics` -> names in backticks, joined by `and`. */
const conditions = (title: string) => list(title.split(', ').map(c => c.replace(/^\S+/, code)))
const sentence = (s: string) => `${s[0]!.toUpperCase()}${s.slice(1)}.`

function outline(f: Frame): TextTree {
  return {
    text: f.flags ? 'Drop flags, path by path' : 'Values over time',
    children: f.panels.map((p, i) => ({
      text: p.title,
      children: p.events.slice(0, f.shown[i]).map((_, k) => ({ text: clause(p, k).replaceAll('`', '') })),
    })),
  }
}

/** What a printed strip may leave out first: a value that begins, then what the program merely reaches. */
const WEIGHT: Record<Happening['kind'], number> = {
  make: 1,
  mark: 2,
  set: 3,
  clear: 3,
  panic: 5,
  test: 5,
  move: 5,
  drop: 6,
  forget: 6,
}

/** What the gallery shows. */
export const examples = [
  { example: 'tail', options: { editions: '2021,2024', region: 'tail' } },
  { example: 'iflet', options: { editions: '2021,2024', region: 'iflet' } },
  { example: 'order', options: { region: 'order' } },
  { example: 'unwind', options: { region: 'unwind' } },
  { example: 'flags', options: { flags: 'send', unwind: true, region: 'send' } },
] as const

export const model: FigureModel<Frame> = {
  layout: draw,
  describe,
  outline,
  keyFrames: t =>
    pickKeys(t.frames.length, 6, i =>
      Math.max(
        ...t.frames[i]!.panels.map((p, n) =>
          t.frames[i]!.shown[n] === t.frames[i - 1]?.shown[n] ? 0 : WEIGHT[p.events[t.frames[i]!.shown[n]! - 1]!.kind],
        ),
      ),
    ),
  meaning: f => {
    const [panel] = f.panels,
      event = panel?.events[f.shown[0]! - 1]
    return event ? `${event.kind} ${event.name}` : ''
  },
  share: traces => {
    const columns = Math.max(...traces.flatMap(trace => trace.frames.map(frame => frame.columns)))
    return traces.map(trace => ({ ...trace, frames: trace.frames.map(frame => ({ ...frame, columns })) }))
  },
}
