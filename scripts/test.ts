// `npm test [-- gate …]` proves the whole course; `npm test -- --list` names the gates. Exit code 1 when one is red.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { listDecks, ROOT } from './lib/deck.ts'
import { formatProblem, ProblemError } from './lib/problem.ts'
import type { Course, Verdict } from './lib/proof/gate.ts'
import { GATES } from './lib/proof/gates.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean', default: false } },
})
if (values.list) {
  for (const gate of GATES) console.log(`${gate.name.padEnd(12)} ${gate.about}`)
  process.exit(0)
}
const unknown = positionals.filter(p => !GATES.some(g => g.name === p))
if (unknown.length) {
  console.error(`There is no gate ${unknown.join(', ')}; the gates are ${GATES.map(g => g.name).join(', ')}.`)
  process.exit(1)
}

let course: Course
try {
  course = { root: ROOT, decks: listDecks(), dist: join(ROOT, 'dist') }
} catch (e) {
  if (!(e instanceof ProblemError)) throw e
  console.error(e.message)
  console.log('0 passed, 1 failed')
  process.exit(1)
}

/** A gate that never ends is red, not patient. */
function within<T>(minutes: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not finished after ${minutes} minutes`)), minutes * 60_000)
    }),
  ]).finally(() => clearTimeout(timer))
}

const wanted = GATES.filter(g => !positionals.length || positionals.includes(g.name))
const rows: { name: string; verdict: Verdict; seconds: number }[] = []
for (const gate of wanted) {
  console.log(`\n== ${gate.name}: ${gate.about}`)
  const begun = performance.now()
  let verdict: Verdict
  try {
    verdict =
      gate.needs === 'dist' && !existsSync(join(course.dist, 'index.html'))
        ? {
            checked: 0,
            what: 'nothing',
            problems: [
              { file: 'dist/index.html', line: 1, message: 'there is no built site: run `npm run build` first' },
            ],
          }
        : await within(gate.minutes ?? 20, gate.run(course))
    if (!verdict.checked && !verdict.problems.length)
      verdict = {
        ...verdict,
        problems: [{ file: `scripts/lib/proof`, line: 1, message: `the gate ${gate.name} found nothing to check` }],
      }
  } catch (e) {
    verdict = {
      checked: 0,
      what: 'nothing',
      problems:
        e instanceof ProblemError
          ? e.problems
          : [{ file: 'scripts/test.ts', line: 1, message: `${gate.name} broke off: ${(e as Error).stack ?? e}` }],
    }
  }
  if (process.env.CI && verdict.skipped?.length)
    verdict = {
      ...verdict,
      problems: [
        ...verdict.problems,
        ...verdict.skipped.map(s => ({
          file: gate.name,
          line: 1,
          message: `${s.count} checks were skipped, which CI does not allow: ${s.why}`,
        })),
      ],
    }
  for (const s of verdict.skipped ?? []) console.log(`skipped ${s.count}: ${s.why}`)
  for (const p of verdict.problems.slice(0, 200)) console.error(formatProblem(p))
  if (verdict.problems.length > 200) console.error(`… and ${verdict.problems.length - 200} more`)
  rows.push({ name: gate.name, verdict, seconds: (performance.now() - begun) / 1000 })
}

console.log('\ngate          checked                                        problems   seconds')
for (const { name, verdict, seconds } of rows)
  console.log(
    `${name.padEnd(12)}  ${`${verdict.checked} ${verdict.what}`.padEnd(46)} ${String(verdict.problems.length).padStart(8)}  ${seconds.toFixed(1).padStart(8)}`,
  )
const failed = rows.filter(r => r.verdict.problems.length).length
const skipped = rows.reduce((n, r) => n + (r.verdict.skipped ?? []).reduce((k, s) => k + s.count, 0), 0)
console.log(`\n${rows.length - failed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(failed ? 1 : 0)
