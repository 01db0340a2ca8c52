// Where each byte, label and value line of a ByteLayout stands. Nothing here knows a recording.
import { textWidth, type Mark, type Size } from '../figure/contract.ts'
import { axisUnits, numberedEvery, unitsAt } from './axis.ts'
import { bytes, called, noteOf, rowName, standing, unfinished, type Frame } from './frame.ts'
import { placesTable } from './placesTable.ts'
import type { Block, Cell, Row } from './rows.ts'
import { rangeText, type Patterns, type ValueLine } from './values.ts'

interface Fit {
  height: number
  gap: number
  curves: number
  offsets: number
  header: number
  /** `beside`: pattern and meaning in one cell at the row's end. */ values: 'line' | 'beside' | 'none'
}
/** From roomy to tight; the first that fits the box is taken. */
const FITS: readonly Fit[] = [
  { height: 60, gap: 48, curves: 76, offsets: 22, header: 34, values: 'line' },
  { height: 40, gap: 34, curves: 56, offsets: 20, header: 30, values: 'line' },
  { height: 34, gap: 20, curves: 38, offsets: 18, header: 26, values: 'line' },
  { height: 30, gap: 14, curves: 36, offsets: 17, header: 24, values: 'line' },
  { height: 26, gap: 10, curves: 34, offsets: 16, header: 22, values: 'line' },
  { height: 40, gap: 28, curves: 56, offsets: 0, header: 30, values: 'beside' },
  { height: 34, gap: 24, curves: 38, offsets: 0, header: 26, values: 'beside' },
  { height: 24, gap: 14, curves: 34, offsets: 0, header: 20, values: 'beside' },
  { height: 22, gap: 8, curves: 30, offsets: 0, header: 18, values: 'beside' },
  { height: 22, gap: 6, curves: 30, offsets: 0, header: 18, values: 'none' },
  { height: 18, gap: 5, curves: 26, offsets: 0, header: 17, values: 'none' },
]
/** Heights: a value line below its rows; the line that names cells too small for a name. */
const VALUES = 50,
  EXTRAS = 16
const MAX_UNIT = 40

interface Plan {
  x0: number
  unit: number
  fit: Fit
  ruler: number
  strip: boolean
  rows: Map<string, number>
  headers: Map<string, number>
  values: Map<string, { x: number; y: number; how: 'below' | 'right' | 'beside' }>
  bottom: number
}
const clip = (text: string, width: number, px: number): string => {
  const most = Math.floor(width / (px * 0.6))
  return [...text].length <= most ? text : most < 3 ? '' : `${[...text].slice(0, most - 1).join('')}…`
}
const patternWidth = (v: ValueLine, i: number) =>
  Math.max(textWidth(rangeText(v.patterns[i]!), 12), textWidth(v.patterns[i]!.meaning, 12)) + 18
const valuesWidth = (v: ValueLine) => v.patterns.reduce((n, _, i) => n + patternWidth(v, i), 0)
const indent = (f: Frame) => (f.film.steps > 1 ? 14 : 0)
const curved = (f: Frame, i: number) =>
  f.film.join &&
  i + 1 < f.blocks.length &&
  [f.blocks[i]!, f.blocks[i + 1]!].every(b => b.shape === 'struct' && b.rows.length === 1)

