// A minute without guests: said once the address was there that long, and not after somebody came.
import { expect, it } from 'vitest'
import { nextTick, ref, shallowRef } from 'vue'
import type { House } from '../../room/messages.ts'
import { useQuiet } from './useQuiet.ts'

const house = (count: number | null): House => ({ guests: count === null ? null : { count, address: 'a' } }) as House

it('speaks after a minute without guests, and is still once one came', async () => {
  const room = shallowRef<House | null>(house(null))
  const now = ref(1000)
  const quiet = useQuiet(room, now)
  now.value += 300_000
  expect(quiet.value, 'there is no address yet').toBe(false)
  room.value = house(0)
  await nextTick()
  now.value += 59_000
  expect(quiet.value).toBe(false)
  now.value += 2000
  expect(quiet.value).toBe(true)
  room.value = house(1)
  await nextTick()
  room.value = house(0)
  await nextTick()
  now.value += 300_000
  expect(quiet.value, 'who left could come').toBe(false)
})
