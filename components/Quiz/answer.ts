// What a reader answered, and whether it is right. Pure.
import * as z from 'zod/mini'
import type { ResolvedQuestion } from '../../scripts/lib/quiz/resolve.ts'

/** Positions of the chosen options as shown: one, or for an order all of them in the order of choosing. */
export type Answer = readonly number[]

/** The answers of the room by question, the same in every window. */
export type Answers = Record<string, number[]>
export const AnswersSchema: z.ZodMiniType<Answers> = z.record(
  z.string().check(z.regex(/^[\w-]{1,80}$/)),
  z.array(z.int().check(z.minimum(0), z.maximum(31))).check(z.maxLength(32)),
)

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

/** The digit that chooses an option: its line where it stands in one, else its place as shown, from 1. */
export const digitOf = (question: ResolvedQuestion, index: number): string =>
  String(question.options[index]?.line ?? index + 1)

/** What was typed, digit by digit: an option; `more` where another digit may follow; null where there is no such option. */
export function typedOption(question: ResolvedQuestion, digits: string): number | 'more' | null {
  const all = question.options.map((_, index) => digitOf(question, index))
  const index = all.indexOf(digits)
  // Line 1 beside line 12 waits for what comes.
  if (all.some(other => other !== digits && other.startsWith(digits))) return 'more'
  return index < 0 ? null : index
}
