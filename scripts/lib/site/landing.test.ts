// The landing page in Chromium: progress that adds up, the place to go on, one switch to forget, nothing that moves; and what stands on it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import type { Card } from '../content/card.ts'
import { ROOT } from '../deck.ts'
import { axe, reflow } from '../proof/accessGate.ts'
import { serve, type Server } from '../serve.ts'
import { bundledScript, clientScript } from './assets.ts'
import { correctionsOf, type LandingFacts, landingHtml } from './landing.ts'

const card = (id: string, mechanism: number, title: string, prerequisites: string[] = []): Card =>
  ({
    id,
    mechanism,
    title,
    summary: `What ${title} is about.`,
    tags: ['one', 'two'],
    level: 'advanced',
    duration: 80,
    slides: 4,
    prerequisites,
    exercises: [],
    sections: [],
    rustc: '1.99.1',
    course: 'A course',
  }) as unknown as Card
const CARDS = [card('01-a', 1, 'The first'), card('02-b', 2, 'The second', ['01-a'])]
const FACTS: LandingFacts = {
  publicUrl: null,
  stamp: 'A course 1.0',
  root: ROOT,
  course: { title: 'A course', licence: { code: 'MIT', text: 'CC' } },
  corrections: [],
  figures: {
    emblems: new Map([
      ['01-a', '<svg role="img" aria-label="An emblem" width="340" height="120" viewBox="0 0 340 120"></svg>'],
    ]),
    live: '',
    css: '',
  },
  questions: new Map([
    [
      '01-a',
      [
        { id: 'q1', hash: 'aa' },
        { id: 'q2', hash: 'bb' },
      ],
    ],
    ['02-b', [{ id: 'q1', hash: 'cc' }]],
  ]),
  pages: new Set(),
}
const dist = mkdtempSync(join(tmpdir(), 'ri-landing-'))
let browser: Browser, server: Server, page: Page
function write(file: string, text: string): void {
  mkdirSync(dirname(join(dist, file)), { recursive: true })
  writeFileSync(join(dist, file), text)
}
beforeAll(async () => {
  write('index.html', landingHtml(CARDS, FACTS))
  write('site/landing.js', await bundledScript('landing'))
  write('site/search.js', await clientScript('search'))
  for (const name of ['live', 'offline', 'scheme']) write(`site/${name}.js`, '')
  write('favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"></svg>')
  server = await serve(dist)
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(dist, { recursive: true })
})
beforeEach(async () => {
  await page?.context().close()
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await page.goto(server.url)
})
const keep = async (entries: Record<string, unknown>): Promise<void> => {
  await page.evaluate(all => {
    for (const [key, value] of Object.entries(all)) localStorage.setItem(key, JSON.stringify(value))
  }, entries)
  await page.reload()
}
const seen = (no: number): Promise<string> => page.locator('.seen').nth(no).innerText()
const way = (): Promise<string> => page.locator('.way').innerText()

