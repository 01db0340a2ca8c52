// Panes side by side under their titles, four of them two by two; in a narrow box one under the other, in a strip only what the source became.
import type { Mark, Size } from '../figure/contract.ts'
import { listingMarks, listingWidth, type ListingLine } from './listing.ts'
import type { Frame } from './model.ts'
import { folded } from './panes.ts'

interface Column {
  key: string
  title: string
  lines: readonly ListingLine[]
  current: readonly number[]
  numbers: boolean
  weight: number
  fold: (most: number) => readonly ListingLine[]
}
const GUTTER = 36

export function draw(f: Frame, box: Size): Mark[] {
  const numbered = !!f.needle && f.kind !== 'asm',
    strip = box.height < 200
  const columns: Column[] = [
    ...(f.source.length && !strip
      ? [
          {
            key: 'src',
            title: 'source',
            lines: f.source,
            current: f.currentSource,
            numbers: true,
            weight: listingWidth(f.source),
            fold: () => f.source,
          },
        ]
      : []),
    ...f.panes.map((p, i): Column => ({
      key: `p${i}`,
      title: p.pane.title,
      lines: p.pane.lines,
      current: p.current,
      numbers: numbered,
      weight: listingWidth(p.pane.lines, p.pane.lines.length > 15, numbered),
      fold: most => folded(p.pane, p.current, most),
    })),
  ]
  const all = columns.reduce((n, c) => n + c.lines.length + 1.5, 0) <= 8
  // In a strip, functions that are compared stand below one another, each with the lines round the one that counts.
  const compared = columns.filter(c => c.current.length)
  const chosen =
    !strip || all ? columns : f.kind === 'asm' && compared.length > 1 ? compared : [compared.at(-1) ?? columns.at(-1)!]
  return box.width < 600 ? stacked(f, chosen, box, strip) : sideBySide(f, chosen, box)
}

function pane(
  c: Column,
  f: Frame,
  x: number,
  y: number,
  width: number,
  height: number,
  strip = false,
  tight = false,
): Mark[] {
  const top = strip ? 17 : 26,
    room = height - top - 8,
    small = strip || tight || c.lines.length > Math.min(15, Math.floor(room / 19)) || c.weight > width + 4
  const most = Math.max(1, Math.floor(room / (small ? 15 : 19)))
  const chars = Math.floor(width / (strip ? 7.2 : 7.8)) - 2
  const digits = c.numbers ? String(c.lines.at(-1)?.number ?? 0).length * 7.2 + 12 : 0,
    columns = strip ? Infinity : Math.floor((width - 14 - digits) / (small ? 7.2 : 7.8))
  const whole = wrapped(c.fold(most), columns),
    lines = whole.length > most ? wrapped(c.fold(most - (whole.length - most)), columns) : whole
  const current = lines.filter(l => c.current.includes(Math.floor(l.number))).map(l => l.number)
  return [
    {
      kind: 'text',
      key: `${c.key}-title`,
      x,
      y: y + (strip ? 10 : 13),
      text: c.title.length > chars ? `${c.title.slice(0, chars - 1)}…` : c.title,
      weight: 'bold',
      size: strip ? 'fine' : 'label',
      tone: f.steps > 1 && !c.current.length ? 'ink3' : 'ink',
    },
    { kind: 'path', key: `${c.key}-rule`, d: `M${x} ${y + top - (strip ? 2.5 : 5.5)}H${x + width}`, line: 'frame' },
    ...listingMarks({
      key: c.key,
      x,
      y: y + top + 2,
      width,
      height: height - top - 4,
      lines: dedented(lines),
      current: current.length ? current : c.current,
      numbers: c.numbers,
      small,
    }).map((m): Mark =>
      f.steps === 1 && m.kind === 'text' && m.tone === 'ink3' && !m.key.includes('-n') ? { ...m, tone: 'ink' } : m,
    ),
  ]
}

/** A terminator that is longer than the pane goes on in a line of its own, where it says where it leads; such a line has half a number. */
const wrapped = (lines: readonly ListingLine[], columns: number): readonly ListingLine[] =>
  lines.flatMap(l => {
    const at = l.text.length > columns ? l.text.lastIndexOf(' -> ') : -1
    if (at < 0) return [l]
    return [
      { ...l, text: l.text.slice(0, at) },
      {
        number: l.number + 0.5,
        text: `${' '.repeat(l.text.length - l.text.trimStart().length + 2)}${l.text.slice(at + 1)}`,
      },
    ]
  })

/** Without the indentation that all shown lines share. */
function dedented(lines: readonly ListingLine[]): readonly ListingLine[] {
  const indent = Math.min(...lines.filter(l => l.text.trim()).map(l => l.text.length - l.text.trimStart().length))
  return indent > 0 && Number.isFinite(indent) ? lines.map(l => ({ ...l, text: l.text.slice(indent) })) : lines
}

