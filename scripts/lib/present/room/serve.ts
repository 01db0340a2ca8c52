// The process that serves a talk: `node serve.ts`, started by present.ts, which starts it again when it ends. What must outlive it (key, ports, pairing) comes with its first message.
import { renameSync, writeFileSync } from 'node:fs'
import { ROOT } from '../../deck.ts'
import { Audience } from '../audience/audience.ts'
import { brokerPodium, together } from '../audience/broker.ts'
import { type Floor, localChannel, type Podium } from '../audience/channel.ts'
import type { Entry } from '../audience/votes.ts'
import { Files } from '../guests/files.ts'
import type { Edition } from '../guests/edition.ts'
import { serveGuests, type GuestServer } from '../guests/server.ts'
import { findSandbox } from '../../runner/sandbox.ts'
import { createRunner } from '../../runner/server.ts'
import { findToolchain } from '../../toolchain/find.ts'
import type { Part } from '../../schedule/day.ts'
import { TimeKeeper } from '../times.ts'
import { Built, Builds } from './built.ts'
import { Hall } from './hall.ts'
import type { House } from './messages.ts'
import { roomPages } from './pages.ts'
import { servePhone, type Pairing, type PhoneServer } from './phone.ts'
import type { Room } from './state.ts'
import { serveTrainer, type LiveOffer } from './trainer.ts'

/** What the process is told when it begins. */
export interface Order {
  deck: string
  key: string
  port: number
  /** Folders of builds, the one that counts first. */
  builds: string[]
  /** Live runs are offered. */
  live: boolean
  /** The address of this machine for phones; null where it is in no network. */
  address: string | null
  phonePort: number
  guestPort: number
  pairing: Pairing | null
  /** Makes the names of guests. */
  secret: string
  /** What the audience said to the process before this one. */
  entries: Entry[]
  /** Where the sums of the votes are written; nowhere when null. */
  keep: string | null
  /** Where the talk was when the process before this one ended. */
  room: Room | null
  edition: { deck: string; edition: Edition } | null
  stale: string[] | null
  /** Of a broker, where guests follow from elsewhere too; null without one. */
  broker: string | null
  /** The day that is walked through; null when one deck is presented. */
  plan: Part[] | null
}

/** What it is told later. */
export type Note =
  | { kind: 'edition'; deck: string; edition: Edition }
  | { kind: 'rebuild'; state: House['rebuild'] }
  | { kind: 'build'; dir: string; stale: string[] }

/** What it says. */
export type Said =
  | { kind: 'ready' }
  | { kind: 'guests'; url: string }
  | { kind: 'room'; room: Room }
  | { kind: 'pairing'; pairing: Pairing | null }
  | { kind: 'phone'; url: string }
  | { kind: 'entry'; key: string; entry: Entry }

/** Between two writings of how long the slides took, in milliseconds. */
const SAVE = 30_000

const say = (said: Said): void => void process.send?.(said)

async function liveOf(): Promise<LiveOffer | null> {
  const { course } = findToolchain(ROOT)
  if (!course) return null
  const sandbox = await findSandbox({ toolchains: [course.sysroot] })
  return { runner: createRunner(course, sandbox), rustc: course.version }
}

/** This machine's guests need no broker, and the talk goes on where it cannot be reached. */
async function channelOf(broker: string | null): Promise<{ podium: Podium; floor: Floor }> {
  const { podium, floor } = localChannel()
  if (broker === null) return { podium, floor }
  try {
    return { podium: together(podium, await brokerPodium(broker)), floor }
  } catch (error) {
    console.error(`${(error as Error).message}. The talk goes on without it, with the guests of this machine.`)
    return { podium, floor }
  }
}

