// The walk of slides against a deck of planted defects: each slide of it has one, and the first has none.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Deck } from '../deck.ts'
import { walkDecks } from './fitGate.ts'

const dist = mkdtempSync(join(tmpdir(), 'ri-fit-'))
const SLIDES = [
  '<h1 style="font: 30px/36px serif; width: 400px; margin: 0">A title that takes two lines of its sheet</h1><p>Sound.</p>',
  '<div style="width:200px;overflow:hidden;white-space:nowrap">A line that is much longer than the box which holds it</div>',
  '<p style="font-size:10px">Too small to read.</p>',
  `<div class="plate-body">${'<div class="code-line">let x = 1;</div>'.repeat(15)}</div>`,
  '<p style="position:absolute;top:560px;margin:0">Below the sheet.</p>',
  '<p style="position:relative;margin:0;height:60px">One block</p><p style="margin:-30px 0 0">lies on another</p>',
  '<template class="say" data-say="warn"></template><p>Warns.</p>',
  '<img alt="gone" src="gone.png"><p>Lacks a picture.</p>',
  '<template class="say" data-say="ask"></template><p>Asks another host.</p>',
  '<svg viewBox="0 0 100 20" width="100" height="20"><text x="60" y="14" font-size="14">leaves its drawing</text></svg>',
  '<template class="say" data-say="fail"></template><p>Fails.</p>',
  '<h1 style="font: 30px/36px serif; width: 200px; margin: 0">A title that is too long for the place it has</h1>',
]
/** How often the blocks say that each steps: the last is said wrong. */
const CLICKS = SLIDES.map((_, i) => (i === 0 ? 2 : i === SLIDES.length - 1 ? 1 : 0))
/** What the blocks say of each: of the second a sentence that it does not show, and of the third nothing. */
const PROSE: Record<number, string[]> = {
  0: ['A title that takes two lines of its sheet', 'Sound.'],
  1: ['Nowhere on the slide'],
}
const plain = (html: string): string[] => [...html.matchAll(/<(?:p|h1)\b[^>]*>([^<]+)/g)].map(m => m[1]!)
const KNOWN = SLIDES.map((html, i) => ({ clicks: CLICKS[i]!, prose: PROSE[i] ?? (i === 2 ? [] : plain(html)) }))
/** As much of a deck's page as the walk asks for: pages by number, and how to go there. */
const html = `<!doctype html><html lang="en"><style>body { margin: 0 } .slidev-layout { position: relative; width: 980px; height: 552px; overflow: hidden } .ri-body { position: absolute; inset: 60px 52px 34px } [hidden] { display: none }</style><body>
${SLIDES.map((s, i) => `<div class="slidev-page slidev-page-${i + 1}" ${i ? 'hidden' : ''}><div class="slidev-layout"><div class="ri-body">${s.replace(' src=', ' data-src=')}</div></div></div>`).join('\n')}
<script src="deck.js"></script></body></html>`
/** In a file of its own, as the server's policy asks of every page. */
const script = `
const said = {
  warn: () => console.warn('Something is off'),
  ask: () => fetch('https://example.org/x').catch(() => {}),
  fail: () => setTimeout(() => { throw new Error('broken') }),
}
window.__slidev__ = { nav: { currentSlideNo: 1, clicks: 0, clicksTotal: 0, async go(no, clicks = 0) {
  this.currentSlideNo = no; this.clicks = clicks; this.clicksTotal = no === 1 ? 2 : 0
  document.querySelectorAll('.slidev-page').forEach((p, i) => { p.hidden = i + 1 !== no })
  const page = document.querySelector('.slidev-page-' + no)
  page.querySelectorAll('img').forEach(i => { i.src = i.dataset.src })
  const say = page.querySelector('.say'); if (say) said[say.dataset.say]()
  await new Promise(r => setTimeout(r, 60))
} } }`
const deck = {
  id: '98-planted',
  file: 'decks/98-planted/slides.md',
  slides: SLIDES.map((_, i) => ({ no: i + 1, start: 10 * i })),
} as unknown as Deck
let found: { line: number; message: string }[]
let seen: number

beforeAll(async () => {
  mkdirSync(join(dist, deck.id))
  writeFileSync(join(dist, deck.id, 'index.html'), html)
  writeFileSync(join(dist, deck.id, 'deck.js'), script)
  const verdict = await walkDecks(dist, [deck], new Map([[deck.id, KNOWN]]))
  seen = verdict.checked
  found = verdict.problems.map(p => ({ line: p.line, message: p.message }))
})
afterAll(() => rmSync(dist, { recursive: true }))

describe('fit', () => {
  it('looks at every slide at every click in both schemes', () => expect(seen).toBe((SLIDES.length + 2) * 2))
  it('finds nothing on a sound slide', () => expect(found.filter(p => p.message.startsWith('slide 1,'))).toEqual([]))
  it.each([
    [2, /clipped by/],
    [2, /the blocks say "Nowhere on the slide" and the slide does not/],
    [3, /the slide says "Too small to read." and its blocks do not/],
    [3, /small by 10/],
    [4, /long by 15/],
    [5, /outside by|clipped by/],
    [6, /overlap by/],
    [7, /console says: Something is off/],
    [8, /404 for .*gone\.png/],
    [9, /asks another host: https:\/\/example\.org\/x|console says: .*https:\/\/example\.org\/x/],
    [10, /outside by/],
    [11, /a script fails: broken/],
    [12, /title by [34]/],
    [12, /the browser steps 0 times and the blocks say 1/],
  ])('slide %i: %s', (no, what) => {
    for (const scheme of ['light', 'dark'])
      expect(
        found.filter(p => p.message.startsWith(`slide ${no}, click 0, ${scheme}`)).map(p => p.message),
      ).toContainEqual(expect.stringMatching(what))
    expect(found.find(p => p.message.startsWith(`slide ${no},`))!.line).toBe(10 * (no - 1))
  })
})
