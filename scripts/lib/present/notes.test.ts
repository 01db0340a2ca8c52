// Notes as the presenter's view and the article get them.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../deck.ts'
import { NoteRenderer } from './notes.ts'

const renderer = new NoteRenderer()
const html = (note: string) => renderer.render(note, join(ROOT, 'decks/08-smart-pointers'))
const mark = (n: number) => `<span class="slidev-note-click-mark" data-clicks="${n}"></span> `

it('marks the steps, and sets off what is asked, answered, shown and told aside', async () =>
  expect(await html('Zero.\n\n[click] One.\nAsk: who *knows*?\n\nAnswer: I.\n\n[click:2] Demo: run it.')).toBe(
    [
      '<p>Zero.</p>',
      `<p>${mark(1)}One.</p>`,
      '<p class="ri-cue ri-cue-ask"><b>Ask</b> who <em>knows</em>?</p>',
      '<p class="ri-cue ri-cue-answer"><b>Answer</b> I.</p>',
      `<p class="ri-cue ri-cue-demo">${mark(2)}${mark(3)}<b>Demo</b> run it.</p>`,
    ].join('\n'),
  ))
it('leaves out what only readers get, and keeps the steps', async () =>
  expect(await html('Zero.\n\n[click] Read: Long.\n\nStill.\n\n[click] Two.')).toBe(
    `<p>Zero.</p>\n<p>${mark(1)}${mark(2)}Two.</p>`,
  ))
it('keeps text in angle brackets, and looks facts up', async () =>
  expect(await html('A Vec<T> & `Box<T>`: <Fact rec="rc-out" get="verdict" />.')).toBe(
    '<p>A Vec&lt;T&gt; &amp; <code>Box&lt;T&gt;</code>: <code>E0507</code>.</p>',
  ))
it('has nothing to say where there is no note', async () => expect(await html(' ')).toBe(''))
