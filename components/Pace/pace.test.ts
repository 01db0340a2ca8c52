// The presenter's pace on a small plan.
import { describe, expect, it } from 'vitest'
import { clock, paceOf, verdict } from './pace.ts'

const slides = [
  { no: 1, minutes: 1, section: null },
  { no: 2, minutes: 2, section: 'A' },
  { no: 3, minutes: 3, section: 'A' },
  { no: 4, minutes: 4, section: 'B' },
]

describe('pace', () => {
  it('adds up slide, section and deck', () => {
    const spent = new Map([
      [1, 60],
      [2, 100],
      [3, 20],
    ])
    expect(paceOf(slides, 3, spent, 180)).toEqual({
      slide: { spent: 20, planned: 180 },
      section: { letter: 'A', spent: 120, planned: 300 },
      deck: { spent: 180, planned: 360, total: 600 },
      behind: 0,
    })
    expect(paceOf(slides, 1, spent, 30).section).toBeNull()
  })
  it("is behind after the end of the slide's minutes and ahead before their beginning", () => {
    expect(paceOf(slides, 2, new Map(), 181).behind).toBe(1)
    expect(paceOf(slides, 2, new Map(), 180).behind).toBe(0)
    expect(paceOf(slides, 3, new Map(), 100).behind).toBe(-80)
  })
  it('speaks in minutes', () => {
    expect([verdict(0), verdict(59), verdict(-90), verdict(200)]).toEqual([
      'on time',
      'on time',
      '2 min ahead',
      '3 min behind',
    ])
    expect([clock(0), clock(245.9), clock(3729)]).toEqual(['0:00', '4:05', '1:02:09'])
  })
})
