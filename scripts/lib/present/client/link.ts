// One window's hold on the room: windows of this browser agree among themselves by channel and storage, all others by the server. Either may be gone.
import type { Talk, TalkQuestion } from '../../renderings/talk/talk.ts'
import type { AudienceView } from '../audience/view.ts'
import { heard, heardText } from '../heard.ts'
import { onwardSchema, roomSchema, type House } from '../room/messages.ts'
import { moved, newer, type Move, type Room } from '../room/state.ts'

/** `live`: the server answers. `alone`: only the windows of this browser are in step. */
export type Lamp = 'live' | 'alone'

/** The server says every two seconds that it is there. */
const SILENCE = 5000
const PATIENCE = 2000

/** What windows with a link to the server tell frames, which have none. */
interface Pending {
  pending: TalkQuestion | null
}
const isPending = (data: unknown): data is Pending => typeof data === 'object' && data !== null && 'pending' in data

export interface Heard {
  room?(room: Room): void
  house?(house: House): void
  /** The desk wants the projector light where it is dark, and dark where it is light. */
  scheme?(): void
  /** The phone stepped at the end of the deck. */
  onward?(): void
  lamp?(lamp: Lamp): void
  audience?(view: AudienceView): void
  /** What is known of the room's deck, whenever another deck is presented. */
  talk?(talk: Talk): void
}

const stored = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

const store = (key: string, text: string): void => {
  try {
    localStorage.setItem(key, text)
  } catch {
    // A private window: the other windows and the server remember.
  }
}

export class Link {
  room: Room | null = null
  talk: Talk | null = null
  lamp: Lamp = 'alone'
  /** The question whose votes the room has not seen. */
  #pending: TalkQuestion | null = null
  readonly #base: string
  readonly #name: string
  readonly #heard: Heard
  readonly #channel: BroadcastChannel
  readonly #by = Math.random().toString(36).slice(2, 8)
  #lastSign = 0
  #posting = false
  #unsent = false
  #asked = ''

  /**
   * @param base path up to the key, without a slash at the end
   * @param withServer false for frames: a browser opens six connections to a host and no more, so they hear the window around them
   */
  constructor(base: string, heard_: Heard, withServer = true) {
    this.#base = base
    this.#name = `room:${base}`
    this.#heard = heard_
    this.#channel = new BroadcastChannel(this.#name)
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === 'where') {
        if (this.room) this.#channel.postMessage(this.room)
        if (withServer) this.#channel.postMessage({ pending: this.#pending } satisfies Pending)
        return
      }
      if (data === 'scheme') return this.#heard.scheme?.()
      // Frames have no link to the server.
      if (isPending(data)) {
        if (!withServer) this.#pending = data.pending
        return
      }
      const room = heard('room', roomSchema, data)
      if (room) this.#take(room)
    }
    const kept = stored(this.#name)
    const room = kept === null ? null : heardText('room', roomSchema, kept)
    if (room) this.#take(room)
    // A window that was opened takes the place of the others, and never gives them its own.
    this.#channel.postMessage('where')
    if (!withServer) return
    this.#listen()
    setInterval(() => {
      if (Date.now() - this.#lastSign > SILENCE) this.#light('alone')
    }, 1000)
  }

  /** Switches the scheme of the projector's windows. */
  switchScheme(): void {
    this.#channel.postMessage('scheme')
  }

  /** Moves the room from here; nothing happens before it and its deck are known. */
  move(move: Move): void {
    const patch = this.room && this.talk && moved(this.talk, this.room, move, Date.now(), this.#pending)
    if (patch) this.set(patch)
  }

  set(patch: Partial<Room>): void {
    if (!this.room) return
    const room = { ...this.room, ...patch, rev: this.room.rev + 1, by: this.#by }
    this.#channel.postMessage(room)
    this.#take(room)
    this.#unsent = true
    void this.#post()
  }

  #take(room: Room): void {
    if (this.room && !newer(room, this.room)) return
    this.room = room
    store(this.#name, JSON.stringify(room))
    void this.#learn(room.deck)
    this.#heard.room?.(room)
  }

  async #learn(deck: string): Promise<void> {
    if (this.#asked === deck) return
    this.#asked = deck
    const key = `${this.#name}:${deck}`
    try {
      const answer = await fetch(`${this.#base}/room/talk/${deck}.json`, { signal: AbortSignal.timeout(PATIENCE) })
      if (!answer.ok) throw new Error(String(answer.status))
      const text = await answer.text()
      this.#know(deck, JSON.parse(text) as Talk)
      store(key, text)
    } catch {
      const kept = stored(key)
      if (kept !== null) this.#know(deck, JSON.parse(kept) as Talk)
      if (this.#asked === deck) this.#asked = ''
    }
  }

  #know(deck: string, talk: Talk): void {
    if (this.room?.deck !== deck) return
    this.talk = talk
    this.#heard.talk?.(talk)
  }

  #light(lamp: Lamp): void {
    if (lamp === this.lamp) return
    this.lamp = lamp
    this.#heard.lamp?.(lamp)
  }

  #listen(): void {
    const source = new EventSource(`${this.#base}/room/stream`)
    const on = (event: string, take: (text: string) => void): void =>
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        this.#lastSign = Date.now()
        this.#light('live')
        take(data)
      })
    on('room', text => {
      const room = heardText('room', roomSchema, text)
      if (!room) return
      if (this.room && newer(this.room, room)) {
        // A server that was started again learns from us where the talk is.
        this.#unsent = true
        void this.#post()
      } else this.#take(room)
      if (!this.talk) void this.#learn(room.deck)
    })
    on('house', text => this.#heard.house?.(JSON.parse(text) as House))
    on('onward', text => {
      const at = heardText('onward', onwardSchema, text)
      // Who comes later is told again, when the room has gone on.
      if (at && at.rev === this.room?.rev) this.#heard.onward?.()
    })
    on('audience', text => {
      const view = JSON.parse(text) as AudienceView
      this.#pending = view.asked?.pending ? view.asked.question : null
      this.#channel.postMessage({ pending: this.#pending } satisfies Pending)
      this.#heard.audience?.(view)
    })
    on('beat', () => {})
    source.addEventListener('error', () => {
      this.#light('alone')
      // A browser gives up for good when something else answers at this port; otherwise it tries again by itself.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#listen(), 1000)
    })
  }

  /** One request at a time; the newest value wins. */
  async #post(): Promise<void> {
    if (this.#posting) return
    this.#posting = true
    while (this.#unsent) {
      this.#unsent = false
      try {
        const answer = await fetch(`${this.#base}/room/state`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(this.room),
          signal: AbortSignal.timeout(PATIENCE),
        })
        const room = answer.ok && heard('room', roomSchema, await answer.json())
        if (room) this.#take(room)
      } catch {
        // The stream says when the server is back, and asks.
        break
      }
    }
    this.#posting = false
  }
}

/** Forgets what rooms of earlier starts left in this browser: each start has a key of its own. */
export function forgetOthers(base: string): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith('room:') && key !== `room:${base}` && !key.startsWith(`room:${base}:`))
        localStorage.removeItem(key)
  } catch {
    // No storage: nothing was left.
  }
}
