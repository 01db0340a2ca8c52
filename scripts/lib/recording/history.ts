// When did the compiler's answer about a snippet change? `//@ history:` asks released compilers, or a row of nightlies: both ends and three between,
// then by halves. Pure but for whoever answers; what is found is stored beside the recordings, with the key of the text that was asked about.
import { z } from 'zod'
import { compareVersions } from '../toolchain/version.ts'
import { FIRST, type HistoryWish } from './historyWish.ts'
import { type Edition, EDITIONS } from './snippet.ts'

export const HistoryRow = z.object({
  edition: z.union([z.literal(2015), z.literal(2018), z.literal(2021), z.literal(2024)]),
  answers: z
    .array(z.object({ release: z.string(), answer: z.string() }))
    .describe('every release that was asked, oldest first'),
  change: z
    .object({ before: z.string(), after: z.string() })
    .nullable()
    .describe('neighbouring releases with different answers'),
})
export type HistoryRow = z.infer<typeof HistoryRow>
export const History = z.object({
  schema: z.literal(1),
  snippet: z.string(),
  srcKey: z.string().describe('key of the text that was asked about'),
  asks: z.string().describe('the directive, as it was written'),
  target: z.string(),
  rows: z.array(HistoryRow),
})
export type History = z.infer<typeof History>

/** What a compiler says of the snippet: `ok` or the error codes for a verdict; a line, a number, a lint's level for the other forms. */
export type Answerer = (release: string, edition: Edition) => Promise<string>

/** A history that is not what the snippet says; the message holds everything that was asked. */
export class HistoryError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'HistoryError'
  }
}

const minorOf = (release: string): number => Number(release.split('.')[1])
/** Releases from one to another: the first of each minor version, and the newest itself. */
export function releasesBetween(oldest: string, newest: string): string[] {
  const minors = Array.from({ length: minorOf(newest) - minorOf(oldest) + 1 }, (_, i) => minorOf(oldest) + i)
  return minors.map((minor, i) => (i === minors.length - 1 ? newest : `1.${minor}.0`))
}

/** The compiler of the course; behind it the one of the next release, where a snippet names that one. */
export type Newest = readonly [stable: string, ...later: string[]]

const DAY = 24 * 60 * 60 * 1000
/** Every nightly from one to another. */
function nightliesBetween(first: string, last: string): string[] {
  const [from, to] = [first, last].map(name => Date.parse(name.replace('nightly-', ''))) as [number, number]
  return Array.from(
    { length: Math.round((to - from) / DAY) + 1 },
    (_, i) => `nightly-${new Date(from + i * DAY).toISOString().slice(0, 10)}`,
  )
}

/** What is asked of one edition, oldest first. */
function releasesOf({ since, until }: HistoryWish, edition: Edition, [stable, ...later]: Newest): string[] {
  if (since && until) return nightliesBetween(since, until)
  const oldest = since && compareVersions(since, FIRST[edition]) > 0 ? since : FIRST[edition]
  return [...releasesBetween(oldest, stable), ...later]
}

/** First and last of `count` and three between them. */
const samples = (count: number): number[] => [
  ...new Set([0, 1, 2, 3, 4].map(quarter => Math.round(((count - 1) * quarter) / 4))),
]

const said = (row: Pick<HistoryRow, 'edition' | 'answers'>): string =>
  `edition ${row.edition}: ${row.answers.map(a => `${a.release} ${a.answer}`).join(', ')}`

/**
 * One edition: ends and three between, then halves.
 * @param allowed the answer before the change and the one after it; null where any two will do
 * @param guess the change of another edition: often the same one, and then no halves are needed
 * @throws HistoryError that names the answers when a third one is heard, or a second change
 */
export async function askEdition(
  edition: Edition,
  releases: readonly string[],
  answer: Answerer,
  allowed: readonly [string, string] | null,
  guess: HistoryRow['change'] = null,
): Promise<HistoryRow> {
  const known = new Map<number, string>()
  const row = (): Pick<HistoryRow, 'edition' | 'answers'> => ({
    edition,
    answers: [...known].sort(([a], [b]) => a - b).map(([at, answer]) => ({ release: releases[at]!, answer })),
  })
  const ask = async (at: number): Promise<string> => {
    const heard = known.get(at) ?? (await answer(releases[at]!, edition))
    known.set(at, heard)
    if (allowed && !allowed.includes(heard))
      throw new HistoryError(
        `${releases[at]} says ${heard} in edition ${edition}, neither ${allowed.join(' nor ')}: say \`since\` a release that knows the syntax, or \`in\` the editions that do (${said(row())})`,
      )
    return heard
  }
  for (const at of samples(releases.length)) await ask(at)
  const changes = (): number[] => {
    const places = [...known.keys()].sort((a, b) => a - b)
    return places.filter((at, i) => i > 0 && known.get(at) !== known.get(places[i - 1]!))
  }
  const single = (): void => {
    const [first, second] = changes().map(at => releases[at])
    if (second)
      throw new HistoryError(
        `it changes twice, by ${first} and again by ${second}: say which one is meant, in two snippets (${said(row())})`,
      )
    if (allowed && changes().length && known.get(0) !== allowed[0])
      throw new HistoryError(`it changes from ${allowed[1]} to ${allowed[0]}, the other way round (${said(row())})`)
  }
  single()
  const [found] = changes()
  if (found === undefined) return { ...row(), change: null }
  let high = found
  let low = Math.max(...[...known.keys()].filter(at => at < high))
  const before = known.get(low)
  const guesses = guess ? [guess.after, guess.before].map(release => releases.indexOf(release)) : []
  while (high - low > 1) {
    const guessed = guesses.shift() ?? low
    const middle: number = guessed > low && guessed < high ? guessed : Math.floor((low + high) / 2)
    if ((await ask(middle)) === before) low = middle
    else high = middle
    single()
  }
  return { ...row(), change: { before: releases[low]!, after: releases[high]! } }
}

/**
 * All editions that the directive names.
 * @throws HistoryError when nothing changes, where a change was said, or something does where none was
 */
export async function askHistory(wish: HistoryWish, newest: Newest, answer: Answerer): Promise<HistoryRow[]> {
  const allowed = wish.form.kind === 'verdict' ? wish.form.answers : null
  const rows: HistoryRow[] = []
  for (const edition of wish.editions ?? EDITIONS)
    rows.push(await askEdition(edition, releasesOf(wish, edition, newest), answer, allowed, rows.at(-1)?.change))
  const all = rows.map(said).join('; ')
  const changed = rows.some(row => row.change)
  if (!wish.byEdition && !changed)
    throw new HistoryError(
      `it never changes: nothing that was asked says otherwise (${all}): delete the directive, or correct the program`,
    )
  if (!wish.byEdition) return rows
  if (changed)
    throw new HistoryError(`the answer changes within an edition, and \`by edition\` says that it does not (${all})`)
  if (new Set(rows.map(row => row.answers[0]!.answer)).size === 1)
    throw new HistoryError(`every edition says the same, and \`by edition\` says that they differ (${all})`)
  return rows
}
