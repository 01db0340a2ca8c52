// Runs gates one after the other and judges what they say: limits of time, skips, and what pending.json holds back.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { formatProblem, type Problem, ProblemError } from '../problem.ts'
import type { Course, Skip, TimedGate, Verdict } from './gate.ts'
import { type Pending, settle } from './pending.ts'

export interface Judged {
  name: string
  /** How much was looked at, in words. */
  checked: string
  problems: readonly Problem[]
  skipped: readonly Skip[]
  /** Problems that count for nothing yet, because pending.json lists who has them. */
  held: number
  seconds: number
}

/** A gate that never ends is red, not patient. */
function within<T>(minutes: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not finished after ${minutes} minutes`)), minutes * 60_000)
    }),
  ]).finally(() => clearTimeout(timer))
}

const nothing = (problems: readonly Problem[]): Verdict => ({ checked: 0, what: 'nothing', problems })

async function ask(gate: TimedGate, course: Course): Promise<Verdict> {
  if (gate.needs === 'dist' && !existsSync(join(course.dist, 'index.html'))) {
    const message = 'there is no built site: run `npm run build` first'
    return nothing([{ file: 'dist/index.html', line: 1, message }])
  }
  try {
    const verdict = await within(gate.minutes, gate.run(course))
    if (verdict.checked || verdict.problems.length || verdict.skipped?.length) return verdict
    return nothing([{ file: 'scripts/lib/proof', line: 1, message: `the gate ${gate.name} found nothing to check` }])
  } catch (e) {
    if (e instanceof ProblemError) return nothing(e.problems)
    const message = `${gate.name} broke off: ${(e as Error).stack ?? e}`
    return nothing([{ file: 'scripts/test.ts', line: 1, message }])
  }
}

/** What skips mean on this machine: with CI=true a required one is a problem. Pure. */
export function skipProblems(gate: string, skipped: readonly Skip[], ci: boolean): Problem[] {
  return skipped
    .filter(s => ci && s.class === 'required')
    .map(s => ({
      file: gate,
      line: 1,
      message: `${s.count} required checks were skipped, which CI does not allow: ${s.why}`,
    }))
}

/** @param ci whether this machine must be able to ask everything that is required */
export async function runGate(
  gate: TimedGate,
  course: Course,
  { pending, pendingText = '', ci }: { pending: Pending; pendingText?: string; ci: boolean },
): Promise<Judged> {
  const begun = performance.now()
  const verdict = await ask(gate, course)
  const skipped = verdict.skipped ?? []
  const settled = settle(verdict.rules ?? [], pending, pendingText)
  return {
    name: gate.name,
    checked: `${verdict.checked} ${verdict.what}`,
    problems: [...verdict.problems, ...settled.problems, ...skipProblems(gate.name, skipped, ci)],
    skipped,
    held: settled.held,
    seconds: (performance.now() - begun) / 1000,
  }
}

/** Prints what one gate found. */
export function report({ name, problems, skipped, held, seconds }: Judged, minutes: number): void {
  for (const s of skipped) console.log(`skipped ${s.count} (${s.class}): ${s.why}`)
  for (const p of problems.slice(0, 200)) console.error(formatProblem(p))
  if (problems.length > 200) console.error(`… and ${problems.length - 200} more`)
  if (held) console.log(`held back ${held}: scripts/lib/proof/pending.json lists who has them`)
  console.log(`${name} took ${seconds.toFixed(1)} s of at most ${minutes} min`)
}

/** The table at the end, a line for each gate, and the sums. Pure. */
export function summary(rows: readonly Judged[]): string[] {
  const lines = ['gate          checked                                        problems   seconds']
  for (const { name, checked, problems, seconds } of rows) {
    const numbers = `${String(problems.length).padStart(8)}  ${seconds.toFixed(1).padStart(8)}`
    lines.push(`${name.padEnd(12)}  ${checked.padEnd(46)} ${numbers}`)
  }
  const failed = rows.filter(r => r.problems.length).length
  const count = (kind: Skip['class']) =>
    rows.flatMap(r => r.skipped.filter(s => s.class === kind)).reduce((n, s) => n + s.count, 0)
  const sums = [`${rows.length - failed} passed`, `${failed} failed`]
  if (count('required')) sums.push(`${count('required')} required checks skipped`)
  if (count('wide')) sums.push(`${count('wide')} wide checks left to the scheduled workflow`)
  return [...lines, '', sums.join(', ')]
}
