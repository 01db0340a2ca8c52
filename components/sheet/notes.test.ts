// Notes of the article: prose with frame numerals, cues apart, answers with their questions.
import { expect, it } from 'vitest'
import { splitNotes } from './notes.ts'

const mark = (n: number) => `<span class="slidev-note-click-mark" data-clicks="${n}"></span> `
const cue = (name: string, text: string) => `<p class="ri-cue ri-cue-${name.toLowerCase()}">${text}</p>\n`

it('parts prose and cues', () => {
  const html = `<p>First.</p>\n<p>${mark(1)}Then</p>\n${cue('Ask', '<b>Ask</b> who <code>knows</code>?')}${cue('Answer', '<b>Answer</b> I do.')}${cue('Demo', `${mark(2)}<b>Demo</b> run it.`)}`
  expect(splitNotes(html)).toEqual({
    prose: '<p>First.</p>\n<p><b class="frame-no">1</b> Then</p>',
    aside: [
      { kind: 'Ask', html: 'who <code>knows</code>?', answer: 'I do.' },
      { kind: 'Demo', html: 'run it.' },
    ],
  })
})
