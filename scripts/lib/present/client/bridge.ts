// Runs in a page of a built deck before the deck's first module, put there by the room's server. The projector and the desk's picture of this slide follow the room and move it;
// previews show what they are told. The deck itself knows nothing of it, and the site on the web holds nothing of it.
import type { Live } from '../../runner/protocol.ts'
import type { Part } from '../../schedule/day.ts'
import type { House } from '../room/messages.ts'
import { clampPlace, type Cover, type Room } from '../room/state.ts'
import { Card } from './card.ts'
import { deckIn, type DeckHandle } from './handle.ts'
import { forgetOthers, Link } from './link.ts'
import { keepOffline } from './offline.ts'
import type { Stage } from './stage.ts'
import { isDeskKey, isTyping, moveOf } from './steps.ts'

type Role = 'projector' | 'desk' | 'preview'

declare global {
  interface Window {
    /** Read by the deck: what this window is, its runner, the day that is walked through, and how to go on to its next deck. */
    __riRoom?: { role: Role; live: Live | null; plan: Part[] | null; toDeck: (deck: string) => void }
    __riStage?: Stage
  }
}

const script = document.currentScript as HTMLScriptElement
const [, base = '', deck = ''] = /^(\/[\w-]+)\/([a-z0-9-]+)\//.exec(location.pathname) ?? []
const asked = new URLSearchParams(location.search).get('as')
const role: Role = asked === 'desk' || asked === 'preview' ? asked : 'projector'
const given = <T>(name: string): T | null => {
  const text = role === 'preview' ? undefined : script.dataset[name]
  return text === undefined ? null : (JSON.parse(text) as T)
}
let joined: Link | null = null
window.__riRoom = {
  role,
  live: given<Live>('live'),
  plan: given<Part[]>('plan'),
  toDeck: to => joined?.move({ do: 'deck', deck: to }),
}

// Slidev's windows answer each other whatever they show; here the room says where to be.
try {
  localStorage.setItem(
    'slidev-sync-directions',
    JSON.stringify({ viewerSend: false, viewerReceive: false, presenterSend: false, presenterReceive: false }),
  )
} catch {
  // No storage: then nothing is shared either.
}

const style = document.createElement('style')
// Slidev's own bar never lies on a slide, whatever the window's shape, and a slide stands on its own paper to the edges of the screen.
style.textContent = `
#slide-container > .absolute.bottom-0 { display: none !important }
html, body, #page-root, #slide-container { background: var(--ri-paper) !important }
`
document.head.append(style)

/** Slidev's overview shows every answer, its dark switch and its dialogues are none of the room's. A deck with a stage keeps them from Slidev itself, and has its own use for some. */
const SLIDEVS = new Set(['o', 'd', 'g'])

async function follow(): Promise<void> {
  const card = role === 'projector' ? new Card(base) : null
  let handle: DeckHandle | null = null
  let following = 0
  let gone = false
  let covered: Cover = 'none'
  let house: House | null = null

  const link: Link = new Link(
    base,
    {
      room: room => void show(room),
      house: heardHouse,
      onward: () => void window.__riStage?.onward?.(),
      audience: view => card?.votes(view),
      scheme: switchScheme,
    },
    role === 'projector',
  )
  joined = link

  /** By the deck's own key, so that it is done as there. */
  function switchScheme(): void {
    if (role === 'projector') window.dispatchEvent(new KeyboardEvent('keydown', { key: 'i', code: 'KeyI' }))
  }

  async function show(room: Room): Promise<void> {
    if (gone) return
    if (room.deck !== deck) {
      gone = true
      const at = room.slide === 1 && room.click === 0 ? '' : `#/${room.slide}?clicks=${room.click}`
      return location.replace(`${base}/${room.deck}/${location.search}${at}`)
    }
    if (card) cover(card, room.cover)
    if (!handle) return
    following++
    try {
      await handle.show(room)
    } finally {
      following--
    }
  }

  /** The room's cover, as the deck on the projector shows it. */
  function cover(card: Card, to: Cover): void {
    card.show(to)
    const stage = window.__riStage
    if (!stage) return
    if (stage.get().veil !== veilOf(to)) stage.set({ veil: veilOf(to) })
    // A step on another window took away what the deck itself has over its slide.
    if (covered === 'own' && to === 'none' && stage.busy) stage.uncover()
    covered = to
  }

  /** Tells the room of what the deck has over its slide, so that a step on any window takes it away first. */
  function watchStage(stage: Stage): void {
    if (!link.room) return
    const { cover } = link.room
    const veil = stage.get().veil as Cover
    const own: Cover = stage.busy ? 'own' : 'none'
    if (veil !== 'none' ? cover !== veil : ['black', 'white'].includes(cover)) link.set({ cover: veil })
    else if (veil === 'none' && cover !== 'card' && cover !== 'votes' && cover !== own) link.set({ cover: own })
  }

  function heardHouse(next: House): void {
    // A new build was taken: its files have other names.
    if (house && next.build !== house.build) location.reload()
    house = next
  }

  window.addEventListener(
    'keydown',
    event => {
      if (!link.room || !link.talk) return
      if (role === 'desk' && isDeskKey(event)) {
        event.preventDefault()
        event.stopImmediatePropagation()
        const { key, code } = event
        return void window.parent.dispatchEvent(new KeyboardEvent('keydown', { key, code, cancelable: true }))
      }
      // What the deck has over its slide wants the step; a cover of the room's comes first.
      if (window.__riStage?.busy && ['none', 'own'].includes(link.room.cover)) return
      const move = moveOf(event, link.talk) ?? (event.key === 'Escape' && link.room.cover !== 'none' ? UNCOVER : null)
      // Letters in a field are letters, also those that Slidev would take.
      const slidevs = SLIDEVS.has(event.key) && !isTyping(event.target) && !window.__riStage
      if (!move && !slidevs) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (move?.do === 'next' && link.room.cover === 'none' && window.__riStage?.onward?.()) return
      if (move) link.move(move)
    },
    { capture: true },
  )

  handle = await deckIn(() => window)
  if (!handle) return
  if (link.room) await show(link.room)
  const stage = window.__riStage
  if (stage && role === 'projector') {
    stage.on(() => watchStage(stage))
    // Help and an open program are no part of what it tells.
    setInterval(() => watchStage(stage), LOOK)
  }
  // Whoever steps in this window, by whatever means, moves the room.
  handle.onMove(place => {
    if (following || !link.room || !link.talk) return
    const to = clampPlace(link.talk, place)
    if (Math.abs(to.slide - link.room.slide) > 1) link.move({ do: 'go', ...to })
    else if (to.slide !== link.room.slide || to.click !== link.room.click) link.set({ ...to, cover: 'none' })
  })
}

const UNCOVER = { do: 'uncover' } as const
/** What the deck itself draws of a cover. */
const veilOf = (cover: Cover): Cover => (cover === 'black' || cover === 'white' ? cover : 'none')
/** Between two looks at what the deck has open, in milliseconds. */
const LOOK = 250

if (role === 'preview') void deckIn(() => window).then(handle => handle?.mountOnlyCurrent())
else {
  forgetOthers(base)
  if (role === 'projector') {
    keepOffline(base, deck)
    // A link that leads out of the deck leaves the talk: it opens beside it.
    document.addEventListener('click', event => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
      if (!link || !/^https?:$/.test(link.protocol) || link.pathname === location.pathname || link.target === '_blank')
        return
      event.preventDefault()
      window.open(link.href, '_blank', 'noopener')
    })
  }
  void follow()
}
