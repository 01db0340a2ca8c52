// A handout or the book read back: what a reader sees, what one hears who does not see it, and what leaves the page.
// It is compared with the decks' content, not with what was handed to the typesetter.
import { readFile } from 'node:fs/promises'
import { PDFDict, type PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { answersFrom, bodyOf } from '../content/asked.ts'
import type { Block, DeckContent, Inline, Slide } from '../content/blocks.ts'
import { textOf } from '../content/tree.ts'
import { loadPdf } from '../print/finishPdf.ts'
import { type Bookmark, readPdf, type ReadPage, type ReadPdf } from '../print/readPdf.ts'
import { type Element, elementsOf, structureOf } from '../print/structure.ts'
import type { Problem } from '../problem.ts'

/** Points: the paper, and the text's block on it; odd pages of a book, whose even ones are mirrored. */
export const FRAMES = {
  a4: { width: 595.28, height: 841.89, left: 57, top: 80 },
  letter: { width: 612, height: 792, left: 65, top: 66 },
} as const
const BLOCK = { width: 493, height: 672 }
/** Numbers of frames hang before their paragraphs. */
const HANGING = 26
/** A space at the end of a line hangs over. */
const SPACE = 3
/** At the edge stands the thumb index. */
const THUMB = 22
/** Shorter text stands in any document by chance. */
const LEAST = 12
/** A text that says what is seen is no shorter. */
const SHORTEST_ALT = 12

export interface Expected {
  /** Of its decks, in their order. */
  decks: readonly DeckContent[]
  title: string
  paper: keyof typeof FRAMES
  /** With inner and outer margins. */
  book: boolean
  /** What the pages' feet say. */
  stamp: string
}

export type Say = (message: string, page?: number) => void

/** @param name below dist/ */
export async function handoutPaper(
  file: string,
  name: string,
  expected: Expected,
): Promise<{ pages: number; problems: Problem[] }> {
  const problems: Problem[] = []
  const say: Say = (message, page = 1) => problems.push({ file: `dist/${name}`, line: page, message })
  const pdf = await readPdf(file)
  const raw = await loadPdf(await readFile(file))
  facts(pdf, raw, expected, say)
  fonts(raw, say)
  structure(structureOf(raw), say)
  bookmarks(pdf, expected, say)
  pdf.pages.forEach((page, i) => inFrame(page, i + 1, expected, say))
  overleaf(pdf, expected, say)
  saysAll(expected.decks, pdf.pages.map(page => page.text).join('\n'), say)
  return { pages: pdf.pages.length, problems }
}

// ---------- facts ----------

function facts(pdf: ReadPdf, raw: PDFDocument, { title, paper, stamp }: Expected, say: Say): void {
  if (pdf.title !== title) say(`its title is "${pdf.title}", not "${title}"`)
  if (!pdf.author) say('it names no author')
  if (!pdf.subject.includes(stamp)) say(`its description does not say which version it is of: "${stamp}"`)
  if (!pdf.keywords) say('it has no keywords')
  if (!/^en\b/.test(pdf.language)) say(`its language is "${pdf.language}", not English`)
  if (!pdf.marked) say('it is not tagged')
  const metadata = raw.catalog.lookup(PDFName.of('Metadata'))
  const xmp = metadata instanceof PDFRawStream ? Buffer.from(metadata.contents).toString('utf8') : ''
  if (!/<pdfuaid:part>1</.test(xmp)) say('it does not say that it is PDF/UA-1')
  const size = FRAMES[paper]
  pdf.pages.forEach((page, i) => {
    if (Math.abs(page.width - size.width) > 1.5 || Math.abs(page.height - size.height) > 1.5)
      say(`page ${i + 1} is ${page.width.toFixed(0)} x ${page.height.toFixed(0)} points, not ${paper}`, i + 1)
  })
}

/** Fonts that the file uses without carrying them, that are drawings of letters, or that are not of the course. */
function fonts(raw: PDFDocument, say: Say): void {
  for (const [, font] of raw.context.enumerateIndirectObjects()) {
    if (!(font instanceof PDFDict) || font.get(PDFName.of('Type')) !== PDFName.of('Font')) continue
    const name = String(font.get(PDFName.of('BaseFont')) ?? '')
    if (font.get(PDFName.of('Subtype')) === PDFName.of('Type3')) say('a font is of type 3: letters as drawings')
    else if (!/^\/(?:[A-Z]{6}\+)?Course/.test(name))
      say(`the font ${name} is none of the course's: a sign is in none of them`)
    const descriptor = font.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict)
    if (descriptor && !['FontFile', 'FontFile2', 'FontFile3'].some(key => descriptor.has(PDFName.of(key))))
      say(`the font ${name} is not embedded`)
  }
}

