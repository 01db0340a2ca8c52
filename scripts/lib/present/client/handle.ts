// A built deck as something that can be moved, in this window or in a frame: its router, its present slide.
import { samePlace, type Place } from '../room/state.ts'

interface Route {
  query: Record<string, string | undefined>
  params: Record<string, string>
}

interface Nav {
  slides: { meta: { slide: { frontmatter: { preload?: boolean } } } }[]
  currentSlideNo: number
  router: {
    currentRoute: Route
    replace(to: { path: string; query: Record<string, string | undefined> }): Promise<unknown>
    afterEach(seen: () => void): () => void
  }
}

/** Slidev writes this for "all clicks" when it goes back; a deck knows better. */
const MOST_CLICKS = 99

export class DeckHandle {
  readonly #nav: Nav

  constructor(nav: Nav) {
    this.#nav = nav
  }

  /** The click of the address: it holds before the slide is mounted, when the deck's own count is still 0. */
  get place(): Place {
    const { query } = this.#nav.router.currentRoute
    return { slide: this.#nav.currentSlideNo, click: Math.min(Number(query['clicks'] ?? 0), MOST_CLICKS) }
  }

  /** By the router, not by the deck's own `go`, which cuts the click to what is mounted and fills the history. */
  async show({ slide, click }: Place): Promise<void> {
    if (samePlace(this.place, { slide, click })) return
    const { clicks: _, ...query } = this.#nav.router.currentRoute.query
    await this.#nav.router.replace({ path: `/${slide}`, query: click ? { ...query, clicks: String(click) } : query })
  }

  onMove(seen: (place: Place) => void): () => void {
    return this.#nav.router.afterEach(() => seen(this.place))
  }

  /** Slidev mounts every slide of a deck after three seconds. A preview shows one. */
  mountOnlyCurrent(): void {
    for (const { meta } of this.#nav.slides) meta.slide.frontmatter.preload = false
  }
}

/** Resolves when the deck in a window can be moved; null when it could not be within ten seconds. */
export async function deckIn(target: () => Window | null): Promise<DeckHandle | null> {
  for (let i = 0; i < 500; i++) {
    try {
      const { nav } = (target() as (Window & { __slidev__?: { nav: Nav } }) | null)?.__slidev__ ?? {}
      if (nav?.slides.length && nav.router.currentRoute.params['no']) return new DeckHandle(nav)
    } catch {
      // Still the empty page, or a browser's own page of an error.
    }
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return null
}
