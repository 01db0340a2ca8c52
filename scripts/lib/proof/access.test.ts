// The access gate is held against planted defects, in a real browser: a sound page passes, each defect turns it red.
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { axe, keyboard, movement, reflow } from './accessGate.ts'

const page = (body: string, css = '') =>
  `<!doctype html><html lang="en"><head><title>A page</title><style>:focus-visible { outline: 2px solid #000 } ${css}</style></head><body><main><h1>A page</h1>${body}</main></body></html>`
const LINKS = '<p><a href="#a">one</a> <a href="#b">two</a> <a href="#c">three</a></p>'

let browser: Browser, tab: Page
beforeAll(async () => {
  browser = await launchBrowser()
  tab = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
})
afterAll(() => browser.close())

async function problemsOf(html: string): Promise<string[]> {
  await tab.setContent(html)
  return [
    ...(await axe(tab, 'page.html', 'light')),
    ...(await keyboard(tab, 'page.html', 10)),
    ...(await movement(tab, 'page.html', 'light')),
    ...(await reflow(tab, 'page.html')),
  ].map(p => p.message)
}

describe('access', () => {
  it('lets a sound page pass', async () => expect(await problemsOf(page(LINKS))).toEqual([]))
  it.each([
    [
      'a picture without text',
      page(`${LINKS}<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9">`),
      /image-alt/,
    ],
    ['text that is too pale', page(`${LINKS}<p style="color:#bbb;background:#fff">pale</p>`), /color-contrast/],
    [
      'a control that the keyboard does not reach',
      page(`${LINKS}<div onclick="void 0">press me</div>`),
      /div "press me" can be clicked, but the keyboard/,
    ],
    [
      'a link taken out of the order',
      page(`${LINKS}<a href="#d" tabindex="-1">four</a>`),
      /a "four" can be clicked, but the keyboard/,
    ],
    [
      'a focus that is not seen',
      page(LINKS, ':focus-visible { outline: none }'),
      /does not show that it has the focus/,
    ],
    [
      'a stop that is not there',
      page(`${LINKS}<a href="#d" style="position:absolute;display:block;width:0;height:0;overflow:hidden">gone</a>`),
      /which is not visible/,
    ],
    [
      'a page that is wider than a phone',
      page(
        `${LINKS}<pre style="overflow:auto">${'fits '.repeat(200)}</pre><table class="wide" style="width:500px"><tr><td>too much</td></tr></table>`,
      ),
      /on a phone 360 px wide it is \d+ px too wide, by table\.wide "too much"/,
    ],
    [
      'something that moves',
      page(
        `${LINKS}<p class="move">on and on</p>`,
        '@keyframes k { to { translate: 9px } } .move { animation: k 2s infinite }',
      ),
      /1 animation runs/,
    ],
  ])('%s turns it red', async (_, html, what) =>
    expect(await problemsOf(html)).toContainEqual(expect.stringMatching(what)),
  )
})
