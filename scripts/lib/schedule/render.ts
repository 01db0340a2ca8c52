// A timetable as Markdown and as iCalendar. Pure.
import { createHash } from 'node:crypto'
import { utcOf } from './dates.ts'
import { time, type Entry, type Timetable } from './plan.ts'

const nameOf = (entry: Entry): string => {
  switch (entry.kind) {
    case 'deck':
      return `${String(entry.deck.mechanism).padStart(2, '0')} ${entry.deck.title}`
    case 'exercises':
      return `Exercises: ${entry.deck.title}`
    case 'break':
      return 'Break'
    case 'lunch':
      return 'Lunch'
  }
}

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const weekday = (date: string): string => WEEKDAY.format(new Date(`${date}T00:00:00Z`))

/**
 * @param title of the course
 * @param dates of the days by their numbers, `YYYY-MM-DD`; without them days have numbers only
 */
export function toMarkdown({ days, warnings }: Timetable, title: string, dates?: readonly string[]): string {
  const parts = days.map(day => {
    const taught = day.entries
      .filter(e => e.kind === 'deck' || e.kind === 'exercises')
      .reduce((n, e) => n + e.to - e.from, 0)
    const rows = day.entries.map(
      entry => `| ${time(entry.from)} | ${time(entry.to)} | ${entry.to - entry.from} | ${nameOf(entry)} |`,
    )
    const date = dates?.[day.number - 1]
    return `## Day ${day.number}${date ? `, ${weekday(date)} ${date}` : ''}\n\n| from | to | min | |\n|---:|---:|---:|---|\n${rows.join('\n')}\n\n${taught} minutes of course.\n`
  })
  return `# Timetable: ${title}\n\n${parts.join('\n')}${warnings.length ? `\n## Warnings\n\n${warnings.map(w => `* ${w}`).join('\n')}\n` : ''}`
}

const FOLD = 75

/** RFC 5545: lines of at most 75 octets, continued after a space. */
function fold(line: string): string {
  const out: string[] = []
  let rest = Buffer.from(line)
  for (let room = FOLD; rest.length > room; room = FOLD - 1) {
    let cut = room
    while ((rest[cut]! & 0xc0) === 0x80) cut-- // not within a character
    out.push(rest.subarray(0, cut).toString())
    rest = rest.subarray(cut)
  }
  return [...out, rest.toString()].join('\r\n ')
}

const escape = (text: string): string => text.replace(/([\\;,])/g, '\\$1').replace(/\n/g, '\\n')

/**
 * One event for each part. Times are written in UTC, which every calendar shows as its own: the room's clock is that of `zone`.
 * `dates` are the days' dates by their numbers, `YYYY-MM-DD`; `zone` is one of the IANA's, `Europe/Berlin`; `stamp` is when the file was made.
 */
export function toCalendar({ days }: Timetable, dates: readonly string[], zone: string, stamp: Date): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//rust-internals//schedule//EN', 'CALSCALE:GREGORIAN']
  lines.push(`X-WR-TIMEZONE:${zone}`)
  const written = (date: Date): string => date.toISOString().replace(/[-:]|\.\d+/g, '')
  const dtstamp = written(stamp)
  for (const day of days) {
    const at = (minutes: number): string => written(utcOf(dates[day.number - 1]!, minutes, zone))
    for (const entry of day.entries) {
      const uid = createHash('sha256')
        .update(`${at(entry.from)}${nameOf(entry)}`)
        .digest('hex')
        .slice(0, 20)
      lines.push(
        'BEGIN:VEVENT',
        `UID:${uid}@rust-internals`,
        `DTSTAMP:${dtstamp}`,
        `DTSTART:${at(entry.from)}`,
        `DTEND:${at(entry.to)}`,
        `SUMMARY:${escape(nameOf(entry))}`,
        ...(entry.kind === 'break' || entry.kind === 'lunch' ? ['TRANSP:TRANSPARENT'] : []),
        'END:VEVENT',
      )
    }
  }
  return `${[...lines, 'END:VCALENDAR'].map(fold).join('\r\n')}\r\n`
}
