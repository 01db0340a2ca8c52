// Measured values as bars to scale, one after the other, with their range over repeated runs and their ratio to the first.
// Events: {"ev":"measure","name":"glibc","value":21.3,"unit":"ns","group":"box and free"}; the same name again is another run of the same measurement.
// {"ev":"note",…} is for the text of a slide, {"ev":"machine",…} says what the numbers were taken on: neither is drawn.
import {
  eventsOf,
  FigureDataError,
  isStrip,
  type FigureModel,
  type Mark,
  provenanceOf,
  type Size,
  textWidth,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { clip } from '../figure/pieces.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'

/** Examples of the gallery. */
export const examples = [
  { example: 'vec-bytes' },
  { example: 'dispatch-time', options: { title: 'What dispatch costs in a loop', base: 'generic' } },
]

export interface Options {
  title?: string
  /** The bar that ratios refer to; the first of each group when absent. */
  base?: string
  /** What a step reveals: a bar (default), a whole group, or everything at once. */
  reveal?: 'bar' | 'group' | 'all'
  edition?: number
}
export interface Bar {
  name: string
  min: number
  median: number
  max: number
  runs: number
}
export interface Group {
  name: string | null
  unit: string
  bars: readonly Bar[]
  /** index of the bar that ratios refer to */ base: number
}
export interface Frame {
  title: string
  groups: readonly Group[]
  /** How many bars are shown, counted over all groups. */
  shown: number
  /** Indices of the bars that this frame reveals. */
  fresh: readonly number[]
}

const ONE_MACHINE = 'measured on one machine: another gives other times and ratios'

export function fromRecording(recording: Recording, options: Options = {}): Trace<Frame> {
  const groups = groupsOf(recording, options)
  const title = options.title ?? `Measured: ${groups.map(g => g.name ?? g.bars.map(b => b.name).join(', ')).join('; ')}`
  const reveal = options.reveal ?? 'bar'
  const sizes =
    reveal === 'all'
      ? [groups.reduce((n, g) => n + g.bars.length, 0)]
      : reveal === 'group'
        ? groups.map(g => g.bars.length)
        : groups.flatMap(g => g.bars.map(() => 1))
  let shown = 0
  const frames = sizes.map((n): Frame => {
    const fresh = Array.from({ length: n }, (_, i) => shown + i)
    shown += n
    return { title, groups, shown, fresh }
  })
  const exact = groups.every(g => g.bars.every(b => b.min === b.max) && isExact(g.unit))
  return {
    schema: 'bars@1',
    title,
    provenance: provenanceOf(recording, options.edition, exact ? undefined : ONE_MACHINE),
    frames,
  }
}

/** Units that a compiler settles, and no clock: such values are the same on the next run. */
const isExact = (unit: string) => /^(bytes|items|lines|instructions|allocations|calls|symbols)$/.test(unit)

function groupsOf(recording: Recording, options: Options): Group[] {
  const found = new Map<string, { unit: string; values: Map<string, number[]> }>()
  for (const [i, e] of eventsOf(recording, options.edition).entries()) {
    if (e.ev === 'note' || e.ev === 'machine') continue
    if (e.ev !== 'measure')
      throw new FigureDataError(
        `event ${i + 1} of ${recording.snippet} is \`${String(e.ev)}\`: bars know \`measure\`, and pass over \`note\` and \`machine\``,
      )
    const { name, value, unit, group = '' } = e as { name: unknown; value: unknown; unit: unknown; group?: unknown }
    if (
      typeof name !== 'string' ||
      typeof unit !== 'string' ||
      typeof group !== 'string' ||
      typeof value !== 'number' ||
      !Number.isFinite(value) ||
      value < 0
    ) {
      throw new FigureDataError(
        `event ${i + 1} of ${recording.snippet} is no measurement: it needs \`name\`, \`unit\` and a \`value\` that is not negative`,
      )
    }
    const g = found.get(group) ?? { unit, values: new Map<string, number[]>() }
    if (g.unit !== unit)
      throw new FigureDataError(
        `${recording.snippet} measures ${g.unit} and ${unit} in one group: give each unit its own \`group\``,
      )
    g.values.set(name, [...(g.values.get(name) ?? []), value])
    found.set(group, g)
  }
  if (!found.size)
    throw new FigureDataError(
      `${recording.snippet} measured nothing: it needs events {"ev":"measure","name":…,"value":…,"unit":…}`,
    )
  const groups = [...found].map(([name, g]): Group => {
    const bars = [...g.values].map(([bar, values]): Bar => {
      const sorted = [...values].sort((a, b) => a - b),
        mid = sorted.length >> 1
      return {
        name: bar,
        min: sorted[0]!,
        max: sorted.at(-1)!,
        median: sorted.length % 2 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2,
        runs: sorted.length,
      }
    })
    return {
      name: name || null,
      unit: g.unit,
      bars,
      base: Math.max(
        0,
        bars.findIndex(b => b.name === options.base),
      ),
    }
  })
  if (options.base !== undefined && !groups.some(g => g.bars.some(b => b.name === options.base)))
    throw new FigureDataError(
      `${recording.snippet} has no bar \`${options.base}\`: it has ${groups.flatMap(g => g.bars.map(b => b.name)).join(', ')}`,
    )
  return groups
}

// ---------- words ----------

/** At most three significant digits, thousands apart: `21.3`, `1 350 428`. */
export function digits(value: number): string {
  const rounded = value !== 0 && Math.abs(value) < 100 ? Number(value.toPrecision(3)) : Math.round(value)
  const [whole = '', part] = String(rounded).split('.')
  return whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0') + (part ? `.${part}` : '')
}
const valueText = (g: Group, b: Bar) => `${digits(b.median)} ${g.unit}`
/** Nothing where both ends are the same in the digits that are shown. */
const rangeText = (b: Bar) => (digits(b.min) === digits(b.max) ? '' : `${digits(b.min)} to ${digits(b.max)}`)
const ratio = (g: Group, b: Bar) => b.median / g.bars[g.base]!.median
/** Two decimals; where those would be zero, the first digit that is not. */
const ratioDigits = (r: number) =>
  r >= 10 ? digits(r) : r > 0 && r < 0.005 ? String(Number(r.toPrecision(1))) : r.toFixed(2)
const ratioText = (g: Group, b: Bar) => (g.bars[g.base]!.median === 0 ? '' : `${ratioDigits(ratio(g, b))}×`)
const ratioWords = (g: Group, b: Bar) =>
  g.bars[g.base]!.median === 0
    ? ''
    : `${ratioDigits(ratio(g, b))} ${ratio(g, b) > 1 ? 'times' : 'of'} \`${g.bars[g.base]!.name}\``
const all = (f: Frame) => f.groups.flatMap(g => g.bars.map(bar => ({ g, bar })))

/** What a caption may hold: three lines of a slide. */
const LONGEST_CAPTION = 190

/** A sentence begins with a capital letter, unless it begins with code: `join!(…)` stays what it is. */
const started = (name: string) =>
  /^[a-z]+(?=[\s,-]|$)/.test(name) ? `${name[0]!.toUpperCase()}${name.slice(1)}` : name

function describe(_previous: Frame | null, f: Frame): string {
  const fresh = f.fresh.map(i => all(f)[i]!),
    { g } = fresh[0]!
  const said = (ranged: boolean) =>
    fresh
      .map(({ g, bar }) => {
        const range = !rangeText(bar) || !ranged ? '' : `, ${rangeText(bar)} in ${bar.runs} runs`
        const compared = bar === g.bars[g.base] || g.bars[g.base]!.median === 0 ? '' : `, ${ratioWords(g, bar)}`
        return `\`${bar.name}\`: ${valueText(g, bar)}${range}${compared}`
      })
      .join('; ')
  const head = g.name ? `${started(g.name)}, ` : ''
  const full = [said(true), said(false)].map(text => `${head}${text}.`).find(text => text.length <= LONGEST_CAPTION)
  if (full || fresh.length < 3) return full ?? `${head}${said(false)}.`
  // Too many to be told one by one: the picture has them, the sentence says how far apart they lie.
  const [least, ...rest] = [...fresh].sort((a, b) => a.bar.median - b.bar.median),
    most = rest.at(-1)!
  return `${head}${fresh.length} bars: from ${valueText(least!.g, least!.bar)}, \`${least!.bar.name}\`, to ${valueText(most.g, most.bar)}, \`${most.bar.name}\`${least!.bar.median > 0 && least!.g === most.g ? `, which is ${ratioDigits(most.bar.median / least!.bar.median)} times as much` : ''}.`
}

function outline(f: Frame): TextTree {
  let i = 0
  return {
    text: f.title,
    children: f.groups.map(g => ({
      text: g.name ?? g.unit,
      children: g.bars.map(b => ({
        text:
          i++ < f.shown
            ? `\`${b.name}\`: ${valueText(g, b)}${rangeText(b) ? `, ${rangeText(b)} in ${b.runs} runs` : ''}; ${ratioWords(g, b)}`
            : `\`${b.name}\`: not shown yet`,
      })),
    })),
  }
}

// ---------- geometry ----------

function layout(f: Frame, box: Size): Mark[] {
  const strip = isStrip(box),
    px = strip ? 12 : 13,
    size = strip ? ('fine' as const) : ('label' as const)
  const head = f.groups.some(g => g.name) ? (strip ? 16 : 26) : 0,
    foot = strip ? 16 : 34
  const rowOf = (n: number, bars: number) =>
    Math.min(
      !strip ? 64 : box.height > 250 ? 44 : 28,
      (box.height - foot - n * head - (n - 1) * (strip ? 2 : 10)) / bars,
    )
  let first = 0
  const numbered = f.groups.map((g, gi) => {
    const from = first
    first += g.bars.length
    return { g, gi, from }
  })
  // Where a strip is too low for all groups, it shows those that its frame is about.
  const drawn =
    strip && rowOf(f.groups.length, first) < 14
      ? numbered.filter(({ g, from }) => f.fresh.some(i => i >= from && i < from + g.bars.length))
      : numbered
  const row = rowOf(
    drawn.length,
    drawn.reduce((n, { g }) => n + g.bars.length, 0),
  )
  const longest = Math.max(...f.groups.flatMap(g => g.bars.map(b => textWidth(b.name, px))))
  // A bar needs room more than a name, which the caption repeats in full, and more than a ratio, which the bar itself shows.
  const names = Math.min(longest, box.width * (strip ? 0.36 : 0.42)) + (strip ? 8 : 20)
  const values = Math.max(...f.groups.flatMap(g => g.bars.map(b => textWidth(valueText(g, b), px)))) + (strip ? 6 : 12)
  const left = names,
    room = box.width - names - values,
    least = strip ? 48 : 110
  const ratio = textWidth('100.00×', px) + (strip ? 6 : 12),
    range = strip ? 0 : Math.max(...f.groups.flatMap(g => g.bars.map(b => textWidth(rangeText(b), 12)))) + 8
  const ratios = room - ratio >= least ? ratio : 0,
    ranges = room - ratios - range >= least ? range : 0
  const width = room - ratios - ranges
  const marks: Mark[] = []
  let y = 0
  for (const { g, gi, from } of drawn) {
    if (head) {
      marks.push({
        kind: 'text',
        key: `g${gi}`,
        x: 0,
        y: y + (strip ? 12 : 15),
        text: clip(g.name ?? g.unit, box.width, px),
        size,
        weight: 'bold',
      })
      y += head
    }
    const max = Math.max(...g.bars.map(b => b.max)) || 1,
      scale = width / max,
      top = y
    for (const [bi, b] of g.bars.entries()) {
      const index = from + bi,
        mid = y + row / 2,
        h = Math.min(strip ? 24 : 36, row * 0.56),
        on = index < f.shown,
        now = f.fresh.includes(index),
        key = `g${gi}-${b.name}`
      marks.push({
        kind: 'text',
        key: `${key}-name`,
        x: 0,
        y: mid + 4.5,
        text: clip(b.name, names - (strip ? 6 : 10), px),
        size,
        weight: on ? 'medium' : 'normal',
        tone: on ? 'ink' : 'ink3',
      })
      if (on) {
        marks.push({
          kind: 'rect',
          key,
          x: left,
          y: mid - h / 2,
          width: Math.max(1, b.median * scale),
          height: h,
          texture: 'live',
          state: now ? 'now' : 'plain',
          label: `${b.name}: ${valueText(g, b)}`,
        })
        if (b.min !== b.max)
          marks.push({
            kind: 'path',
            key: `${key}-range`,
            d: `M${left + b.min * scale} ${mid - 4}v8m0 -4H${left + b.max * scale}m0 -4v8`,
            line: 'frame',
          })
        const end = left + Math.max(b.median, b.max) * scale + (strip ? 5 : 10)
        marks.push({
          kind: 'text',
          key: `${key}-value`,
          x: end,
          y: mid + 4.5,
          text: valueText(g, b),
          size,
          weight: now ? 'bold' : 'medium',
        })
        if (ranges && b.min !== b.max)
          marks.push({
            kind: 'text',
            key: `${key}-span`,
            x: box.width - ratios,
            y: mid + 4.5,
            text: rangeText(b),
            size: 'fine',
            tone: 'ink3',
            anchor: 'end',
          })
        if (ratios)
          marks.push({
            kind: 'text',
            key: `${key}-ratio`,
            x: box.width,
            y: mid + 4.5,
            text: ratioText(g, b),
            size,
            tone: b === g.bars[g.base] ? 'ink3' : 'ink',
            anchor: 'end',
          })
      }
      y += row
    }
    marks.push({ kind: 'path', key: `g${gi}-zero`, d: `M${left} ${top + 1}V${y - 1}`, line: 'frame' })
    y += strip ? 2 : 10
  }
  if (!strip) {
    const own = f.groups.length > 1 ? ', each group to its own scale' : ''
    const ranged = f.groups.some(g => g.bars.some(b => b.min !== b.max)) ? '; line: smallest to largest run' : ''
    const said = `bars to scale from zero${own}${ranged}`
    const room = box.width - textWidth(said, 14, 'serif')
    // In a column it begins further left than the bars, and leaves out the last word of the scales.
    const text = room < 0 ? said.replace(' own scale', ' own') : said
    marks.push({
      kind: 'text',
      key: 'scale',
      x: Math.max(0, Math.min(left, box.width - textWidth(text, 14, 'serif'))),
      y: Math.min(y + 14, box.height - 6),
      text,
      face: 'serif',
      tone: 'ink2',
    })
  }
  return marks
}

export const model: FigureModel<Frame> = { layout, describe, outline }
