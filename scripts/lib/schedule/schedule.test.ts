// Timetables: breaks, days, warnings, and the two files.
import { describe, expect, it } from 'vitest'
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
      ['deck 9:00-10:10', 'break 10:10-10:25', 'deck 10:25-11:40', 'break 11:40-11:55', 'deck 11:55-12:55'],
    ])
    expect(shape([deck(1, 70), deck(2, 75), deck(3, 60), deck(4, 60)])[0]!.slice(-3)).toEqual([
      'deck 11:55-12:55',
      'lunch 12:55-13:55',
      'deck 13:55-14:55',
    ])
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
    const ics = toCalendar(table, '2026-12-31', new Date('2026-11-24T10:00:00Z'))
    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
    expect(ics).toContain('DTSTART:20261231T090000\r\nDTEND:20261231T101000\r\n')
    expect(ics).toContain('DTSTAMP:20261124T100000Z\r\n')
    const lines = ics.split('\r\n')
    expect(Math.max(...lines.map(l => Buffer.byteLength(l)))).toBeLessThanOrEqual(75)
    expect(ics.replaceAll('\r\n ', '')).toContain(
      'SUMMARY:01 Trait objects\\, vtables\\; and a long name that has to be folded somewhere – here\r\n',
    )
    expect(new Set(lines.filter(l => l.startsWith('UID:'))).size).toBe(3)
  })
  it('carry a second day to the next date', () => {
    const two = planDays([deck(1, 75), deck(2, 75)], { ...DEFAULTS, end: 10 * 60 + 30 })
    expect(toCalendar(two, '2026-12-31', new Date(0))).toContain('DTSTART:20270101T090000')
  })
})
