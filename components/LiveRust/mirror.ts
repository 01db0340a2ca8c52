// What is typed and run in the presenter's window is shown in the audience's, and the other way round: one channel of this browser.
import { onScopeDispose, watch, type Ref } from 'vue'

interface Message {
  id: string
  state: unknown
}

/** Keeps `state` alike in all windows of this browser that show the block `id`. */
export function useMirror<T>(id: string, state: Ref<T>): void {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = new BroadcastChannel('ri-live')
  let heard = ''
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.id !== id) return
    heard = JSON.stringify(data.state)
    state.value = data.state as T
  }
  watch(
    state,
    value => {
      const text = JSON.stringify(value)
      if (text !== heard) channel.postMessage({ id, state: JSON.parse(text) } satisfies Message)
      heard = text
    },
    { deep: true },
  )
  onScopeDispose(() => channel.close())
}
