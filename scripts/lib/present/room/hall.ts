// What the server knows of the room. It has no opinion of its own: windows and the paired phone move it, it keeps the newest value and tells everybody.
import type { Talk, TalkQuestion } from '../../renderings/talk/talk.ts'
import { Stream } from '../stream.ts'
import type { House } from './messages.ts'
import { clampPlace, firstRoom, moved, newer, type Move, type Room } from './state.ts'

/** Two seconds between two signs of life: after five without one a window says that the server is gone. */
const BEAT = 2000

export class Hall {
  room: Room
  house: House
  readonly stream: Stream
  readonly #talks: (deck: string) => Talk | null
  /** The question whose votes the room has not seen; set by who knows the audience. */
  pending: () => TalkQuestion | null = () => null
  readonly #listeners = new Set<(room: Room) => void>()

  /** @param talks what is known of a deck; null when there is none of that name */
  constructor(deck: string, talks: (deck: string) => Talk | null, house: House) {
    this.#talks = talks
    this.room = firstRoom(deck)
    this.house = house
    this.stream = new Stream({ room: this.room, house }, { every: BEAT, audible: true })
  }

  /** Hears every change. @returns ends it */
  onMove(listener: (room: Room) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Takes a value that is newer than ours; anything else changes nothing. @returns the value that counts */
  offer(room: Room): Room {
    const talk = this.#talks(room.deck)
    if (talk && newer(room, this.room)) this.#set({ ...room, ...clampPlace(talk, room) })
    return this.room
  }

  move(move: Move, by: string): Room {
    const talk = this.#talks(this.room.deck)
    if (move.do === 'deck' && !this.#talks(move.deck)) return this.room
    const patch = talk && moved(talk, this.room, move, Date.now(), this.pending())
    if (patch) this.#set({ ...this.room, ...patch, rev: this.room.rev + 1, by })
    // What a step does at a deck's end on a day's plan, only a window that shows the deck can say.
    else if (move.do === 'next') this.stream.send('onward', { rev: this.room.rev })
    return this.room
  }

  tell(part: Partial<House>): void {
    this.house = { ...this.house, ...part }
    this.stream.send('house', this.house)
  }

  #set(room: Room): void {
    this.room = room
    this.stream.send('room', room)
    for (const listener of this.#listeners) listener(room)
  }
}
