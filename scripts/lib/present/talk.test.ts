// A whole deck presented in three windows: projector and desk in one browser, the phone in another, with reloads, a killed server and a server that is gone for good. Needs minutes: gate `faults`.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launchBrowser } from '../browser.ts'
import { deckIds } from '../deck.ts'
import type { Talk } from '../renderings/talk/talk.ts'
import { planted, refusedAll } from './planted.testing.ts'
import { next, type Place } from './room/state.ts'
import { openPage, pairPhone, placeOf, startTalk, until, type Started } from './talk.testing.ts'

const id = deckIds().find(deck => deck.startsWith('03')) ?? deckIds()[0]!

it('has a browser where one is required', () => {
  if (process.env.CI === 'true') expect(findBrowser()).not.toBeNull()
})

describe.skipIf(!findBrowser())('a talk (needs a browser)', { timeout: 600_000 }, () => {
  let started: Started, browser: Browser, own: BrowserContext, hand: BrowserContext
  let projector: Page, desk: Page, phone: Page, talk: Talk
  const wrong: string[] = []
  let here: Place = { slide: 1, click: 0 }

  beforeAll(async () => {
    started = await startTalk(id, '--remote')
    browser = await launchBrowser()
    own = await browser.newContext()
    hand = await browser.newContext({ hasTouch: true, isMobile: true })
    for (const context of [own, hand])
      await context.route(
        url => !['127.0.0.1', 'localhost'].includes(url.hostname),
        route => {
          wrong.push(`asked for ${route.request().url()}`)
          return route.abort()
        },
      )
    projector = await openPage(own, `${started.base}/${id}/`, [1920, 1080], wrong)
    desk = await openPage(own, `${started.base}/desk`, [1440, 900], wrong)
    await desk.locator('.desk').waitFor()
    phone = await pairPhone(desk, hand, wrong)
    talk = (await (await fetch(`${started.base}/room/talk/${id}.json`)).json()) as Talk
  })
  afterAll(async () => {
    await browser?.close()
    started?.process.kill()
  })

  const all = (): [string, () => Promise<string>][] => [
    ['projector', () => placeOf.projector(projector)],
    ['desk', () => placeOf.desk(desk)],
    ['phone', () => placeOf.phone(phone)],
  ]
  const at = ({ slide, click }: Place): string => `${slide}.${click}`
  async function agree(windows = all(), ms = 10_000): Promise<void> {
    for (const [name, where] of windows)
      await until(async () => (await where()) === at(here), ms, `${name} at ${at(here)}`).catch(
        async (error: Error) => {
          throw new Error(`${error.message}: it is at ${await where().catch(String)}`)
        },
      )
  }
  const deskAndProjector = () => all().slice(0, 2)
  const hands = {
    desk: () => desk.keyboard.press('ArrowRight'),
    projector: () => projector.keyboard.press('PageDown'),
    phone: () => phone.locator('.next').tap(),
  }
  async function step(hand: keyof typeof hands, windows = all()): Promise<void> {
    here = next(talk, here)
    await hands[hand]()
    await agree(windows)
  }

  it('is walked through by all three, which stay in step', async () => {
    await desk.locator('.pairing').waitFor({ state: 'detached' })
    expect(await desk.locator('.around dd').nth(1).textContent()).toBe('paired')
    await desk.keyboard.press('t')
    await agree()
    const order = ['desk', 'phone', 'projector'] as const
    let steps = 0
    for (; at(next(talk, here)) !== at(here); steps++) {
      await step(order[steps % 3]!)
      // A clicker's start key is F5.
      if (steps === 10) await projector.reload()
      if (steps === 20) await desk.reload()
      if (steps === 30) await phone.reload()
      if ([10, 20, 30].includes(steps)) await agree()
    }
    expect(steps).toBeGreaterThan(talk.slides.length * 1.3)
    expect(here.slide).toBe(talk.slides.length)
    expect(await desk.locator('.spent').textContent()).not.toBe('00:00')
    expect(wrong).toEqual([])
  })

  it('is not moved by a window that is opened, and a second desk follows', async () => {
    here = { slide: 4, click: 2 }
    await desk.keyboard.press('g')
    await desk.locator('.goto input').fill('4')
    await desk.keyboard.press('Enter')
    here = { slide: 4, click: 0 }
    await agree()
    await step('desk')
    await step('phone')
    const other = await browser.newContext()
    const second = await openPage(other, `${started.base}/desk`, [1280, 720], wrong)
    await second.locator('.desk').waitFor()
    await agree([...all(), ['second desk', () => placeOf.desk(second)]])
    here = next(talk, here)
    await second.keyboard.press('ArrowRight')
    await agree([...all(), ['second desk', () => placeOf.desk(second)]])
    await other.close()
    // What steps in the projector by other means than keys moves the room as well.
    here = next(talk, here)
    await projector.evaluate(() =>
      (window as unknown as { __slidev__: { nav: { next(): Promise<void> } } }).__slidev__.nav.next(),
    )
    await agree()
    // A projector that crashed is opened anew without an address.
    await projector.close()
    projector = await openPage(own, `${started.base}/${id}/`, [1920, 1080], wrong)
    await agree()
    expect(wrong).toEqual([])
  })

  it('goes black by every key of a clicker, and a step takes the black away without advancing', async () => {
    const cover = () =>
      projector.evaluate(() => {
        const host = [...document.documentElement.children].find(element => element.shadowRoot)
        return host!.shadowRoot!.querySelector('.cover')!.className
      })
    for (const [page, key, name] of [
      [desk, 'b', 'black'],
      [projector, '.', 'black'],
      [projector, 'w', 'white'],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(cover).toBe(`cover ${name}`)
      expect(await desk.locator('.current .cover').count()).toBe(1)
      await projector.keyboard.press('PageDown')
      await expect.poll(cover).toBe('cover none')
      await agree()
    }
    await phone.locator('.covers button').first().tap()
    await expect.poll(cover).toBe('cover black')
    await phone.locator('.back').tap()
    await expect.poll(cover).toBe('cover none')
    await agree()
  })

  it("spoils nothing by Slidev's own keys, and shows the slide alone on every screen", async () => {
    const looks = () =>
      projector.evaluate(() => ({
        overview: document.querySelectorAll('.z-modal.fixed.left-0').length,
        goto: document.querySelector('#slidev-goto-dialog')!.classList.contains('op0'),
        scheme: document.documentElement.className,
        focus: document.activeElement?.tagName,
      }))
    const before = await looks()
    for (const key of ['o', 'd', 'g']) await projector.keyboard.press(key)
    await projector.waitForTimeout(500)
    expect(await looks()).toEqual(before)
    expect(before).toMatchObject({ overview: 0, goto: true })
    await agree()
    for (const [width, height] of [
      [1024, 768],
      [1280, 1024],
      [1920, 1080],
      [1280, 720],
    ] as const) {
      await projector.setViewportSize({ width, height })
      await projector.waitForTimeout(200)
      const seen = await projector.evaluate(() => {
        const paper = getComputedStyle(document.documentElement).getPropertyValue('--ri-paper')
        const probe = document.body.appendChild(document.createElement('i'))
        probe.style.color = paper
        const colour = getComputedStyle(probe).color
        probe.remove()
        const container = document.querySelector('#slide-container')!
        const bar = container.querySelector(':scope > .absolute.bottom-0')
        return {
          paper: getComputedStyle(container).backgroundColor === colour,
          bar: bar ? getComputedStyle(bar).display : 'none',
        }
      })
      expect(seen, `${width}x${height}`).toEqual({ paper: true, bar: 'none' })
    }
    await projector.setViewportSize({ width: 1920, height: 1080 })
  })

  it('goes on while its server is killed, and finds it again by itself', async () => {
    wrong.length = 0
    started.killServer()
    await desk.locator('.lamp.alone').waitFor({ timeout: 3000 })
    await step('desk', deskAndProjector())
    await step('projector', deskAndProjector())
    await desk.locator('.lamp.live').waitFor({ timeout: 20_000 })
    await phone.locator('.lamp.live').waitFor({ timeout: 20_000 })
    await agree()
    await step('phone')
    // Nothing but the requests that found nobody.
    expect(wrong.filter(text => !/Failed to load resource|ERR_|Failed to fetch/.test(text))).toEqual([])
    expect(started.said()).toContain('Starting it again')
  })

  it('has nothing on desk and phone that somebody could not use', async () => {
    for (const page of [desk, phone]) {
      const { violations } = await new AxeBuilder({ page: page as never }).exclude('iframe').analyze()
      expect(violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)).toEqual([])
    }
    await desk.keyboard.press('i')
    const { violations } = await new AxeBuilder({ page: desk as never }).exclude('iframe').analyze()
    expect(violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)).toEqual([])
    await desk.keyboard.press('i')
  })

  it('takes guests along, who look back and not ahead, and reach nothing but their own server', async () => {
    await until(() => Promise.resolve(/Guests: +\S+/.test(started.said())), 240_000, "the guests' edition")
    const address = /Guests: +(\S+)/.exec(started.said())![1]!
    const other = await browser.newContext()
    const guest = await openPage(other, address, [390, 844], wrong)
    wrong.length = 0
    const where = () => guest.evaluate(() => location.hash.replace('?clicks=', '.').replace('#/', ''))
    const shown = ({ slide, click }: Place): string => (click ? `${slide}.${click}` : String(slide))
    await until(async () => (await where()) === shown(here), 20_000, 'the guest')
    await step('desk')
    await until(async () => (await where()) === shown(here), 20_000, 'the guest')
    await expect.poll(() => desk.locator('.around dd').first().textContent(), { timeout: 10_000 }).toBe('1')
    await guest.evaluate(() => (location.hash = '#/2'))
    await guest.locator('.ri-follow', { hasText: 'Back to the talk' }).click()
    await until(async () => (await where()) === shown(here), 20_000, 'the guest')
    const key = new URL(started.base).pathname
    for (const path of [`${key}/desk`, `${key}/room/stream`, `/room/talk/${id}.json`, `/${id}/talk.json`])
      expect((await fetch(new URL(path, address))).status, path).toBe(404)
    await desk.keyboard.press('q')
    const card = projector.locator('.cover.card .address')
    await expect.poll(() => card.textContent(), { timeout: 15_000 }).toBe(address.replace(/^http:\/\/|\/$/g, ''))
    await desk.keyboard.press('q')
    await other.close()
    expect(wrong).toEqual([])
  })

  it('refuses a planted script on each of its pages', async () => {
    const probe = await own.newPage()
    for (const address of [`${started.base}/desk`, `${started.base}/${id}/?as=preview`]) {
      await probe.goto(address)
      await probe.locator('.desk, .slidev-layout').first().waitFor()
      expect(await planted(probe), address).toEqual(refusedAll)
    }
    await probe.close()
    const stranger = await hand.newPage()
    await stranger.goto(new URL('/', phone.url()).href)
    expect(await planted(stranger)).toEqual(refusedAll)
    await stranger.close()
  })

  it('does not move a box of the desk, whatever the slide has', async () => {
    for (const size of [
      { width: 1280, height: 720 },
      { width: 1440, height: 900 },
      { width: 1920, height: 1080 },
    ]) {
      await desk.setViewportSize(size)
      const boxes = () =>
        desk.evaluate(() =>
          [
            '.scale',
            '.current',
            '.current .frame',
            '.ahead',
            '.preview.press',
            '.ahead > :nth-child(2)',
            '.around',
            '.time',
            '.notes',
            '.keys',
          ]
            .map(name => {
              const { x, y, width, height } = document.querySelector(name)!.getBoundingClientRect()
              return `${name} ${[x, y, width, height].map(Math.round).join(' ')}`
            })
            .join('\n'),
        )
      const seen = new Set<string>()
      for (let no = 1; no <= talk.slides.length; no += 1) {
        await desk.keyboard.press('g')
        await desk.locator('.goto input').fill(String(no))
        await desk.keyboard.press('Enter')
        here = { slide: no, click: 0 }
        await agree([all()[1]!])
        seen.add(await boxes())
      }
      expect([...seen], `${size.width}x${size.height}`).toHaveLength(1)
      expect(
        await desk.evaluate(
          () =>
            document.documentElement.scrollWidth <= innerWidth &&
            document.querySelector('.keys')!.scrollWidth <= document.querySelector('.keys')!.clientWidth,
        ),
      ).toBe(true)
    }
    await agree()
  })

  it('shuts the phone out when the desk says so', async () => {
    await desk.keyboard.press('p')
    await desk.locator('.pairing .revoke').click()
    await phone.locator('.shut', { hasText: 'not paired any more' }).waitFor()
    await expect.poll(() => desk.locator('.around dd').nth(1).textContent()).toBe('none')
  })

  it('stays in step and keeps its place over reloads when the server is gone for good', async () => {
    here = { slide: 4, click: 0 }
    await desk.keyboard.press('g')
    await desk.locator('.goto input').fill('4')
    await desk.keyboard.press('Enter')
    await agree(deskAndProjector())
    await projector.evaluate(async () => {
      const worker = (await navigator.serviceWorker.ready).active!
      return worker.state
    })
    await until(
      () =>
        projector.evaluate(
          async deck =>
            Boolean(await caches.match(`${location.pathname.replace(/[^/]+\/$/, '')}room/talk/${deck}.json`)),
          id,
        ),
      20_000,
      'the copy of the deck',
    )
    started.process.kill('SIGKILL')
    await desk.locator('.lamp.alone').waitFor({ timeout: 10_000 })
    await step('desk', deskAndProjector())
    await step('projector', deskAndProjector())
    for (const page of [projector, desk]) {
      await page.reload()
      await agree(deskAndProjector(), 20_000)
    }
    await step('desk', deskAndProjector())
    expect(await desk.locator('.prose .part').count()).toBeGreaterThan(0)
    expect(await desk.locator('.lamp.alone').textContent()).toContain('server gone')
  })
})