function plan(f: Frame, box: Size): Plan {
  const strip = box.height < 200
  const labels = f.blocks.flatMap(b =>
    b.rows.length > 1
      ? b.rows.map(r => textWidth(rowName(b, r), strip ? 12 : 13))
      : [textWidth(b.title, strip ? 12 : 13), strip ? 0 : textWidth(noteOf(b), 12)],
  )
  const x0 = Math.min(
    Math.max(strip ? 56 : 110, Math.ceil(Math.max(...labels)) + 16 + indent(f)),
    Math.round(box.width * (strip ? 0.42 : 0.32)),
  )
  const most = Math.min(MAX_UNIT, (box.width - x0 - 14 - (f.numerals ? 62 : 0)) / axisUnits(f.axis))
  let p!: Plan
  for (const fit of strip ? FITS.slice(3).map(o => ({ ...o, values: 'none' as const, offsets: 0 })) : FITS) {
    const unit = fit.values === 'beside' && f.film.values ? Math.min(most, besideUnit(f, box, x0)) : most
    if (unit < 6 && fit.values === 'beside') continue
    p = place(f, box, x0, unit, fit, strip)
    if (p.bottom <= box.height) return p
  }
  return windowed(f, p, box)
}
const besideWidth = (v: ValueLine) => v.patterns.reduce((n, p) => n + textWidth(besideText(p), 12) + 14, 0)
const besideText = (p: Patterns) => (p.kind === 'free' ? 'others free' : `${rangeText(p)} ${p.meaning}`)
/** The unit that leaves room for the widest value line at the rows' ends. */
const besideUnit = (f: Frame, box: Size, x0: number) =>
  Math.min(
    ...f.blocks
      .filter(b => b.rows.length === 1 && b.values && b.size > 0)
      .map(b => (box.width - x0 - 46 - (f.numerals ? 54 : 0) - besideWidth(b.values!)) / unitsAt(f.axis, b.size)),
    MAX_UNIT,
  )

function place(f: Frame, box: Size, x0: number, unit: number, fit: Fit, strip: boolean): Plan {
  const ruler = strip ? 24 : 40
  const p: Plan = { x0, unit, fit, ruler, strip, rows: new Map(), headers: new Map(), values: new Map(), bottom: 0 }
  let y = ruler + 8
  f.blocks.forEach((b, i) => {
    const single = b.rows.length === 1,
      end = x0 + unitsAt(f.axis, b.size) * unit
    const v =
      fit.values === 'line' && f.film.values && b.values && valuesWidth(b.values) < box.width - 4 ? b.values : null
    const right = !!v && single && !f.numerals && valuesWidth(v) + 100 < box.width - end
    if (right) y += 22
    if (!single) {
      p.headers.set(b.key, y + 12)
      y += fit.header
    }
    for (const r of b.rows) {
      p.rows.set(r.key, y)
      y +=
        fit.height +
        (!single ? (fit.height >= 34 ? fit.offsets : 4) : curved(f, i) ? 0 : fit.offsets) +
        (!strip && fit.offsets && extras(r, f, unit) ? EXTRAS : 0)
    }
    if (v && right)
      p.values.set(b.key, { x: box.width - valuesWidth(v) - 2, y: p.rows.get(b.rows[0]!.key)! - 20, how: 'right' })
    else if (v) {
      p.values.set(b.key, { x: Math.max(0, Math.min(x0, box.width - valuesWidth(v) - 2)), y: y + 4, how: 'below' })
      y += VALUES
    } else if (fit.values === 'beside' && f.film.values && b.values && single)
      p.values.set(b.key, { x: end + 24 + (f.numerals ? 54 : 0), y: p.rows.get(b.rows[0]!.key)!, how: 'beside' })
    y += curved(f, i) && !strip ? fit.curves + (fit.offsets && extras(b.rows[0]!, f, unit) ? 6 : 0) : fit.gap
  })
  p.bottom = y - fit.gap + 2
  return p
}

/** Too many rows even at the tightest: those around the newest one stay. */
function windowed(f: Frame, p: Plan, box: Size): Plan {
  const keys = f.blocks.flatMap(b => b.rows.map(r => r.key))
  const newest = p.rows.get(keys[Math.min(keys.length, f.rows) - 1]!)!
  const shift = Math.max(0, newest + p.fit.height + 4 - box.height),
    top = p.ruler + 8
  const keep = (m: Map<string, number>, height: number) =>
    new Map(
      [...m]
        .map(([k, y]) => [k, y - shift] as const)
        .filter(([, y]) => y - (height ? 0 : 12) >= top && y + height <= box.height),
    )
  return { ...p, rows: keep(p.rows, p.fit.height), headers: keep(p.headers, 0), values: new Map() }
}

