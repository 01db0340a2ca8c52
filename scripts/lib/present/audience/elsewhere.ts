// Guests of a talk that runs on another machine: files and door are here, the talk is heard and answered over its broker. A second room, or people who attend from afar, follow by it.
import type { Edition } from '../guests/edition.ts'
import { Files } from '../guests/files.ts'
import { serveGuests, type GuestServer } from '../guests/server.ts'
import { brokerFloor } from './broker.ts'
import type { Floor, Told, ToldKind } from './channel.ts'

export interface Elsewhere {
  /** Of the broker, with the topic of the talk. */
  broker: string
  /** The address of this machine for guests. */
  address: string
  port: number
  /** Makes the guests' edition of a deck, or finds it. */
  edition: (deck: string) => Promise<Edition>
  /** Hears the address for guests, again with every other deck. */
  onOpen: (url: string, deck: string) => void
  onTrouble: (error: Error) => void
}

/** Serves guests as soon as the talk says where it is. @returns ends it @throws Error where the broker cannot be reached */
export async function guestsElsewhere(options: Elsewhere): Promise<() => Promise<void>> {
  const floor = await brokerFloor(options.broker)
  const told = new Map<ToldKind, Told[ToldKind]>()
  let hear: ((kind: ToldKind, value: never) => void) | null = null
  let deck = ''
  let guests: GuestServer | null = null
  /** The server of each deck hears all that was told, as the first one did. */
  const own: Floor = {
    ...floor,
    onTold(listener) {
      hear = listener as typeof hear
      for (const [kind, value] of told) hear?.(kind, value as never)
    },
  }
  let last: Promise<void> = Promise.resolve()
  async function open(to: string): Promise<void> {
    const { dir, list } = await options.edition(to)
    if (to !== deck) return
    await guests?.close()
    const files = new Files(dir, list)
    guests = await serveGuests({ deck: to, files, floor: own, address: options.address, port: options.port })
    options.onOpen(guests.url, to)
  }
  floor.onTold((kind, value) => {
    told.set(kind, value)
    hear?.(kind, value as never)
    const to = kind === 'place' ? (value as Told['place']).deck : deck
    if (to === deck) return
    deck = to
    last = last.then(() => open(to)).catch(options.onTrouble)
  })
  return async () => {
    deck = ''
    await last
    await guests?.close()
    await floor.close()
  }
}
