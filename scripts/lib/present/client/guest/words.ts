// Questions and answers in words, for the page and for the file that is taken home. Pure.
import type { Answer, TalkForm } from '../../../renderings/talk/talk.ts'

/** Text with code in backticks as parts, so that nothing of it is ever markup. */
export const parts = (text: string): { text: string; code: boolean }[] =>
  text.split('`').map((part, i) => ({ text: part, code: i % 2 === 1 }))

export function answerWords({ form, options, rows }: TalkForm, answer: Answer): string {
  const of = (at: string | number): string => {
    const option = options[Number(at)]
    return option?.line ? `line ${option.line}` : (option?.text ?? '')
  }
  switch (form) {
    case 'values':
      return answer.map((value, row) => (rows[row] ? `${rows[row]}: ${value}` : String(value))).join(', ')
    case 'cases':
      return answer.map((at, row) => `${rows[row]}: ${of(at)}`).join(', ')
    case 'order':
      return answer.map(at => of(at)).join(', ')
    default:
      return answer.length ? answer.map(of).join(', ') : 'none of them'
  }
}