const nameFits = (c: Cell, width: number) => textWidth(called(c), 12) + 4 <= width
/** Names that their cells have no room for, and fields without bytes; said below the row. */
function extras(r: Row, f: Frame, unit: number): string {
  const small = r.cells
    .filter(c => c.kind === 'field' && !nameFits(c, cellWidth(c, f, unit)))
    .map(c => `${c.offset} ${called(c)}`)
  return [...small, ...r.zsts.map(z => `${z.offset} ${z.name}: no bytes`)].join(' · ')
}
const cellWidth = (c: Cell, f: Frame, unit: number) =>
  (unitsAt(f.axis, c.offset + c.size) - unitsAt(f.axis, c.offset)) * unit

/** All marks of a frame. */
export function draw(f: Frame, box: Size): Mark[] {
  const p = plan(f, box)
  const x = (offset: number) => p.x0 + unitsAt(f.axis, offset) * p.unit
  const marks: Mark[] = [...rulerMarks(f, p, x)]
  let ordinal = 0
  f.blocks.forEach((b, i) => {
    const first = ordinal
    const shown = b.rows.filter((_, k) => first + k < f.rows)
    ordinal += b.rows.length
    if (!p.strip) marks.push(...comingMarks(f, b, b.rows.slice(shown.length), !shown.length, p))
    if (!shown.length) return
    if (i > 0 && f.join && curved(f, i - 1) && !p.strip) marks.push(...curves(f, f.blocks[i - 1]!, b, p, x))
    marks.push(...labelMarks(f, b, i, p))
    for (const r of shown) marks.push(...rowMarks(f, b, { ...r, cells: standing(f, r) }, p, x, box, curved(f, i)))
    if ((f.numerals && !unfinished(f)) || f.part === 'size') marks.push(...numeral(b, p, x, box))
    if (f.valueLines > i) marks.push(...valueMarks(f, b, i, p, x))
  })
  return p.strip ? marks : [...marks, ...placesTable(f, box, p.x0, p.bottom)]
}

/** What later frames bring: its name and where it will begin, so that the audience can say how far it will reach. */
function comingMarks(f: Frame, b: Block, rows: readonly Row[], whole: boolean, p: Plan): Mark[] {
  const title = whole && b.rows.length > 1 ? p.headers.get(b.key) : undefined
  return [
    ...(title === undefined
      ? []
      : [
          {
            kind: 'text',
            key: `${b.key}-title`,
            x: indent(f),
            y: title,
            text: clip(b.title, 400, 13),
            tone: 'ink3',
          } satisfies Mark,
        ]),
    ...rows.flatMap((r): Mark[] => {
      const y = p.rows.get(r.key),
        several = b.rows.length > 1
      if (y === undefined) return []
      return [
        { kind: 'path', key: `${r.key}-begin`, d: `M${p.x0} ${y}v${p.fit.height}`, line: 'thin' },
        {
          kind: 'text',
          key: several ? `${r.key}-name` : `${b.key}-title`,
          x: indent(f) + (several ? 12 : 0),
          y: several ? y + p.fit.height / 2 + 5 : titleY(p, y),
          text: clip(rowName(b, r), p.x0 - indent(f) - (several ? 20 : 8), 13),
          tone: 'ink3',
        },
      ]
    }),
  ]
}

