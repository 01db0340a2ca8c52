// Where the course uses its programs and terms. In: the content of the decks. Out: for each program and term the places, in the order of the decks. Pure.
import type { Block, DeckContent, Inline, NotePart, Slide, Term } from '../../content/blocks.ts'
import { recordingsOf } from '../../content/prediction.ts'
import type { Question } from '../../quiz/schema.ts'
import { type Address, isAddress, parseAddress } from '../../sources/address.ts'
import { findLinks } from '../../sources/links.ts'

/** What a place does with a program. */
export type Way =
  | 'code'
  | 'message'
  | 'output'
  | 'figure'
  | 'value'
  | 'releases'
  | 'variants'
  | 'prediction'
  | 'question'
  | 'exercise'
  | 'link'

export interface Use {
  deck: string
  /** The slide, from 1; null outside of slides. */
  slide: number | null
  /** Of the slide, the question, the exercise or the term. */
  title: string
  way: Way
  /** Family of a figure, id of a question, name of an exercise. */
  name: string | null
  /** Whether it stands in what only readers get. */
  reading: boolean
}
/** A use in the glossary: the term whose definition links here. */
export interface TermUse {
  term: string
  title: string
}

export interface Uses {
  /** By `deck/rec`. */
  programs: Map<string, Use[]>
  terms: Map<string, (Use | TermUse)[]>
}

export const programKey = (deck: string, rec: string): string => `${deck}/${rec}`

/** Where something stands, without what it uses. */
type Spot = Omit<Use, 'way' | 'name'> & { name?: string; way?: Way }

/** @param decks in the order of their numbers */
export function usesOf(decks: readonly DeckContent[], glossary: readonly Term[]): Uses {
  const walk = new Walk(decks.map(deck => deck.id))
  for (const deck of decks) {
    for (const slide of deck.slides) walk.slide(deck, slide)
    for (const exercise of deck.exercises)
      walk.blocks([...exercise.task, ...exercise.hints.flat(), ...exercise.idea], {
        deck: deck.id,
        slide: null,
        title: exercise.text.title,
        reading: true,
        way: 'exercise',
        name: exercise.name,
      })
  }
  for (const term of glossary) walk.term(term)
  return walk.found
}

class Walk {
  readonly found: Uses = { programs: new Map(), terms: new Map() }
  private readonly ids: readonly string[]

  constructor(ids: readonly string[]) {
    this.ids = ids
  }

  slide(deck: DeckContent, slide: Slide): void {
    const spot: Spot = { deck: deck.id, slide: slide.no, title: slide.titleText, reading: false }
    this.blocks([...slide.body, ...slide.right], spot)
    this.inlines([...slide.title, ...(slide.question ?? [])], spot)
    if (slide.predict) for (const rec of recordingsOf(slide.predict)) this.program(spot, rec, 'prediction')
    if (slide.layout === 'predict') this.predicted(slide, spot)
    for (const part of slide.notes) this.note(part, spot)
  }

  /** The programs that a slide asks about, where its front matter does not name them. */
  private predicted(slide: Slide, spot: Spot): void {
    for (const block of flat([...slide.body, ...slide.right]))
      if ('rec' in block) this.program(spot, block.rec, 'prediction')
  }

  private note(part: NotePart, spot: Spot): void {
    switch (part.kind) {
      case 'said':
        return this.blocks([part.block], spot)
      case 'ask':
        return this.inlines([...part.question, ...(part.answer ?? [])], spot)
      case 'read':
        return this.blocks(
          part.parts.map(({ block }) => block),
          { ...spot, reading: true },
        )
      default:
        return this.inlines(part.content, spot)
    }
  }

  term(term: Term): void {
    for (const address of addressesIn(term.text))
      if (address.kind === 'term' && address.name !== term.id)
        push(this.found.terms, address.name, { term: term.id, title: term.term })
  }

  blocks(blocks: readonly Block[], spot: Spot): void {
    for (const block of flat(blocks)) this.block(block, spot)
  }

  private block(block: Block, spot: Spot): void {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return this.inlines(block.content, spot)
      case 'table':
        return this.inlines(
          [block.head, ...block.rows].flat().flatMap(cell => cell.content),
          spot,
        )
      case 'plate':
        return this.program(spot, block.rec, 'code')
      case 'message':
      case 'output':
        return this.program(spot, block.rec, block.kind)
      case 'figure':
        return this.program(spot, block.rec, 'figure', block.family)
      case 'history':
        return this.program(spot, block.rec, 'releases')
      case 'whatif':
        for (const { rec } of block.programs) this.program(spot, rec, 'variants')
        return
      case 'quiz':
        for (const question of block.questions) this.question(question, spot)
    }
  }

  private question(question: Question, spot: Spot): void {
    const asked = { ...spot, title: question.question, name: question.id }
    if (question.snippet) this.program(asked, question.snippet.replace(/\.rs$/, ''), 'question', question.id)
    const texts = [question.question, question.why, ...(question.options ?? []).map(o => o.because ?? '')]
    for (const text of texts) for (const { address } of findLinks(text).links) this.address(address, asked)
  }

  private inlines(inlines: readonly Inline[], spot: Spot): void {
    for (const inline of inlines) {
      if (inline.kind === 'fact') this.program(spot, inline.rec, 'value')
      if ('children' in inline) this.inlines(inline.children, spot)
      if (inline.kind === 'link' && isAddress(inline.address)) this.address(parseAddress(inline.address), spot)
    }
  }

  private address(address: Address, spot: Spot): void {
    if (address.kind === 'term') add(this.found.terms, address.name, useOf(spot, 'link'))
    if (address.kind !== 'run') return
    const deck = this.ids.find(id => id === address.deck || id.startsWith(`${address.deck}-`)) ?? spot.deck
    add(this.found.programs, programKey(deck, address.name), useOf(spot, spot.way ?? 'link'))
  }

  private program(spot: Spot, rec: string, way: Way, name?: string): void {
    add(this.found.programs, programKey(spot.deck, rec), useOf(spot, spot.way ?? way, name))
  }
}

function useOf({ deck, slide, title, reading, name }: Spot, way: Way, own = name): Use {
  return { deck, slide, title, reading, way, name: own ?? null }
}

/** Each place once for each way; what a slide shows counts before what only readers get. */
function add(into: Map<string, (Use | TermUse)[]>, key: string, use: Use): void {
  const known = into
    .get(key)
    ?.some(
      other =>
        'way' in other &&
        other.deck === use.deck &&
        other.slide === use.slide &&
        other.way === use.way &&
        other.name === use.name,
    )
  if (!known) push(into, key, use)
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  into.set(key, [...(into.get(key) ?? []), value])
}

/** Addresses of a line of text. */
function addressesIn(inlines: readonly Inline[]): Address[] {
  return inlines.flatMap(inline => [
    ...(inline.kind === 'link' && isAddress(inline.address) ? [parseAddress(inline.address)] : []),
    ...('children' in inline ? addressesIn(inline.children) : []),
  ])
}

/** Blocks with those inside of them. */
function flat(blocks: readonly Block[]): Block[] {
  return blocks.flatMap(block => {
    if (block.kind === 'group' || block.kind === 'quote') return flat(block.blocks)
    if (block.kind === 'list') return flat(block.items.flatMap(item => item.blocks))
    return [block]
  })
}
