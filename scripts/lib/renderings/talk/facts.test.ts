// What the desk is told of each deck of the course.
import { expect, it } from 'vitest'
import { readCourse } from '../../content/course.ts'
import { ROOT } from '../../deck.ts'
import { talkOf } from './facts.ts'

const { decks, documents } = await readCourse(ROOT)
const trainers = documents.find(({ file }) => file === 'TRAINERS.md')!.blocks

it('is there for every deck: notes by click, questions with answers, what may go first', () => {
  expect(decks.length).toBeGreaterThan(0)
  for (const deck of decks) {
    const talk = talkOf(deck, trainers)
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
    const talk = talkOf(deck, trainers)
    const said = talk.slides.map(slide => slide.notes.length)
    const parts = deck.slides.map(slide => slide.notes.filter(part => part.kind !== 'read').length)
    expect(said, deck.id).toEqual(parts)
    expect(talk.sections.map(({ letter }) => letter)).toEqual(deck.sections.map(({ letter }) => letter))
    for (const { letter, first, last } of talk.sections)
      for (let no = first; no <= last; no++) expect(talk.slides[no - 1]!.section).toBe(letter)
  }
})