function rulerMarks(f: Frame, p: Plan, x: (o: number) => number): Mark[] {
  const end = f.axis.at(-1)!.to,
    every = numberedEvery(p.unit),
    base = p.ruler + 0.5
  const whole = f.axis.filter(s => !s.broken)
  const at = (step: number) =>
    Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step).filter(
      o => o === end || whole.some(s => o >= s.from && o <= s.to),
    )
  const fine = p.unit >= 6 ? 1 : p.unit >= 2 ? 4 : 8
  const ticks = at(fine)
    .map(
      o => `M${x(o)} ${p.ruler - (o % every === 0 ? (p.strip ? 6 : 10) : o % 4 === 0 && p.unit >= 6 ? 6 : 4)}V${base}`,
    )
    .join('')
  const numbers = [
    ...new Set([...at(every).filter(o => o === 0 || (x(o) - x(0) > 24 && x(end) - x(o) > 26)), end]),
  ].filter((o, i, all) => i === 0 || o === end || x(o) - x(all[i - 1]!) >= 24)
  return [
    { kind: 'path', key: 'ruler', d: `M${x(0)} ${base}H${x(end)}${ticks}`, line: 'rule' },
    ...f.axis
      .filter(s => s.broken)
      .map((s, i): Mark => ({
        kind: 'path',
        key: `break-${i}`,
        d: breakPath((x(s.from) + x(s.to)) / 2, base, 7),
        line: 'rule',
      })),
    ...numbers.map((o): Mark => ({
      kind: 'text',
      key: `at-${o}`,
      x: x(o),
      y: p.ruler - 16 + (p.strip ? 6 : 0),
      text: String(o),
      size: 'fine',
      anchor: 'middle',
      tone: o === end ? 'ink3' : 'ink',
    })),
    ...(p.strip
      ? []
      : [
          {
            kind: 'text',
            key: 'ruler-name',
            x: 0,
            y: p.ruler - 16,
            text: p.x0 < 150 ? 'bytes' : 'bytes from the start',
            face: 'serif',
            size: 'label',
            tone: 'ink2',
          } satisfies Mark,
        ]),
    ...(f.cache ? cacheMarks(f, p, x, end) : []),
  ]
}
const breakPath = (cx: number, y: number, h: number) => `M${cx - 5} ${y + h}l4 ${-2 * h}M${cx + 1} ${y + h}l4 ${-2 * h}`
function cacheMarks(f: Frame, p: Plan, x: (o: number) => number, end: number): Mark[] {
  const bottom = Math.max(...p.rows.values()) + p.fit.height + 6
  return Array.from({ length: Math.floor(end / f.cache) }, (_, i) => (i + 1) * f.cache)
    .filter(o => o < end)
    .map((o): Mark => ({
      kind: 'path',
      key: `line-${o}`,
      d: `M${x(o)} ${p.ruler + 2}V${bottom}`,
      line: 'dashed',
      label: `A cache line ends at byte ${o}`,
    }))
}

/** A row's name and its note one below the other, in the middle of the row's height. */
const twoLines = (p: Plan) => p.fit.height >= 30 && !p.strip
const downBy = (p: Plan) => Math.max(0, p.fit.height / 2 - 20)
const titleY = (p: Plan, y: number) => y + (twoLines(p) ? downBy(p) + 13 : p.fit.height / 2 + 5)

function labelMarks(f: Frame, b: Block, i: number, p: Plan): Mark[] {
  const x = indent(f),
    now = f.film.steps > 1 && f.block === i && f.row < 0
  const y = b.rows.length > 1 ? p.headers.get(b.key) : p.rows.get(b.rows[0]!.key)
  if (y === undefined) return []
  if (b.rows.length > 1) {
    const title = clip(b.title, p.strip ? p.x0 + 60 : 400, 13)
    return [
      ...(now ? [pointer(b.key, y - 4)] : []),
      { kind: 'text', key: `${b.key}-title`, x, y, text: title, weight: 'bold' },
      {
        kind: 'text',
        key: `${b.key}-note`,
        x: x + textWidth(title, 13) + 14,
        y,
        text: p.strip ? bytes(b.size) : `${noteOf(b)}, aligned to ${b.align}`,
        size: 'fine',
        tone: 'ink2',
      },
    ]
  }
  const two = twoLines(p),
    width = p.x0 - x - 8,
    down = downBy(p)
  const note = noteIn(f, b)
  return [
    ...(now ? [pointer(b.key, y + (two ? down + 9 : p.fit.height / 2))] : []),
    {
      kind: 'text',
      key: `${b.key}-title`,
      x,
      y: titleY(p, y),
      text: clip(b.title, width, p.strip ? 12 : 13),
      weight: 'bold',
      ...(p.strip ? { size: 'fine' as const } : {}),
    },
    ...(two
      ? [
          {
            kind: 'text',
            key: `${b.key}-note`,
            x,
            y: y + down + 31,
            text: textWidth(note, 12) <= width ? note : bytes(b.size),
            size: 'fine',
            tone: 'ink2',
          } satisfies Mark,
        ]
      : []),
  ]
}
/** What stands under a type's name: as much as the frame has told. */
function noteIn(f: Frame, b: Block): string {
  if (f.part === 'size' || f.part === 'fields') return bytes(b.size)
  const last = standing(f, b.rows[0]!).at(-1)
  return unfinished(f) && last ? `${bytes(last.offset + last.size)} so far` : noteOf(b)
}
const pointer = (key: string, y: number): Mark => ({
  kind: 'dot',
  key: `now-${key}`,
  shape: 'triangle',
  x: 0,
  y,
  tone: 'accent',
})

