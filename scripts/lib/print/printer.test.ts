// What the printer does when the browser dies, or the page is wrong. Pages are plain HTML: Slidev plays no part in it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PageJob, Site } from '../site/jobs.ts'
import { launchBrowser } from '../browser.ts'
import type { Deck } from '../deck.ts'
import { groupJobs, isCrash, runPageGroups } from './printer.ts'

let dir: string
const site = {} as Site
const deck = (id: string): Deck =>
  ({ id, file: `decks/${id}/slides.md`, slides: [{ start: 1 }, { start: 20 }] }) as unknown as Deck
const SLIDES = '<div data-slidev-no="1"><p>one</p></div><div data-slidev-no="2"><p>two</p></div>'

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'printer-'))
  const page = (id: string, body: string) => {
    mkdirSync(join(dir, id))
    writeFileSync(join(dir, id, 'index.html'), `<!doctype html><link rel="icon" href="data:,">${body}`)
  }
  page('01-good', SLIDES)
  page('02-also-good', SLIDES)
  page(
    '03-figure',
    SLIDES.replace('<p>two</p>', '<p class="ri-figure-error"><b>This figure cannot be drawn.</b> No event.</p>'),
  )
  page('04-script', `${SLIDES}<script src="fails.js"></script>`)
  writeFileSync(join(dir, '04-script', 'fails.js'), `throw new Error('out of vtables')`)
  page('05-missing', `${SLIDES}<img src="nothing.png">`)
})
afterAll(() => rmSync(dir, { recursive: true }))

const job = (id: string, name: string, run: (page: Page) => Promise<void>): PageJob => ({
  name,
  part: 'slides',
  deck: deck(id),
  address: '#/print',
  outputs: [],
  code: [],
  run: page => run(page),
})
const crash = async (page: Page) => {
  await (await page.context().browser()?.newBrowserCDPSession())?.send('Browser.crash')
}
const print = (jobs: PageJob[], launch?: () => Promise<Browser>) =>
  runPageGroups(groupJobs(jobs), site, { dir, pages: 2, launch })

describe('printer', () => {
  it('opens one page for all jobs of a deck at one address, and runs them in order', async () => {
    const seen: string[] = []
    let loads = 0
    const count = async (page: Page) => {
      loads += await page.evaluate(() => {
        const w = window as { seen?: boolean }
        const first = !w.seen
        w.seen = true
        return Number(first)
      })
    }
    expect(
      await print([
        job('01-good', 'a', async p => {
          seen.push('a')
          await count(p)
        }),
        job('01-good', 'b', async p => {
          seen.push('b')
          await count(p)
        }),
      ]),
    ).toEqual([])
    expect([seen, loads]).toEqual([['a', 'b'], 1])
  }, 60_000)

  it('tries again when the browser dies, and loses no other deck', async () => {
    let tries = 0
    let launched = 0
    const done: string[] = []
    const problems = await print(
      [
        job('01-good', 'slides PDF', async page => {
          if (++tries < 3) await crash(page)
          else done.push('01')
        }),
        job('02-also-good', 'slides PDF', async () => {
          done.push('02')
        }),
      ],
      async () => {
        launched++
        return launchBrowser()
      },
    )
    expect(problems).toEqual([])
    expect(done.sort()).toEqual(['01', '02'])
    expect([tries, launched >= 3]).toEqual([3, true])
  }, 120_000)

  it('reports a deck under which every browser dies; the others are printed', async () => {
    const done: string[] = []
    const problems = await print([
      job('01-good', 'slides PDF', crash),
      job('02-also-good', 'slides PDF', async () => {
        await new Promise(r => setTimeout(r, 200))
        done.push('02')
      }),
    ])
    expect(problems.map(p => `${p.file}: ${p.message}`)).toEqual([
      expect.stringMatching(/^decks\/01-good\/slides\.md: slides PDF: the browser crashed 3 times/),
    ])
    expect(done).toEqual(['02'])
  }, 120_000)

  it.each([
    ['03-figure', 20, 'slide 2: This figure cannot be drawn. No event.'],
    ['04-script', 1, 'a script of the page failed: out of vtables'],
    ['05-missing', 1, '404'],
  ])(
    '%s is a problem of its deck, and nothing is written',
    async (id, line, words) => {
      let ran = false
      const problems = await print([
        job(id, 'slides PDF', async () => {
          ran = true
        }),
      ])
      expect(problems[0]).toMatchObject({ file: `decks/${id}/slides.md`, line })
      expect(problems[0]?.message).toContain(words)
      expect(ran).toBe(false)
    },
    60_000,
  )

  it('tells a dead browser from a wrong page', () => {
    expect(isCrash(new Error('page.pdf: Target page, context or browser has been closed'))).toBe(true)
    expect(isCrash(new Error('page.waitForFunction: Timeout 60000ms exceeded.'))).toBe(false)
  })
})