// ---------- what is heard ----------

function structure(elements: readonly Element[], say: Say): void {
  if (!elements.length) say('it has no tags')
  for (const figure of elementsOf(elements, 'Figure', 'Formula'))
    if (figure.alt.trim().length < SHORTEST_ALT)
      say(
        `a picture has ${figure.alt.trim() ? `only "${figure.alt}"` : 'nothing'} as its alternative text: say what is seen`,
      )
  for (const table of elementsOf(elements, 'Table')) {
    if (!elementsOf(table.children, 'TR').length) say('a table has no rows')
    else if (!elementsOf(table.children, 'TH').length) say(`a table has no headers: "${firstWords(table)}"`)
  }
  for (const list of elementsOf(elements, 'L')) {
    const items = list.children.filter(child => child.type === 'LI')
    if (!items.length || items.some(item => !elementsOf(item.children, 'LBody').length))
      say('a list has no items, or an item without a body')
  }
  for (const link of elementsOf(elements, 'Link')) if (!link.filled && !link.alt) say('a link has no text')
  let before = 0
  for (const heading of elementsOf(elements, 'H1', 'H2', 'H3', 'H4', 'H5', 'H6')) {
    const level = Number(heading.type.slice(1))
    if (level > before + 1) say(`a heading of level ${level} follows one of level ${before}`)
    if (!heading.filled) say('a heading has no text')
    before = level
  }
  if (!before) say('it has no headings')
}

const firstWords = (element: Element): string =>
  element.alt ||
  element.children
    .map(child => child.type)
    .slice(0, 4)
    .join(' ')

// ---------- bookmarks ----------

/** Layouts that stand beside the sections. */
const OWN = new Set(['promise', 'exercises', 'quiz', 'summary', 'references'])

/** One sign for each of those that a typesetter sets in another way. */
const plain = (title: string): string =>
  title.replaceAll(/[“”]/g, '"').replaceAll(/[‘’]/g, "'").replaceAll('\u200b', '').replaceAll(/\s+/g, ' ').trim()

interface Wanted {
  title: string
  items: Wanted[]
}

/** The bookmarks of a deck: sections with their slides, and beside them what belongs to none. */
function wantedOf(deck: DeckContent): Wanted {
  const items: Wanted[] = []
  let section: Wanted | null = null
  for (const slide of deck.slides) {
    if (slide.layout === 'cover') continue
    const one: Wanted = { title: slide.titleText, items: [] }
    if (slide.layout === 'section') {
      section = one
      items.push(one)
    } else if (OWN.has(slide.layout)) {
      section = null
      items.push(one)
    } else (section ?? { items }).items.push(one)
  }
  return { title: deck.head.title, items }
}

function bookmarks({ outline, pages }: ReadPdf, { decks }: Expected, say: Say): void {
  if (!outline.length) return say('it has no bookmarks')
  for (const wanted of decks.map(wantedOf)) compare(wanted, outline, pages, say)
  const broken = (all: readonly Bookmark[]): void => {
    for (const { title, page, items } of all) {
      if (page === null) say(`the bookmark "${title}" leads nowhere`)
      broken(items)
    }
  }
  broken(outline)
}

function compare(wanted: Wanted, among: readonly Bookmark[], pages: readonly ReadPage[], say: Say): void {
  const title = plain(wanted.title)
  const found = among.find(bookmark => plain(bookmark.title) === title)
  if (!found)
    return say(
      `no bookmark "${title}" where it belongs; there are ${
        among
          .map(b => `"${plain(b.title)}"`)
          .slice(0, 6)
          .join(', ') || 'none'
      }`,
    )
  if (found.page !== null && !bare(pages[found.page - 1]?.text ?? '').includes(bare(title)))
    say(`the bookmark "${title}" leads to page ${found.page}, which does not say so`, found.page)
  for (const item of wanted.items) compare(item, found.items, pages, say)
}

// ---------- what is seen ----------

