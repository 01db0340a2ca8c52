// Where the places of the course are that a link can name: headings, questions, exercises, programs, error codes. In: the decks. Out: slides.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import type { AddressOf, InternalKind } from '../sources/address.ts'
import { readGlossaryIds } from '../content/glossary.ts'
import { type Deck, deckIds, loadDeck, publishedIds, type Slide } from '../deck.ts'
import { attribute, findTags } from '../tags.ts'

/** A slide of a deck; `slide` is 1-based. */
export interface CoursePlace {
  deck: string
  slide: number
}
/** What a deck offers to links. */
export interface DeckPlaces {
  id: string
  headings: ReadonlyMap<string, number>
  asks: ReadonlyMap<string, number>
  questions: ReadonlyMap<string, number>
  exercises: ReadonlyMap<string, number>
  /** The first slide that shows the program; null for a program that no slide shows. */
  programs: ReadonlyMap<string, number | null>
  /** The first slide that shows a program with this error code. */
  codes: ReadonlyMap<string, number>
  /** Every error code with which a program of the deck is refused, on a slide or not. */
  errors: ReadonlySet<string>
}

/** The anchor of a heading, as articles write it: `A region is a set of points` becomes `a-region-is-a-set-of-points`. */
export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')

const anchorOf = (slide: Slide): string =>
  typeof slide.frontmatter.id === 'string' ? slide.frontmatter.id : slugOf(slide.title)

/** Keeps the first slide of a name. */
function first(pairs: readonly (readonly [string, number])[]): Map<string, number> {
  const out = new Map<string, number>()
  for (const [name, no] of pairs) if (!out.has(name)) out.set(name, no)
  return out
}

/** What a deck offers to links. @throws whatever makes the deck unreadable */
export function placesOf(id: string, root: string): DeckPlaces {
  const deck = loadDeck(id, root)
  const shown = programsOf(deck)
  const programs = programNames(deck.dir)
  const exercises = globSync('exercises/*/exercise.md', { cwd: deck.dir }).map(file => file.split('/')[1]!)
  const table = deck.slides.find(s => s.layout === 'exercises')?.no
  return {
    id,
    headings: first(deck.slides.map(s => [anchorOf(s), s.no])),
    asks: first(deck.slides.flatMap(asksOf)),
    questions: first(
      deck.slides.flatMap(s => [s.frontmatter.quiz ?? []].flat().map(name => [String(name), s.no] as const)),
    ),
    exercises: new Map(table === undefined ? [] : exercises.map(name => [name, table])),
    programs: new Map(programs.map(name => [name, shown.get(name) ?? null])),
    codes: first(
      [...shown]
        .sort((a, b) => a[1] - b[1])
        .flatMap(([name, no]) => codesOf(deck.dir, name).map(code => [code, no] as const)),
    ),
    errors: new Set(programs.flatMap(name => codesOf(deck.dir, name))),
  }
}

/** Paths of a deck's programs below snippets/, without `.rs`, in order. */
export const programNames = (dir: string): string[] =>
  globSync('snippets/**/*.rs', { cwd: dir })
    .map(file => file.replaceAll('\\', '/').slice('snippets/'.length, -'.rs'.length))
    .sort()

const asksOf = (slide: Slide): (readonly [string, number])[] =>
  [...slide.note.matchAll(/^(?:\[click(?::\d+)?\]\s*)*Ask:/gm)].flatMap((_, at) => [
    ...(at ? [] : [[anchorOf(slide), slide.no] as const]),
    [`${anchorOf(slide)}/${at + 1}`, slide.no] as const,
  ])

/** The first slide that shows each program: a tag with `src` or `rec`, then the programs of the questions. */
function programsOf(deck: Deck): Map<string, number> {
  const pairs = deck.slides.flatMap(s =>
    findTags(s.content)
      .filter(tag => tag.name !== 'Fact')
      .flatMap(tag => attribute(tag, 'src')?.replace(/\.rs$/, '') ?? attribute(tag, 'rec') ?? [])
      .map(name => [name, s.no] as const),
  )
  return first([...pairs, ...questionPrograms(deck)])
}

