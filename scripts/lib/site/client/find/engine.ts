// The search itself: places of the course, and the best of them for some words, by weight. Pure; the browser and the proof run the same.
import MiniSearch, { type SearchOptions } from 'minisearch'
import { wanted, wordsOf } from './words.ts'

export const KINDS = ['slide', 'term', 'error', 'program', 'question', 'exercise', 'list'] as const
export type PlaceKind = (typeof KINDS)[number]

/** Something that can be found. */
export interface Place {
  kind: PlaceKind
  /** From the root of the site: `08-smart-pointers/read/index.html#two-words`. */
  url: string
  /** As text. */
  title: string
  /** The mechanism's number, 0 for what belongs to none. */
  deck: number
  /** The slide's number, 0 where it is none. */
  slide: number
  text: string
}

/** A file of places: columns, since they are repeated a thousand times. */
export interface PlaceFile {
  /** Titles of mechanisms by their number. */
  decks: Record<string, string>
  places: [kind: number, url: string, title: string, deck: number, slide: number, text: string][]
}

export interface Found {
  place: Place
  score: number
  /** Words as they stand in the place. */
  terms: string[]
}

/** By how much more a word counts in a title, and a kind of place among the others. */
const BOOST = { title: 5, kind: 1, text: 1 }
const WEIGHT: Record<PlaceKind, number> = {
  slide: 1.25,
  term: 1.15,
  error: 1.2,
  exercise: 0.9,
  question: 0.75,
  list: 0.7,
  program: 0.55,
}

/** By what readers call a kind of place. */
const CALLED: Record<PlaceKind, string> = {
  slide: '',
  term: 'term glossary definition',
  error: 'error code compile compiler',
  exercise: 'exercise task',
  question: 'question quiz what if',
  list: 'list',
  program: 'program code',
}

const simple = (text: string): string => wordsOf(text).join(' ')

export class Engine {
  readonly places: readonly Place[]
  private readonly index: MiniSearch<Place & { id: number }>
  /** Title and text in plain words, by place, made when first asked for. */
  private readonly plain = new Map<number, { title: string; text: string }>()

  private constructor(places: readonly Place[]) {
    this.places = places
    this.index = new MiniSearch({
      fields: ['title', 'kind', 'text'],
      extractField: (place, field) =>
        field === 'kind' ? CALLED[place.kind] : String(place[field as keyof typeof place]),
      tokenize: wordsOf,
      processTerm: term => term,
      searchOptions: { tokenize: wanted, boost: BOOST, combineWith: 'AND' },
    })
  }

  static of(places: readonly Place[]): Engine {
    const engine = new Engine(places)
    engine.index.addAll(places.map((place, id) => ({ ...place, id })))
    return engine
  }

  /** Like `of`, without keeping a page from answering while it is made. */
  static async slowly(places: readonly Place[]): Promise<Engine> {
    const engine = new Engine(places)
    await engine.index.addAllAsync(
      places.map((place, id) => ({ ...place, id })),
      { chunkSize: 60 },
    )
    return engine
  }

  private plainOf(id: number): { title: string; text: string } {
    const known = this.plain.get(id) ?? {
      title: ` ${simple(this.places[id]!.title)} `,
      text: ` ${simple(this.places[id]!.text)} `,
    }
    this.plain.set(id, known)
    return known
  }

  /** The best first; none where a word is not in the course, not even with one letter amiss. */
  search(query: string): Found[] {
    const words = wanted(query)
    if (!words.length || (words.length === 1 && words[0]!.length < 2)) return []
    const last = words.at(-1)!
    // A reader who is still typing has not come to the end of the last word.
    const exact: SearchOptions = { prefix: term => (term === last ? term.length > 1 : term.length > 3) }
    const hits = this.index.search(query, exact)
    const found = hits.length
      ? hits
      : this.index.search(query, { ...exact, fuzzy: term => (term.length > 4 ? 1 : false) })
    const phrase = ` ${words.join(' ')} `
    return found
      .map(({ id, score, terms }): Found => {
        const place = this.places[id as number]!
        const plain = this.plainOf(id as number)
        const whole = words.filter(word => plain.title.includes(` ${word} `)).length / words.length
        const near =
          (plain.title === phrase ? 4 : plain.title.includes(phrase) ? 2 : 1) *
          (words.length > 1 && plain.text.includes(phrase) ? 1.8 : 1) *
          (1 + whole)
        return { place, score: score * near * WEIGHT[place.kind], terms }
      })
      .sort((a, b) => b.score - a.score)
  }
}

/** The places of a file. */
export const placesOf = ({ places }: PlaceFile): Place[] =>
  places.map(([kind, url, title, deck, slide, text]) => ({ kind: KINDS[kind]!, url, title, deck, slide, text }))

/** The part of a text around the first of some words, with where they stand in it. */
export function excerpt(text: string, terms: readonly string[], length = 180): { text: string; marked: boolean }[] {
  const parts = text.split(/(\s+)/)
  const hit = (part: string): boolean => wordsOf(part).some(word => terms.includes(word))
  const first = Math.max(0, parts.findIndex(hit))
  let from = first,
    size = 0
  while (from > 0 && size < length / 3) size += parts[--from]!.length
  const out: { text: string; marked: boolean }[] = []
  size = 0
  for (let i = from; i < parts.length && size < length; i++) {
    size += parts[i]!.length
    out.push({ text: parts[i]!, marked: hit(parts[i]!) })
  }
  if (from > 0) out.unshift({ text: '… ', marked: false })
  if (size >= length) out.push({ text: ' …', marked: false })
  return out
}
