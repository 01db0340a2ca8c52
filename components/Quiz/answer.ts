// What a reader answered, and whether it is right. Pure.
import type { ResolvedQuestion } from '../../scripts/lib/quiz/resolve.ts'

/** Positions of the chosen options as shown: one, or for an order all of them in the order of choosing. */
export type Answer = readonly number[]

/** Another option was chosen: a single answer is replaced at once, an order grows, and its last choice can be taken back. */
export function choose(question: ResolvedQuestion, answer: Answer, index: number): Answer {
  if (question.kind !== 'order') return [index]
  if (answer.at(-1) === index) return answer.slice(0, -1)
  return answer.includes(index) ? answer : [...answer, index]
}

export const isComplete = (question: ResolvedQuestion, answer: Answer): boolean =>
  answer.length === (question.kind === 'order' ? question.options.length : 1)

export const isRight = (question: ResolvedQuestion, answer: Answer): boolean =>
  isComplete(question, answer) &&
  (question.kind === 'order'
    ? answer.every((index, place) => question.options[index]?.place === place)
    : question.options[answer[0]!]?.right === true)
