// The server of a deck's author, as `present --edit` starts it, for tests that look at a deck in two windows.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ROOT } from '../deck.ts'
import { CONSENT } from '../runner/consent.ts'
import { choosePort } from './port.ts'

export interface Edited {
  /** Address without a slash at the end. */
  url: string
  stop: () => void
}

/** Serves a deck from its sources; `live`: with live Rust, boxed or not. @throws Error when it does not answer in two minutes */
export async function serveEdited(deck: string, { live = false } = {}): Promise<Edited> {
  const port = await choosePort(undefined, 'localhost')
  const slidev = join(dirname(createRequire(import.meta.url).resolve('@slidev/cli/package.json')), 'bin', 'slidev.mjs')
  const child = spawn(process.execPath, [slidev, join('decks', deck, 'slides.md'), '--port', String(port)], {
    cwd: ROOT,
    stdio: 'ignore',
    env: { ...process.env, [CONSENT]: live ? 'yes' : 'no' },
  })
  const url = `http://localhost:${port}`
  for (const end = Date.now() + 120_000; ;) {
    if ((await fetch(url).catch(() => null))?.ok) return { url, stop: () => child.kill() }
    if (Date.now() > end || child.exitCode !== null) {
      child.kill()
      throw new Error(`the server of ${deck} does not answer at ${url}`)
    }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
