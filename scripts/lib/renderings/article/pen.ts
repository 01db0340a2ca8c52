// What one article is written with: the deck and what surrounds it, and what was used on the way to its end.
import type { DeckContent, Inline, Term } from '../../content/blocks.ts'
import type { Card } from '../../content/card.ts'
import type { Program } from '../../content/library.ts'
import type { ResolvedQuestion } from '../../quiz/resolve.ts'
import type { CourseLinks } from '../../slides/courseLinks.ts'
import { slugOf } from '../../slides/places.ts'
import type { Source } from '../../sources/store.ts'
import type { Exercise } from '../../exercise/find.ts'
import { pageOf, type PageName } from './pages.ts'

/** Everything that an article is made of. */
export interface Around {
  root: string
  deck: DeckContent
  /** All published decks, in order. */
  cards: readonly Card[]
  links: CourseLinks
  sources: ReadonlyMap<string, Source>
  /** By id. */
  terms: ReadonlyMap<string, Term>
  questions: readonly ResolvedQuestion[]
  exercises: readonly Exercise[]
  /** Lines of Rust as HTML. */
  highlight: (text: string) => string[]
  /** A program of this deck with its recording. */
  program: (rec: string) => Program
  /** A sentence of quiz.yaml as inlines. */
  sentence: (text: string) => Inline[]
  /** Files below dist/ that the build makes. */
  planned: ReadonlySet<string>
  stamp: string
  publicUrl: string | null
  repository: string | null
}

/** A source that the text cites. */
export interface Cited {
  href: string
  mark: string
  /** `alloc/src/rc.rs:1797`. */
  where: string
  /** `Rc::weak_count`; empty where the place says it. */
  name: string
  release: string
  group: 'library' | 'compiler' | 'rules' | 'history' | 'other'
}

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
    return pageOf(this.around.planned, name)
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