function rowMarks(f: Frame, b: Block, r: Row, p: Plan, x: (o: number) => number, box: Size, joins: boolean): Mark[] {
  const y = p.rows.get(r.key)
  if (y === undefined) return []
  const h = p.fit.height,
    mid = y + h / 2 + 5,
    several = b.rows.length > 1,
    current = several && f.row >= 0 && b.rows[f.row]!.key === r.key
  const out: Mark[] = []
  if (several) {
    out.push({
      kind: 'text',
      key: `${r.key}-name`,
      x: indent(f) + 12,
      y: mid,
      text: clip(rowName(b, r), p.x0 - indent(f) - 20, p.strip ? 12 : 13),
      ...(p.strip ? { size: 'fine' as const } : {}),
      weight: current ? 'medium' : 'normal',
      tone: r.inhabited ? 'ink' : 'ink3',
    })
    if (current) out.push(pointer(r.key, mid - 4.5))
  }
  if (!r.inhabited) {
    out.push({
      kind: 'text',
      key: `${r.key}-none`,
      x: p.x0 + 6,
      y: mid,
      text: p.strip ? 'no value' : 'uninhabited: no value of it can exist',
      face: 'serif',
      tone: 'ink3',
    })
    return out
  }
  if (f.part === 'size')
    return [
      ...out,
      {
        kind: 'rect',
        key: `${r.key}-whole`,
        x: x(0),
        y,
        width: Math.max(2, x(b.size) - x(0)),
        height: h,
        texture: 'live',
        label: `${b.title}: ${bytes(b.size)}`,
      },
    ]
  const pads = f.part !== 'fields'
  for (const c of r.cells) out.push(...cellMarks(f, r, c, p, x, y, pads))
  if (!b.size)
    out.push({ kind: 'text', key: `${r.key}-zst`, x: p.x0 + 10, y: mid, text: 'no bytes', face: 'serif', tone: 'ink2' })
  for (const z of b.size || r.zsts.length ? r.zsts : [])
    out.push({
      kind: 'path',
      key: `${r.key}-flag-${z.name}`,
      d: `M${x(z.offset)} ${y + h}V${y - 7}l7 3.5l-7 3.5`,
      line: 'strong',
      label: `${z.name}: ${z.ty}, no bytes, at ${z.offset}`,
    })
  if (r.niche && (f.part === 'all' || f.part === 'marks' || f.part === 'order')) {
    const width = x(r.niche.offset + r.niche.size) - x(r.niche.offset)
    const inset = h < 22 ? 2 : NICHE_INSET
    if (width > 10)
      out.push({
        kind: 'rect',
        key: `${r.key}-niche`,
        x: x(r.niche.offset) + inset,
        y: y + inset,
        width: width - 2 * inset,
        height: h - 2 * inset,
        texture: 'niche',
        label: `niche: bytes ${r.niche.offset} to ${r.niche.offset + r.niche.size}`,
      })
  }
  const roomy = !joins && p.fit.offsets > 0 && (!several || h >= 34)
  if (roomy) out.push(...offsetMarks(r, unfinished(f) ? [] : [b.size], x, y + h + 13))
  const more = p.strip ? '' : extras(r, f, p.unit),
    at = x(b.size) + (f.numerals ? 16 + String(b.size).length * 12 : 14)
  if (more && !p.fit.offsets && !p.values.has(b.key) && at + textWidth(more, 12) < box.width)
    out.push({ kind: 'text', key: `${r.key}-extras`, x: at, y: mid, text: more, size: 'fine', tone: 'ink2' })
  if (more && p.fit.offsets)
    out.push({
      kind: 'text',
      key: `${r.key}-extras`,
      x: p.x0,
      y: y + h + (roomy ? p.fit.offsets : 4) + 11,
      text: clip(more, box.width - p.x0, 12),
      size: 'fine',
      tone: 'ink2',
    })
  return out
}

