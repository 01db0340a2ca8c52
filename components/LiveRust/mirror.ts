// What is typed and run in the presenter's window is shown in the audience's, and the other way round: one channel of this browser.
import * as z from 'zod/mini'
import { onScopeDispose, watch, type Ref } from 'vue'
import { heard } from '../../scripts/lib/present/heard.ts'

const Envelope = z.strictObject({ id: z.string().check(z.maxLength(300)), state: z.unknown() })
type Message = z.infer<typeof Envelope>

/** Keeps `state` alike in all windows of this browser that show the block `id`. */
export function useMirror<T>(id: string, state: Ref<T>, schema: z.ZodMiniType<T>): void {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = new BroadcastChannel('ri-live')
  let last = ''
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = heard('live', Envelope, data)
    if (message?.id !== id) return
    const said = heard('live', schema, message.state)
    if (said === null) return
    last = JSON.stringify(said)
    state.value = said
  }
  watch(
    state,
    value => {
      const text = JSON.stringify(value)
      if (text !== last) channel.postMessage({ id, state: JSON.parse(text) } satisfies Message)
      last = text
    },
    { deep: true },
  )
  onScopeDispose(() => channel.close())
}
