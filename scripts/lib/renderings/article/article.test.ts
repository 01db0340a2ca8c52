// The article as text: what stands where, and that no answer can be read before it is opened. Planted defects show that the tests would see one.
import { afterAll, describe, expect, it } from 'vitest'
import { TestCourse } from '../../content/fixture.testing.ts'
import { duplicateAnchors } from '../../proof/linksGate.ts'
import { pageProblems } from '../../proof/siteGate.ts'
import { readable, withoutClosedFolds } from './accessible.ts'
import { numbersOf, rangesOf } from './client/ranges.ts'
import { articleFrom, type Made, sectionOf } from './article.testing.ts'

const course = new TestCourse()
afterAll(() => course.remove())

async function made(body: string, front = '', planned: readonly string[] = []): Promise<Made> {
  const tested = await course.read(body, front)
  expect(tested.problems).toEqual([])
  return articleFrom(course, tested, planned)
}
const section = async (body: string, front = '', planned: readonly string[] = []): Promise<string> =>
  sectionOf((await made(body, front, planned)).html, 2)

describe('what can be read before it is opened', () => {
  it('leaves out a closed fold with what is nested in it, and keeps its summary', () => {
    const fold = '<details><summary>Open</summary>in<details open><summary>deep</summary>deeper</details>in</details>'
    expect(readable(`a ${fold} b`)).toBe('a Open b ')
  })
  it('keeps what stands open, and the names of pictures', () => {
    expect(readable('<details open><summary>s</summary>shown</details><img alt="said">').trim()).toBe('s shown said')
  })
  it('sees an answer that was not folded', () => {
    expect(withoutClosedFolds('<p>E0507</p><details>E0502</details>')).toBe('<p>E0507</p>')
  })
})

const OUT = '<Code src="rc-out.rs" region="main" tight reveal at="1" message />'
const NOTES = `<!--
Who may?

[click] It fails because the value would be gone.

Ask: And of a Box?

Answer: There it works.

Read: The checker names the place.
-->`
/** What the compiler said of rc-out.rs. */
const SECRETS = ['E0507', 'cannot move out of an', 'would be gone', 'names the place', 'And of a Box']

describe('a history', () => {
  it('is a table with a row for the editions that share it', async () => {
    const borrows = new TestCourse('01-borrow-checker')
    const tested = await borrows.read('# When?\n\n<History rec="order-after" />')
    const { html } = await articleFrom(borrows, tested)
    expect(tested.problems).toEqual([])
    expect(readable(html)).toContain('order-after.rs')
    expect(readable(html)).toMatch(/edition 2015\s*E0502 up to 1\.35, accepted from 1\.36/)
    expect(html).toContain('<table class="verdicts history">')
    borrows.remove()
  })
})

describe('a prediction', () => {
  const body = `# Who may move a field out?\n\n${OUT}\n\n${NOTES}`
  it('keeps verdict, message, words after the click, questions and what only readers get in the fold', async () => {
    const html = await section(body, 'layout: predict\n')
    const before = readable(html)
    expect(before).toContain('Who may?')
    for (const secret of SECRETS) {
      expect(before).not.toContain(secret)
      expect(html).toContain(secret)
    }
  })
  it('is one wherever a plate keeps its verdict back under a question', async () => {
    expect(readable(await section(body))).not.toContain('E0507')
  })
  it('is none under a claim, where a planted answer is seen by the same reading', async () => {
    const html = await section(body.replace('out?', 'out: nobody'))
    for (const secret of SECRETS) expect(readable(html)).toContain(secret)
  })
  it('keeps back a cell that comes with a click, and shows the table whole in the answer', async () => {
    const table = '| asked | said |\n|---|---|\n| `rc` | <Fact rec="rc-out" get="verdict" v-click="1" /> |'
    const html = await section(`# What is said?\n\n${table}\n\n${NOTES}`, 'layout: predict\n')
    expect(readable(html)).toContain('asked')
    expect(readable(html)).not.toContain('E0507')
    expect(html.match(/<table>/g)).toHaveLength(2)
    expect(html).toContain('E0507')
  })
  it('shows the first frame alone, and the others with their words', async () => {
    const figure = '<RefCount rec="counts" frames="1-2" />'
    const html = await section(
      `# What is counted?\n\n${figure}\n\n<!--\nLook.\n\n[click] Now.\n-->`,
      'layout: predict\n',
    )
    const figures = (text: string) => text.match(/<figure class="stage alone">/g)?.length ?? 0
    expect(figures(withoutClosedFolds(html))).toBe(1)
    expect(figures(html)).toBe(2)
    expect(html).not.toContain('frames-data')
  })
  it.each([
    ['verdicts', '{ kind: verdicts, cases: [box-out, rc-out] }', ['compiles', 'is rejected'], 'data-kind="refused"'],
    [
      'options',
      "{ kind: options, options: ['8', '16'], decide: verdict, rec: rc-out }",
      ['8', '16'],
      'data-value="E0507"',
    ],
    ['output', '{ kind: output, rec: asks }', ['Your lines'], 'data-answer="Box of u64'],
    ['lines', '{ kind: lines, rec: rc-out }', ['Mark the lines'], 'data-lines='],
  ])('offers the form of %s, and has what decides in the fold', async (_, form, shown, decided) => {
    const html = await section(body, `layout: predict\npredict: ${form}\n`)
    for (const words of shown) expect(readable(html)).toContain(words)
    expect(withoutClosedFolds(html)).not.toContain(decided)
    expect(html).toContain(decided)
  })
})

