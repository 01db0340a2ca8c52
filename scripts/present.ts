// `npm run present [-- deck] [--port N] [--open] [--remote [--address IP]] [--live-without-sandbox]` opens a deck for presenting; without a name it lists the decks and lets one be picked.
import { fork, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { networkInterfaces } from 'node:os'
import { parseArgs } from 'node:util'
import { ROOT } from './lib/deck.ts'
import { chooseAddress } from './lib/present/address.ts'
import type { Edition } from './lib/present/guests/edition.ts'
import { Files } from './lib/present/guests/files.ts'
import { serveGuests, type GuestServer } from './lib/present/guests/server.ts'
import { choosePort } from './lib/present/port.ts'
import { line, pickDeck, type Choice } from './lib/present/pick.ts'
import { agreed, CONSENT, limitLines } from './lib/runner/consent.ts'
import { findSandbox } from './lib/runner/sandbox.ts'
import { readPlans } from './lib/schedule/read.ts'
import { describeCompiler } from './lib/toolchain/compiler.ts'
import { provide } from './lib/toolchain/provide.ts'

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
  // A talk is no time to install a compiler: what is missing is said, and the recorded results are shown.
  const { toolchain, lacking } = await provide(ROOT, { course: {} }, { install: false })
  const { course } = toolchain
  if (!course) {
    console.log(`Live Rust: recorded results are shown. ${lacking.map(lack => lack.message).join(' ')}`)
    return false
  }
  const sandbox = await findSandbox({ toolchains: [course.sysroot] })
  console.log(`Live Rust: ${describeCompiler(course)}.\n${limitLines(sandbox).join('\n')}`)
  const yes = await agreed(sandbox, withoutSandbox, process.stdin.isTTY ? question : null)
  if (!yes)
    console.log('No live runs: recorded results are shown. With --live-without-sandbox they are offered all the same.')
  return yes && !sandbox.boxed
}

/** What `--remote` asks for: the address on which guests are heard. */
interface Remote {
  address: string
  port: number
}

/** Makes the guests' edition in a process of its own. */
function editionOf(deck: string): Promise<Edition> {
  return new Promise((resolve, reject) => {
    const maker = fork(join(import.meta.dirname, 'lib', 'present', 'guests', 'make.ts'), [deck], { cwd: ROOT })
    maker.once('message', message => resolve(message as Edition))
    maker.once('exit', code =>
      reject(new Error(`the guests' edition of ${deck} could not be made (exit code ${code})`)),
    )
  })
}

async function openToGuests(deck: Choice, { address, port }: Remote): Promise<GuestServer> {
  console.log("Making the guests' edition: without notes, answers and keys. Kept for the next time.")
  const { dir, list } = await editionOf(deck.id)
  return serveGuests({ deck: deck.id, files: new Files(dir, list), address, port })
}

async function start(
  deck: Choice,
  port: number,
  open: boolean,
  remote: Remote | null,
  consent: boolean,
): Promise<void> {
  const guests = remote && (await openToGuests(deck, remote))
  const slidev = join(dirname(createRequire(import.meta.url).resolve('@slidev/cli/package.json')), 'bin', 'slidev.mjs')
  const args = [join('decks', deck.id, 'slides.md'), '--port', String(port), ...(open ? ['--open'] : [])]
  console.log(
    `${deck.title}, ${deck.duration} min.\nAudience: http://localhost:${port}/    Presenter: http://localhost:${port}/presenter/${guests ? `\nGuests: ${guests.url}` : ''}`,
  )
  const child = spawn(process.execPath, [slidev, ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [CONSENT]: consent ? 'yes' : 'no' },
  })
  child.on('message', place => guests?.move(place))
  // The server decides when it ends; what is sent to us alone is handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', code => {
    process.exitCode = code ?? 0
    void guests?.close()
  })
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      open: { type: 'boolean', default: false },
      remote: { type: 'boolean', default: false },
      address: { type: 'string' },
      'live-without-sandbox': { type: 'boolean', default: false },
    },
  })
  if (positionals.length > 1)
    throw new Error(
      `one deck at a time, and --remote takes no password any more: guests can only look (${positionals[1]})`,
    )
  if (values.address !== undefined && !values.remote)
    throw new Error('--address says where guests are heard: it needs --remote')
  const decks = readPlans(ROOT)
  if (!decks.length) throw new Error('decks/ holds no deck')
  const deck = pickDeck(decks, positionals[0] ?? (await ask(decks)))
  const consent = await offerLive(values['live-without-sandbox'])
  const address = values.remote ? chooseAddress(values.address, networkInterfaces()) : null
  const port = await choosePort(values.port, 'localhost')
  await start(
    deck,
    port,
    values.open,
    address === null ? null : { address, port: await choosePort(undefined, address, port + 1) },
    consent,
  )
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  console.error(
    code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
      ? '--port takes a number, --address one of this machine, and --remote nothing: npm run present -- 3 --remote --address 192.168.1.20'
      : message,
  )
  process.exitCode = 1
}
