// What the search reads of a page, and what it finds in it.
import { describe, expect, it } from 'vitest'
import { searchProblems } from '../proof/queries.ts'
import { Engine, excerpt, type Place } from './client/find/engine.ts'
import { wanted, wordsOf } from './client/find/words.ts'
import { placesOfPage } from './places.ts'
import { placeFile } from './search.ts'

const article = (main: string): Place[] =>
  placesOfPage(`<body><header class="bar"><p data-no="9">Furniture</p></header><main id="read">${main}</main></body>`, {
    file: '08-a/read/index.html',
    deck: 8,
  })
const page = (kind: string, main: string): Place[] =>
  placesOfPage(`<meta name="page-kind" content="${kind}"><body><nav>Way</nav><main>${main}</main></body>`, {
    file: 'x/index.html',
    deck: 0,
  })

const SLIDE = `<section data-no="4" aria-labelledby="a-claim"><span id="s4" class="old"></span><header><a class="where" data-unsearched>slide 4</a>
<h3 id="a-claim">A type that is not <code>Unpin</code> loses <code>noalias</code></h3></header>
<figure class="plate"><sup aria-hidden="true">#</sup><span class="file">split.rs</span><span class="verdict">E0502</span><pre><b>1</b><code>pub fn</code><code><span>p</span><span>.cast</span>::&lt;T&gt;().drop_in_place()</code></pre></figure>
<p>Text of the claim, with <em>em</em>phasis.</p><details data-unsearched><p>The secret answer.</p></details><svg><text>drawn</text></svg>
<div class="question" id="quiz-one"><h4><b class="qno">3</b>Which of them?</h4><p>Stem.</p></div>
<div class="whatif" id="what-if-p1" aria-label="What if a line moves?"><p>What if a line moves?</p></div>
<article class="task" id="exercise-spin"><h4>A spin lock</h4><p>Build it.</p></article></section>`

describe('places of a page', () => {
  it('are slides by their headings, questions, what-ifs and exercises by their own', () =>
    expect(article(SLIDE).map(({ kind, url, title, slide }) => [kind, url, title, slide])).toEqual([
      ['question', '08-a/read/index.html#quiz-one', 'Which of them?', 0],
      ['question', '08-a/read/index.html#what-if-p1', 'What if a line moves?', 0],
      ['exercise', '08-a/read/index.html#exercise-spin', 'A spin lock', 0],
      ['slide', '08-a/read/index.html#a-claim', 'A type that is not Unpin loses noalias', 4],
    ]))
  it('keep words apart that touch on the page, and words together that are one', () => {
    const text = article(SLIDE).at(-1)!.text
    expect(text).toContain('split.rs E0502 1 pub fn p.cast')
    expect(text).toContain('with emphasis.')
    expect(text).not.toMatch(/slide 4|secret|drawn|Stem|Furniture/)
  })
  it('are a program, a code, each term of the glossary, and of lists their heads', () => {
    expect(
      page('program', '<header class="title"><h1><code>a/b.rs</code></h1></header><pre>fn main</pre>'),
    ).toMatchObject([{ kind: 'program', url: 'x/index.html', title: 'a/b.rs', text: 'fn main' }])
    expect(
      page('term', '<section class="term" aria-labelledby="t-1"><h2 id="t-1">loan</h2><p>What it is.</p></section>'),
    ).toMatchObject([{ kind: 'term', url: 'x/index.html#t-1', title: 'loan', text: 'What it is.' }])
    expect(
      page('index', '<header class="title"><h1>Error codes</h1></header><table><tr><td>E0502</td></tr></table>'),
    ).toMatchObject([{ kind: 'list', title: 'Error codes', text: '' }])
  })
})

