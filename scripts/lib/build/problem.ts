// What is wrong, where, and what to do about it: the only shape in which the build reports a mistake of an author.
import { relative } from 'node:path'

export interface Problem {
  /** Absolute path of the file to open, where there is one. */
  file?: string
  /** 1-based. */
  line?: number
  /** One sentence: what is wrong. */
  what: string
  /** One sentence: what to do. */
  todo?: string
  /** Id of the deck that fails by it; absent when the whole course does. */
  deck?: string
}

/** Thrown to end a build with readable problems and no stack. */
export class BuildProblems extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(p => p.what).join('; '))
    this.name = 'BuildProblems'
    this.problems = problems
  }
}

/** `decks/02-x/slides.md:17: what is wrong. What to do.` */
export function formatProblem(problem: Problem, root: string): string {
  const place = problem.file ? `${relative(root, problem.file) || problem.file}${problem.line ? `:${problem.line}` : ''}: ` : ''
  return `${place}${problem.what}${problem.todo ? ` ${problem.todo}` : ''}`
}

const OUT_OF_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Words for what the file system or the machine refused; `null` for an error that is a bug and deserves its stack. */
export function explainSystemError(error: unknown): Problem | null {
  const { code, path } = error as NodeJS.ErrnoException
  if (code && OUT_OF_SPACE.has(code))
    return { what: `The disk is full${path ? ` (writing ${path})` : ''}.`, todo: 'Free some space and build again; dist/ is as it was.' }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return { what: `This folder may not be written${path ? `: ${path}` : ''}.`, todo: 'Give yourself the right to write there, or build elsewhere with --out.' }
  return null
}
