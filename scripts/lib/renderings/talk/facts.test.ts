// What the desk is told of each deck of the course.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readCourse } from '../../content/course.ts'
import { ROOT } from '../../deck.ts'
import { loadQuiz } from '../../quiz/load.ts'
import { talkOf } from './facts.ts'

const { decks, documents, library } = await readCourse(ROOT)
const decidingOf = (deck: string) => ({
  quiz: loadQuiz(ROOT, deck).questions,
  program: (rec: string) => library.program(join(ROOT, 'decks', deck), rec),
})
const trainers = documents.find(({ file }) => file === 'TRAINERS.md')!.blocks

it('is there for every deck: notes by click, questions with answers, what may go first', () => {
  expect(decks.length).toBeGreaterThan(0)
  for (const deck of decks) {
    const talk = talkOf(deck, trainers, decidingOf(deck.id))
    expect(talk.slides, deck.id).toHaveLength(deck.slides.length)
    expect(talk.minutes).toBe(talk.slides.reduce((sum, slide) => sum + (slide.extra ? 0 : slide.minutes), 0))
    expect(talk.mayGoFirst, `${deck.id} in the table of TRAINERS.md`).toMatch(/\w{3}/)
    const notes = talk.slides.flatMap(slide => slide.notes.map(note => ({ ...note, clicks: slide.clicks })))
    expect(notes.length).toBeGreaterThan(talk.slides.length)
    for (const note of notes) expect(note.click, `${deck.id}: ${note.html}`).toBeLessThanOrEqual(note.clicks)
    expect(notes.some(note => note.kind === 'ask' && note.answer)).toBe(true)
    expect(JSON.stringify(notes)).not.toMatch(/<a[\s>]/)
  }
})

it('holds nothing that only readers get, and gives every slide its section', () => {
  for (const deck of decks) {
    const talk = talkOf(deck, trainers, decidingOf(deck.id))
    const said = talk.slides.map(slide => slide.notes.length)
    const parts = deck.slides.map(slide => slide.notes.filter(part => part.kind !== 'read').length)
    expect(said, deck.id).toEqual(parts)
    expect(talk.sections.map(({ letter }) => letter)).toEqual(deck.sections.map(({ letter }) => letter))
    for (const { letter, first, last } of talk.sections)
      for (let no = first; no <= last; no++) expect(talk.slides[no - 1]!.section).toBe(letter)
  }
})

it('asks the audience each prediction and each question of the quiz, and knows what the recordings say', () => {
  for (const deck of decks) {
    const { questions, outcomes, slides } = talkOf(deck, trainers, decidingOf(deck.id))
    expect(new Set(questions.map(q => q.id)).size, deck.id).toBe(questions.length)
    const asked = questions.filter(q => q.kind === 'quiz').map(q => q.id)
    const onSlides = deck.slides.flatMap(slide => [...slide.body, ...slide.right]).filter(b => b.kind === 'quiz')
    expect(asked).toEqual(onSlides.flatMap(b => b.questions.map(q => `quiz-${q.id}`)))
    for (const { id, slide, asks, ends, kind, form, options, rows, right } of questions) {
      const { clicks } = slides[slide - 1]!
      expect(ends, id).toBeGreaterThan(asks)
      // A poll on the last step is open until the slide is left; everything else is answered on its slide.
      expect(ends, id).toBeLessThanOrEqual(kind === 'poll' ? clicks + 1 : clicks)
      if (form === 'values') expect(rows.length).toBeGreaterThan(0)
      else expect(options.length, id).toBeGreaterThan(1)
      if (kind === 'quiz') expect(right, id).toHaveLength(form === 'order' ? options.length : 1)
      if (form === 'cases' || (form === 'values' && right)) expect(right).toHaveLength(rows.length)
    }
    for (const { questions: of } of outcomes)
      for (const id of of) expect(asked, `${deck.id}: an outcome names ${id}`).toContain(id)
  }
})

it('decides by the recordings: verdicts, marked lines, polls that nothing decides', () => {
  const { questions } = talkOf(
    decks.find(deck => deck.id === '01-borrow-checker')!,
    trainers,
    decidingOf('01-borrow-checker'),
  )
  const found = (text: string) => questions.find(q => q.text.startsWith(text))!
  expect(found('Where can you insert')).toMatchObject({
    form: 'cases',
    asks: 0,
    ends: 1,
    rows: [
      'A: at the end of line 3',
      'B: on line 4, before `*r`',
      'C: on line 4, before `0`',
      'D: at the end of line 4',
    ],
    right: [1, 1, 0, 0],
  })
  const lines = found('Which of the four writes')
  expect(lines.form).toBe('many')
  expect((lines.right as number[]).map(i => lines.options[i]!.text.slice(-4))).toEqual(['// C', '// D'])
  expect(found('Does the loan end')).toMatchObject({ kind: 'poll', right: null, rows: [] })
  // The slide is a prediction with the same question.
  expect(questions.filter(q => q.text.startsWith('Is the write on line 5'))).toEqual([])
})
