// What is wrong, where, and what to do: the one shape in which every check of this repository reports.

export interface Problem {
  /** Relative to the repository's root. */
  file: string
  /** 1-based. */
  line: number
  /** A sentence: what is wrong and what to do. */
  message: string
}

/** `file:line: message`, as editors and terminals link it. */
export const formatProblem = (problem: Problem): string => `${problem.file}:${problem.line}: ${problem.message}`

/** Thrown when a file cannot be used at all; carries every problem found, not only the first. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'))
    this.name = 'ProblemError'
    this.problems = problems
  }
}