describe('the quiz', () => {
  const quiz = (why: string) =>
    `- id: one\n  kind: prediction\n  question: What does it say of [this](run:rc-out)?\n  snippet: rc-out.rs\n  region: main\n  decide: verdict\n  options:\n    - { text: 'E0507', because: 'the place is behind a pointer' }\n    - { text: 'compiles', because: 'a box can' }\n  why: '${why}'\n`
  const made2 = async (): Promise<string> => {
    course.write('decks/08-smart-pointers/quiz.yaml', quiz('It would leave a hole.'))
    const html = await section('# Quiz: handles\n\n<!-- Vote. -->', 'layout: quiz\nquiz: [one]\n')
    course.write('decks/08-smart-pointers/quiz.yaml', '[]\n')
    return html
  }
  it('shows its choices and keeps reasons, the right letter and the message in the fold', async () => {
    const html = await made2()
    const before = readable(html)
    for (const words of ['What does it say of', 'E0507', 'compiles']) expect(before).toContain(words)
    for (const secret of ['right.', 'behind a pointer', 'leave a hole', 'cannot move out', 'Vote'])
      expect(before).not.toContain(secret)
    for (const secret of ['right.', 'behind a pointer', 'leave a hole', 'cannot move out'])
      expect(html).toContain(secret)
    expect(withoutClosedFolds(html)).not.toContain('data-right')
  })
})

