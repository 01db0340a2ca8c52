// What one run of Miri said, out of its JSON diagnostics: a verdict, or an EmitError where it did not judge the program. Pure.
import { EmitError } from '../bench.ts'
import { isError, parseDiagnostics, primaryLine } from '../diagnostics.ts'
import { normaliseMiri, normaliseStderr } from '../normalise.ts'
import type { Result } from '../process.ts'
import type { Diagnostic } from '../schema.ts'

/** How a run under Miri ended. The last three are no reports: the program itself ended so. */
export type Ending = 'ok' | 'ub' | 'race' | 'leak' | 'panics' | 'aborts' | 'exits'

export interface Heard {
  ending: Ending
  /** Status with which Miri ended. */
  exit: number
  /** First line of the report, or the panic's message. */
  message: string | null
  /** Errors only, normalised. */
  reports: Diagnostic[]
}

const KINDS: readonly (readonly [RegExp, Ending])[] = [
  [/^Undefined Behavior: Data race detected/, 'race'],
  [/^Undefined Behavior: /, 'ub'],
  [/^memory leaked: /, 'leak'],
  [/^abnormal termination: /, 'aborts'],
]

/** How an error of Miri counts; null for one that says nothing of the program's behaviour. */
export const kindOf = (message: string): Ending | null => KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? null

/**
 * Silence counts only where Miri ran the program to its end: a file that it cannot read is silent too.
 * @param snippet the file's name as it was given to Miri
 * @throws EmitError when Miri could not run the program, with its own words
 */
export function readReport(
  ran: Pick<Result, 'status' | 'stderr' | 'ended'>,
  snippet: string,
  dirs: readonly string[] = [],
): Heard {
  if (ran.ended)
    throw new EmitError(
      `Miri did not end: ${ran.ended === 'time' ? 'it ran out of time' : 'it printed more than can be read'}`,
    )
  const { reports, other } = readErrors(ran.stderr, snippet, dirs)
  const unjudged = reports.find(report => kindOf(report.message) === null)
  if (unjudged) throw new EmitError(whyNot(unjudged))
  const exit = ran.status
  const first = reports[0]
  // A broken precondition that std checks itself is reported by std, in words of its own, before the program aborts.
  const precondition = /unsafe precondition\(s\) violated[^\n]*/.exec(other)?.[0]
  if (first && precondition) return { ending: 'ub', exit, message: precondition, reports }
  if (first) return { ending: kindOf(first.message)!, exit, message: first.message, reports }
  if (exit === 0) return { ending: 'ok', exit, message: null, reports }
  const panic = /panicked at [^\n]*:\n([^\n]*)/.exec(other)?.[1]
  if (exit === 101 && panic !== undefined) return { ending: 'panics', exit, message: panic, reports }
  const refused = /^(?:error|fatal).*$/m.exec(other)?.[0]
  if (refused) throw new EmitError(`Miri did not run it: ${refused}`)
  return { ending: 'exits', exit, message: null, reports }
}

/** Errors of Miri, those of all seeds where several were tried, and the lines that are none. */
export function readErrors(
  stderr: string,
  snippet: string,
  dirs: readonly string[] = [],
): { reports: Diagnostic[]; other: string } {
  const { diagnostics } = parseDiagnostics(normaliseMiri(stderr), snippet, dirs)
  const other = stderr
    .split('\n')
    .filter(line => !line.startsWith('{'))
    .join('\n')
  return { reports: diagnostics.filter(isError), other: normaliseStderr(other, dirs) }
}

function whyNot(report: Diagnostic): string {
  const line = primaryLine(report)
  const at = line === null || report.code ? '' : ` (line ${line})`
  const unsupported = /^unsupported operation: (.*)/.exec(report.message)?.[1]
  if (unsupported)
    return `Miri cannot run it${at}: ${unsupported}; leave the operation out of what Miri runs, by \`cfg!(miri)\`, or the directive out of the snippet`
  return `Miri did not judge it${at}: ${report.code ? `${report.code}: ` : ''}${report.message}`
}
