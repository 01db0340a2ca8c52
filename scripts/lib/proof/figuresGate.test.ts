// The gate `figures` against planted defects, in the browser: a figure that is sound, and the same with one thing wrong at a time.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Deck } from '../deck.ts'
import { walkFigures } from './figuresGate.ts'

const CELL =
  '<g class="mark mark-rect" data-key="cell"><rect class="cell tx-live" x="10" y="10" width="80" height="30" fill="white" stroke="black"/></g>'
const text = (key: string, x: number, y: number, word: string) =>
  `<g class="mark mark-text" data-key="${key}"><text class="t-label" x="${x}" y="${y}">${word}</text></g>`
const FRAMES = [
  CELL + text('a', 20, 30, 'data') + text('b', 120, 30, 'one'),
  CELL + text('a', 20, 30, 'data') + text('b', 120, 30, 'two'),
]
const svg = (marks: string) =>
  `<svg class="ri-svg" viewBox="0 0 200 60" width="200" height="60" role="img" aria-label="a cell">${marks}</svg>`

interface Faults {
  frames?: string[]
  script?: string
  redraw?: boolean
  caption?: string
  stuck?: boolean
  style?: string
}
/** The gallery as far as the gate looks at it: two frames of one figure, and a live one that keys step. */
function page({ frames = FRAMES, caption = 'Two words.', style = '' }: Faults): string {
  return `<!doctype html><html lang="en"><title>Gallery</title><style>body{font:16px/21px sans-serif;color:#000;background:#fff} .t-label{font:13px monospace} .fig-cap{width:300px} .cap{width:300px} ${style}</style>
<main class="ri-gallery" data-families="Planted"><section class="family" data-family="Planted"><h1>Planted</h1>
<article class="example" data-figure="planted"><div class="ri-figure" role="group" aria-label="planted" data-frames="2" data-step="0"><div class="fig-plot">${svg(frames[0]!)}</div><div class="fig-cap">${caption}</div></div>
<ol class="frames">${frames.map((f, i) => `<li data-frame="${i + 1}">${svg(f)}<p class="cap">${i + 1} ${caption}</p></li>`).join('')}</ol></article></section></main><script src="gallery.js"></script></html>`
}
/** What drives it, in a file of its own, as the server's policy asks of every page. */
const driver = ({ frames = FRAMES, script = '', redraw = false, stuck = false }: Faults): string => `
const frames = ${JSON.stringify(frames)}, figure = document.querySelector('.ri-figure'), plot = figure.querySelector('svg'), main = document.querySelector('main')
const set = () => { main.dataset.as = new URLSearchParams(location.hash.split('?')[1]).get('as') ?? 'light' }
addEventListener('hashchange', set); set()
figure.addEventListener('keydown', (e) => {
  const to = Math.max(0, Math.min(1, { ArrowRight: +figure.dataset.step + 1, ArrowLeft: +figure.dataset.step - 1, Home: 0, End: 1 }[e.key]))
  if (${stuck} || to === +figure.dataset.step) return
  figure.dataset.step = to
  if (${redraw}) plot.innerHTML = frames[to]
  else plot.querySelector('[data-key=b] text').textContent = to ? 'two' : 'one'
})
${script}`

const dir = mkdtempSync(join(tmpdir(), 'ri-figures-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const found = async (faults: Faults) => {
  mkdirSync(join(dir, '01-a'), { recursive: true })
  writeFileSync(join(dir, '01-a/index.html'), page(faults))
  writeFileSync(join(dir, '01-a/gallery.js'), driver(faults))
  writeFileSync(join(dir, 'favicon.ico'), '')
  const decks = [{ id: '01-a', dir, file: 'slides.md', slides: [] } as unknown as Deck]
  const { problems } = await walkFigures(decks, dir)
  return problems.filter(p => p.file.includes('Planted') || p.file.includes('gallery')).map(p => p.message)
}

describe('in the browser', () => {
  it('a sound figure passes', async () => expect(await found({})).toEqual([]))
  it.each<[string, Faults, RegExp]>([
    [
      'a word on a word',
      { frames: [FRAMES[0]! + text('c', 128, 32, 'over'), FRAMES[1]! + text('c', 128, 32, 'over')] },
      /"one" \(b\) lies on "over" \(c\)/,
    ],
    [
      'a word across a border',
      { frames: FRAMES.map(f => f + text('c', 80, 20, 'across')) },
      /"across" \(c\) crosses the border of cell/,
    ],
    [
      'a word outside',
      { frames: FRAMES.map(f => f + text('c', 180, 50, 'outside')) },
      /"outside" \(c\) leaves the picture/,
    ],
    ['a caption that is cut', { style: '.cap{height:10px;overflow:hidden}' }, /the caption "1 Two words\.…" is cut/],
    ['a caption that is missing', { caption: '' }, /has no caption/],
    ['a console error', { script: 'console.error("planted")' }, /the console says: planted/],
    ['a script that fails', { script: 'setTimeout(() => { throw new Error("planted") })' }, /a script fails: planted/],
    ['more redrawn than changed', { redraw: true }, /the mark cell is the same in frame \d and was redrawn/],
    ['keys that do nothing', { stuck: true }, /the key ArrowRight left it at frame 1/],
    ['grey on white', { style: '.cap{color:#bbb}' }, /color-contrast/],
    [
      'movement where less is asked for',
      { style: '@keyframes m{to{opacity:.9}} .mark{animation:m 1s infinite}' },
      /marks move although less motion is asked for/,
    ],
  ])('%s is red', async (_name, faults, message) =>
    expect(await found(faults)).toContainEqual(expect.stringMatching(message)),
  )
})
