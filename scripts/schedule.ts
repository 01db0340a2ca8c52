// `npm run schedule` prints a timetable from the slides' minutes, or one day of it, and writes it as Markdown and iCalendar.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { command } from './lib/command.ts'
import { readCourseFile } from './lib/courseFile.ts'
import { ROOT } from './lib/deck.ts'
import { pickDeck } from './lib/present/pick.ts'
import { PLAN_OPTIONS, planFrom, whole } from './lib/schedule/options.ts'
import { readPlans } from './lib/schedule/read.ts'
import { toCalendar, toMarkdown } from './lib/schedule/render.ts'

await command({
  name: 'npm run schedule -- [deck …]',
  description: 'A timetable of the course, or of the decks that are named, as Markdown and iCalendar.',
  args: {
    ...PLAN_OPTIONS,
    day: { type: 'string', description: 'only this day of the plan', valueHint: '1' },
    out: {
      type: 'string',
      description: 'the folder that is written to; where you are without it',
      valueHint: 'folder',
    },
  },
  run(args) {
    const all = readPlans(ROOT)
    const plan = planFrom(args, args._.length ? args._.map(word => pickDeck(all, word)) : all)
    const { days } = plan.table
    const day = whole('day', args.day, 1, 0)
    if (day > days.length)
      throw new Error(`--day ${day}: the plan has ${days.length} ${days.length === 1 ? 'day' : 'days'}`)
    const table = day ? { ...plan.table, days: days.filter(d => d.number === day) } : plan.table
    // npm runs scripts in the repository's root; a folder is meant from where the trainer stands.
    const out = resolve(process.env.INIT_CWD ?? process.cwd(), args.out ?? '.')
    mkdirSync(out, { recursive: true })
    const markdown = toMarkdown(table, readCourseFile(ROOT).title, plan.dated ? plan.dates : undefined)
    writeFileSync(join(out, 'timetable.md'), markdown)
    writeFileSync(join(out, 'timetable.ics'), toCalendar(table, plan.dates, plan.zone, new Date()))
    console.log(markdown)
    for (const warning of table.warnings) console.error(`WARNING ${warning}`)
    console.log(
      `Written: ${join(out, 'timetable.md')} and timetable.ics, in the time of ${plan.zone} from ${plan.dates[0]} on.`,
    )
  },
})
