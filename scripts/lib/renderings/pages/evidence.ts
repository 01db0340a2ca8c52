// An address as a link on the pages of terms and claims: into the course, or to the source with its file and line. Pure, apart from what it is given.
import type { CoursePages } from '../../slides/coursePages.ts'
import type { CoursePlaces } from '../../slides/places.ts'
import { type Address, type AddressOf, type InternalKind, isExternal, parseAddress } from '../../sources/address.ts'
import { externalHref } from '../../sources/href.ts'
import type { Source } from '../../sources/store.ts'
import { escape } from '../../site/head.ts'
import { slidePage } from './usesHtml.ts'

export interface Evidence {
  pages: CoursePages
  places: CoursePlaces
  /** By the folder that cites: `decks/<id>`, `''` for what belongs to no deck. */
  sources(folder: string): ReadonlyMap<string, Source>
}

/**
 * Where an address leads: a URL, or a path from the page.
 * @param deck folder name of the deck that cites; null for the glossary
 * @param root from the page to dist/
 */
export function hrefOf(address: Address, deck: string | null, root: string, evidence: Evidence): string | null {
  const { pages, places, sources } = evidence
  if (isExternal(address.kind))
    return externalHref(address, sources(deck === null ? '' : `decks/${deck}`).get(address.text) ?? null)
  const page = pages.of(address, deck ?? '')
  if (page) return root + page
  if (deck === null) return null
  const place = places.find(address as AddressOf<InternalKind>, deck)
  return place && typeof place !== 'string' ? `${root}${slidePage(place.deck, place.slide)}` : null
}

/** What an address is called on a list: its kind and what it names, with the line where the source is known. */
export function addressHtml(text: string, deck: string | null, root: string, evidence: Evidence): string {
  const href = hrefOf(parseAddress(text), deck, root, evidence)
  const source = evidence.sources(deck === null ? '' : `decks/${deck}`).get(text)
  const line = source?.line
    ? `, line ${source.line} in ${source.release}`
    : source?.release
      ? `, ${source.release}`
      : ''
  const words = `<code>${escape(text)}</code>`
  return `${href ? `<a href="${escape(href)}">${words}</a>` : words}${escape(line)}`
}
