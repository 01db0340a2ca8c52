// `npm run exercise -- <deck>/<name> [folder]` copies a starter; without a name it lists what there is.
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyStarter, pickExercise } from './lib/exercise/copy.ts'
import { findExercises } from './lib/exercise/find.ts'
import { formatProblem } from './lib/problem.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
// npm runs scripts in the repository's root; the attendee means the folder they stand in.
const here = process.env.INIT_CWD ?? process.cwd()
const [query, folder] = process.argv.slice(2)
const { exercises, problems } = findExercises(root)

for (const problem of problems) console.error(formatProblem(problem))
if (!query) {
  for (const { id, text } of exercises)
    console.log(`${id.padEnd(52)} ${text.level.padEnd(7)} ${String(text.minutes).padStart(3)} min  ${text.title}`)
  console.log(
    exercises.length ? '\nCopy one: npm run exercise -- <deck>/<name> [folder]' : 'There are no exercises yet.',
  )
} else {
  try {
    const exercise = pickExercise(exercises, query)
    const dir = folder ? resolve(here, folder) : join(here, exercise.name)
    copyStarter(exercise, dir)
    console.log(`${exercise.text.title}: copied to ${dir}\nRead TASK.md there, then run \`cargo test\`.`)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
