// The form of exercises, what an attendee gets, and what the judge makes of cargo's words. Nothing is compiled here.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, describe, expect, it } from 'vitest'
import { formatProblem } from '../problem.ts'
import { copyStarter, pickExercise } from './copy.ts'
import { findExercises } from './find.ts'
import { exerciseMd, repository, SUM } from './fixture.testing.ts'
import { judgeSolution, judgeStarter, judgeWrong, readTests, type CargoOutcome } from './judge.ts'
import { parseExercise } from './parse.ts'
import { exercisesZip } from './zip.ts'

const open: { remove: () => void }[] = []
const make = (exercises: Record<string, Record<string, string>>) => {
  const made = repository(exercises)
  open.push(made)
  return made.root
}
afterEach(() => {
  for (const made of open.splice(0)) made.remove()
})

const messages = (text: string): string[] => {
  try {
    parseExercise(text, 'exercise.md')
  } catch (error) {
    return (error as Error).message.split('\n')
  }
  return []
}

describe('exercise.md', () => {
  it('is read into head, task, hints and idea', () => {
    expect(parseExercise(exerciseMd('adds_up'), 'exercise.md')).toEqual({
      title: 'Add up',
      level: 'easy',
      minutes: 5,
      fails: 'adds_up',
      failsLine: 5,
      task: 'Make `sum` add up.',
      hints: ['There is a method for it.'],
      idea: '`iter().sum()`',
    })
  })
  it('does not take a heading in a fence for a section', () => {
    const text = exerciseMd('adds_up').replace('Make', '```md\n## Hint 1\n```\nMake')
    expect(parseExercise(text, 'exercise.md').task).toContain('## Hint 1')
  })
  it('names file and line of each wrong field', () => {
    expect(messages(exerciseMd('adds_up').replace('easy', 'simple').replace('minutes: 5', 'minutes: a lot'))).toEqual([
      'exercise.md:3: level: the level is one of easy, medium, hard',
      'exercise.md:4: minutes: minutes is a whole number',
    ])
    expect(messages(exerciseMd('adds_up').replace('title:', 'titel:'))).toEqual([
      'exercise.md:2: title: give the exercise a title',
      'exercise.md:2: titel: there is no such field, take it out or mend its name',
    ])
    expect(messages(exerciseMd('"E27"'))[0]).toMatch(/^exercise\.md:5: fails: name one test function/)
    expect(messages(exerciseMd('adds_up').replace('minutes: 5', 'minutes: [5'))[0]).toMatch(
      /^exercise\.md:\d+: this is not valid YAML/,
    )
  })
  it('wants task, numbered hints and an idea', () => {
    expect(messages(exerciseMd('adds_up').replace('Make `sum` add up.', ''))[0]).toMatch(
      /^exercise\.md:7: the task is missing/,
    )
    expect(messages(exerciseMd('adds_up').replace('Hint 1', 'Hint 2'))[0]).toBe(
      'exercise.md:9: hints are numbered from 1 without a gap: this one is hint 1',
    )
    expect(messages(exerciseMd('adds_up').replace('Solution idea', 'Solution'))[0]).toMatch(
      /^exercise\.md:12: `## Solution`: the headings are/,
    )
    expect(messages('no front matter')[0]).toMatch(/^exercise\.md:1: the front matter is missing/)
  })
})

describe('the folder of an exercise', () => {
  it('is found in order', () => {
    const root = make({ '02-b/two': SUM, '01-a/one': SUM })
    const { exercises, problems } = findExercises(root)
    expect(problems).toEqual([])
    expect(exercises.map(e => e.id)).toEqual(['01-a/one', '02-b/two'])
  })
  it('reports what is missing', () => {
    const { 'Cargo.toml': manifest, 'solution/lib.rs': _, ...rest } = SUM
    const root = make({ '01-a/one': { ...rest, 'Cargo.toml': manifest.replace('[workspace]', '') } })
    expect(findExercises(root).problems.map(formatProblem)).toEqual([
      'decks/01-a/exercises/one/Cargo.toml:1: add an empty `[workspace]` table: a copied starter must not look for a parent workspace',
      'decks/01-a/exercises/one/solution/lib.rs:1: the solution is missing: solution/ holds the files that replace those of src/',
    ])
  })
})

