// What another compiler says otherwise: the list of what to review before the course moves on.
import { availableParallelism } from 'node:os'
import type { Compiler } from '../toolchain/compiler.ts'
import { type Change, compareRuns } from './compare.ts'
import { prepare, type Progress, type World } from './course.ts'
import type { SnippetFile } from './files.ts'
import { judge } from './expect.ts'
import { changedFacts, isWording } from './facts.ts'
import { makeRecording } from './make.ts'
import { judgeMiri } from './miri/take.ts'
import { mapLimit } from './process.ts'
import type { Problem } from './snippet.ts'

export interface Drift {
  differing: { file: SnippetFile; facts: Change[]; words: Change[]; problems: Problem[] }[]
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
    const { runs } = job.recorded
    // That the verdict is not the expected one is a fact, and told as such: here are the emits that this compiler does not give.
    const misfits = recording.runs.flatMap(run => [...judge(job.snippet, run), ...judgeMiri(job.snippet, run)])
    const unfit = problems.filter(problem => !misfits.some(misfit => misfit.message === problem.message))
    const facts = changedFacts(runs, recording.runs, job.snippet)
    // That its attributes are spelt otherwise is no news of the program.
    const words = compareRuns(runs, recording.runs, job.snippet).filter(
      change => isWording(change) && !/: command\.\d+$/.test(change.where),
    )
    return facts.length || words.length || unfit.length ? [{ file, facts, words, problems: unfit }] : []
  })
  return { differing: all.flat(), crates, asked }
}
