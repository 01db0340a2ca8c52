// Calls to an allocator over time: live blocks to scale with what is used of them, growth, arenas with their holes, budgets and refusals.
// Data: `//@ trace` of a program whose allocator logs its calls (events.ts; a tracer to copy stands in examples/vec-growth.rs).
import {
  eventsOf,
  FigureDataError,
  isStrip,
  type FigureModel,
  type Mark,
  type ProgramLine,
  provenanceOf,
  type Size,
  textWidth,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { programHeight, programWindow } from '../figure/program.ts'
import { programOf } from '../program.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { type Arena, type Block, type Call, replay, type State, type Tick } from './events.ts'

/** Examples of the gallery. */
export const examples = [
  { example: 'vec-growth', options: { title: 'Ten pushes, four calls' } },
  { example: 'bump-arena', options: { title: 'A bump arena never gives back' } },
  { example: 'budget', options: { title: 'The doubling that does not fit' } },
]

export interface Options {
  title?: string
  /** Frames of lines that called the allocator, and no others. */
  calls?: boolean
  /** Captions in the author's words, one a frame, instead of the generated ones. */
  say?: readonly string[]
  source?: string
  edition?: number
}
export interface Frame extends State {
  title: string
  /** The author's caption; empty: a generated one. */
  said: string
  program: readonly ProgramLine[]
  /** Index into `program`, -1 for none. */
  at: number
  /** The film as a whole, so that scales and rows stand still. */
  film: { ticks: readonly Tick[]; largest: number; rows: number; most: number }
}

/** Lines that a program may have; blocks that are drawn one by one. */
const MOST_LINES = 24,
  MOST_BLOCKS = 7
/** The call that marks a step stands on its own line and is not shown. */
const STEP = /^\s*(?:step!|used!)\(.*\);$/

export function fromRecording(recording: Recording, options: Options = {}): Trace<Frame> {
  const { states, ticks } = replay(eventsOf(recording, options.edition), recording.snippet)
  const region = programOf(options.source, MOST_LINES)
  const lines = region?.lines.filter(l => !STEP.test(l.text)) ?? []
  const program = lines.map((l): ProgramLine => ({
    text: l.text.trim(),
    indent: Math.floor((l.text.length - l.text.trimStart().length) / 4),
  }))
  const lineOf = (s: State) => {
    if (s.line === null || !region) return -1
    const at = lines.findIndex(l => l.number === s.line)
    if (at < 0)
      throw new FigureDataError(
        `${recording.snippet} has a step at line ${s.line}, which is not in \`// #region program\``,
      )
    return at
  }
  const film = {
    ticks,
    largest: Math.max(
      1,
      ...states.flatMap(s => [...s.blocks, ...s.freed].map(b => b.size)),
      ...states.flatMap(s => s.calls.flatMap(c => (c.kind === 'fail' ? [c.size] : []))),
    ),
    rows: Math.min(
      MOST_BLOCKS,
      Math.max(0, ...states.map(s => s.blocks.length + s.freed.length + s.calls.filter(c => c.kind === 'fail').length)),
    ),
    most: Math.max(1, ...ticks.map(t => t.live), ...states.map(s => s.budget ?? 0)),
  }
  const title = options.title ?? `Calls of ${recording.snippet.replace(/\.rs$/, '')} to its allocator`
  const frames = states
    .filter(s => !options.calls || s.calls.length)
    .map((s, i): Frame => ({ ...s, title, said: options.say?.[i] ?? '', program, at: lineOf(s), film }))
  if (options.say && options.say.length !== frames.length)
    throw new FigureDataError(
      `${recording.snippet}: \`say\` holds ${options.say.length} captions for ${frames.length} frames`,
    )
  return {
    schema: 'alloc-trace@1',
    title,
    provenance: provenanceOf(recording, options.edition, 'calls of this build; the optimiser may leave out any'),
    frames,
    program,
  }
}

// ---------- words ----------

const grouped = (n: number) => String(n).replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0')
const bytes = (n: number) => `${grouped(n)} byte${n === 1 ? '' : 's'}`
const place = (b: Block) => (b.arena === null ? '' : ` at offset ${b.offset}`)

/** An arena is behind an `Allocator`, whose methods have other names than those of `GlobalAlloc`. */
const allocation = (b: Block) =>
  b.arena === null ? (b.zeroed ? 'alloc_zeroed' : 'alloc') : b.zeroed ? 'allocate_zeroed' : 'allocate'

function callWords(c: Call): string {
  switch (c.kind) {
    case 'alloc':
      return `\`${allocation(c.block)}\` gives block ${c.block.id}: ${bytes(c.block.size)}, aligned to ${c.block.align}${place(c.block)}`
    case 'realloc':
      return `\`realloc\` takes block ${c.block.id} from ${grouped(c.from)} to ${bytes(c.block.size)}`
    case 'dealloc':
      return c.block.arena === null
        ? `\`dealloc\` takes back block ${c.block.id} with ${bytes(c.block.size)}`
        : `\`deallocate\` of block ${c.block.id} gives nothing back`
    case 'fail':
      return `${c.block ? `\`realloc\` of block ${c.block.id} to` : '`alloc` of'} ${bytes(c.size)} is refused: null`
    case 'reset':
      return `the arena is reset, and ${c.blocks} block${c.blocks === 1 ? '' : 's'} end${c.blocks === 1 ? 's' : ''} at once`
  }
}

function describe(previous: Frame | null, f: Frame): string {
  if (f.said) return f.said
  const live = f.arenas.length
    ? `${grouped(f.arenas.reduce((n, a) => n + a.top, 0))} of ${bytes(f.arenas.reduce((n, a) => n + a.size, 0))} are handed out`
    : `${bytes(f.live)} ${f.live === 1 ? 'is' : 'are'} live`
  if (!f.calls.length) {
    const filled = f.blocks.find(b => b.used !== null && b.used !== previous?.blocks.find(p => p.id === b.id)?.used)
    return `No call to the allocator${filled ? `: block ${filled.id} has room, ${grouped(filled.used!)} of its ${bytes(filled.size)} are used` : ` on this line; ${live}`}.`
  }
  const between = f.calls.length - 2
  const said = [f.calls[0]!, ...f.calls.slice(1).slice(-1)].map(callWords)
  const text = `${said.join(between > 0 ? `; after ${between} more call${between === 1 ? '' : 's'}, ` : ', then ')}; ${live}.`
  return `${text[0]!.toUpperCase()}${text.slice(1)}`
}

function outline(f: Frame): TextTree {
  const used = (b: Block) => (b.used === null ? '' : `, ${grouped(b.used)} used`)
  return {
    text: `${f.title}${f.at >= 0 ? `, at \`${f.program[f.at]!.text}\`` : ''}`,
    children: [
      {
        text: `calls: ${f.count} so far, ${bytes(f.live)} live, at most ${grouped(f.peak)}${f.budget === null ? '' : ` of ${grouped(f.budget)} allowed`}`,
        children: f.calls.map(c => ({ text: callWords(c) })),
      },
      ...(f.blocks.length
        ? [
            {
              text: 'live blocks',
              children: f.blocks.map(b => ({
                text: `block ${b.id}: ${bytes(b.size)}, aligned to ${b.align}${used(b)}`,
              })),
            },
          ]
        : []),
      ...f.arenas.map(a => ({
        text: `arena ${a.name}: ${grouped(a.top)} of ${bytes(a.size)}`,
        children: a.blocks.map(b => ({
          text: `block ${b.id}: ${b.offset}..${b.offset + b.size}, aligned to ${b.align}${b.gone ? ', dropped, not given back' : used(b)}`,
        })),
      })),
    ],
  }
}

// ---------- geometry ----------

function layout(f: Frame, box: Size): Mark[] {
  const strip = isStrip(box),
    small = box.height < 250
  const lines = strip ? 0 : Math.min(5, f.program.length)
  const foot = lines ? programHeight(lines) + 8 : 0
  const chart = small ? 0 : strip ? 84 : 76
  const height = box.height - foot - chart - (chart ? 10 : 0)
  const heap = f.film.rows > 0,
    arenaHeight = f.arenas.length ? (heap ? Math.min(96, height * 0.5) : height) : 0
  return [
    ...f.arenas.flatMap((a, i) =>
      arena(
        f,
        a,
        {
          x: 0,
          y: i * (arenaHeight / f.arenas.length + 8),
          width: box.width,
          height: (arenaHeight - 8 * (f.arenas.length - 1)) / f.arenas.length,
        },
        strip,
      ),
    ),
    ...(heap
      ? blocks(
          f,
          {
            x: 0,
            y: arenaHeight ? arenaHeight + 8 : 0,
            width: box.width,
            height: height - (arenaHeight ? arenaHeight + 8 : 0),
          },
          strip,
        )
      : []),
    ...(chart ? history(f, { x: 0, y: height + 10, width: box.width, height: chart }, strip) : []),
    ...(lines ? programWindow(f.program, f.at, lines, box) : []),
  ]
}

interface Area {
  x: number
  y: number
  width: number
  height: number
}
const tall = (area: Area) => area.height > 160

function blocks(f: Frame, area: Area, strip: boolean): Mark[] {
  const pad = strip ? 6 : 12,
    px = strip ? 12 : 13,
    size = strip ? ('fine' as const) : ('label' as const),
    head = strip ? 22 : 30
  const row = Math.min(!strip ? 48 : tall(area) ? 34 : 26, (area.height - head - pad / 2) / f.film.rows),
    cell = Math.min(strip ? 22 : 34, row - 4)
  const label = textWidth('#00', px) + (strip ? 4 : 10),
    left = area.x + pad + label
  const sizes = strip
    ? textWidth(grouped(f.film.largest), px) + 8
    : textWidth(`${grouped(f.film.largest)} bytes, align 16`, px) + 14
  const scale = (area.width - 2 * pad - label - sizes) / f.film.largest
  const right = area.x + area.width - pad
  const marks: Mark[] = [
    { kind: 'rect', key: 'heap', ...area, texture: 'region' },
    {
      kind: 'text',
      key: 'heap-title',
      x: area.x + pad,
      y: area.y + (strip ? 15 : 20),
      text: 'heap',
      size,
      weight: 'bold',
    },
    {
      kind: 'text',
      key: 'heap-live',
      x: right,
      y: area.y + (strip ? 15 : 20),
      text: `${grouped(f.live)}${f.budget === null ? '' : ` of ${grouped(f.budget)}`} bytes live`,
      size,
      tone: 'ink2',
      anchor: 'end',
    },
  ]
  const touched = new Set(
    f.calls.flatMap(c => (c.kind === 'reset' || c.kind === 'fail' || !c.block ? [] : [c.block.id])),
  )
  const refused = f.calls.flatMap(c => (c.kind === 'fail' ? [c] : []))
  const room = f.film.rows - refused.length - f.freed.length
  const shown = f.blocks.length > room ? f.blocks.slice(0, room - 1) : f.blocks,
    rest = f.blocks.slice(shown.length)
  let y = area.y + head
  const draw = (b: Block, gone: boolean) => {
    const key = `block-${b.id}`,
      mid = y + cell / 2 + 4.5,
      width = Math.max(2, b.size * scale),
      grew = f.calls.find(c => c.kind === 'realloc' && c.block.id === b.id)
    marks.push({
      kind: 'text',
      key: `${key}-id`,
      x: area.x + pad,
      y: mid,
      text: `#${b.id}`,
      size,
      tone: gone ? 'ink3' : 'ink',
      struck: gone,
      weight: 'medium',
    })
    marks.push({
      kind: 'rect',
      key,
      x: left,
      y,
      width,
      height: cell,
      texture: gone ? 'dropped' : b.used === null ? 'live' : 'uninit',
      state: touched.has(b.id) && !gone ? 'now' : 'plain',
      label: `block ${b.id}, ${bytes(b.size)}${gone ? ', freed' : ''}`,
    })
    if (!gone && b.used)
      marks.push({
        kind: 'rect',
        key: `${key}-used`,
        x: left,
        y,
        width: Math.max(1, b.used * scale),
        height: cell,
        texture: 'live',
        label: `${bytes(b.used)} used`,
      })
    const text = strip
      ? grouped(b.size)
      : gone
        ? 'freed'
        : grew?.kind === 'realloc'
          ? `${grouped(grew.from)} to ${bytes(b.size)}`
          : `${bytes(b.size)}, align ${b.align}`
    marks.push({
      kind: 'text',
      key: `${key}-size`,
      x: left + width + (strip ? 5 : 10),
      y: mid,
      text,
      size,
      tone: gone ? 'ink3' : 'ink2',
    })
    y += row
  }
  for (const b of shown) draw(b, false)
  if (rest.length) {
    marks.push({
      kind: 'text',
      key: 'blocks-rest',
      x: left,
      y: y + cell / 2 + 4.5,
      text: `${rest.length} more, ${bytes(rest.reduce((n, b) => n + b.size, 0))}`,
      size,
      tone: 'ink3',
    })
    y += row
  }
  for (const b of f.freed.slice(0, Math.max(0, f.film.rows - shown.length - refused.length))) draw(b, true)
  refused.forEach((c, i) => {
    const mid = y + cell / 2 + 4.5,
      width = Math.max(2, c.size * scale)
    marks.push(
      { kind: 'dot', key: `refused-${i}`, shape: 'cross', x: left - 12, y: y + cell / 2, tone: 'accent' },
      {
        kind: 'path',
        key: `refused-${i}-frame`,
        d: `M${left} ${y}h${width}v${cell}h${-width}z`,
        line: 'dashed',
        state: 'now',
      },
      {
        kind: 'text',
        key: `refused-${i}-size`,
        x: left + width + (strip ? 5 : 10),
        y: mid,
        text: strip ? grouped(c.size) : `${bytes(c.size)}: null`,
        size,
        tone: 'accent',
        weight: 'bold',
      },
    )
    y += row
  })
  return marks
}

