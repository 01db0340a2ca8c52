// What another compiler says otherwise: the list of what to review before the course moves on.
import { availableParallelism } from 'node:os'
import type { Compiler } from '../toolchain/compiler.ts'
import { type Change, compareRuns } from './compare.ts'
import { prepare, type Progress, type World } from './course.ts'
import type { SnippetFile } from './files.ts'
import { judgeChanges } from './facts.ts'
import { makeRecording } from './make.ts'
import { mapLimit } from './process.ts'
import type { Problem } from './snippet.ts'

export interface Drift {
  differing: { file: SnippetFile; changes: Change[]; problems: Problem[] }[]
  /** Snippets that were not asked about, because another compiler cannot read the crates that they use. */
  crates: number
  /** Snippets that were asked about. */
  asked: number
}

export async function driftOf(
  files: readonly SnippetFile[],
  world: World,
  compiler: Compiler,
  progress?: Progress,
): Promise<Drift> {
  let done = 0
  let crates = 0
  let asked = 0
  const withoutCrates: World = { ...world, crates: () => Promise.resolve('crates') }
  const all = await mapLimit(files, world.width ?? availableParallelism(), async file => {
    const prepared = await prepare(file, withoutCrates)
    progress?.(++done, files.length, file)
    if ('outcome' in prepared) {
      if (prepared.outcome.state === 'skipped' && prepared.outcome.why === 'crates') crates++
      return []
    }
    const { job } = prepared
    if (!job.recorded) return []
    asked++
    const { recording, problems } = await makeRecording({ ...job, compiler })
    // That its attributes are spelt otherwise is no news of the program.
    const news = compareRuns(job.recorded.runs, recording.runs, job.snippet).filter(
      c => !/: command\.\d+$/.test(c.where),
    )
    const changes = judgeChanges(news, job.recorded.runs, recording.runs)
    return changes.length || problems.length ? [{ file, changes, problems }] : []
  })
  return { differing: all.flat(), crates, asked }
}
