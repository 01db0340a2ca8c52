// The walk over sets of variants, on a planted site: it says nothing of a sound set, and each planted defect by its words.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import type { DeckContent, WhatIf } from '../content/blocks.ts'
import { serve } from '../serve.ts'
import { askWhatIf } from './whatIf.ts'

const program = (label: string, verdict: string, changed: number[]) => ({
  label,
  runs: [{ verdict: { label: verdict } }],
  changed: new Set(changed),
  lines: [1, 2].map(number => ({ number, text: `line ${number}` })),
  trace: null,
})
const set = {
  kind: 'whatif',
  line: 7,
  from: null,
  question: 'And then?',
  model: null,
  programs: [program('as shown', 'compiles', []), program('other', 'E0502', [2])],
} as unknown as WhatIf
const deck = {
  id: 'planted',
  file: 'decks/planted/slides.md',
  slides: [{ no: 1, body: [{ kind: 'group', line: 6, from: null, columns: null, blocks: [set] }], right: [] }],
} as unknown as DeckContent

interface Defects {
  early?: boolean
  verdict?: string
  marked?: number
  stays?: boolean
  deaf?: boolean
  both?: boolean
  low?: boolean
}
/** A fold of the article; folds of one `name` are open one at a time. */
const one = (verdict: string, marked: number, n: number, name = 'set') =>
  `<details class="whatif-one" name="${name}" ${n ? '' : 'open'}><summary>${n}</summary><div class="plate"><span class="verdict">${verdict}</span>${[1, 2].map(l => `<div class="code-line${l === marked ? ' marked' : ''}"><span class="ln">${l}</span><span>line</span></div>`).join('')}</div><p class="whatif-caption"></p></details>`

/** As much of a deck and its article as the walk asks for. */
function plant(dist: string, d: Defects): void {
  mkdirSync(join(dist, 'planted/read'), { recursive: true })
  writeFileSync(
    join(dist, 'planted/index.html'),
    `<!doctype html><body style="margin:0"><div class="slidev-page slidev-page-1"><div class="slidev-layout" style="position:relative;width:980px;height:552px"></div></div><script src="deck.js"></script>`,
  )
  writeFileSync(
    join(dist, 'planted/deck.js'),
    `const d = ${JSON.stringify(d)}; window.__slidev__ = { nav: { currentSlideNo: 1, clicksTotal: 0, go: async () => {} } }
let at = -1, judged = false
const draw = () => {
  document.querySelector('.whatif')?.remove()
  if (at < 0) return
  const marked = at ? (d.marked ?? 2) : 0, seen = judged || !at || d.early
  document.querySelector('.slidev-layout').insertAdjacentHTML('beforeend', '<section class="whatif" data-at="' + at + '" data-judged="' + judged + '"><div class="whatif-switch"></div><div class="whatif-body"><div class="plate"' + (d.low ? ' style="height:600px"' : '') + '>' + (seen ? '<span class="verdict">' + (at ? (d.verdict ?? 'E0502') : 'compiles') + '</span>' : '') + [1, 2].map(n => '<div class="code-line' + (n === marked ? ' marked' : '') + '"><span class="ln">' + n + '</span><span>line</span></div>').join('') + '</div></div><p class="whatif-foot" style="position:absolute;top:510px">foot</p></section>')
}
addEventListener('keydown', e => {
  if (e.key === 'v' && !d.deaf) { if (at < 0) { at = 1; judged = false } else if (at && !judged) judged = true; else { at = 0; judged = true } }
  if (e.key === 'Escape' && !d.stays) at = -1
  draw()
})`,
  )
  writeFileSync(
    join(dist, 'planted/read/index.html'),
    `<!doctype html><body><main><section class="whatif">${one('compiles', 0, 0)}${one(d.verdict ?? 'E0502', d.marked ?? 2, 1, d.both ? 'other' : 'set')}</section></main>`,
  )
}

let browser: Browser
const places: string[] = []
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  for (const place of places) rmSync(place, { recursive: true, force: true })
})
async function said(defects: Defects): Promise<string[]> {
  const dist = mkdtempSync(join(tmpdir(), 'what-if-'))
  places.push(dist)
  plant(dist, defects)
  const server = await serve(dist)
  try {
    return (await askWhatIf(browser, server.url, [deck])).problems.map(p => `${p.file}:${p.line}: ${p.message}`)
  } finally {
    await server.close()
  }
}

describe('sets of variants', () => {
  it('says nothing of a sound one', async () => expect(await said({})).toEqual([]))
  it.each<[Defects, string]>([
    [{ verdict: 'E0499' }, 'slide 1, what if: “other”: verdict is “E0499” and not “E0502”'],
    [{ verdict: 'E0499' }, 'slide 1, what if: in the article “other”: verdict is “E0499” and not “E0502”'],
    [{ early: true }, 'slide 1, what if: “other” shows its verdict before it is asked for'],
    [{ marked: 1 }, 'slide 1, what if: “other” marks the lines 1'],
    [{ stays: true }, 'slide 1, what if: Escape does not close the variants'],
    [{ low: true }, 'slide 1, what if: “other”: plate reaches'],
    [{ both: true }, 'in the article without script “other” shows the programs 0,1 of 2'],
  ])('finds %j', async (defects, message) =>
    expect(await said(defects)).toContainEqual(expect.stringContaining(message)),
  )
  it('finds a key that opens nothing', async () =>
    expect(await said({ deaf: true })).toContainEqual(
      'decks/planted/slides.md:7: slide 1, what if: the key v does not open “other”',
    ))
})
