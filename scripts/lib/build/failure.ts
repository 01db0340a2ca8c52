// What stops a build and is nobody's bug: a sentence for the user instead of a stack. Mistakes in a deck are a `ProblemError` (../problem.ts).

/** Ends the command with this sentence and exit code 1. */
export class BuildFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BuildFailure'
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS'])

/** Whether the file system had no room for what was written. */
export const isDiskFull = (error: unknown): boolean =>
  FULL.has((error as NodeJS.ErrnoException).code ?? '') ||
  /\bENOSPC\b|no space left/i.test(String((error as Error)?.message))

/** Whether a folder may not be written, or is none. */
export const isUnwritable = (error: unknown): boolean => {
  const code = (error as NodeJS.ErrnoException)?.code ?? ''
  return FORBIDDEN.has(code) || code === 'ENOTDIR' || code === 'EEXIST'
}

/** A sentence for what the machine refused; `null` for an error that is a bug and deserves its stack. */
export function explainSystemError(error: unknown): string | null {
  const { path } = error as NodeJS.ErrnoException
  const where = path ? ` (writing ${path})` : ''
  if (isDiskFull(error)) return `The disk is full${where}. Free some space and build again; dist/ is as it was.`
  if (FORBIDDEN.has((error as NodeJS.ErrnoException)?.code ?? ''))
    return `A file or folder may not be written${where}. Give yourself the right to write there and build again; dist/ is as it was.`
  return null
}