async function serve(order: Order): Promise<void> {
  const { deck, key, port, address } = order
  const builds = new Builds()
  for (const dir of order.builds.toReversed()) builds.take(new Built(dir))
  const decksOf = (): House['decks'] =>
    builds.talks().map(({ id, number, title, minutes }) => ({ id, number, title, minutes }))
  const hall = new Hall(deck, id => builds.talk(id), {
    guests: null,
    phone: 'closed',
    stale: order.stale,
    rebuild: 'none',
    build: 0,
    decks: decksOf(),
    live: null,
  })
  if (order.room) hall.offer(order.room)
  const pages = await roomPages(ROOT)
  const live = order.live ? liveOf() : Promise.resolve(null)
  void live.then(offer => hall.tell({ live: offer && `rustc ${offer.rustc}` }))

  const { podium, floor } = await channelOf(order.broker)
  process.once('SIGTERM', () => void podium.close().finally(() => process.exit(0)))
  const audience = new Audience({
    talk: id => builds.talk(id),
    podium,
    secret: order.secret,
    entries: order.entries,
    // The process that started this one has it as soon as this resolves.
    keep: (entryKey, entry) =>
      new Promise((resolve, reject) => {
        const said: Said = { kind: 'entry', key: entryKey, entry }
        process.send!(said, (error: Error | null) => (error ? reject(error) : resolve()))
      }),
    onView: view => {
      hall.stream.send('audience', view)
      saveSums()
    },
  })
  let saved = ''
  function saveSums(): void {
    if (order.keep === null) return
    const text = `${JSON.stringify(audience.sums(builds.talks().map(({ id }) => id)), null, 2)}\n`
    if (text === saved) return
    saved = text
    writeFileSync(`${order.keep}.part`, text, { mode: 0o600 })
    renameSync(`${order.keep}.part`, order.keep)
  }

  process.once('SIGTERM', () => {
    saveSums()
    process.exit(0)
  })

  let guests: GuestServer | null = null
  const tellGuests = (): void => {
    // Those of other machines as well.
    if (guests) hall.tell({ guests: { count: audience.view().guests, address: guests.url } })
  }
  async function openToGuests(of: string, { dir, list }: Edition): Promise<void> {
    if (!address) return
    // Those of the deck before come back by themselves, and are taken to this one.
    await guests?.close()
    guests = await serveGuests({ deck: of, files: new Files(dir, list), floor, address, port: order.guestPort })
    say({ kind: 'guests', url: guests.url })
    tellGuests()
  }

  setInterval(() => {
    if (guests && audience.view().guests !== hall.house.guests?.count) tellGuests()
  }, 1000).unref()

  let phone: PhoneServer | null = null
  async function phoneDoor(): Promise<PhoneServer | null> {
    if (!address) return null
    phone ??= await servePhone({
      address,
      port: order.phonePort,
      hall,
      builds,
      pages,
      pairing: order.pairing,
      onPairing: pairing => say({ kind: 'pairing', pairing }),
    })
    return phone
  }

  audience.move(hall.room)
  hall.pending = () => {
    const { asked } = audience.view()
    return asked?.pending ? asked.question : null
  }
  const times = new TimeKeeper(ROOT)
  const hear = ({ deck: of, slide, clock }: Room): void =>
    times.hear({ deck: of, slide, running: clock.since !== null }, Date.now())
  hall.onMove(room => {
    audience.move(room)
    hear(room)
    say({ kind: 'room', room })
  })
  // A server that is killed loses at most this much of a rehearsal.
  setInterval(() => {
    hear(hall.room)
    times.save()
  }, SAVE).unref()
  let waiting: { dir: string; stale: string[] } | null = null
  await serveTrainer({
    key,
    port,
    hall,
    builds,
    pages,
    plan: order.plan,
    live: () => live.catch(() => null),
    async phone(open) {
      if (!open) {
        phone?.revoke()
        return null
      }
      return (await phoneDoor())?.invite() ?? null
    },
    audience(action) {
      audience.act(action)
      // Whoever votes again looks at the slide, not at the votes.
      if (action.do === 'again' && hall.room.cover === 'votes') hall.move({ do: 'uncover' }, 'desk')
    },
    takeBuild() {
      if (!waiting) return
      builds.take(new Built(waiting.dir))
      audience.move(hall.room)
      hall.tell({ rebuild: 'none', stale: waiting.stale, build: hall.house.build + 1, decks: decksOf() })
      waiting = null
    },
  })
  say({ kind: 'ready' })
  // The talk goes on without guests and without the phone, whatever becomes of their doors.
  const said = (what: string) => (error: Error) => console.error(`${what}: ${error.message}`)
  if (order.pairing) await phoneDoor().catch(said('The phone cannot come back'))
  const guestsCome = ({ deck: of, edition }: { deck: string; edition: Edition }): Promise<void> =>
    openToGuests(of, edition).catch(said('Guests cannot follow'))
  if (order.edition) await guestsCome(order.edition)

  process.on('message', (note: Note) => {
    switch (note.kind) {
      case 'edition':
        return void guestsCome(note)
      case 'rebuild':
        return hall.tell({ rebuild: note.state })
      case 'build':
        waiting = note
        return hall.tell({ rebuild: 'ready' })
    }
  })
}

process.once('message', (order: Order) => {
  serve(order).catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
})
// Whoever started it is gone: nobody would end it.
process.once('disconnect', () => process.exit(0))
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