/** Its whole buffer to scale: blocks where they lie, what alignment skipped, what was dropped and not given back, what is free. */
function arena(f: Frame, a: Arena, area: Area, strip: boolean): Mark[] {
  const pad = strip ? 6 : 12,
    px = strip ? 12 : 13,
    size = strip ? ('fine' as const) : ('label' as const)
  const width = area.width - 2 * pad,
    scale = width / a.size,
    x0 = area.x + pad
  const top = area.y + (strip ? 24 : 34),
    cell = Math.max(18, Math.min(strip ? 36 : 56, area.height - (strip ? 58 : 82)))
  const touched = new Set(f.calls.flatMap(c => (c.kind === 'reset' || !c.block ? [] : [c.block.id])))
  const marks: Mark[] = [
    { kind: 'rect', key: `arena-${a.name}`, ...area, texture: 'region' },
    {
      kind: 'text',
      key: `arena-${a.name}-title`,
      x: x0,
      y: area.y + (strip ? 15 : 20),
      text: a.name,
      size,
      weight: 'bold',
    },
    {
      kind: 'text',
      key: `arena-${a.name}-top`,
      x: area.x + area.width - pad,
      y: area.y + (strip ? 15 : 20),
      text: `${grouped(a.top)} of ${grouped(a.size)} bytes`,
      size,
      tone: 'ink2',
      anchor: 'end',
    },
    {
      kind: 'rect',
      key: `arena-${a.name}-free`,
      x: x0 + a.top * scale,
      y: top,
      width: (a.size - a.top) * scale,
      height: cell,
      texture: 'uninit',
      label: `${bytes(a.size - a.top)} free`,
    },
  ]
  let end = 0
  const ticks = new Set([0])
  for (const b of a.blocks) {
    const key = `arena-block-${b.id}`,
      x = x0 + b.offset * scale,
      w = b.size * scale
    if (b.offset > end) {
      const gap = { x: x0 + end * scale, width: (b.offset - end) * scale }
      marks.push({
        kind: 'rect',
        key: `${key}-pad`,
        ...gap,
        y: top,
        height: cell,
        texture: 'pad',
        label: `${bytes(b.offset - end)} skipped for alignment`,
      })
    }
    ticks.add(b.offset)
    marks.push({
      kind: 'rect',
      key,
      x,
      y: top,
      width: w,
      height: cell,
      texture: b.gone ? 'dropped' : b.used !== null ? 'uninit' : 'live',
      state: touched.has(b.id) ? 'now' : 'plain',
      label: `block ${b.id}, bytes ${b.offset}..${b.offset + b.size}${b.gone ? ', dropped' : ''}`,
    })
    if (!b.gone && b.used)
      marks.push({
        kind: 'rect',
        key: `${key}-used`,
        x,
        y: top,
        width: b.used * scale,
        height: cell,
        texture: 'live',
        label: `${bytes(b.used)} used`,
      })
    const name = [`#${b.id}: ${b.size}`, `#${b.id}`].find(t => textWidth(t, px) + 6 <= w)
    if (name)
      marks.push({
        kind: 'text',
        key: `${key}-name`,
        x: x + w / 2,
        y: top + cell / 2 + 4.5,
        text: name,
        size,
        anchor: 'middle',
        // A struck word takes no halo: the line would inherit it and wipe the letters out.
        ...(b.gone ? { struck: true, tone: 'ink3' as const } : { halo: 'sheet' as const, tone: 'ink' as const }),
        weight: 'medium',
      })
    end = b.offset + b.size
  }
  // The bump pointer: where the next byte comes from.
  const bump = x0 + a.top * scale
  marks.push({
    kind: 'path',
    key: `arena-${a.name}-bump`,
    d: `M${bump} ${top - 4}v${cell + 12}`,
    line: 'strong',
    state: 'now',
  })
  ticks.add(a.top)
  ticks.add(a.size)
  // Offsets that would touch their neighbour are left out; the bump pointer's own is always said.
  let free = -Infinity
  const said = [...ticks].sort((p, q) => p - q)
  for (const t of said) {
    const half = textWidth(String(t), 12) / 2,
      at = Math.min(Math.max(x0 + t * scale, x0 + half), x0 + width - half)
    const bumpHalf = textWidth(String(a.top), 12) / 2,
      bumpAt = Math.min(Math.max(bump, x0 + bumpHalf), x0 + width - bumpHalf)
    if (t !== a.top && (at - half < free + 4 || Math.abs(at - bumpAt) < half + bumpHalf + 4)) continue
    marks.push({
      kind: 'text',
      key: `arena-${a.name}-at-${t}`,
      x: at,
      y: top + cell + (strip ? 20 : 24),
      text: String(t),
      size: 'fine',
      anchor: 'middle',
      tone: t === a.top ? 'accent' : 'ink3',
      weight: t === a.top ? 'bold' : 'normal',
    })
    free = at + half
  }
  return marks
}

