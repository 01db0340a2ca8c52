// The gate of paper against files with planted defects.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib'
import type { Browser } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import type { DeckContent } from '../content/blocks.ts'
import { HEAD, TestCourse } from '../content/fixture.testing.ts'
import { type Deck, ROOT } from '../deck.ts'
import { finishPdf, loadPdf, savePdf } from '../print/finishPdf.ts'
import { bookOf, handoutOf } from '../renderings/book/document.ts'
import { editionOf } from '../renderings/book/edition.ts'
import type { Document, PlateSheet, Row, Sheet } from '../renderings/book/model.ts'
import { typeset } from '../renderings/book/typeset.ts'
import { gather } from '../renderings/gather.ts'
import { handoutPaper } from './handoutPaper.ts'
import { fontsNotEmbedded, slidesPaper } from './paperGate.ts'

const dist = mkdtempSync(join(tmpdir(), 'ri-paper-'))
afterAll(() => rmSync(dist, { recursive: true }))

// ---------- handouts ----------

const STAMP = 'Rust internals 0.0, verified with rustc 1.0.0'
/** A deck of three slides. */
const THREE = `${HEAD}
---
layout: section
minutes: 1
question: What lies behind the handle?
---

# Counts lie before the value

<!--
We look at the block itself, byte for byte.
-->

---
layout: figure
minutes: 1
---

# The block is freed with the last weak handle

<RefCount rec="counts" />

<!--
Both counts start at one when the block is made.

${Array.from({ length: 12 }, () => '[click] A handle comes or goes, and one count follows it.').join('\n\n')}

Ask: Who frees the block in the end?

Answer: The last weak handle of all.
-->

---
layout: default
minutes: 1
---

# Two programs differ in one word

<Code src="box-out.rs" output />

| what | how much |
| ---- | -------- |
| one  | a word   |

<!--
The field is moved out of the box, and the rest of it stays usable.

- First item of a list
- Second item of a list
-->
`

const course = new TestCourse()
afterAll(() => course.remove())
let content: DeckContent
let made: Document

async function documentOf(text: string): Promise<Document> {
  const tested = await course.readText(text)
  content = tested.content!
  const around = await gather(content, {
    library: await course.library,
    glossary: [],
    cards: [],
    planned: new Set(),
    stamp: STAMP,
    publicUrl: 'https://example.org/course/',
  })
  const edition = { ...editionOf(ROOT, { decks: [], glossary: [] }, STAMP, [1, 2, 3]) }
  const { document, problems } = handoutOf(around, edition)
  expect(problems).toEqual([])
  return document
}
const print = async (document: Document, name: string): Promise<string> => {
  const out = join(dist, `${name}.pdf`)
  await typeset(document, [{ paper: 'a4', out }], { root: ROOT, cache: join(ROOT, '.cache') })
  return out
}
const problemsOf = async (file: string): Promise<string[]> => {
  const expected = {
    decks: [content],
    title: 'A deck for tests: handout',
    paper: 'a4' as const,
    book: false,
    stamp: STAMP,
  }
  return (await handoutPaper(file, 'x.pdf', expected)).problems.map(p => p.message)
}
/** The sound file with something done to it. */
async function damaged(file: string, damage: (pdf: PDFDocument) => void): Promise<string> {
  const pdf = await loadPdf(readFileSync(file))
  damage(pdf)
  const out = join(dist, 'damaged.pdf')
  writeFileSync(out, await savePdf(pdf))
  return out
}
const dicts = (pdf: PDFDocument, key: string, value: string): PDFDict[] =>
  pdf.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFDict && object.get(PDFName.of(key)) === PDFName.of(value) ? [object] : [],
    )
const bookmarksOf = (pdf: PDFDocument): PDFDict[] =>
  pdf.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFDict && object.has(PDFName.of('Title')) && object.has(PDFName.of('Parent')) ? [object] : [],
    )

