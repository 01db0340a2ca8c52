// What `npm run present` does beside presenting: the check of the day before, the times of rehearsals, the plan of a day.
import { loadDeck, ROOT } from '../deck.ts'
import { clockIn } from '../schedule/dates.ts'
import { deckAt, dueAt, partsOf, type Part } from '../schedule/day.ts'
import { PLAN_OPTIONS, planFrom, whole, type PlanArgs } from '../schedule/options.ts'
import { time } from '../schedule/plan.ts'
import { readPlans } from '../schedule/read.ts'
import { checkFails, checkRoom, checkTable } from './check.ts'
import { pickDeck } from './pick.ts'
import { compareTimes, rehearsals, rehearsed, timesTable } from './times.ts'

/** For citty, beside the options of presenting. */
export const WAYS = {
  check: {
    type: 'boolean',
    description: 'asks the day before whether everything is here, installs compilers that are missing, and ends',
  },
  times: {
    type: 'boolean',
    description: 'prints how long each slide took in rehearsals, against its minutes, and ends',
  },
  plan: {
    type: 'boolean',
    description: 'walks through a day of the timetable, deck by deck; the options below say which',
  },
  day: {
    type: 'string',
    description: 'the day of the plan; without it the one whose date is today, else the first',
    valueHint: '1',
  },
  ...PLAN_OPTIONS,
} as const

export type WayArgs = PlanArgs & Partial<Record<'check' | 'times' | 'plan' | 'day', string | boolean | undefined>>

/** Check and times. @returns the exit code, or null: then a deck is to be presented */
export async function otherWay(args: WayArgs, word: string | undefined, port?: number): Promise<number | null> {
  const deck = (): string | null => (word === undefined ? null : pickDeck(readPlans(ROOT), word).id)
  if (args.check) {
    const findings = await checkRoom({ root: ROOT, deck: deck(), port, install: true })
    console.log(checkTable(findings).join('\n'))
    return checkFails(findings) ? 1 : 0
  }
  if (args.times) {
    const one = deck()
    const decks = one === null ? rehearsed(ROOT) : [one]
    if (!decks.length) console.log('Nothing was rehearsed yet: start the clock on the desk, and the times are kept.')
    for (const id of decks) console.log(timesOf(id).join('\n'))
    return 0
  }
  return null
}

function timesOf(id: string): string[] {
  const runs = rehearsals(ROOT, id)
  const { head, slides } = loadDeck(id)
  const heading = `\n${head.title} (${id})`
  if (!runs.length) return [heading, 'It was not rehearsed yet: start the clock on the desk, and the times are kept.']
  const timed = slides.map(({ title, minutes, extra }, i) => ({ no: i + 1, title, minutes: extra ? 0 : minutes }))
  return [heading, ...timesTable(compareTimes(timed, runs), runs)]
}

export interface DayPlan {
  parts: Part[]
  /** The deck that is due. */
  deck: string
  /** The day as lines for the terminal; what is due is marked. */
  lines: string[]
}

/** The day that is walked through. @throws Error with the option that cannot be read */
export function dayPlan(args: WayArgs, words: readonly string[], now = new Date()): DayPlan {
  const all = readPlans(ROOT)
  const plan = planFrom(args, words.length ? words.map(word => pickDeck(all, word)) : all, now)
  const { date, minutes } = clockIn(plan.zone, now)
  const today = plan.dates.indexOf(date) + 1
  const number = whole('day', args.day, 1, today || 1)
  const parts = partsOf(plan.table, number)
  const deck = deckAt(parts, minutes)
  if (deck === null) throw new Error(`--day ${number}: there is no deck on this day`)
  const due = dueAt(parts, minutes)
  const lines = parts.map(
    ({ kind, title, from, to }, i) =>
      `${i === due ? '▸' : ' '} ${time(from).padStart(5)} ${time(to).padStart(5)}  ${kind === 'exercises' ? `Exercises: ${title}` : title}`,
  )
  return { parts, deck, lines }
}
