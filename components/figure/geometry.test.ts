import { describe, expect, it } from 'vitest'
import { arrowHead, barPieces, hatch, polyline } from './geometry.ts'
import type { RectMark, Texture } from './contract.ts'
import { pathSegments } from './overlap.ts'

const cell = (texture: Texture, x = 13, y = 7, width = 50, height = 30): RectMark => ({
  kind: 'rect',
  key: 'k',
  x,
  y,
  width,
  height,
  texture,
})

describe('hatch', () => {
  const strokes = (m: RectMark) => pathSegments(hatch(m)!)
  it.each(['pad', 'moved'] as const)(
    "%s: strokes at 45 degrees that end at the cell's edges and leave none of it bare",
    texture => {
      const m = cell(texture),
        found = strokes(m),
        rising = texture === 'pad'
      expect(found.length).toBeGreaterThan(5)
      for (const [x1, y1, x2, y2] of found) {
        for (const [x, y] of [
          [x1, y1],
          [x2, y2],
        ] as const) {
          expect(x).toBeGreaterThanOrEqual(m.x - 0.02)
          expect(x).toBeLessThanOrEqual(m.x + m.width + 0.02)
          expect(y).toBeGreaterThanOrEqual(m.y - 0.02)
          expect(y).toBeLessThanOrEqual(m.y + m.height + 0.02)
          expect(
            Math.min(Math.abs(x - m.x), Math.abs(x - m.x - m.width), Math.abs(y - m.y), Math.abs(y - m.y - m.height)),
          ).toBeLessThan(0.05)
        }
        expect(Math.abs(rising ? x1 + y1 - x2 - y2 : x1 - y1 - x2 + y2)).toBeLessThan(0.05)
      }
      // Neighbouring strokes are one pitch apart, all across.
      const at = found.map(([x, y]) => (rising ? x + y : x - y)).sort((a, b) => a - b),
        pitch = (rising ? 6 : 5) * Math.SQRT2
      for (const [i, v] of at.slice(1).entries()) expect(v - at[i]!).toBeCloseTo(pitch, 1)
    },
  )
  it('meets the strokes of the neighbour: cells of a figure share one grid', () => {
    const ends = (m: RectMark) =>
      strokes(m)
        .flatMap(
          ([x1, y1, x2, y2]) =>
            [
              [x1, y1],
              [x2, y2],
            ] as const,
        )
        .filter(([x]) => Math.abs(x - 40) < 0.02)
        .map(([, y]) => y)
        .sort((a, b) => a - b)
    const left = ends(cell('pad', 10, 10, 30, 40)),
      right = ends(cell('pad', 40, 10, 30, 40))
    expect(left.length).toBeGreaterThan(2)
    expect(right).toHaveLength(left.length)
    for (const [i, y] of left.entries()) expect(right[i]).toBeCloseTo(y, 1)
  })
  it('uninit: dots inside the cell', () => {
    const dots = [...hatch(cell('uninit'))!.matchAll(/M(\S+) (\S+)h0/g)].map(m => [Number(m[1]), Number(m[2])] as const)
    expect(dots.length).toBeGreaterThan(20)
    for (const [x, y] of dots) expect(x > 13 && x < 63 && y > 7 && y < 37).toBe(true)
  })
  it('other textures have none', () =>
    expect(
      (['live', 'shared', 'excl', 'tag', 'niche', 'dropped', 'region', 'none'] as const).map(t => hatch(cell(t))),
    ).toEqual(Array.from({ length: 8 }, () => null)))
})

describe('arrows', () => {
  it('the tip stands 1 px before its target, the line ends inside the head', () => {
    expect(
      arrowHead(
        [
          [0, 0],
          [100, 0],
        ],
        'own',
      ),
    ).toMatch(/L99 0L/)
    expect(
      polyline(
        [
          [0, 0],
          [100, 0],
        ],
        'own',
      ),
    ).toBe('M0 0L91 0')
  })
  it('corners are rounded by at most half of the shorter side', () =>
    expect(
      polyline(
        [
          [0, 0],
          [4, 0],
          [4, 50],
        ],
        'own',
      ),
    ).toBe('M0 0L2 0Q4 0 4 2L4 41'))
})

describe('bars', () => {
  const bar = { kind: 'bar', key: 'b', x1: 10, y1: 20, x2: 60, y2: 20, tone: 'shared' } as const
  it('has a stop at each end, one when it is open', () => {
    expect(barPieces(bar).stops.match(/M/g)).toHaveLength(2)
    expect(barPieces({ ...bar, openEnd: true }).stops.match(/M/g)).toHaveLength(1)
  })
  it('crosses where it is violated', () => expect(barPieces({ ...bar, cross: [30] }).cross).toContain('M34 13'))
})
