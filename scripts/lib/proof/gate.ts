// A gate: one kind of proof over the whole course, that can be run alone and says what it checked, what it skipped and what is wrong.
import type { Deck } from '../deck.ts'
import type { Problem } from '../problem.ts'
import type { RuleAnswer } from './pending.ts'

export interface Course {
  root: string
  /** The decks that are asked about: all, unless `part` says otherwise. */
  decks: readonly Deck[]
  /** Whether decks were left out (`--changed`). */
  part?: boolean
  /** The built site; gates with `needs: 'dist'` run only after a build. */
  dist: string
}

export interface Verdict {
  /** How many things were looked at; a gate that looked at nothing fails. */
  checked: number
  /** In words: `1240 slides at their clicks`. */
  what: string
  problems: readonly Problem[]
  /** Answers to rules that not every deck keeps yet: pending.json decides which of their problems count. */
  rules?: readonly RuleAnswer[]
  skipped?: readonly Skip[]
}

/**
 * Checks that could not be made here. `required`: what they need belongs to a machine that proves the course, so with CI=true the
 * skip is a failure; elsewhere it is counted. `wide`: they run by command and in the scheduled workflow, and are only counted.
 */
export interface Skip {
  class: 'required' | 'wide'
  count: number
  /** What is missing, and how to get it. */
  why: string
}

export interface Gate {
  /** What follows `npm test --`. */
  name: string
  /** One sentence for the list of gates. */
  about: string
  needs?: 'dist'
  run(course: Course): Promise<Verdict>
}

/** A gate with the minutes after which it is broken off and counts as failed. */
export interface TimedGate extends Gate {
  minutes: number
}
