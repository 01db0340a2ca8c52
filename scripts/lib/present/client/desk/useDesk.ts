// The desk's state: the room from its link, what is known of the deck, a clock that ticks, and the moves that everything on the desk makes.
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Talk } from '../../../renderings/talk/talk.ts'
import type { AudienceView } from '../../audience/view.ts'
import type { House } from '../../room/messages.ts'
import { extraAhead, moved, next, type Move, type Place, type Room } from '../../room/state.ts'
import { forgetOthers, Link, type Lamp } from '../link.ts'
import { keepOffline } from '../offline.ts'
import { paceOf } from '../words.ts'

/** Between two looks at the clock, in milliseconds. */
const TICK = 250

/** @param onward what a step does at the end of the deck, on a day's plan */
export function useDesk(base: string, onward: () => void) {
  const room = shallowRef<Room | null>(null)
  const house = shallowRef<House | null>(null)
  const talk = shallowRef<Talk | null>(null)
  const audience = shallowRef<AudienceView | null>(null)
  const lamp = ref<Lamp>('alone')
  const now = ref(Date.now())
  const tick = setInterval(() => (now.value = Date.now()), TICK)
  onScopeDispose(() => clearInterval(tick))
  forgetOthers(base)
  const link = new Link(base, {
    room: value => (room.value = value),
    house: value => (house.value = value),
    audience: value => (audience.value = value),
    lamp: value => (lamp.value = value),
    onward,
    talk: value => {
      talk.value = value
      keepOffline(base, value.id)
    },
  })

  const ready = computed(() =>
    room.value && talk.value?.id === room.value.deck
      ? { room: room.value, talk: talk.value, slide: talk.value.slides[room.value.slide - 1]! }
      : null,
  )
  const pace = computed(() => ready.value && paceOf(ready.value.talk, ready.value.room, now.value))
  /** What the next press shows, and what stands after that; no picture repeats another, but on a deck's last slide. */
  const ahead = computed(() => {
    if (!ready.value) return null
    const { room, talk } = ready.value
    const press = next(talk, room)
    const from: Place =
      press.slide === room.slide ? { slide: room.slide, click: talk.slides[room.slide - 1]!.clicks } : press
    const after = next(talk, { slide: from.slide, click: talk.slides[from.slide - 1]!.clicks })
    const pending = audience.value?.asked?.pending ? audience.value.asked.question : null
    const votes = pending !== null && moved(talk, room, { do: 'next' }, 0, pending)?.cover === 'votes'
    return { press, votes, after: { slide: after.slide, click: 0 }, extra: extraAhead(talk, room) }
  })
  const move = (to: Move): void => link.move(to)
  const switchScheme = (): void => link.switchScheme()
  return { room, house, audience, talk, lamp, now, ready, pace, ahead, move, switchScheme }
}
