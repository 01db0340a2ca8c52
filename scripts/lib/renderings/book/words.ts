// Words of the text for paper: code, emphasis, recorded values, links. A link to a source gets a letter, and a note with the address beside it.
import type { Inline } from '../../content/blocks.ts'
import { textOf } from '../../content/tree.ts'
import { type Address, isAddress, parseAddress } from '../../sources/address.ts'
import { citedOf } from '../cited.ts'
import type { Word, Words } from './model.ts'
import type { Pen } from './pen.ts'

const OPENS = /[\s([{—–-]/

/** Quotation marks as a typesetter sets them, and no end of a line between a number and its unit. @param before the letter in front of the text */
export function typographic(text: string, before = ' '): string {
  let out = ''
  for (const letter of text) {
    const opens = OPENS.test(out.at(-1) ?? before)
    if (letter === '"') out += opens ? '“' : '”'
    else if (letter === "'") out += opens ? '‘' : '’'
    else out += letter
  }
  return out
    .replaceAll(/(\d) (bytes?|bits?|min|ns|MiB|KiB|words?|slides?)\b/g, '$1\u00a0$2')
    .replaceAll(/\b(slide|Fig\.|line|RFC|section|deck|edition) (?=\d)/g, '$1\u00a0')
}

/** Backticks of a caption or a title set code. */
export const rich = (text: string): Words =>
  text
    .split('`')
    .map((piece, i): Word => (i % 2 ? { code: piece } : typographic(piece, i ? 'x' : ' ')))
    .filter(word => word !== '')

/** Where a link's address goes: into the margin, in brackets behind the words, or nowhere, because the words are a title. */
export type Addresses = 'margin' | 'brackets' | 'none'

export function wordsOf(inlines: readonly Inline[], pen: Pen, addresses: Addresses = 'margin'): Words {
  let before = ' '
  const walk = (some: readonly Inline[]): Word[] =>
    some.flatMap((inline): Word[] => {
      switch (inline.kind) {
        case 'text': {
          const set = typographic(inline.text, before)
          before = set.at(-1) ?? before
          return [set]
        }
        case 'code':
          before = 'x'
          return [{ code: inline.text }]
        case 'fact':
          before = 'x'
          pen.shows(inline.rec)
          return [{ code: inline.value }]
        case 'break':
          before = ' '
          return [{ newline: true }]
        case 'emphasis':
          return [{ em: walk(inline.children) }]
        case 'strong':
          return [{ strong: walk(inline.children) }]
        case 'struck':
          return [{ struck: walk(inline.children) }]
        case 'step':
          return walk(inline.children)
        case 'link':
          return linked(inline, walk(inline.children), pen, addresses)
      }
    })
  return walk(inlines)
}

function linked(link: Extract<Inline, { kind: 'link' }>, words: Word[], pen: Pen, addresses: Addresses): Word[] {
  if (addresses === 'none') return words
  if (!isAddress(link.address)) {
    if (!/^https?:/.test(link.address)) return words
    return source(
      { href: link.address, mark: '', where: shortened(link.address), name: '', release: '' },
      words,
      pen,
      addresses,
    )
  }
  const address = parseAddress(link.address)
  const cited = citedOf(address, pen.around.sources.get(address.text) ?? null, textOf(link.children))
  return cited ? source(cited, words, pen, addresses) : inside(address, words, pen)
}

/** An address as it is read: without its scheme, and of a commit only what tells it apart. */
const shortened = (address: string): string =>
  address.replace(/^https?:\/\//, '').replaceAll(/\b([0-9a-f]{9})[0-9a-f]{31}\b/g, '$1…')

interface Named {
  href: string
  mark: string
  where: string
  name: string
  release: string
}

function source(cited: Named, words: Word[], pen: Pen, addresses: Addresses): Word[] {
  if (addresses === 'brackets') {
    const where = shortened(cited.where)
    const link = { link: cited.href, words, letter: '' }
    // Words that are the address already need it no second time.
    return shortened(plainOf(words)).replaceAll('\u00a0', ' ') === where ? [link] : [link, ` (${where})`]
  }
  return [{ link: cited.href, words, letter: pen.source({ ...cited, where: shortened(cited.where) }) }]
}

/** A place of the course: in this document, else on the site where its address is known. */
function inside(address: Address, words: Word[], pen: Pen): Word[] {
  const own = (deck: string | null): string | null =>
    deck === null
      ? pen.around.deck.id
      : (pen.around.cards.find(card => card.id === deck || card.id.startsWith(`${deck}-`))?.id ?? null)
  const at = (deck: string | null, kind: string, name: string): Word[] =>
    deck === null ? words : [{ to: `${kind}-${deck.slice(0, 2)}-${name}`, words }]
  switch (address.kind) {
    case 'term':
      pen.mentions(address.name)
      return [{ to: `term-${address.name}`, words }]
    case 'error':
      return [{ to: `code-${address.name}`, words }]
    case 'run': {
      const deck = own(address.deck)
      if (deck === pen.around.deck.id) pen.shows(address.name)
      return at(deck, 'program', address.name)
    }
    case 'quiz':
    case 'exercise':
      return at(own(address.deck), address.kind, address.name)
    case 'deck':
    case 'ask': {
      const lead = pen.around.links.lead(address, pen.around.deck.id)
      if (lead && 'slide' in lead) return at(pen.around.deck.id, 'slide', String(lead.slide))
      if (lead?.place) return at(lead.place.deck, 'slide', String(lead.place.slide))
      return words
    }
    default:
      return words
  }
}

/** Without their form. */
export const plainOf = (words: Words): string =>
  words
    .map(word => {
      if (typeof word === 'string') return word
      if ('code' in word) return word.code
      if ('newline' in word) return ' '
      if ('em' in word) return plainOf(word.em)
      if ('strong' in word) return plainOf(word.strong)
      if ('struck' in word) return plainOf(word.struck)
      return plainOf(word.words)
    })
    .join('')
