// The quiz of every deck: well formed, decided by fresh recordings, and each question on a slide.
import { expect, it } from 'vitest'
import { publishedIds, loadDeck, ROOT } from '../deck.ts'
import { formatProblem } from '../problem.ts'
import { checkQuizzes, loadQuiz } from './load.ts'

const ids = publishedIds(ROOT)

it.each(ids)('%s has a quiz whose answers the compiler gives', id => {
  expect(checkQuizzes(ROOT, [id]).map(formatProblem)).toEqual([])
})
it.each(ids)('%s shows each question once', id => {
  const shown = loadDeck(id, ROOT)
    .slides.filter(slide => slide.layout === 'quiz')
    .flatMap(slide => [slide.frontmatter.quiz].flat().map(String))
  expect(shown).toEqual(loadQuiz(ROOT, id).questions.map(question => question.id))
})
