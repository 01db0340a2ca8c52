// What stands over the slides: strokes, zoom, timers, and what another window may say of them.
import { describe, expect, it } from 'vitest'
import {
  cleared,
  drawn,
  EMPTY,
  grown,
  leftOf,
  pathOf,
  paused,
  SHEET,
  shifted,
  shownTime,
  StageSchema,
  started,
  undone,
  viewOf,
} from './state.ts'

describe('strokes', () => {
  it('grow by what a hand does, and not while it rests', () => {
    const line = [0, 1, 1.04, 40].reduce<number[]>((points, x) => grown(points, x * 10, 5), [])
    expect(line).toEqual([0, 5, 10, 5, 400, 5])
    expect(pathOf([3, 4])).toBe('M3 4l0.1 0')
    expect(pathOf([0, 0, 10, 0, 20, 10])).toBe('M0 0Q10 0 15.0 5.0L20 10')
  })
  it('are taken back and cleared on their slide only', () => {
    const all = drawn(drawn(drawn([], { slide: 1, points: [1, 1] }), { slide: 2, points: [2, 2] }), {
      slide: 1,
      points: [3, 3],
    })
    expect(undone(all, 2).map(s => s.slide)).toEqual([1, 1])
    expect(undone(all, 1).map(s => s.points[0])).toEqual([1, 2])
    expect(undone(all, 7)).toEqual(all)
    expect(cleared(all, 1).map(s => s.slide)).toEqual([2])
  })
})

describe('the zoom', () => {
  it.each([
    [{ x: 52, y: 120, width: 440, height: 284 }],
    [{ x: 900, y: 500, width: 40, height: 20 }],
    [{ x: 0, y: 0, width: 980, height: 552 }],
  ])('takes %o to the middle, whole', box => {
    const { scale, x, y } = viewOf(box)
    expect(scale).toBeGreaterThanOrEqual(1)
    expect(scale).toBeLessThanOrEqual(4)
    expect(scale * (box.x + box.width / 2) + x).toBeCloseTo(SHEET.width / 2)
    expect(scale * (box.y + box.height / 2) + y).toBeCloseTo(SHEET.height / 2)
    expect(scale * box.width).toBeLessThanOrEqual(SHEET.width)
    expect(scale * box.height).toBeLessThanOrEqual(SHEET.height)
  })
})

describe('a timer', () => {
  const now = 1_000_000
  const timer = started({ kind: 'break', title: 'Break', text: '' }, 15, now)
  it('runs, stands, runs on, and is set longer or shorter', () => {
    expect(leftOf(timer, now + 60_000)).toBe(14 * 60_000)
    const stands = paused(timer, now + 60_000)
    expect([stands.ends, leftOf(stands, now + 999_999)]).toEqual([null, 14 * 60_000])
    expect(leftOf(paused(stands, now + 500_000), now + 500_000)).toBe(14 * 60_000)
    expect(leftOf(shifted(timer, 1, now), now)).toBe(16 * 60_000)
    expect(leftOf(shifted(stands, -20, now), now)).toBe(0)
    // A minute more after the end is a minute from now on.
    expect(leftOf(shifted(timer, 1, now + 20 * 60_000), now + 20 * 60_000)).toBe(60_000)
  })
  it('is read as a clock', () => {
    expect([15 * 60_000, 59_001, 0, -1, -61_000].map(shownTime)).toEqual(['15:00', '1:00', '0:00', '+0:00', '+1:01'])
  })
})

it('takes from another window what has its form', () => {
  const timer = started({ kind: 'exercise', title: 'a', text: 'b' }, 1, 0)
  const full = {
    ...EMPTY,
    zoom: { slide: 3, at: 1 },
    spot: { slide: 3, at: { x: 1, y: 2, width: 3, height: 4 } },
    timer,
  }
  expect(StageSchema.safeParse(full).success).toBe(true)
  for (const wrong of [
    { ...EMPTY, veil: 'card' },
    { ...EMPTY, more: 1 },
    { ...EMPTY, zoom: { slide: 0, at: 1 } },
    { ...EMPTY, strokes: [{ slide: 1, points: ['<img>'] }] },
    { ...EMPTY, strokes: Array.from({ length: 401 }, () => ({ slide: 1, points: [] })) },
    null,
  ])
    expect(StageSchema.safeParse(wrong).success).toBe(false)
})
