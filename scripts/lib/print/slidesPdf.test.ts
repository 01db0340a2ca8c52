// What is printed of slides, and what is not. Pages are plain HTML in the shape of Slidev's print page: Slidev plays no part in it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Deck } from '../deck.ts'
import type { Site } from '../site/jobs.ts'
import { groupJobs, runPageGroups } from './printer.ts'
import { readPdf } from './readPdf.ts'
import { slidesPdf } from './slidesPdf.ts'

const dir = mkdtempSync(join(tmpdir(), 'slides-pdf-'))
afterAll(() => rmSync(dir, { recursive: true }))

const ID = '01-slides'
const deck = {
  id: ID,
  file: `decks/${ID}/slides.md`,
  head: { title: 'Slides', summary: 'For tests.', tags: ['a'] },
  slides: [
    { no: 1, layout: 'default', extra: false, frontmatter: {}, start: 1 },
    { no: 2, layout: 'default', extra: true, frontmatter: {}, start: 10 },
    { no: 3, layout: 'quiz', extra: false, frontmatter: { quiz: ['one', 'two'] }, start: 20 },
  ],
} as unknown as Deck

const slide = (no: number, inner: string): string =>
  `<div class="print-slide-container" id="p${no}"><div data-slidev-no="${no}">${inner}</div></div>`
const CONTROLS = `<button>run it</button><input value="typed"><select><option>chosen</option></select>
<button role="tab">first program</button><svg class="step-scale" width="40" height="10"><path class="scale-end" d="M0 0h5v5z"/></svg>`
const QUIZ = slide(3, '<h1>Quiz</h1><div class="ri-quiz-printed"><p>Question one</p><p>Question two</p></div>')
const STYLE = '<style>@page { size: 980px 552px; margin: 0 } .print-slide-container { break-after: page }</style>'

/** The pages of the printed file, or what went wrong. */
async function printed(body: string, steps = false): Promise<{ pages: string[]; problems: string[] }> {
  mkdirSync(join(dir, ID), { recursive: true })
  writeFileSync(
    join(dir, ID, 'index.html'),
    `<!doctype html><html lang="en"><link rel="icon" href="data:,">${STYLE}<div id="print-content">${body}</div>`,
  )
  const out = join(dir, 'slides.pdf')
  const site = { publicUrl: null, path: () => out } as unknown as Site
  const problems = await runPageGroups(groupJobs([slidesPdf(deck, site, steps)]), site, { dir, pages: 1 })
  if (problems.length) return { pages: [], problems: problems.map(p => p.message) }
  return { pages: (await readPdf(out)).pages.map(page => page.text), problems: [] }
}

describe('the slides as PDF', () => {
  it('have no controls, a mark where a slide is extra, and a page for each question', async () => {
    const { pages, problems } = await printed(
      slide(1, `<h1>One claim</h1>${CONTROLS}`) + slide(2, '<h1>Another claim</h1>') + QUIZ,
    )
    expect(problems).toEqual([])
    expect(pages).toHaveLength(4)
    expect(pages[0]).toContain('first program')
    for (const control of ['run it', 'typed', 'chosen']) expect(pages.join(' ')).not.toContain(control)
    expect(pages.map(page => page.includes('beyond the lecture'))).toEqual([false, true, false, false])
    expect(pages.slice(2)).toEqual([expect.stringContaining('Question one'), expect.stringContaining('Question two')])
    expect(pages[2]).not.toContain('Question two')
  }, 60_000)

  it('have a page for each click with `--steps`, and each question of a quiz once', async () => {
    const states = ['zero', 'one', 'two'].map(state => slide(1, `<h1>One claim</h1><p>state ${state}</p>`)).join('')
    const { pages, problems } = await printed(`${states}${slide(2, '<h1>Another claim</h1>')}${QUIZ}${QUIZ}`, true)
    expect(problems).toEqual([])
    expect(pages.map(page => /state \w+|Question \w+|Another/.exec(page)?.[0])).toEqual([
      'state zero',
      'state one',
      'state two',
      'Another',
      'Question one',
      'Question two',
    ])
  }, 60_000)

  it.each([
    ['<div role="button">play</div>', '<div> "play" of slide 1'],
    [
      '<button style="display: block !important" class="a" id="x">kept</button><style>#p1 #x.a.a.a.a.a { display: block !important }</style>',
      '<button> "kept" of slide 1',
    ],
  ])(
    'are not made where %s would be printed',
    async (control, named) => {
      const { problems } = await printed(slide(1, `<h1>One claim</h1>${control}`) + slide(2, '<h1>Another</h1>') + QUIZ)
      expect(problems).toEqual([expect.stringContaining(`a control of the screen would be printed: ${named}`)])
    },
    60_000,
  )
})
