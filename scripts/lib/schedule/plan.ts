// A timetable from the slides' minutes: decks one after another, breaks between them, lunch at noon. Pure.

export interface PlannedDeck {
  id: string
  mechanism: number
  title: string
  /** Sum of the slides' minutes. */
  minutes: number
  /** What the headmatter promises. */
  duration: number
  /** Minutes of the exercises, done in the room after the deck; 0 without. */
  exercises: number
}

export interface PlanOptions {
  /** Minutes since midnight. */
  start: number
  end: number
  break: number
  lunch: number
  /** Lunch is the pause nearest to this time. */
  noon: number
  exercises: boolean
}
export const DEFAULTS: PlanOptions = {
  start: 9 * 60,
  end: 17 * 60 + 30,
  break: 15,
  lunch: 60,
  noon: 12 * 60,
  exercises: false,
}

export type Entry =
  | { kind: 'deck' | 'exercises'; deck: PlannedDeck; from: number; to: number }
  | { kind: 'break' | 'lunch'; from: number; to: number }
export interface Day {
  number: number
  entries: Entry[]
}
export interface Timetable {
  days: Day[]
  warnings: string[]
}

/** A room is fresh for this long; after that a pause comes before the next part. */
const STRETCH = 75

interface Sitting {
  kind: 'deck' | 'exercises'
  deck: PlannedDeck
  minutes: number
}

export function planDays(decks: readonly PlannedDeck[], options: PlanOptions): Timetable {
  const warnings: string[] = []
  const days: Day[] = []
  let day: Day | null = null,
    now = 0,
    seated = 0,
    eaten = false
  const open = (): Day => {
    day = { number: days.length + 1, entries: [] }
    days.push(day)
    now = options.start
    seated = 0
    eaten = now >= options.noon + options.lunch
    return day
  }
  /** Whether lunch comes before a part: the pause before it is nearer to noon than the one after it, or there is none after it. */
  const hungry = (minutes: number, last: boolean): boolean =>
    !eaten &&
    options.lunch > 0 &&
    now + minutes > options.noon &&
    (last || options.noon - now < now + minutes - options.noon)
  const pause = (of: Day, lunch: boolean): void => {
    if (!lunch && options.break === 0) {
      seated = 0
      return
    }
    const length = lunch ? options.lunch : options.break
    if (lunch) eaten = true
    if (length > 0) of.entries.push({ kind: lunch ? 'lunch' : 'break', from: now, to: now + length })
    now += length
    seated = 0
  }
  const sit = ({ kind, deck, minutes }: Sitting, last: boolean): void => {
    let today = day ?? open()
    const first = today.entries.length === 0
    const lunch = hungry(minutes, last)
    if (!first && (seated + minutes > STRETCH || lunch)) pause(today, lunch)
    if (!first && now + minutes > options.end) {
      while (today.entries.at(-1)?.kind === 'break' || today.entries.at(-1)?.kind === 'lunch') today.entries.pop()
      today = open()
    }
    if (now + minutes > options.end)
      warnings.push(`day ${today.number}: ${deck.title} ends at ${time(now + minutes)}, after ${time(options.end)}`)
    today.entries.push({ kind, deck, from: now, to: now + minutes })
    now += minutes
    seated += minutes
  }
  const sittings: Sitting[] = []
  for (const deck of decks) {
    if (deck.minutes > deck.duration)
      warnings.push(
        `${deck.id}: the slides need ${deck.minutes} min, ${deck.minutes - deck.duration} more than the ${deck.duration} of its headmatter`,
      )
    sittings.push({ kind: 'deck', deck, minutes: deck.minutes })
    if (options.exercises && deck.exercises > 0) sittings.push({ kind: 'exercises', deck, minutes: deck.exercises })
  }
  sittings.forEach((one, i) => sit(one, i === sittings.length - 1))
  return { days, warnings }
}

/** `9:05`. */
export const time = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(Math.round(minutes) % 60).padStart(2, '0')}`

/** Minutes since midnight of `9:05` or `9`; null for anything else. */
export function parseTime(text: string): number | null {
  const match = /^(\d{1,2})(?::([0-5]\d))?$/.exec(text)
  const minutes = match ? Number(match[1]) * 60 + Number(match[2] ?? 0) : NaN
  return minutes >= 0 && minutes < 24 * 60 ? minutes : null
}