describe('a handout', () => {
  let sound = ''
  beforeAll(async () => {
    course.write('course.yaml', readFileSync(join(ROOT, 'course.yaml'), 'utf8'))
    made = await documentOf(THREE)
    sound = await print(made, 'sound')
  })

  it('of three slides is made, and nothing is wrong with it', async () => expect(await problemsOf(sound)).toEqual([]))

  it.each<[string, (pdf: PDFDocument) => void, RegExp]>([
    [
      'a picture without an alternative text',
      pdf => dicts(pdf, 'S', 'Figure')[0]!.delete(PDFName.of('Alt')),
      /a picture has nothing as its alternative text/,
    ],
    ['no tags', pdf => pdf.catalog.delete(PDFName.of('StructTreeRoot')), /it has no tags/],
    [
      'a table without headers',
      pdf => dicts(pdf, 'S', 'TH').forEach(cell => cell.set(PDFName.of('S'), PDFName.of('TD'))),
      /a table has no headers/,
    ],
    [
      'a list whose items have no bodies',
      pdf => dicts(pdf, 'S', 'LBody').forEach(body => body.set(PDFName.of('S'), PDFName.of('Div'))),
      /an item without a body/,
    ],
    [
      'a link without text',
      pdf => dicts(pdf, 'S', 'Link').forEach(link => link.set(PDFName.of('K'), PDFArray.withContext(pdf.context))),
      /a link has no text/,
    ],
    [
      'a level of headings that is skipped',
      pdf => dicts(pdf, 'S', 'H2').forEach(heading => heading.set(PDFName.of('S'), PDFName.of('H4'))),
      /a heading of level 4 follows one of level 1/,
    ],
    [
      'a bookmark with another title',
      pdf => bookmarksOf(pdf)[2]!.set(PDFName.of('Title'), PDFString.of('Else')),
      /no bookmark ".+" where it belongs/,
    ],
    [
      'a bookmark that leads nowhere',
      pdf => bookmarksOf(pdf)[0]!.delete(PDFName.of('Dest')),
      /the bookmark ".+" leads nowhere/,
    ],
    ['another language', pdf => pdf.setLanguage('de'), /its language is "de"/],
    ['another title', pdf => pdf.setTitle('Else'), /its title is "Else"/],
    ['no author', pdf => pdf.setAuthor(''), /it names no author/],
    ['no version', pdf => pdf.setSubject('Something'), /does not say which version/],
    ['another paper', pdf => pdf.getPages()[0]!.setSize(500, 700), /page 1 is 500 x 700 points/],
    ['a page without text', pdf => void pdf.addPage([595.28, 841.89]), /holds no text/],
  ])('with %s turns the gate red', async (_, damage, what) =>
    expect(await problemsOf(await damaged(sound, damage))).toContainEqual(expect.stringMatching(what)),
  )

  /** Its one listing. */
  const plateOf = (document: Document): PlateSheet => {
    const sheets = document.chapters[0]!.slides.flatMap(slide => slide.parts).flatMap((part): Sheet[] => {
      if (part.part === 'run') return part.items.map(item => item.sheet)
      return part.part === 'wide' ? [part.sheet] : []
    })
    return sheets.find(sheet => sheet.kind === 'plate')!
  }
  const line = (text: string, number = 1): Row => ({ row: 'line', number, tokens: [['', text]], mark: false })
  it.each<[string, (document: Document) => void, RegExp]>([
    [
      'a line of code is too long',
      document => Object.assign(plateOf(document), { rows: [line('x'.repeat(140))] }),
      /page \d is overfull: "x+…" leaves the text at the right/,
    ],
    [
      'a listing is higher than a page',
      document =>
        Object.assign(plateOf(document), { rows: Array.from({ length: 80 }, (_, i) => line(`let x${i};`, i + 1)) }),
      /page \d is overfull: "let x\d+;" stands below the text/,
    ],
    [
      'code is not in its order',
      document => Object.assign(plateOf(document), { rows: plateOf(document).rows.toReversed() }),
      /the code of box-out\.rs on slide 4 does not stand on the pages in one piece/,
    ],
    [
      'a slide has lost its words',
      document => Object.assign(document.chapters[0]!.slides[0]!, { parts: [] }),
      /slide 2 says "We look at the block itself/,
    ],
    [
      'an answer is missing',
      document => Object.assign(document.chapters[0]!, { asked: [] }),
      /slide 3 says "The last weak handle/,
    ],
  ])('where %s turns the gate red', async (_, damage, what) => {
    const document = structuredClone(made)
    damage(document)
    expect(await problemsOf(await print(document, 'altered'))).toContainEqual(expect.stringMatching(what))
  })

  it('is not made where the typesetter warns or refuses, and is told where', async () => {
    const document = structuredClone(made)
    Object.assign(plateOf(document), { title: 'a sign that no font has: \u{1F980}' })
    await expect(print(document, 'refused')).rejects.toThrow(/scripts\/lib\/renderings\/book\/template\/\w+\.typ:\d+: /)
  })
})