function cellMarks(f: Frame, r: Row, c: Cell, p: Plan, x: (o: number) => number, y: number, pads: boolean): Mark[] {
  if (c.kind === 'pad' && !pads) return []
  if (c.kind === 'tag' && f.part !== 'all' && f.part !== 'marks' && f.part !== 'order') return []
  const key = `${r.key}-${c.kind}-${c.kind === 'pad' ? c.offset : `${c.name}-${c.offset}`}`,
    width = x(c.offset + c.size) - x(c.offset),
    h = p.fit.height,
    mid = y + h / 2 + 4.5
  const many = r.cells.filter(k => k.kind === 'pad').length > 3
  const now =
    (c.kind === 'pad' && f.part === 'padding' && !many) ||
    (c.kind === 'tag' && f.part === 'marks') ||
    (f.part === 'places' && c === r.cells.at(-1))
  const rect: Mark = {
    kind: 'rect',
    key,
    x: x(c.offset),
    y,
    width,
    height: h,
    texture: c.kind === 'pad' ? 'pad' : c.kind === 'tag' ? 'tag' : 'live',
    state: now && c.kind !== 'tag' ? 'now' : 'plain',
    label:
      c.kind === 'pad'
        ? `padding: ${bytes(c.size)} at ${c.offset}`
        : `${c.name}${c.ty ? `: ${c.ty}` : ''}, ${bytes(c.size)} at ${c.offset}`,
  }
  const broken = f.axis.some(s => s.broken && c.offset <= s.from && c.offset + c.size >= s.to)
  const cut = x(c.offset) + width - 14
  const [from, to] = wordRoom(r, c, x)
  return [
    rect,
    ...(broken
      ? [
          {
            kind: 'path',
            key: `${key}-break`,
            d: breakPath(cut, y, 4) + breakPath(cut, y + h, 4),
            line: 'rule',
          } satisfies Mark,
        ]
      : []),
    ...cellText(c, key, broken ? (from + to) / 2 - 12 : (from + to) / 2, mid, broken ? to - from - 40 : to - from, p),
  ]
}
/** How far inside its cell a niche's frame runs. */
const NICHE_INSET = 3.5
/** Where a cell's name may stand: inside the frame of a niche that is the whole cell, beside one that covers a part of it. */
function wordRoom(r: Row, c: Cell, x: (o: number) => number): [number, number] {
  const from = c.offset,
    to = c.offset + c.size,
    n = r.niche && { from: r.niche.offset, to: r.niche.offset + r.niche.size }
  if (!n || n.to <= from || n.from >= to) return [x(from), x(to)]
  if (n.from <= from && n.to >= to) return [x(from) + NICHE_INSET, x(to) - NICHE_INSET]
  return n.from - from > to - n.to ? [x(from), x(n.from)] : [x(n.to), x(to)]
}

