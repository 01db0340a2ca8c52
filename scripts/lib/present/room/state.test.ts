// Moves of the room on a small talk, and that windows agree whatever reaches them first.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Talk } from '../../renderings/talk/talk.ts'
import { back, behind, extraAhead, firstRoom, moved, newer, next, type Move, type Place, type Room } from './state.ts'

const slide = (no: number, clicks: number, extra = false) => ({
  no,
  title: `slide ${no}`,
  layout: 'default',
  minutes: 2,
  extra,
  section: null,
  clicks,
  notes: [],
})
const talk: Talk = {
  id: '01-a',
  number: 1,
  title: 'A',
  minutes: 8,
  slides: [slide(1, 0), slide(2, 2), slide(3, 1, true), slide(4, 0, true), slide(5, 0), slide(6, 1)],
  sections: [],
  mayGoFirst: '',
  questions: [],
  outcomes: [],
}
const at = (slide: number, click = 0): Room => ({ ...firstRoom('01-a'), slide, click })
const after = (room: Room, ...moves: Move[]): Room =>
  moves.reduce((r, move) => ({ ...r, ...moved(talk, r, move, 1000) }), room)
const place = ({ slide, click }: Place): string => `${slide}.${click}`

describe('a step', () => {
  it('goes click by click, and over extra slides', () => {
    const seen: string[] = []
    for (let here = at(1), steps = 0; steps < 8; steps++) {
      seen.push(place(here))
      here = after(here, { do: 'next' })
    }
    expect(seen).toEqual(['1.0', '2.0', '2.1', '2.2', '5.0', '6.0', '6.1', '6.1'])
    expect(place(back(talk, at(5)))).toBe('2.2')
    expect(place(back(talk, at(1)))).toBe('1.0')
  })
  it('leads from one extra slide to the next, once one was asked for', () => {
    expect(extraAhead(talk, at(2))).toBe(3)
    expect(extraAhead(talk, at(3))).toBeNull()
    expect(extraAhead(talk, at(5))).toBeNull()
    const extra = after(at(2, 1), { do: 'extra' })
    expect(place(extra)).toBe('3.0')
    expect(place(after(extra, { do: 'next' }, { do: 'next' }))).toBe('4.0')
    expect(place(after(extra, { do: 'next' }, { do: 'next' }, { do: 'next' }))).toBe('5.0')
  })
  it('over a whole slide passes its clicks and its extra slides', () => {
    expect(place(after(at(2, 1), { do: 'nextSlide' }))).toBe('5.0')
    expect(place(after(at(5), { do: 'backSlide' }))).toBe('2.0')
    expect(moved(talk, at(6, 1), { do: 'nextSlide' }, 0)).toBeNull()
    expect(after({ ...at(2), cover: 'black' }, { do: 'nextSlide' })).toMatchObject({ slide: 2, cover: 'none' })
  })
  it('uncovers a covered slide and does nothing else', () => {
    for (const cover of ['black', 'white', 'card'] as const) {
      const covered = after(at(2), { do: cover })
      expect(covered.cover).toBe(cover)
      for (const move of ['next', 'back'] as const) {
        const shown = after(covered, { do: move })
        expect([shown.cover, place(shown)]).toEqual(['none', '2.0'])
      }
      expect(after(covered, { do: cover }).cover).toBe('none')
      expect(after(covered, { do: 'go', slide: 5, click: 0 }).cover).toBe('none')
    }
  })
  it('never leaves the deck, and back undoes next', () => {
    const places = fc.record({ slide: fc.integer({ min: 1, max: 6 }), click: fc.integer({ min: 0, max: 2 }) })
    fc.assert(
      fc.property(places, any => {
        const here = after(at(1), { do: 'go', ...any })
        const to = next(talk, here)
        expect(to.slide).toBeLessThanOrEqual(6)
        expect(to.click).toBeLessThanOrEqual(talk.slides[to.slide - 1]!.clicks)
        const ends = place(to) === place(here)
        const leavesExtra = talk.slides[here.slide - 1]!.extra && !talk.slides[to.slide - 1]!.extra
        if (!ends && !leavesExtra) expect(place(back(talk, to))).toBe(place(here))
      }),
    )
  })
})

describe('a jump', () => {
  it('is kept within the deck, and remembers where the talk was', () => {
    const there = after(at(2, 1), { do: 'go', slide: 900, click: 50 })
    expect(place(there)).toBe('6.1')
    expect(place(after(there, { do: 'return' }))).toBe('2.1')
    expect(after(there, { do: 'return' }).trail).toEqual([])
    expect(moved(talk, at(2), { do: 'return' }, 0)).toBeNull()
    const many = Array.from({ length: 30 }, (_, i): Move => ({ do: 'go', slide: (i % 6) + 1, click: 0 }))
    expect(after(at(4), ...many).trail).toHaveLength(10)
  })
  it('into another deck begins there, with a clock of its own', () => {
    const running = { ...after(at(2), { do: 'clock' }), rev: 7 }
    const other = after(running, { do: 'deck', deck: '02-b' })
    expect(other).toEqual({ ...firstRoom('02-b'), rev: 7 })
    expect(moved(talk, running, { do: 'deck', deck: '01-a' }, 0)).toBeNull()
  })
})

describe('the clock', () => {
  it('keeps what it counted over a pause', () => {
    const clock = (room: Room, now: number): Room => ({ ...room, ...moved(talk, room, { do: 'clock' }, now) })
    const paused = clock(clock(at(1), 1000), 61_000)
    expect(paused.clock).toEqual({ since: null, kept: 60_000 })
    expect(clock(clock(paused, 100_000), 130_000).clock.kept).toBe(90_000)
  })
  it("is on time within a slide's minutes, and counts no extra slide", () => {
    expect([behind(talk, 2, 3), behind(talk, 2, 4.5), behind(talk, 5, 1)]).toEqual([0, 0.5, -3])
    expect(behind(talk, 3, 6)).toBe(2)
    expect(behind(talk, 6, 8)).toBe(0)
  })
})

it('windows that hear the same values in any order hold the same one in the end', () => {
  const room = fc.record({
    rev: fc.integer({ min: 0, max: 5 }),
    by: fc.constantFrom('a', 'b', 'c'),
    slide: fc.integer({ min: 1, max: 6 }),
  })
  fc.assert(
    fc.property(fc.array(room, { minLength: 1, maxLength: 8 }), fc.array(fc.nat()), (some, order) => {
      // One writer gives each of its values a number of its own.
      const values = [...new Map(some.map(one => [`${one.rev}${one.by}`, { ...at(1), ...one }])).values()]
      const shuffled = values
        .map((value, i) => ({ value, key: order[i] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ value }) => value)
      const hold = (heard: readonly Room[]): Room => heard.reduce((held, one) => (newer(one, held) ? one : held))
      expect(hold(shuffled)).toEqual(hold(values))
    }),
  )
})
