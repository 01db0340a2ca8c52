// The EPUB of a small deck, and the gate of paper against files with planted defects.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeckContent } from '../content/blocks.ts'
import { HEAD, TestCourse } from '../content/fixture.testing.ts'
import { ROOT } from '../deck.ts'
import { bookOf } from '../renderings/book/document.ts'
import { editionOf } from '../renderings/book/edition.ts'
import { facesOf } from '../renderings/book/epub/fonts.ts'
import { epubOf, lettersOf } from '../renderings/book/epub/package.ts'
import type { Document } from '../renderings/book/model.ts'
import { gather } from '../renderings/gather.ts'
import { epubPaper } from './epubPaper.ts'

const STAMP = 'Rust internals 0.0, verified with rustc 1.0.0'
const SLIDES = `${HEAD}
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
Both counts start at one when the block is made & filled.

Ask: Who frees the block in the end?

Answer: The last weak handle of all.
-->

---
layout: predict
minutes: 2
---

# Can you move one field out of an \`Rc\`?

<Code src="rc-out.rs" reveal />

<!--
The program differs in one word from that of the box.

[click] An \`Rc\` gives away nothing of what it shares.
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
-->
`

const dir = mkdtempSync(join(tmpdir(), 'ri-epub-'))
const course = new TestCourse()
afterAll(() => {
  course.remove()
  rmSync(dir, { recursive: true })
})
let content: DeckContent
let document: Document
let sound: Uint8Array

beforeAll(async () => {
  course.write('course.yaml', readFileSync(join(ROOT, 'course.yaml'), 'utf8'))
  content = (await course.readText(SLIDES)).content!
  const around = await gather(content, {
    library: await course.library,
    glossary: [],
    cards: [],
    planned: new Set(),
    stamp: STAMP,
    publicUrl: 'https://example.org/course/',
  })
  const made = bookOf([around], editionOf(ROOT, { decks: [], glossary: [] }, STAMP, [1]))
  expect(made.problems).toEqual([])
  document = made.document
  sound = epubOf(document, await faces())
}, 60_000)

const faces = () => facesOf(join(ROOT, 'styles/faces'), join(ROOT, '.cache/book-fonts'), lettersOf(document))
async function problemsOf(bytes: Uint8Array): Promise<string[]> {
  const file = join(dir, 'book.epub')
  writeFileSync(file, bytes)
  const expected = { decks: [content], title: 'Rust internals', stamp: STAMP }
  return (await epubPaper(file, 'x.epub', expected)).problems.map(p => p.message)
}
/** The sound file with something of one of its files replaced. */
function damaged(path: string, from: string | RegExp, to: string): Uint8Array {
  const files = unzipSync(sound)
  const text = Buffer.from(files[path]!).toString('utf8')
  expect(text, `${path} holds nothing to damage`).toMatch(from)
  files[path] = Buffer.from(text.replace(from, to))
  const { mimetype, ...others } = files
  return zipSync({ mimetype: [mimetype!, { level: 0 }], ...others })
}
const textOf = (path: string): string => Buffer.from(unzipSync(sound)[path]!).toString('utf8')

