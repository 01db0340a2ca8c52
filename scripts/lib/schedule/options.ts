// The options of a timetable, the same for `npm run schedule` and `npm run present -- --plan`.
import type { PlannedDeck, PlanOptions, Timetable } from './plan.ts'
import { DEFAULTS, parseTime, planDays, time } from './plan.ts'
import { clockIn, datesFrom, isDate, isZone, ownZone } from './dates.ts'

const text = <T extends string>(description: string, valueHint: T) =>
  ({ type: 'string', description, valueHint }) as const

/** For citty. */
export const PLAN_OPTIONS = {
  start: text(`when a day begins (${time(DEFAULTS.start)})`, '9:00'),
  end: text(`when a day is over (${time(DEFAULTS.end)})`, '17:30'),
  break: text(`minutes of a break (${DEFAULTS.break})`, '15'),
  lunch: text(`minutes of lunch (${DEFAULTS.lunch}); 0 for none`, '60'),
  'lunch-at': text(`lunch is the pause nearest to this time (${time(DEFAULTS.noon)})`, '12:30'),
  exercises: { type: 'boolean', description: 'the exercises of a deck come after it' },
  date: text('the first day; today without it', 'YYYY-MM-DD'),
  weekends: { type: 'boolean', description: 'Saturdays and Sundays are days of the course' },
  zone: text("the room's time zone; this machine's without it", 'Europe/Berlin'),
} as const
export type PlanArgs = Partial<Record<keyof typeof PLAN_OPTIONS, string | boolean | undefined>>

function clock(args: PlanArgs, option: 'start' | 'end' | 'lunch-at'): number {
  const given = args[option]
  if (given === undefined) return DEFAULTS[option === 'lunch-at' ? 'noon' : option]
  const minutes = parseTime(String(given))
  if (minutes === null) throw new Error(`--${option} ${given}: write a time of day, for example 9:00`)
  return minutes
}
/** @throws Error with the option, and what to write */
export function whole(option: string, given: string | boolean | undefined, least: number, otherwise: number): number {
  if (given === undefined) return otherwise
  if (!/^\d+$/.test(String(given)) || Number(given) < least)
    throw new Error(`--${option} ${given}: write a whole number from ${least} up`)
  return Number(given)
}

export interface Planned {
  table: Timetable
  /** Of the days by their numbers. */
  dates: string[]
  zone: string
  /** Whether the first date was given, and not only taken. */
  dated: boolean
}

/** @throws Error with the option that cannot be read, and what to write */
export function planFrom(args: PlanArgs, decks: readonly PlannedDeck[], now = new Date()): Planned {
  const options: PlanOptions = {
    start: clock(args, 'start'),
    end: clock(args, 'end'),
    noon: clock(args, 'lunch-at'),
    break: whole('break', args.break, 0, DEFAULTS.break),
    lunch: whole('lunch', args.lunch, 0, DEFAULTS.lunch),
    exercises: args.exercises === true,
  }
  if (options.end <= options.start) throw new Error('--end must be later than --start')
  const zone = String(args.zone ?? ownZone())
  if (!isZone(zone)) throw new Error(`--zone ${zone}: write a time zone by its name, for example Europe/Berlin`)
  const first = String(args.date ?? clockIn(zone, now).date)
  if (!isDate(first)) throw new Error(`--date ${first}: write a day of the calendar as YYYY-MM-DD`)
  const table = planDays(decks, options)
  const dates = datesFrom(first, table.days.length, args.weekends === true)
  return { table, dates, zone, dated: args.date !== undefined }
}
