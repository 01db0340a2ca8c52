// Places that the search finds, read from pages as they are sent. Pure. What a page hides from the search (`data-unsearched`) is
// furniture, or gives an answer away; what stands in neighbouring elements are different words, although nothing may be between them.
import { Parser } from 'htmlparser2'
import type { Place, PlaceKind } from './client/find/engine.ts'

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const SILENT = new Set(['script', 'style', 'svg', 'noscript', 'template', 'button', 'select', 'nav', 'footer'])
/** Elements inside a word: what they begin or end is no new word. */
const WITHIN = new Set(['em', 'strong', 'i', 'sup', 'sub', 'wbr', 'abbr'])
const HEADING = /^h[1-4]$/
/** Numbers of figures and questions, what stands over and beside a title, who vouches for a plate or figure, and its whole message. */
const FURNITURE = /(?:^| )(?:sr-only|qno|fig-no|over|plate-foot|vouch|whole|where|self)(?: |$)/

type Attributes = Readonly<Record<string, string>>
interface Open {
  place: Omit<Place, 'url'> & { anchor: string }
  depth: number
  /** Depth of the heading that is being read. */
  heading: number | null
  titled: boolean
}

/** What a page is: an article, or one of the other pages by its kind. */
export interface PageFacts {
  /** In dist/. */
  file: string
  /** Number of the mechanism, 0 for none. */
  deck: number
}

const tidy = (text: string): string =>
  text
    .replaceAll(/[\u00ad\u200b\u2060]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,;:!?)\]’])/g, '$1')
    .replaceAll(/([([]) /g, '$1')
    .trim()

/** Which elements of which pages are places, and what they are called where they have no heading. */
function placeAt(name: string, a: Attributes, page: string, deck: number): Open['place'] | null {
  const classes = (a.class ?? '').split(' ')
  const make = (kind: PlaceKind, anchor = a.id ?? '', title = '', slide = 0): Open['place'] => ({
    kind,
    anchor,
    title,
    deck,
    slide,
    text: '',
  })
  if (page === 'article') {
    if (a['data-no']) return make('slide', `s${a['data-no']}`, '', Number(a['data-no']))
    if (classes.includes('question')) return make('question')
    if (classes.includes('whatif')) return make('question', a.id, a['aria-label'])
    if (classes.includes('task')) return make('exercise')
    return null
  }
  if (page === 'term') return name === 'section' && classes.includes('term') ? make('term', a['aria-labelledby']) : null
  if (page === 'program' || page === 'error') return name === 'main' ? make(page, '') : null
  // Of lists, only what they are.
  return name === 'header' && classes.includes('title') ? make('list', '') : null
}

/** @param html a page of the site. @returns its places in order */
export function placesOfPage(html: string, { file, deck }: PageFacts): Place[] {
  const out: Place[] = []
  const open: Open[] = []
  let depth = 0,
    silent: number | null = null,
    code = 0,
    main = false,
    page = file.endsWith('/read/index.html') ? 'article' : ''
  const add = (text: string): void => {
    const at = open.at(-1)
    if (!at || silent !== null) return
    if (at.heading !== null) at.place.title += text
    else at.place.text += text
  }
  const parser = new Parser({
    onopentag(name, a) {
      if (name === 'meta' && a.name === 'page-kind') page ||= a.content ?? ''
      if (VOID.has(name)) return add(' ')
      depth++
      if (name === 'main') main = true
      if (silent !== null || !main) return
      if (SILENT.has(name) || 'data-unsearched' in a || a['aria-hidden'] === 'true' || FURNITURE.test(a.class ?? '')) {
        silent = depth
        return
      }
      const place = placeAt(name, a, page, deck)
      if (place) open.push({ place, depth, heading: null, titled: place.title !== '' })
      const at = open.at(-1)
      if (at && HEADING.test(name) && !at.titled) {
        at.heading = depth
        at.titled = true
        // Old addresses by number stand beside named ones.
        if (a.id && at.place.kind === 'slide') at.place.anchor = a.id
      }
      if (!WITHIN.has(name) && !code && at?.heading === null) add(' ')
      if (name === 'code') code++
    },
    ontext: add,
    onclosetag(name) {
      if (VOID.has(name)) return
      if (name === 'code' && silent === null && main) code--
      if (silent === depth) silent = null
      const at = open.at(-1)
      if (at?.heading === depth) at.heading = null
      else if (!WITHIN.has(name) && !code && at?.heading === null) add(' ')
      if (at?.depth === depth) {
        open.pop()
        const { anchor, ...place } = at.place
        const text = tidy(place.text)
        const title = tidy(place.title)
        // What cites everything is no place for anything.
        const kind = title === 'Sources' ? 'list' : place.kind
        if (title) out.push({ ...place, kind, title, text, url: anchor ? `${file}#${anchor}` : file })
      }
      if (name === 'main') main = false
      depth--
    },
  })
  parser.end(html)
  return out
}