/** Text that leaves the block of the text: a page that is overfull, a line that is too long. */
function inFrame(page: ReadPage, no: number, { paper, book, stamp }: Expected, say: Say): void {
  if (!page.text.trim()) {
    // Between chapters of a book a page may be left empty, so that each begins on the right.
    if (!book) say(`page ${no} holds no text`, no)
    return
  }
  const frame = FRAMES[paper]
  const inner = book && no % 2 === 0 ? frame.width - BLOCK.width - frame.left : frame.left
  const right = inner + BLOCK.width
  const bottom = frame.height - frame.top - BLOCK.height
  const foot = (text: string): boolean => bare(stamp).includes(bare(text)) || 'Observed is not promised'.includes(text)
  for (const { text, x, y, width } of page.pieces) {
    const atEdge = x > frame.width - THUMB || x + width < THUMB
    if (atEdge && /^\d+$/.test(text)) continue
    const said = text.length > 40 ? `${text.slice(0, 40)}…` : text
    if (x < inner - HANGING || x + width > right + SPACE)
      say(`page ${no} is overfull: "${said}" leaves the text at the ${x < inner ? 'left' : 'right'}`, no)
    else if (y < bottom - 2 && !foot(text)) say(`page ${no} is overfull: "${said}" stands below the text`, no)
    else if (y > frame.height || y < 0) say(`"${said}" stands outside of page ${no}`, no)
  }
}

/** The answer of a prediction begins a page; in the book, whose leaves have two sides, one at the left, so that a leaf is turned. */
function overleaf(pdf: ReadPdf, { decks, book }: Expected, say: Say): void {
  const pages = pdf.pages.map(page => bare(page.text))
  for (const deck of decks)
    for (const slide of deck.slides) {
      if (answersFrom(slide) === null || slide.layout === 'quiz') continue
      const title = bare(textOf(slide.title))
      const asked = pages.findIndex(text => text.includes(`predictfirst${title}`)) + 1
      const answered = pages.findIndex(text => text.includes(`answer${title}`)) + 1
      const named = `slide ${slide.no} of ${deck.id}`
      if (!asked || !answered) say(`${named} asks, and ${asked ? 'no answer' : 'no question'} stands under its title`)
      else if (answered <= asked) say(`the answer of ${named} stands beside its question`, answered)
      else if (book && answered % 2) say(`the answer of ${named} faces its question: it is not overleaf`, answered)
    }
}

/** Letters and digits only: line breaks, hyphens and typographic quotes of a PDF's text do not count; nor does the apostrophe, which shares its glyph with a letter. */
export const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]|\u02bc/gu, '')
    .toLowerCase()

/** The longest stretch of a text that no letter of a source interrupts. */
function stretchOf(inlines: readonly Inline[]): string {
  const stretches: string[] = ['']
  for (const inline of inlines) {
    stretches[stretches.length - 1] += textOf([inline])
    if (inline.kind === 'link') stretches.push('')
  }
  return (
    stretches
      .map(bare)
      .sort((a, b) => b.length - a.length)[0]
      ?.slice(0, 40) ?? ''
  )
}

const paragraphsOf = (blocks: readonly Block[]): Inline[][] =>
  blocks.flatMap(block => (block.kind === 'paragraph' ? [block.content] : []))

/** Whether a text holds what is said of every slide, and its code in one piece. */
export function saysAll(decks: readonly DeckContent[], whole: string, say: Say): void {
  const text = bare(whole)
  const squeezed = whole.replaceAll(/\s/g, '')
  for (const slide of decks.flatMap(deck => deck.slides)) {
    words(slide, text, say)
    listings(slide, squeezed, say)
  }
}

/** Everything that is said of a slide, asked and answered. */
function words(slide: Slide, text: string, say: Say): void {
  const said = slide.notes.flatMap((part): Inline[][] => {
    switch (part.kind) {
      case 'said':
        return paragraphsOf([part.block])
      case 'read':
        return paragraphsOf(part.parts.map(p => p.block))
      case 'ask':
        return [part.question, part.answer ?? []]
      case 'demo':
      case 'aside':
        return [part.content]
      case 'poll':
        return []
    }
  })
  for (const inlines of [slide.title, ...said]) {
    const stretch = stretchOf(inlines)
    // A paragraph that crosses a page has the page's foot and head in it: its beginning or its end stands in one piece.
    const pieces = stretch.length > 2 * LEAST ? [stretch.slice(0, LEAST + 4), stretch.slice(-LEAST - 4)] : [stretch]
    if (stretch.length >= LEAST && slide.layout !== 'cover' && !pieces.some(piece => text.includes(piece)))
      say(`slide ${slide.no} says "${textOf(inlines).slice(0, 60)}…", and the pages do not`)
  }
}

/** Code that is copied must be the code: its lines in order, nothing between them. */
function listings(slide: Slide, squeezed: string, say: Say): void {
  for (const block of bodyOf(slide)) {
    if (block.kind !== 'plate') continue
    const code = block.lines
      .map(line => line.text)
      .join('')
      .replaceAll(/\s/g, '')
    if (!squeezed.includes(code))
      say(`the code of ${block.rec}.rs on slide ${slide.no} does not stand on the pages in one piece`)
  }
}
