// Links of a Markdown text whose target is an address, with the place of each. Pure.
import { AddressError, EXTERNAL, INTERNAL, parseAddress, type Address } from './address.ts'

export interface AddressLink {
  address: Address
  /** What is linked, as written. */
  words: string
  /** Of `[`; of the target's first letter; behind `)`. UTF-16 units. */
  start: number
  target: number
  end: number
  /** 1-based, of the target. */
  line: number
}
export interface WrongLink {
  line: number
  /** 1-based, of the mistake. */
  column: number
  message: string
}

const LINK = new RegExp(
  `\\[((?:[^\\[\\]]|\\[[^\\[\\]]*\\])*)\\]\\(((?:${[...EXTERNAL, ...INTERNAL].join('|')})(?:@[^:()\\n]*)?:[^()\\n]*)\\)`,
  'g',
)
/** Fences, comments in fences of a note included, and code in a line: what is written there is no link. */
const CODE = [/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, /(`+)(?:(?!\1)[\s\S])*?[^`]\1(?!`)/g]

/** @param firstLine line of the file on which `text` begins */
export function findLinks(text: string, firstLine = 1): { links: AddressLink[]; wrong: WrongLink[] } {
  const hidden = CODE.flatMap(code => [...text.matchAll(code)].map(m => [m.index, m.index + m[0].length] as const))
  const links: AddressLink[] = []
  const wrong: WrongLink[] = []
  for (const found of text.matchAll(LINK)) {
    const words = found[1]!
    const written = found[2]!
    const target = found.index + words.length + 3
    if (hidden.some(([from, to]) => (found.index >= from && found.index < to) || (target >= from && target < to)))
      continue
    const place = placeOf(text, target, firstLine)
    try {
      const end = found.index + found[0].length
      links.push({ address: parseAddress(written), words, start: found.index, target, end, line: place.line })
    } catch (error) {
      if (!(error instanceof AddressError)) throw error
      wrong.push({ line: place.line, column: place.column + error.offset, message: error.message })
    }
  }
  return { links, wrong }
}

/** `text` with the words of each link in the link's place: for what shows text and no links, such as a card of the quiz. */
export function wordsOnly(text: string): string {
  return findLinks(text).links.reduceRight(
    (left, { start, end, words }) => left.slice(0, start) + words + left.slice(end),
    text,
  )
}

function placeOf(text: string, offset: number, firstLine: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const start = before.lastIndexOf('\n') + 1
  return { line: firstLine + before.split('\n').length - 1, column: offset - start + 1 }
}
