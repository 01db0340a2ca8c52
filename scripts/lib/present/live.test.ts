// Live Rust in two windows: what is typed, seen, selected, run and said in one shows in the other; the slide's lines come first; everything can be restored; a clicker closes it.
import type { Browser, BrowserContext, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launchBrowser } from '../browser.ts'
import { ROOT } from '../deck.ts'
import { findToolchain } from '../toolchain/find.ts'
import { serveEdited, type Edited } from './edit.testing.ts'

const DECK = '03-trait-objects'
const { course } = findToolchain(ROOT)

const LONG = `fn main() {
${Array.from({ length: 30 }, (_, i) => `    println!("out ${i}"); eprintln!("err ${i}"); std::thread::sleep(std::time::Duration::from_millis(120));`).join('\n')}
}
`

/** Machines that do other things as well are slow, and not wrong. */
const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 20_000 })

it('has a browser and a compiler where they are required', () => {
  if (process.env.CI === 'true') expect([findBrowser(), course]).not.toContain(null)
})

describe.skipIf(!findBrowser() || !course)(
  'live Rust in two windows (needs a browser, rustc)',
  { timeout: 300_000 },
  () => {
    let edited: Edited, browser: Browser, context: BrowserContext, projector: Page, desk: Page
    const wrong: string[] = []
    const asked: string[] = []
    const both = () => [desk, projector]

    beforeAll(async () => {
      edited = await serveEdited(DECK, { live: true })
      browser = await launchBrowser()
      context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' })
      const still = { viewerSend: false, viewerReceive: false, presenterSend: false, presenterReceive: false }
      await context.addInitScript(text => localStorage.setItem('slidev-sync-directions', text), JSON.stringify(still))
      projector = await open('/1')
      desk = await open('/presenter/1')
      const no = await slideWithCode()
      await projector.bringToFront()
      await go(projector, no)
      await projector.locator(`#slide-content .slidev-page-${no} .live-button`).first().waitFor()
      await desk.bringToFront()
      await desk.locator(`#slide-content .slidev-page-${no} .live-button`).first().click()
      for (const page of both()) await page.locator('#slide-content .live .cm-content').waitFor({ timeout: 60_000 })
    })
    afterAll(async () => {
      await browser?.close()
      edited?.stop()
    })

    async function open(path: string): Promise<Page> {
      const page = await context.newPage()
      page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) wrong.push(message.text())
      })
      page.on('request', request => asked.push(request.url()))
      page.on('pageerror', error => wrong.push(String(error)))
      await page.goto(edited.url + path)
      await page.locator('.slidev-layout:visible').first().waitFor({ timeout: 120_000 })
      return page
    }
    const go = (page: Page, no: number) =>
      page.evaluate(
        to =>
          (
            window as unknown as { __slidev__: { nav: { go(no: number, clicks: number): Promise<void> } } }
          ).__slidev__.nav.go(to, 9),
        no,
      )
    /** The first slide whose program is longer than what stands on it. */
    async function slideWithCode(): Promise<number> {
      for (let no = 2; no < 40; no++) {
        await go(desk, no)
        await desk.waitForTimeout(500)
        const button = desk.locator(`#slide-content .slidev-page-${no} .live-button[title="Edit and run"]`)
        if (await button.count()) return no
      }
      throw new Error(`no slide of ${DECK} offers to run its code`)
    }
    const text = (page: Page) => page.locator('.live .cm-content').innerText()
    const scroll = (page: Page) =>
      page.locator('.live .cm-scroller').evaluate(e => [Math.round(e.scrollTop), Math.round(e.scrollLeft)])
    /** To a px of the canvas: a line has whole ones of the screen. */
    async function alike(): Promise<void> {
      await eventually(async () => {
        const [[top, left], [otherTop, otherLeft]] = [await scroll(desk), await scroll(projector)]
        return Math.max(Math.abs(top! - otherTop!), Math.abs(left! - otherLeft!))
      }).toBeLessThanOrEqual(2)
    }
    const button = (name: string) => desk.locator('.live button', { hasText: name })
    const topLine = (page: Page) =>
      page.locator('.live').evaluate(live => {
        const top = live.querySelector('.cm-scroller')!.getBoundingClientRect().top
        const lines = [...live.querySelectorAll('.cm-lineNumbers .cm-gutterElement')]
        return Number(lines.find(e => e.getBoundingClientRect().bottom > top + 4 && e.clientHeight)?.textContent)
      })

    it("counts a deck's minutes as minutes in Slidev's own presenter's view", async () => {
      // As the page asked for it: with a query, which Slidev's own names do not have.
      const name = asked.find(url => url.includes('/composables/useTimer.ts'))
      const served = await (await fetch(name!)).text()
      expect(served).toContain('parseTimeString(`${configs.duration}min`)')
    })

    it('opens at the lines of the slide, and marks them', async () => {
      const first = await desk.locator('.live .live-on-slide').first().textContent()
      for (const page of both()) {
        const marked = await page.locator('.live .cm-lineNumbers .live-on-slide').allTextContents()
        expect(marked.length).toBeGreaterThan(2)
        // The first marked line is at the top, or the end of the program is in sight.
        const end = await page
          .locator('.live .cm-scroller')
          .evaluate(e => e.scrollTop + e.clientHeight >= e.scrollHeight - 2)
        if (!end) await eventually(async () => String(await topLine(page))).toBe(first)
      }
    })

    it('shows text, scroll, cursor and selection of the window that is used', async () => {
      await desk.locator('.live .cm-content').click()
      await desk.keyboard.press('ControlOrMeta+a')
      await desk.keyboard.insertText(LONG)
      await desk.keyboard.press('ControlOrMeta+End')
      await desk.keyboard.type('// the end')
      await desk.keyboard.press('Shift+Home')
      await eventually(() => text(projector)).toContain('// the end')
      await projector.bringToFront()
      await alike()
      expect((await scroll(desk))[0]).toBeGreaterThan(200)
      const selected = (page: Page) => page.locator('.live .cm-selectionBackground').count()
      for (const page of both()) await eventually(() => selected(page)).toBeGreaterThan(0)
      await projector.locator('.live .cm-cursor').first().waitFor()
      await desk.bringToFront()
      await desk.locator('.live .cm-scroller').hover()
      await desk.mouse.wheel(0, -400)
      await desk.mouse.wheel(120, 0)
      await desk.waitForTimeout(500)
      expect((await scroll(desk))[1]).toBeGreaterThan(50)
      await projector.bringToFront()
      await alike()
    })

    it('shows that it runs, and what the program writes, in its order, while it runs', async () => {
      await desk.bringToFront()
      await desk.locator('.live .cm-content').click()
      await desk.keyboard.press('ControlOrMeta+Enter')
      for (const page of both())
        await eventually(() => page.locator('.live-from').innerText()).toMatch(/at work|running/)
      // What was said before is gone when something is run.
      await eventually(() =>
        projector
          .locator('.live-stdout')
          .innerText()
          .catch(() => ''),
      ).toContain('out 2\nerr 2\n')
      expect(await projector.locator('.live-stdout').innerText()).not.toContain('out 29')
      for (const page of both()) {
        await eventually(() => page.locator('.live-stdout').innerText()).toContain('err 29')
        const lines = (await page.locator('.live-stdout').innerText()).trim().split('\n')
        expect(lines).toEqual(Array.from({ length: 30 }, (_, i) => [`out ${i}`, `err ${i}`]).flat())
        await eventually(() => page.locator('.live-from').innerText()).toContain('just now')
      }
    })

    it('says of which text an answer is', async () => {
      await desk.locator('.live select').selectOption('2021')
      for (const page of both())
        await eventually(() => page.locator('.live-from').innerText()).toContain('of an earlier text')
      // A choice that was made keeps no focus.
      expect(await desk.evaluate(() => document.activeElement === document.body)).toBe(true)
    })

    it('makes type larger in both windows, at the same lines', async () => {
      const px = (page: Page) => page.locator('.live .cm-editor').evaluate(e => getComputedStyle(e).fontSize)
      await button('A+').click()
      await desk.keyboard.press('+')
      for (const page of both()) await eventually(() => px(page)).toBe('19px')
      await desk.waitForTimeout(400)
      await projector.bringToFront()
      await alike()
      await desk.bringToFront()
      await desk.keyboard.press('-')
      for (const page of both()) await eventually(() => px(page)).toBe('17px')
    })

    it("shows the difference to the slide's program", async () => {
      await button('difference').click()
      for (const page of both()) {
        await page.locator('.live .cm-deletedChunk').first().waitFor()
        expect(await page.locator('.live .cm-changedLine').count()).toBeGreaterThan(3)
      }
      await button('hide the difference').click()
      for (const page of both()) await page.locator('.live .cm-deletedChunk').first().waitFor({ state: 'detached' })
    })

    it('restores everything: text, edition, profile, answer, place', async () => {
      await desk.locator('.live input[type=checkbox]').check()
      await button('restore').click()
      for (const page of both()) {
        await eventually(() => text(page)).not.toContain('// the end')
        expect(await page.locator('.live select').inputValue()).toBe('2024')
        expect(await page.locator('.live input[type=checkbox]').isChecked()).toBe(false)
        await eventually(() => page.locator('.live-from').innerText()).toContain('recorded')
      }
    })

    it('comes back where it was when a window is loaded again', async () => {
      await desk.locator('.live .cm-content').click()
      await desk.keyboard.press('ControlOrMeta+End')
      await desk.keyboard.type('// once more')
      await projector.reload()
      await projector.locator('#slide-content .live .cm-content').waitFor({ timeout: 60_000 })
      await eventually(() => text(projector)).toContain('// once more')
    })

    it('closes by a clicker, wherever the focus is, and goes no further', async () => {
      const place = desk.url()
      await desk.locator('.live .cm-content').click()
      await desk.keyboard.press('PageDown')
      for (const page of both()) await page.locator('.live').waitFor({ state: 'detached' })
      expect(desk.url()).toBe(place)
      // With the focus outside it is heard too.
      await desk.keyboard.press('r')
      for (const page of both()) await page.locator('.live').waitFor()
      await desk.evaluate(() => (document.activeElement as HTMLElement).blur())
      await desk.keyboard.press('Escape')
      for (const page of both()) await page.locator('.live').waitFor({ state: 'detached' })
      expect(desk.url()).toBe(place)
      expect(wrong).toEqual([])
    })
  },
)
