// Notes of the walkthrough: prose with frame numerals, cues apart.
import { expect, it } from 'vitest'
import { setOffCues } from '../../scripts/lib/present/notes.ts'
import { splitNotes } from './notes.ts'

const mark = (n: number) => `<span class="slidev-note-click-mark" data-clicks="${n}"></span>`
const html = `<p>First.</p>\n<p>${mark(1)} Then\nAsk: who <code>knows</code>?</p>\n<p>${mark(2)} Demo: run it.</p>\n`

it('parts prose and cues, whether or not the build has set them off', () => {
  const split = {
    prose: '<p>First.</p>\n<p><b class="frame-no">1</b> Then</p>',
    aside: [
      { kind: 'Ask', html: 'who <code>knows</code>?' },
      { kind: 'Demo', html: 'run it.' },
    ],
  }
  expect(splitNotes(html)).toEqual(split)
  expect(splitNotes(setOffCues(html))).toEqual(split)
})
