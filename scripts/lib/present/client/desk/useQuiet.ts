// Whether the audience's address has been there for a minute and nobody came: many networks keep devices apart.
import { computed, ref, watch, type Ref } from 'vue'
import type { House } from '../../room/messages.ts'

const QUIET_AFTER = 60_000

export function useQuiet(house: Ref<House | null>, now: Ref<number>) {
  const since = ref<number | null>(null)
  const came = ref(false)
  watch(
    () => house.value?.guests,
    guests => {
      if (guests) since.value ??= now.value
      if (guests?.count) came.value = true
    },
    { immediate: true },
  )
  return computed(() => since.value !== null && !came.value && now.value - since.value > QUIET_AFTER)
}
