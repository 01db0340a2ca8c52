// `verify`: every recording made again and held against what lies there. Writes nothing.
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { checkText } from './check.ts'
import { compareRuns } from './compare.ts'
import { prepare, type Outcome, type Progress, recordedText, type Report, type World } from './course.ts'
import type { SnippetFile } from './files.ts'
import { compilerFor, type Job, makeRecording, runsHere, toolKeyOf } from './make.ts'
import { type Core, mergeable, runMerged } from './merged.ts'
import { mapLimit } from './process.ts'
import type { Edition } from './snippet.ts'
import { readStamps, type Stamps } from './stamp.ts'

/** Changes of one snippet that are listed; the rest is counted. */
const MOST_CHANGES = 12

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

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
  const stamps = readStamps(world.root)
  let done = 0
  const prepared = await mapLimit(files, width, async file => ({ file, ...(await prepare(file, world)) }))
  const key = (file: SnippetFile, job: Job): string =>
    sha256(
      JSON.stringify([
        job.source,
        recordedText(file) ?? '',
        toolKeyOf(job),
        compilerFor(job.snippet, world.toolchain)!.commit,
        compilerFor(job.snippet, world.toolchain)!.host,
        world.code ?? '',
        job.toolchain.valgrind,
        job.toolchain.miri,
      ]),
    )
  const known = new Set(prepared.flatMap(p => ('job' in p && options.cache?.has(key(p.file, p.job)) ? [p.file] : [])))
  const { course } = world.toolchain
  const candidates =
    options.separate || !course || !runsHere(course, world.toolchain)
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
  const merged = candidates.length < 4 ? new Map<string, Core>() : await runMerged(candidates, course!, width)
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
    let outcome: Outcome = given.size
      ? await verifyOne(p.file, p.job, stamps, given)
      : { state: 'failed', problems: [] }
    // A merged crate may only agree; what differs there is asked again alone.
    if (outcome.state === 'failed') outcome = await verifyOne(p.file, p.job, stamps)
    if (outcome.state !== 'verified') return outcome
    // All but Miri's word was asked again.
    if (p.job.snippet.directives.miri && !world.toolchain.miri) return { state: 'skipped', why: 'Miri' }
    options.cache?.add(key(p.file, p.job))
    return outcome
  }
}

async function verifyOne(
  file: SnippetFile,
  job: Job,
  stamps: Stamps,
  given?: ReadonlyMap<Edition, Core>,
): Promise<Outcome> {
  const keys = checkText(file.path, job.source, recordedText(file), stamps)
  const old = job.recorded
  const { recording, problems } = await makeRecording(job, given)
  const found = [...problems]
  if (!keys.ok) found.push({ line: 1, message: keys.sentence.replace(/^.*?:1: /, '') })
  if (old) {
    const changes = compareRuns(old.runs, recording.runs, job.snippet)
    for (const change of changes.slice(0, MOST_CHANGES))
      found.push({ line: change.line, message: `CHANGED ${change.where}: recorded ${change.was}, now ${change.now}` })
    if (changes.length > MOST_CHANGES)
      found.push({
        line: job.snippet.directives.expectLine,
        message: `CHANGED in ${changes.length - MOST_CHANGES} more places`,
      })
  }
  return found.length ? { state: 'failed', problems: found } : { state: 'verified' }
}
