// The quiz of every deck: well formed, decided by fresh recordings, and each question on a slide.
import { expect, it } from 'vitest'
import { publishedIds, loadDeck, ROOT } from '../deck.ts'
import { formatProblem } from '../problem.ts'
import { findLinks, wordsOnly } from '../sources/links.ts'
import { checkQuizzes, loadQuiz } from './load.ts'

const ids = publishedIds(ROOT)

it.each(ids)('%s has a quiz whose answers the compiler gives', id => {
  expect(checkQuizzes(ROOT, [id]).map(formatProblem)).toEqual([])
})
it('leaves the words of a link, and code as it is', () => {
  expect(
    wordsOnly('Says [the `table`](doc:std/option/index.html#representation), [twice](rfc:79); `[a](ref:b)` stays.'),
  ).toBe('Says the `table`, twice; `[a](ref:b)` stays.')
})
it.each(ids)('%s shows each question once', id => {
  const shown = loadDeck(id, ROOT)
    .slides.filter(slide => slide.layout === 'quiz')
    .flatMap(slide => [slide.frontmatter.quiz].flat().map(String))
  expect(shown).toEqual(loadQuiz(ROOT, id).questions.map(question => question.id))
})
it.each(ids)('%s shows no address of a link in its questions', id => {
  const texts = loadQuiz(ROOT, id).questions.flatMap(q => [
    q.stem,
    q.why,
    ...q.options.map(option => option.because ?? ''),
  ])
  expect(texts.filter(text => findLinks(text).links.length)).toEqual([])
})
