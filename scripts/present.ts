// `npm run present [-- deck] [--port N] [--open] [--remote PASSWORD] [--live-without-sandbox]` opens a deck for presenting; without a name it lists the decks and lets one be picked.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { ROOT } from './lib/deck.ts'
import { choosePort } from './lib/present/port.ts'
import { line, pickDeck, type Choice } from './lib/present/pick.ts'
import { findToolchain } from './lib/recording/toolchain.ts'
import { agreed, CONSENT, limitLines, sysrootOf } from './lib/runner/consent.ts'
import { findSandbox } from './lib/runner/sandbox.ts'
import { readPlans } from './lib/schedule/read.ts'

async function question(text: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await terminal.question(text)
  } finally {
    terminal.close()
  }
}

function ask(decks: readonly Choice[]): Promise<string> {
  console.log(decks.map(line).join('\n'))
  if (!process.stdin.isTTY) throw new Error('name a deck: npm run present -- <number or name>')
  return question('\nWhich deck? ')
}

/** Says which compiler and which limits live runs have, and asks where there is no sandbox: true after a yes. */
async function offerLive(withoutSandbox: boolean): Promise<boolean> {
  const { stable } = findToolchain(ROOT)
  if (!stable) {
    console.log('Live Rust: no rustc here, recorded results are shown.')
    return false
  }
  const sandbox = await findSandbox({ toolchains: [sysrootOf(stable.path)] })
  console.log(`Live Rust: rustc ${stable.version}.\n${limitLines(sandbox).join('\n')}`)
  const yes = await agreed(sandbox, withoutSandbox, process.stdin.isTTY ? question : null)
  if (!yes)
    console.log('No live runs: recorded results are shown. With --live-without-sandbox they are offered all the same.')
  return yes && !sandbox.boxed
}

function start(deck: Choice, port: number, open: boolean, remote: string | undefined, consent: boolean): void {
  const slidev = join(dirname(createRequire(import.meta.url).resolve('@slidev/cli/package.json')), 'bin', 'slidev.mjs')
  const args = [
    join('decks', deck.id, 'slides.md'),
    '--port',
    String(port),
    ...(open ? ['--open'] : []),
    ...(remote === undefined ? [] : ['--remote', remote]),
  ]
  console.log(
    `${deck.title}, ${deck.duration} min.\nAudience: http://localhost:${port}/    Presenter: http://localhost:${port}/presenter/`,
  )
  const child = spawn(process.execPath, [slidev, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, [CONSENT]: consent ? 'yes' : 'no' },
  })
  // The server decides when it ends; what is sent to us alone is handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', code => {
    process.exitCode = code ?? 0
  })
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      open: { type: 'boolean', default: false },
      remote: { type: 'string' },
      'live-without-sandbox': { type: 'boolean', default: false },
    },
  })
  if (values.remote === '') throw new Error('--remote needs a password: whoever knows it can turn the pages')
  const decks = readPlans(ROOT)
  if (!decks.length) throw new Error('decks/ holds no deck')
  const deck = pickDeck(decks, positionals[0] ?? (await ask(decks)))
  const consent = await offerLive(values['live-without-sandbox'])
  start(
    deck,
    await choosePort(values.port, values.remote === undefined ? 'localhost' : '0.0.0.0'),
    values.open,
    values.remote,
    consent,
  )
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  console.error(
    code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
      ? '--port needs a number and --remote a password: npm run present -- 3 --remote secret'
      : message,
  )
  process.exitCode = 1
}
