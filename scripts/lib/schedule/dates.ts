// Dates and times of a timetable: dates that exist, working days, and what a clock in the room says in UTC. Pure.

const DAY = 24 * 60 * 60 * 1000
const MINUTE = 60_000
const written = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Whether `YYYY-MM-DD` is a day of the calendar: 2026-02-31 is none. */
export function isDate(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  return !Number.isNaN(ms) && written(ms) === text
}

/** Dates of so many days from the first one on; Saturdays and Sundays are passed over unless they are wanted. The first one is taken as it is. */
export function datesFrom(first: string, days: number, weekends: boolean): string[] {
  const dates: string[] = []
  for (let ms = Date.parse(`${first}T00:00:00Z`); dates.length < days; ms += DAY) {
    const free = [0, 6].includes(new Date(ms).getUTCDay())
    if (weekends || !free || !dates.length) dates.push(written(ms))
  }
  return dates
}

/** Whether a name is a time zone that this machine knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Milliseconds by which a zone's clocks are ahead of UTC at a moment. */
function ahead(ms: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  })
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const { year, month, day, hour, minute, second } = part
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}

/** The moment at which clocks in a zone say so many minutes after midnight of a date. A time that a change of clocks leaves out is taken an hour later. */
export function utcOf(date: string, minutes: number, zone: string): Date {
  const clock = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE
  const first = clock - ahead(clock, zone)
  return new Date(clock - ahead(first, zone))
}

/** Date, and minutes since midnight, that clocks in a zone say at a moment. */
export function clockIn(zone: string, now: Date): { date: string; minutes: number } {
  const ms = now.getTime() + ahead(now.getTime(), zone)
  return { date: written(ms), minutes: Math.floor((ms % DAY) / MINUTE) }
}
