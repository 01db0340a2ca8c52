import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CourseLinks, noteLinks, type Origin, slideLinks } from './courseLinks.ts'
import { mostCited, referenceLinks } from './references.ts'

const root = mkdtempSync(join(tmpdir(), 'ri-links-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const head = (title: string, mechanism: number): string =>
  `---\ntitle: ${title}\nmechanism: ${mechanism}\nsummary: One sentence that says what it is about.\ntags: [a, b, c, d]\nlevel: advanced\nprerequisites: []\nduration: 5\nchecked: 2026-11-24\nlayout: cover\nminutes: 1\n---\n\n<!-- Short. -->\n`
const SLIDES = `
---
minutes: 1
---

# Niches are *free*

<Code src="niche.rs" />

<!--
Words.

Ask: How many?

[click] Ask: And now?
-->

---
layout: quiz
quiz: [order]
minutes: 1
---

# Questions

---
layout: exercises
minutes: 1
---

# Exercises

---
id: in-scope
minutes: 1
---

# A loan is in scope
`
write('decks/01-loans/slides.md', head('Loans', 1) + SLIDES)
write('decks/06-memory-layout/slides.md', head('Layout', 6) + SLIDES)
write('decks/01-loans/quiz.yaml', '- { id: order, snippet: asked.rs }\n')
write('decks/01-loans/exercises/own-rc/exercise.md', '')
write('decks/01-loans/snippets/niche.rs', '//@ check-fail: E0502\n')
write('decks/01-loans/snippets/asked.rs', '')
write('decks/01-loans/snippets/hidden.rs', '')
write('decks/06-memory-layout/snippets/niche.rs', '//@ check-fail: E0793\n')
write('glossary.yaml', '- id: loan\n  term: loan\n')
const KILL = 'rustc:rustc_borrowck/src/dataflow.rs#kill'
const known = {
  address: KILL,
  release: '1.99.1',
  path: 'compiler/rustc_borrowck/src/dataflow.rs',
  line: 462,
  hash: 'a',
  date: '2026-12-01',
}
write(
  'decks/01-loans/sources.json',
  JSON.stringify([known, { ...known, address: 'rfc:2094', release: null, path: null, line: null, hash: null }]),
)

const file = join(root, 'decks/01-loans/slides.md')
const origin = (alone = false): Origin => ({ root, deck: '01-loans', file, line: 40, alone })
const links = new CourseLinks(root)
const onSlide = (address: string, alone = false): string =>
  slideLinks(`[words](${address})`, links, origin(alone))[0]!.text
const inNote = (address: string, alone = false): string =>
  noteLinks(`<p><a href="${address}">words</a></p>`, links, origin(alone))

const SOURCE = 'https://github.com/rust-lang/rust/blob/1.99.1/compiler/rustc_borrowck/src/dataflow.rs#L462'

describe('a link on a slide', () => {
  it.each([
    ['deck:01/niches-are-free', 2],
    ['deck:01-loans/in-scope', 5],
    ['deck:01', 1],
    ['ask:niches-are-free', 2],
    ['ask:niches-are-free/2', 2],
    ['quiz:order', 3],
    ['exercise:own-rc', 4],
  ])('%s leads to slide %i of its deck', (address, slide) => {
    expect(onSlide(address)).toBe(
      `<Link to="${slide}" class="ri-place" data-address="${address}" data-deck="01-loans" data-slide="${slide}">words</Link>`,
    )
    expect(inNote(address)).toContain(`href="#/${slide}"`)
  })
  it.each([['deck:06/in-scope', 5]])(
    '%s leads to slide %i of another deck, and nowhere where that deck is not served',
    (address, slide) => {
      const tag = `<a class="ri-place" href="../06-memory-layout/index.html#/${slide}" data-address="${address}" data-deck="06-memory-layout" data-slide="${slide}">words</a>`
      expect(onSlide(address)).toBe(tag)
      expect(inNote(address)).toBe(`<p>${tag}</p>`)
      expect(onSlide(address, true)).toBe(`<span class="ri-words" data-address="${address}">words</span>`)
    },
  )
  it.each([
    ['run:niche', '01-loans/programs/niche/index.html', 2],
    ['run:asked', '01-loans/programs/asked/index.html', 3],
    ['run:06/niche', '06-memory-layout/programs/niche/index.html', null],
    ['run:hidden', '01-loans/programs/hidden/index.html', null],
    ['error:E0502', 'errors/E0502/index.html', 2],
    ['error:E0793', 'errors/E0793/index.html', null],
    ['term:loan', 'glossary/index.html#loan', null],
  ])('%s leads to its page, and to a slide of its deck where that is served alone', (address, page, slide) => {
    const tag = `<a class="ri-place" href="../${page}" data-address="${address}" data-page="${page}">words</a>`
    expect(onSlide(address)).toBe(tag)
    expect(inNote(address)).toBe(`<p>${tag}</p>`)
    expect(onSlide(address, true)).toBe(
      slide === null
        ? `<span class="ri-words" data-address="${address}">words</span>`
        : `<Link to="${slide}" class="ri-place" data-address="${address}" data-deck="01-loans" data-slide="${slide}">words</Link>`,
    )
  })
  it.each([
    [KILL, SOURCE],
    ['rfc:2094', 'https://rust-lang.github.io/rfcs/2094-nll.html'],
    ['error:E0001', 'https://doc.rust-lang.org/error_codes/E0001.html'],
  ])('%s leads out of the course', (address, href) => {
    const tag = `<a class="ri-source" href="${href}" data-address="${address}">words</a>`
    expect(onSlide(address)).toBe(tag)
    expect(inNote(address)).toBe(`<p>${tag}</p>`)
    expect(inNote(address, true)).toContain('target="_blank"')
  })
  it('leaves other links and the words of a link as they are', () => {
    expect(slideLinks('[a](https://example.org) [b](#/3) `[c](run:late)`', links, origin())).toEqual([])
    expect(slideLinks('see [`a[0]` & *b*](quiz:order)', links, origin())[0]!.text).toContain('>`a[0]` & *b*</Link>')
    expect(inNote('https://example.org')).toBe('<p><a href="https://example.org">words</a></p>')
  })
})

describe('a link that leads nowhere is an error with its line', () => {
  it.each([
    ['deck:01/niches', '01-loans has no heading `niches`; near it: niches-are-free'],
    ['deck:09', 'there is no deck `09`: the decks are 01-loans, 06-memory-layout'],
    ['term:laon', 'glossary.yaml has no term `laon`'],
    ['run:nich', '01-loans has no program `nich`; near it: niche'],
    ['quiz:loop', '01-loans has no question on a slide `loop`'],
    ['exercise:rc', '01-loans has no exercise `rc`; near it: own-rc'],
    ['lib:alloc/src/rc.rs#Rc', '`lib:alloc/src/rc.rs#Rc` is not in sources.json: `npm run record` resolves it'],
    ['run:a b', 'an address holds no space'],
  ])('%s', (address, message) => {
    const slide = (): unknown => slideLinks(`One line.\n[words](${address})`, links, origin())
    expect(slide).toThrow(`decks/01-loans/slides.md:41: `)
    expect(slide).toThrow(message)
  })
  it('in notes, by the text of the file', () => {
    write('decks/01-loans/slides.md', `${head('Loans', 1)}${SLIDES}\n<!--\n[x](run:nothing)\n-->\n`)
    const line = `${head('Loans', 1)}${SLIDES}\n<!--\n`.split('\n').length
    expect(() => inNote('run:nothing')).toThrow(`decks/01-loans/slides.md:${line}: `)
  })
})

describe('references', () => {
  const list = '1. [**The kill**](rfc:2094) what dies\n2. **A page** of somebody <https://example.org/a>\n'
  const apply = (deck: string): string => {
    let out = list
    for (const r of referenceLinks(list, deck, links, origin()).toSorted((a, b) => b.start - a.start))
      out = out.slice(0, r.start) + r.text + out.slice(r.end)
    return out
  }
  it('print the address behind the words, typed or resolved', () => {
    expect(apply('')).toBe(
      '1. **The kill** what dies [rust-lang.github.io/rfcs/2094-nll.html](https://rust-lang.github.io/rfcs/2094-nll.html)\n2. **A page** of somebody [example.org/a](https://example.org/a)\n',
    )
  })
  it('add what the text cites most, and not what is named already', () => {
    const out = apply(`It [is killed](${KILL}), see [RFC](rfc:2094#x) and [the kill](${KILL}).`)
    expect(out).toContain(`\n3. **\`src/dataflow.rs\`** is killed, the kill [${SOURCE.slice(8)}](${SOURCE})`)
    expect(out.match(/^\d+\./gm)).toHaveLength(3)
  })
  it('are in the order of how often they are cited', () => {
    const text = '[a](pr:1) [b](pr:2) [c](pr:2) [d](ref:a.b) [e](ref:a.c) [f](ref:a.d)'
    expect(mostCited(text, [], 2).map(c => [c.address.text, c.times])).toEqual([
      ['ref:a.b', 3],
      ['pr:2', 2],
    ])
  })
})
