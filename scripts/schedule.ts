// `npm run schedule [-- deck ...] [--start 9:00] [--end 17:30] [--day N] [--date 2026-12-01] [--break 15] [--lunch 60] [--exercises] [--out folder]`
// prints a timetable from the slides' minutes, or one day of it, and writes it as Markdown and iCalendar.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readCourseFile } from './lib/courseFile.ts'
import { ROOT } from './lib/deck.ts'
import { pickDeck } from './lib/present/pick.ts'
import { DEFAULTS, parseTime, planDays, type PlanOptions } from './lib/schedule/plan.ts'
import { readPlans } from './lib/schedule/read.ts'
import { toCalendar, toMarkdown } from './lib/schedule/render.ts'

const text = { type: 'string' } as const
const read = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      start: text,
      end: text,
      day: text,
      date: text,
      break: text,
      lunch: text,
      out: text,
      exercises: { type: 'boolean', default: false },
    },
  })
type Values = ReturnType<typeof read>['values']

function clock(values: Values, option: 'start' | 'end'): number {
  const text = values[option]
  if (text === undefined) return DEFAULTS[option]
  const minutes = parseTime(text)
  if (minutes === null) throw new Error(`--${option} ${text}: write a time of day, for example 9:00`)
  return minutes
}
function whole(values: Values, option: 'day' | 'break' | 'lunch', least: number): number {
  const text = values[option]
  if (text === undefined) return option === 'day' ? 0 : DEFAULTS[option]
  if (!/^\d+$/.test(text) || Number(text) < least)
    throw new Error(`--${option} ${text}: write a whole number from ${least} up`)
  return Number(text)
}
function firstDate(values: Values): string {
  const date = values.date ?? new Date().toISOString().slice(0, 10)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))
    throw new Error(`--date ${date}: write the first day as YYYY-MM-DD`)
  return date
}

try {
  const { values, positionals } = read()
  const options: PlanOptions = {
    ...DEFAULTS,
    start: clock(values, 'start'),
    end: clock(values, 'end'),
    break: whole(values, 'break', 0),
    lunch: whole(values, 'lunch', 0),
    exercises: values.exercises,
  }
  if (options.end <= options.start) throw new Error('--end must be later than --start')
  const all = readPlans(ROOT)
  const plan = planDays(positionals.length ? positionals.map(word => pickDeck(all, word)) : all, options)
  const day = whole(values, 'day', 1)
  if (day > plan.days.length)
    throw new Error(`--day ${day}: the plan has ${plan.days.length} ${plan.days.length === 1 ? 'day' : 'days'}`)
  const table = day ? { ...plan, days: plan.days.filter(d => d.number === day) } : plan
  // npm runs scripts in the repository's root; a folder is meant from where the trainer stands.
  const out = resolve(process.env.INIT_CWD ?? process.cwd(), values.out ?? '.')
  mkdirSync(out, { recursive: true })
  const markdown = toMarkdown(table, readCourseFile(ROOT).title)
  writeFileSync(join(out, 'timetable.md'), markdown)
  writeFileSync(join(out, 'timetable.ics'), toCalendar(table, firstDate(values), new Date()))
  console.log(markdown)
  for (const warning of table.warnings) console.error(`WARNING ${warning}`)
  console.log(`Written: ${join(out, 'timetable.md')} and timetable.ics`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
