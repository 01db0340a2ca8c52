// What counts as the same words on a slide and in its blocks.
import { expect, it } from 'vitest'
import { wordProblems } from './sameWords.ts'

const shown = (text: string) => ({ whole: text, prose: [text] })

it('takes typographic quotes for the ones that were typed', () => {
  expect(wordProblems([`A String's "tag"`], shown('A String\u2019s \u201ctag\u201d'))).toEqual([])
})
it('names what one says and the other does not', () => {
  expect(wordProblems([`A String's tag`], shown('A string\u2019s tag'))).toEqual([
    `the blocks say "A String's tag" and the slide does not`,
    'the slide says "A string\u2019s tag" and its blocks do not',
  ])
})
