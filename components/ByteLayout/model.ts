// Bytes to scale: fields, padding, tag and niche of recorded layouts, on one zero and one unit.
// <ByteLayout rec="reorder" types="C, R" labels="repr(C), repr(Rust)" same />
import type { Layout, Recording } from '../../scripts/lib/recording/schema.ts'
import {
  FigureDataError,
  provenanceOf,
  runOf,
  type FigureModel,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { stretches, type Stretch } from './axis.ts'
import { draw } from './draw.ts'
import { bytes, called, standing, type Frame, type Part } from './frame.ts'
import { blockOf, padOf, type Block, type Cell, type Row } from './rows.ts'
import { splitTypes } from './types.ts'
import { rangeText, type Patterns } from './values.ts'
export type { Frame } from './frame.ts'

export interface ByteLayoutOptions {
  /** Arguments of the snippet's `//@ emit: layout` lines, in the order to draw them, separated by commas outside brackets. All of them when absent. */
  types?: string
  /** What stands at the left instead of the types' names, in the same order. */
  labels?: string
  /** `rows`: one type (or one variant, if there is one type) after the other. `parts`: size, fields, padding, tag or niche, then order. `places`: the fields of one struct, in the order of their offsets. `all`: one frame. */
  steps?: 'rows' | 'parts' | 'places' | 'all'
  /** Joins the field of the same name in neighbouring types by a curve. */
  same?: boolean
  /** The row of bit patterns under a tag or niche. On unless `false`. */
  values?: boolean
  /** Sizes as large numerals at the end of each row. */
  numerals?: boolean
  /** Variants to draw, by name; all of them when absent. */
  variants?: string
  /** Draws this many elements of the (only) type side by side, as an array does. */
  array?: number
  /** Draws the parts of a field in its place, where the snippet also has the layout of the field's type. */
  deep?: boolean
  /** Rules every this many bytes: a cache line. */
  cache?: number
  /** Set when the language promises this layout (repr(C), a primitive repr): drops the note at the foot. */
  guaranteed?: boolean
  edition?: number
}
export function fromRecording(recording: Recording, options: ByteLayoutOptions = {}): Trace<Frame> {
  const emits = runOf(recording, options.edition).emits.filter(e => e.kind === 'layout')
  const wanted = options.types ? splitTypes(options.types) : emits.map(e => e.arg)
  if (!wanted.length)
    throw new FigureDataError(
      `${recording.snippet} holds no layout: add \`//@ emit: layout TYPE\` to it and run \`npm run record\``,
    )
  const labels = options.labels ? splitTypes(options.labels) : []
  const keep = options.variants ? splitTypes(options.variants) : null
  const inner = (ty: string) =>
    (emits.find(e => e.arg === ty || (e.body as Layout).type === ty)?.body ?? null) as Layout | null
  const blocks = wanted.map((type, i) => {
    const found = emits.find(e => e.arg === type || (e.body as Layout).type === type)
    if (!found)
      throw new FigureDataError(
        `${recording.snippet} holds no layout of ${type}: add \`//@ emit: layout ${type}\` to it and run \`npm run record\``,
      )
    const b = blockOf(
      found.body as Layout,
      labels[i] ?? short(type),
      i,
      options.deep ? inner : undefined,
      options.array,
    )
    if (!keep) return b
    const rows = b.rows.filter(r => r.name === null || keep.includes(r.name))
    if (!rows.length)
      throw new FigureDataError(
        `${type} in ${recording.snippet} has none of the variants ${keep.join(', ')}: it has ${b.rows.map(r => r.name).join(', ')}`,
      )
    return { ...b, rows }
  })
  const axis = axisOf(blocks, options.cache ?? 0)
  const total = blocks.reduce((n, b) => n + b.rows.length, 0)
  const shows = options.values !== false
  const base: Frame = {
    blocks,
    axis,
    rows: total,
    valueLines: shows ? blocks.length : 0,
    part: 'all',
    block: -1,
    row: -1,
    film: { join: !!options.same, values: shows, steps: 1 },
    join: !!options.same,
    numerals: !!options.numerals,
    cache: options.cache ?? 0,
  }
  return {
    schema: 'byte-layout@1',
    title: `Byte layout of ${blocks.map(b => b.title).join(', ')}`,
    provenance: {
      ...provenanceOf(recording, options.edition, options.guaranteed ? undefined : 'layout: observed, not guaranteed'),
      ...(new Set(blocks.map(b => b.target)).size === 1 ? { target: blocks[0]!.target } : {}),
    },
    frames: framesOf(base, options.steps ?? (total > 1 ? 'rows' : 'all'), shows).map((f, _, all) => ({
      ...f,
      film: { ...f.film, steps: all.length },
    })),
  }
}

/** One zero and one unit for the types of several programs. */
function share(traces: readonly Trace<Frame>[]): readonly Trace<Frame>[] {
  const frames = traces.map(trace => trace.frames[0]!)
  const axis = axisOf(
    frames.flatMap(frame => frame.blocks),
    Math.max(...frames.map(frame => frame.cache)),
  )
  return traces.map(trace => ({ ...trace, frames: trace.frames.map(frame => ({ ...frame, axis })) }))
}

/** Without paths and `'static`: `Option<NonZeroU32>`. */
const short = (type: string): string => type.replace(/\b(?:[a-z]\w*::)+/g, '').replaceAll("'static ", '')
/** The axis of all that is drawn together. @param cache rules every this many bytes, 0 for none */
function axisOf(blocks: readonly Block[], cache: number): Stretch[] {
  const size = Math.max(1, ...blocks.map(b => b.size))
  return stretches(size, [
    ...blocks.flatMap(b => [b.size, ...b.rows.flatMap(r => r.cells.flatMap(c => [c.offset, c.offset + c.size]))]),
    ...every(cache, size),
  ])
}
const every = (step: number, size: number): number[] =>
  step > 0 ? Array.from({ length: Math.floor(size / step) }, (_, i) => (i + 1) * step) : []

function framesOf(base: Frame, steps: string, shows: boolean): Frame[] {
  const { blocks } = base
  if (steps === 'parts') {
    const has = (test: (c: Cell) => boolean) => blocks.some(b => b.rows.some(r => r.cells.some(test)))
    const marks = blocks.some(b => b.encoding !== 'none' || b.rows.some(r => r.niche))
    const parts: Part[] = [
      'size',
      'fields',
      ...(has(c => c.kind === 'pad') ? ['padding' as const] : []),
      ...(marks ? ['marks' as const] : []),
      ...(base.join && blocks.length > 1 ? ['order' as const] : []),
    ]
    return parts.map((part, i) => ({
      ...base,
      part,
      join: base.join && part === 'order',
      valueLines: shows && i >= parts.indexOf('marks') && marks ? blocks.length : 0,
    }))
  }
  if (steps === 'all') return [base]
  if (steps === 'places') {
    const [b, ...others] = blocks
    const cells = b!.rows[0]!.cells
    if (others.length || b!.rows.length > 1)
      throw new FigureDataError(
        `\`steps="places"\` lays out one struct, not ${blocks.map(x => x.title).join(', ')}: name it in \`types\``,
      )
    const ends = cells.flatMap((c, i) => (c.kind === 'pad' && i < cells.length - 1 ? [] : [i + 1]))
    return ends.map(placed => ({ ...base, part: 'places' as const, placed, valueLines: 0 }))
  }
  if (blocks.length > 1) {
    let rows = 0
    return blocks.map((b, i) => ({ ...base, rows: (rows += b.rows.length), valueLines: shows ? i + 1 : 0, block: i }))
  }
  const b = blocks[0]!
  if (b.rows.length === 1) return [base]
  const byRow = b.rows.map((_, i): Frame => ({ ...base, rows: i + 1, valueLines: 0, block: 0, row: i }))
  return shows && b.values ? [...byRow, { ...base, block: 0 }] : byRow
}

// ---------- words ----------

const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
const places = (r: Row): string =>
  list(r.cells.filter(c => c.kind === 'field').map(c => `\`${called(c)}\` at ${c.offset}`))
const where = (b: Block): string =>
  b.values!.size === 1 ? `the byte at ${b.values!.offset}` : `the ${b.values!.size} bytes at ${b.values!.offset}`

function sentence(b: Block): string {
  if (b.size === 0) return `\`${b.title}\` takes no bytes, yet it is aligned to ${b.align}.`
  const size = `\`${b.title}\` takes ${bytes(b.size)}`
  if (b.repeat > 1)
    return `${size}: ${b.repeat} elements at a stride of ${b.size / b.repeat}, with no gap between them.`
  if (b.shape === 'union') return `${size}: its fields lie over each other.`
  if (b.encoding === 'niche') return `${size} and no tag: ${meanings(b)}.`
  if (b.encoding === 'tag')
    return `${size}: a tag of ${bytes(b.rows.flatMap(r => r.cells).find(c => c.kind === 'tag')?.size ?? 0)} says which variant lives.`
  return b.padding
    ? `${size}, aligned to ${b.align}; ${b.padding} of them ${b.padding === 1 ? 'is' : 'are'} padding.`
    : `${size} without padding, aligned to ${b.align}.`
}
function meanings(b: Block): string {
  const variants = b.values!.patterns.filter(p => p.kind === 'variant'),
    holder = b.values!.patterns.find(p => p.kind === 'payload')?.meaning
  const [only] = variants
  if (variants.length === 1 && only)
    return `${only.from === only.to ? 'value' : 'values'} ${mono(only)} of ${where(b)} ${only.from === only.to ? 'means' : 'mean'} \`${only.meaning}\``
  return `values of ${where(b)} that \`${holder}\` never has mean ${list(variants.map(p => (p.meaning.includes(' ') ? p.meaning : `\`${p.meaning}\``)))}`
}
const mono = (p: Pick<Patterns, 'from' | 'to'>): string => rangeText(p).replace(/\w*…\w*|0x\w+/g, hex => `\`${hex}\``)
function compared(b: Block, before: Block | undefined): string {
  if (!before || before.size === b.size) return ''
  const n = Math.abs(before.size - b.size)
  return ` That is ${bytes(n)} ${b.size < before.size ? 'fewer' : 'more'} than \`${before.title}\`.`
}
function rowSentence(b: Block, r: Row): string {
  const name = `\`${r.name}\``
  if (b.shape === 'union') return `${name} lies at 0, over the other fields of \`${b.title}\`.`
  if (!r.inhabited) return `${name} can never exist, so no value of the tag means it.`
  const fields = r.cells.filter(c => c.kind === 'field')
  const what = fields.length ? `keeps ${places(r)}` : 'keeps no data'
  if (r.niche) return `${name} ${what}; any legal value of ${where(b)} means ${name}.`
  return r.pattern === null
    ? `${name} ${what}.`
    : `${name} ${what}; ${mono({ from: r.pattern, to: r.pattern })} in ${where(b)} means ${name}.`
}
function free(b: Block): string {
  const pattern = b.values?.patterns.find(p => p.kind === 'free')
  return pattern && b.values!.patterns.length < 5
    ? ` ${pattern.from === pattern.to ? 'The value' : 'Values'} ${mono(pattern)} ${pattern.from === pattern.to ? 'is' : 'are'} invalid: a niche.`
    : ''
}