describe('progress', () => {
  it('says where to begin to who has not been here', async () => {
    expect(await way()).toMatch(/^To begin, read 01 The first, then 02 The second\./)
    expect(await seen(0)).toBe('')
  })
  it('adds up, and counts answers to the questions as they stand now', async () => {
    await keep({
      'ri-seen:01-a': { slides: [1, 2, 3, 4, 9], last: 4, how: 'text', at: 1 },
      'ri-seen:02-b': { slides: [2], last: 3, how: 'slides', at: 2 },
      'ri-quiz:01-a:q1': { hash: 'aa', answer: [0], right: true },
      'ri-quiz:01-a:q2': { hash: 'of another edition', answer: [0], right: true },
      'ri-quiz:02-b:q1': { hash: 'cc', answer: [1], right: false },
    })
    expect([await seen(0), await seen(1)]).toEqual(['all seen, 1 of 2 right', '1 of 4 seen, 0 of 1 right'])
    expect(await way()).toContain('5 of 8 slides seen, 2 of 3 questions answered, 1 of them right')
  })
  it('leads to what was being read: the slide of a deck, or the place of an article', async () => {
    await keep({ 'ri-seen:02-b': { slides: [2], last: 3, how: 'slides', at: 2 } })
    const link = page.locator('.resume a')
    expect([await link.innerText(), await link.getAttribute('href')]).toEqual([
      'Continue with 02 The second, slide 3',
      `02-b/index.html#/3`,
    ])
    await keep({ 'ri-seen:01-a': { slides: [], last: 2, how: 'text', at: 3 } })
    expect([await link.innerText(), await link.getAttribute('href')]).toEqual([
      'Continue reading 01 The first',
      '01-a/read/index.html#s2',
    ])
  })
  it('is forgotten by one switch, and nothing else is', async () => {
    await keep({
      'ri-seen:01-a': { slides: [1], last: 1, how: 'text', at: 1 },
      'ri-quiz:01-a:q1': { hash: 'aa', answer: [0], right: true },
      'slidev-color-schema': 'light',
    })
    await page.getByRole('button', { name: 'Forget my progress' }).click()
    expect(await way()).toMatch(/^To begin/)
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['slidev-color-schema'])
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('01 The first')
  })
  it('survives what another page wrote under its names', async () => {
    await page.evaluate(() => localStorage.setItem('ri-seen:01-a', '{nonsense'))
    await page.reload()
    expect(await way()).toMatch(/^To begin/)
  })
})

describe('the page', () => {
  it.each([360, 1440])('moves nothing when its scripts come, also for who has been here (%i px)', async width => {
    await page.setViewportSize({ width, height: 900 })
    await keep({ 'ri-seen:01-a': { slides: [1, 2], last: 2, how: 'text', at: 1 } })
    const shift = await page.evaluate(
      () =>
        new Promise<number>(resolve => {
          let sum = 0
          new PerformanceObserver(list => {
            for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value
          }).observe({ type: 'layout-shift', buffered: true })
          setTimeout(() => resolve(sum), 500)
        }),
    )
    expect(shift).toBeLessThan(0.02)
  })
  it('is accessible, and no wider than a phone', async () => {
    expect(await axe(page, 'index.html', 'light')).toEqual([])
    expect(await reflow(page, 'index.html')).toEqual([])
  })
  it('has an emblem where a deck has one, and leads first to what is read', async () => {
    expect(await page.locator('[id="01-a"] .emblem svg').count()).toBe(1)
    expect(await page.locator('[id="02-b"] .emblem').count()).toBe(0)
    expect(await page.locator('[id="01-a"] .go a').first().innerText()).toBe('Read')
  })
})

describe('corrections', () => {
  const of = (text: string): string[] => {
    const root = mkdtempSync(join(tmpdir(), 'ri-changes-'))
    writeFileSync(join(root, 'CHANGELOG.md'), text)
    const found = correctionsOf(root)
    rmSync(root, { recursive: true })
    return found
  }
  it('are those of the newest edition', () => {
    const older = '## 0.1.0\n\n### Corrections\n\n* Old one.\n'
    expect(
      of(
        `# Changelog\n\n## 0.2.0\n\n* New.\n\n### Corrections\n\n* Deck 03 said \`x\`,\n  and it is y.\n* Deck 04.\n\n${older}`,
      ),
    ).toEqual(['Deck 03 said `x`, and it is y.', 'Deck 04.'])
    expect(of(`# Changelog\n\n## 0.2.0\n\n* New.\n\n${older}`)).toEqual([])
  })
  it('stand on the page, where there are some', () => {
    const corrections = ['It is `y` < 3.']
    expect(landingHtml(CARDS, { ...FACTS, corrections })).toContain('<li>It is <code>y</code> &lt; 3.</li>')
    expect(landingHtml(CARDS, FACTS)).not.toContain('Corrected')
  })
})