describe('words', () => {
  it('are identifiers as a whole and in their parts, codes with and without their letter', () =>
    expect(wordsOf('ptr::drop_in_place, MaybeUninit &mut E0502')).toEqual([
      'ptr',
      'drop_in_place',
      'drop',
      'in',
      'place',
      'maybeuninit',
      'maybe',
      'uninit',
      '&mut',
      'mut',
      'e0502',
      '0502',
    ]))
  it('have one spelling and one number', () => {
    expect(wanted('monomorphizations of boxes')).toEqual(['monomorphisation', 'box'])
    expect(wordsOf('monomorphisation boxes')).toEqual(['monomorphisation', 'box'])
    expect(wanted('what is it')).toEqual(['what', 'is', 'it'])
  })
})

const place = (title: string, text: string, more: Partial<Place> = {}): Place => ({
  kind: 'slide',
  url: `a#${title}`,
  title,
  deck: 1,
  slide: 1,
  text,
  ...more,
})
const titles = (places: Place[], query: string): string[] =>
  Engine.of(places)
    .search(query)
    .map(found => found.place.title)

describe('the search', () => {
  const places = [
    place('An overview', `waker ${'word '.repeat(30)} waker waker`),
    place('A waker is two words', 'Four functions.'),
    place('E0502', 'cannot borrow', { kind: 'error' }),
    place('The counts', 'let p = ptr::from_raw(x)'),
  ]
  it('puts the place that is about a word before the first that names it often', () =>
    expect(titles(places, 'waker')).toEqual(['A waker is two words', 'An overview']))
  it('finds codes, parts of paths, halves of words, and a word with one letter amiss', () => {
    expect(titles(places, 'e0502')).toEqual(['E0502'])
    expect(titles(places, 'from_raw')).toEqual(['The counts'])
    expect(titles(places, 'wak')).toContain('A waker is two words')
    expect(titles(places, 'functoins')).toEqual([])
    expect(titles(places, 'functiins')).toEqual(['A waker is two words'])
  })
  it('wants all words, and finds nothing for nonsense', () => {
    expect(titles(places, 'waker borrow')).toEqual([])
    expect(titles(places, 'zzzz')).toEqual([])
    expect(titles(places, '')).toEqual([])
  })
  it('shows a place around the first of the words', () => {
    const parts = excerpt(`${'before '.repeat(60)}a waker comes ${'after '.repeat(60)}`, ['waker'])
    expect(parts.filter(part => part.marked).map(part => part.text)).toEqual(['waker'])
    expect(parts[0]!.text).toBe('… ')
    expect(parts.map(part => part.text).join('').length).toBeLessThan(300)
  })
})

describe('what the gate asks', () => {
  const whole = placeFile(
    [
      place('A claim', 'noalias'),
      ...(['term', 'error', 'program', 'question', 'exercise', 'list'] as const).map(kind => place(kind, '', { kind })),
    ],
    {},
  )
  const said = (more: Place[], queries: [string, string][] = [['noalias', '#A claim']]): string[] =>
    searchProblems({ ...whole, places: [...whole.places, ...placeFile(more, {}).places] }, queries).map(p => p.message)
  it('is answered by a sound file', () => expect(said([])).toEqual([]))
  it('turns red when a place is not among the first three, or is missing', () => {
    expect(said([1, 2, 3].map(i => place(`noalias ${i}`, 'noalias')))).toEqual([
      expect.stringMatching(/^"noalias" should find #A claim/),
    ])
    expect(said([], [['waker', 'x']])).toEqual([expect.stringMatching(/finds nothing/)])
  })
  it('turns red for nonsense that finds, titles that are markup, furniture, and a kind that is gone', () => {
    expect(said([place('zzzz', '')])).toEqual([expect.stringMatching(/"zzzz" is nonsense/)])
    expect(said([place('Loses `noalias`', '')])).toContainEqual(expect.stringMatching(/is not plain text/))
    expect(said([place('x', 'Skip to the text')])).toEqual([expect.stringMatching(/furniture/)])
    expect(searchProblems({ ...whole, places: whole.places.slice(0, 6) }, []).map(p => p.message)).toEqual([
      'no place is of the kind "list"',
    ])
  })
})
