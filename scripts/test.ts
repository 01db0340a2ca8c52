// `npm test [-- gate …]` proves the whole course; `npm test -- --list` names the gates. Exit code 1 when one is red.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand, runMain } from 'citty'
import { listDecks, ROOT } from './lib/deck.ts'
import { ProblemError } from './lib/problem.ts'
import { GATES } from './lib/proof/gates.ts'
import { parsePending, PENDING_FILE, remaining } from './lib/proof/pending.ts'
import { type Judged, report, runGate, summary } from './lib/proof/runGates.ts'

/** @returns whether every gate is green */
async function prove(names: readonly string[]): Promise<boolean> {
  const unknown = names.filter(name => !GATES.some(g => g.name === name))
  if (unknown.length) {
    console.error(`There is no gate ${unknown.join(', ')}; the gates are ${GATES.map(g => g.name).join(', ')}.`)
    return false
  }
  const course = { root: ROOT, decks: listDecks(), dist: join(ROOT, 'dist') }
  const pendingText = readFileSync(join(ROOT, PENDING_FILE), 'utf8')
  const pending = parsePending(pendingText)
  const rows: Judged[] = []
  for (const gate of GATES.filter(g => !names.length || names.includes(g.name))) {
    console.log(`\n== ${gate.name}: ${gate.about}`)
    const judged = await runGate(gate, course, { pending, pendingText, ci: process.env.CI === 'true' })
    report(judged, gate.minutes)
    rows.push(judged)
  }
  const left = remaining(pending)
  if (left.length) console.log(['', 'Rules that are not kept everywhere yet:', ...left].join('\n'))
  console.log(['', ...summary(rows)].join('\n'))
  return !rows.some(r => r.problems.length)
}

const OPTIONS = { list: { type: 'boolean', description: 'name the gates and end' } } as const

await runMain(
  defineCommand({
    meta: { name: 'npm test --', description: 'Prove the course: all gates, or those that are named.' },
    args: OPTIONS,
    async run({ args }) {
      // Without this a mistyped option would be passed over, and everything would run.
      const strange = Object.keys(args).filter(name => name !== '_' && !(name in OPTIONS))
      if (strange.length) {
        console.error(`There is no option --${strange.join(', --')}; \`npm test -- --help\` names those there are.`)
        process.exit(1)
      }
      if (args.list) {
        for (const gate of GATES) console.log(`${gate.name.padEnd(12)} ${gate.about}`)
        return
      }
      try {
        // A gate that was broken off may still hold a browser or a timer: the answer is there, so end.
        process.exit((await prove(args._)) ? 0 : 1)
      } catch (e) {
        if (!(e instanceof ProblemError)) throw e
        console.error(`${e.message}\n0 passed, 1 failed`)
        process.exit(1)
      }
    },
  }),
)
