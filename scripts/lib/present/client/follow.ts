// The guest's page: follows the talk, lets its reader look back and never ahead. It hears the server, and tells it nothing.
import { heardText } from '../heard.ts'
import { placeSchema, type Place } from '../messages.ts'
import './follow.css'

interface Route {
  params: Record<string, unknown>
  query: Record<string, unknown>
}
interface Nav {
  router: {
    currentRoute: Route
    beforeEach(guard: (to: Route) => boolean): void
    afterEach(seen: (to: Route) => void): void
    replace(to: { path: string; query: Record<string, string> }): Promise<unknown>
  }
}

let place: Place | null = null
let following = true
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

const of = (route: Route) => ({ slide: Number(route.params.no ?? 1), click: Number(route.query.clicks ?? 0) })

/** Whether a guest may be at a place. */
const open = ({ slide, click }: { slide: number; click: number }): boolean =>
  place !== null &&
  (slide < place.reached || (slide === place.reached && (place.slide < slide || click <= place.click)))

const button = document.createElement('button')
button.type = 'button'
button.className = 'ri-follow'
button.hidden = true

function show(): void {
  const lost = events.readyState !== EventSource.OPEN && place !== null
  button.hidden = following && !lost
  button.disabled = lost
  button.textContent = lost ? 'The talk does not answer. Trying again.' : 'Back to the talk'
}

async function goToTalk(): Promise<void> {
  if (!nav || !place) return
  following = true
  moving = true
  await nav.router
    .replace({ path: `/${place.slide}`, query: place.click ? { clicks: String(place.click) } : {} })
    .finally(() => (moving = false))
  show()
}

function steer(of_: Nav): void {
  nav = of_
  nav.router.beforeEach(to => moving || open(of(to)))
  nav.router.afterEach(to => {
    if (moving || !place) return
    const here = of(to)
    following = here.slide === place.slide && here.click === place.click
    show()
  })
  button.addEventListener('click', () => void goToTalk())
  document.body.append(button)
  void goToTalk()
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

const events = new EventSource(new URL('../room/stream', location.href))
events.addEventListener('place', ({ data }: MessageEvent<string>) => {
  place = heardText('place', placeSchema, data) ?? place
  if (!place) return
  // The talk has gone on to another deck, which is a page of its own.
  if (place.deck !== document.documentElement.dataset['deck']) return location.replace('/')
  for (const [slide, open] of waiting) {
    if (slide > place.reached) continue
    waiting.delete(slide)
    for (const resolve of open) resolve()
  }
  first.resolve()
  if (following) void goToTalk()
  show()
})
events.addEventListener('error', show)
events.addEventListener('open', show)

const ready = setInterval(() => {
  const found = (window as unknown as { __slidev__?: { nav: Nav } }).__slidev__?.nav
  if (!found) return
  clearInterval(ready)
  steer(found)
}, 50)