// ---------- the book ----------

/** A question that stands at the left and one that stands at the right; the answer of each on the back of a leaf. */
const ASKING = `${HEAD}
---
layout: section
minutes: 1
question: What may be moved?
---

# What may be moved

<!--
We look at two programs.
-->
${['box-out', 'rc-out']
  .map(
    rec => `
---
layout: predict
minutes: 2
---

# What does ${rec} say?

<Code src="${rec}.rs" output reveal />

<!--
The program moves one field out of a handle.

[click] One of the two gives away what it owns.
-->
`,
  )
  .join('')}`

describe('the book', () => {
  let asking: Document
  beforeAll(async () => {
    const tested = await course.readText(ASKING)
    content = tested.content!
    const shared = { library: await course.library, glossary: [], cards: [], planned: new Set<string>() }
    const around = await gather(content, { ...shared, stamp: STAMP, publicUrl: null })
    const made = bookOf([around], editionOf(ROOT, { decks: [], glossary: [] }, STAMP, [1]))
    expect(made.problems).toEqual([])
    asking = made.document
  })
  const heard = async (file: string): Promise<string[]> => {
    const expected = { decks: [content], title: 'Rust internals', paper: 'a4' as const, book: true, stamp: STAMP }
    return (await handoutPaper(file, 'x.pdf', expected)).problems.map(p => p.message)
  }

  it('has the answer of each prediction on the back of a leaf', async () =>
    expect(await heard(await print(asking, 'book'))).toEqual([]))

  it('whose answer faces its question turns the gate red', async () => {
    const file = await damaged(await print(asking, 'book'), pdf => pdf.removePage(1))
    expect(await heard(file)).toContainEqual(expect.stringMatching(/the answer of slide 3 of .+ faces its question/))
  })

  it('whose answer follows its question at once turns the gate red', async () => {
    const document = structuredClone(asking)
    const asks = document.chapters[0]!.slides.find(slide => slide.asks)!
    Object.assign(asks, { parts: asks.parts.filter(part => part.part !== 'answer') })
    expect(await heard(await print(document, 'altered'))).toContainEqual(
      expect.stringMatching(/slide 3 of .+ asks, and no answer stands under its title/),
    )
  })
})

// ---------- slides ----------

const deck = {
  id: '97-paper',
  dir: dist,
  file: 'decks/97-paper/slides.md',
  head: { title: 'Paper', mechanism: 97 },
  slides: [
    { no: 1, layout: 'default', title: 'One claim', content: '', note: '', extra: false },
    { no: 2, layout: 'figure', title: 'Another claim', content: '', note: '', extra: true },
  ],
} as unknown as Deck
const facts = { title: 'Paper', subject: '', keywords: [], language: 'en', served: 'http://x/', publicUrl: null }
const style = (size: string) =>
  `<style>@page { size: ${size}; margin: 0 } h1 { break-before: page; font: 20px monospace }</style>`
