// A deck presented from end to end as in the room: two windows of one browser, no network, live code edited and run.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launchBrowser } from '../browser.ts'
import { deckIds, ROOT } from '../deck.ts'
import { findToolchain } from '../toolchain/find.ts'
import { choosePort } from './port.ts'

const id = deckIds(ROOT)[0]
const { course } = findToolchain(ROOT)

it('has a browser where one is required', () => {
  if (process.env.CI === 'true') expect(findBrowser()).not.toBeNull()
})

describe.skipIf(!id || !findBrowser())('in the room (needs a browser)', { timeout: 600_000 }, () => {
  let server: ChildProcess, browser: Browser, context: BrowserContext, base: string
  let audience: Page, presenter: Page
  const wrong: string[] = []

  beforeAll(async () => {
    const port = await choosePort(undefined, 'localhost')
    base = `http://localhost:${port}`
    server = spawn(process.execPath, [join(ROOT, 'scripts', 'present.ts'), id!, '--edit', '--port', String(port)], {
      cwd: ROOT,
      stdio: 'ignore',
    })
    await until(async () => (await fetch(base).catch(() => null))?.ok === true, 120_000)
    browser = await launchBrowser()
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    await context.route(
      url => url.hostname !== 'localhost',
      route => {
        wrong.push(`asked for ${route.request().url()}`)
        return route.abort()
      },
    )
    audience = await open('/1')
    presenter = await open('/presenter/1')
  })
  afterAll(async () => {
    await browser?.close()
    server?.kill()
  })

  async function open(path: string): Promise<Page> {
    const page = await context.newPage()
    // The first page of the development server loads some 500 files.
    page.setDefaultNavigationTimeout(120_000)
    page.on('console', message => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('pageerror', error => wrong.push(String(error)))
    await page.goto(base + path)
    await page.locator('.slidev-layout:visible').first().waitFor({ timeout: 120_000 })
    return page
  }
  const place = (page: Page): string =>
    new URL(page.url()).pathname.replace('/presenter', '') +
    (new URL(page.url()).searchParams.get('clicks') ?? '0').replace(/^0$/, '').replace(/^(?=.)/, '?')

  it('steps through every slide and click, the audience behind the presenter', async () => {
    await presenter.click('text=start the clock')
    await presenter.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const last = Number(/\/ (\d+)/.exec((await presenter.textContent('nav')) ?? '')?.[1])
    expect(last).toBeGreaterThan(5)
    let steps = 0
    for (let before = ''; place(presenter) !== before; steps++) {
      before = place(presenter)
      await presenter.keyboard.press('ArrowRight')
      // The last click of the last slide leads nowhere.
      await until(async () => place(presenter) !== before, before.startsWith(`/${last}`) ? 2000 : 5000).catch(() => {})
      // A slide knows its clicks once it is drawn, and a hand is not faster.
      await presenter.waitForTimeout(300)
    }
    expect(place(presenter)).toMatch(new RegExp(`^/${last}(\\?|$)`))
    expect(steps).toBeGreaterThan(last * 1.5)
    await expect.poll(() => place(audience), { timeout: 5000 }).toBe(place(presenter))
    expect(await presenter.textContent('.ri-pace')).toMatch(/deck0:\d\d|deck\d+:\d\d/)
    expect(wrong).toEqual([])
  })

  it.skipIf(!course)('edits and runs code, which both windows show (needs rustc)', async () => {
    const slide = await slideWithCode()
    await presenter.goto(`${base}/presenter/${slide}?clicks=9`)
    await until(async () => place(audience).startsWith(`/${slide}`), 10_000)
    await presenter.locator('.slidev-page:visible .live-button').first().click()
    await presenter.locator('.cm-content:visible').click()
    await presenter.keyboard.press('ControlOrMeta+a')
    await presenter.keyboard.insertText('fn main() {\n    println!("{}", "said by " .to_owned() + "rustc");\n}\n')
    await presenter.locator('.live-modes button', { hasText: 'run' }).click()
    for (const page of [presenter, audience]) {
      await page.locator('.live-stdout', { hasText: 'said by rustc' }).waitFor({ timeout: 30_000 })
      expect(await page.locator('.cm-content').first().textContent()).toContain('said by ')
    }
    await presenter.keyboard.press('Escape')
    await until(async () => (await audience.locator('.live').count()) === 0, 5000)
    expect(wrong).toEqual([])
  })

  /** The first slide that offers to run its code. */
  async function slideWithCode(): Promise<number> {
    for (let no = 2; no < 40; no++) {
      await presenter.goto(`${base}/presenter/${no}?clicks=9`)
      await presenter.locator('.slidev-layout:visible').first().waitFor()
      await presenter.waitForTimeout(600)
      const button = presenter.locator('.slidev-page:visible .live-button[title="Edit and run"]')
      if (await button.count()) return no
    }
    throw new Error(`no slide of ${id} offers to run its code`)
  }
})

async function until(holds: () => Promise<boolean>, ms: number): Promise<void> {
  for (const end = Date.now() + ms; !(await holds());) {
    if (Date.now() > end) throw new Error(`nothing came of it in ${ms} ms`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
