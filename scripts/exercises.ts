// `npm run exercises [-- deck ...]` proves that each starter fails for its promised reason and that each solution passes.
import { fileURLToPath } from 'node:url'
import { command } from './lib/command.ts'
import { publishedIds } from './lib/deck.ts'
import { rustcIdentity } from './lib/exercise/cargo.ts'
import { findExercises } from './lib/exercise/find.ts'
import { proveExercises } from './lib/exercise/prove.ts'
import { formatProblem } from './lib/problem.ts'
import { environmentOf } from './lib/toolchain/compiler.ts'
import { provide } from './lib/toolchain/provide.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
await command({
  name: 'npm run exercises -- [deck …]',
  description: 'Proves that each starter fails for its promised reason, and that each solution passes.',
  args: {},
  async run(args) {
    const decks = args._
    const { exercises, problems } = findExercises(root, decks.length ? decks : publishedIds(root))
    const unknown = decks.filter(
      deck => !exercises.some(e => e.deck === deck) && !problems.some(p => p.file.startsWith(`decks/${deck}/`)),
    )
    for (const deck of unknown) console.error(`decks/${deck}: there is no exercise in this deck`)

    // The course's compiler and its cargo come first on the PATH of everything that is started from here.
    const { toolchain, lacking } = await provide(root, { course: {} }, { install: true })
    for (const { message, line } of lacking) console.error(`toolchains.json:${line}: ${message}`)
    if (toolchain.course) Object.assign(process.env, environmentOf(toolchain.course))

    const rustc = toolchain.course && rustcIdentity()
    if (rustc) {
      const results = await proveExercises(root, exercises, rustc, ({ exercise, problems: found, cached, ms }) => {
        console.log(
          `${found.length ? 'FAILS ' : cached ? 'cached' : 'proved'} ${exercise.id}${cached ? '' : ` (${(ms / 1000).toFixed(1)} s)`}`,
        )
      })
      problems.push(...results.flatMap(result => result.problems))
    }
    for (const problem of problems) console.error(formatProblem(problem))

    if (rustc) console.log(`${exercises.length} exercises, ${problems.length} problems`)
    else {
      const message = `skipped ${exercises.length} (required): exercises that were read but not proved, for the compiler of the course is not here`
      if (process.env.CI === 'true') {
        console.error(message)
        process.exitCode = 1
      } else console.log(message)
    }
    if (problems.length || unknown.length) process.exitCode = 1
  },
})
