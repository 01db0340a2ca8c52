// What `record` and `verify` say on a terminal: progress, counts, every failure as file:line.
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { Listr } from 'listr2'
import { describeCompiler } from '../toolchain/compiler.ts'
import { NAMES_FILE } from '../toolchain/names.ts'
import { type Needs, provide } from '../toolchain/provide.ts'
import { parse, type Progress, type Report, type World } from './course.ts'
import { buildCrates } from './crates.ts'
import { readText, ROOT, type SnippetFile, writeAtomically } from './files.ts'
import { asksMiri } from './make.ts'
import type { Snippet } from './snippet.ts'
import type { VerifiedCache } from './verifyAll.ts'

/**
 * The compilers that `files` ask for, with those that are missing installed where `install` allows it; says what is used and what is still missing.
 * @throws ProblemError when toolchains.json is not well formed
 */
export async function prepareWorld(
  files: readonly SnippetFile[],
  options: { install: boolean; root?: string },
): Promise<World> {
  const { root = ROOT } = options
  const { toolchain, lacking } = await provide(root, needsOf(files), options)
  for (const lack of lacking) console.error(`${NAMES_FILE}:${lack.line}: ${lack.message}`)
  if (toolchain.course) console.error(describeCompiler(toolchain.course))
  let built: ReturnType<typeof buildCrates> | undefined
  return {
    toolchain,
    root,
    code: codeHash(),
    crates: () =>
      (built ??= buildCrates(toolchain, {
        root,
        onBuild: () => console.error('building the crates of scripts/crates, once: a few minutes …'),
      })),
  }
}

/** The compilers that snippets name, and Miri where one asks for witnesses. */
export function needsOf(files: readonly SnippetFile[]): Needs {
  const needs: Needs = {}
  for (const file of files) {
    const snippet = parse(file, readText(file.source))
    if (Array.isArray(snippet)) continue
    needs[snippet.directives.toolchain] ??= {}
    if (mustAskMiri(snippet)) needs.miri = { components: ['miri', 'rust-src'] }
  }
  return needs
}
const mustAskMiri = ({ directives }: Snippet): boolean => asksMiri(directives) || directives.needs.includes('miri')

/** Hash of the files that judge: an edit of an extractor makes everything that was verified be verified again. */
function codeHash(): string {
  const here = join(import.meta.dirname, '..')
  const hash = createHash('sha256')
  for (const file of globSync('{recording,toolchain}/**/*.ts', { cwd: here })
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
    if (outcome.state === 'written') console.log(`wrote ${relative(ROOT, file.recording).split(sep).join('/')}`)
    if (outcome.state !== 'failed') continue
    failed = true
    for (const problem of outcome.problems) console.error(`${file.path}:${problem.line}: ${problem.message}`)
  }
  console.log([...count].map(([state, n]) => `${n} ${state}`).join(', ') || 'no snippets')
  for (const [why, n] of skipped)
    console.error(`skipped ${n} (required): not checked in full, for ${why} is missing here`)
  return failed || (skipped.size > 0 && Boolean(process.env['CI']))
}
