// What `record` and `verify` say on a terminal: progress, counts, every failure as file:line.
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { Listr } from 'listr2'
import { buildCrates } from './crates.ts'
import type { Drift, Progress, Report, VerifiedCache, World } from './course.ts'
import { readText, ROOT, writeAtomically } from './files.ts'
import { type Compiler, findToolchain } from './toolchain.ts'

export async function prepareWorld(): Promise<World> {
  const toolchain = findToolchain(ROOT)
  let built: ReturnType<typeof buildCrates> | undefined
  return {
    toolchain,
    code: codeHash(),
    crates: () =>
      (built ??= buildCrates(toolchain, {
        onBuild: () => console.error('building the crates of scripts/crates, once …'),
      })),
  }
}

/** Hash of the files that judge: an edit of an extractor makes everything that was verified be verified again. */
function codeHash(): string {
  const here = import.meta.dirname
  const hash = createHash('sha256')
  for (const file of globSync('**/*.ts', { cwd: here })
    .filter(f => !f.endsWith('.test.ts'))
    .sort())
    hash.update(readText(join(here, file)))
  return hash.digest('hex')
}

/** Kept in .cache; CI starts with none and so verifies all. */
export function verifiedCache(forget: boolean): VerifiedCache & { save(): void } {
  const path = join(ROOT, '.cache/verified.json')
  let known = new Set<string>()
  if (!forget)
    try {
      known = new Set(JSON.parse(readText(path)) as string[])
    } catch {
      /* none yet */
    }
  return {
    has: key => known.has(key),
    add: key => known.add(key),
    save: () => writeAtomically(path, JSON.stringify([...known].slice(-5000))),
  }
}

/** A line that counts up; plain lines when the output is no terminal. */
export async function withProgress<T>(
  title: string,
  total: number,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  let result: T
  await new Listr(
    [
      {
        title: `${title} ${total} snippets`,
        task: async (_, task) => {
          result = await work((done, all, file) => {
            if (process.stdout.isTTY) task.title = `${title} ${bar(done / all)} ${done}/${all} ${file.path}`
          })
          task.title = `${title} ${total} snippets`
        },
      },
    ],
    { fallbackRenderer: 'simple' },
  ).run()
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
  for (const [why, n] of skipped)
    console.error(`skipped ${n} (required): not checked beyond the source key, for ${why} is missing here`)
  return failed || (skipped.size > 0 && Boolean(process.env['CI']))
}

/** Prints what another compiler says otherwise. */
export function showDrift(drifts: readonly Drift[], compiler: Compiler): void {
  for (const { file, changes, problems } of drifts) {
    for (const problem of problems) console.log(`${file.path}:${problem.line}: ${problem.message}`)
    for (const change of changes)
      console.log(`${file.path}:${change.line}: ${change.where}: recorded ${change.was}, now ${change.now}`)
  }
  console.log(
    drifts.length
      ? `${drifts.length} snippets differ under rustc ${compiler.version} (${compiler.commit})`
      : `nothing differs under rustc ${compiler.version} (${compiler.commit})`,
  )
}
