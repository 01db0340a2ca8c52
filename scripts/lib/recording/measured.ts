// Times and other numbers of one day: recorded, never asserted, and never taken again by the way.
import { readText, type SnippetFile } from './files.ts'
import type { Recording, Run } from './schema.ts'

const MEASURED = /^\/\/@ output: measured|"ev\\?":\s*\\?"measure/m

/** Whether a snippet's output holds times of the day on which it was recorded. */
export const takesTimes = (file: SnippetFile): boolean => MEASURED.test(readText(file.source))

/**
 * Keeps the measurements of `old` where everything but their numbers is said again, and says whose program took them: other numbers of a busy
 * afternoon are no news, and times of an older compiler must not pass for the newer one's.
 */
export function keepMeasurements(fresh: Recording, old: Recording | null, source: string): void {
  if (!old || old.srcKey !== fresh.srcKey || !MEASURED.test(source)) return
  const measured = /^\/\/@ output: measured/m.test(source)
  for (const run of fresh.runs) {
    const before = old.runs.find(r => r.edition === run.edition)
    if (!before || printed(before, measured) !== printed(run, measured)) continue
    run.stdout = before.stdout
    run.stderr = before.stderr
    if (before.events) run.events = before.events
    const by = before.measuredWith ?? old.rustc.version
    if (by !== fresh.rustc.version) run.measuredWith = by
  }
}

const printed = (run: Run, measured: boolean): string => {
  const { stdout, stderr, events, verdict } = asserted(run, measured)
  return JSON.stringify([stdout, stderr, events, verdict.exit])
}

/**
 * Times of one day are recorded and never asserted: of a measurement only the words count. Measured is all output under `//@ output: measured`,
 * else each line that is an event `{"ev":"measure", …}`. An event `{"ev":"machine","text":"…"}` names what they were taken on: it is another text
 * on another machine, and never asserted.
 */
export function asserted<
  T extends { stdout: string; stderr: string; events?: Run['events']; measuredWith?: string | undefined },
>(run: T, measured: boolean): Omit<T, 'measuredWith'> {
  const text = (all: string): string =>
    all
      .split('\n')
      .map(line => (/^\{"ev":\s*"machine"/.test(line) ? '{"ev":"machine"}' : line))
      .map(line => (measured || /^\{"ev":\s*"measure"/.test(line) ? withoutNumbers(line) : line))
      .join('\n')
  const blank = (event: Record<string, unknown>): Record<string, unknown> =>
    JSON.parse(JSON.stringify(event, (_, value: unknown) => (typeof value === 'number' ? 0 : value))) as Record<
      string,
      unknown
    >
  const events = run.events?.map(event => {
    if (event['ev'] === 'machine') return { ev: 'machine' }
    return measured || event['ev'] === 'measure' ? blank(event) : event
  })
  const { measuredWith: _, ...rest } = run
  return { ...rest, stdout: text(run.stdout), stderr: text(run.stderr), ...(events ? { events } : {}) }
}
const withoutNumbers = (text: string): string => text.replace(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g, '#').replace(/ +/g, ' ')
