// What cargo said of a starter and of a solution, judged against what the exercise promises. Pure.
import { isErrorCode } from './parse.ts'

/** What a run of `cargo test` left behind. */
export interface CargoOutcome {
  /** Error diagnostics of the build, in order; empty when everything compiled. */
  errors: { code: string | null; message: string; file: string | null; line: number | null }[]
  /** Whether the build succeeded, so that the tests could run. */
  built: boolean
  tests: TestOutcome[]
  /** The tests were stopped because they took too long. */
  timedOut: boolean
}
export interface TestOutcome {
  name: string
  verdict: 'ok' | 'failed' | 'ignored'
}

/** Where and why the promise is broken; null when it is kept. `file` is relative to the package. */
export type Complaint = { message: string; file?: string; line?: number } | null

/**
 * Reads libtest's lines (`test NAME ... ok`). A test that took the process down with it leaves `test NAME ... ` without a verdict: it failed.
 * Needs `--test-threads=1`, so that a line is begun before its test runs.
 */
export function readTests(stdout: string): TestOutcome[] {
  const outcomes: TestOutcome[] = []
  const line =
    /^test (\S+)(?: - should panic)? \.\.\. ?([\s\S]*?)(?=^test \S+(?: - should panic)? \.\.\.|^test result:|^failures:|^\s*$(?=\n(?:running|test result|failures))|$(?![\s\S]))/gm
  for (const match of stdout.matchAll(line)) {
    const verdict = /(?:^|\n)(ok|FAILED|ignored)\b/.exec(match[2]!)?.[1]
    outcomes.push({ name: match[1]!, verdict: verdict === 'ok' ? 'ok' : verdict === 'ignored' ? 'ignored' : 'failed' })
  }
  return outcomes
}

const named = (tests: readonly TestOutcome[], name: string): TestOutcome | undefined =>
  tests.find(test => test.name === name || test.name.endsWith(`::${name}`))

const list = (items: readonly string[]): string => (items.length ? items.map(item => `\`${item}\``).join(', ') : 'none')
const firstError = (outcome: CargoOutcome): { message: string; file?: string; line?: number } => {
  const error = outcome.errors[0]
  return {
    message: error
      ? `${error.code ? `error[${error.code}]` : 'error'}: ${error.message}`
      : 'cargo failed without a diagnostic',
    ...(error?.file ? { file: error.file, line: error.line ?? 1 } : {}),
  }
}

/** The starter must fail, and for the promised reason only. */
export function judgeStarter(fails: string, outcome: CargoOutcome): Complaint {
  if (isErrorCode(fails)) {
    if (outcome.built) return { message: `the starter compiles, but \`fails: ${fails}\` promises that it does not` }
    const codes = [...new Set(outcome.errors.map(error => error.code ?? 'none'))]
    if (codes.length === 1 && codes[0] === fails) return null
    return {
      ...firstError(outcome),
      message: `the starter must fail with ${fails} and nothing else; the compiler says ${list(codes)}`,
    }
  }
  if (!outcome.built)
    return {
      ...firstError(outcome),
      message: `the starter must compile and fail its test; it does not compile: ${firstError(outcome).message}`,
    }
  if (outcome.timedOut)
    return {
      message:
        "the starter's tests did not end in time: let the test give up by itself, so that an attendee sees a failure and not a hang",
    }
  const test = named(outcome.tests, fails)
  if (!test) return { message: `no test is named \`${fails}\`; the tests are ${list(outcome.tests.map(t => t.name))}` }
  if (test.verdict === 'failed') return null
  return {
    message:
      test.verdict === 'ok'
        ? `the starter passes \`${fails}\` already: there is nothing to do`
        : `\`${fails}\` is ignored: it cannot fail`,
  }
}

/** A wrong solution must be refused by what its first line names: a test that fails, or a code or lint of the compiler. */
export function judgeWrong(fails: string, outcome: CargoOutcome): Complaint {
  if (!outcome.built) {
    const codes = [...new Set(outcome.errors.map(error => error.code ?? 'none'))]
    if (codes.includes(fails)) return null
    return { ...firstError(outcome), message: `it must be refused by \`${fails}\`; the compiler says ${list(codes)}` }
  }
  const test = named(outcome.tests, fails)
  if (outcome.timedOut) return { message: 'its tests did not end in time' }
  if (test?.verdict === 'failed') return null
  const failed = outcome.tests.filter(t => t.verdict === 'failed').map(t => t.name)
  return { message: `it must be refused by \`${fails}\`; it fails ${list(failed)}` }
}

/** The solution must compile and pass every test, the promised one among them. */
export function judgeSolution(fails: string, outcome: CargoOutcome): Complaint {
  if (!outcome.built)
    return { ...firstError(outcome), message: `the solution does not compile: ${firstError(outcome).message}` }
  if (outcome.timedOut) return { message: "the solution's tests did not end in time" }
  const failed = outcome.tests.filter(test => test.verdict === 'failed').map(test => test.name)
  if (failed.length) return { message: `the solution fails ${list(failed)}` }
  const passed = outcome.tests.filter(test => test.verdict === 'ok')
  if (!passed.length) return { message: 'the solution ran no test: write one in tests/' }
  if (!isErrorCode(fails) && named(passed, fails) === undefined)
    return { message: `the solution did not run \`${fails}\`` }
  return null
}
