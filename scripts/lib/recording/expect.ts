// Does what happened fit what the snippet says? Each misfit is a sentence with its line; none: the recording may be written.
import { errorCodes, isError, primaryLine } from './diagnostics.ts'
import type { Run } from './schema.ts'
import type { Problem, Snippet } from './snippet.ts'

export function judge(snippet: Snippet, run: Run): Problem[] {
  const { directives, marks } = snippet
  const { expect, expectLine } = directives
  const where = directives.editions.length > 1 ? ` (edition ${run.edition})` : ''
  const problems: Problem[] = []
  const bad = (line: number, message: string): void => {
    problems.push({ line, message: message + where })
  }
  const errors = run.diagnostics.filter(isError)
  if (expect.kind !== 'check-fail') {
    for (const error of errors)
      bad(
        primaryLine(error) ?? expectLine,
        `\`//@ ${expect.kind}\` expects no error, the compiler says ${error.code ?? 'error'}: ${error.message}`,
      )
    if (!errors.length && expect.kind !== 'check') {
      const want = expect.kind === 'run' ? 0 : expect.exit
      if (run.verdict.exit !== want)
        bad(
          expectLine,
          `\`//@ ${expect.kind}\` expects exit status ${want}, the program ended with ${run.verdict.exit}${lastWords(run.stderr)}`,
        )
    }
    return problems
  }
  const codes = errorCodes(run.diagnostics)
  if (codes.join() !== expect.codes.join()) {
    const said = codes.length
      ? `the compiler says ${errors.map(e => `${e.code ?? 'none'} (line ${primaryLine(e) ?? '?'})`).join(', ')}`
      : 'it compiles'
    bad(
      expectLine,
      `\`//@ check-fail: ${expect.codes.join(' ')}\` expects exactly these codes, ${said}: correct the code or the directive`,
    )
  }
  const left = [...errors]
  for (const mark of marks) {
    const index = left.findIndex(
      e =>
        (e.code ?? 'none') === mark.code &&
        e.spans.some(s => s.primary && s.file === undefined && s.line === mark.line),
    )
    if (index >= 0) {
      left.splice(index, 1)
      continue
    }
    const at = errors.filter(e => (e.code ?? 'none') === mark.code).map(e => primaryLine(e))
    bad(
      mark.at,
      `no ${mark.code} has its primary span on line ${mark.line}${at.length ? `; it is on line ${at.join(', ')}` : ''}: move the mark`,
    )
  }
  return problems
}

const lastWords = (stderr: string): string => {
  const line = stderr
    .trim()
    .split('\n')
    .find(l => l.trim() && !l.startsWith('note:'))
  return line ? `: ${line}` : ''
}
