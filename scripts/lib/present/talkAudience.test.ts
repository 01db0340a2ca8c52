// A talk with its audience: projector, desk, phone and twenty guests, two of them in browsers, who vote, change their votes, ask, lose the connection and come back, while somebody attacks,
// a window is reloaded and the server is killed. Nothing is lost, nothing is counted twice. Needs minutes: gate `faults`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request, type ClientRequest } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser, launchBrowser } from '../browser.ts'
import { deckIds } from '../deck.ts'
import type { Answer, Talk, TalkQuestion } from '../renderings/talk/talk.ts'
import type { Sums } from './audience/audience.ts'
import { openPage, pairPhone, placeOf, startTalk, until, type Started } from './talk.testing.ts'

const id = deckIds()[0]!
const GUESTS = 18

/** A guest that speaks as the page does: it hears the stream, says what it has to say until it is answered, and can lose its connection. */
class Guest {
  readonly heard: string[] = []
  you = ''
  asks = 0
  #stream: ClientRequest | null = null
  readonly #url: string
  constructor(url: string) {
    this.#url = url
  }

  connect(): void {
    this.#stream = request(`${this.#url}room/stream`, { agent: false }, response => {
      response.on('data', (data: Buffer) => this.heard.push(data.toString()))
      response.on('error', () => {})
    })
    this.#stream.on('error', () => {})
    this.#stream.end()
  }
  disconnect(): void {
    this.#stream?.destroy()
  }

  async post(message: object): Promise<{ status: number; body: { status?: string; you?: string } }> {
    const answer = await fetch(`${this.#url}room/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#url.slice(0, -1), connection: 'close' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(4000),
    })
    return { status: answer.status, body: (await answer.json()) as { status?: string; you?: string } }
  }
  /** Again and again until there is an answer: whoever hears none does not know whether it was counted. */
  async say(message: () => object): Promise<string> {
    for (let tries = 0; ; tries++) {
      try {
        if (!this.you) this.you = (await this.post({ do: 'join' })).body.you!
        const { status, body } = await this.post(message())
        if (status !== 429 && status !== 503) return body.status!
      } catch (error) {
        if (tries > 60) throw error
      }
      await new Promise(resolve => setTimeout(resolve, 100 + Math.random() * 200))
    }
  }
  vote(question: string, answer: Answer, round = 'first'): Promise<string> {
    return this.say(() => ({ do: 'vote', you: this.you, deck: id, question, round, answer }))
  }
  ask(slide: number, text: string): Promise<string> {
    const n = this.asks++
    return this.say(() => ({ do: 'ask', you: this.you, n, deck: id, slide, text }))
  }
}

describe.skipIf(!findBrowser())('a talk with its audience (needs a browser)', { timeout: 600_000 }, () => {
  let started: Started, browser: Browser, projector: Page, desk: Page, phone: Page, talk: Talk, url: string
  const wrong: string[] = []
  const dir = mkdtempSync(join(tmpdir(), 'ri-audience-'))
  const kept = join(dir, 'votes.json')
  const guests: Guest[] = []
  const pages: Page[] = []
  let attacking = true
  let attacked = 0

  beforeAll(async () => {
    started = await startTalk(id, '--remote', '--keep', kept)
    browser = await launchBrowser()
    const own = await browser.newContext()
    projector = await openPage(own, `${started.base}/${id}/`, [1280, 720], wrong)
    desk = await openPage(own, `${started.base}/desk`, [1440, 900], wrong)
    await desk.locator('.desk').waitFor()
    phone = await pairPhone(desk, await browser.newContext({ hasTouch: true, isMobile: true }), wrong)
    talk = (await (await fetch(`${started.base}/room/talk/${id}.json`)).json()) as Talk
    await until(() => Promise.resolve(/Guests: +\S+/.test(started.said())), 240_000, "the guests' edition")
    url = /Guests: +(\S+)/.exec(started.said())![1]!
    for (let i = 0; i < GUESTS; i++) guests.push(new Guest(url))
    for (const guest of guests) guest.connect()
    for (const size of [360, 390]) {
      const context = await browser.newContext({
        hasTouch: true,
        isMobile: true,
        viewport: { width: size, height: 740 },
      })
      pages.push(await openPage(context, url, [size, 740], wrong))
    }
    for (const page of pages) await page.locator('.ri-guest').waitFor()
    void attack()
  }, 400_000)
  afterAll(async () => {
    attacking = false
    for (const guest of guests) guest.disconnect()
    await browser?.close()
    started?.process.kill()
    rmSync(dir, { recursive: true, force: true })
  })

  /** What a malicious guest sends, over and over: no form of it may count, and nobody else may notice. */
  async function attack(): Promise<void> {
    const port = Number(new URL(url).port)
    const raw = (bytes: string) =>
      new Promise<void>(resolve => {
        const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
        socket.on('data', () => socket.destroy())
        socket.on('error', () => {})
        socket.on('close', () => resolve())
        setTimeout(() => socket.destroy(), 500)
      })
    const post = (body: string, origin = url.slice(0, -1)) =>
      fetch(`${url}room/say`, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body }).catch(
        () => null,
      )
    const forged = `${'A'.repeat(22)}.${'B'.repeat(22)}`
    const question = talk.questions[0]!.id
    const vote = (over: object) =>
      JSON.stringify({ do: 'vote', you: forged, deck: id, question, round: 'first', answer: [0], ...over })
    while (attacking) {
      await Promise.all([
        ...['null', '[]', '{bad', '{"__proto__":{"x":1}}', vote({}), vote({ answer: Array(40).fill(1) })].map(body =>
          post(body),
        ),
        post(vote({ more: 1 })),
        post('x'.repeat(6000)),
        post(vote({}), 'http://evil.example'),
        raw(`POST /room/say HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 100\r\n\r\n{`),
        raw('\u0000\u0001\r\n\r\n'),
        fetch(`${url}${id}/talk.json`).catch(() => null),
        fetch(`${url}room/stream`, { headers: { origin: 'http://evil.example' } }).catch(() => null),
      ])
      attacked++
      await new Promise(resolve => setTimeout(resolve, 300))
    }
  }

  async function go(slide: number, click = 0): Promise<void> {
    await desk.keyboard.press('g')
    await desk.locator('.goto input').fill(String(slide))
    await desk.keyboard.press('Enter')
    for (let i = 0; i < click; i++) {
      await until(async () => (await placeOf.desk(desk)) === `${slide}.${i}`, 10_000, `the desk at ${slide}.${i}`)
      await desk.keyboard.press('ArrowRight')
    }
    await until(
      async () => (await placeOf.projector(projector)) === `${slide}.${click}`,
      10_000,
      `slide ${slide}.${click}`,
    )
  }
  const find = (form: TalkQuestion['form'], kind: TalkQuestion['kind'] = 'prediction'): TalkQuestion =>
    talk.questions.find(q => q.form === form && q.kind === kind && q.asks === 0)!
  const cover = () =>
    projector.evaluate(() => {
      const root = [...document.documentElement.children].find(element => element.shadowRoot)!.shadowRoot!
      const sheet = root.querySelector('.votes-sheet')
      return {
        cover: root.querySelector('.cover')!.className,
        words: sheet?.textContent ?? '',
        right: sheet?.querySelectorAll('.right').length ?? 0,
      }
    })
  const onDesk = async () => Number(await desk.locator('.votes .sum').evaluate(b => b.firstChild!.textContent))
  const everybody = (slide: number) =>
    until(
      () => Promise.resolve(guests.every(({ heard }) => heard.join('').includes(`"slide":${slide},`))),
      15_000,
      `every guest at ${slide}`,
    )

  it('votes, changes its mind, votes again, and sees no answer before the room does', async () => {
    const question = find('cases')
    const wrongly = (question.right as number[]).map(at => 1 - at)
    await go(question.slide)
    await everybody(question.slide)
    await expect
      .poll(() => desk.locator('.around dd').first().textContent(), { timeout: 15_000 })
      .toBe(String(GUESTS + 2))
    // Everybody is wrong first; half of them change it; some say it twice.
    const first = await Promise.all(guests.map(guest => guest.vote(question.id, wrongly)))
    const changed = await Promise.all(guests.slice(0, 9).map(guest => guest.vote(question.id, question.right!)))
    await Promise.all(guests.slice(0, 5).map(guest => guest.vote(question.id, question.right!)))
    expect(new Set([...first, ...changed])).toEqual(new Set(['counted']))
    for (const page of pages) {
      for (const row of await page.locator('.case').all()) await row.locator('button').first().tap()
      await page.locator('.send').tap()
      await page.locator('.note', { hasText: 'is counted' }).waitFor()
      // A phone that slept, or was reloaded, keeps its vote.
      await page.reload()
      await page.locator('.note', { hasText: 'is counted' }).waitFor({ timeout: 30_000 })
    }
    await expect.poll(onDesk).toBe(GUESTS + 2)
    for (const guest of guests) expect(guest.heard.join('')).not.toMatch(/"right":(\[|true|false|\d)/)
    // After a discussion.
    await desk.keyboard.press('y')
    await pages[0]!.locator('.lead', { hasText: 'Second round' }).waitFor()
    await Promise.all(guests.map(guest => guest.vote(question.id, question.right!, 'second')))
    await expect.poll(onDesk).toBe(GUESTS)
    // The phone's next shows both rounds, and nothing of what is right; the one after it lets the compiler speak.
    await phone.locator('.next').tap()
    await expect.poll(async () => (await cover()).words, { timeout: 10_000 }).toContain('second round: 18 answers')
    expect((await cover()).words).toContain('first round: 20 answers')
    expect((await cover()).right).toBe(0)
    expect(await guests[0]!.vote(question.id, wrongly, 'second')).toBe('closed')
    await phone.locator('.next').tap()
    await until(async () => (await placeOf.projector(projector)) === `${question.slide}.1`, 10_000, 'the verdict')
    expect((await cover()).cover).toBe('cover none')
    await desk.keyboard.press('m')
    await expect.poll(async () => (await cover()).right).toBe((question.right as number[]).length)
    await desk.keyboard.press('m')
    await pages[1]!.locator('.bar.right').first().waitFor()
    await until(
      () => Promise.resolve(guests.every(({ heard }) => /"right":\[/.test(heard.join('')))),
      10_000,
      'the answer',
    )
    expect(wrong).toEqual([])
  })

  it('loses nothing and counts nothing twice when connections drop, a window is reloaded and the server is killed', async () => {
    const question = find('many')
    await go(question.slide)
    await everybody(question.slide)
    for (const guest of guests.slice(0, 6)) guest.disconnect()
    const voting = guests.map(async (guest, i) => {
      const answers = [[0], [1], question.right as number[]]
      const said: string[] = []
      for (const answer of answers) {
        await new Promise(resolve => setTimeout(resolve, i * 30))
        said.push(await guest.vote(question.id, answer))
      }
      return said
    })
    const asking = guests.slice(0, 8).map((guest, i) => guest.ask(question.slide, `Question ${i}, with <b>markup</b>`))
    await new Promise(resolve => setTimeout(resolve, 120))
    started.killServer()
    await projector.reload()
    for (const said of await Promise.all(voting)) expect(said).toEqual(['counted', 'counted', 'counted'])
    expect(new Set(await Promise.all(asking))).toEqual(new Set(['counted']))
    for (const guest of guests) {
      guest.disconnect()
      guest.connect()
    }
    await desk.locator('.lamp.live').waitFor({ timeout: 20_000 })
    await expect.poll(onDesk, { timeout: 20_000 }).toBe(GUESTS)
    await expect.poll(() => desk.locator('.around .count').textContent()).toBe('8')
    await until(async () => (await placeOf.projector(projector)) === `${question.slide}.0`, 20_000, 'the projector')
    // Pages come back by themselves, and the phone is still paired.
    for (const page of pages) await page.locator('.state', { hasText: 'follows' }).waitFor({ timeout: 20_000 })
    await phone.locator('.lamp.live').waitFor({ timeout: 20_000 })
    await phone.locator('.next').tap()
    await expect.poll(async () => (await cover()).words, { timeout: 10_000 }).toContain('18 answers')
    await desk.keyboard.press('n')
    expect(await desk.locator('.room li').count()).toBe(8)
    expect(await desk.locator('.room li p').first().textContent()).toContain('<b>markup</b>')
    await desk.locator('.room li').first().locator('button', { hasText: 'answered' }).click()
    await expect.poll(() => desk.locator('.room li').count()).toBe(7)
    await desk.keyboard.press('Escape')
    expect(wrong.filter(text => !/Failed to load resource|ERR_|Failed to fetch/.test(text))).toEqual([])
    wrong.length = 0
  })

  it('lets a guest look back and come back by one tap, and look ahead once the trainer frees it', async () => {
    const [page] = pages as [Page]
    await page.locator('[aria-label="Look back"]').tap()
    await page.locator('.ri-follow').tap()
    await page.locator('.state', { hasText: 'follows' }).waitFor()
    await page.evaluate(last => (location.hash = `#/${last}`), talk.slides.length)
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => location.hash)).not.toBe(`#/${talk.slides.length}`)
    await desk.keyboard.press('n')
    await desk.locator('.room button', { hasText: 'look at all slides' }).click()
    await desk.keyboard.press('Escape')
    await until(
      async () => {
        await page.evaluate(last => (location.hash = `#/${last}`), talk.slides.length)
        return (await page.locator(`.slidev-page-${talk.slides.length} .slidev-layout`).count()) > 0
      },
      15_000,
      'the last slide',
    )
    await page.locator('.star').tap()
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.home').tap()])
    const home = readFileSync(await download.path(), 'utf8')
    expect(home).toContain('Slides that you starred')
    expect(home).toContain('Right is:')
    expect(wrong).toEqual([])
  })

  it('can be used by everybody on its pages, and none of them overflows', async () => {
    for (const page of pages) {
      const { violations } = await new AxeBuilder({ page: page as never }).include('.ri-guest').analyze()
      expect(violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)).toEqual([])
      await page.evaluate(() => (document.documentElement.style.fontSize = '26px'))
      const wide = await page.evaluate(
        () => document.querySelector('.rest')!.scrollWidth - document.querySelector('.rest')!.clientWidth,
      )
      expect(wide).toBeLessThanOrEqual(0)
    }
  })

  it('keeps the sums where the trainer asked for them, and nothing of anybody', async () => {
    attacking = false
    expect(attacked).toBeGreaterThan(10)
    const sums = () => JSON.parse(readFileSync(kept, 'utf8')) as Sums[]
    await expect.poll(() => sums()[0]?.questions.length, { timeout: 10_000 }).toBe(2)
    expect(sums()[0]!.questions.map(({ rounds }) => rounds.map(({ answers, right }) => [answers, right]))).toEqual([
      [
        [GUESTS + 2, 9],
        [GUESTS, GUESTS],
      ],
      [[GUESTS, GUESTS]],
    ])
    const text = readFileSync(kept, 'utf8')
    for (const { you } of guests) expect(text).not.toContain(you.split('.')[0])
    expect(text).not.toContain('markup')
  })
})