describe('a claim', () => {
  const film = '<RefCount rec="counts" frames="1-4" />'
  const notes = `<!--
First words.

[click] Second.

[click] [click] Fourth.

[frame 2] Back to the second.

Poll: Who knows? (a) yes (b) no

Demo: \`cargo run\`

Aside: By the way.
-->`
  it('follows its figure: each step says which frame it speaks of', async () => {
    const html = await section(`# Counts go up\n\n${film}\n\n${notes}`)
    expect([...html.matchAll(/data-f="([^"]*)"/g)].map(m => m[1])).toEqual(['0', '1', '3', '1'])
    expect([...html.matchAll(/<b class="num[^"]*"[^>]*>([^<]*)/g)].map(m => m[1])).toEqual(['1', '2', '4', '(2)'])
    expect([...html.matchAll(/ id="counts-go-up--(\d)"/g)].map(m => m[1])).toEqual(['1', '2', '4'])
  })
  it('has every frame once in the text of a page without a script, where it is spoken of', async () => {
    const html = await section(`# Counts go up\n\n${film}\n\n${notes}`)
    const blocks = [...html.matchAll(/<noscript class="frames">([\s\S]*?)<\/noscript>/g)].map(m => m[1]!)
    expect(blocks.map(b => [...b.matchAll(/data-frame="(\d)"/g)].map(m => m[1]))).toEqual([['0'], ['1'], ['2', '3']])
    for (const block of blocks) expect(block).toContain('<svg')
  })
  it('has each mark of the film once, and for each frame the numbers of its own', async () => {
    const html = await section(`# Counts go up\n\n${film}\n\n${notes}`)
    const data = JSON.parse(/class="frames-data">([\s\S]*?)<\/script>/.exec(html)![1]!) as {
      pool: string[]
      frames: string[]
      captions: string[]
    }
    expect(new Set(data.pool).size).toBe(data.pool.length)
    expect(data.frames).toHaveLength(4)
    expect(data.captions).toHaveLength(4)
    expect(new Set(data.frames.flatMap(numbersOf)).size).toBe(data.pool.length)
    expect(data.frames.map(frame => rangesOf(numbersOf(frame)))).toEqual(data.frames)
    // The script draws it: where none runs, its frames stand in the text.
    expect(/<div class="plot full"><svg [^>]*>([\s\S]*?)<\/svg>/.exec(html)![1]).toBe('')
  })
  it('leaves out what is for the room, and keeps what is for the margin', async () => {
    const text = readable(await section(`# Counts go up\n\n${film}\n\n${notes}`))
    expect(text).not.toContain('Who knows')
    expect(text).not.toMatch(/\bmin\b|minutes: 1/)
    expect(text).toContain('By the way')
    expect(text).toMatch(/Try it\.\s+cargo run/)
  })
  it('has extra slides and what only readers get, and says which slide it is', async () => {
    const extra = await course.read(
      '# More\n\nText.\n\n<!--\nSaid.\n\nRead: For readers.\n-->',
      'extra: true\nid: more\n',
    )
    const html = sectionOf((await articleFrom(course, extra)).html, 2)
    expect(html).toContain('Further reading')
    expect(html).toContain('For readers.')
    expect(html).toMatch(/href="\.\.\/index\.html#\/2"[^>]*>slide 2<\/a>/)
    expect(html).toContain('<h3 id="more">')
    expect(html).toContain('id="s2" data-no="2"')
  })
  it('sets text that looks like markup as text', async () => {
    const html = await section('# A `Vec<T>` & more\n\nText.\n\n<!-- A Vec<T> and "quotes". -->')
    expect(html).toContain('Vec&lt;T&gt;')
    expect(html).not.toContain('<T>')
    expect(html).toContain('“quotes”')
  })
})

describe('a prediction whose program has no verdict', () => {
  const tag = '<Code src="make-mut.rs" region="main" tight reveal at="1" output unjudged />'
  it('has what the program printed in its answer, and nowhere before', async () => {
    const html = await section(
      `# What is printed?\n\n${tag}\n\n<!-- Guess.\n\n[click] Two lines. -->`,
      'layout: predict\n',
    )
    const answer = /<details class="answer"[\s\S]*?<\/details>/.exec(html)![0]
    expect(answer).toMatch(/<span class="said">prints<\/span><div class="output">\S/)
    expect(withoutClosedFolds(html)).not.toContain('class="output"')
    expect(answer).not.toContain('class="verdict')
  })
  it('is decided by it', async () => {
    const options = "layout: predict\npredict: { kind: options, options: ['1', '2'], decide: 'stdout[0]' }\n"
    const html = await section(`# What is printed?\n\n${tag}\n\n<!-- Guess.\n\n[click] Two lines. -->`, options)
    expect(html).toContain('<p class="decided" data-value="')
  })
})

describe('an error in a sentence', () => {
  const errata = async (addresses: string): Promise<string | undefined> => {
    const reported = new TestCourse()
    const tested = await reported.read('# Counts & `Rc` go up\n\nText.\n\n<!-- Said. -->')
    const { html } = await articleFrom(reported, tested, [], addresses)
    reported.remove()
    return /<a class="errata" href="([^"]*)"/.exec(sectionOf(html, 2))?.[1]
  }
  it('is reported with place, edition and compiler', async () => {
    const link = (await errata('repository: https://example.org/a/b\n'))!.replaceAll('&amp;', '&')
    const url = new URL(link)
    expect(url.origin + url.pathname).toBe('https://example.org/a/b/issues/new')
    expect(url.searchParams.get('title')).toBe('08-smart-pointers#counts-rc-go-up')
    expect(url.searchParams.get('body')).toContain('verified with rustc 1.0.0')
  })
  it('cannot be reported where the course has no repository', async () => expect(await errata('')).toBeUndefined())
})

describe('words on a page', () => {
  it('open a quotation before code and close it behind code', async () => {
    const html = await section('# A claim\n\nShown.\n\n<!-- He says "`a` is `b`", and "no". It is "`c`". -->')
    expect(readable(html)).toContain('He says “ a is b ”, and “no”. It is “ c ”.')
  })
  it('do not break an option behind its hyphens', async () => {
    const html = await section('# A claim\n\nShown.\n\n<!-- Run `rustc --emit=metadata a.rs -O`. -->')
    expect(html).toContain('rustc <span class="nb">--emit=metadata</span> a.rs <span class="nb">-O</span></code>')
  })
  it('stand beside their aside, which comes first in the markup, and before the question', async () => {
    const html = await section(
      '# A claim\n\nShown.\n\n<!--\nFirst.\n\nSecond.\n\nAsk: What?\n\nAnswer: This.\n\nAside: By the way.\n-->',
    )
    expect(html).toMatch(
      /<p>First\.<\/p>\s*<div class="noted"><aside class="aside"><p>By the way\.<\/p><\/aside><p>Second\.<\/p><\/div>\s*<aside class="ask">/,
    )
  })
})

describe('a listing', () => {
  const lines = async (source: string): Promise<string[]> => {
    const html = await section(`# A claim\n\n<Code src="${source}" region="main" tight />\n\n<!-- Said. -->`)
    return [...html.matchAll(/<div class="(code-line[^"]*|weave[^"]*)"/g)].map(m => m[1]!)
  }
  it('may break a line that no phone has room for, unless carets stand under it', async () => {
    const rows = await lines('rc-out.rs')
    expect(rows.filter(row => row.includes('folds')).length).toBeGreaterThan(0)
    for (const [i, row] of rows.entries()) if (rows[i + 1]?.startsWith('weave')) expect(row).not.toContain('folds')
  })
})

describe('a drawing', () => {
  const svg = (width: number): string => `<svg viewBox="0 0 ${width} 90" aria-label="a tree"><text>one</text></svg>`
  it('takes both columns when one would make its words too small', async () => {
    expect(await section(`# A claim\n\n${svg(876)}\n\n<!-- Said. -->`)).toMatch(
      /<div class="wide"><figure class="drawing" role="region" aria-label="Drawing" tabindex="0">/,
    )
    expect(await section(`# A claim\n\n${svg(500)}\n\n<!-- Said. -->`)).toContain('<figure class="drawing"><svg')
  })
})

describe('a set of variants', () => {
  it('stands in the answer of a prediction, since its first program shows its verdict', async () => {
    const variants = new TestCourse('01-borrow-checker')
    const tag = '<WhatIf rec="demo" variants="demo-drop" question="Which one is refused?" plate="program" />'
    const tested = await variants.read(`# Is it refused?\n\nText.\n\n${tag}\n\n<!-- Said. -->`, 'layout: predict\n')
    const html = sectionOf((await articleFrom(variants, tested)).html, 2)
    variants.remove()
    expect(html).toContain('whatif-one')
    expect(withoutClosedFolds(html)).not.toContain('whatif-one')
  })
  it('shows the first program, and the verdict of each other one when it is opened', async () => {
    const variants = new TestCourse('01-borrow-checker')
    const tag = '<WhatIf rec="demo" variants="demo-drop, demo-last" question="Which one is refused?" plate="program" />'
    const tested = await variants.read(`# A claim\n\n${tag}\n\n<!-- Said. -->`)
    const html = sectionOf((await articleFrom(variants, tested)).html, 2)
    variants.remove()
    expect(tested.problems).toEqual([])
    expect(html.match(/<details class="whatif-one" name="p\d+"/g)).toHaveLength(3)
    expect(readable(html)).toContain('Which one is refused?')
    expect(readable(html)).not.toContain('E0506')
    expect(html).toContain('E0506')
  })
})

describe('links', () => {
  const body = '# A claim\n\nText.\n\n<!-- It [is so](run:rc-out), see [the RFC](rfc:2094). -->'
  it('lead to a page only where the build makes it', async () => {
    const page = 'programs/rc-out/index.html'
    expect(await section(body)).not.toContain('/programs/')
    expect(await section(body, '', [`08-smart-pointers/${page}`])).toContain(`href="../${page}"`)
  })
  it('name their source in the margin, out of the way of screen reader and keyboard, and at the end', async () => {
    const { html } = await made(body)
    expect(html).toMatch(/<small class="src" aria-hidden="true"[^>]*><a href="https:[^"]*2094[^"]*" tabindex="-1">/)
    expect(html).toContain('<h3 id="sources">Sources</h3>')
  })
})

describe('the page', () => {
  it('has what each page of the site has, no inline script, and each anchor once', async () => {
    const { html } = await made('# A claim\n\nText.\n\n<!-- Said. -->')
    expect(pageProblems(html, 'page', 'Rust internals 0.0')).toEqual([])
    expect(duplicateAnchors(html, 'page')).toEqual([])
  })
  it('gives two headings with the same words different anchors', async () => {
    const text = await course.read(
      '# Same\n\nText.\n\n<!-- Said. -->\n\n---\nminutes: 1\n---\n\n# Same\n\nText.\n\n<!-- Said. -->',
    )
    const { html } = await articleFrom(course, text)
    expect(duplicateAnchors(html, 'page')).toEqual([])
    expect(html).toContain('id="same-2"')
  })
  it('reckons the time to read from the words', async () => {
    const short = await made('# A claim\n\nText.\n\n<!-- Said. -->')
    const long = await made(`# A claim\n\nText.\n\n<!-- ${'word '.repeat(2100)} -->`)
    expect(long.minutes - short.minutes).toBe(10)
    expect(long.html).toContain(`${long.minutes} minutes to read`)
  })
})
