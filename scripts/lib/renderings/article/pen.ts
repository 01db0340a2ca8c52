// What one article is written with: the deck and what surrounds it, and what was used on the way to its end.
import { slugOf } from '../../slides/places.ts'
import type { Cited } from '../cited.ts'
import type { Around } from '../gather.ts'
import { pageOf, type PageName } from './pages.ts'

export class Pen {
  readonly around: Around
  /** Sources in the order of the text. */
  readonly cited: Cited[] = []
  readonly used = new Set<string>()
  words = 0
  private films = 0
  private plates = 0
  private readonly anchors = new Map<string, string>()
  private readonly taken = new Set<string>(['read', 'contents', 'quiz', 'exercises', 'sources', 'terms'])

  constructor(around: Around) {
    this.around = around
    for (const slide of around.deck.slides)
      this.anchors.set(`${slide.no}`, this.claim(slide.id ?? slugOf(slide.titleText)))
  }

  /** The anchor of a slide's heading. */
  anchor(slide: number): string {
    return this.anchors.get(`${slide}`) ?? `s${slide}`
  }
  film(): string {
    return `f${++this.films}`
  }
  plate(): string {
    return `p${++this.plates}`
  }
  /** The link to another page of the site, or null where there is none. */
  page(name: PageName): string | null {
    return pageOf(this.around.planned, name, this.around.deck.id)
  }
  count(text: string): void {
    this.words += text.split(/\s+/).filter(Boolean).length
  }

  /** A name that no other heading of the page has. */
  private claim(wish: string): string {
    const base = wish || 'section'
    let name = /^s\d+$/.test(base) ? `${base}-` : base
    for (let i = 2; this.taken.has(name); i++) name = `${base}-${i}`
    this.taken.add(name)
    return name
  }
}
