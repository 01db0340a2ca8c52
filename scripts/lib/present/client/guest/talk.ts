// The talk as a guest's page knows it: where it is, what it asks, and the guest's own way through what it has shown.
import { reactive } from 'vue'
import { askedSchema, testSchema, type AskedView, type TestView } from '../../audience/messages.ts'
import { heardText } from '../../heard.ts'
import { placeSchema, type Place } from '../../messages.ts'
import { kept, voteKey } from './kept.ts'
import { greet } from './say.ts'
import { answerWords } from './words.ts'

interface Route {
  params: Record<string, unknown>
  query: Record<string, unknown>
}
interface Nav {
  slides: { meta: { slide?: { title?: string } } }[]
  next(): Promise<void>
  prev(): Promise<void>
  router: {
    currentRoute: Route
    beforeEach(guard: (to: Route) => boolean): void
    afterEach(seen: (to: Route) => void): void
    replace(to: { path: string; query: Record<string, string> }): Promise<unknown>
  }
}
interface Spot {
  slide: number
  click: number
}

let place: Place | null = null
let moving = false
let nav: Nav | null = null
const waiting = new Map<number, (() => void)[]>()

/** Resolves when the talk has reached a slide: its text is not asked for before. */
export const reached = (slide: number): Promise<void> =>
  new Promise(resolve => {
    if (place && slide <= place.reached) resolve()
    else waiting.set(slide, [...(waiting.get(slide) ?? []), resolve])
  })

const first = Promise.withResolvers<void>()
/** Resolves when it is known where the talk is, and the address says so: a guest who comes late loads that slide and no other one first. */
export async function arrived(): Promise<void> {
  await first.promise
  if (place) history.replaceState(null, '', `#/${place.slide}${place.click ? `?clicks=${place.click}` : ''}`)
}

const of = (route: Route): Spot => ({
  slide: Number(route.params['no'] ?? 1),
  click: Number(route.query['clicks'] ?? 0),
})

/** Whether a guest may be at a place. */
const isOpen = ({ slide, click }: Spot): boolean =>
  place !== null &&
  (slide < place.reached || (slide === place.reached && (place.slide < slide || click <= place.click)))

export const guest = reactive({
  following: true,
  lost: false,
  here: { slide: 1, click: 0 } as Spot,
  /** Where the talk is. */
  talkSlide: 1,
  slides: 1,
  mayBack: false,
  mayOn: false,
  asked: null as AskedView | null,
  test: null as TestView | null,
  titleOf: (slide: number): string => nav?.slides[slide - 1]?.meta.slide?.title ?? '',
  step: (by: 1 | -1): void => void (by > 0 ? nav?.next() : nav?.prev()),
})

function look(): void {
  if (!place) return
  const { here } = guest
  guest.talkSlide = place.slide
  guest.following = here.slide === place.slide && here.click === place.click
  guest.mayBack = here.slide > 1 || here.click > 0
  guest.mayOn = !guest.following && isOpen({ slide: here.slide, click: here.click + 1 })
  if (here.slide < place.reached) guest.mayOn = true
}

export async function toTalk(): Promise<void> {
  if (!nav || !place) return
  guest.following = true
  moving = true
  const { slide, click } = place
  await nav.router
    .replace({ path: `/${slide}`, query: click ? { clicks: String(click) } : {} })
    .finally(() => (moving = false))
  guest.here = { slide, click }
  look()
}

function steer(found: Nav): void {
  nav = found
  guest.slides = nav.slides.length
  nav.router.beforeEach(to => moving || isOpen(of(to)))
  nav.router.afterEach(to => {
    if (moving || !place) return
    guest.here = of(to)
    look()
  })
  void toTalk()
}

function hear(next: Place): void | Promise<void> {
  place = next
  // The talk has gone on to another deck, which is a page of its own.
  if (place.deck !== document.documentElement.dataset['deck']) return location.replace('/')
  for (const [slide, open] of waiting) {
    if (slide > place.reached) continue
    waiting.delete(slide)
    for (const resolve of open) resolve()
  }
  first.resolve()
  if (guest.following) return toTalk()
  look()
}

/** Once the talk has said what is right, it stands beside one's own answer. */
function learn({ deck, question, right }: AskedView): void {
  if (!right) return
  for (const round of ['first', 'second'] as const) {
    const vote = kept.votes[voteKey(deck, question.id, round)]
    if (vote) vote.right = answerWords(question, right)
  }
}

/** Two hundred phones do not come back in the same moment. */
const BACK_AFTER = 400
const MOST_WAIT = 4000
let wait = BACK_AFTER

export function listen(): void {
  const events = new EventSource(new URL('../room/stream', location.href))
  events.addEventListener('place', ({ data }: MessageEvent<string>) => {
    const next = heardText('place', placeSchema, data)
    if (next) void hear(next)
  })
  events.addEventListener('asked', ({ data }: MessageEvent<string>) => {
    const asked = heardText('asked', askedSchema, data)
    guest.asked = asked
    if (asked) learn(asked)
  })
  events.addEventListener('test', ({ data }: MessageEvent<string>) => {
    guest.test = heardText('test', testSchema, data)
  })
  events.addEventListener('open', () => {
    wait = BACK_AFTER
    guest.lost = false
    void greet()
  })
  events.addEventListener('error', () => {
    guest.lost = place !== null
    events.close()
    setTimeout(listen, wait * (0.5 + Math.random()))
    wait = Math.min(MOST_WAIT, wait * 2)
  })
}

// Windows of one browser would lead each other about.
try {
  localStorage.setItem(
    'slidev-sync-directions',
    JSON.stringify({ viewerSend: false, viewerReceive: false, presenterSend: false, presenterReceive: false }),
  )
} catch {
  /* storage is forbidden here: then nothing is shared either */
}

const ready = setInterval(() => {
  const found = (window as unknown as { __slidev__?: { nav: Nav } }).__slidev__?.nav
  if (!found) return
  clearInterval(ready)
  steer(found)
}, 50)