describe('the EPUB', () => {
  it('has nothing wrong with it', async () => expect(await problemsOf(sound)).toEqual([]))

  it('is the same byte for byte when it is made again', async () =>
    expect(Buffer.from(epubOf(document, await faces())).equals(Buffer.from(sound))).toBe(true))

  it('keeps the answer of a prediction out of the file that asks', () => {
    const asks = textOf('book/01-a.xhtml')
    expect(asks).toContain('Predict first')
    expect(asks).not.toContain('E0507')
    expect(asks).toContain('href="01-answers.xhtml#answer-01-4"')
    const answers = textOf('book/01-answers.xhtml')
    expect(answers).toContain('E0507')
    expect(answers).toContain('gives away nothing of what it shares')
    expect(answers).toContain('href="01-a.xhtml#slide-01-4"')
  })

  it('underlines what the compiler points at, and says it in words below the line', () => {
    const answers = textOf('book/01-answers.xhtml')
    expect(answers).toMatch(
      /<span class="at first">b\.left<\/span>[\s\S]{0,40}<\/span><span class="words first">↑ move occurs/,
    )
  })

  it('names the places where a program is shown', () => {
    const programs = textOf('book/programs.xhtml')
    expect(programs).toMatch(/id="program-01-box-out"[\s\S]*?<a href="01-a\.xhtml#slide-01-5">1\.5<\/a>/)
  })

  it.each<[string, string, string | RegExp, string, RegExp]>([
    [
      'a figure without an alternative text',
      'book/01-a.xhtml',
      / aria-label="[^"]+"/,
      '',
      /01-a\.xhtml:\d+: a picture has nothing/,
    ],
    ['a tag that is not closed', 'book/01-a.xhtml', '</p>', '', /closes/],
    ['a sign that XML forbids', 'book/01-a.xhtml', 'made &amp; filled', 'made & filled', /"&" stands in the text/],
    [
      'a link that leads nowhere',
      'book/01-a.xhtml',
      '#reply-01-3a',
      '#reply-01-3x',
      /the link 01-answers\.xhtml#reply-01-3x leads nowhere/,
    ],
    [
      'a place that is there twice',
      'book/01-a.xhtml',
      'id="slide-01-4"',
      'id="slide-01-3"',
      /has the place "slide-01-3" twice/,
    ],
    [
      'a level of headings that is skipped',
      'book/01-a.xhtml',
      /<h3([\s\S]*?)<\/h3>/,
      '<h5$1</h5>',
      /a heading of level 5 follows one of level 2/,
    ],
    ['a table whose headers are cells', 'book/01-a.xhtml', / scope="col"/g, '', /a header of a table/],
    ['a script', 'book/01-a.xhtml', '<p>', '<p onclick="x()">', /it has a script/],
    ['no language', 'book/01-a.xhtml', ' lang="en-GB"', '', /does not say that it is in English/],
    ['no landmarks', 'book/nav.xhtml', 'epub:type="landmarks"', '', /it has no landmarks/],
    [
      'no metadata of accessibility',
      'book/package.opf',
      /<meta property="schema:accessibilitySummary">[^<]*<\/meta>/,
      '',
      /lacks schema:accessibilitySummary/,
    ],
    ['no date of its edition', 'book/package.opf', 'dcterms:modified', 'dcterms:created', /lacks dcterms:modified/],
    ['another title', 'book/package.opf', '<dc:title>Rust internals', '<dc:title>Else', /its title is not/],
    ['no version', 'book/package.opf', STAMP, '', /which version/],
    [
      'a page that the package forgets',
      'book/package.opf',
      /<item [^>]*href="01-a\.xhtml"[^>]*>/,
      '',
      /the package does not list book\/01-a\.xhtml/,
    ],
    [
      'a font that is not there',
      'book/package.opf',
      'fonts/Text-400.woff2',
      'fonts/x.woff2',
      /lists book\/fonts\/x\.woff2/,
    ],
    [
      'a prediction that leads nowhere',
      'book/01-a.xhtml',
      'href="01-answers.xhtml#answer-01-4"',
      'href="01-answers.xhtml"',
      /slide 4 of .* asks/,
    ],
    [
      'words that are lost',
      'book/01-a.xhtml',
      'The field is moved out of the box, and the rest of it stays usable',
      'Else',
      /slide 5 says "The field is moved/,
    ],
    [
      'a line of code too few',
      'book/01-a.xhtml',
      /<span class="line">[^\n]*<\/span>\n?<\/span>/,
      '',
      /closes|the code of/,
    ],
    [
      'an answer too few',
      'book/01-answers.xhtml',
      'The last weak handle of all',
      'It',
      /slide 3 says "The last weak handle/,
    ],
  ])('with %s turns the gate red', async (_, path, from, to, what) =>
    expect(await problemsOf(damaged(path, from, to))).toContainEqual(expect.stringMatching(what)),
  )

  it('whose type does not come first turns the gate red', async () => {
    const { mimetype, ...others } = unzipSync(sound)
    expect(await problemsOf(zipSync({ ...others, mimetype: mimetype! }))).toContainEqual(
      expect.stringMatching(/does not begin with its type/),
    )
  })

  it('is not made where a link leads nowhere', () => {
    const broken = structuredClone(document)
    Object.assign(broken.chapters[0]!.asked[0]!, { label: 'ask-nowhere' })
    expect(() => epubOf(broken, [])).toThrow(/01-answers links to "ask-nowhere"/)
  })
})
