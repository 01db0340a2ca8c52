// Each gate's own logic is held against a planted defect: a check that cannot fail proves nothing.
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { parseDeck, ROOT } from '../deck.ts'
import { PAIRS, shortfalls } from './contrast.ts'
import { isExempt, unusedExemptions } from './exemptions.ts'
import { checkPage, duplicateAnchors, externalProblem } from './linksGate.ts'
import { formProblems, licenceAllowed } from './codeGate.ts'
import { foreignCharacters, shippedCharacters } from '../fonts/glyphs.ts'
import { ARTICLE_LIMIT, overweight } from '../renderings/article/weight.ts'
import { LANDING_LIMIT, pageProblems, weightOf } from './siteGate.ts'
import { typeErrors } from './typesGate.ts'
import { LIMITS, limitsTable } from './limits.ts'
import { secondsOf, wordCount } from './speech.ts'
import { deckProblems, hurriedSlides, quizProblems } from './words.ts'

const css = readFileSync(join(ROOT, 'styles/tokens.css'), 'utf8')
const HEAD = `---\ntitle: A deck\nmechanism: 1\nsummary: One sentence that says what it is about.\ntags: [a, b, c, d, e]\nlevel: advanced\nprerequisites: []\nduration: DURATION\nchecked: 2026-11-24\nlayout: cover\nminutes: 1\n---\n\n<!-- Short. -->\n`
const deck = (slides: string, minutes: number) =>
  parseDeck('01-a', '/x', 'decks/01-a/slides.md', HEAD.replace('DURATION', String(minutes + 1)) + slides)
const words = (n: number) => Array.from({ length: n }, (_, i) => `word${i}`).join(' ')

