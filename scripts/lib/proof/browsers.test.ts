// The walks of other browsers against planted defects: in Chromium, which every machine of the tests has, and in those that are asked for.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import type { Deck, Slide } from '../deck.ts'
import { BROWSERS, type Driver } from './browsers.ts'
import { offline, WALKS } from './browserWalks.ts'
import { type SmallSite, smallSite } from './offlineSite.testing.ts'

async function chromium(): Promise<Driver> {
  const browser = await launchBrowser(),
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } }),
    said: string[] = []
  page.on('console', m => {
    if (m.type() === 'error' || m.type() === 'warning') said.push(m.text())
  })
  page.on('pageerror', e => said.push(e.message))
  return {
    version: `Chromium ${browser.version()}`,
    narrowest: 320,
    lineBoxes: 0,
    open: async url => void (await page.goto(url)),
    press: key => page.keyboard.press(key),
    ask: expression => page.evaluate(expression),
    size: (width, height) => page.setViewportSize({ width, height }),
    said: () => said,
    close: () => browser.close(),
  }
}
/** `BROWSERS=firefox,webkit` asks those as well, as the weekly workflow does. */
const asked = (process.env.BROWSERS ?? '').split(',').filter(Boolean)
const starts = { chromium, ...Object.fromEntries(asked.map(name => [name, BROWSERS[name]!])) }
const browsers = await Promise.all(Object.entries(starts).map(async ([name, start]) => [name, await start()] as const))
afterAll(() => Promise.all(browsers.map(([, browser]) => browser.close())))

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** As much of a deck's page as the walks ask for. */
const NAV = `window.__slidev__ = { nav: { currentSlideNo: 1, clicks: 0, clicksTotal: 1, go(no, clicks = 0) {
  this.currentSlideNo = no; this.clicks = clicks
  document.querySelector('.late').hidden = clicks < 1
} } }`
const SHEET = `<link rel="icon" href="data:,"><title>A page</title><style>body { margin: 0 } :focus-visible { outline: 2px solid #000 }
.slidev-layout { position: relative; width: 980px; height: 552px; overflow: hidden } .ri-body { position: absolute; inset: 60px 52px 34px }</style>`
const LINKS = '<p><a href="#a">one</a> <a href="#b">two</a> <a href="#c">three</a></p>'

/** A site of one deck. @param late what its slide shows at its last click */
function site(late: string, article: string): { dist: string; decks: Deck[] } {
  const dist = mkdtempSync(join(tmpdir(), 'ri-browsers-'))
  folders.push(dist)
  const write = (path: string, body: string): void => {
    mkdirSync(dirname(join(dist, path)), { recursive: true })
    writeFileSync(join(dist, path), `<!doctype html><html lang="en"><head>${SHEET}</head><body>${body}</body></html>`)
  }
  write('index.html', `<main><h1>A course</h1>${LINKS}</main>`)
  write('01-a/read/index.html', `<main id="read"><h1>A text</h1>${article}</main>`)
  write(
    '01-a/index.html',
    `<main><div class="slidev-page-1"><div class="slidev-layout"><div class="ri-body"><p>Sound.</p><div class="late" hidden>${late}</div></div></div></div></main><script src="nav.js"></script>`,
  )
  writeFileSync(join(dist, '01-a/nav.js'), NAV)
  const slides = [{ no: 1, layout: 'default' } as Slide]
  return { dist, decks: [{ id: '01-a', file: 'decks/01-a/slides.md', slides } as unknown as Deck] }
}

describe.each(browsers)('in %s', (_, browser) => {
  const problems = async (walk: string, late: string, article: string): Promise<string[]> =>
    (await WALKS[walk]!(browser, site(late, article))).problems

  it('access lets a sound page pass, and sees pale text, a hidden focus, a click without a key and a page that is too wide', async () => {
    expect(await problems('access', '', LINKS)).toEqual([])
    const planted = await problems(
      'access',
      '',
      `${LINKS}<p style="color:#bbb;background:#fff">pale</p><div onclick="0">press me</div><a href="#d" style="outline:none">four</a>
      <table style="width:1900px"><tr><td>too much</td></tr></table>`,
    )
    for (const seen of [
      /color-contrast/,
      /div "press me" can be clicked, but the keyboard/,
      /a "four" does not show that it has the focus/,
      /on a phone it is \d+ px too wide, by table/,
    ])
      expect(planted).toContainEqual(expect.stringMatching(seen))
  })

  it('fit lets a sound slide pass, and sees at its last click what is cut off and what leaves the sheet', async () => {
    expect(await problems('fit', '<p>Sound.</p>', LINKS)).toEqual([])
    const planted = await problems(
      'fit',
      '<div style="width:200px;overflow:hidden;white-space:nowrap">A line that is much longer than the box which holds it</div><p style="position:absolute;top:560px;margin:0">Below the sheet.</p>',
      LINKS,
    )
    expect(planted).toContainEqual(expect.stringMatching(/^01-a, slide 1, click 1: clipped by/))
    expect(planted).toContainEqual(expect.stringMatching(/^01-a, slide 1, click 1: (?:outside|clipped) by .*Below/))
    expect(planted.filter(p => p.includes('click 0'))).toEqual([])
  })
})

describe.each(browsers)('offline in %s', (_, browser) => {
  /** With two pages of a deck, a slide that shows itself, and a search that finds its words. */
  async function readable(): Promise<SmallSite> {
    const small = await smallSite(true)
    folders.push(small.dist)
    const find =
      "document.querySelector('#q').addEventListener('input', () => { document.querySelector('.results').innerHTML = '<a href=\"#\">vtable</a>' })"
    small.write('site/find.js', find)
    const home = readFileSync(join(small.dist, 'index.html'), 'utf8')
    small.write(
      'index.html',
      home.replace(
        '</html>',
        '<input id="q"><div class="results"></div><script type="module" src="site/find.js"></script></html>',
      ),
    )
    const slides = readFileSync(join(small.dist, '01-a/index.html'), 'utf8')
    const pages = [1, 2].map(no => `<div class="slidev-page-${no}"><div class="slidev-layout">A slide</div></div>`)
    small.write('01-a/index.html', slides.replace('</html>', `${pages.join('')}</html>`))
    small.write('glossary/index.html', slides.replace('</html>', '<main><h1>Terms</h1></main></html>'))
    await small.release()
    return small
  }
  const decks = [{ id: '01-a', slides: [] } as unknown as Deck]

  it('reads a sound site without network, and sees a page that does not stand there and a button that keeps nothing', async () => {
    const { dist, write, release } = await readable()
    expect((await offline(browser, { dist, decks }, 15_000)).problems).toEqual([])
    const text = readFileSync(join(dist, '01-a/read/index.html'), 'utf8')
    write('01-a/read/index.html', text.replace('id="read"', ''))
    await release()
    expect((await offline(browser, { dist, decks }, 5_000)).problems).toEqual([
      'without network: 01-a/read/ shows no main#read',
    ])
    const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
    write(
      'sw.js',
      worker.replace(/asked\.ask === ['"]keep['"]/, 'false').replace(/case ['"]keep['"]/, "case 'nothing'"),
    )
    expect(readFileSync(join(dist, 'sw.js'), 'utf8')).not.toBe(worker)
    expect((await offline(browser, { dist, decks }, 5_000)).problems).toEqual([
      'the button that keeps the course does nothing',
    ])
  })
})
