// The exercises of every deck: each starter fails for its promised reason, each solution passes. Cached, so that unchanged exercises cost nothing.
import { describe, expect, it } from 'vitest'
import { publishedIds, ROOT } from '../deck.ts'
import { formatProblem } from '../problem.ts'
import { rustcIdentity } from './cargo.ts'
import { findExercises } from './find.ts'
import { proveExercises } from './prove.ts'

const rustc = rustcIdentity()

it.each(publishedIds(ROOT))('%s has three to five well-formed exercises', id => {
  const { exercises, problems } = findExercises(ROOT, [id])
  expect(problems.map(formatProblem)).toEqual([])
  expect([3, 4, 5]).toContain(exercises.length)
})

describe.skipIf(!rustc)('with cargo', { timeout: 1_200_000 }, () => {
  it.each(publishedIds(ROOT))('%s keeps what its exercises promise', async id => {
    const results = await proveExercises(ROOT, findExercises(ROOT, [id]).exercises, rustc!, () => {})
    expect(results.flatMap(result => result.problems).map(formatProblem)).toEqual([])
  })
})
