// The one way from an address to a link, for slides and for the notes that Slidev renders. In: an address and the deck where it stands.
// Out: what the link's tag needs, or null for words that are only words here.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Problem } from '../problem.ts'
import { citedIn } from '../sources/cited.ts'
import {
  type Address,
  AddressError,
  type AddressOf,
  type InternalKind,
  isAddress,
  isExternal,
  parseAddress,
} from '../sources/address.ts'
import { externalHref } from '../sources/href.ts'
import { findLinks } from '../sources/links.ts'
import { readSources, type Source } from '../sources/store.ts'
import { CoursePages } from './coursePages.ts'
import { CoursePlaces } from './places.ts'

/**
 * A slide of the same deck, which Slidev's own `<Link>` knows how to reach; or an address that a browser can follow from the deck's folder in dist/.
 * `page`: the path in dist/ of the page of a program, a code or a term, with its anchor.
 */
export type Lead = { slide: number } | { href: string; place?: { deck: string; slide: number }; page?: string } | null

/** Reads sources and places once; a new one for each build, and for each request in `present`. */
export class CourseLinks {
  private readonly root: string
  private readonly places: CoursePlaces
  private readonly pages: CoursePages
  private readonly sources = new Map<string, Map<string, Source>>()

  constructor(root: string) {
    this.root = root
    this.places = new CoursePlaces(root)
    this.pages = new CoursePages(root, this.places)
  }

  /**
   * @param deck folder name of the deck where the link stands
   * @param alone the deck is served without the rest of the site, so that nothing leads to other decks and to pages of their own
   * @throws Error with a sentence that says what is wrong with the address
   */
  lead(address: Address, deck: string, alone = false): Lead {
    if (isExternal(address.kind)) {
      const href = externalHref(address, this.source(address, deck))
      if (href) return { href }
      throw new Error(`\`${address.text}\` is not in sources.json: \`npm run record\` resolves it`)
    }
    const place = this.places.find(address as AddressOf<InternalKind>, deck)
    if (typeof place === 'string') throw new Error(`\`${address.text}\`: ${place}`)
    const page = alone ? null : this.pages.of(address, deck)
    if (page) return { href: `../${page}`, page }
    if (place?.deck === deck) return { slide: place.slide }
    if (place) return alone ? null : { href: `../${place.deck}/index.html#/${place.slide}`, place }
    if (address.kind === 'error') return { href: `https://doc.rust-lang.org/error_codes/${address.name}.html` }
    return null
  }

  private source(address: Address, deck: string): Source | null {
    const known = this.sources.get(deck) ?? readSources(this.root, `decks/${deck}`)
    this.sources.set(deck, known)
    return known.get(address.text) ?? null
  }
}

let built: CourseLinks | null = null

/** The course's links: the same ones throughout a build, new ones in `present`, where files change meanwhile. */
export function courseLinks(origin: Pick<Origin, 'root' | 'alone'>): CourseLinks {
  if (origin.alone) return new CourseLinks(origin.root)
  built ??= new CourseLinks(origin.root)
  return built
}

/** Where `text` stands in a deck: a problem is said there. */
export interface Origin {
  root: string
  deck: string
  /** Absolute. */
  file: string
  /** Line of the file on which the text begins, 1-based. */
  line: number
  alone: boolean
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** What the tag of a link carries, for whoever makes another page of the slide. */
function data(address: Address, place?: { deck: string; slide: number }, page?: string): string {
  const slide = place ? ` data-deck="${place.deck}" data-slide="${place.slide}"` : ''
  return ` data-address="${escaped(address.text)}"${slide}${page ? ` data-page="${escaped(page)}"` : ''}`
}

export interface Replacement {
  start: number
  end: number
  text: string
}

/** An error at a line of the deck's file. */
export const problemAt = ({ root, file }: Origin, line: number, message: string): Error =>
  new Error(`${relative(root, file)}:${line}: ${message}`)

/** `lead`, with the line in what is wrong. @throws Error as file:line */
export function leadOf(links: CourseLinks, address: Address, origin: Origin, line: number): Lead {
  try {
    return links.lead(address, origin.deck, origin.alone)
  } catch (cause) {
    throw problemAt(origin, line, (cause as Error).message)
  }
}

/** Links of a slide's Markdown as tags. @throws Error as file:line for an address that leads nowhere */
export function slideLinks(markdown: string, links: CourseLinks, origin: Origin): Replacement[] {
  const { links: found, wrong } = findLinks(markdown, origin.line)
  if (wrong[0]) throw problemAt(origin, wrong[0].line, wrong[0].message)
  return found.map(({ address, words, start, end, line }) => ({
    start,
    end,
    text: tagOf(address, leadOf(links, address, origin, line), words, origin.deck),
  }))
}

function tagOf(address: Address, lead: Lead, words: string, deck: string): string {
  if (!lead) return `<span class="ri-words"${data(address)}>${words}</span>`
  if ('slide' in lead)
    return `<Link to="${lead.slide}" class="ri-place"${data(address, { deck, slide: lead.slide })}>${words}</Link>`
  const { href, place, page } = lead
  return `<a class="${place || page ? 'ri-place' : 'ri-source'}" href="${escaped(href)}"${data(address, place, page)}>${words}</a>`
}

/** Line of a file that first holds this address as a link's target; 1 when none does. */
function lineOf(file: string, address: string): number {
  const text = readFileSync(file, 'utf8')
  const at = text.indexOf(`](${address})`)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}

const ANCHOR = /<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g

/** Links of a rendered note, whose targets are addresses still. @throws Error as file:line for an address that leads nowhere */
export function noteLinks(html: string, links: CourseLinks, origin: Origin): string {
  return html.replaceAll(ANCHOR, (tag, href: string, words: string) => {
    const written = decodeURIComponent(href.replaceAll('&amp;', '&'))
    if (!isAddress(written)) return tag
    const line = lineOf(origin.file, written)
    try {
      const address = parseAddress(written)
      const found = leadOf(links, address, origin, line)
      // The presenter's view must not be left for a slide: there such words are only words.
      const lead = found && 'slide' in found && origin.alone ? null : found
      if (!lead) return `<span class="ri-words"${data(address)}>${words}</span>`
      const place = 'slide' in lead ? { deck: origin.deck, slide: lead.slide } : lead.place
      const to = 'slide' in lead ? `#/${lead.slide}` : lead.href
      const page = 'slide' in lead ? undefined : lead.page
      return `<a class="${place || page ? 'ri-place' : 'ri-source'}" href="${escaped(to)}"${data(address, place, page)}${origin.alone ? ' target="_blank"' : ''}>${words}</a>`
    } catch (cause) {
      throw cause instanceof AddressError ? problemAt(origin, line, cause.message) : cause
    }
  })
}

/** Every address of a deck's slides, quiz and exercises that is none or leads nowhere, with file and line. */
export function linkProblems(root: string, deck: string): Problem[] {
  const links = new CourseLinks(root)
  const { citations, problems } = citedIn(root, `decks/${deck}`)
  return [
    ...problems,
    ...citations.flatMap(({ address, file, line }): Problem[] => {
      try {
        links.lead(address, deck)
        return []
      } catch (cause) {
        return [{ file, line, message: (cause as Error).message }]
      }
    }),
  ]
}
