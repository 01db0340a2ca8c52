// `record` and `verify` over many snippets: which are stale, which cannot be judged here, what changed. The commands are thin over this.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { checkText } from './check.ts'
import { type Change, compareRuns, keepWitnesses } from './compare.ts'
import { type CrateSet, MANIFEST } from './crates.ts'
import { readText, type SnippetFile, writeAtomically } from './files.ts'
import { bodyKey, srcKey } from './keys.ts'
import { compilerFor, type Job, makeRecording, toolKeyOf } from './make.ts'
import { type Core, mergeable, runMerged } from './merged.ts'
import { mapLimit } from './process.ts'
import { Recording } from './schema.ts'
import { type Edition, parseSnippet, type Problem, type Snippet, SnippetError } from './snippet.ts'
import type { Compiler, Toolchain } from './toolchain.ts'

export type Outcome =
  | { state: 'fresh' | 'written' | 'restamped' | 'verified' }
  | { state: 'failed'; problems: Problem[] }
  | { state: 'skipped'; why: string }

export interface Report {
  file: SnippetFile
  outcome: Outcome
}
export interface World {
  toolchain: Toolchain
  /** called when the first snippet needs a crate */ crates: () => Promise<CrateSet | string>
  width?: number
  /** hash of the program that judges, for the cache */ code?: string
}
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
export type Progress = (done: number, total: number, file: SnippetFile) => void

/** What a snippet needs and this machine lacks, or null. Without a compiler only the keys can be compared. */
export function missing(snippet: Snippet, toolchain: Toolchain): string | null {
  const { directives } = snippet
  if (!compilerFor(snippet, toolchain)) return directives.tool === 'nightly' ? 'a nightly compiler' : 'rustc'
  if (directives.needs.includes('miri') && !toolchain.miri) return 'Miri'
  if (directives.needs.includes('valgrind') && !toolchain.valgrind) return 'valgrind'
  return null
}

const parse = (file: SnippetFile, source: string): Snippet | Problem[] => {
  try {
    return parseSnippet(source, file.path)
  } catch (error) {
    if (error instanceof SnippetError) return [...error.problems]
    throw error
  }
}

/** Keys only: for a machine without the tool. */
function keysOnly(file: SnippetFile, source: string, why: string): Outcome {
  const check = checkText(file.path, source, existsSync(file.recording) ? readText(file.recording) : null)
  return check.ok
    ? { state: 'skipped', why }
    : { state: 'failed', problems: [{ line: 1, message: check.sentence.replace(/^.*?:1: /, '') }] }
}

async function prepare(file: SnippetFile, world: World): Promise<{ job: Job } | { outcome: Outcome }> {
  const source = readText(file.source)
  const snippet = parse(file, source)
  if (Array.isArray(snippet)) return { outcome: { state: 'failed', problems: snippet } }
  const lack = missing(snippet, world.toolchain)
  if (lack) return { outcome: keysOnly(file, source, lack) }
  let crates: CrateSet | null = null
  if (snippet.directives.crates.length) {
    const set = await world.crates()
    if (typeof set === 'string') return { outcome: keysOnly(file, source, set) }
    const unknown = snippet.directives.crates.filter(name => !set.versions[name])
    if (unknown.length)
      return {
        outcome: {
          state: 'failed',
          problems: [{ line: 1, message: `\`//@ crate: ${unknown.join(' ')}\` is not in ${MANIFEST}: add it there` }],
        },
      }
    crates = set
  }
  return { job: { name: file.name, source, snippet, toolchain: world.toolchain, crates } }
}

const readRecording = (file: SnippetFile): { recording: Recording; intact: boolean } | null => {
  if (!existsSync(file.recording)) return null
  try {
    const json = JSON.parse(readText(file.recording)) as { runs: unknown }
    const recording = Recording.parse(json)
    return { recording, intact: recording.bodyKey === bodyKey(json.runs) }
  } catch {
    return null
  }
}

