// For each construct of the source format: right input as blocks, wrong input as a message at its own line.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { deckIds, ROOT } from '../deck.ts'
import type { Block, Inline, WhatIf } from './blocks.ts'
import { readCourse } from './course.ts'
import { DECK, TestCourse } from './fixture.testing.ts'
import { readGlossary } from './glossary.ts'
import { Reporter } from './reporter.ts'

const course = new TestCourse()
const sets = new TestCourse('01-borrow-checker')
afterAll(() => {
  course.remove()
  sets.remove()
})
const WHAT_IF =
  '<WhatIf rec="demo" variants="demo-last, demo-both" question="And then?" plate="program" figure="LoanGraph" show="region" />'

/** Blocks without what hangs on recordings and positions. */
const shape = (blocks: readonly Block[]): unknown =>
  JSON.parse(
    JSON.stringify(blocks, (key, value: unknown) =>
      ['line', 'recording', 'runs', 'trace', 'model', 'lines'].includes(key)
        ? undefined
        : value instanceof Set
          ? [...value]
          : value,
    ),
  )
const text = (value: string): Inline => ({ kind: 'text', text: value })
const bodyOf = async (body: string): Promise<unknown> => {
  const { slide, problems } = await course.read(`# A claim\n\n${body}`)
  expect(problems).toEqual([])
  return shape([...slide.body, ...slide.right])
}

describe('the course', () => {
  it('is read whole, without a problem, a deck in under a second', async () => {
    await readCourse(ROOT, [])
    const begun = process.cpuUsage()
    const { decks, problems } = await readCourse(ROOT)
    const { user, system } = process.cpuUsage(begun)
    const each = (user + system) / 1000 / decks.length
    expect(problems).toEqual([])
    expect(decks.map(deck => deck.id)).toEqual(deckIds())
    expect(each).toBeLessThan(1000)
  })
})