function questionPrograms(deck: Deck): (readonly [string, number])[] {
  const file = globSync('quiz.yaml', { cwd: deck.dir })[0]
  if (!file) return []
  const questions = (parseYaml(readFileSync(join(deck.dir, file), 'utf8')) ?? []) as { id: string; snippet?: string }[]
  return deck.slides.flatMap(s =>
    [s.frontmatter.quiz ?? []]
      .flat()
      .flatMap(name => questions.find(q => q.id === name)?.snippet?.replace(/\.rs$/, '') ?? [])
      .map(name => [name, s.no] as const),
  )
}

const codesOf = (dir: string, program: string): string[] =>
  globSync(join(dir, 'snippets', `${program}.rs`)).flatMap(
    file => /^\/\/@ check-fail:\s*(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.match(/E\d{4}/g) ?? [],
  )

/** Reads each deck when it is first asked for, once. */
export class CoursePlaces {
  private readonly root: string
  private readonly decks = new Map<string, DeckPlaces>()
  private terms: string[] | null = null

  constructor(root: string) {
    this.root = root
  }

  of(id: string): DeckPlaces {
    const known = this.decks.get(id) ?? placesOf(id, this.root)
    this.decks.set(id, known)
    return known
  }

  /**
   * Where a link of the deck `from` leads: a slide, or null for what no slide shows. A string says what is wrong.
   * A term and a code without a slide have pages of their own, or are explained elsewhere.
   */
  find(address: AddressOf<InternalKind>, from: string): CoursePlace | string | null {
    if (address.kind === 'term') return this.term(address.name)
    if (address.kind === 'error') return this.code(address.name, from)
    const id = this.deckOf(address.deck ?? from)
    if (!id) return `there is no deck \`${address.deck}\`: the decks are ${deckIds(this.root).join(', ')}`
    const name = address.kind === 'deck' ? address.heading : address.name
    if (name === null) return { deck: id, slide: 1 }
    const [list, what] = listOf(this.of(id), address.kind)
    const slide = list.get(name)
    if (slide === undefined) return `${id} has no ${what} \`${name}\`${near(name, [...list.keys()])}`
    return slide === null ? null : { deck: id, slide }
  }

  /** The decks that are published, in the order of their folders. */
  all(): DeckPlaces[] {
    return publishedIds(this.root).map(id => this.of(id))
  }

  /** The folder name that `06` or `06-memory-layout` means. */
  deckOf(name: string): string | null {
    return deckIds(this.root).find(id => id === name || id.startsWith(`${name}-`)) ?? null
  }

  /** Terms stand on no slide; that there is such a term is asked where there is a glossary. */
  private term(name: string): string | null {
    this.terms ??= readGlossaryIds(this.root)
    if (!this.terms.length || this.terms.includes(name)) return null
    return `glossary.yaml has no term \`${name}\`${near(name, this.terms)}`
  }

  private code(code: string, from: string): CoursePlace | null {
    for (const id of [from, ...deckIds(this.root)]) {
      const slide = this.of(id).codes.get(code)
      if (slide !== undefined) return { deck: id, slide }
    }
    return null
  }
}

function listOf(
  places: DeckPlaces,
  kind: 'deck' | 'run' | 'ask' | 'quiz' | 'exercise',
): [list: ReadonlyMap<string, number | null>, what: string] {
  switch (kind) {
    case 'deck':
      return [places.headings, 'heading']
    case 'run':
      return [places.programs, 'program']
    case 'ask':
      return [places.asks, 'slide with a question to the audience']
    case 'quiz':
      return [places.questions, 'question on a slide']
    case 'exercise':
      return [places.exercises, 'exercise']
  }
}

const near = (name: string, names: readonly string[]): string => {
  const like = names.filter(n => n.includes(name) || name.includes(n) || n.slice(0, 5) === name.slice(0, 5)).slice(0, 5)
  return like.length ? `; near it: ${like.join(', ')}` : ''
}
