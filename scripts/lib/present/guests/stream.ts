// Server-sent events to many readers. Only the newest place counts: a reader that is too slow gets it later, and never a queue of old ones, so memory is bounded.
import type { ServerResponse } from 'node:http'

const BEAT = 10_000

interface Reader {
  out: ServerResponse
  /** Milliseconds since 1970; 0 while the socket takes what it is given. */
  blockedSince: number
  /** A newer value than the one that was written. */
  waiting: boolean
}

export class Stream {
  readonly #readers = new Set<Reader>()
  readonly #beat: NodeJS.Timeout
  readonly #patience: number
  #frame: Buffer

  /** @param patience milliseconds after which a reader that takes nothing is dropped */
  constructor(first: unknown, patience = 15_000, beat = BEAT) {
    this.#patience = patience
    this.#frame = frameOf(first)
    this.#beat = setInterval(() => this.#look(), beat)
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
    const reader: Reader = { out, blockedSince: 0, waiting: false }
    this.#readers.add(reader)
    out.on('drain', () => {
      reader.blockedSince = 0
      if (reader.waiting) this.#put(reader, this.#frame)
    })
    out.on('close', () => this.#readers.delete(reader))
    out.on('error', () => out.destroy())
    this.#put(reader, this.#frame)
  }

  send(value: unknown): void {
    this.#frame = frameOf(value)
    for (const reader of this.#readers) this.#put(reader, this.#frame)
  }

  close(): void {
    clearInterval(this.#beat)
    for (const { out } of this.#readers) out.destroy()
  }

  #look(): void {
    for (const reader of this.#readers) {
      if (reader.blockedSince && Date.now() - reader.blockedSince > this.#patience) reader.out.destroy()
      // A comment: whoever has left is noticed by it.
      else if (!reader.blockedSince) this.#put(reader, Buffer.from(':\n\n'))
    }
  }

  #put(reader: Reader, bytes: Buffer): void {
    reader.waiting = reader.blockedSince > 0
    if (!reader.waiting && !reader.out.write(bytes)) reader.blockedSince = Date.now()
  }
}

const frameOf = (value: unknown): Buffer => Buffer.from(`event: place\ndata: ${JSON.stringify(value)}\n\n`)