/** Makes each recording whose keys differ, or all with `force`. Writes only what fits the snippet's expectation. */
export async function recordAll(
  files: readonly SnippetFile[],
  world: World,
  options: { force?: boolean; progress?: Progress } = {},
): Promise<Report[]> {
  let done = 0
  const one = async (file: SnippetFile): Promise<Report> => {
    const outcome = await recordOne(file, world, options.force ?? false)
    options.progress?.(++done, files.length, file)
    return { file, outcome }
  }
  // A stopwatch runs alone: times taken beside a compiler at work say more of that compiler.
  const timed = files.filter(takesTimes)
  const reports = await mapLimit(
    files.filter(file => !timed.includes(file)),
    world.width ?? availableParallelism(),
    one,
  )
  reports.push(...(await mapLimit(timed, 1, one)))
  return files.map(file => reports.find(report => report.file === file)!)
}

/** Whether a snippet's output holds times of the day on which it was recorded. */
const takesTimes = (file: SnippetFile): boolean =>
  /^\/\/@ output: measured|"ev\\?":\s*\\?"measure/m.test(readText(file.source))

async function recordOne(file: SnippetFile, world: World, force: boolean): Promise<Outcome> {
  const prepared = await prepare(file, world)
  if ('outcome' in prepared) return prepared.outcome
  const { job } = prepared
  const old = readRecording(file)
  const compiler = compilerFor(job.snippet, world.toolchain)!
  if (
    !force &&
    old?.intact &&
    old.recording.srcKey === srcKey(job.source) &&
    old.recording.toolKey === toolKeyOf(job, compiler)
  )
    return { state: 'fresh' }
  const { recording, problems } = await makeRecording(job)
  if (problems.length) return { state: 'failed', problems }
  // What says the same but for the times of a measurement is kept: a new day's times would be a change without news.
  if (
    !force &&
    old?.intact &&
    old.recording.srcKey === recording.srcKey &&
    !compareRuns(old.recording.runs, recording.runs, job.snippet).length
  )
    recording.runs = old.recording.runs
  keepWitnesses(recording, old?.recording ?? null)
  recording.bodyKey = bodyKey(recording.runs)
  writeAtomically(file.recording, `${JSON.stringify(recording, null, 1)}\n`)
  return { state: old?.recording.bodyKey === recording.bodyKey ? 'restamped' : 'written' }
}

export interface VerifyOptions {
  /** Every snippet in a process of its own, as `record` does it: the reference. */
  separate?: boolean
  progress?: Progress
  /** Snippets that are known to have been verified with exactly this text, recording and tools. */
  cache?: VerifiedCache
}
/** What was verified before. A key holds the snippet, the recording, the compiler and this program: nothing else can change the answer. */
export interface VerifiedCache {
  has(key: string): boolean
  add(key: string): void
}

