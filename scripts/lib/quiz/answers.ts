// A quiz on paper: the answers, which stand at the end of a handout. Pure.
import type { ResolvedQuestion } from './resolve.ts'

export interface PrintedAnswer {
  id: string
  no: number
  stem: string
  /** `C  4`, `line 3`, or for an order the letters in sequence, `B A D C`. */
  answer: string
  why: string
}

/** Letter of an option as shown: A, B, C … */
export const letter = (index: number): string => String.fromCharCode(65 + index)

/** The answer in the terms of the printed question: letters of its options, or the line's number. */
export function answerText(question: ResolvedQuestion): string {
  if (question.kind === 'order')
    return question.options
      .map((option, index) => ({ place: option.place!, letter: letter(index) }))
      .sort((a, b) => a.place - b.place)
      .map(o => o.letter)
      .join(' ')
  const index = question.options.findIndex(option => option.right)
  const option = question.options[index]!
  return option.line === null ? `${letter(index)}  ${option.text}` : `line ${option.line}`
}

export function quizAnswers(questions: readonly ResolvedQuestion[]): PrintedAnswer[] {
  return questions.map(question => ({
    id: question.id,
    no: question.no,
    stem: question.stem,
    answer: answerText(question),
    why: question.why,
  }))
}
