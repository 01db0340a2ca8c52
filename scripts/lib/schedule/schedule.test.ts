// Timetables: breaks, days, warnings, and the two files.
import { describe, expect, it } from 'vitest'
import { clockIn, datesFrom, isDate, isZone, utcOf } from './dates.ts'
import { deckAt, dueAt, nextDeck, partsOf, pauseAfter } from './day.ts'
import { planFrom, type PlanArgs } from './options.ts'
import { DEFAULTS, parseTime, planDays, time, type PlannedDeck } from './plan.ts'
import { toCalendar, toMarkdown } from './render.ts'

const deck = (mechanism: number, minutes: number, over: Partial<PlannedDeck> = {}): PlannedDeck => ({
  id: `0${mechanism}-deck`,
  mechanism,
  title: `Deck ${mechanism}`,
  minutes,
  duration: minutes,
  exercises: 0,
  ...over,
})
const shape = (decks: PlannedDeck[], over = {}) =>
  planDays(decks, { ...DEFAULTS, ...over }).days.map(d => d.entries.map(e => `${e.kind} ${time(e.from)}-${time(e.to)}`))

describe('a timetable', () => {
  it('breaks between decks and eats at noon', () => {
    expect(shape([deck(1, 70), deck(2, 75), deck(3, 60)])).toEqual([
      ['deck 9:00-10:10', 'break 10:10-10:25', 'deck 10:25-11:40', 'lunch 11:40-12:40', 'deck 12:40-13:40'],
    ])
    expect(shape([deck(1, 70), deck(2, 75), deck(3, 60), deck(4, 60)])[0]!.slice(-4)).toEqual([
      'lunch 11:40-12:40',
      'deck 12:40-13:40',
      'break 13:40-13:55',
      'deck 13:55-14:55',
    ])
  })
  it('eats in the pause nearest to the time that is wanted', () => {
    const lunch = (noon: string, decks = [70, 75, 60, 60].map((minutes, i) => deck(i + 1, minutes))) =>
      shape(decks, { noon: parseTime(noon)! })[0]!.find(entry => entry.startsWith('lunch'))
    expect(lunch('11:00')).toBe('lunch 11:40-12:40')
    expect(lunch('12:30')).toBe('lunch 12:55-13:55')
    expect(lunch('13:30')).toBe('lunch 12:55-13:55')
    // Of the review: lunch at 13:26 on a day with a deck of more than two hours.
    expect(lunch('12:30', [deck(1, 138), deck(2, 85), deck(3, 80)])).toBe('lunch 12:58-13:58')
  })
  it('lets short parts share a sitting', () => {
    expect(shape([deck(1, 30), deck(2, 40), deck(3, 30)])).toEqual([
      ['deck 9:00-9:30', 'deck 9:30-10:10', 'break 10:10-10:25', 'deck 10:25-10:55'],
    ])
  })
  it('goes on the next day, and never ends a day with a pause', () => {
    const days = shape(
      [1, 2, 3, 4, 5, 6].map(n => deck(n, 75)),
      { end: 15 * 60 },
    )
    expect(days.length).toBe(2)
    expect(days.flat().filter(e => e.startsWith('deck'))).toHaveLength(6)
    for (const day of days) {
      expect(day[0]).toMatch(/^deck 9:00/)
      expect(day.at(-1)).toMatch(/^deck/)
    }
  })
  it('takes exercises in when asked', () => {
    expect(shape([deck(1, 60, { exercises: 45 })], { exercises: true })).toEqual([
      ['deck 9:00-10:00', 'break 10:00-10:15', 'exercises 10:15-11:00'],
    ])
    expect(shape([deck(1, 60, { exercises: 45 })])).toEqual([['deck 9:00-10:00']])
  })
  it('warns where a deck is over its duration, and where a day is over its end', () => {
    expect(planDays([deck(1, 80, { duration: 72 })], DEFAULTS).warnings).toEqual([
      '01-deck: the slides need 80 min, 8 more than the 72 of its headmatter',
    ])
    expect(planDays([deck(1, 80)], { ...DEFAULTS, end: 10 * 60 }).warnings).toEqual([
      'day 1: Deck 1 ends at 10:20, after 10:00',
    ])
  })
  it('reads times', () => {
    expect(['9:00', '9', '14:30', '24:00', '9:60', 'nine'].map(parseTime)).toEqual([540, 540, 870, null, null, null])
  })
})

