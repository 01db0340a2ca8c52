// Paper: each PDF read back, and the EPUB. Slides: pages, size, text, bookmarks, tags, title, language, fonts. Handouts and the book: handoutPaper.ts; the EPUB: epubPaper.ts.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDict, type PDFDocument, PDFName } from 'pdf-lib'
import { courseOf } from '../content/card.ts'
import { readCourse } from '../content/course.ts'
import { readCourseFile } from '../courseFile.ts'
import { type Deck, publishedIds } from '../deck.ts'
import { BOOK_FILE, EPUB_FILE, handoutFile } from '../pageFiles.ts'
import { loadPdf } from '../print/finishPdf.ts'
import { printedPages } from '../print/quizPages.ts'
import { readPdf, type ReadPdf } from '../print/readPdf.ts'
import { EXTRA_MARK } from '../print/slidesPdf.ts'
import type { Problem } from '../problem.ts'
import { parseQuiz } from '../quiz/parse.ts'
import { stampOf } from '../site/stamp.ts'
import type { Gate } from './gate.ts'
import { epubPaper } from './epubPaper.ts'
import { bare, handoutPaper } from './handoutPaper.ts'

/** Points; CSS px are 0.75 of them. */
const SLIDE = [735, 414] as const

/** Names of fonts that the file uses without carrying them. A font of type 3, which Chromium makes of a variable one, is its glyphs' own drawings. */
export function fontsNotEmbedded(pdf: PDFDocument): string[] {
  const missing = new Set<string>()
  for (const [, font] of pdf.context.enumerateIndirectObjects()) {
    if (
      !(font instanceof PDFDict) ||
      font.get(PDFName.of('Type')) !== PDFName.of('Font') ||
      ['/Type0', '/Type3'].includes(String(font.get(PDFName.of('Subtype'))))
    )
      continue
    const descriptor = font.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict)
    if (!['FontFile', 'FontFile2', 'FontFile3'].some(k => descriptor?.has(PDFName.of(k))))
      missing.add(String(font.get(PDFName.of('BaseFont'))))
  }
  return [...missing]
}

function common(pdf: ReadPdf, name: string, title: string): Problem[] {
  const out: Problem[] = []
  const bad = (message: string, page = 1) => out.push({ file: `dist/pdf/${name}`, line: page, message })
  if (!pdf.title.startsWith(title)) bad(`its title is "${pdf.title}", not "${title}"`)
  if (!pdf.language) bad('it names no language')
  if (!pdf.marked) bad('it is not tagged')
  if (!pdf.outline.length) bad('it has no bookmarks')
  pdf.pages.forEach((p, i) => {
    if (Math.abs(p.width - SLIDE[0]) > 1.5 || Math.abs(p.height - SLIDE[1]) > 1.5)
      bad(`page ${i + 1} is ${p.width.toFixed(0)} x ${p.height.toFixed(0)} points, not ${SLIDE.join(' x ')}`, i + 1)
    if (!p.text.trim()) bad(`page ${i + 1} holds no text`, i + 1)
  })
  return out
}

/** Pages that each slide takes: one, of a quiz one for each question; in a file with a page for each click, as many as the slide has states. */
function pagesOf(deck: Deck, clicks: readonly number[], steps: boolean): number[] {
  return deck.slides.map((slide, i) => (slide.layout === 'quiz' || !steps ? printedPages(slide) : 1 + (clicks[i] ?? 0)))
}
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0)

/**
 * The slides of a deck.
 * @param clicks of each slide: a file that was made with `--steps` has a page for each, and is known by their number
 */
