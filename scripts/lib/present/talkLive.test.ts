// What happens inside a slide, in the windows of a talk: a program that is opened, edited and run on the desk, a quiz that is answered there, and a step from the phone that takes away what is open. Needs minutes: gate `faults`.
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launchBrowser } from '../browser.ts'
import { deckIds, ROOT } from '../deck.ts'
import type { Talk } from '../renderings/talk/talk.ts'
import { findToolchain } from '../toolchain/find.ts'
import { openPage, pairPhone, placeOf, startTalk, until, type Started } from './talk.testing.ts'

/** It has a program on a slide that is one of a set of variants. */
const id = deckIds().find(deck => deck.startsWith('01')) ?? deckIds()[0]!
const { course } = findToolchain(ROOT)

describe.skipIf(!findBrowser())('on the slides of a talk (needs a browser)', { timeout: 600_000 }, () => {
  let started: Started, browser: Browser, projector: Page, desk: Page, phone: Page, talk: Talk
  const wrong: string[] = []

  beforeAll(async () => {
    started = await startTalk(id)
    browser = await launchBrowser()
    const own = await browser.newContext()
    projector = await openPage(own, `${started.base}/${id}/`, [1920, 1080], wrong)
    desk = await openPage(own, `${started.base}/desk`, [1440, 900], wrong)
    await desk.locator('.desk').waitFor()
    phone = await pairPhone(desk, await browser.newContext({ hasTouch: true, isMobile: true }), wrong)
    talk = (await (await fetch(`${started.base}/room/talk/${id}.json`)).json()) as Talk
  })
  afterAll(async () => {
    await browser?.close()
    started?.process.kill()
  })

  const onDesk = () => desk.frameLocator('.hands iframe')
  const go = async (slide: number, click = 0): Promise<void> => {
    await desk.keyboard.press('g')
    await desk.locator('.goto input').fill(String(slide))
    await desk.keyboard.press('Enter')
    for (let i = 0; i < click; i++) await desk.keyboard.press('ArrowRight')
    await both(`${slide}.${click}`)
  }
  const both = async (place: string): Promise<void> => {
    await until(async () => (await placeOf.desk(desk)) === place, 10_000, `the desk at ${place}`)
    await until(async () => (await placeOf.projector(projector)) === place, 10_000, `the projector at ${place}`).catch(
      async (error: Error) => {
        throw new Error(`${error.message}: it is at ${await placeOf.projector(projector)}, ${projector.url()}`)
      },
    )
  }
  /** The first slide, at its last click, that offers to run its code. */
  async function slideWithCode(): Promise<string> {
    for (const { no, clicks } of talk.slides.slice(1)) {
      await go(no, clicks)
      await projector.waitForTimeout(300)
      const offered = await projector.locator(`.slidev-page-${no} .live-button[title="Edit and run"]`).count()
      if (offered) return `${no}.${clicks}`
    }
    throw new Error(`no slide of ${id} offers to run its code`)
  }

  it.skipIf(!course)('edits and runs code on the desk, which the projector shows (needs rustc)', async () => {
    const place = await slideWithCode()
    await desk.keyboard.press('r')
    const editor = onDesk().locator('.cm-content')
    await editor.waitFor({ timeout: 20_000 })
    await editor.click()
    await desk.keyboard.press('ControlOrMeta+a')
    await desk.keyboard.insertText('fn main() {\n    println!("{}", "said by " .to_owned() + "rustc");\n}\n')
    await desk.keyboard.press('ControlOrMeta+Enter')
    for (const page of [onDesk(), projector])
      await page.locator('.live-output', { hasText: 'said by rustc' }).waitFor({ timeout: 60_000 })
    expect(await projector.locator('.cm-content').first().textContent()).toContain('said by ')
    await both(place)
    // A reload of either window keeps what is open.
    await projector.reload()
    await projector.locator('.live-output', { hasText: 'said by rustc' }).waitFor({ timeout: 30_000 })
    // The phone's next takes the program away and goes no further; the one after goes on.
    await phone.locator('.next').tap()
    for (const page of [onDesk(), projector])
      await until(async () => (await page.locator('.live').count()) === 0, 10_000, 'the slide')
    await both(place)
    await phone.locator('.next').tap()
    await until(async () => (await placeOf.projector(projector)) !== place, 10_000, 'the next step')
    expect(wrong).toEqual([])
  })

  it.skipIf(!course)(
    'puts a prepared edit in by one click, in both windows, and takes it back (needs rustc)',
    async () => {
      let edits = 0
      for (const { no } of talk.slides.slice(1)) {
        await go(no)
        await projector.waitForTimeout(300)
        const page = projector.locator(`.slidev-page-${no}`)
        if (!(await page.locator('.whatif-control').count())) continue
        if (!(await page.locator('.live-button[title="Edit and run"]:visible').count())) continue
        await desk.keyboard.press('r')
        await onDesk().locator('.live .cm-content').waitFor({ timeout: 20_000 })
        edits = await onDesk().locator('.live-edits button').count()
        if (edits) break
        await desk.keyboard.press('Escape')
        await onDesk().locator('.live').waitFor({ state: 'detached' })
      }
      expect(edits).toBeGreaterThan(1)
      const windows = [onDesk(), projector]
      const programs = () => Promise.all(windows.map(page => page.locator('.live .cm-content').innerText()))
      const alike = async (): Promise<string> => {
        await expect.poll(async () => new Set(await programs()).size, { timeout: 10_000 }).toBe(1)
        return (await programs())[0]!
      }
      const before = await alike()
      const other = onDesk().locator('.live-edits button[aria-pressed=false]').last()
      const label = await other.innerText()
      await other.click()
      await expect.poll(() => programs(), { timeout: 10_000 }).not.toContain(before)
      const edited = await alike()
      for (const page of windows)
        expect(await page.locator('.live-edits button[aria-pressed=true]').allInnerTexts()).toEqual([label])
      await desk.keyboard.press('r')
      for (const page of windows) await page.locator('.live-from', { hasText: 'just now' }).waitFor({ timeout: 60_000 })
      await onDesk().locator('.live button', { hasText: 'restore' }).click()
      await expect.poll(() => programs(), { timeout: 10_000 }).not.toContain(edited)
      expect(await alike()).toBe(before)
      await desk.keyboard.press('Escape')
      for (const page of windows) await page.locator('.live').waitFor({ state: 'detached' })
      expect(wrong).toEqual([])
    },
  )

  it('switches the scheme of the projector from the desk, which keeps its own, and says so in its help', async () => {
    const dark = () =>
      Promise.all(
        [desk, projector].map(page => page.evaluate(() => document.documentElement.classList.contains('dark'))),
      )
    const [own, other] = await dark()
    await desk.keyboard.press('/')
    await expect.poll(dark, { timeout: 10_000 }).toEqual([own, !other])
    await desk.keyboard.press('/')
    await expect.poll(dark, { timeout: 10_000 }).toEqual([own, other])
    await desk.keyboard.press('?')
    await onDesk().locator('.stage-help', { hasText: 'light or dark on the projector' }).waitFor()
    await desk.keyboard.press('Escape')
    await onDesk().locator('.stage-help').waitFor({ state: 'detached' })
    expect(wrong).toEqual([])
  })

  it('answers the quiz on the desk, and the projector shows it', async () => {
    const quiz = talk.slides.find(slide => slide.layout === 'quiz')!
    await go(quiz.no)
    await desk.keyboard.press('1')
    await projector
      .locator(`.slidev-page-${quiz.no} .quiz-options [aria-pressed="true"], .slidev-page-${quiz.no} .quiz-why`)
      .first()
      .waitFor({ timeout: 10_000 })
    await both(`${quiz.no}.0`)
    expect(wrong).toEqual([])
  })
})
