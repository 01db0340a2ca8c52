// A gate: one kind of proof over the whole course, that can be run alone and says what it checked, what it skipped and what is wrong.
import type { Deck } from '../deck.ts'
import type { Problem } from '../problem.ts'

export interface Course {
  root: string
  decks: readonly Deck[]
  /** The built site; gates with `needs: 'dist'` run only after a build. */
  dist: string
}

export interface Verdict {
  /** How many things were looked at; a gate that looked at nothing fails. */
  checked: number
  /** In words: `1240 slides at their clicks`. */
  what: string
  problems: readonly Problem[]
  /** Each with its reason; with CI=true a skip is a failure. */
  skipped?: readonly { count: number; why: string }[]
}

export interface Gate {
  /** What follows `npm test --`. */
  name: string
  /** One sentence for the list of gates. */
  about: string
  needs?: 'dist'
  /** Minutes after which it is broken off and counts as failed; 20 when absent. */
  minutes?: number
  run(course: Course): Promise<Verdict>
}