/** Of the two slides. */
const CLICKS = [2, 0]
const MARK = '<p>beyond the lecture</p>'
const first = '<h1 style="break-before:auto">One claim</h1>'
const slides = `${style('980px 552px')}${first}<h1>Another claim</h1>${MARK}`
const stepped = slides.replace(first, `${first}<h1>One claim</h1><h1>One claim</h1>`)

describe('slides', () => {
  let browser: Browser
  const printed = async (html: string, options = {}) => {
    const page = await browser.newPage()
    await page.setContent(`<html lang="en">${html}`)
    const bytes = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true, ...options })
    await page.close()
    return bytes
  }
  const file = join(dist, 'pdf/97-paper-slides.pdf')
  const sound = async () => writeFileSync(file, await finishPdf(await printed(slides), facts))
  const problems = async () => (await slidesPaper(deck, dist, CLICKS)).problems.map(p => `${p.file}: ${p.message}`)
  beforeAll(async () => {
    browser = await launchBrowser()
    mkdirSync(join(dist, 'pdf'))
    await sound()
  })
  afterAll(() => browser.close())

  it('are sound', async () => expect(await problems()).toEqual([]))
  it('are sound with a page for each click', async () => {
    writeFileSync(file, await finishPdf(await printed(stepped), facts))
    expect(await problems()).toEqual([])
    await sound()
  })
  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    [
      'a page too few',
      async () => finishPdf(await printed(slides.replace('<h1>Another claim</h1>', '')), facts),
      /has 1 pages for 2 slides, which take 2, or 4 with a page for each click/,
    ],
    [
      'a page for each click but one',
      async () => finishPdf(await printed(stepped.replace('<h1>One claim</h1>', '')), facts),
      /has 3 pages for 2 slides/,
    ],
    [
      'a state of another slide',
      async () => finishPdf(await printed(stepped.replace('<h1>One claim</h1>', '<h1>Else</h1>')), facts),
      /page 2 lacks its title "One claim"/,
    ],
    [
      'an extra slide that says nothing of it',
      async () => finishPdf(await printed(slides.replace(MARK, '')), facts),
      /page 2 does not say that slide 2 is beyond the lecture/,
    ],
    [
      'a mark on a slide of the lecture',
      async () => finishPdf(await printed(slides.replace(first, first + MARK)), facts),
      /page 1 says that slide 1 is beyond the lecture/,
    ],
    [
      'a title that is not there',
      async () => finishPdf(await printed(slides.replace('Another', 'No')), facts),
      /page 2 lacks its title/,
    ],
    ['another size', async () => finishPdf(await printed(slides.replace('980px', '900px')), facts), /not 735 x 414/],
    ['no tags', async () => finishPdf(await printed(slides, { tagged: false }), facts), /is not tagged/],
    ['no bookmarks', async () => finishPdf(await printed(slides, { outline: false }), facts), /has no bookmarks/],
    ['another title', async () => finishPdf(await printed(slides), { ...facts, title: 'Else' }), /its title is "Else"/],
    [
      'a page without text',
      async () => finishPdf(await printed(`${slides}<h1><svg width="5" height="5"></svg></h1>`), facts),
      /page 3 holds no text/,
    ],
  ])('with %s turn the gate red', async (_, make, what) => {
    writeFileSync(file, await make())
    expect(await problems()).toContainEqual(expect.stringMatching(what))
    await sound()
  })
  it('that are not there turn it red', async () => {
    rmSync(file)
    expect(await problems()).toContainEqual(expect.stringMatching(/was not built/))
    await sound()
  })
  it('with a font that the file does not carry turn it red', async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage().drawText('x', { font: await pdf.embedFont(StandardFonts.Helvetica) })
    expect(fontsNotEmbedded(await PDFDocument.load(await pdf.save()))).toEqual(['/Helvetica'])
  })
})
