// The list of references of a deck: what its author names, then the sources that its text cites most. Pure, apart from what `links` reads.
import type { Address } from '../sources/address.ts'
import { isExternal } from '../sources/address.ts'
import { type AddressLink, findLinks } from '../sources/links.ts'
import { type CourseLinks, leadOf, type Origin, problemAt, type Replacement } from './courseLinks.ts'

/** As many as fit on the slide in two columns. */
const MOST = 12

/** `https://…` in angle brackets: an authority that has no address of ours. */
const TYPED = /<(https:\/\/[^>\s]+)>/g

/**
 * Prints the address of each reference behind its words, whether `1. [**RFC 2094**](rfc:2094) liveness` or `1. **Name** what for <https://…>`,
 * and adds what the deck cites most.
 * @param markdown the slide
 * @param deck the whole slides.md
 * @throws Error as file:line for an address that leads nowhere
 */
export function referenceLinks(markdown: string, deck: string, links: CourseLinks, origin: Origin): Replacement[] {
  const typed = [...markdown.matchAll(TYPED)].map(m => ({
    start: m.index,
    end: m.index + m[0].length,
    text: printed(m[1]!),
  }))
  const { links: found, wrong } = findLinks(markdown, origin.line)
  if (wrong[0]) throw problemAt(origin, wrong[0].line, wrong[0].message)
  const hrefOf = (address: Address, line: number): string => {
    const lead = leadOf(links, address, origin, line)
    return lead && 'href' in lead ? lead.href : ''
  }
  const addressed = found.map((link): Replacement => {
    const end = markdown.indexOf('\n', link.end) < 0 ? markdown.length : markdown.indexOf('\n', link.end)
    const rest = markdown.slice(link.end, end).trimEnd()
    return { start: link.start, end, text: `${link.words}${rest} ${printed(hrefOf(link.address, link.line))}` }
  })
  const named = [...typed, ...addressed]
  if (!named.length) return []
  const derived = mostCited(deck, found, MOST - named.length).map(
    ({ address, words }, at) =>
      `\n${named.length + at + 1}. **${nameOf(address)}** ${words} ${printed(hrefOf(address, origin.line))}`,
  )
  const end = Math.max(...named.map(r => r.end))
  const last = named.find(r => r.end === end)!
  last.text += derived.join('')
  return named
}

/** A printed address needs no scheme; the link keeps it. */
const printed = (url: string): string => `[${url.replace('https://', '')}](${url})`

export interface Cited {
  /** The first address of the text into this page or file. */
  address: Address
  /** How often the page is cited. */
  times: number
  /** What the sentences call it. */
  words: string
}

/** Pages and files that the text cites and the author's list does not name, most cited first, at most `most`. */
export function mostCited(deck: string, named: readonly AddressLink[], most: number): Cited[] {
  const own = new Set(named.map(link => pageOf(link.address)))
  const pages = new Map<string, AddressLink[]>()
  for (const link of findLinks(deck).links) {
    const page = pageOf(link.address)
    if (isExternal(link.address.kind) && !own.has(page)) pages.set(page, [...(pages.get(page) ?? []), link])
  }
  return [...pages]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, Math.max(0, most))
    .map(([, links]) => ({
      address: links[0]!.address,
      times: links.length,
      words: [...new Set(links.map(link => link.words.replaceAll(/[*_]/g, '')))].slice(0, 2).join(', '),
    }))
}

/** What several addresses have in common: the file, the page, the first part of a rule. */
const pageOf = ({ kind, text }: Address): string =>
  kind === 'ref' ? text.replace(/\..*/, '') : text.replace(/#.*/, '')

/** What a list calls a source. */
function nameOf(address: Address): string {
  switch (address.kind) {
    case 'lib':
    case 'rustc':
    case 'miri':
      return `\`${address.path.split('/').slice(-2).join('/')}\``
    case 'crate':
      return `${address.name} ${address.version}`
    case 'ref':
      return `Reference, \`${address.rule}\``
    case 'doc':
      return `Documentation, ${address.page.replace(/(\/index)?\.html$/, '')}`
    case 'nomicon':
      return 'The Rustonomicon'
    case 'edition':
      return 'Edition guide'
    case 'guide':
      return 'rustc-dev-guide'
    case 'goal':
      return 'Project goal'
    case 'rfc':
      return `RFC ${address.number}`
    case 'pr':
      return `Pull request ${address.number}`
    case 'issue':
      return `Issue ${address.number}`
    case 'release':
      return `Release notes, ${address.version}`
    default:
      return address.text
  }
}
