// One zip with all starters, the same bytes from the same files on every machine.
import { zipSync, type Zippable } from 'fflate'
import { ProblemError } from '../problem.ts'
import { findExercises, type Exercise } from './find.ts'
import { starterFiles } from './starter.ts'

const FOLDER = 'rust-internals-exercises'
/** The zip format's earliest date: a real one would make every build differ. */
const MTIME = new Date(1980, 0, 1)

/**
 * All starters of the decks (or of those named) as a zip; null where there is no exercise.
 * @throws ProblemError when an exercise is not well formed.
 */
export function exercisesZip(root: string, decks?: readonly string[]): Uint8Array | null {
  const { exercises, problems } = findExercises(root, decks)
  if (problems.length) throw new ProblemError(problems)
  return exercises.length ? zipExercises(exercises) : null
}

export function zipExercises(exercises: readonly Exercise[]): Uint8Array {
  const entries: Zippable = { [`${FOLDER}/README.md`]: new TextEncoder().encode(contents(exercises)) }
  for (const exercise of exercises)
    for (const file of starterFiles(exercise)) entries[`${FOLDER}/${exercise.id}/${file.path}`] = file.data
  return zipSync(entries, { level: 9, mtime: MTIME })
}

function contents(exercises: readonly Exercise[]): string {
  const rows = exercises.map(
    ({ id, text }) => `| [${text.title}](${id}/TASK.md) | ${id.split('/')[0]} | ${text.level} | ${text.minutes} |`,
  )
  return `# Rust internals: exercises\n\nEach folder is a cargo package of its own. Read TASK.md, run \`cargo test\`, change what the task says until the tests pass.\n\n| exercise | deck | level | minutes |\n|---|---|---|---|\n${rows.join('\n')}\n`
}
