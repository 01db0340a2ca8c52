// Where a parser says what is wrong: it goes on after each fault, so that an author sees all of a file at once.
import { type Problem, ProblemError } from '../problem.ts'

export class Reporter {
  readonly problems: Problem[] = []
  readonly file: string
  constructor(file: string) {
    this.file = file
  }

  /** @param message what is wrong and what to write instead */
  say(line: number, message: string): void {
    if (!this.problems.some(p => p.line === line && p.message === message))
      this.problems.push({ file: this.file, line, message })
  }

  /** Runs a part that throws ProblemErrors, and keeps what they carry. */
  attempt<T>(run: () => T): T | null {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      this.problems.push(...error.problems)
      return null
    }
  }

  /** All problems, those of this file first, in the order of their lines. */
  inOrder(): Problem[] {
    const rank = (p: Problem): number => (p.file === this.file ? 0 : 1)
    return [...this.problems].sort((a, b) => rank(a) - rank(b) || a.file.localeCompare(b.file) || a.line - b.line)
  }
}
