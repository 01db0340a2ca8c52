// What a window is in the room: the room's server says so before the deck starts; without it, Slidev's own presenter is the desk, and a deck on the site has a reader.
import live from 'virtual:ri-live'
import type { Live } from '../../scripts/lib/runner/protocol.ts'
import type { Part } from '../../scripts/lib/schedule/day.ts'

/** `desk`: the frame of this slide on the trainer's desk. `preview`: a frame of what comes next. */
export type Role = 'projector' | 'desk' | 'preview' | 'reader'

/** Put on `window` by the room's server, in a script before the first module of the built deck. */
export interface Room {
  role: Exclude<Role, 'reader'>
  live: Live | null
  /** The parts of the day that is walked through; none without a plan. */
  plan?: readonly Part[]
  /** Takes the room to another deck. */
  toDeck?: (deck: string) => void
}
const given = typeof window === 'undefined' ? undefined : (window as unknown as { __riRoom?: Room }).__riRoom

/** The room that the server named; null on the site and in development. */
export const room: Room | null = given ?? null

/** In development Slidev's presenter is the desk. */
export const roleOf = (presenter: boolean): Role =>
  room?.role ?? (import.meta.env.DEV ? (presenter ? 'desk' : 'projector') : 'reader')

/** How to ask a runner from here; null where there is none. */
export const runner: Live | null = room ? room.live : live
