// The forms of what the windows, the phone and the server of a room tell each other. Objects are strict: an unknown key, `__proto__` among them, refuses the message.
import * as z from 'zod/mini'
import { COVERS, MOST_TRAIL, type Move, type Room } from './state.ts'

const count = (most: number) => z.int().check(z.minimum(0), z.maximum(most))
const place = { slide: z.int().check(z.minimum(1), z.maximum(999)), click: count(99) }
const deck = z.string().check(z.regex(/^[a-z0-9-]{1,60}$/))
/** Milliseconds since 1970. */
const time = z.number().check(z.minimum(0), z.maximum(1e14))
const mac = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const id = z.string().check(z.regex(/^[\w-]{16,64}$/))

export const roomSchema: z.ZodMiniType<Room> = z.strictObject({
  ...place,
  rev: count(1e9),
  by: z.string().check(z.regex(/^[a-z0-9]{1,12}$/)),
  deck,
  cover: z.enum(COVERS),
  clock: z.strictObject({ since: z.nullable(time), kept: z.number().check(z.minimum(0), z.maximum(1e9)) }),
  trail: z.array(z.strictObject(place)).check(z.maxLength(MOST_TRAIL)),
})

export const moveSchema: z.ZodMiniType<Move> = z.union([
  z.strictObject({
    do: z.enum([
      'next',
      'back',
      'nextSlide',
      'backSlide',
      'black',
      'white',
      'card',
      'votes',
      'clock',
      'return',
      'extra',
      'uncover',
    ]),
  }),
  z.strictObject({ do: z.literal('go'), ...place }),
  z.strictObject({ do: z.literal('deck'), deck }),
])

/** A step that changed nothing: a window that stands at this `rev` may know what comes after a deck's end. */
export const onwardSchema = z.strictObject({ rev: count(1e9) })

/** What a phone proves once: that it read the QR code. `mac` is over `pair` and its own `nonce`. */
export const pairSchema = z.strictObject({ nonce: id, mac })
/** `n` counts up from 1, so that no command is good twice; `mac` is over both. */
export const commandSchema = z.strictObject({ n: z.int().check(z.minimum(1), z.maximum(1e9)), move: moveSchema, mac })

/** What the trainer's windows hear of everything that is not the room itself. */
export interface House {
  /** How many guests follow, and where; null when nobody may. */
  guests: { count: number; address: string } | null
  /** The phone as remote: there is no door, it is open for one phone, or one is paired. */
  phone: 'closed' | 'open' | 'paired'
  /** What of the deck's sources differs from the build that is presented; null when that cannot be said. */
  stale: string[] | null
  /** `building`: a new build is being made; `ready`: it waits to be taken; `failed`: it could not be made. */
  rebuild: 'none' | 'building' | 'ready' | 'failed'
  /** Changes when windows have to load themselves anew. */
  build: number
  /** The decks that can be presented. */
  decks: { id: string; number: number; title: string; minutes: number }[]
  /** Compiler and limits of live runs in one line; null when there are none. */
  live: string | null
}