function cellText(c: Cell, key: string, cx: number, y: number, width: number, p: Plan): Mark[] {
  if (c.kind === 'pad')
    return width >= 30
      ? [
          {
            kind: 'text',
            key: `${key}-t`,
            x: cx,
            y,
            text: 'pad',
            size: 'fine',
            anchor: 'middle',
            tone: 'ink2',
            halo: 'paper',
          },
        ]
      : []
  if (c.kind === 'tag') {
    const value = c.name.replace(/^tag /, '')
    const word =
      textWidth(c.name, 13) + 6 <= width ? c.name : ([value, 'tag'].find(w => textWidth(w, 12) + 2 <= width) ?? '')
    return word
      ? [
          {
            kind: 'text',
            key: `${key}-t`,
            x: cx,
            y,
            text: word,
            size: word === c.name && textWidth(word, 13) + 2 <= width ? 'label' : 'fine',
            anchor: 'middle',
            tone: 'inverse',
            weight: 'bold',
          },
        ]
      : []
  }
  const px = p.fit.height >= 26 ? 15 : 13
  const word = called(c),
    name = textWidth(word, px),
    type = word === c.ty ? 0 : textWidth(c.ty, 12),
    weight = word === c.ty ? ('medium' as const) : ('bold' as const)
  if (!p.strip && type && name + type + 18 <= width) {
    const left = cx - (name + 8 + type) / 2
    return [
      { kind: 'text', key: `${key}-t`, x: left, y, text: word, size: px === 15 ? 'code' : 'label', weight },
      { kind: 'text', key: `${key}-ty`, x: left + name + 8, y, text: c.ty, size: 'fine', tone: 'ink3' },
    ]
  }
  if (name + 6 <= width)
    return [
      {
        kind: 'text',
        key: `${key}-t`,
        x: cx,
        y,
        text: word,
        size: px === 15 ? 'code' : 'label',
        anchor: 'middle',
        weight,
      },
    ]
  return nameFits(c, width)
    ? [{ kind: 'text', key: `${key}-t`, x: cx, y, text: word, size: 'fine', anchor: 'middle', weight }]
    : []
}

function offsetMarks(r: Row, ends: readonly number[], x: (o: number) => number, y: number): Mark[] {
  const starts = r.cells.filter(c => c.kind !== 'pad' || c.offset === 0).map(c => c.offset)
  const taken: [number, number][] = []
  const fits = (o: number) => {
    const w = textWidth(String(o), 12) / 2 + 3
    const ok = taken.every(([a, z]) => x(o) + w <= a || x(o) - w >= z)
    if (ok) taken.push([x(o) - w, x(o) + w])
    return ok
  }
  return [...new Set([...ends, ...starts])].filter(fits).map((o): Mark => ({
    kind: 'text',
    key: `${r.key}-off-${o}`,
    x: x(o),
    y,
    text: String(o),
    size: 'fine',
    anchor: 'middle',
    tone: ends.includes(o) ? 'ink3' : 'ink',
    halo: 'paper',
  }))
}

function numeral(b: Block, p: Plan, x: (o: number) => number, box: Size): Mark[] {
  const y = p.rows.get(b.rows[0]!.key),
    at = x(b.size) + 10
  if (y === undefined || !b.size || p.strip || at + 24 > box.width) return []
  return [
    {
      kind: 'text',
      key: `${b.key}-size`,
      x: at,
      y: y + p.fit.height / 2 + 7,
      text: String(b.size),
      size: 'big',
      weight: 'medium',
    },
  ]
}

/** One field, two places. */
function curves(f: Frame, above: Block, below: Block, p: Plan, x: (o: number) => number): Mark[] {
  const ya = p.rows.get(above.rows[0]!.key),
    yb = p.rows.get(below.rows[0]!.key)
  if (ya === undefined || yb === undefined) return []
  const centre = (c: Cell) => x(c.offset) + (x(c.offset + c.size) - x(c.offset)) / 2
  return above.rows[0]!.cells.flatMap((c): Mark[] => {
    const other =
      c.kind === 'field' ? below.rows[0]!.cells.find(d => d.kind === 'field' && d.name === c.name) : undefined
    if (!other) return []
    const from = ya + p.fit.height + 2 + (p.fit.offsets && extras(above.rows[0]!, f, p.unit) ? EXTRAS + 2 : 0),
      to = yb - 2
    return [
      {
        kind: 'path',
        key: `same-${above.key}-${c.name}`,
        d: `M${centre(c)} ${from}C${centre(c)} ${(from + to) / 2 + 3} ${centre(other)} ${(from + to) / 2 - 3} ${centre(other)} ${to}`,
        line: 'thin',
      },
    ]
  })
}

