// `npm run present [-- deck]` opens a deck for presenting, from its last build; without a name it lists the decks and lets one be picked.
import { fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { networkInterfaces } from 'node:os'
import { command } from './lib/command.ts'
import { ROOT } from './lib/deck.ts'
import { chooseAddress } from './lib/present/address.ts'
import { localChannel } from './lib/present/audience/channel.ts'
import { tellPlaces } from './lib/present/audience/reach.ts'
import { buildDeck, chooseBuild, isBuilt, talkFolder } from './lib/present/build.ts'
import { editDeck } from './lib/present/edit.ts'
import type { Edition } from './lib/present/guests/edition.ts'
import { Files } from './lib/present/guests/files.ts'
import { serveGuests } from './lib/present/guests/server.ts'
import { brokerAddress } from './lib/present/audience/broker.ts'
import { guestsElsewhere } from './lib/present/audience/elsewhere.ts'
import { keepServing, type Keeper } from './lib/present/keeper.ts'
import { choosePort } from './lib/present/port.ts'
import { line, pickDeck, type Choice } from './lib/present/pick.ts'
import { dayPlan, otherWay, WAYS } from './lib/present/ways.ts'
import { agreed, limitLines } from './lib/runner/consent.ts'
import { findSandbox } from './lib/runner/sandbox.ts'
import type { Part } from './lib/schedule/day.ts'
import { readPlans } from './lib/schedule/read.ts'
import { describeCompiler } from './lib/toolchain/compiler.ts'
import { provide } from './lib/toolchain/provide.ts'

/** What was asked for cannot be done: a sentence for the user instead of a stack. */
class Refusal extends Error {}

async function question(text: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await terminal.question(text)
  } finally {
    terminal.close()
  }
}

/** Lists the decks and asks which, again after a wrong answer; null where nobody can be asked. */
async function ask(decks: readonly Choice[]): Promise<Choice | null> {
  console.log(decks.map(line).join('\n'))
  if (!process.stdin.isTTY) {
    console.log('\nName a deck: npm run present -- <number or name>')
    return null
  }
  for (;;) {
    try {
      return pickDeck(decks, await question('\nWhich deck? '))
    } catch (error) {
      console.log((error as Error).message)
    }
  }
}

interface Consent {
  /** There is a compiler, and limits or a yes. */
  live: boolean
  /** The yes without limits. */
  unboxed: boolean
}

/** Says which compiler and which limits live runs have, and asks where there is no sandbox. */
async function offerLive(withoutSandbox: boolean): Promise<Consent> {
  // A talk is no time to install a compiler: what is missing is said, and the recorded results are shown.
  const { toolchain, lacking } = await provide(ROOT, { course: {} }, { install: false })
  const { course } = toolchain
  if (!course) {
    console.log(`Live Rust: recorded results are shown. ${lacking.map(lack => lack.message).join(' ')}`)
    return { live: false, unboxed: false }
  }
  const sandbox = await findSandbox({ toolchains: [course.sysroot] })
  console.log(`Live Rust: ${describeCompiler(course)}.\n${limitLines(sandbox).join('\n')}`)
  const yes = await agreed(sandbox, withoutSandbox, process.stdin.isTTY ? question : null)
  if (!yes)
    console.log('No live runs: recorded results are shown. With --live-without-sandbox they are offered all the same.')
  return { live: yes, unboxed: yes && !sandbox.boxed }
}

/** Makes the guests' edition in a process of its own. */
function editionOf(deck: string): Promise<Edition> {
  console.log("Making the guests' edition: without notes, answers and keys. Kept for the next time.")
  return new Promise((resolve, reject) => {
    const maker = fork(join(import.meta.dirname, 'lib', 'present', 'guests', 'make.ts'), [deck], { cwd: ROOT })
    maker.once('message', message => resolve(message as Edition))
    maker.once('exit', code =>
      reject(new Error(`the guests' edition of ${deck} could not be made (exit code ${code})`)),
    )
  })
}

