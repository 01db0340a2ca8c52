// Text is text: whatever an author types comes out as it was written, in every field and every output.
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { withoutExpressions } from '../slides/braces.ts'
import { inlineHtml, notesHtml } from '../site/prose.ts'
import { textInBrackets } from './brackets.ts'
import { Clicks } from './clicks.ts'
import { DECK, TestCourse } from './fixture.testing.ts'
import { parseMarkup, parseSentence } from './markup.ts'
import { notesOf } from './notes.ts'
import { Reporter } from './reporter.ts'
import { blocksOf, inlinesOf, textOf } from './tree.ts'
import { join } from 'node:path'

const course = new TestCourse()
afterAll(() => course.remove())

/** Pieces that some step between file and page could take for something else. */
const PIECES = [
  '$&',
  '$1',
  '$$',
  "$'",
  '{{ x }}',
  '}}',
  '<T>',
  'Vec<T>',
  '</div>',
  '<Fact',
  '<b>',
  'a < b',
  'a > b',
  '&',
  '&amp;',
  '"',
  '🦀',
  '日本',
  'é',
  '\\\\',
  '%s',
  '::',
  '#',
  'word',
  'ﬁ',
]
const piece = fc.constantFrom(...PIECES)
const written = fc.array(piece, { minLength: 1, maxLength: 6 }).map(pieces => pieces.join(' '))
/** As a code span, which takes anything but backticks. */
const code = (text: string): string => `\`${text}\``
/** As prose: what Markdown itself gives a meaning to is escaped, as its rules say; angle brackets are not. */
const prose = (text: string): string => text.replaceAll(/[\\&"#$]/g, c => `\\${c}`)

const decoded = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#123;', '{')
    .replaceAll('&amp;', '&')

const placeOf = async () => ({
  library: await course.library,
  deckDir: join(course.root, 'decks', DECK),
  report: new Reporter('x.md'),
  clicks: new Clicks(),
  still: true,
})

describe('text is text', () => {
  it('as code on a slide, and in the HTML of it', async () => {
    const place = await placeOf()
    fc.assert(
      fc.property(written, text => {
        const [block] = blocksOf(parseMarkup(`x ${code(text)} y`, 1, place.report), place)
        if (block?.kind !== 'paragraph') throw new Error('no paragraph')
        expect(textOf(block.content)).toBe(`x ${text} y`)
        expect(decoded(inlineHtml(block.content))).toBe(`x ${text} y`)
      }),
    )
    expect(place.report.problems).toEqual([])
  })
  it('as prose in notes, to the HTML of presenter and article', async () => {
    const place = await placeOf()
    fc.assert(
      fc.property(written, text => {
        const html = notesHtml(notesOf(`x ${prose(text)} y`, 1, place))
        expect(decoded(html)).toBe(`x ${text} y`)
      }),
    )
    expect(place.report.problems).toEqual([])
  })
  it('in sentences of the front matter, quiz and glossary', async () => {
    const place = await placeOf()
    fc.assert(
      fc.property(written, text => {
        const sentence = textInBrackets(`x ${prose(text)} y`, place.library)
        expect(textOf(inlinesOf(parseSentence(sentence, 1, place.report), place))).toBe(`x ${text} y`)
      }),
    )
    expect(place.report.problems).toEqual([])
  })
  it('where Vue would evaluate braces', () => {
    expect(withoutExpressions('<p>{{ x }} {{{ y }}}</p>')).not.toContain('{{')
    expect(decoded(withoutExpressions('{{ x }}'))).toBe('{{ x }}')
  })
  it('and tags are tags only where they are written as such', () => {
    const names = { families: new Map([['Bars', 1]]) }
    expect(textInBrackets('Rc<Bars> <Bars rec="x" /> `<a>` <https://a.b> <Fact rec="x" get="y"/>', names)).toBe(
      'Rc\\<Bars> <Bars rec="x" /> `<a>` <https://a.b> <Fact rec="x" get="y"/>',
    )
  })
})