describe('blocks', () => {
  it('reads paragraphs with code, emphasis, links and breaks', async () =>
    expect(
      await bodyOf(
        'One `two` *three* **four** [five `six`](rustc:rustc_borrowck/src/lib.rs#do_mir_borrowck).<br>Seven',
      ),
    ).toEqual([
      {
        kind: 'paragraph',
        from: null,
        content: [
          text('One '),
          { kind: 'code', text: 'two' },
          text(' '),
          { kind: 'emphasis', children: [text('three')] },
          text(' '),
          { kind: 'strong', children: [text('four')] },
          text(' '),
          {
            kind: 'link',
            address: 'rustc:rustc_borrowck/src/lib.rs#do_mir_borrowck',
            children: [text('five '), { kind: 'code', text: 'six' }],
          },
          text('.'),
          { kind: 'break' },
          text('Seven'),
        ],
      },
    ]))
  it('reads lists, quotes, tables and fences', async () => {
    expect(await bodyOf('1. one\n2. two\n\n> said\n\n```sh\nls\n```')).toMatchObject([
      {
        kind: 'list',
        ordered: true,
        items: [{ blocks: [{ content: [text('one')] }] }, { blocks: [{ content: [text('two')] }] }],
      },
      { kind: 'quote', blocks: [{ content: [text('said')] }] },
      { kind: 'fence', language: 'sh', text: 'ls' },
    ])
    expect(await bodyOf('| a | b |\n|---|--:|\n| `x` | 2 |')).toEqual([
      {
        kind: 'table',
        from: null,
        head: [
          { content: [text('a')], align: null },
          { content: [text('b')], align: 'right' },
        ],
        rows: [
          [
            { content: [{ kind: 'code', text: 'x' }], align: null },
            { content: [text('2')], align: 'right' },
          ],
        ],
      },
    ])
  })
  it('reads a plate with its options, its lines and the click of its verdict', async () => {
    const { slide } = await course.read(
      '# A claim\n\n<Code src="make-mut.rs" region="main" reveal output mark="1-2" />\n\n<!-- One.\n\n[click] Two. -->',
    )
    expect(slide.body).toMatchObject([
      {
        kind: 'plate',
        rec: 'make-mut',
        region: 'main',
        output: true,
        judged: true,
        reveal: 1,
        weave: 0,
        mark: new Set([1, 2]),
      },
    ])
    expect(slide.clicks).toBe(1)
  })
  it('reads messages, outputs and facts', async () => {
    expect(await bodyOf('<Diagnostic src="rc-out.rs" without="why,way out" />')).toMatchObject([
      { kind: 'message', rec: 'rc-out', index: 0, without: ['why', 'way out'] },
    ])
    expect(await bodyOf('<Output src="make-mut.rs" lines="1" />')).toMatchObject([
      { kind: 'output', stream: 'stdout', texts: [{ edition: 2024, text: expect.not.stringContaining('\n') }] },
    ])
    expect(await bodyOf('It is <Fact rec="rc-out" get="verdict" />.')).toMatchObject([
      { content: [text('It is '), { kind: 'fact', rec: 'rc-out', get: 'verdict', value: 'E0507' }, text('.')] },
    ])
  })
  it('reads a set of variants with what each changes, its verdict and its film', async () => {
    const { slide, problems } = await sets.read(`# A claim\n\n${WHAT_IF}`)
    expect(problems).toEqual([])
    const [set] = slide.body
    expect(set).toMatchObject({ kind: 'whatif', question: 'And then?' })
    expect(slide.clicks).toBe(0)
    expect(
      (set as WhatIf).programs.map(p => [p.label, p.runs[0]!.verdict.label, [...p.changed], p.lines.length]),
    ).toEqual([
      ['as shown', 'compiles', [], 7],
      ['*r as the last line', 'E0506', [6], 7],
      ['-*r for 0', 'compiles', [4], 7],
    ])
    expect((set as WhatIf).programs.map(p => p.trace!.frames.length > 1)).toEqual([true, true, true])
  })
  it.each([
    [
      'variants="demo-last, demo-both"',
      'variants="late"',
      'late.rs is no variant of demo: write `//@ variant-of: demo` at its head',
    ],
    [
      'variants="demo-last, demo-both"',
      'variants="demo-both, demo-c, demo-drop, demo-last"',
      '<WhatIf> shows 1 to 3 variants, not 4',
    ],
    ['plate="program"', 'plate="type"', 'demo.rs has no `// #region type`'],
    ['figure="LoanGraph"', 'figure="LoanGraf"', '<WhatIf> `figure="LoanGraf"`: '],
    ['show="region"', 'show="why"', '<WhatIf> cannot be drawn: no loan of demo in demo.rs is violated'],
    ['show="region"', 'shows="region"', '<WhatIf> knows no `shows`'],
    ['question="And then?"', '', '<WhatIf> needs `question="…"`'],
  ])('refuses a set with %s as %s', async (right, wrong, message) => {
    expect(WHAT_IF).toContain(right)
    const { problems } = await sets.read(`# A claim\n\n${WHAT_IF.replace(right, wrong)}`)
    expect(problems[0]).toMatchObject({
      message: expect.stringContaining(message),
      at: expect.stringContaining('<WhatIf'),
    })
  })
  it('makes a figure with its trace, and counts its steps', async () => {
    const { slide, problems } = await course.read(
      '# A claim\n\n<RefCount rec="counts" frames="1-4" :width="432" :height="300" />',
    )
    expect(problems).toEqual([])
    expect(slide.body).toMatchObject([
      { kind: 'figure', family: 'RefCount', rec: 'counts', width: 432, height: 300, start: 1 },
    ])
    expect(slide.clicks).toBe(3)
  })
  it('groups what stands side by side, and what appears together', async () => {
    const { slide } = await course.read(
      '# A claim\n\n<div class="grid grid-cols-2 gap-9">\n<Code src="box-out.rs" region="main" />\n<Code src="rc-out.rs" region="main" />\n</div>\n\n<div v-click="2">\n\nOne **word**.\n\nTwo.\n\n</div>',
    )
    expect(shape(slide.body)).toMatchObject([
      { kind: 'group', columns: 'repeat(2, 1fr)', blocks: [{ kind: 'plate' }, { kind: 'plate' }] },
      { kind: 'group', columns: null, from: 2, blocks: [{ kind: 'paragraph' }, { kind: 'paragraph' }] },
    ])
    expect(slide.clicks).toBe(2)
  })
  it('steps the items of a list, words in a line, and facts', async () => {
    const { slide } = await course.read(
      '# A claim\n\n<v-clicks>\n\n- one\n- two\n\n</v-clicks>\n\n<span v-click>three</span> <Fact rec="rc-out" get="verdict" v-click="2" />',
    )
    expect(shape(slide.body)).toMatchObject([
      { kind: 'list', items: [{ from: 1 }, { from: 2 }] },
      { content: [{ kind: 'step', from: 3, children: [text('three')] }, text(' '), { kind: 'fact', from: 2 }] },
    ])
  })
  it('counts what steps by itself before what appears with v-click, as Slidev mounts it', async () => {
    const { slide } = await course.read('# A claim\n\n<p v-click>late</p>\n\n<RefCount rec="counts" frames="1-3" />')
    expect(slide.body).toMatchObject([{ from: 3 }, { start: 1 }])
    expect(slide.clicks).toBe(3)
  })
  it('divides a slide of two columns', async () => {
    const { slide } = await course.read('# A claim\n\nLeft.\n\n::right::\n\nRight.', 'layout: split\n')
    expect([shape(slide.body), shape(slide.right)]).toMatchObject([
      [{ content: [text('Left.')] }],
      [{ content: [text('Right.')] }],
    ])
  })
  it('keeps a drawing whole, with its words', async () =>
    expect(
      await bodyOf('<svg viewBox="0 0 9 9" aria-label="a box"><text x="1" y="2">one</text><text>two</text></svg>'),
    ).toMatchObject([{ kind: 'drawing', label: 'a box', words: ['one', 'two'] }]))
  it('keeps code and text as they are written', async () =>
    expect(await bodyOf('`Vec<T>` and `{{ x }}`, $& and 日本 \\<T> 🦀')).toMatchObject([
      {
        content: [
          { kind: 'code', text: 'Vec<T>' },
          text(' and '),
          { kind: 'code', text: '{{ x }}' },
          text(', $& and 日本 <T> 🦀'),
        ],
      },
    ]))
})

