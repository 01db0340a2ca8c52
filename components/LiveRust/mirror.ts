// What one window of the room shows, the others show too: by one channel of this browser, which needs no server. A window that is opened or loaded again asks the others.
import * as z from 'zod/mini'
import { onScopeDispose, watch, type Ref } from 'vue'
import { heard, heardText } from '../../scripts/lib/present/heard.ts'

const Id = z.string().check(z.maxLength(300))
const Envelope = z.union([
  z.strictObject({ id: Id, state: z.unknown() }),
  z.strictObject({ id: Id, asks: z.literal(true) }),
])
type Message = z.infer<typeof Envelope>

export interface MirrorOptions {
  /** Keeps the value in this window's session store, for a reload when no other window is open. */
  kept?: boolean
}

/** The deck's name is part of every id: windows of two decks do not hear each other. */
const deck = (): string => document.documentElement.dataset.deck ?? ''

/** Keeps `state` alike in all windows of this browser that show the block `id`. */
export function useMirror<T>(name: string, state: Ref<T>, schema: z.ZodMiniType<T>, options: MirrorOptions = {}): void {
  if (typeof BroadcastChannel === 'undefined') return
  const id = `${deck()} ${name}`
  const channel = new BroadcastChannel('ri-live')
  /** The last value that came from elsewhere or went there; null while this window has only what every window begins with. */
  let last: string | null = null
  const take = (said: T | null): void => {
    if (said === null) return
    last = JSON.stringify(said)
    state.value = said
  }
  const post = (message: Message): void => channel.postMessage(message)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = heard('live', Envelope, data)
    if (message?.id !== id) return
    if ('state' in message) take(heard('live', schema, message.state))
    else if (last !== null) post({ id, state: JSON.parse(last) })
  }
  watch(
    state,
    value => {
      const text = JSON.stringify(value)
      if (text === last) return
      last = text
      post({ id, state: JSON.parse(text) })
      if (options.kept) keep(id, text)
    },
    { deep: true },
  )
  if (options.kept) {
    const text = recall(id)
    if (text !== null) take(heardText('live', schema, text))
  }
  post({ id, asks: true })
  onScopeDispose(() => channel.close())
}

function keep(id: string, text: string): void {
  try {
    sessionStorage.setItem(id, text)
  } catch {
    /* forbidden or full: then a reload of the only window forgets it */
  }
}
function recall(id: string): string | null {
  try {
    return sessionStorage.getItem(id)
  } catch {
    return null
  }
}
