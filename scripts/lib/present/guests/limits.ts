// What one address may ask of the guests' server, decided before a request is read.
import type { Socket } from 'node:net'

export interface Limits {
  /** Requests of one address at once, and a second from then on. A deck is some 150 files. */
  burst: number
  perSecond: number
  /** Open at once. */
  socketsOfOne: number
  sockets: number
  streamsOfOne: number
  streams: number
  /** What one address may say at once, and a second from then on; and how many guests may come from it. */
  says: { burst: number; perSecond: number }
  joins: { burst: number; perSecond: number }
  /** Milliseconds for which an address that asked too much is not heard. */
  silence: number
  /** Milliseconds after which a socket that takes and sends nothing is closed. */
  idle: number
}

/** Each phone has an address of its own; a room behind one router shares one, and 40 phones there fit as well. */
export const LIMITS: Limits = {
  burst: 8000,
  perSecond: 200,
  socketsOfOne: 280,
  sockets: 1500,
  streamsOfOne: 40,
  streams: 400,
  says: { burst: 400, perSecond: 40 },
  joins: { burst: 60, perSecond: 0.2 },
  silence: 10_000,
  idle: 30_000,
}

/** Counts per address, of those that have any. */
export class Counts {
  readonly #of = new Map<string, number>()
  get(key: string): number {
    return this.#of.get(key) ?? 0
  }
  add(key: string, by: 1 | -1): void {
    const count = this.get(key) + by
    if (count > 0) this.#of.set(key, count)
    else this.#of.delete(key)
  }
}

/** How often each may do something: so often at once, and a second from then on. */
export class Buckets {
  readonly #burst: number
  readonly #perSecond: number
  readonly #left = new Map<string, { left: number; at: number }>()

  constructor({ burst, perSecond }: { burst: number; perSecond: number }) {
    this.#burst = burst
    this.#perSecond = perSecond
  }

  /** Whether it may be done once more. */
  take(key: string, now = Date.now()): boolean {
    const bucket = this.#left.get(key) ?? { left: this.#burst, at: now }
    bucket.left = Math.min(this.#burst, bucket.left + ((now - bucket.at) / 1000) * this.#perSecond)
    bucket.at = now
    const may = bucket.left >= 1
    if (may) bucket.left--
    this.#left.set(key, bucket)
    if (this.#left.size > 4096) this.#forget(now)
    return may
  }

  /** A bucket that is full again is the same as none. */
  #forget(now: number): void {
    for (const [key, { left, at }] of this.#left)
      if (left + ((now - at) / 1000) * this.#perSecond >= this.#burst) this.#left.delete(key)
  }
}

export class Guard {
  readonly #limits: Limits
  readonly #sockets = new Counts()
  readonly #requests: Buckets
  readonly #silent = new Map<string, number>()

  constructor(limits: Limits) {
    this.#limits = limits
    this.#requests = new Buckets(limits)
  }

  /** Whether a new socket is heard; one that is not is gone. */
  socket(socket: Socket): boolean {
    const from = socket.remoteAddress ?? ''
    if (this.#sockets.get(from) >= this.#limits.socketsOfOne || (this.#silent.get(from) ?? 0) > Date.now()) {
      socket.destroy()
      return false
    }
    this.#sockets.add(from, 1)
    socket.once('close', () => this.#sockets.add(from, -1))
    return true
  }

  /** Whether a request is heard; after one that is not, its address is silent for a while. */
  request(socket: Socket, now = Date.now()): boolean {
    const from = socket.remoteAddress ?? ''
    if (this.#requests.take(from, now)) return true
    for (const [key, until] of this.#silent) if (until < now) this.#silent.delete(key)
    this.#silent.set(from, now + this.#limits.silence)
    socket.destroy()
    return false
  }
}
