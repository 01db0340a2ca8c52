// Lines, heads and bars from data alone; nothing here knows the DOM.
import type { BarMark, PointerKind, RectMark, Texture } from './contract.ts'

type XY = readonly [number, number]
const RADIUS = 6
/** How long a head is, so that the line ends inside it and the tip 1 px before the target. */
const HEAD: Record<PointerKind, number> = { own: 10, shared: 10, excl: 13, raw: 9, weak: 11, address: 10 }

/** Moves `to` back towards `from` by `by`. */
function shorten(from: XY, to: XY, by: number): XY {
  const dx = to[0] - from[0],
    dy = to[1] - from[1],
    len = Math.hypot(dx, dy) || 1
  return [to[0] - (dx / len) * by, to[1] - (dy / len) * by]
}
const n = (v: number) => Math.round(v * 100) / 100

/** An SVG path along the points, right angles rounded by 6, ending where the head begins. */
export function polyline(points: readonly XY[], pointer: PointerKind, curve = false): string {
  const end = shorten(points.at(-2)!, points.at(-1)!, pointer === 'raw' ? 3 : HEAD[pointer] - 1)
  const ps = [...points.slice(0, -1), end]
  if (curve && ps.length === 4)
    return `M${n(ps[0]![0])} ${n(ps[0]![1])}C${ps
      .slice(1)
      .map(p => `${n(p[0])} ${n(p[1])}`)
      .join(' ')}`
  let d = `M${n(ps[0]![0])} ${n(ps[0]![1])}`
  for (let i = 1; i < ps.length - 1; i++) {
    const r = Math.min(RADIUS, dist(ps[i - 1]!, ps[i]!) / 2, dist(ps[i]!, ps[i + 1]!) / 2)
    const a = shorten(ps[i - 1]!, ps[i]!, r),
      b = shorten(ps[i + 1]!, ps[i]!, r)
    d += `L${n(a[0])} ${n(a[1])}Q${n(ps[i]![0])} ${n(ps[i]![1])} ${n(b[0])} ${n(b[1])}`
  }
  return `${d}L${n(end[0])} ${n(end[1])}`
}
const dist = (a: XY, b: XY) => Math.hypot(a[0] - b[0], a[1] - b[1])

/** The head's outline; the tip stands 1 px before the last point. */
export function arrowHead(points: readonly XY[], pointer: PointerKind): string {
  const from = points.at(-2)!,
    tip = shorten(from, points.at(-1)!, 1)
  const len = HEAD[pointer],
    half = pointer === 'excl' ? 6 : pointer === 'weak' ? 5 : 4.5
  const base = shorten(from, tip, len)
  const ux = (tip[0] - base[0]) / len,
    uy = (tip[1] - base[1]) / len
  const l = [base[0] - uy * half, base[1] + ux * half],
    r = [base[0] + uy * half, base[1] - ux * half]
  const close = pointer === 'raw' ? '' : 'z'
  return `M${n(l[0]!)} ${n(l[1]!)}L${n(tip[0])} ${n(tip[1])}L${n(r[0]!)} ${n(r[1]!)}${close}`
}

/** Pieces of a loan's bar: its line, its end stops with the cuts of kills, and the crosses of violations. Cuts and crosses are given as positions along the bar in user units from its start. */
export function barPieces(m: BarMark): { lines: [number, number, number, number][]; stops: string; cross: string } {
  const horizontal = m.y1 === m.y2,
    ux = horizontal ? 1 : 0,
    uy = horizontal ? 0 : 1
  const stop = (x: number, y: number) => `M${n(x - uy * 8)} ${n(y - ux * 8)}L${n(x + uy * 8)} ${n(y + ux * 8)}`
  const at = (s: number): XY => [m.x1 + ux * s, m.y1 + uy * s]
  const cut = (s: number) => {
    const [x, y] = at(s)
    return horizontal
      ? `M${n(x - 5)} ${n(y + 8)}l6 -16M${n(x)} ${n(y + 8)}l6 -16`
      : `M${n(x - 8)} ${n(y + 5)}l16 -6M${n(x - 8)} ${n(y)}l16 -6`
  }
  const cross = (s: number) => {
    const [x, y] = at(s)
    return `M${n(x - 6)} ${n(y - 7)}l12 14M${n(x + 6)} ${n(y - 7)}l-12 14`
  }
  return {
    lines: [[m.x1, m.y1, m.x2, m.y2]],
    stops: stop(m.x1, m.y1) + (m.openEnd ? '' : stop(m.x2, m.y2)) + (m.cut ?? []).map(cut).join(''),
    cross: (m.cross ?? []).map(cross).join(''),
  }
}

/**
 * The hatch of a cell as one path: strokes cut at the cell's edges, or dots as strokes of no length. Every cell of a figure shares one grid, so that
 * neighbours' strokes meet. It is no SVG pattern: printing scales those into pictures, and a handout grew by megabytes.
 */
export function hatch(m: RectMark): string | null {
  const x2 = m.x + m.width,
    y2 = m.y + m.height
  const on = (first: number, last: number, pitch: number, draw: (at: number) => string): string => {
    let d = ''
    for (let k = Math.ceil(first / pitch); k * pitch < last; k++) d += draw(k * pitch)
    return d
  }
  const ways: Partial<Record<Texture, () => string>> = {
    // Rising strokes: x + y is the same along each.
    pad: () =>
      on(m.x + m.y, x2 + y2, 6 * Math.SQRT2, s => {
        const from = Math.max(m.x, s - y2),
          to = Math.min(x2, s - m.y)
        return `M${n(from)} ${n(s - from)}L${n(to)} ${n(s - to)}`
      }),
    // Falling strokes: x - y is the same along each.
    moved: () =>
      on(m.x - y2, x2 - m.y, 5 * Math.SQRT2, s => {
        const from = Math.max(m.x, s + m.y),
          to = Math.min(x2, s + y2)
        return `M${n(from)} ${n(from - s)}L${n(to)} ${n(to - s)}`
      }),
    uninit: () => on(m.x - 3, x2 - 3, 6, x => on(m.y - 3, y2 - 3, 6, y => `M${n(x + 3)} ${n(y + 3)}h0`)),
  }
  return ways[m.texture]?.() ?? null
}