describe('what is wrong on a slide', () => {
  it.each<[what: string, body: string, at: string, message: string | RegExp]>([
    ['a tag that is not there', 'One.\n\n<Cod src="asks.rs" />', '<Cod', 'there is no tag <Cod>: did you mean <Code>?'],
    ['a type parameter outside code', 'One\nVec<T> two.', 'Vec<T>', /`<T>` is never closed|<T> is read as a tag/],
    ['an element that is not among the few', '<blink>x</blink>', '<blink', /not among the elements/],
    [
      'an attribute that is not there',
      '<Code src="asks.rs" regoin="lines" />',
      '<Code',
      '<Code> knows no `regoin`: did you mean `region`?',
    ],
    [
      'an attribute on its own line',
      '<Code src="asks.rs"\n  reveel />',
      '  reveel',
      '<Code> knows no `reveel`: did you mean `reveal`?',
    ],
    [
      'a value that is not among the words',
      '<RefCount rec="counts" show="count" />',
      '<RefCount',
      /`show` cannot be `count`: did you mean `counts`\?/,
    ],
    [
      'a number as text',
      '<RefCount rec="counts" width="432" />',
      '<RefCount',
      '<RefCount> `width` is a number: write `:width="432"`',
    ],
    ['a switch with a value', '<Code src="asks.rs" tight="yes" />', '<Code', /`tight` is a switch/],
    ['an expression', '<RefCount rec="counts" :width="2 * w" />', '<RefCount', /`2 \* w` is no value/],
    ['a missing attribute', '<RefCount />', '<RefCount', '<RefCount> needs `rec="…"`'],
    ['a snippet that is not there', '<Code src="askz.rs" />', '<Code', /there is no decks\/.*askz\.rs/],
    [
      'a region that is not there',
      '<Code src="asks.rs" region="line" />',
      '<Code',
      /has no `\/\/ #region line`: did you mean `lines`\?/,
    ],
    ['lines that are not there', '<Code src="asks.rs" region="lines" mark="99" />', '<Code', /there is no line 99/],
    ['no list of lines', '<Code src="asks.rs" mark="abc" />', '<Code', /`abc` is no list of lines/],
    [
      'an edition that was not recorded',
      '<Code src="asks.rs" edition="2015" />',
      '<Code',
      /was recorded in edition 2024, not in 2015/,
    ],
    [
      'a message that is not there',
      '<Code src="rc-out.rs" weave="7" />',
      '<Code',
      /`weave="7"`: the compiler says \d+ things/,
    ],
    ['a place that is none', '<RefCount rec="counts" at="x" />', '<RefCount', /`at="x"`: a place is a click/],
    ['a click that is none', '<p v-click="soon">x</p>', '<p', /`v-click="soon"`: write a click/],
    [
      'frames that are not there',
      '<RefCount rec="counts" frames="1-99" />',
      '<RefCount',
      /cannot be drawn: frames="1-99" does not fit/,
    ],
    ['a fact that is not there', 'It is\n<Fact rec="asks" get="stdout[99]" />.', '<Fact', /finds nothing in asks\.rs/],
    ['a path that is none', '<Fact rec="asks" get="size" />', '<Fact', /the path begins with verdict/],
    ['a Diagnostic of a program that compiles', '<Diagnostic src="asks.rs" />', '<Diagnostic', /the compiler says 0/],
    ['a model that Miri has not', '<Diagnostic src="rc-out.rs" miri="law" />', '<Diagnostic', /`miri` cannot be `law`/],
    ['a report that Miri did not make', '<Diagnostic src="asks.rs" miri="tree" />', '<Diagnostic', /Miri says 0/],
    [
      'a part of the compiler, asked of Miri',
      '<Diagnostic src="rc-out.rs" miri="tree" without="way out" />',
      '<Diagnostic',
      /`without="way out"`/,
    ],
    ['a part that is none', '<Diagnostic src="rc-out.rs" without="reason" />', '<Diagnostic', /`without="reason"`/],
    [
      'a tag that is not closed',
      'One.\n\n<div>\n\ntwo',
      '<div>',
      '`<div>` is never closed: write `</div>`, or set angle brackets in backticks where they are text',
    ],
    [
      'a tag that closes nothing',
      'One.\n\n</div>',
      '</div>',
      '</div> closes nothing that is open: take it out, or open it before',
    ],
    [
      'braces that Vue would evaluate',
      '<p>twice: {{ x }}</p>',
      '<p>',
      '`{{ x }}` would be evaluated, not shown: set braces in backticks',
    ],
    ['typed Rust', 'One.\n\n```rust\nfn main() {}\n```', '```rust', /a Rust fence/],
    ['a picture', '![a](b.png)', '![a]', /a picture: draw it as a figure/],
    ['an indented block', 'One.\n\n    let x;', '    let x;', /an indented block/],
    ['a block within a line', 'One **two <Code src="asks.rs" />**.', 'One', /<Code> cannot stand in a line of text/],
    ['a column that is not there', '::left::\n\nx', '::left::', 'there is no column `::left::`: write `::right::`'],
    ['a second column where there is one', 'x\n\n::right::\n\ny', '::right::', /the layout `default` has one column/],
    ['a second comment', 'One.\n\n<!-- a -->\n\nTwo.\n\n<!-- Note. -->', '<!-- a', /a slide has one note/],
    ['a comment that is not closed', 'One.\n\n<!-- a', '<!-- a', '`<!--` is never closed: end the note with `-->`'],
    ['a drawing without words', '<svg viewBox="0 0 9 9"></svg>', '<svg', /needs `aria-label/],
    ['an empty slide', '<!-- A note. -->', '# A claim', /shows nothing but its title/],
    ['a title that is not at the top', 'One.\n\n# Two', '# Two', /begins with its title/],
  ])('%s', async (_, body, at, message) => {
    const begin = _.startsWith('a title') ? '' : '# A claim\n\n'
    const { problems } = await course.read(`${begin}${body}`)
    expect(problems.map(p => p.message)).toContainEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    )
    const found = problems.find(p => (typeof message === 'string' ? p.message === message : message.test(p.message)))!
    expect(found.at.startsWith(at), `${found.line}: ${found.at}`).toBe(true)
    expect(found.file).toBe(`decks/${DECK}/slides.md`)
  })
  it('says all that is wrong at once, in the order of the lines', async () => {
    const { problems } = await course.read(
      '# A claim\n\n<Cod />\n\n```rust\nx\n```\n\n<Code src="asks.rs" tigth />\n\n<!-- x\n\n[clik] -->',
    )
    expect(problems.map(p => p.at.slice(0, 6))).toEqual(['<Cod /', '```rus', '<Code '])
  })
  it('lets a figure slide have one figure', async () => {
    const two = '# A claim\n\n<RefCount rec="counts" frames="1" />\n\n<RefCount rec="cycle" frames="1" />'
    expect((await course.read(two, 'layout: figure\n')).problems).toMatchObject([
      { at: '<RefCount rec="cycle" frames="1" />', message: expect.stringContaining('has one figure, this one has 2') },
    ])
  })
})

describe('front matter', () => {
  it('reads id, extra, question, outcomes and predictions', async () => {
    const front = 'id: counts-move\nextra: true\npredict: { kind: options, options: [1, 2], decide: stdout }\n'
    const { slide } = await course.read('# A claim\n\nOne.', front)
    expect(slide).toMatchObject({
      id: 'counts-move',
      extra: true,
      predict: { kind: 'options', options: ['1', '2'], decide: 'stdout' },
    })
  })
  it.each([
    '{ kind: verdicts, cases: [asks, rc-out] }',
    '{ kind: options, options: [a, b], decide: verdict }',
    '{ kind: order, items: [a, b] }',
    '{ kind: output, rec: asks }',
    '{ kind: table, rec: asks, cells: ["stdout[0]"] }',
    '{ kind: lines, rec: rc-out }',
    '{ kind: editions, rec: asks }',
  ])('predict: %s', async form =>
    expect((await course.read('# A claim\n\nOne.', `predict: ${form}\n`)).slide.predict).not.toBeNull(),
  )
  it.each<[what: string, front: string, at: string, message: string | RegExp]>([
    ['a key that is not there', 'minuts: 2\n', 'minuts', /knows no `minuts`: did you mean `minutes`\?/],
    ['broken YAML', 'layout: [predict\n', '', /this is not valid YAML/],
    ['a key twice', 'layout: split\nlayout: split\n', 'layout', /this is not valid YAML: Map keys must be unique/],
    ['an id that is none', 'id: Two Words\n', 'id', /an id has small letters/],
    ['extra that is no switch', 'extra: yes please\n', 'extra', /`extra` is true or false/],
    ['a form of prediction that is none', 'predict: { kind: guess }\n', 'predict', /`kind` is one of verdicts/],
    [
      'a prediction of a snippet that is not there',
      'predict: { kind: output, rec: none }\n',
      'predict',
      /there is no decks/,
    ],
    [
      'a field of a prediction that is none',
      'predict: { kind: lines, rec: asks, answer: 3 }\n',
      'predict',
      /there is no such field/,
    ],
    ['a section that is not there', 'outcomes: [[Say what it is, Q]]\n', 'outcomes', /there is no section Q/],
    [
      'a test that is not there',
      'outcomes: [[Say what it is, A, ["quiz:none"]]]\n',
      'outcomes',
      /the deck has no quiz `none`/,
    ],
    ['a question that is not there', 'layout: quiz\nquiz: [none]\n', 'quiz', /quiz\.yaml has no question `none`/],
    ['an unknown layout', 'layout: splitt\n', '', /there is no layout `splitt`/],
  ])('%s', async (_, front, at, message) => {
    const { problems } = await course.read('# A claim\n\nOne.', front)
    expect(problems.map(p => p.message)).toContainEqual(expect.stringMatching(message))
    if (at) expect(problems.find(p => (message as RegExp).test(p.message))!.at).toMatch(new RegExp(`^${at}`))
  })
  it('says once that the headmatter is no YAML, and not what seems to be missing because of it', async () => {
    const head = '---\ntitle: a: b\nmechanism: 1\n---\n\n# x\n'
    const { content, problems } = await course.readText(head)
    expect(content).toBeNull()
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('not valid YAML') }])
  })
  it('names a byte order mark, and text that is not UTF-8', async () => {
    expect((await course.readText('﻿---\ntitle: a\n---\n')).problems[0]!.message).toContain('byte order mark')
  })
})

