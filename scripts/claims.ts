// npm run claims [-- deck …] [--out FILE]: every claim of the decks with its evidence and the day on which that was last found, as claims.json.
import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { command } from './lib/command.ts'
import { deckIds, listDecks, ROOT } from './lib/deck.ts'
import { formatProblem, ProblemError } from './lib/problem.ts'
import { claimCounts } from './lib/proof/words.ts'
import { courseClaims } from './lib/sources/deckClaims.ts'

await command({
  name: 'npm run claims -- [deck …]',
  description: 'Write every claim with its evidence to claims.json.',
  args: { out: { type: 'string', description: 'the file to write', default: 'claims.json' } },
  run(args) {
    const unknown = args._.filter(id => !deckIds().includes(id))
    for (const id of unknown) console.error(`there is no deck \`${id}\`; the decks are ${deckIds().join(', ')}`)
    process.exitCode = unknown.length ? 1 : 0
    if (unknown.length) return
    try {
      const listed = courseClaims(listDecks(ROOT, args._.length ? args._ : deckIds()), ROOT)
      const out = resolve(args.out)
      writeFileSync(out, `${JSON.stringify(listed, null, 1)}\n`)
      console.log(
        claimCounts(new Map(listed.map(({ deck, claims }) => [deck, claims]))).replaceAll(/, |: (?=0)/g, '\n  '),
      )
      console.log(`${listed.reduce((n, d) => n + d.claims.length, 0)} claims in ${relative(process.cwd(), out)}`)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      for (const problem of error.problems) console.error(formatProblem(problem))
      process.exitCode = 1
    }
  },
})
