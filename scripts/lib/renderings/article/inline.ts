// Words of the text as HTML: code, emphasis, recorded values, and links with what they lead to in the margin.
import type { Inline } from '../../content/blocks.ts'
import { textOf } from '../../content/tree.ts'
import { type Address, isAddress, parseAddress } from '../../sources/address.ts'
import { escape } from '../../site/head.ts'
import { type Cited, citedOf } from '../cited.ts'
import { TO_ROOT } from './pages.ts'
import type { Pen } from './pen.ts'

/** Short code is not broken: `'?2` would be, after its question mark. Of a longer command, no option is broken behind its hyphens. */
const codeHtml = (text: string): string =>
  text.length <= 16
    ? `<code>${escape(text)}</code>`
    : `<code class="long">${escape(text).replaceAll(/(?<=^| )--?\w[\w=-]{0,22}(?= |$)/g, '<span class="nb">$&</span>')}</code>`

/**
 * Quotation marks and apostrophes as a printer sets them; the keyboard's are for code.
 * @param behind whether something stands directly before the text, such as code: then a mark at its beginning closes
 */
export const typeset = (text: string, behind = false): string => {
  const opens = behind ? '[\\s([{—–-]' : '^|[\\s([{—–-]'
  return text
    .replaceAll(new RegExp(`(${opens})"(?=\\S|$)`, 'g'), '$1“')
    .replaceAll('"', '”')
    .replaceAll(new RegExp(`(${opens})'(?=\\S|$)`, 'g'), '$1‘')
    .replaceAll("'", '’')
}

/** Backticks of a caption or a title set code. */
export const rich = (text: string): string =>
  text
    .split('`')
    .map((piece, i) => (i % 2 ? codeHtml(piece) : escape(typeset(piece, i > 0))))
    .join('')

/** Words without their sources in the margin: titles, table cells, answers of a quiz. */
export const plainHtml = (inlines: readonly Inline[], pen: Pen): string => write(inlines, pen, false)
/** Words of a paragraph beside which there is a margin. */
export const inlineHtml = (inlines: readonly Inline[], pen: Pen): string => write(inlines, pen, true)
/** Words of a heading, which is a link already: without links. */
export const titleHtml = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline, i) => {
      switch (inline.kind) {
        case 'text':
          return escape(typeset(inline.text, isBehind(inlines, i)))
        case 'code':
          return codeHtml(inline.text)
        case 'fact':
          return codeHtml(inline.value)
        case 'break':
          return ' '
        case 'emphasis':
          return `<em>${titleHtml(inline.children)}</em>`
        default:
          return titleHtml(inline.children)
      }
    })
    .join('')

/** Whether the inline at an index stands directly behind another one. */
const isBehind = (inlines: readonly Inline[], i: number): boolean => i > 0 && inlines[i - 1]!.kind !== 'break'

function write(inlines: readonly Inline[], pen: Pen, margin: boolean): string {
  return inlines.map((inline, i) => one(inline, pen, margin, isBehind(inlines, i))).join('')
}

function one(inline: Inline, pen: Pen, margin: boolean, behind: boolean): string {
  switch (inline.kind) {
    case 'text':
      pen.count(inline.text)
      return escape(typeset(inline.text, behind))
    case 'code':
      pen.count(inline.text)
      return codeHtml(inline.text)
    case 'fact':
      return codeHtml(inline.value)
    case 'break':
      return '<br>'
    case 'emphasis':
      return `<em>${write(inline.children, pen, margin)}</em>`
    case 'strong':
      return `<strong>${write(inline.children, pen, margin)}</strong>`
    case 'struck':
      return `<s>${write(inline.children, pen, margin)}</s>`
    case 'step':
      return write(inline.children, pen, margin)
    case 'link':
      return linkHtml(inline, pen, margin)
  }
}

function linkHtml(link: Extract<Inline, { kind: 'link' }>, pen: Pen, margin: boolean): string {
  const words = write(link.children, pen, false)
  if (!isAddress(link.address))
    return /^https?:/.test(link.address) ? `<a href="${escape(link.address)}">${words}</a>` : words
  const address = parseAddress(link.address)
  if (address.kind === 'term') return termHtml(address.name, words, pen)
  const inside = placeOf(address, pen)
  if (inside !== null) return inside ? `<a class="place" href="${escape(inside)}">${words}</a>` : words
  const cited = citedOf(address, pen.around.sources.get(address.text) ?? null, textOf(link.children))
  // `npm run record` resolves addresses, and the gate `words` says which it has not: the words stand without it.
  if (!cited) return words
  pen.cited.push(cited)
  return refHtml(cited, words, margin)
}

