// `npm test [-- gate …]` proves the whole course; `npm test -- --list` names the gates. Exit code 1 when one is red.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { command } from './lib/command.ts'
import { listDecks, ROOT } from './lib/deck.ts'
import { ProblemError } from './lib/problem.ts'
import { changedFiles, defaultBase, planOf, type Question, reachability } from './lib/proof/changed.ts'
import { GATES, SLOW_FILES } from './lib/proof/gates.ts'
import { readImports } from './lib/proof/imports.ts'
import { parsePending, PENDING_FILE, remaining } from './lib/proof/pending.ts'
import { type Judged, report, runGate, summary } from './lib/proof/runGates.ts'

const ALL: readonly Question[] = GATES.map(g => ({ gate: g.name, decks: 'all', why: '' }))

/** What the change since `base` can break; prints what is left out. */
async function questionsSince(base: string): Promise<Question[]> {
  const files = changedFiles(ROOT, base)
  const { imports } = await readImports(ROOT)
  const { asked, left } = planOf(files, GATES, reachability(imports), SLOW_FILES)
  console.log(`${files.length} files changed since ${base}.`)
  for (const q of asked) console.log(`asks ${q.gate}${q.decks === 'all' ? '' : ` of ${q.decks.join(', ')}`}: ${q.why}`)
  for (const l of left) console.log(`leaves out ${l.gate}: ${l.why}`)
  return asked
}

/** @returns whether every gate is green */
async function prove(questions: readonly Question[]): Promise<boolean> {
  const decks = listDecks()
  const pendingText = readFileSync(join(ROOT, PENDING_FILE), 'utf8')
  const pending = parsePending(pendingText)
  const rows: Judged[] = []
  for (const question of questions) {
    const gate = GATES.find(g => g.name === question.gate)!
    // A deck that was deleted has nothing left to be asked.
    const some = question.decks === 'all' ? decks : decks.filter(d => question.decks.includes(d.id))
    if (!some.length) continue
    const course = { root: ROOT, decks: some, part: some.length < decks.length, dist: join(ROOT, 'dist') }
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

/** What was asked for cannot be asked: a sentence for the user instead of a stack. */
class Refusal extends Error {}

/** @throws Refusal for a gate or a base that does not exist */
async function questionsOf(names: readonly string[], changed: boolean): Promise<readonly Question[]> {
  if (changed) {
    if (names.length > 1) throw new Refusal('`--changed` takes one branch or commit to compare with.')
    try {
      return await questionsSince(names[0] ?? defaultBase(ROOT))
    } catch (e) {
      throw new Refusal((e as Error).message)
    }
  }
  const unknown = names.filter(name => !GATES.some(g => g.name === name))
  if (unknown.length)
    throw new Refusal(`There is no gate ${unknown.join(', ')}; the gates are ${GATES.map(g => g.name).join(', ')}.`)
  return ALL.filter(q => !names.length || names.includes(q.gate))
}

const OPTIONS = {
  list: { type: 'boolean', description: 'name the gates and end' },
  changed: {
    type: 'boolean',
    description: 'ask only what the change since main can break; a branch or commit after it is compared with instead',
  },
} as const

await command({
  name: 'npm test -- [gate …]',
  description: 'Prove the course: all gates, or those that are named.',
  args: OPTIONS,
  async run(args) {
    if (args.list) {
      for (const gate of GATES) console.log(`${gate.name.padEnd(12)} ${gate.about}`)
      return
    }
    try {
      // A gate that was broken off may still hold a browser or a timer: the answer is there, so end.
      process.exit((await prove(await questionsOf(args._, args.changed === true))) ? 0 : 1)
    } catch (e) {
      if (!(e instanceof ProblemError || e instanceof Refusal)) throw e
      console.error(e.message)
      if (e instanceof ProblemError) console.log('0 passed, 1 failed')
      process.exit(1)
    }
  },
})
