// `--edit`: Slidev's development server for authors. A change of the sources is on the slide at once; it answers this machine only.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ROOT } from '../deck.ts'
import { CONSENT } from '../runner/consent.ts'

export interface EditOptions {
  deck: string
  port: number
  open: boolean
  /** Live runs without a sandbox were agreed to. */
  consent: boolean
  /** Hears where the talk is. */
  onPlace: (place: unknown) => void
}

/** @returns the exit code of the server */
export function editDeck({ deck, port, open, consent, onPlace }: EditOptions): Promise<number> {
  const slidev = join(dirname(createRequire(import.meta.url).resolve('@slidev/cli/package.json')), 'bin', 'slidev.mjs')
  const args = [join('decks', deck, 'slides.md'), '--port', String(port), ...(open ? ['--open'] : [])]
  const child = spawn(process.execPath, [slidev, ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [CONSENT]: consent ? 'yes' : 'no' },
  })
  child.on('message', onPlace)
  // The server decides when it ends; what is sent to us alone is handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise(resolve => child.on('exit', code => resolve(code ?? 0)))
}
