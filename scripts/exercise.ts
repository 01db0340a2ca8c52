// `npm run exercise -- <deck>/<name> [folder]` copies a starter; with a deck alone, or with nothing, it lists what there is.
import { join, resolve, sep } from 'node:path'
import { command } from './lib/command.ts'
import { ROOT } from './lib/deck.ts'
import { copyStarter, pickExercise } from './lib/exercise/copy.ts'
import { findExercises, type Exercise } from './lib/exercise/find.ts'
import { pickDeck } from './lib/present/pick.ts'
import { formatProblem } from './lib/problem.ts'
import { readPlans } from './lib/schedule/read.ts'

function list(exercises: readonly Exercise[]): void {
  for (const { id, text } of exercises)
    console.log(`${id.padEnd(52)} ${text.level.padEnd(7)} ${String(text.minutes).padStart(3)} min  ${text.title}`)
  console.log(
    exercises.length ? '\nCopy one: npm run exercise -- <deck>/<name> [folder]' : 'There are no exercises here.',
  )
}

/** The deck that is meant by a word that names no exercise; null where it means none. */
function deckOf(word: string): string | null {
  try {
    return pickDeck(readPlans(ROOT), word).id
  } catch {
    return null
  }
}

await command({
  name: 'npm run exercise --',
  description: 'Copies the starter of an exercise, or lists the exercises of a deck, or all of them.',
  args: {
    exercise: {
      type: 'positional',
      required: false,
      description: '<deck>/<name>, <name>, or a deck',
      valueHint: 'exercise',
    },
    folder: { type: 'positional', required: false, description: 'where it is copied to', valueHint: 'folder' },
  },
  run({ exercise: query, folder }) {
    const { exercises, problems } = findExercises(ROOT)
    for (const problem of problems) console.error(formatProblem(problem))
    if (!query) return list(exercises)
    const named = exercises.some(({ id, name }) => id === query || name === query)
    const deck = named || query.includes('/') ? null : deckOf(query)
    if (deck !== null) return list(exercises.filter(exercise => exercise.deck === deck))
    const exercise = pickExercise(exercises, query)
    // npm runs scripts in the repository's root; the attendee means the folder they stand in.
    const here = process.env.INIT_CWD ?? process.cwd()
    const to = folder ? resolve(here, folder) : join(here, exercise.name)
    if (!folder && `${to}${sep}`.startsWith(ROOT + sep))
      throw new Error(
        `say where to: npm run exercise -- ${exercise.id} ~/${exercise.name} (without a folder it would lie in the course itself)`,
      )
    copyStarter(exercise, to)
    console.log(`${exercise.text.title}: copied to ${to}\nRead TASK.md there, then run \`cargo test\`.`)
  },
})
