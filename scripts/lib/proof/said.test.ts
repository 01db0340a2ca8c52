import { describe, expect, it } from 'vitest'
import type { Paragraph } from '../sources/paragraphs.ts'
import { saidProblems, shownProblems } from './said.ts'

const paragraph = (text: string, recorded = true): Paragraph => ({
  text,
  file: 'decks/01-a/slides.md',
  line: 7,
  slide: 2,
  where: 'note',
  judged: true,
  recorded,
})
const messages = (text: string, recorded?: boolean) => saidProblems(paragraph(text, recorded)).map(p => p.message)

describe('"the compiler says" in a deck', () => {
  it('is refused before an explanation, with its line', () => {
    expect(saidProblems(paragraph('One line.\nThe compiler says that a loan is a promise.'))).toEqual([
      expect.objectContaining({ file: 'decks/01-a/slides.md', line: 8, message: expect.stringContaining('own words') }),
    ])
    expect(messages('Miri says that this is bad style.')).toHaveLength(1)
  })
  it.each([
    'The compiler says "cannot borrow `v` as mutable".',
    'The compiler says: `E0502`.',
    'rustc says E0502.',
    'Write down what the compiler says.',
  ])('stands in: %s', text => expect(messages(text)).toEqual([]))
})

describe('"recorded" in a deck', () => {
  it('is refused beside a model alone', () => {
    expect(messages('The film was recorded.', false)).toEqual([expect.stringContaining('nothing that ran')])
    expect(messages('The film was recorded.', true)).toEqual([])
    expect(messages('The [program](run:film) was recorded.', false)).toEqual([])
  })
})

describe('what components print', () => {
  it.each([
    ["const led = decided ? 'The compiler says' : 'The answer'", 1],
    ['<i>The compiler says</i>', 1],
    ['<p>The compiler says: {{ message }}</p>', 0],
    ["// 'The compiler says' in a comment", 0],
    ['<span>recorded</span>', 1],
    ['{{ n }} recorded examples', 1],
    ["<i>{{ provenance.kind === 'model' ? 'modelled' : 'recorded' }}</i>", 0],
    ['`recorded · rustc ${recording.rustc}`', 0],
    ["'not recorded'", 0],
  ])('%s', (line, problems) => {
    const found = shownProblems(`first\n${line}`, 'components/A/A.vue')
    expect(found).toHaveLength(problems)
    for (const problem of found) expect(problem).toMatchObject({ file: 'components/A/A.vue', line: 2 })
  })
})
