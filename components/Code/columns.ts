// Where carets stand under a line: rustc counts letters, a screen counts columns, and some letters take two. Pure.
import { eastAsianWidth } from 'get-east-asian-width'

/** Columns of one letter (a code point): combining marks and joiners take none. */
function columnsOfLetter(letter: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(letter)) return 0
  return eastAsianWidth(letter.codePointAt(0)!)
}

/** Columns that letters take together. */
export const columnsOf = (letters: readonly string[]): number =>
  letters.reduce((sum, letter) => sum + columnsOfLetter(letter), 0)

/** `    ^^^` for `length` letters from the letter `from` on, counted from 0; at least one caret. */
export function caretsUnder(letters: readonly string[], from: number, length: number, caret: string): string {
  const before = columnsOf(letters.slice(0, from)) + Math.max(0, from - letters.length)
  return ' '.repeat(before) + caret.repeat(Math.max(1, columnsOf(letters.slice(from, from + length))))
}
