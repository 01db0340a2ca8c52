// `//@ loom`: what loom says of the model that it explored. The program is a model of its own, with loom's types; loom runs it once for each execution
// that the memory model allows.
import type { Loom } from './schema.ts'

/** Has loom say how many executions there were, without colours. */
export const LOOM_ENVIRONMENT: Readonly<Record<string, string>> = { LOOM_LOG: 'loom::model=info', NO_COLOR: '1' }

const DONE = /^ *INFO [^\n]*Completed in (\d+) iterations *\n/gm

/** @param ran its stdout, with loom's own lines, its stderr and its exit status */
export function exploredBy(ran: { status: number; stdout: string; stderr: string }): { stdout: string; loom: Loom } {
  const counts = [...ran.stdout.matchAll(DONE)].map(match => Number(match[1]))
  const fault = ran.status === 0 ? null : (/panicked at [^\n]*:\n\s*([^\n]*)/.exec(ran.stderr)?.[1] ?? null)
  return {
    stdout: ran.stdout.replace(DONE, ''),
    loom: { executions: counts.length && fault === null ? counts.reduce((a, b) => a + b) : null, fault },
  }
}
