// Panes side by side under their titles; in a narrow box one under the other, in a strip only what the source became.
import type { Mark, Size } from '../figure/contract.ts'
import { listingMarks, listingWidth, type ListingLine } from './listing.ts'
import type { Frame } from './model.ts'
import { folded } from './panes.ts'

interface Column { key: string; title: string; lines: readonly ListingLine[]; current: readonly number[]; numbers: boolean; weight: number; fold: (most: number) => readonly ListingLine[] }
const GUTTER = 36

export function draw(f: Frame, box: Size): Mark[] {
  const strip = box.height < 200
  const columns: Column[] = [
    ...(f.source.length && !strip ? [{ key: 'src', title: 'source', lines: f.source, current: f.currentSource, numbers: true, weight: listingWidth(f.source), fold: () => f.source }] : []),
    ...f.panes.map((p, i): Column => ({ key: `p${i}`, title: p.pane.title, lines: p.pane.lines, current: p.current, numbers: !!f.needle && f.kind !== 'asm', weight: listingWidth(p.pane.lines, p.pane.lines.length > 15), fold: most => folded(p.pane, p.current, most) })),
  ]
  const all = columns.reduce((n, c) => n + c.lines.length + 1.5, 0) <= 8
  const chosen = strip && !all ? [columns.findLast(c => c.current.length) ?? columns.at(-1)!] : columns
  return box.width < 600 ? stacked(f, chosen, box, strip) : sideBySide(f, chosen, box)
}

function pane(c: Column, f: Frame, x: number, y: number, width: number, height: number, strip = false): Mark[] {
  const top = strip ? 17 : 26, small = strip || c.lines.length > 15 || c.weight > width + 4
  const most = Math.max(1, Math.floor((height - top - 8) / (small ? 16 : 19)))
  const chars = Math.floor(width / (strip ? 7.2 : 7.8)) - 2
  return [
    { kind: 'text', key: `${c.key}-title`, x, y: y + (strip ? 10 : 13), text: c.title.length > chars ? `${c.title.slice(0, chars - 1)}…` : c.title, weight: 'bold', size: strip ? 'fine' : 'label', tone: f.steps > 1 && !c.current.length ? 'ink3' : 'ink' },
    { kind: 'path', key: `${c.key}-rule`, d: `M${x} ${y + top - (strip ? 2.5 : 5.5)}H${x + width}`, line: 'frame' },
    ...listingMarks({ key: c.key, x, y: y + top + 2, width, height: height - top - 4, lines: dedented(c.fold(most)), current: c.current, numbers: c.numbers, small }).map((m): Mark => f.steps === 1 && m.kind === 'text' && m.tone === 'ink3' && !m.key.includes('-n') ? { ...m, tone: 'ink' } : m),
  ]
}

/** Without the indentation that all shown lines share. */
function dedented(lines: readonly ListingLine[]): readonly ListingLine[] {
  const indent = Math.min(...lines.filter(l => l.text.trim()).map(l => l.text.length - l.text.trimStart().length))
  return indent > 0 && Number.isFinite(indent) ? lines.map(l => ({ ...l, text: l.text.slice(indent) })) : lines
}

function sideBySide(f: Frame, columns: readonly Column[], box: Size): Mark[] {
  const room = box.width - GUTTER * (columns.length - 1)
  const widths = shared(columns.map(c => c.weight), room)
  let x = 0
  const starts = widths.map(w => { const at = x; x += w + GUTTER; return at })
  const marks = columns.flatMap((c, i) => pane(c, f, starts[i]!, 0, widths[i]!, box.height))
  return [...marks, ...links(marks, columns, starts, widths)]
}

/** Room shared out: who needs less than an equal share gets what it needs, the rest is split among the others. */
function shared(needs: readonly number[], room: number): number[] {
  const widths = needs.map(() => 0)
  let left = room
  const order = needs.map((_, i) => i).sort((a, b) => needs[a]! - needs[b]!)
  order.forEach((i, k) => { widths[i] = Math.floor(Math.min(Math.max(120, needs[i]!), left / (order.length - k))); left -= widths[i]! })
  widths[order.at(-1)!]! += Math.floor(left)
  return widths
}

/** From the current source line to the first line that came from it. */
function links(marks: readonly Mark[], columns: readonly Column[], starts: readonly number[], widths: readonly number[]): Mark[] {
  const y = (c: Column) => { const m = marks.find(k => k.kind === 'text' && k.key === `${c.key}-${c.current[0]}`); return m?.kind === 'text' ? m.y - 4.5 : null }
  return columns.slice(1).flatMap((c, i): Mark[] => {
    const left = columns[i]!, from = y(left), to = y(c), x1 = starts[i]! + widths[i]! + 6, x2 = starts[i + 1]! - 6
    return from === null || to === null || left.key !== 'src' ? [] : [{ kind: 'path', key: `link-${c.key}`, d: `M${x1} ${from}C${x1 + 12} ${from} ${x2 - 12} ${to} ${x2} ${to}`, line: 'tick' }]
  })
}

function stacked(f: Frame, columns: readonly Column[], box: Size, strip: boolean): Mark[] {
  const gap = strip ? 4 : 14, head = strip ? 22 : 34
  const rows = columns.map(c => c.lines.length), total = rows.reduce((a, b) => a + b, 0)
  const room = box.height - gap * (columns.length - 1) - head * columns.length
  let y = 0
  return columns.flatMap((c, i) => {
    const height = head + room * (columns.length === 1 ? 1 : Math.max(0.25, Math.min(0.75, rows[i]! / total))) * (columns.length === 1 ? 1 : share(rows, total))
    const at = y
    y += height + gap
    return pane(c, f, 0, at, box.width, height, strip)
  })
}
/** Brings the bounded shares back to one. */
const share = (rows: readonly number[], total: number): number => 1 / rows.reduce((n, r) => n + Math.max(0.25, Math.min(0.75, r / total)), 0)
