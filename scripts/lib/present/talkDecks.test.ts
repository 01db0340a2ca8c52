// From deck to deck in the windows of a talk: another deck is chosen on the desk, a day's plan leads on from the desk and from the phone, and a build that was made meanwhile is taken by a key. Needs minutes: gate `faults`.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launchBrowser } from '../browser.ts'
import { ROOT } from '../deck.ts'
import type { Talk } from '../renderings/talk/talk.ts'
import type { Part } from '../schedule/day.ts'
import { buildDeck, chooseBuild, isBuilt } from './build.ts'
import { keepServing, type Keeper } from './keeper.ts'
import { choosePort } from './port.ts'
import { openPage, pairPhone, placeOf, until } from './talk.testing.ts'

const [FIRST, SECOND] = ['05-drop-raii', '03-trait-objects'] as const
const DAY: Part[] = [
  { kind: 'deck', deck: FIRST, title: 'One', from: 540, to: 600 },
  { kind: 'break', deck: null, title: 'Break', from: 600, to: 615 },
  { kind: 'exercises', deck: FIRST, title: 'One', from: 615, to: 660 },
  { kind: 'deck', deck: SECOND, title: 'Two', from: 660, to: 740 },
]
const KEY = 'a-key-for-the-tests-only'

describe.skipIf(!findBrowser())('decks of a talk (needs a browser)', { timeout: 120_000 }, () => {
  let keeper: Keeper, browser: Browser, projector: Page, desk: Page, phone: Page, base: string, talk: Talk
  const dirs: string[] = []
  const rebuilt = mkdtempSync(join(tmpdir(), 'ri-rebuilt-'))
  const said: string[] = []
  /** A picture of the deck before, taken away in the middle of a step, says so; nobody sees it. */
  const wrong = () => said.filter(text => !text.includes('Document that is not fully active'))

  beforeAll(async () => {
    for (const deck of [FIRST, SECOND]) {
      if (!isBuilt(chooseBuild(ROOT, deck), deck)) await buildDeck(ROOT, deck, false).made
      dirs.push(...chooseBuild(ROOT, deck).dirs)
    }
    const port = await choosePort(undefined, '127.0.0.1', 3830)
    base = `http://127.0.0.1:${port}/${KEY}`
    const ready = Promise.withResolvers<void>()
    keeper = keepServing(
      {
        deck: FIRST,
        key: KEY,
        port,
        builds: [...new Set(dirs)],
        live: false,
        address: '127.0.0.1',
        phonePort: 0,
        guestPort: 0,
        pairing: null,
        room: null,
        edition: null,
        secret: 'for the tests only',
        entries: [],
        keep: null,
        broker: null,
        stale: [`decks/${FIRST}/slides.md`],
        plan: DAY,
      },
      ({ kind }) => kind === 'ready' && ready.resolve(),
    )
    await ready.promise
    browser = await launchBrowser()
    const own = await browser.newContext()
    projector = await openPage(own, `${base}/${FIRST}/`, [1280, 720], said)
    desk = await openPage(own, `${base}/desk`, [1440, 900], said)
    await desk.locator('.desk').waitFor()
    phone = await pairPhone(desk, await browser.newContext({ hasTouch: true, isMobile: true }), said)
    talk = (await (await fetch(`${base}/room/talk/${FIRST}.json`)).json()) as Talk
  })
  afterAll(async () => {
    await browser?.close()
    keeper?.end()
    rmSync(rebuilt, { recursive: true, force: true })
  })

  const deckOf = (page: Page) => page.evaluate(() => document.documentElement.dataset['deck'])
  async function all(deck: string, place: string): Promise<void> {
    await until(async () => (await deckOf(projector)) === deck, 20_000, `the projector with ${deck}`)
    const title = deck === FIRST ? talk.title : /./
    await expect.poll(() => desk.title(), { timeout: 20_000 }).toMatch(title)
    for (const [name, where] of [
      ['projector', () => placeOf.projector(projector)],
      ['desk', () => placeOf.desk(desk)],
      ['phone', () => placeOf.phone(phone)],
    ] as const)
      await until(async () => (await where()) === place, 20_000, `${name} at ${place}`).catch(async (error: Error) => {
        throw new Error(`${error.message}: it is at ${await where().catch(String)}`)
      })
  }
  const toEnd = async (): Promise<string> => {
    const { no, clicks } = talk.slides.at(-1)!
    await desk.keyboard.press('End')
    for (let i = 0; i < clicks; i++) await desk.keyboard.press('ArrowRight')
    await all(FIRST, `${no}.${clicks}`)
    return `${no}.${clicks}`
  }
  const timer = (page: Page) => page.locator('.stage-timer:visible')

  it('change on the desk, and back, in every window; the clock of a deck is its own', async () => {
    await desk.keyboard.press('t')
    await desk.keyboard.press('g')
    await desk.locator('.goto li button', { hasText: 'Trait objects' }).click()
    await all(SECOND, '1.0')
    expect(await desk.locator('.goto').count()).toBe(0)
    expect(await desk.locator('.time').getAttribute('class')).toContain('paused')
    await desk.keyboard.press('PageDown')
    await until(async () => (await placeOf.projector(projector)) === (await placeOf.desk(desk)), 10_000)
    await desk.keyboard.press('g')
    await desk.locator('.goto li button', { hasText: talk.title }).click()
    await all(FIRST, '1.0')
    expect(wrong()).toEqual([])
  })

  it("walk a day's plan from desk and phone: exercises, the planned pause, the next deck", async () => {
    const exercises = talk.slides.find(slide => slide.layout === 'exercises')!
    await toEnd()
    await desk.keyboard.press('PageDown')
    await all(FIRST, `${exercises.no}.0`)
    // The next time the end is the end, in every window and for the phone.
    const end = await toEnd()
    await phone.locator('.next').tap()
    for (const page of [projector, desk.frameLocator('.hands iframe')])
      await page.locator('.stage-timer:visible', { hasText: 'We go on at' }).waitFor({ timeout: 10_000 })
    await all(FIRST, end)
    await phone.locator('.next').tap()
    await all(SECOND, '1.0')
    expect(await timer(projector).count()).toBe(0)
    expect(wrong()).toEqual([])
  })

  it('are led on by the projector alone as well', async () => {
    await desk.keyboard.press('g')
    await desk.locator('.goto li button', { hasText: talk.title }).click()
    await all(FIRST, '1.0')
    await toEnd()
    await projector.keyboard.press('PageDown')
    await timer(projector).waitFor({ timeout: 10_000 })
    await projector.keyboard.press('PageDown')
    await all(SECOND, '1.0')
    expect(wrong()).toEqual([])
  })

  it('take the new build when the desk says so, and not before, and keep their place', async () => {
    await desk.keyboard.press('g')
    await desk.locator('.goto li button', { hasText: talk.title }).click()
    await all(FIRST, '1.0')
    await desk.keyboard.press('PageDown')
    const place = await placeOf.desk(desk)
    await all(FIRST, place)
    await desk.locator('.around .first', { hasText: 'slides.md' }).waitFor()
    // A build of the same deck in which a note says something else.
    const from = dirs.find(dir => isBuilt({ dirs: [dir], stale: null }, FIRST))!
    for (const part of [FIRST, 'assets', 'fonts', 'site', 'favicon.svg'])
      cpSync(join(from, part), join(rebuilt, part), { recursive: true })
    const file = join(rebuilt, FIRST, 'talk.json')
    const next = JSON.parse(readFileSync(file, 'utf8')) as Talk
    for (const slide of next.slides)
      slide.notes = [{ kind: 'said', click: 0, html: '<p>Written anew.</p>', answer: null }]
    writeFileSync(file, JSON.stringify(next))
    const page = join(rebuilt, FIRST, 'index.html')
    writeFileSync(page, readFileSync(page, 'utf8').replace('<html', '<html data-anew'))
    keeper.tell({ kind: 'rebuild', state: 'building' })
    await desk.locator('.around .first', { hasText: 'Building anew' }).waitFor()
    keeper.tell({ kind: 'build', dir: rebuilt, stale: [] })
    await desk.locator('.around .first', { hasText: 'press a' }).waitFor()
    const anew = () => projector.evaluate(() => 'anew' in document.documentElement.dataset)
    expect(await anew()).toBe(false)
    await desk.keyboard.press('a')
    await expect.poll(anew, { timeout: 20_000 }).toBe(true)
    await desk.locator('.prose', { hasText: 'Written anew.' }).waitFor({ timeout: 20_000 })
    await all(FIRST, place)
    expect(await desk.locator('.around .first').count()).toBe(0)
    expect(wrong()).toEqual([])
  })
})
