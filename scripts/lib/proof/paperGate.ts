// Paper: each PDF read back: pages, their size, text, bookmarks, tags, title, language, embedded fonts, filmstrips of stepped figures.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib'
import type { Deck } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { readPdf, type ReadPdf } from '../print/readPdf.ts'
import { findTags } from '../tags.ts'
import type { Gate } from './gate.ts'
import { figureTags } from './wordsGate.ts'

/** Points; CSS px are 0.75 of them. */
const SIZES = { slides: [735, 414], a4: [595, 842], letter: [612, 792] } as const

/** Letters and digits only: line breaks, hyphens and typographic quotes of a PDF's text do not count. */
const bare = (s: string): string => s.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** Names of fonts that the file uses without carrying them. */
export async function fontsNotEmbedded(file: string): Promise<string[]> {
  const pdf = await PDFDocument.load(await readFile(file), { updateMetadata: false }), missing = new Set<string>()
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor')) continue
    if (!['FontFile', 'FontFile2', 'FontFile3'].some(k => object.has(PDFName.of(k)))) missing.add(String(object.get(PDFName.of('FontName'))))
  }
  return [...missing]
}

function common(pdf: ReadPdf, name: string, title: string, size: readonly [number, number]): Problem[] {
  const out: Problem[] = [], bad = (message: string, page = 1) => out.push({ file: `dist/pdf/${name}`, line: page, message })
  if (!pdf.title.startsWith(title)) bad(`its title is "${pdf.title}", not "${title}"`)
  if (!pdf.language) bad('it names no language')
  if (!pdf.marked) bad('it is not tagged')
  if (!pdf.outline.length) bad('it has no bookmarks')
  pdf.pages.forEach((p, i) => {
    if (Math.abs(p.width - size[0]) > 1.5 || Math.abs(p.height - size[1]) > 1.5) bad(`page ${i + 1} is ${p.width.toFixed(0)} x ${p.height.toFixed(0)} points, not ${size.join(' x ')}`, i + 1)
    if (!p.text.trim()) bad(`page ${i + 1} holds no text`, i + 1)
  })
  return out
}

async function deckPaper(deck: Deck, dist: string, figures: ReadonlySet<string>): Promise<{ pages: number; problems: Problem[] }> {
  const problems: Problem[] = []
  let pages = 0
  const read = async (name: string, title: string, size: readonly [number, number]) => {
    const file = join(dist, 'pdf', name)
    if (!existsSync(file)) { problems.push({ file: `dist/pdf/${name}`, line: 1, message: 'was not built: run `npm run build`' }); return null }
    const pdf = await readPdf(file)
    pages += pdf.pages.length
    problems.push(...common(pdf, name, title, size))
    for (const font of await fontsNotEmbedded(file)) problems.push({ file: `dist/pdf/${name}`, line: 1, message: `the font ${font} is not embedded` })
    return pdf
  }
  const slides = await read(`${deck.id}-slides.pdf`, deck.head.title, SIZES.slides)
  if (slides) {
    if (slides.pages.length !== deck.slides.length) problems.push({ file: `dist/pdf/${deck.id}-slides.pdf`, line: 1, message: `has ${slides.pages.length} pages for ${deck.slides.length} slides` })
    deck.slides.forEach((s, i) => { if (s.layout !== 'quiz' && !bare(slides.pages[i]?.text ?? '').includes(bare(s.title))) problems.push({ file: `dist/pdf/${deck.id}-slides.pdf`, line: i + 1, message: `page ${i + 1} lacks its title "${s.title}"` }) })
  }
  for (const [suffix, size] of [['', SIZES.a4], ['-letter', SIZES.letter]] as const) {
    const name = `${deck.id}-handout${suffix}.pdf`, handout = await read(name, deck.head.title, size)
    if (!handout) continue
    const text = bare(handout.pages.map(p => p.text).join(' '))
    for (const s of deck.slides) {
      const note = bare((s.note.split('\n').find(l => l.trim() && !/^(Ask|Demo|Aside):/.test(l.trim())) ?? '').replaceAll(/\[click(?::\d+)?\]|\*\*|`|<[^>]+>|\[([^\]]*)\]\([^)]*\)/g, '$1')).slice(0, 40)
      if (note && s.layout !== 'cover' && !text.includes(note)) problems.push({ file: `dist/pdf/${name}`, line: 1, message: `the notes of slide ${s.no} are missing ("${s.note.trim().slice(0, 50)}…")` })
      const stepped = findTags(s.content).some(t => figures.has(t.name) && t.name !== 'Fact') && s.layout === 'figure'
      if (stepped && !text.includes(bare(`Fig. ${deck.head.mechanism}.${s.no}`))) problems.push({ file: `dist/pdf/${name}`, line: 1, message: `figure ${deck.head.mechanism}.${s.no} is missing` })
    }
  }
  return { pages, problems }
}

export const paperGate: Gate = {
  name: 'paper', about: 'each PDF read back: pages, sizes, text, bookmarks, tags, title, language, fonts, filmstrips', needs: 'dist',
  async run({ root, decks, dist }) {
    const figures = figureTags(root), problems: Problem[] = []
    let pages = 0
    for (const deck of decks) { const r = await deckPaper(deck, dist, figures); pages += r.pages; problems.push(...r.problems) }
    return { checked: pages, what: 'pages of PDF', problems }
  },
}
