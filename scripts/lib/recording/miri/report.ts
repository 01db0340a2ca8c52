// What one run of Miri said, out of its JSON diagnostics: a verdict, or an EmitError where it did not judge the program. Pure.
import { EmitError } from '../bench.ts'
import { isError, parseDiagnostics, primaryLine } from '../diagnostics.ts'
import { normaliseMiri, normaliseStderr } from '../normalise.ts'
import type { Result } from '../process.ts'
import type { BorrowReport, Diagnostic } from '../schema.ts'

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

const ACTIONS: readonly (readonly [RegExp, BorrowReport['action']])[] = [
  [/^attempting a read access|^read access/, 'read'],
  [/^attempting a write access|^write access/, 'write'],
  [/^trying to retag|^reborrow/, 'retag'],
  [/dealloc/, 'deallocation'],
  [/protector/, 'return'],
]

/**
 * Why a model forbids an access, out of Miri's headline and its helps, with names for its tags.
 * @throws EmitError for a report that is no matter of aliasing
 */
export function borrowReport(
  message: string,
  help: readonly string[],
  nameOf: (tag: number) => string | null,
  places: readonly string[],
): BorrowReport {
  const named = (text: string): string =>
    text
      .replace(
        /<(\d+)>(?: \((?!currently )[\w, ]+\))?/g,
        (_, tag: string) => `<${nameOf(Number(tag)) ?? 'a tag without a name'}>`,
      )
      .replace(/\balloc(?:\d+|N)\b/g, places.length === 1 ? places[0]! : 'the place')
  const lines = [message, ...help].map(named)
  const first = (pattern: RegExp): RegExpExecArray | null => {
    for (const line of lines) {
      const found = pattern.exec(line)
      if (found) return found
    }
    return null
  }
  const guarded = first(/(?:remove|item) \[(\w+) for <([^>]+)>\]/)
  const disabled = first(/protected tag <([^>]+)> \(currently ([^)]+(?:\([^)]*\))?)\) to become Disabled/)
  const undying = first(/strongly protected tag <([^>]+)> .*disallows deallocations/)
  const lacking = first(/(?:accessed|conflicting) tag <([^>]+)> has state (.+?) which forbids/)
  const absent = first(/<([^>]+)>.* but that tag (does not exist|only grants SharedReadOnly)/)
  const found: Pick<BorrowReport, 'class' | 'conflict' | 'state'> | null = guarded
    ? { class: 'protected', conflict: guarded[2]!, state: guarded[1]! }
    : disabled
      ? { class: 'protected', conflict: disabled[1]!, state: disabled[2]! }
      : undying
        ? { class: 'protected', conflict: undying[1]!, state: null }
        : lacking
          ? { class: 'forbidden', conflict: lacking[1]!, state: lacking[2]! }
          : absent
            ? absent[2]!.startsWith('only')
              ? { class: 'read-only', conflict: absent[1]!, state: 'SharedReadOnly' }
              : { class: 'missing', conflict: absent[1]!, state: null }
            : null
  if (!found) throw new EmitError(`the film ends with a report that no aliasing model makes: ${message}`)
  const used = /(?:using|through|from|access to tag) <([^>]+)>/.exec(lines[0]!)?.[1] ?? null
  const action = ACTIONS.find(([pattern]) => pattern.test(message))?.[1] ?? 'write'
  return {
    ...found,
    action,
    message: lines[0]!,
    through: used,
    byte: Number(/\[(0x[0-9a-f]+)/.exec(message)?.[1] ?? 0),
  }
}
