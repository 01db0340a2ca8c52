// Server-sent events to many readers. Of each event only the newest value counts: a reader that is too slow gets it later, and never a queue of old ones, so memory is bounded.
import type { ServerResponse } from 'node:http'

const BEAT = 10_000

interface Reader {
  out: ServerResponse
  /** Milliseconds since 1970; 0 while the socket takes what it is given. */
  blockedSince: number
  /** Events with a newer value than the one that was written. */
  waiting: Set<string>
}

export interface Beat {
  /** Milliseconds after which a reader that takes nothing is dropped. */
  patience?: number
  /** Milliseconds between two signs of life. */
  every?: number
  /** Sends them as an event that pages hear, and not as a comment: then silence says that the server is gone. */
  audible?: boolean
}

export class Stream {
  readonly #readers = new Set<Reader>()
  readonly #beat: NodeJS.Timeout
  readonly #patience: number
  readonly #sign: Buffer
  readonly #frames = new Map<string, Buffer>()

  /** @param first what every reader is told when it comes, event by event */
  constructor(first: Record<string, unknown>, { patience = 15_000, every = BEAT, audible = false }: Beat = {}) {
    for (const [event, value] of Object.entries(first)) this.#frames.set(event, frameOf(event, value))
    this.#patience = patience
    this.#sign = audible ? frameOf('beat', null) : Buffer.from(':\n\n')
    this.#beat = setInterval(() => this.#look(), every)
    this.#beat.unref()
  }

  get size(): number {
    return this.#readers.size
  }

  add(out: ServerResponse): void {
    out.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const reader: Reader = { out, blockedSince: 0, waiting: new Set() }
    this.#readers.add(reader)
    out.on('drain', () => {
      reader.blockedSince = 0
      const events = [...reader.waiting]
      reader.waiting.clear()
      for (const event of events) this.#put(reader, event)
    })
    out.on('close', () => this.#readers.delete(reader))
    out.on('error', () => out.destroy())
    for (const event of this.#frames.keys()) this.#put(reader, event)
  }

  send(event: string, value: unknown): void {
    this.#frames.set(event, frameOf(event, value))
    for (const reader of this.#readers) this.#put(reader, event)
  }

  /** Ends every reader; those that come later are served. */
  drop(): void {
    for (const { out } of this.#readers) out.destroy()
  }

  close(): void {
    clearInterval(this.#beat)
    this.drop()
  }

  #look(): void {
    for (const reader of this.#readers) {
      if (reader.blockedSince && Date.now() - reader.blockedSince > this.#patience) reader.out.destroy()
      // Whoever has left is noticed by it.
      else if (!reader.blockedSince) this.#write(reader, this.#sign)
    }
  }

  #put(reader: Reader, event: string): void {
    if (reader.blockedSince) reader.waiting.add(event)
    else this.#write(reader, this.#frames.get(event)!)
  }

  #write(reader: Reader, bytes: Buffer): void {
    if (!reader.out.write(bytes)) reader.blockedSince = Date.now()
  }
}

const frameOf = (event: string, value: unknown): Buffer =>
  Buffer.from(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`)