/** Live bytes after each call: what was, in ink; what this line did, in accent; what comes later leaves its place empty. */
function history(f: Frame, area: Area, strip: boolean): Mark[] {
  const px = 12,
    top = area.y + 16,
    bottom = area.y + area.height - 8,
    left = area.x + Math.max(textWidth(grouped(f.film.most), px) + 10, 62)
  const right = area.x + area.width - 8,
    ticks = f.film.ticks,
    step = (right - left) / Math.max(1, ticks.length)
  const y = (live: number) => bottom - (live / f.film.most) * (bottom - top),
    x = (i: number) => left + i * step
  const first = f.count - f.calls.length
  const path = (from: number, to: number) => {
    let d = `M${x(from)} ${y(from ? ticks[from - 1]!.live : 0)}`
    for (let i = from; i < to; i++) d += `V${y(ticks[i]!.live)}H${x(i + 1)}`
    return d
  }
  const marks: Mark[] = [
    { kind: 'path', key: 'chart-axis', d: `M${left} ${top}V${bottom}H${right}`, line: 'thin' },
    {
      kind: 'text',
      key: 'chart-most',
      x: left - 6,
      y: top + 8,
      text: grouped(f.film.most),
      size: 'fine',
      tone: 'ink3',
      anchor: 'end',
    },
    {
      kind: 'text',
      key: 'chart-zero',
      x: left - 6,
      y: bottom + 1,
      text: '0',
      size: 'fine',
      tone: 'ink3',
      anchor: 'end',
    },
    {
      kind: 'text',
      key: 'chart-title',
      x: area.x,
      y: (top + bottom) / 2 + 8,
      text: f.arenas.length ? (strip ? 'out' : 'out, by') : strip ? 'live' : 'live, by',
      face: 'serif',
      size: 'fine',
      tone: 'ink2',
    },
    ...(strip
      ? []
      : [
          {
            kind: 'text',
            key: 'chart-title-2',
            x: area.x,
            y: (top + bottom) / 2 + 22,
            text: 'call',
            face: 'serif',
            size: 'fine',
            tone: 'ink2',
          } satisfies Mark,
        ]),
  ]
  if (f.budget !== null)
    marks.push(
      { kind: 'path', key: 'chart-budget', d: `M${left} ${y(f.budget)}H${right}`, line: 'dashed' },
      {
        kind: 'text',
        key: 'chart-budget-word',
        x: left + 8,
        y: y(f.budget) - 5,
        text: `budget ${grouped(f.budget)}`,
        size: 'fine',
        tone: 'ink2',
      },
    )
  if (first > 0) marks.push({ kind: 'path', key: 'chart-past', d: path(0, first), line: 'frame' })
  if (f.calls.length)
    marks.push({ kind: 'path', key: 'chart-now', d: path(first, f.count), line: 'strong', state: 'now' })
  ticks.slice(0, f.count).forEach((t, i) => {
    if (t.kind === 'fail')
      marks.push({
        kind: 'dot',
        key: `chart-${i}`,
        shape: 'cross',
        x: x(i) + step / 2,
        y: y(t.live) - 8,
        tone: i >= first ? 'accent' : 'ink',
      })
  })
  return marks
}

/** Frames with a call, and the last. */
const keyFrames = (trace: Trace<Frame>): number[] =>
  trace.frames.flatMap((f, i) => (f.calls.length || i === trace.frames.length - 1 ? [i] : []))

/** A heap that was given back shows nothing: a page stands at the refusal, or at the last frame with something alive. */
function stands({ frames }: Trace<Frame>): number {
  const refused = frames.findLastIndex(f => f.calls.some(c => c.kind === 'fail'))
  if (refused >= 0) return refused
  const alive = frames.findLastIndex(f => f.blocks.length || f.arenas.length)
  return alive >= 0 ? alive : frames.length - 1
}

export const model: FigureModel<Frame> = { layout, describe, outline, keyFrames, stands }