function valueMarks(f: Frame, b: Block, i: number, p: Plan, x: (o: number) => number): Mark[] {
  const at = p.values.get(b.key),
    v = b.values
  if (!at || !v) return []
  const where = v.size === 1 ? `byte ${v.offset}` : `bytes ${v.offset} to ${v.offset + v.size}`
  const out: Mark[] = []
  const carrier = b.rows.find(r => r.niche) ?? b.rows[0]!
  if (at.how === 'beside') return besideMarks(f, b, i, at, p)
  if (at.how === 'right') {
    const cx = x(v.offset + v.size / 2),
      top = p.rows.get(carrier.key)!,
      mid = at.y + 11
    out.push(
      { kind: 'path', key: `${b.key}-lead`, d: `M${cx} ${top + 3}V${mid}H${at.x - 1}`, line: 'rule' },
      {
        kind: 'text',
        key: `${b.key}-where`,
        x: at.x - 8,
        y: mid - 6,
        text: where,
        face: 'serif',
        anchor: 'end',
        tone: 'ink2',
      },
    )
  } else if (at.x >= textWidth(where, 13, 'serif') + 22)
    out.push({
      kind: 'text',
      key: `${b.key}-where`,
      x: at.x - 10,
      y: at.y + 16,
      text: where,
      face: 'serif',
      anchor: 'end',
      tone: 'ink2',
    })
  let left = at.x
  v.patterns.forEach((pattern, k) => {
    const width = patternWidth(v, k),
      now = pattern.kind === 'variant' && b.encoding === 'niche' && (f.block === i || f.part === 'marks')
    out.push(
      {
        kind: 'rect',
        key: `${b.key}-v${k}`,
        x: left,
        y: at.y,
        width,
        height: 22,
        texture: 'live',
        state: now ? 'now' : pattern.kind === 'free' || pattern.kind === 'never' ? 'faded' : 'plain',
        label: `${rangeText(pattern)}: ${pattern.meaning}`,
      },
      {
        kind: 'text',
        key: `${b.key}-vn${k}`,
        x: left + width / 2,
        y: at.y + 15.5,
        text: rangeText(pattern),
        size: 'fine',
        anchor: 'middle',
        tone: pattern.kind === 'free' ? 'ink3' : 'ink',
        ...(now ? { weight: 'bold' as const } : {}),
      },
      {
        kind: 'text',
        key: `${b.key}-vm${k}`,
        x: left + width / 2,
        y: at.y + 38,
        text: pattern.meaning,
        size: 'fine',
        anchor: 'middle',
        tone: now ? 'accent' : pattern.kind === 'free' ? 'ink3' : 'ink2',
        ...(now ? { weight: 'bold' as const } : {}),
      },
    )
    left += width
  })
  return out
}

/** Pattern and meaning in one cell each, on the row's own height. */
function besideMarks(f: Frame, b: Block, i: number, at: { x: number; y: number }, p: Plan): Mark[] {
  let left = at.x
  return b.values!.patterns.flatMap((pattern, k): Mark[] => {
    const text = besideText(pattern),
      width = textWidth(text, 12) + 14,
      x = left,
      now = pattern.kind === 'variant' && b.encoding === 'niche' && f.block === i
    left += width
    return [
      {
        kind: 'rect',
        key: `${b.key}-v${k}`,
        x,
        y: at.y,
        width,
        height: p.fit.height,
        texture: 'live',
        state: now ? 'now' : pattern.kind === 'free' || pattern.kind === 'never' ? 'faded' : 'plain',
        label: `${rangeText(pattern)}: ${pattern.meaning}`,
      },
      {
        kind: 'text',
        key: `${b.key}-vn${k}`,
        x: x + width / 2,
        y: at.y + p.fit.height / 2 + 4.5,
        text,
        size: 'fine',
        anchor: 'middle',
        tone: pattern.kind === 'free' || pattern.kind === 'never' ? 'ink3' : 'ink',
        ...(now ? { weight: 'bold' as const } : {}),
      },
    ]
  })
}
