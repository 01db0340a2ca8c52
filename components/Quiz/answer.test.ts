// Digits answer a question: the place of an option, or the line in which it stands.
import { expect, it } from 'vitest'
import type { ResolvedQuestion } from '../../scripts/lib/quiz/resolve.ts'
import { AnswersSchema, digitOf, typedOption } from './answer.ts'

const question = (lines: (number | null)[]) =>
  ({ kind: 'choice', options: lines.map(line => ({ line })) }) as unknown as ResolvedQuestion

it('chooses by place', () => {
  const four = question([null, null, null, null])
  expect(['1', '4', '5'].map(digits => typedOption(four, digits))).toEqual([0, 3, null])
  expect(digitOf(four, 2)).toBe('3')
})
it('chooses by line, and waits where a line may have a second digit', () => {
  const lines = question([1, 3, 12, 14])
  expect(['3', '1', '12', '14', '13', '2'].map(digits => typedOption(lines, digits))).toEqual([
    1,
    'more',
    2,
    3,
    null,
    null,
  ])
})
it('takes from another window answers only', () => {
  expect(AnswersSchema.safeParse({ 'assign-1': [2, 0] }).success).toBe(true)
  for (const wrong of [{ a: [-1] }, { a: ['1'] }, { 'a b': [1] }, { a: Array(40).fill(1) }, null])
    expect(AnswersSchema.safeParse(wrong).success).toBe(false)
})
