// Paper: each PDF read back: pages, their size, text, bookmarks, tags, title, language, embedded fonts, filmstrips of stepped figures.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDict, type PDFDocument, PDFName } from 'pdf-lib'
import type { Deck } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { contentsLinks } from '../print/contents.ts'
import { loadPdf } from '../print/finishPdf.ts'
import { printedPages } from '../print/quizPages.ts'
import { parseQuiz } from '../quiz/parse.ts'
import { readPdf, type ReadPdf } from '../print/readPdf.ts'
import { findTags } from '../tags.ts'
import type { Gate } from './gate.ts'
import { figureTags } from './wordsGate.ts'

/** Points; CSS px are 0.75 of them. */
const SIZES = { slides: [735, 414], a4: [595, 842], letter: [612, 792] } as const

/** Letters and digits only: line breaks, hyphens and typographic quotes of a PDF's text do not count; nor does the apostrophe, which shares its glyph with a letter. */
const bare = (s: string): string => s.replaceAll(/[^\p{L}\p{N}]|\u02bc/gu, '').toLowerCase()

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

function common(pdf: ReadPdf, name: string, title: string, size: readonly [number, number]): Problem[] {
  const out: Problem[] = [],
    bad = (message: string, page = 1) => out.push({ file: `dist/pdf/${name}`, line: page, message })
  if (!pdf.title.startsWith(title)) bad(`its title is "${pdf.title}", not "${title}"`)
  if (!pdf.language) bad('it names no language')
  if (!pdf.marked) bad('it is not tagged')
  if (!pdf.outline.length) bad('it has no bookmarks')
  pdf.pages.forEach((p, i) => {
    if (Math.abs(p.width - size[0]) > 1.5 || Math.abs(p.height - size[1]) > 1.5)
      bad(`page ${i + 1} is ${p.width.toFixed(0)} x ${p.height.toFixed(0)} points, not ${size.join(' x ')}`, i + 1)
    if (!p.text.trim()) bad(`page ${i + 1} holds no text`, i + 1)
  })
  return out
}

export async function deckPaper(
  deck: Deck,
  dist: string,
  figures: ReadonlySet<string>,
): Promise<{ pages: number; problems: Problem[] }> {
  const problems: Problem[] = []
  let pages = 0
  const quiz = join(deck.dir, 'quiz.yaml')
  const asked = new Map(
    existsSync(quiz) ? parseQuiz(await readFile(quiz, 'utf8'), quiz).questions.map(q => [q.id, q.question]) : [],
  )
  const read = async (name: string, title: string, size: readonly [number, number]) => {
    const file = join(dist, 'pdf', name)
    if (!existsSync(file)) {
      problems.push({ file: `dist/pdf/${name}`, line: 1, message: 'was not built: run `npm run build`' })
      return null
    }
    const pdf = await readPdf(file)
    pages += pdf.pages.length
    problems.push(...common(pdf, name, title, size))
    const raw = await loadPdf(await readFile(file))
    for (const font of fontsNotEmbedded(raw))
      problems.push({ file: `dist/pdf/${name}`, line: 1, message: `the font ${font} is not embedded` })
    return { ...pdf, contents: contentsLinks(raw) }
  }
  const slides = await read(`${deck.id}-slides.pdf`, deck.head.title, SIZES.slides)
  if (slides) {
    const bad = (page: number, message: string) =>
      problems.push({ file: `dist/pdf/${deck.id}-slides.pdf`, line: page, message })
    let first = 0
    for (const s of deck.slides) {
      if (s.layout !== 'quiz') {
        if (!bare(slides.pages[first]?.text ?? '').includes(bare(s.title)))
          bad(first + 1, `page ${first + 1} lacks its title "${s.title}"`)
      } else
        [s.frontmatter.quiz].flat().forEach((id, q) => {
          if (
            !bare(slides.pages[first + q]?.text ?? '').includes(
              bare(asked.get(String(id)) ?? `the quiz has no question ${id}`),
            )
          )
            bad(first + q + 1, `page ${first + q + 1} lacks question \`${id}\` of the quiz`)
        })
      first += printedPages(s)
    }
    if (slides.pages.length !== first)
      bad(1, `has ${slides.pages.length} pages for ${deck.slides.length} slides, which take ${first}`)
  }
  for (const [suffix, size] of [
    ['', SIZES.a4],
    ['-letter', SIZES.letter],
  ] as const) {
    const name = `${deck.id}-handout${suffix}.pdf`,
      handout = await read(name, deck.head.title, size)
    if (!handout) continue
    for (const { on, to, box } of handout.contents) {
      const [left, bottom, right, top] = box,
        said = handout.pages[on]!.pieces.some(
          p => p.text === String(to + 1) && p.x > left && p.x < right && p.y > bottom && p.y < top,
        )
      if (!said)
        problems.push({
          file: `dist/pdf/${name}`,
          line: on + 1,
          message: `an entry of the contents leads to page ${to + 1} and does not say so`,
        })
    }
    if (!handout.contents.length) problems.push({ file: `dist/pdf/${name}`, line: 1, message: 'it has no contents' })
    const text = bare(handout.pages.map(p => p.text).join(' '))
    for (const s of deck.slides) {
      // The angle brackets of code are no tags.
      const note = bare(
        (s.note.split('\n').find(l => l.trim() && !/^(Ask|Demo|Aside):/.test(l.trim())) ?? '')
          .replaceAll(/`[^`]*`/g, code => code.replaceAll(/[<>]/g, ' '))
          .replaceAll(/\[click(?::\d+)?\]|\*\*|`|<[^>]+>|\[([^\]]*)\]\([^)]*\)/g, '$1'),
      ).slice(0, 40)
      if (note && s.layout !== 'cover' && !text.includes(note))
        problems.push({
          file: `dist/pdf/${name}`,
          line: 1,
          message: `the notes of slide ${s.no} are missing ("${s.note.trim().slice(0, 50)}…")`,
        })
      const stepped = findTags(s.content).some(t => figures.has(t.name) && t.name !== 'Fact') && s.layout === 'figure'
      if (stepped && !text.includes(bare(`Fig. ${deck.head.mechanism}.${s.no}`)))
        problems.push({
          file: `dist/pdf/${name}`,
          line: 1,
          message: `figure ${deck.head.mechanism}.${s.no} is missing`,
        })
    }
  }
  return { pages, problems }
}

export const paperGate: Gate = {
  name: 'paper',
  about: 'each PDF read back: pages, sizes, text, bookmarks, tags, title, language, fonts, filmstrips',
  needs: 'dist',
  async run({ root, decks, dist }) {
    const figures = figureTags(root),
      problems: Problem[] = []
    let pages = 0
    for (const deck of decks) {
      const r = await deckPaper(deck, dist, figures)
      pages += r.pages
      problems.push(...r.problems)
    }
    return { checked: pages, what: 'pages of PDF', problems }
  },
}
