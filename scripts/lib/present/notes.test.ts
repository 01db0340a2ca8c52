// Cues of the notes, in the forms in which Markdown renders them.
import { expect, it } from 'vitest'
import { setOffCues } from './notes.ts'

it('sets a cue off that stands in a paragraph of its own, or on a line of one', () => {
  expect(setOffCues('<p>Ask: who knows?</p>\n')).toBe('<p class="ri-cue ri-cue-ask"><b>Ask</b> who knows?</p>\n')
  expect(setOffCues('<p>Some prose\nthat goes on.\nDemo: run it,\nthen break it.\nAside: an anecdote.</p>')).toBe(
    '<p>Some prose\nthat goes on.</p>\n<p class="ri-cue ri-cue-demo"><b>Demo</b> run it,\nthen break it.</p>\n<p class="ri-cue ri-cue-aside"><b>Aside</b> an anecdote.</p>',
  )
})
it('keeps click marks before the cue, and takes emphasis for none', () => {
  expect(
    setOffCues(
      '<p><span class="slidev-note-click-mark" data-clicks="1"></span> <strong>Ask:</strong> why <code>a</code>?</p>',
    ),
  ).toBe(
    '<p class="ri-cue ri-cue-ask"><span class="slidev-note-click-mark" data-clicks="1"></span> <b>Ask</b> why <code>a</code>?</p>',
  )
})
it('sets list items off', () => {
  expect(setOffCues('<ul>\n<li>Ask: a</li>\n<li>b</li>\n</ul>')).toBe(
    '<ul>\n<li class="ri-cue ri-cue-ask"><b>Ask</b> a</li>\n<li>b</li>\n</ul>',
  )
})
it('leaves everything else alone', () => {
  for (const html of [
    '<p>To ask: nothing.</p>',
    '<p>Asked: x</p>',
    '<pre>Ask: x</pre>',
    '<ul>\n<li>one\n<ul>\n<li>two</li>\n</ul>\n</li>\n</ul>',
    '',
  ])
    expect(setOffCues(html)).toBe(html)
})