function termHtml(name: string, words: string, pen: Pen): string {
  if (!pen.around.terms.has(name)) return words
  pen.used.add(name)
  return `<a class="term" href="#term-${name}">${words}</a>`
}

/** Where an address within the course leads; empty for words that lead nowhere, null for a source outside. */
function placeOf(address: Address, pen: Pen): string | null {
  const { around } = pen
  const own = (deck: string | null): boolean =>
    deck === null || around.deck.id === deck || around.deck.id.startsWith(`${deck}-`)
  switch (address.kind) {
    case 'run': {
      const deck = own(address.deck) ? around.deck.id : around.cards.find(c => c.id.startsWith(`${address.deck}`))?.id
      return (deck && pen.page({ page: 'program', deck, snippet: address.name })) ?? slideOf(address, pen)
    }
    case 'error':
      return pen.page({ page: 'error', code: address.name }) ?? slideOf(address, pen)
    case 'exercise':
      return own(address.deck) ? `#exercise-${address.name}` : slideOf(address, pen)
    case 'quiz':
      return own(address.deck) ? `#quiz-${address.name}` : slideOf(address, pen)
    case 'deck':
    case 'ask':
      return slideOf(address, pen)
    default:
      return null
  }
}

/** The heading of the slide to which the course's links lead, here or on the page of another deck. */
function slideOf(address: Address, pen: Pen): string {
  const lead = pen.around.links.lead(address, pen.around.deck.id)
  if (!lead) return ''
  if ('slide' in lead) return `#${pen.anchor(lead.slide)}`
  if (lead.place) return `${TO_ROOT}${lead.place.deck}/read/index.html#s${lead.place.slide}`
  if (lead.page === undefined) return lead.href
  if (pen.around.planned.has(lead.page)) return TO_ROOT + lead.page
  // A build of some parts makes no such page: the index of codes has one of its own.
  return address.kind === 'error' ? `https://doc.rust-lang.org/error_codes/${address.name}.html` : ''
}

/** Letters that fit on a line of the margin. */
const MARGIN = 20

/** Places to break a path or a name that is longer than a line: behind its joints, and within a part that is too long itself, at its words. */
const broken = (text: string): string =>
  text.length <= MARGIN
    ? escape(text)
    : text
        .split(/(?<=\/|::)/)
        .map(part =>
          part.length <= MARGIN
            ? escape(part)
            : escape(part)
                .replaceAll(/_|[a-z](?=[A-Z])/g, '$&\u200b')
                .replaceAll(/(?<=\w)\.(?=[a-z]{3})/g, '\u200b.'),
        )
        .join('\u200b')

function refHtml(cited: Cited, words: string, margin: boolean): string {
  // Where it leads the address says, which a browser shows, and the rest stands in the margin where there is one.
  const what = margin ? '' : [cited.name, cited.release].filter(Boolean).join(', ')
  const title = what ? ` title="${escape(what)}"` : ''
  const link = `<a class="ref" data-kind="${cited.mark}" href="${escape(cited.href)}"${title}><span>${words}</span></a>`
  if (!margin) return link
  const name = cited.name ? `<b>${broken(cited.name)}</b> ` : ''
  return `${link}<small class="src" aria-hidden="true"><a href="${escape(cited.href)}" tabindex="-1"><i>${cited.mark}</i>${broken(cited.where)}</a>${name}${cited.release ? `<em>${escape(cited.release)}</em>` : ''}</small>`
}

const FOLD = ['<noscript class="folded">', '</noscript>'] as const

/**
 * What a closed `<details>` holds, as text for a browser that runs scripts, so that it costs nothing until it is opened (client/frames.ts).
 * What is folded in it already is text with it: such an element ends at the first end that stands in it.
 */
export function folded(html: string): string {
  const flat = html.replaceAll(FOLD[0], '').replaceAll(FOLD[1], '')
  if (flat.includes('<noscript'))
    throw new Error('a fold holds frames in `<noscript>`: a film does not stand in an answer')
  return FOLD[0] + flat + FOLD[1]
}