describe('what an attendee gets', () => {
  it('is the starter, the task and the hints, without the solution', () => {
    const root = make({ '01-a/one': SUM })
    const exercise = pickExercise(findExercises(root).exercises, '1/one')
    const dir = join(root, 'copy')
    copyStarter(exercise, dir)
    expect(readFileSync(join(dir, 'TASK.md'), 'utf8')).toContain('Make `sum` add up.')
    expect(readFileSync(join(dir, 'HINTS.md'), 'utf8')).not.toContain('iter().sum()')
    expect(() => readFileSync(join(dir, 'solution/lib.rs'))).toThrow()
    writeFileSync(join(dir, 'src/lib.rs'), 'mine')
    expect(() => copyStarter(exercise, dir)).toThrow(/is not empty, and nothing is ever overwritten/)
    expect(readFileSync(join(dir, 'src/lib.rs'), 'utf8')).toBe('mine')
  })
  it('is picked by an unambiguous name only', () => {
    const { exercises } = findExercises(make({ '01-a/one': SUM, '02-b/one': SUM, '02-b/two': SUM }))
    expect(pickExercise(exercises, 'two').id).toBe('02-b/two')
    expect(pickExercise(exercises, '02-b/one').id).toBe('02-b/one')
    expect(() => pickExercise(exercises, 'one')).toThrow(
      'several exercises are named `one`: 01-a/one, 02-b/one. Write the deck too.',
    )
    expect(() => pickExercise(exercises, '3/one')).toThrow(
      /there is no exercise `3\/one`. The exercises are:\n {2}01-a\/one/,
    )
  })
  it('is one zip with the same bytes each time', () => {
    const root = make({ '02-b/two': SUM, '01-a/one': SUM })
    const zip = exercisesZip(root)!
    expect(Buffer.from(exercisesZip(root)!).equals(Buffer.from(zip))).toBe(true)
    const names = Object.keys(unzipSync(zip))
    expect(names[0]).toBe('rust-internals-exercises/README.md')
    expect(names).toContain('rust-internals-exercises/01-a/one/src/lib.rs')
    expect(names.filter(name => name.includes('solution'))).toEqual([])
    expect(exercisesZip(make({}))).toBeNull()
  })
})

describe('the judge', () => {
  const outcome = (over: Partial<CargoOutcome>): CargoOutcome => ({
    errors: [],
    built: true,
    tests: [],
    timedOut: false,
    ...over,
  })
  const stdout = `
running 3 tests
test adds_up ... some text that it printed
FAILED
test tests::empty ... ok
test slow - should panic ... ignored

failures:
`
  it('reads libtest, also where a test prints or takes the process down', () => {
    expect(readTests(stdout)).toEqual([
      { name: 'adds_up', verdict: 'failed' },
      { name: 'tests::empty', verdict: 'ok' },
      { name: 'slow', verdict: 'ignored' },
    ])
    expect(readTests('\nrunning 2 tests\ntest first ... ok\ntest aborts ... ')).toEqual([
      { name: 'first', verdict: 'ok' },
      { name: 'aborts', verdict: 'failed' },
    ])
  })
  it('lets a starter fail for its reason only', () => {
    expect(judgeStarter('adds_up', outcome({ tests: [{ name: 'adds_up', verdict: 'failed' }] }))).toBeNull()
    expect(judgeStarter('adds_up', outcome({ tests: [{ name: 'adds_up', verdict: 'ok' }] }))?.message).toMatch(
      /passes `adds_up` already/,
    )
    expect(judgeStarter('adds', outcome({ tests: [{ name: 'adds_up', verdict: 'failed' }] }))?.message).toBe(
      'no test is named `adds`; the tests are `adds_up`',
    )
    expect(judgeStarter('adds_up', outcome({ timedOut: true }))?.message).toMatch(/did not end in time/)
    const errors = [{ code: 'E0277', message: 'not Send', file: 'src/lib.rs', line: 3 }]
    expect(judgeStarter('adds_up', outcome({ built: false, errors }))).toMatchObject({ file: 'src/lib.rs', line: 3 })
    expect(judgeStarter('E0277', outcome({ built: false, errors }))).toBeNull()
    expect(judgeStarter('E0277', outcome({}))?.message).toMatch(/the starter compiles/)
    expect(judgeStarter('E0308', outcome({ built: false, errors }))?.message).toMatch(
      /E0308 and nothing else; the compiler says `E0277`/,
    )
  })
  it('takes a wrong solution only where it is refused by what it names', () => {
    const failed = outcome({ tests: [{ name: 'tests::adds_up', verdict: 'failed' }] })
    expect(judgeWrong('adds_up', failed)).toBeNull()
    expect(judgeWrong('other', failed)?.message).toBe('it must be refused by `other`; it fails `tests::adds_up`')
    const passed = outcome({ tests: [{ name: 'adds_up', verdict: 'ok' }] })
    expect(judgeWrong('adds_up', passed)?.message).toBe('it must be refused by `adds_up`; it fails none')
    const refused = outcome({
      built: false,
      errors: [{ code: 'unsafe_code', message: 'usage of an `unsafe` block', file: 'src/lib.rs', line: 3 }],
    })
    expect(judgeWrong('unsafe_code', refused)).toBeNull()
    expect(judgeWrong('adds_up', refused)).toMatchObject({ file: 'src/lib.rs', line: 3 })
  })
  it('wants a solution that ran and passed the promised test', () => {
    expect(judgeSolution('adds_up', outcome({ tests: [{ name: 'tests::adds_up', verdict: 'ok' }] }))).toBeNull()
    expect(judgeSolution('adds_up', outcome({}))?.message).toMatch(/ran no test/)
    expect(judgeSolution('adds_up', outcome({ tests: [{ name: 'empty', verdict: 'ok' }] }))?.message).toMatch(
      /did not run `adds_up`/,
    )
    expect(judgeSolution('adds_up', outcome({ tests: [{ name: 'adds_up', verdict: 'failed' }] }))?.message).toBe(
      'the solution fails `adds_up`',
    )
  })
})
