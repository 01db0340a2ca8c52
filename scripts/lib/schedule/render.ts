// A timetable as Markdown and as iCalendar. Pure.
import { createHash } from 'node:crypto'
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

/** @param title of the course */
export function toMarkdown({ days, warnings }: Timetable, title: string): string {
  const parts = days.map(day => {
    const taught = day.entries
      .filter(e => e.kind === 'deck' || e.kind === 'exercises')
      .reduce((n, e) => n + e.to - e.from, 0)
    const rows = day.entries.map(
      entry => `| ${time(entry.from)} | ${time(entry.to)} | ${entry.to - entry.from} | ${nameOf(entry)} |`,
    )
    return `## Day ${day.number}\n\n| from | to | min | |\n|---:|---:|---:|---|\n${rows.join('\n')}\n\n${taught} minutes of course.\n`
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
 * One event for each part, at local ("floating") time, as a room's clock shows it.
 * `firstDate` is the date of day 1, `YYYY-MM-DD`; the days follow one another. `stamp` is when the file was made.
 */
export function toCalendar({ days }: Timetable, firstDate: string, stamp: Date): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//rust-internals//schedule//EN', 'CALSCALE:GREGORIAN']
  const dtstamp = stamp.toISOString().replace(/[-:]|\.\d+/g, '')
  for (const day of days) {
    const date = new Date(`${firstDate}T00:00:00Z`)
    date.setUTCDate(date.getUTCDate() + day.number - 1)
    const at = (minutes: number): string =>
      `${date.toISOString().slice(0, 10).replaceAll('-', '')}T${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}00`
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