describe('words', () => {
  const find = (slides: string, minutes = 1) =>
    deckProblems(deck(slides, minutes), new Set(['FatPointer'])).map(p => p.message)
  it('refuses a label as title', () =>
    expect(find(`\n---\nminutes: 1\n---\n\n# Overview\n\n<!-- ${words(80)} -->`)).toContainEqual(
      expect.stringContaining('is a label'),
    ))
  it('refuses notes that are too short; what is asked or only read is not counted', () => {
    const short = (note: string) => find(`\n---\nminutes: 1\n---\n\n# A claim\n\n<!-- ${note} -->`)
    expect(short(words(20))).toContainEqual(expect.stringContaining('have 20 words'))
    expect(short(`${words(59)}\n\nAsk: ${words(40)}\n\nRead: ${words(90)}`)).toContainEqual(
      expect.stringContaining('have 59 words'),
    )
    expect(short(words(60)).filter(m => m.includes('notes'))).toEqual([])
  })
  it('refuses an answer that is too long', () =>
    expect(
      find(`\n---\nminutes: 1\n---\n\n# A claim\n\n<!-- ${words(60)}\n\nAsk: Why?\n\nAnswer: ${words(81)} -->`),
    ).toContainEqual(expect.stringContaining('an answer has 81 words')))
  it('refuses what takes longer to say than its minutes', () => {
    const hurried = (note: string, minutes: number) =>
      hurriedSlides(deck(`\n---\nminutes: ${minutes}\n---\n\n# A claim\n\n<!-- ${note} -->`, minutes)).map(
        p => p.message,
      )
    // 130 words are a minute; a click adds five seconds.
    expect(hurried(words(130), 1)).toEqual([])
    expect(hurried(`${words(130)}\n\n[click] ${words(1)}`, 1)).toEqual([
      expect.stringContaining('it takes 1.1 min to say'),
    ])
    expect(hurried(`${words(130)}\n\nRead: ${words(500)}\n\n${words(100)}`, 1)).toEqual([])
  })
  it('adds up words, clicks, questions, predictions and spans of code', () => {
    const note = `${words(130)} \`a\`\n\n[click:2] ${words(129)}\n\nAsk: ${words(65)}\n\nAnswer: ${words(65)}\n\nDemo: ${words(99)}`
    const content =
      '<Code src="a.rs" reveal at="1" />\n<Code src="b.rs" reveal at="1" />\n<Code src="c.rs" reveal at="2" />'
    expect(secondsOf({ layout: 'default', content, note })).toBeCloseTo(180 + 2 * 5 + 20 + 2 * 60 + 1)
    expect(secondsOf({ layout: 'predict', content: '', note: '' })).toBe(60)
  })
  it('leaves extra slides out of number and duration, and limits them', () => {
    const lecture = '\n---\nminutes: 1\n---\n\n# A claim\n'
    const more = '\n---\nminutes: 5\nextra: true\n---\n\n# A claim beyond\n'
    const found = (slides: string, minutes: number) => find(slides, minutes).filter(m => /slides|minutes/.test(m))
    expect(found(lecture + more.repeat(2), 1)).toEqual([
      'the deck has 2 slides without `extra: true`; it should have 24 to 40',
      'the deck has 2 minutes without extra slides; it should have 60 to 85',
    ])
    expect(found(lecture + more.repeat(13), 1)).toContain('the deck has 13 extra slides; it should have at most 12')
  })
  it('refuses `extra:` that is neither true nor false', () =>
    expect(() => deck('\n---\nminutes: 1\nextra: maybe\n---\n\n# A claim\n', 1)).toThrow(/`extra:` is true or false/))
  it('counts the questions of the quiz', () => {
    const one = deck('', 0)
    expect([7, 8, 12, 13].map(n => quizProblems(one, n).length)).toEqual([1, 0, 0, 1])
  })
  it('shows its limits in CONTRIBUTING.md', () => {
    expect(readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')).toContain(limitsTable())
    expect(limitsTable()).toContain(`${LIMITS.slides.least} to ${LIMITS.slides.most}`)
  })
  it('refuses typed Rust and a figure without a recording', () => {
    const found = find(
      `\n---\nminutes: 1\n---\n\n# A claim\n\n\`\`\`rust\nfn main() {}\n\`\`\`\n\n<FatPointer show="call" />\n\n<!-- ${words(80)} -->`,
    )
    expect(found).toContainEqual(expect.stringContaining('a Rust fence'))
    expect(found).toContainEqual(expect.stringContaining('<FatPointer> needs'))
  })
  it('names line and file of a headmatter field that is missing', () =>
    expect(() =>
      parseDeck('01-a', '/x', 'decks/01-a/slides.md', HEAD.replace('summary', 'sumary').replace('DURATION', '1')),
    ).toThrow(/decks\/01-a\/slides\.md:\d+: the headmatter lacks `summary`/))
  it('refuses minutes that do not add up', () =>
    expect(() => deck('\n---\nminutes: 3\n---\n\n# A claim\n', 1)).toThrow(/add up to 4/))
  it('counts words, not marks', () => expect(wordCount('One [click] two **three**, `four` -- five.')).toBe(5))
})

describe('contrast', () => {
  it.each([':root, .light', '.dark'])('every pair of %s is strong enough', selector =>
    expect(shortfalls(css, selector)).toEqual([]),
  )
  it('notices a weak pair', () =>
    expect(
      shortfalls(css.replace('--ri-ink-3: #686359', '--ri-ink-3: #A8A399'), ':root, .light').length,
    ).toBeGreaterThan(0))
  it('looks at more than a handful', () => expect(PAIRS.length).toBeGreaterThan(20))
})

describe('links', () => {
  const dist = mkdtempSync(join(tmpdir(), 'ri-links-'))
  afterAll(() => rmSync(dist, { recursive: true, force: true }))
  mkdirSync(join(dist, '01-a/read'), { recursive: true })
  writeFileSync(join(dist, '01-a/index.html'), '<p id="x">')
  writeFileSync(
    join(dist, 'page.html'),
    '<a href="01-a/index.html#/2">ok</a>\n<a href="01-a/index.html#/9">no slide</a>\n<a href="gone.html">dead</a>\n<a href="#nowhere">dead</a>\n<a href="/abs.html">abs</a>\n<a href="http://example.org/">plain</a>',
  )
  const found = checkPage(dist, 'page.html', new Map([['01-a', 3]]), new Set()).map(p => `${p.line} ${p.message}`)
  it.each([
    ['2', 'slides 1 to 3'],
    ['3', 'no such file'],
    ['4', 'no such anchor'],
    ['5', 'leaves the site'],
    ['6', 'https'],
  ])('line %s: %s', (line, what) =>
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${line} .*${what}`))),
  )
  it('finds nothing else', () => expect(found).toHaveLength(5))
  it('notices a duplicate anchor', () =>
    expect(duplicateAnchors('<a id="s1"></a>\n<b id="s1"></b>', 'p')).toMatchObject([{ line: 2 }]))
  it('accepts https only', () =>
    expect(
      [
        externalProblem('https://doc.rust-lang.org/std/'),
        externalProblem('ftp://x.org'),
        externalProblem('https://localhost'),
      ].map(Boolean),
    ).toEqual([false, true, true]))
})

describe('exemptions', () => {
  const list = [{ deck: '01-a', slide: 3, kind: 'clipped' as const, element: 'pre', reason: 'scrolls on purpose' }]
  it('excuses what is named and reports what is not needed', () => {
    const used = new Set<string>()
    expect(unusedExemptions(used, list)).toHaveLength(1)
    expect(isExempt('01-a', 3, { kind: 'clipped', element: 'pre.x "…"', by: 9 }, used, list)).toBe(true)
    expect(isExempt('01-a', 4, { kind: 'clipped', element: 'pre.x "…"', by: 9 }, used, list)).toBe(false)
    expect(unusedExemptions(used, list)).toEqual([])
  })
})

describe('code', () => {
  it('reports type errors of our own files only', () =>
    expect(
      typeErrors('scripts/a.ts(3,7): error TS2304: Cannot find name.\nnode_modules/x/y.ts(1,1): error TS1: no.\n'),
    ).toEqual([{ file: 'scripts/a.ts', line: 3, message: 'TS2304: Cannot find name.' }]))
  it('refuses a licence that is not allowed, and understands alternatives', () =>
    expect(['MIT', '(MIT OR GPL-3.0)', 'GPL-3.0', 'MIT AND GPL-3.0'].map(licenceAllowed)).toEqual([
      true,
      true,
      false,
      false,
    ]))
  it('notices blanks, tabs and a missing line feed', () =>
    expect(formProblems('a.ts', 'x \n\ty').map(p => p.line)).toEqual([2, 1, 2]))
})

describe('site', () => {
  const shipped = shippedCharacters(join(ROOT, 'public/fonts'))
  it('draws what the course writes with the shipped faces', () =>
    expect(foreignCharacters('<p>a → b, ≥ 3 × │ ░ ✓ “x” µs … \u2002</p>', shipped)).toEqual([]))
  it('notices a character that would fall back to a font of the system', () =>
    expect(foreignCharacters('<style>☃</style>\n<p>one ☃ and &#9731;</p>', shipped)).toEqual([
      { char: '☃', lacks: 'either shipped face', line: 2 },
    ]))
  it('notices a head that lacks something', () => {
    const html =
      '<html lang="en"><meta http-equiv="Content-Security-Policy" content="script-src \'self\'"><title>A page</title><meta name="viewport"><link rel="icon"><meta name="description" content="What the page is about, at length."><meta property="og:title" content="A page"><p>Rust internals 1.0'
    expect(pageProblems(html, 'p', 'Rust internals 1.0')).toEqual([])
    expect(pageProblems(html.replace(' lang="en"', '').replace('1.0', ''), 'p', 'Rust internals 1.0')).toHaveLength(2)
    const policy = (bad: string) => pageProblems(html.replace("script-src 'self'", bad), 'p', 'Rust internals 1.0')
    expect(policy("script-src 'self' 'unsafe-inline'")).toHaveLength(1)
    expect(policy("script-src 'self' 'unsafe-eval'")).toHaveLength(1)
    expect(policy('')).toHaveLength(1)
    for (const planted of ['<script>run()</script>', '<img src="x" onerror="run()">'])
      expect(pageProblems(html + planted, 'p', 'Rust internals 1.0'), planted).toHaveLength(1)
  })
  it('notices an article that is too much for a phone, and does not count what is text until it is opened', () => {
    expect(overweight('<p>a</p>'.repeat(ARTICLE_LIMIT.elements))).toEqual([])
    expect(overweight('<p>a</p>'.repeat(ARTICLE_LIMIT.elements + 1))).toEqual([expect.stringMatching(/8001 elements/)])
    expect(overweight(`<noscript>${'<p>a</p>'.repeat(ARTICLE_LIMIT.elements + 1)}</noscript>`)).toEqual([])
    const noise = Array.from({ length: 40_000 }, (_, i) => ((i * 2654435761) >>> 0).toString(36)).join('')
    expect(overweight(noise)).toEqual([expect.stringMatching(/weighs \d+\.\d kB compressed/)])
  })
  it('weighs the landing page with its scripts', () => {
    const dist = mkdtempSync(join(tmpdir(), 'ri-weight-'))
    onTestFinished(() => rmSync(dist, { recursive: true, force: true }))
    writeFileSync(
      join(dist, 'a.js'),
      Array.from({ length: 40_000 }, (_, i) => ((i * 2654435761) >>> 0).toString(36)).join(''),
    )
    writeFileSync(join(dist, 'index.html'), '<script src="a.js"></script>')
    expect(weightOf(dist, 'index.html')).toBeGreaterThan(LANDING_LIMIT)
  })
})