export async function slidesPaper(
  deck: Deck,
  dist: string,
  clicks: readonly number[],
): Promise<{ pages: number; problems: Problem[] }> {
  const name = `${deck.id}-slides.pdf`
  const file = join(dist, 'pdf', name)
  if (!existsSync(file)) return { pages: 0, problems: [notBuilt(name)] }
  const pdf = await readPdf(file)
  const problems = common(pdf, name, deck.head.title)
  const bad = (page: number, message: string) => problems.push({ file: `dist/pdf/${name}`, line: page, message })
  for (const font of fontsNotEmbedded(await loadPdf(await readFile(file)))) bad(1, `the font ${font} is not embedded`)
  const quiz = join(deck.dir, 'quiz.yaml')
  const asked = new Map(
    existsSync(quiz) ? parseQuiz(await readFile(quiz, 'utf8'), quiz).questions.map(q => [q.id, q.question]) : [],
  )
  const plain = pagesOf(deck, clicks, false)
  const stepped = pagesOf(deck, clicks, true)
  const steps = pdf.pages.length !== sumOf(plain) && pdf.pages.length === sumOf(stepped)
  const counts = steps ? stepped : plain
  let first = 0
  deck.slides.forEach((slide, i) => {
    const text = (page: number): string => bare(pdf.pages[page]?.text ?? '')
    const taken = Array.from({ length: counts[i]! }, (_, k) => first + k)
    for (const page of taken) {
      const marked = text(page).includes(bare(EXTRA_MARK))
      if (slide.extra && !marked) bad(page + 1, `page ${page + 1} does not say that slide ${slide.no} is ${EXTRA_MARK}`)
      if (!slide.extra && marked) bad(page + 1, `page ${page + 1} says that slide ${slide.no} is ${EXTRA_MARK}`)
    }
    if (slide.layout !== 'quiz') {
      for (const page of taken)
        if (!text(page).includes(bare(slide.title))) bad(page + 1, `page ${page + 1} lacks its title "${slide.title}"`)
    } else
      [slide.frontmatter.quiz].flat().forEach((id, q) => {
        if (!text(first + q).includes(bare(asked.get(String(id)) ?? `the quiz has no question ${id}`)))
          bad(first + q + 1, `page ${first + q + 1} lacks question \`${id}\` of the quiz`)
      })
    first += counts[i]!
  })
  if (pdf.pages.length !== first)
    bad(
      1,
      `has ${pdf.pages.length} pages for ${deck.slides.length} slides, which take ${first}, or ${sumOf(stepped)} with a page for each click`,
    )
  return { pages: pdf.pages.length, problems }
}

const notBuilt = (name: string): Problem => ({
  file: `dist/pdf/${name}`,
  line: 1,
  message: 'was not built: run `npm run build`',
})

export const paperGate: Gate = {
  name: 'paper',
  about:
    'each PDF and the EPUB read back: pages, sizes, text, code, bookmarks, tags, alternative texts, title, language, fonts',
  needs: 'dist',
  async run({ root, decks, dist }) {
    const problems: Problem[] = []
    let pages = 0
    const add = (read: { pages: number; problems: Problem[] }): void => {
      pages += read.pages
      problems.push(...read.problems)
    }
    const content = await readCourse(
      root,
      decks.map(deck => deck.id),
    )
    const stamp = stampOf(root, courseOf(root))
    for (const deck of decks) {
      const own = content.decks.filter(d => d.id === deck.id)
      add(await slidesPaper(deck, dist, own[0]?.slides.map(slide => slide.clicks) ?? []))
      for (const paper of ['a4', 'letter'] as const) {
        const name = handoutFile(deck.id, paper)
        const expected = { decks: own, title: `${deck.head.title}: handout`, paper, book: false, stamp }
        if (existsSync(join(dist, name))) add(await handoutPaper(join(dist, name), name, expected))
        else problems.push(notBuilt(name.replace('pdf/', '')))
      }
    }
    if (publishedIds(root).every(id => decks.some(deck => deck.id === id))) {
      const expected = {
        decks: content.decks,
        title: readCourseFile(root).title,
        paper: 'a4' as const,
        book: true,
        stamp,
      }
      if (existsSync(join(dist, BOOK_FILE))) add(await handoutPaper(join(dist, BOOK_FILE), BOOK_FILE, expected))
      else problems.push(notBuilt(BOOK_FILE.replace('pdf/', '')))
      if (existsSync(join(dist, EPUB_FILE))) add(await epubPaper(join(dist, EPUB_FILE), EPUB_FILE, expected))
      else problems.push(notBuilt(EPUB_FILE.replace('pdf/', '')))
    }
    return { checked: pages, what: 'pages of PDF and EPUB', problems }
  },
}
