// The proof with the real cargo. Without Rust these tests are skipped by name; in CI their absence is a failure.
import { afterEach, describe, expect, it } from 'vitest'
import { formatProblem } from '../problem.ts'
import { rustcIdentity } from './cargo.ts'
import { findExercises } from './find.ts'
import { exerciseMd, MANIFEST, repository, SUM } from './fixture.testing.ts'
import { proveExercises } from './prove.ts'

const rustc = rustcIdentity()
const open: { remove: () => void }[] = []
afterEach(() => {
  for (const made of open.splice(0)) made.remove()
})

async function prove(files: Record<string, string>) {
  const made = repository({ '01-a/one': files })
  open.push(made)
  const again = () => proveExercises(made.root, findExercises(made.root).exercises, rustc!, () => {})
  const [result] = await again()
  return { problems: result!.problems.map(formatProblem), cached: async () => (await again())[0]!.cached }
}

it('has a compiler where one is required', () => {
  if (process.env.CI === 'true') expect(rustc).not.toBeNull()
})

describe.skipIf(!rustc)('the proof of an exercise (needs cargo)', { timeout: 120_000 }, () => {
  it('passes a good one and remembers it', async () => {
    const proof = await prove(SUM)
    expect(proof.problems).toEqual([])
    expect(await proof.cached()).toBe(true)
  })
  it('refuses a starter with nothing to do, and does not remember that', async () => {
    const proof = await prove({ ...SUM, 'src/lib.rs': SUM['solution/lib.rs'] })
    expect(proof.problems).toEqual([
      'decks/01-a/exercises/one/exercise.md:5: the starter passes `adds_up` already: there is nothing to do',
    ])
    expect(await proof.cached()).toBe(false)
  })
  it('names the line of a solution that does not compile', async () => {
    const proof = await prove({ ...SUM, 'solution/lib.rs': 'pub fn sum(v: &[i32]) -> i32 {\n    v.len()\n}\n' })
    expect(proof.problems).toEqual([
      'decks/01-a/exercises/one/solution/lib.rs:2: the solution does not compile: error[E0308]: mismatched types',
    ])
  })
  it('accepts a starter that must not compile, and a test that aborts', async () => {
    const send = 'fn needs_send<T: Send>(_: T) {}\n#[test]\nfn crosses() { needs_send(own::make()); }\n'
    const own = {
      'exercise.md': exerciseMd('E0277'),
      'Cargo.toml': MANIFEST('own'),
      'tests/own.rs': send,
      'src/lib.rs': 'pub fn make() -> std::rc::Rc<i32> { std::rc::Rc::new(1) }\n',
      'solution/lib.rs': 'pub fn make() -> std::sync::Arc<i32> { std::sync::Arc::new(1) }\n',
    }
    expect((await prove(own)).problems).toEqual([])
    expect(
      (await prove({ ...SUM, 'src/lib.rs': 'pub fn sum(_: &[i32]) -> i32 { std::process::abort() }\n' })).problems,
    ).toEqual([])
  })
})
