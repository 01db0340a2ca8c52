// The gate of paper against files with planted defects.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-chromium'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import type { Deck } from '../deck.ts'
import { numberContents } from '../print/contents.ts'
import { finishPdf, loadPdf, savePdf, setFacts } from '../print/finishPdf.ts'
import { deckPaper, fontsNotEmbedded } from './paperGate.ts'

const dist = mkdtempSync(join(tmpdir(), 'ri-paper-'))
const note = 'The first sentence of the notes says what the slide shows.'
const deck = {
  id: '97-paper',
  dir: dist,
  file: 'decks/97-paper/slides.md',
  head: { title: 'Paper', mechanism: 97 },
  slides: [
    { no: 1, layout: 'default', title: 'One claim', content: '', note },
    { no: 2, layout: 'figure', title: 'Another claim', content: '<FatPointer rec="x" />', note },
  ],
} as unknown as Deck
const figures = new Set(['FatPointer'])
const facts = { title: 'Paper', subject: '', keywords: [], language: 'en', served: 'http://x/', publicUrl: null }
const style = (size: string) =>
  `<style>@page { size: ${size}; margin: 30px } h1 { break-before: page; font: 20px monospace }</style>`
const slides = `${style('980px 552px').replace('margin: 30px', 'margin: 0')}<h1 style="break-before:auto">One claim</h1><h1>Another claim</h1>`
const handout = (size: string) =>
  `${style(size)}<a style="display:block;width:300px" href="#s1">One claim</a><a style="display:block;width:300px" href="#s2">Another claim</a><h1 id="s1">One claim</h1><p>${note}</p><h1 id="s2">Another claim</h1><p>Fig. 97.2 ${note}</p><p style="font-family:'IBM Plex Mono'">0123456789</p>`
const font = readFileSync(
  join(import.meta.dirname, '../../../public/fonts/ibm-plex-mono-latin-400-normal.woff2'),
).toString('base64')
let browser: Browser
const print = async (html: string, options = {}) => {
  const page = await browser.newPage()
  await page.setContent(
    `<html lang="en"><style>@font-face { font-family: 'IBM Plex Mono'; src: url(data:font/woff2;base64,${font}) }</style>${html}`,
  )
  await page.evaluate(() => document.fonts.ready)
  const bytes = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true, ...options })
  await page.close()
  return bytes
}
/** As a handout is finished. */
const numbered = async (bytes: Uint8Array) => {
  const pdf = await loadPdf(bytes)
  numberContents(pdf)
  setFacts(pdf, facts)
  return savePdf(pdf)
}
const write = (name: string, bytes: Uint8Array) => writeFileSync(join(dist, 'pdf', name), bytes)
const kept = new Map<string, Uint8Array>()
/** Files without a defect, printed once. */
async function sound(): Promise<void> {
  if (!kept.size) {
    kept.set('97-paper-slides.pdf', await finishPdf(await print(slides), facts))
    for (const [size, suffix] of [
      ['A4', ''],
      ['Letter', '-letter'],
    ] as const)
      kept.set(`97-paper-handout${suffix}.pdf`, await numbered(await print(handout(size))))
  }
  for (const [name, bytes] of kept) write(name, bytes)
}
const problems = async () => (await deckPaper(deck, dist, figures)).problems.map(p => `${p.file}: ${p.message}`)

beforeAll(async () => {
  browser = await launchBrowser()
  mkdirSync(join(dist, 'pdf'))
  await sound()
})
afterAll(async () => {
  await browser.close()
  rmSync(dist, { recursive: true })
})

describe('paper', () => {
  it('finds nothing in sound files', async () => expect(await problems()).toEqual([]))
  it.each<[string, string, () => Promise<Uint8Array>, RegExp]>([
    [
      'a page too few',
      'slides',
      async () => finishPdf(await print(slides.replace('<h1>Another claim</h1>', '')), facts),
      /has 1 pages for 2 slides/,
    ],
    [
      'a title that is not there',
      'slides',
      async () => finishPdf(await print(slides.replace('Another', 'No')), facts),
      /page 2 lacks its title/,
    ],
    [
      'another size',
      'slides',
      async () => finishPdf(await print(slides.replace('980px', '900px')), facts),
      /not 735 x 414/,
    ],
    ['no tags', 'slides', async () => finishPdf(await print(slides, { tagged: false }), facts), /is not tagged/],
    [
      'no bookmarks',
      'slides',
      async () => finishPdf(await print(slides, { outline: false }), facts),
      /has no bookmarks/,
    ],
    [
      'another title',
      'slides',
      async () => finishPdf(await print(slides), { ...facts, title: 'Else' }),
      /its title is "Else"/,
    ],
    [
      'a page without text',
      'slides',
      async () => finishPdf(await print(`${slides}<h1><svg width="5" height="5"></svg></h1>`), facts),
      /page 3 holds no text/,
    ],
    [
      'notes that are missing',
      'handout',
      async () => numbered(await print(handout('A4').replaceAll(note, ''))),
      /the notes of slide 1 are missing/,
    ],
    [
      'a figure that is missing',
      'handout',
      async () => numbered(await print(handout('A4').replace('97.2', ''))),
      /figure 97\.2 is missing/,
    ],
    [
      'contents without numbers',
      'handout',
      async () => finishPdf(await print(handout('A4')), facts),
      /leads to page 2 and does not say so/,
    ],
    [
      'no contents',
      'handout',
      async () => finishPdf(await print(handout('A4').replaceAll('href', 'data-href')), facts),
      /has no contents/,
    ],
  ])('notices %s', async (_, kind, make, what) => {
    write(`97-paper-${kind}.pdf`, await make())
    expect(await problems()).toContainEqual(expect.stringMatching(what))
    await sound()
  })
  it('notices a file that is not there', async () => {
    rmSync(join(dist, 'pdf/97-paper-slides.pdf'))
    expect(await problems()).toContainEqual(expect.stringMatching(/was not built/))
    await sound()
  })
  it('notices a font that the file does not carry', async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage().drawText('x', { font: await pdf.embedFont(StandardFonts.Helvetica) })
    expect(fontsNotEmbedded(await PDFDocument.load(await pdf.save()))).toEqual(['/Helvetica'])
  })
})
