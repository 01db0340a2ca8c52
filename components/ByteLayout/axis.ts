// The byte axis of a figure: one zero and one unit for all rows, broken only where every row holds one long thing.
/** A stretch of bytes: `broken` stretches are drawn shorter than they are, and say so. */
export interface Stretch {
  from: number
  to: number
  broken: boolean
}

/** A single field longer than this many bytes may be cut. */
const LONG = 40
/** What a cut stretch is worth, in bytes. */
const CUT = 14
/** Below this many bytes a type is always drawn whole. */
const WHOLE = 72

/**
 * Stretches that tile `0..size`.
 * @param edges every offset at which something begins or ends, in any row
 */
export function stretches(size: number, edges: readonly number[]): Stretch[] {
  const marks = [...new Set([0, ...edges, size])].filter(e => e >= 0 && e <= size).sort((a, b) => a - b)
  const out: Stretch[] = []
  for (let i = 1; i < marks.length; i++) {
    const from = marks[i - 1]!,
      to = marks[i]!,
      broken = size > WHOLE && to - from > LONG,
      last = out.at(-1)
    if (last && !last.broken && !broken) last.to = to
    else out.push({ from, to, broken })
  }
  return out
}

/** Units that the axis takes: bytes, where cut stretches count less. */
export const axisUnits = (axis: readonly Stretch[]): number =>
  axis.reduce((n, s) => n + (s.broken ? CUT : s.to - s.from), 0)

/** Where a byte offset stands on the axis, in units from zero. */
export function unitsAt(axis: readonly Stretch[], offset: number): number {
  let units = 0
  for (const s of axis) {
    const length = s.broken ? CUT : s.to - s.from
    if (offset <= s.to) return units + ((offset - s.from) / (s.to - s.from || 1)) * length
    units += length
  }
  return units
}

/** Distance of the numbered ticks so that numbers keep 30 units of drawing apart: 1, 2, 4, 8 … bytes. */
export function numberedEvery(unit: number): number {
  let every = 1
  while (every * unit < 30) every *= 2
  return Math.max(4, every)
}