describe('notes', () => {
  const notes = async (note: string, body = '<RefCount rec="counts" frames="1-4" />') => {
    const { slide, problems } = await course.read(`# A claim\n\n${body}\n\n<!--\n${note}\n-->`)
    return { parts: slide.notes, problems: problems.filter(p => !/steps \d times/.test(p.message)) }
  }
  it('reads what is said at which step', async () => {
    const { parts, problems } = await notes(
      'Zero.\n\n[click] One `a`.\n\nStill one.\n\n[click:2] Three.\n\n[frame 2] Back.',
    )
    expect(problems).toEqual([])
    expect(parts).toMatchObject([
      { kind: 'said', click: 0, frame: null },
      { kind: 'said', click: 1, block: { content: [text('One '), { kind: 'code', text: 'a' }, text('.')] } },
      { kind: 'said', click: 1 },
      { kind: 'said', click: 3 },
      { kind: 'said', click: 3, frame: 2, block: { content: [text('Back.')] } },
    ])
  })
  it('reads questions with their answers, polls, demos and asides', async () => {
    const { parts, problems } = await notes(
      'Ask: Who *owns*?\n\nAnswer: The box.\n\nPoll: Sure? (a) yes (b) no\n\nDemo: Run it.\n\nAside: By the way.',
    )
    expect(problems).toEqual([])
    expect(parts).toMatchObject([
      { kind: 'ask', question: [text('Who '), { kind: 'emphasis' }, text('?')], answer: [text('The box.')] },
      { kind: 'poll', content: [text('Sure? (a) yes (b) no')] },
      { kind: 'demo' },
      { kind: 'aside' },
    ])
  })
  it('reads a block for readers to the next mark, with frames, tables and tags in it', async () => {
    const { parts, problems } = await notes(
      'Said.\n\nRead:\n\nOne [link](ref:destructors.scope).\n\n[frame 3] Two.\n\n| a |\n|---|\n| b |\n\n<Code src="asks.rs" region="lines" />\n\n[click] Said again.\n\nRead: Last.',
    )
    expect(problems).toEqual([])
    expect(parts.map(p => p.kind)).toEqual(['said', 'read', 'said', 'read'])
    expect(parts[1]).toMatchObject({
      click: 0,
      parts: [
        { frame: null, block: { kind: 'paragraph' } },
        { frame: 3, block: { kind: 'paragraph', content: [text('Two.')] } },
        { frame: null, block: { kind: 'table' } },
        { frame: null, block: { kind: 'plate', rec: 'asks' } },
      ],
    })
  })
  it('keeps text in angle brackets, and looks facts up', async () => {
    const { parts, problems } = await notes(
      'A Vec<T>, an Option<String> and a -> b; `Vec<T>` is <Fact rec="rc-out" get="verdict" />.',
    )
    expect(problems).toEqual([])
    expect(parts).toMatchObject([
      {
        block: {
          content: [
            text('A Vec<T>, an Option<String> and a -> b; '),
            { kind: 'code', text: 'Vec<T>' },
            text(' is '),
            { kind: 'fact', value: 'E0507' },
            text('.'),
          ],
        },
      },
    ])
  })
  it.each<[what: string, note: string, at: string, message: RegExp]>([
    [
      'a mark within a paragraph',
      'Zero.\nOne [click] two.',
      'One [click]',
      /`\[click\]` stands at the start of a paragraph/,
    ],
    ['a mark that is none', 'Zero.\n\n[click 2] two.', '[click 2]', /`\[click 2\]` is no mark/],
    ['an answer without a question', 'Zero.\n\nAnswer: One.', 'Answer:', /directly after its `Ask:`/],
    ['a list in a cue', 'Ask: a?\n- b\n- c', 'Ask:', /`Ask:` is one paragraph/],
    ['an empty cue', 'Zero.\n\nAside:', 'Aside:', /`Aside:` stands alone/],
    ['an empty block', 'Zero.\n\nRead:', 'Read:', /`Read:` is empty/],
    ['a cue that is almost one', 'Zero.\n\n**Ask:** why?', '**Ask:**', /`\*\*Ask:` is no mark: write `Ask:`/],
    ['a cue in small letters', 'Zero.\n\nread: this', 'read:', /is no mark: write `Read:`/],
    ['a tag that is not there', 'Zero.\n\nRead:\n\n<Fact rec="none" get="verdict" />', '<Fact', /there is no decks/],
    [
      'more marks than clicks',
      '[click] a\n\n[click] b\n\n[click] c\n\n[click] d',
      '[click] d',
      /the notes step to click 4, and the slide has 3/,
    ],
    ['fewer marks than clicks', 'Zero.', 'Zero.', /the slide steps 3 times and its notes never/],
    ['an arrow that ends the comment', 'Zero --> one.\n\nTwo.', 'Zero', /`-->` inside a note ends it/],
  ])('%s', async (what, note, at, message) => {
    const { problems } = await course.read(`# A claim\n\n<RefCount rec="counts" frames="1-4" />\n\n<!--\n${note}\n-->`)
    const found = problems.find(p => message.test(p.message))
    expect(found, JSON.stringify(problems)).toBeDefined()
    expect(found!.at.startsWith(at), `${what}: ${found!.line}: ${found!.at}`).toBe(true)
  })
})

