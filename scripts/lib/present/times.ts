// How long each slide took, kept for the rehearsal: the server of a talk hears where it is and whether the clock runs, and `npm run present -- --times` compares with `minutes`.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'

/** Below the repository's root; not committed. */
export const TIMES_FOLDER = join('.cache', 'rehearsal')

export interface Heard {
  deck: string
  slide: number
  /** Whether the talk's clock runs. */
  running: boolean
}

/** One run through a deck. */
export interface Rehearsal {
  /** When its clock was started first, ISO. */
  at: string
  /** Seconds on each slide, by its number. */
  seconds: Record<string, number>
}

const RehearsalSchema = z.strictObject({
  at: z.string(),
  seconds: z.record(z.string().check(z.regex(/^\d{1,3}$/)), z.number().check(z.minimum(0))),
})
const FileSchema = z.array(RehearsalSchema)

/** Runs kept of a deck; the oldest goes. */
const MOST_RUNS = 20
/** A machine that slept in between did not talk. */
const MOST_GAP = 15 * 60_000
/** Seconds below which somebody only looked. */
const LEAST = 60

/** Adds up where a talk is. Pure but for `save`. */
export class TimeKeeper {
  readonly #folder: string
  #last: (Heard & { now: number }) | null = null
  readonly #runs = new Map<string, Rehearsal>()
  constructor(root: string) {
    this.#folder = join(root, TIMES_FOLDER)
  }

  /** Call it whenever something changes, and now and then in between. @param now milliseconds since 1970 */
  hear(heard: Heard, now: number): void {
    const last = this.#last
    if (last?.running && now > last.now) this.#add(last, Math.min(MOST_GAP, now - last.now), now)
    this.#last = { ...heard, now }
  }
  /** The run of a deck so far; null before its clock was started. */
  of(deck: string): Rehearsal | null {
    return this.#runs.get(deck) ?? null
  }
  /** Writes the runs that are worth it. A run that was written before is replaced. */
  save(): void {
    for (const [deck, run] of this.#runs) {
      if (total(run) < LEAST) continue
      const runs = [...readRuns(this.#folder, deck).filter(({ at }) => at !== run.at), run].slice(-MOST_RUNS)
      mkdirSync(this.#folder, { recursive: true })
      const path = fileOf(this.#folder, deck)
      writeFileSync(`${path}.new`, `${JSON.stringify(runs, null, 1)}\n`)
      renameSync(`${path}.new`, path)
    }
  }

  #add({ deck, slide, now: since }: Heard & { now: number }, ms: number, now: number): void {
    const run = this.#runs.get(deck) ?? { at: new Date(Math.min(since, now)).toISOString(), seconds: {} }
    run.seconds[slide] = (run.seconds[slide] ?? 0) + ms / 1000
    this.#runs.set(deck, run)
  }
}

const fileOf = (folder: string, deck: string): string => join(folder, `${deck}.json`)
const total = ({ seconds }: Rehearsal): number => Object.values(seconds).reduce((sum, s) => sum + s, 0)

function readRuns(folder: string, deck: string): Rehearsal[] {
  const path = fileOf(folder, deck)
  if (!existsSync(path)) return []
  const read = FileSchema.safeParse(parsed(readFileSync(path, 'utf8')))
  // A file that broke off is no reason to end a talk: it is written anew.
  return read.success ? read.data : []
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Runs of a deck, the newest last. */
export const rehearsals = (root: string, deck: string): Rehearsal[] => readRuns(join(root, TIMES_FOLDER), deck)
/** Decks of which there is a run. */
export function rehearsed(root: string): string[] {
  const folder = join(root, TIMES_FOLDER)
  return existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.json'))
        .map(name => name.slice(0, -5))
        .sort()
    : []
}

export interface TimedSlide {
  no: number
  title: string
  /** As the slide says; an extra slide counts none. */
  minutes: number
}
export interface TimesRow extends TimedSlide {
  /** Seconds of the last run, and the middle one of all runs; null where the slide was not shown. */
  last: number | null
  middle: number | null
}

/** Each slide's minutes against the runs. Pure. */
export function compareTimes(slides: readonly TimedSlide[], runs: readonly Rehearsal[]): TimesRow[] {
  return slides.map(slide => {
    const all = runs.flatMap(({ seconds }) => seconds[slide.no] ?? []).sort((a, b) => a - b)
    return {
      ...slide,
      last: runs.at(-1)?.seconds[slide.no] ?? null,
      middle: all.length ? (all[Math.floor((all.length - 1) / 2)]! + all[Math.ceil((all.length - 1) / 2)]!) / 2 : null,
    }
  })
}

const clock = (seconds: number | null): string =>
  seconds === null ? '–' : `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`

/** The comparison as lines for the terminal; a slide over its minutes by half a minute or more is marked. Pure. */
export function timesTable(rows: readonly TimesRow[], runs: readonly Rehearsal[]): string[] {
  const sum = (of: (row: TimesRow) => number): number => rows.reduce((all, row) => all + of(row), 0)
  const line = (no: string, planned: number, last: number | null, middle: number | null, title: string): string => {
    const over = last === null ? 0 : last - planned * 60
    const mark = over >= 30 ? `+${clock(over)}` : over <= -30 ? `−${clock(-over)}` : ''
    return `${no.padStart(4)} ${clock(planned * 60).padStart(7)} ${clock(last).padStart(7)} ${clock(middle).padStart(7)} ${mark.padStart(7)}  ${title}`
  }
  return [
    `${runs.length} run${runs.length === 1 ? '' : 's'}, the last one on ${runs.at(-1)!.at.slice(0, 16).replace('T', ' at ')} UTC.`,
    '  no planned    last  middle    over',
    ...rows.map(row => line(String(row.no), row.minutes, row.last, row.middle, row.title)),
    line(
      '',
      sum(row => row.minutes),
      sum(row => row.last ?? 0),
      sum(row => row.middle ?? 0),
      'the deck',
    ),
  ]
}
