// What one chapter is written with: the deck and what surrounds it, and what was used on the way to the lists at its end.
import type { Problem } from '../../problem.ts'
import type { Around } from '../gather.ts'
import type { Terms } from './entries.ts'
import type { Note } from './model.ts'

export class Pen {
  readonly around: Around
  readonly terms: Terms
  /** Programs that the text shows or names, by their `rec`. */
  readonly programs = new Set<string>()
  /** Error codes with the first message that was shown. */
  readonly codes = new Map<string, string>()
  /** What cannot be printed, with file and line. */
  readonly problems: Problem[] = []
  private notes: Note[] = []
  private letters = new Map<string, string>()
  private named: string[] = []

  constructor(around: Around, terms: Terms) {
    this.around = around
    this.terms = terms
  }

  /** `08`, as labels and heads name the chapter. */
  get number(): string {
    return String(this.around.deck.head.mechanism).padStart(2, '0')
  }
  /** Letters of sources begin anew with each slide. */
  slide(): void {
    this.letters = new Map()
    this.notes = []
  }
  shows(rec: string): void {
    this.programs.add(rec)
  }
  /** A term that the text links to. */
  mentions(term: string): void {
    this.named.push(term)
  }
  /** The letter of a source, which goes into the margin where it is named first. */
  source(cited: { href: string; mark: string; where: string; name: string; release: string }): string {
    const known = this.letters.get(cited.href)
    if (known) return known
    const letter = letterOf(this.letters.size)
    this.letters.set(cited.href, letter)
    this.notes.push({ note: 'source', letter, ...cited })
    return letter
  }
  /** The notes since the last call. */
  taken(): Note[] {
    const notes = this.notes
    this.notes = []
    return notes
  }
  /** The terms since the last call. */
  terms_(): string[] {
    const named = this.named
    this.named = []
    return named
  }
  complain(line: number, message: string): void {
    this.problems.push({ file: this.around.deck.file, line, message })
  }
}

/** a, b, … z, aa, ab, … */
export const letterOf = (index: number): string =>
  (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26))