/** Where the newest field went, and why. */
function placing(f: Frame): string {
  const b = f.blocks[0]!,
    cells = b.rows[0]!.cells.slice(0, f.placed),
    c = cells.at(-1)!,
    before = cells.at(-2)
  if (c.kind === 'pad')
    return `The size is rounded up to a multiple of ${b.align}, the alignment of \`${b.title}\`: ${bytes(b.size)}, and the last ${c.size} ${c.size === 1 ? 'is' : 'are'} padding.`
  if (c.offset === 0) return `\`${called(c)}\` is the first field: offset 0.`
  return before?.kind === 'pad'
    ? `\`${called(c)}\` cannot begin at ${before.offset}: the next multiple of its alignment is ${c.offset}, and ${bytes(before.size)} ${before.size === 1 ? 'stays' : 'stay'} empty.`
    : `\`${called(c)}\` follows at once: ${c.offset} is a multiple of its alignment.`
}

function describe(previous: Frame | null, f: Frame): string {
  const names = list(f.blocks.map(b => `\`${b.title}\``))
  switch (f.part) {
    case 'size':
      return `${f.blocks.map(b => `\`${b.title}\` takes ${bytes(b.size)}, aligned to ${b.align}`).join('; ')}.`
    case 'fields':
      return `${f.blocks.map(b => `The fields of \`${b.title}\` need ${bytes(Math.max(...b.rows.map(r => r.cells.reduce((n, c) => n + (c.kind === 'field' ? c.size : 0), 0))))}`).join('. ')}.`
    case 'padding':
      return `${f.blocks.map(b => (b.rows.length === 1 ? `${bytes(padOf(b.rows[0]!))} of \`${b.title}\` ${padOf(b.rows[0]!) === 1 ? 'is' : 'are'} padding` : `The fullest variant of \`${b.title}\` holds ${bytes(b.padding)} of padding`)).join('; ')}. Padding has no value.`
    case 'marks':
      return f.blocks
        .filter(b => b.values)
        .map(b =>
          b.encoding === 'none'
            ? `${where(b)[0]!.toUpperCase()}${where(b).slice(1)} of \`${b.title}\` have values that are never legal: a niche.`
            : sentence(b),
        )
        .join(' ')
    case 'places':
      return placing(f)
    case 'order':
      return `The same fields, in another order: ${f.blocks
        .map(
          b =>
            `\`${b.title}\` puts ${b.rows[0]!.cells.filter(c => c.kind === 'field')
              .map(called)
              .join(', ')}`,
        )
        .join('; ')}.`
  }
  if (f.row >= 0) return rowSentence(f.blocks[0]!, f.blocks[0]!.rows[f.row]!)
  if (f.block >= 0) {
    const b = f.blocks[f.block]!
    return sentence(b) + (previous && f.film.join ? compared(b, f.blocks[f.block - 1]) : f.film.values ? free(b) : '')
  }
  return f.blocks.length === 1
    ? sentence(f.blocks[0]!) + (f.film.values ? free(f.blocks[0]!) : '')
    : new Set(f.blocks.map(b => b.size)).size === 1
      ? `${names} take ${bytes(f.blocks[0]!.size)} each.`
      : `${names} take ${list(f.blocks.map(b => String(b.size)))} bytes.`
}

function outline(f: Frame): TextTree {
  let ordinal = 0
  return {
    text: `${list(f.blocks.map(b => b.title))}, in bytes from the start`,
    children: f.blocks.flatMap((b): TextTree[] => {
      const rows = b.rows.filter(() => ordinal++ < f.rows)
      if (!rows.length) return []
      return [
        {
          text: `${b.title}: ${bytes(b.size)}, aligned to ${b.align}`,
          children: [
            ...rows.flatMap((r): TextTree[] => {
              const cells = r.inhabited
                ? [
                    ...standing(f, r).map(c => ({
                      text: `${c.offset} to ${c.offset + c.size}: ${c.kind === 'pad' ? 'padding' : `${c.name}${c.ty ? `, ${c.ty}` : ''}`}`,
                    })),
                    ...r.zsts.map(z => ({ text: `${z.offset}: ${z.name}, ${z.ty}, no bytes` })),
                  ]
                : [{ text: 'uninhabited' }]
              return r.name === null ? cells : [{ text: r.name, children: cells }]
            }),
            ...(b.values && f.valueLines
              ? [
                  {
                    text: `values of ${where(b)}`,
                    children: b.values.patterns.map(p => ({ text: `${rangeText(p)}: ${p.meaning}` })),
                  },
                ]
              : []),
          ],
        },
      ]
    }),
  }
}

/** What the gallery shows. */
export const examples = [
  { example: 'reorder', options: { types: 'C, R', labels: 'repr(C), repr(Rust)', same: true, steps: 'parts' } },
  { example: 'reorder', options: { types: 'C', labels: 'repr(C)', steps: 'places', guaranteed: true } },
  {
    example: 'reorder',
    options: {
      deep: true,
      types: 'C, R, Option<(u32, u8)>, Option<(u32, bool)>',
      labels: 'repr(C), repr(Rust), Option<(u32, u8)>, Option<(u32, bool)>',
      same: true,
    },
  },
  { example: 'message', options: { types: 'Msg' } },
  { example: 'message', options: { types: 'Shape', guaranteed: true } },
  { example: 'message', options: { types: 'Two, Result<u32, Void>', steps: 'all' } },
  { example: 'niches', options: {} },
  { example: 'shapes', options: { types: 'Bits' } },
  { example: 'shapes', options: { types: 'Marked, Unit, Buffer, Big', steps: 'all', numerals: true } },
  { example: 'shapes', options: { types: 'Line', array: 4, cache: 32, guaranteed: true } },
] as const

export const model: FigureModel<Frame> = {
  layout: draw,
  describe,
  outline,
  keyFrames: t =>
    t.frames.length <= 6 ? t.frames.map((_, i) => i) : [0, Math.floor(t.frames.length / 2), t.frames.length - 1],
  meaning: f => `${f.part} ${f.block} ${f.blocks[f.block]?.rows[f.row]?.name ?? f.row}`,
  share,
}