/** Opens an address with the system's own browser, by way of a file that only we can read: a list of processes would show the key. */
function openInBrowser(url: string): void {
  const file = join(ROOT, '.cache', 'present', 'desk.html')
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  writeFileSync(file, `<!doctype html><meta http-equiv="refresh" content="0;url=${url}"><title>Desk</title>`, {
    mode: 0o600,
  })
  const [program, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  spawn(program!, [...args, file], { stdio: 'ignore', detached: true })
    .on('error', () => console.log('No browser could be opened: go to the address of the desk by hand.'))
    .unref()
}

/** The first address of this machine in its network, or null: a talk needs none. */
function networkAddress(asked: string | undefined): string | null {
  try {
    return chooseAddress(asked, networkInterfaces())
  } catch (error) {
    if (asked !== undefined) throw error
    return null
  }
}

interface Talk {
  deck: Choice
  port: number
  open: boolean
  remote: boolean
  address: string | null
  live: boolean
  plan: Part[] | null
  /** Where the sums of the votes are kept; nowhere when null. */
  keep: string | null
  /** Of a broker over which guests follow from elsewhere too; null without one. */
  broker: string | null
}

/** Presents a deck from its last build. @returns the exit code */
async function present({ deck, port, open, remote, address, live, plan, keep, broker }: Talk): Promise<number> {
  let chosen = chooseBuild(ROOT, deck.id)
  if (!isBuilt(chosen, deck.id)) {
    console.log(`${deck.title} has not been built yet. Building it, which takes about half a minute.`)
    const { ok } = await buildDeck(ROOT, deck.id, false).made
    if (!ok) throw new Refusal(`${deck.id} could not be built: mend what is said above, then present it`)
    chosen = chooseBuild(ROOT, deck.id)
  }
  const key = randomBytes(16).toString('base64url')
  const base = `http://127.0.0.1:${port}/${key}`
  let started = false
  let guestsOf = ''
  /** Guests get the deck that is presented, also after it was changed. */
  function openToGuests(of: string): void {
    if (!remote || of === guestsOf) return
    guestsOf = of
    editionOf(of).then(
      edition => of === guestsOf && keeper.tell({ kind: 'edition', deck: of, edition }),
      (error: Error) => console.error(`${error.message}. The talk goes on without guests.`),
    )
  }
  const keeper: Keeper = keepServing(
    {
      deck: deck.id,
      key,
      port,
      builds: chosen.dirs,
      live,
      address,
      phonePort: address === null ? 0 : await choosePort(undefined, address, port + 1),
      guestPort: address === null ? 0 : await choosePort(undefined, address, port + 2),
      pairing: null,
      secret: randomBytes(32).toString('base64url'),
      entries: [],
      keep: keep === null ? null : resolve(keep),
      broker,
      room: null,
      edition: null,
      stale: chosen.stale,
      plan,
    },
    said => {
      if (said.kind === 'guests') console.log(`Guests:     ${said.url}`)
      if (said.kind === 'room') openToGuests(said.room.deck)
      if (said.kind !== 'ready' || started) return
      started = true
      console.log(
        `${deck.title}, ${deck.duration} min.\nDesk:       ${base}/desk\nProjector:  ${base}/${deck.id}/\nPress p on the desk to pair a phone as remote. Ctrl-C ends the talk.`,
      )
      if (open) openInBrowser(`${base}/desk`)
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => keeper.end())
  const rebuild = chosen.stale?.length ? rebuildBeside(deck.id, chosen.stale, keeper) : null
  openToGuests(deck.id)
  const code = await keeper.ended
  rebuild?.kill()
  return code
}

/** Makes a new build of stale sources while the last one is presented. */
function rebuildBeside(deck: string, stale: readonly string[], keeper: Keeper) {
  console.log(
    `The last build is presented. These have changed since: ${stale.join(', ')}.\nA new build is being made beside it; the desk says when it can be taken.`,
  )
  keeper.tell({ kind: 'rebuild', state: 'building' })
  const { child, made } = buildDeck(ROOT, deck, true)
  void made.then(({ ok, said }) => {
    if (child.killed) return
    if (ok) keeper.tell({ kind: 'build', dir: talkFolder(ROOT, deck), stale: chooseBuild(ROOT, deck).stale ?? [] })
    else {
      console.error(`The new build could not be made; the last one is presented.\n${said.trim()}`)
      keeper.tell({ kind: 'rebuild', state: 'failed' })
    }
  })
  return child
}

/** Guests of a talk that is presented on another machine. */
async function serveElsewhere(broker: string, asked: string | undefined, port: string | undefined): Promise<void> {
  const address = chooseAddress(asked, networkInterfaces())
  const close = await guestsElsewhere({
    broker,
    address,
    port: await choosePort(port, address),
    edition: editionOf,
    onOpen: (url, deck) => console.log(`Guests:     ${url} (${deck})`),
    onTrouble: error => console.error(error.message),
  })
  console.log(`Waiting for the talk at ${brokerAddress(broker).shown}. Ctrl-C ends.`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void close().finally(() => process.exit()))
}

const OPTIONS = {
  deck: { type: 'positional', required: false, description: 'its number, its name or a part of it' },
  port: { type: 'string', valueHint: 'N', description: 'port of the desk (the next free one from 3030 on)' },
  open: { type: 'boolean', description: "open the desk in this machine's browser" },
  remote: { type: 'boolean', description: 'let guests follow on their own screens' },
  keep: {
    type: 'string',
    valueHint: 'FILE',
    description: 'keep the sums of the votes in this file: how often the room chose what, and nothing of anybody',
  },
  broker: {
    type: 'string',
    valueHint: 'URL',
    description: 'a broker of MQTT with a topic for this talk, by which guests follow from other machines too',
  },
  'guests-of': {
    type: 'string',
    valueHint: 'URL',
    description: 'only serve guests, of a talk on another machine that was started with this --broker',
  },
  address: { type: 'string', valueHint: 'IP', description: 'the address of this machine for guests and the phone' },
  edit: { type: 'boolean', description: "present by Slidev's development server: edits are on the slide at once" },
  'live-without-sandbox': { type: 'boolean', description: 'offer live runs also where nothing limits them' },
  ...WAYS,
} as const

interface Args {
  deck: string | undefined
  /** The day that is walked through, from deck to deck. */
  plan: Part[] | null
  port: string | undefined
  open: boolean
  remote: boolean
  address: string | undefined
  keep: string | undefined
  broker: string | undefined
  edit: boolean
  unboxed: boolean
}

async function start(args: Args): Promise<number> {
  const decks = readPlans(ROOT)
  if (!decks.length) throw new Refusal('decks/ holds no deck')
  const deck = args.deck === undefined ? await ask(decks) : pickDeck(decks, args.deck)
  if (!deck) return 0
  const address = networkAddress(args.address)
  if (args.remote && address === null) chooseAddress(undefined, networkInterfaces())
  const { live, unboxed } = await offerLive(args.unboxed)
  const port = await choosePort(args.port, args.edit ? 'localhost' : '127.0.0.1')
  const { open, remote, plan, keep = null, broker = null } = args
  if (broker !== null) console.log(`Broker:     ${brokerAddress(broker).shown}`)
  if (!args.edit) return present({ deck, port, open, remote, address, live, plan, keep, broker })
  let guests = null
  const { podium, floor } = localChannel()
  if (args.remote) {
    const { dir, list } = await editionOf(deck.id)
    const guestPort = await choosePort(undefined, address!, port + 1)
    guests = await serveGuests({
      deck: deck.id,
      files: new Files(dir, list),
      floor,
      address: address!,
      port: guestPort,
    })
  }
  console.log(
    `${deck.title}, ${deck.duration} min.\nAudience: http://localhost:${port}/    Presenter: http://localhost:${port}/presenter/${guests ? `\nGuests: ${guests.url}` : ''}`,
  )
  const code = await editDeck({
    deck: deck.id,
    port,
    open: args.open,
    consent: unboxed,
    onPlace: tellPlaces(podium, deck.id),
  })
  await guests?.close()
  return code
}

await command({
  name: 'npm run present --',
  description: 'Present a deck: desk, projector, phone, guests.',
  args: OPTIONS,
  async run(args) {
    const port = args.port === undefined ? undefined : Number(args.port)
    const other = await otherWay(args, args._[0], port)
    if (other !== null) {
      process.exitCode = other
      return process.exit()
    }
    if (args['guests-of'] !== undefined) return serveElsewhere(args['guests-of'], args.address, args.port)
    const plan = args.plan ? dayPlan(args, args._) : null
    if (plan) console.log(`${plan.lines.join('\n')}\n`)
    if (!plan && args._.length > 1)
      throw new Refusal(
        `one deck at a time, and --remote takes no password any more: guests can only look (${args._[1]})`,
      )
    process.exitCode = await start({
      deck: plan?.deck ?? args.deck,
      plan: plan?.parts ?? null,
      port: args.port,
      open: args.open === true,
      remote: args.remote === true,
      address: args.address,
      keep: args.keep,
      broker: args.broker,
      edit: args.edit === true,
      unboxed: args['live-without-sandbox'] === true,
    })
    process.exit()
  },
})