/** Makes everything again and compares; writes nothing. */
export async function verifyAll(
  files: readonly SnippetFile[],
  world: World,
  options: VerifyOptions = {},
): Promise<Report[]> {
  const width = world.width ?? availableParallelism()
  let done = 0
  const prepared = await mapLimit(files, width, async file => ({ file, ...(await prepare(file, world)) }))
  const key = (file: SnippetFile, job: Job): string =>
    sha256(
      JSON.stringify([
        job.source,
        existsSync(file.recording) ? readText(file.recording) : '',
        toolKeyOf(job, compilerFor(job.snippet, world.toolchain)!),
        world.code ?? '',
        job.toolchain.valgrind,
        job.toolchain.miri,
      ]),
    )
  const known = new Set(prepared.flatMap(p => ('job' in p && options.cache?.has(key(p.file, p.job)) ? [p.file] : [])))
  const candidates =
    options.separate || !world.toolchain.stable
      ? []
      : prepared.flatMap(p =>
          'job' in p && !known.has(p.file)
            ? p.job.snippet.directives.editions
                .filter(edition => mergeable(p.job.source, p.job.snippet, edition))
                .map(edition => ({
                  id: `${p.file.path} ${edition}`,
                  file: p.job.name.slice(p.job.name.lastIndexOf('/') + 1),
                  source: p.job.source,
                  snippet: p.job.snippet,
                  edition,
                }))
            : [],
        )
  // For fewer there is nothing to share.
  const merged =
    candidates.length < 4 ? new Map<string, Core>() : await runMerged(candidates, world.toolchain.stable!, width)
  return mapLimit(prepared, width, async p => {
    const outcome = await verifyPrepared(p)
    options.progress?.(++done, files.length, p.file)
    return { file: p.file, outcome }
  })

  async function verifyPrepared(p: (typeof prepared)[number]): Promise<Outcome> {
    if ('outcome' in p) return p.outcome
    if (known.has(p.file)) return { state: 'verified' }
    const given = new Map(
      p.job.snippet.directives.editions.flatMap(edition => {
        const core = merged.get(`${p.file.path} ${edition}`)
        return core ? [[edition, core] as const] : []
      }),
    )
    let outcome: Outcome = given.size ? await verifyOne(p.file, p.job, given) : { state: 'failed', problems: [] }
    // A merged crate may only agree; what differs there is asked again alone.
    if (outcome.state === 'failed') outcome = await verifyOne(p.file, p.job)
    if (outcome.state === 'verified') options.cache?.add(key(p.file, p.job))
    return outcome
  }
}

async function verifyOne(file: SnippetFile, job: Job, given?: ReadonlyMap<Edition, Core>): Promise<Outcome> {
  const keys = checkText(file.path, job.source, existsSync(file.recording) ? readText(file.recording) : null)
  const old = readRecording(file)
  const { recording, problems } = await makeRecording(job, given)
  const found = [...problems]
  if (!keys.ok) found.push({ line: 1, message: keys.sentence.replace(/^.*?:1: /, '') })
  if (old) {
    const changes = compareRuns(old.recording.runs, recording.runs, job.snippet)
    for (const change of changes.slice(0, 12))
      found.push({ line: change.line, message: `CHANGED ${change.where}: recorded ${change.was}, now ${change.now}` })
    if (changes.length > 12)
      found.push({ line: job.snippet.directives.expectLine, message: `CHANGED in ${changes.length - 12} more places` })
    if (changes.length && old.recording.rustc.commit !== recording.rustc.commit)
      found.push({
        line: 1,
        message: `it was recorded with rustc ${old.recording.rustc.version}, this is ${recording.rustc.version}: review the changes, then \`npm run record\``,
      })
  }
  return found.length ? { state: 'failed', problems: found } : { state: 'verified' }
}

export interface Drift {
  file: SnippetFile
  changes: Change[]
  problems: Problem[]
}

/** What another compiler says otherwise. A report, never a failure: it is the list of what to review when the course moves on. */
export async function driftOf(
  files: readonly SnippetFile[],
  world: World,
  compiler: Compiler,
  progress?: Progress,
): Promise<Drift[]> {
  let done = 0
  const all = await mapLimit(files, world.width ?? availableParallelism(), async (file): Promise<Drift | null> => {
    const prepared = await prepare(file, world)
    const old = readRecording(file)
    progress?.(++done, files.length, file)
    // Crates are built by the stable compiler: another one cannot read them.
    if ('outcome' in prepared || !old || prepared.job.snippet.directives.crates.length) return null
    const { recording, problems } = await makeRecording({ ...prepared.job, compiler })
    // That its attributes are spelt otherwise is no news of the program.
    const changes = compareRuns(old.recording.runs, recording.runs, prepared.job.snippet).filter(
      c => !/: command\.\d+$/.test(c.where),
    )
    return changes.length || problems.length ? { file, changes, problems } : null
  })
  return all.filter(d => d !== null)
}
