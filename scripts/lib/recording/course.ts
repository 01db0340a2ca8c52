// `record` and `verify` over many snippets: which are stale, which cannot be judged here, what changed. The commands are thin over this.
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { checkText } from './check.ts'
import { compareRuns, keepWitnesses } from './compare.ts'
import { type CrateSet, MANIFEST } from './crates.ts'
import { readText, type SnippetFile, writeAtomically } from './files.ts'
import { bodyKey, srcKey } from './keys.ts'
import { compilerFor, type Job, makeRecording, toolKeyOf } from './make.ts'
import { mapLimit } from './process.ts'
import { Recording } from './schema.ts'
import { parseSnippet, type Problem, type Snippet, SnippetError } from './snippet.ts'
import type { Toolchain } from './toolchain.ts'

export type Outcome =
  | { state: 'fresh' | 'written' | 'restamped' | 'verified' }
  | { state: 'failed'; problems: Problem[] }
  | { state: 'skipped'; why: string }

export interface Report { file: SnippetFile; outcome: Outcome }
export interface World { toolchain: Toolchain; /** called when the first snippet needs a crate */ crates: () => Promise<CrateSet | string>; width?: number }
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
  try { return parseSnippet(source, file.path) }
  catch (error) {
    if (error instanceof SnippetError) return [...error.problems]
    throw error
  }
}

/** Keys only: for a machine without the tool. */
function keysOnly(file: SnippetFile, source: string, why: string): Outcome {
  const check = checkText(file.path, source, existsSync(file.recording) ? readText(file.recording) : null)
  return check.ok ? { state: 'skipped', why } : { state: 'failed', problems: [{ line: 1, message: check.sentence.replace(/^.*?:1: /, '') }] }
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
    if (unknown.length) return { outcome: { state: 'failed', problems: [{ line: 1, message: `\`//@ crate: ${unknown.join(' ')}\` is not in ${MANIFEST}: add it there` }] } }
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
  }
  catch { return null }
}

/** Makes each recording whose keys differ, or all with `force`. Writes only what fits the snippet's expectation. */
export async function recordAll(files: readonly SnippetFile[], world: World, options: { force?: boolean; progress?: Progress } = {}): Promise<Report[]> {
  let done = 0
  return mapLimit(files, world.width ?? availableParallelism(), async file => {
    const outcome = await recordOne(file, world, options.force ?? false)
    options.progress?.(++done, files.length, file)
    return { file, outcome }
  })
}

async function recordOne(file: SnippetFile, world: World, force: boolean): Promise<Outcome> {
  const prepared = await prepare(file, world)
  if ('outcome' in prepared) return prepared.outcome
  const { job } = prepared
  const old = readRecording(file)
  const compiler = compilerFor(job.snippet, world.toolchain)!
  if (!force && old?.intact && old.recording.srcKey === srcKey(job.source) && old.recording.toolKey === toolKeyOf(job, compiler)) return { state: 'fresh' }
  const { recording, problems } = await makeRecording(job)
  if (problems.length) return { state: 'failed', problems }
  // What says the same but for the times of a measurement is kept: a new day's times would be a change without news.
  if (!force && old?.intact && old.recording.srcKey === recording.srcKey && !compareRuns(old.recording.runs, recording.runs, job.snippet).length) recording.runs = old.recording.runs
  keepWitnesses(recording, old?.recording ?? null)
  recording.bodyKey = bodyKey(recording.runs)
  writeAtomically(file.recording, `${JSON.stringify(recording, null, 1)}\n`)
  return { state: old?.recording.bodyKey === recording.bodyKey ? 'restamped' : 'written' }
}

/** Makes everything again and compares; writes nothing. */
export async function verifyAll(files: readonly SnippetFile[], world: World, options: { progress?: Progress } = {}): Promise<Report[]> {
  let done = 0
  return mapLimit(files, world.width ?? availableParallelism(), async file => {
    const outcome = await verifyOne(file, world)
    options.progress?.(++done, files.length, file)
    return { file, outcome }
  })
}

async function verifyOne(file: SnippetFile, world: World): Promise<Outcome> {
  const prepared = await prepare(file, world)
  if ('outcome' in prepared) return prepared.outcome
  const { job } = prepared
  const keys = checkText(file.path, job.source, existsSync(file.recording) ? readText(file.recording) : null)
  const old = readRecording(file)
  const { recording, problems } = await makeRecording(job)
  const found = [...problems]
  if (!keys.ok) found.push({ line: 1, message: keys.sentence.replace(/^.*?:1: /, '') })
  if (old) {
    const changes = compareRuns(old.recording.runs, recording.runs, job.snippet)
    for (const change of changes.slice(0, 12)) found.push({ line: change.line, message: `CHANGED ${change.where}: recorded ${change.was}, now ${change.now}` })
    if (changes.length > 12) found.push({ line: job.snippet.directives.expectLine, message: `CHANGED in ${changes.length - 12} more places` })
    if (changes.length && old.recording.rustc.commit !== recording.rustc.commit) found.push({ line: 1, message: `it was recorded with rustc ${old.recording.rustc.version}, this is ${recording.rustc.version}: review the changes, then \`npm run record\`` })
  }
  return found.length ? { state: 'failed', problems: found } : { state: 'verified' }
}