describe('its files', () => {
  const table = planDays(
    [
      deck(1, 70, { title: 'Trait objects, vtables; and a long name that has to be folded somewhere – here' }),
      deck(2, 75),
    ],
    DEFAULTS,
  )
  it('say it in Markdown', () => {
    expect(toMarkdown(table, 'A course')).toContain(
      '| 10:10 | 10:25 | 15 | Break |\n| 10:25 | 11:40 | 75 | 02 Deck 2 |\n\n145 minutes of course.',
    )
  })
  it('say it in iCalendar, escaped and folded', () => {
    const ics = toCalendar(table, ['2026-12-31'], 'Europe/Berlin', new Date('2026-11-24T10:00:00Z'))
    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
    expect(ics).toContain('X-WR-TIMEZONE:Europe/Berlin\r\n')
    // 9:00 in the room, which is an hour ahead in winter.
    expect(ics).toContain('DTSTART:20261231T080000Z\r\nDTEND:20261231T091000Z\r\n')
    expect(ics).toContain('DTSTAMP:20261124T100000Z\r\n')
    const lines = ics.split('\r\n')
    expect(Math.max(...lines.map(l => Buffer.byteLength(l)))).toBeLessThanOrEqual(75)
    expect(ics.replaceAll('\r\n ', '')).toContain(
      'SUMMARY:01 Trait objects\\, vtables\\; and a long name that has to be folded somewhere – here\r\n',
    )
    expect(new Set(lines.filter(l => l.startsWith('UID:'))).size).toBe(3)
  })
  it('carry a second day to the next working day', () => {
    const two = planDays([deck(1, 75), deck(2, 75)], { ...DEFAULTS, end: 10 * 60 + 30 })
    const dates = datesFrom('2026-12-31', 2, false)
    expect(toCalendar(two, dates, 'UTC', new Date(0))).toContain('DTSTART:20270101T090000Z')
    expect(toMarkdown(two, 'A course', dates)).toContain('## Day 2, Friday 2027-01-01')
    expect(toMarkdown(two, 'A course')).toContain('## Day 2\n')
  })
})

describe('dates', () => {
  it('pass over weekends, unless they are wanted', () => {
    expect(datesFrom('2026-12-04', 3, false)).toEqual(['2026-12-04', '2026-12-07', '2026-12-08'])
    expect(datesFrom('2026-12-04', 3, true)).toEqual(['2026-12-04', '2026-12-05', '2026-12-06'])
    // Who begins on a Saturday means it.
    expect(datesFrom('2026-12-05', 2, false)).toEqual(['2026-12-05', '2026-12-07'])
  })
  it('exist, or are refused', () => {
    expect(['2026-12-01', '2028-02-29', '2026-02-31', '2026-02-29', '2026-13-01', '1.12.2026'].map(isDate)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
  it('say what clocks in a zone say', () => {
    const at = (date: string, zone: string) =>
      utcOf(date, 9 * 60, zone)
        .toISOString()
        .slice(0, 16)
    expect(at('2026-12-01', 'Europe/Berlin')).toBe('2026-12-01T08:00')
    expect(at('2026-07-01', 'Europe/Berlin')).toBe('2026-07-01T07:00')
    expect(at('2026-07-01', 'America/New_York')).toBe('2026-07-01T13:00')
    expect(at('2026-12-01', 'Asia/Kolkata')).toBe('2026-12-01T03:30')
    // The night in which clocks change: 1:30 before, 3:30 after.
    expect(utcOf('2026-03-29', 90, 'Europe/Berlin').toISOString()).toBe('2026-03-29T00:30:00.000Z')
    expect(utcOf('2026-03-29', 210, 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(clockIn('Asia/Kolkata', new Date('2026-12-01T20:00:00Z'))).toEqual({ date: '2026-12-02', minutes: 90 })
    expect([isZone('Europe/Berlin'), isZone('Berlin')]).toEqual([true, false])
  })
})

describe('its options', () => {
  it('are read, or refused with what to write', () => {
    const plan = planFrom({ date: '2026-12-04', zone: 'Europe/Berlin', end: '10:30', 'lunch-at': '12:15' }, [
      deck(1, 75),
      deck(2, 75),
    ])
    expect(plan).toMatchObject({ dates: ['2026-12-04', '2026-12-07'], zone: 'Europe/Berlin', dated: true })
    const wrong: [PlanArgs, string][] = [
      [{ date: '2026-02-31' }, '--date 2026-02-31: write a day of the calendar'],
      [{ 'lunch-at': 'noon' }, '--lunch-at noon: write a time of day'],
      [{ start: '9:00', end: '8:00' }, '--end must be later than --start'],
      [{ zone: 'Berlin' }, '--zone Berlin: write a time zone'],
      [{ break: 'none' }, '--break none: write a whole number'],
    ]
    for (const [args, message] of wrong) expect(() => planFrom(args, [])).toThrow(message)
  })
})

describe('a day', () => {
  const table = planDays([deck(1, 70, { exercises: 30 }), deck(2, 75), deck(3, 60)], { ...DEFAULTS, exercises: true })
  const parts = partsOf(table, 1)
  it('is its parts, with the deck of each', () => {
    expect(parts.map(({ kind, deck, from }) => `${kind} ${deck ?? ''} ${time(from)}`)).toEqual([
      'deck 01-deck 9:00',
      'break  10:10',
      'exercises 01-deck 10:25',
      'break  10:55',
      'deck 02-deck 11:10',
      'lunch  12:25',
      'deck 03-deck 13:25',
    ])
    expect(() => partsOf(table, 2)).toThrow('day 2: the plan has 1 day')
  })
  it('knows what is due, and what comes after', () => {
    expect(dueAt(parts, 8 * 60)).toBe(0)
    expect(dueAt(parts, 10 * 60 + 30)).toBe(2)
    expect(dueAt(parts, 23 * 60)).toBe(6)
    expect(deckAt(parts, 10 * 60 + 12)).toBe('01-deck')
    expect(deckAt(parts, 11 * 60)).toBe('02-deck')
    expect(nextDeck(parts, '02-deck')).toBe('03-deck')
    expect(nextDeck(parts, '03-deck')).toBeNull()
    expect(pauseAfter(parts, '02-deck')).toMatchObject({ kind: 'lunch', to: 13 * 60 + 25 })
    expect(pauseAfter(parts, '03-deck')).toBeNull()
  })
})
