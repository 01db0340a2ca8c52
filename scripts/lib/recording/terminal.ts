// What `record` and `verify` say on a terminal: progress, counts, every failure as file:line.
import { Listr } from 'listr2'
import { buildCrates } from './crates.ts'
import type { Progress, Report, World } from './course.ts'
import { ROOT } from './files.ts'
import { findToolchain } from './toolchain.ts'

export async function prepareWorld(): Promise<World> {
  const toolchain = findToolchain(ROOT)
  let built: ReturnType<typeof buildCrates> | undefined
  return { toolchain, crates: () => built ??= buildCrates(toolchain) }
}

/** A line that counts up; plain lines when the output is no terminal. */
export async function withProgress<T>(title: string, total: number, work: (progress: Progress) => Promise<T>): Promise<T> {
  let result: T
  await new Listr([{
    title: `${title} ${total} snippets`,
    task: async (_, task) => {
      result = await work((done, all, file) => { if (process.stdout.isTTY) task.title = `${title} ${bar(done / all)} ${done}/${all} ${file.path}` })
      task.title = `${title} ${total} snippets`
    },
  }], { fallbackRenderer: 'simple' }).run()
  return result!
}
const bar = (part: number): string => '█'.repeat(Math.round(part * 20)).padEnd(20, '·')

/** Prints counts and failures. In CI a skipped check is a failure. @returns whether something failed */
export function showReports(reports: readonly Report[]): boolean {
  const count = new Map<string, number>()
  const skipped = new Map<string, number>()
  let failed = false
  for (const { file, outcome } of reports) {
    count.set(outcome.state, (count.get(outcome.state) ?? 0) + 1)
    if (outcome.state === 'skipped') skipped.set(outcome.why, (skipped.get(outcome.why) ?? 0) + 1)
    if (outcome.state !== 'failed') continue
    failed = true
    for (const problem of outcome.problems) console.error(`${file.path}:${problem.line}: ${problem.message}`)
  }
  console.log([...count].map(([state, n]) => `${n} ${state}`).join(', ') || 'no snippets')
  for (const [why, n] of skipped) console.error(`${n} snippet${n === 1 ? '' : 's'} not checked beyond the source key: ${why} is missing here${process.env['CI'] ? ', and CI must check all' : ''}`)
  return failed || (skipped.size > 0 && Boolean(process.env['CI']))
}
