// What the trainer is told of the limits of live runs, and the yes without which there are none outside a sandbox.
import type { Sandbox } from './sandbox.ts'

/** Set for the server by `present` after a yes. */
export const CONSENT = 'RI_LIVE_WITHOUT_SANDBOX'

/** Live runs are offered: in a sandbox always, else after a yes. */
export const mayRun = (sandbox: Pick<Sandbox, 'boxed'>, env: NodeJS.ProcessEnv = process.env): boolean =>
  sandbox.boxed || env[CONSENT] === 'yes'

/** The lines that `present` prints: what holds, what does not, and what to do about it. */
export function limitLines(sandbox: Pick<Sandbox, 'boxed' | 'holds' | 'lacks' | 'remedy'>): string[] {
  return [
    sandbox.boxed ? 'Live Rust runs in a sandbox:' : 'Live Rust has NO SANDBOX here:',
    ...sandbox.holds.map(sentence => `  + ${sentence}`),
    ...sandbox.lacks.map(sentence => `  - ${sentence}`),
    ...(sandbox.remedy ? [sandbox.remedy] : []),
  ]
}

/**
 * Whether live runs are wanted: without a sandbox the flag says so, or a person at a terminal does; silence is no.
 * `ask` puts a question to the terminal; null where there is none.
 */
export async function agreed(
  sandbox: Pick<Sandbox, 'boxed'>,
  flag: boolean,
  ask: ((question: string) => Promise<string>) | null,
): Promise<boolean> {
  if (sandbox.boxed || flag) return true
  if (!ask) return false
  return /^\s*y(es)?\s*$/i.test(await ask('Offer live runs all the same? They run as described above. [y/N] '))
}