describe('beside the slides', () => {
  const sound = '# A claim\n\nOne.'
  it('reads published ids, and refuses one that leads nowhere', async () => {
    course.write(`decks/${DECK}/published.json`, '{\n  "old": "now",\n  "lost": "nowhere"\n}\n')
    const { content, problems } = await course.read(sound, 'id: now\n')
    course.write(`decks/${DECK}/published.json`, '{}\n')
    expect(content!.published).toEqual({ old: 'now', lost: 'nowhere' })
    expect(problems).toMatchObject([
      { file: `decks/${DECK}/published.json`, line: 3, message: expect.stringContaining('is the id of no slide') },
    ])
  })
  it('reads wrong solutions, and refuses one that does not say what refuses it', async () => {
    const dir = `decks/${DECK}/exercises/one`
    course.write(
      `${dir}/exercise.md`,
      '---\ntitle: One\nlevel: easy\nminutes: 5\nfails: works\n---\n\nMake `Vec<T>` work.\n\n## Hint 1\n\nLook.\n\n## Solution idea\n\nSee.\n',
    )
    course.write(`${dir}/Cargo.toml`, '[package]\n[workspace]\n')
    course.write(`${dir}/src/lib.rs`, '')
    course.write(`${dir}/solution/lib.rs`, '')
    course.write(`${dir}/wrong/good.rs`, '// fails: works\n')
    course.write(`${dir}/wrong/silent.rs`, 'fn x() {}\n')
    const { content, problems } = await course.read(sound)
    expect(content!.exercises[0]).toMatchObject({
      name: 'one',
      wrong: [{ path: 'wrong/good.rs', fails: 'works' }],
      task: [{ kind: 'paragraph' }],
    })
    expect(problems).toMatchObject([
      { file: `${dir}/wrong/silent.rs`, line: 1, message: expect.stringContaining('// fails: NAME') },
    ])
  })
  it('reads the glossary', async () => {
    const library = await course.library
    const term = (more: string) =>
      `- id: loan\n  term: loan\n  forms: [loans]\n  text: A borrow that is *live*.\n  authority: ref:x\n  deck: ${DECK}\n${more}`
    const read = (yaml: string) => {
      course.write('glossary.yaml', yaml)
      const report = new Reporter('glossary.yaml')
      return { terms: readGlossary(library, [DECK], report), problems: report.inOrder() }
    }
    expect(read(term(''))).toMatchObject({
      terms: [{ id: 'loan', forms: ['loans'], text: [text('A borrow that is '), {}, text('.')] }],
      problems: [],
    })
    expect(read(term('  colour: red\n')).problems).toMatchObject([
      { line: 7, message: expect.stringContaining('no such field') },
    ])
    expect(
      read(term(`- id: other\n  term: Loans\n  text: Something else here.\n  authority: ref:x\n  deck: none\n`))
        .problems,
    ).toMatchObject([
      { line: 7, message: expect.stringContaining('a word has one meaning') },
      { line: 11, message: expect.stringContaining('there is no deck `none`') },
    ])
  })
})

it('has an example of every figure family among the decks, or in its folder', async () => {
  const library = await course.library
  const written = deckIds()
    .map(id => readFileSync(join(ROOT, 'decks', id, 'slides.md'), 'utf8'))
    .join('')
  for (const family of library.families.keys()) expect(written).toContain(`<${family} `)
})