function sideBySide(f: Frame, columns: readonly Column[], box: Size): Mark[] {
  const stacks = stacked2(columns),
    room = box.width - GUTTER * (stacks.length - 1)
  const widths = shared(
    stacks.map(s => Math.max(...s.map(c => c.weight))),
    room,
  )
  let x = 0
  const starts = widths.map(w => {
    const at = x
    x += w + GUTTER
    return at
  })
  const upper = stacks.some(s => s.length > 1) ? Math.round((box.height - GAP) * rowShare(stacks)) : box.height
  // Four panes are compared line by line: all of them small, or none.
  const tight = stacks.some(s =>
    s.some((c, i) => s.length > 1 && c.lines.length * 19 + 34 > (i ? box.height - upper - GAP : upper)),
  )
  const marks = stacks.flatMap((s, i) =>
    s.length > 1
      ? [
          ...pane(s[0]!, f, starts[i]!, 0, widths[i]!, upper, false, tight),
          ...pane(s[1]!, f, starts[i]!, upper + GAP, widths[i]!, box.height - upper - GAP, false, tight),
        ]
      : pane(s[0]!, f, starts[i]!, 0, widths[i]!, box.height),
  )
  return [
    ...marks,
    ...links(
      marks,
      stacks.map(s => s[0]!),
      starts,
      widths,
    ),
  ]
}
const GAP = 14
/** Four panes stand two by two: the first pair above the second one. */
function stacked2(columns: readonly Column[]): (readonly [Column] | readonly [Column, Column])[] {
  const source = columns.filter(c => c.key === 'src'),
    [a, b, c, d] = columns.filter(k => k.key !== 'src')
  return d ? [...source.map(s => [s] as const), [a!, c!], [b!, d]] : columns.map(k => [k] as const)
}
/** What of the height the upper pair needs. */
function rowShare(stacks: readonly (readonly Column[])[]): number {
  const tallest = (i: number) => Math.max(...stacks.flatMap(s => (s.length > 1 ? [s[i]!.lines.length * 15 + 34] : [])))
  return Math.max(0.3, Math.min(0.7, tallest(0) / (tallest(0) + tallest(1))))
}

/** Room shared out: who needs less than an equal share gets what it needs, the rest is split among the others. */
function shared(needs: readonly number[], room: number): number[] {
  const widths = needs.map(() => 0)
  let left = room
  const order = needs.map((_, i) => i).sort((a, b) => needs[a]! - needs[b]!)
  order.forEach((i, k) => {
    widths[i] = Math.floor(Math.min(Math.max(120, needs[i]!), left / (order.length - k)))
    left -= widths[i]!
  })
  widths[order.at(-1)!]! += Math.floor(left)
  return widths
}

/** From the current source line to the first line that came from it. */
function links(
  marks: readonly Mark[],
  columns: readonly Column[],
  starts: readonly number[],
  widths: readonly number[],
): Mark[] {
  const y = (c: Column) => {
    const m = marks.find(k => k.kind === 'text' && k.key === `${c.key}-${c.current[0]}`)
    return m?.kind === 'text' ? m.y - 4.5 : null
  }
  return columns.slice(1).flatMap((c, i): Mark[] => {
    const left = columns[i]!,
      from = y(left),
      to = y(c),
      x1 = starts[i]! + widths[i]! + 6,
      x2 = starts[i + 1]! - 6
    return from === null || to === null || left.key !== 'src'
      ? []
      : [
          {
            kind: 'path',
            key: `link-${c.key}`,
            d: `M${x1} ${from}C${x1 + 12} ${from} ${x2 - 12} ${to} ${x2} ${to}`,
            line: 'tick',
          },
        ]
  })
}

function stacked(f: Frame, columns: readonly Column[], box: Size, strip: boolean): Mark[] {
  const gap = strip ? 4 : 14,
    head = strip ? 22 : 34
  const rows = columns.map(c => c.lines.length),
    total = rows.reduce((a, b) => a + b, 0)
  const room = box.height - gap * (columns.length - 1) - head * columns.length
  let y = 0
  return columns.flatMap((c, i) => {
    const height =
      head +
      room *
        (columns.length === 1 ? 1 : Math.max(0.25, Math.min(0.75, rows[i]! / total))) *
        (columns.length === 1 ? 1 : share(rows, total))
    const at = y
    y += height + gap
    return pane(c, f, 0, at, box.width, height, strip)
  })
}
/** Brings the bounded shares back to one. */
const share = (rows: readonly number[], total: number): number =>
  1 / rows.reduce((n, r) => n + Math.max(0.25, Math.min(0.75, r / total)), 0)
