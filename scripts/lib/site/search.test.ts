// The search as a reader uses it, in Chromium: the key, the field, arrows, Enter, Escape, Back; on the landing page, on others, on a deck.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { axe } from '../proof/accessGate.ts'
import { serve, type Server } from '../serve.ts'
import { bundledScript, clientScript } from './assets.ts'
import type { Place } from './client/find/engine.ts'
import { placeFile } from './search.ts'

const place = (title: string, url: string, more: Partial<Place> = {}): Place => ({
  kind: 'slide',
  url,
  title,
  deck: 1,
  slide: 7,
  text: 'About handles that are counted.',
  ...more,
})
const PLACES = [
  place('Handles <b>&amp; counts', '01-a/read/index.html#s7'),
  ...Array.from({ length: 7 }, (_, i) => place(`Place ${i}`, `01-a/read/index.html#p${i}`)),
  place('handles.rs', '01-a/programs/handles/index.html', { kind: 'program', slide: 0 }),
]
const html = (body: string, root: string): string =>
  `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><script type="module" src="${root}site/search.js"></script>${body}</html>`

const dist = mkdtempSync(join(tmpdir(), 'ri-search-'))
let browser: Browser, server: Server, page: Page
function write(file: string, text: string): void {
  mkdirSync(dirname(join(dist, file)), { recursive: true })
  writeFileSync(join(dist, file), text)
}
beforeAll(async () => {
  write('site/search.js', await clientScript('search'))
  write('site/find.js', await bundledScript('find/find'))
  write('site/places.json', JSON.stringify(placeFile(PLACES, { 1: 'Mechanism' })))
  write(
    'index.html',
    html(
      '<main><h1>Course</h1><div class="find"><form role="search"><label for="q">Search</label><input id="q" type="search"></form><div class="results"></div></div></main>',
      '',
    ),
  )
  write(
    '01-a/read/index.html',
    html(
      '<header class="bar"><span class="bar-tools"></span></header><main><h1>Article</h1><p id="s7">Here</p></main>',
      '../../',
    ),
  )
  write('01-a/index.html', html('<main><h1>Deck</h1></main>', '../'))
  write('01-a/programs/handles/index.html', html('<main><h1>handles.rs</h1></main>', '../../../'))
  server = await serve(dist, { base: '/some/where/' })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(dist, { recursive: true })
})
beforeEach(async () => {
  await page?.close()
  page = await browser.newPage()
})
const titles = (): Promise<string[]> => page.locator('.find-title').allTextContents()
const focused = (): Promise<string> =>
  page.evaluate(() => document.activeElement?.id || (document.activeElement?.textContent ?? ''))

describe('on the landing page', () => {
  it('the field finds the best five, with titles as text, more on demand, and nothing for nonsense', async () => {
    await page.goto(server.url)
    await page.locator('#q').fill('handles')
    await expect.poll(titles).toHaveLength(5)
    expect((await titles())[0]).toBe('Handles <b>&amp; counts')
    expect(await page.locator('.find-list li').first().locator('.find-where').innerText()).toBe('01 · slide 7')
    expect(await page.locator('.find-slide').first().getAttribute('href')).toBe(`${server.url}01-a/index.html#/7`)
    expect(await page.locator('.find-list mark').first().innerText()).toBe('handles')
    await page.getByRole('button', { name: '4 more' }).click()
    expect(await titles()).toHaveLength(9)
    await page.locator('#q').fill('zzzz')
    await page.getByText('Nothing found for “zzzz”.').waitFor()
    expect(await titles()).toEqual([])
  })
  it('arrows go through the places and back, Escape empties', async () => {
    await page.goto(server.url)
    await page.keyboard.press('/')
    await expect.poll(focused).toBe('q')
    await page.keyboard.type('handles')
    await expect.poll(titles).toHaveLength(5)
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('Handles <b>&amp; counts')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe((await titles())[1])
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await focused()).toBe('q')
    await page.keyboard.press('Escape')
    await expect.poll(titles).toEqual([])
    expect(await page.locator('#q').inputValue()).toBe('')
  })
  it('Back finds the words and the places again', async () => {
    await page.goto(server.url)
    await page.locator('#q').fill('handles')
    await expect.poll(titles).toHaveLength(5)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Article' }).waitFor()
    expect(page.url()).toBe(`${server.url}01-a/read/index.html#s7`)
    await page.goBack()
    await expect.poll(titles).toHaveLength(5)
    expect(await page.locator('#q').inputValue()).toBe('handles')
  })
})

describe('on every other page', () => {
  for (const [name, path] of [
    ['an article', '01-a/read/index.html'],
    ['a deck', '01-a/index.html'],
    ['a program', '01-a/programs/handles/index.html'],
  ] as const)
    it(`${name}: the key opens it, Escape closes it, keys do not reach the page below`, async () => {
      await page.goto(server.url + path)
      await page.evaluate(() => {
        const kept = window as unknown as { keys: string[] }
        kept.keys = []
        addEventListener('keydown', e => kept.keys.push(e.key))
      })
      await page.keyboard.press('/')
      await page.getByRole('dialog', { name: 'Search the course' }).waitFor()
      await page.keyboard.type('handles')
      await expect.poll(titles).toHaveLength(5)
      await page.keyboard.press('ArrowDown')
      expect(await page.evaluate(() => (window as unknown as { keys: string[] }).keys)).toEqual(['/'])
      expect(await axe(page, name, 'search', 'dialog')).toEqual([])
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    })
  it('a button of the bar opens it; a result on the same page closes it and goes there; Back opens it again', async () => {
    await page.goto(`${server.url}01-a/read/index.html`)
    await page.getByRole('button', { name: 'search' }).click()
    await page.locator('dialog input').fill('handles.rs')
    await expect.poll(titles).toContain('handles.rs')
    await page.locator('.find-title', { hasText: 'handles.rs' }).click()
    await page.getByRole('heading', { name: 'handles.rs' }).waitFor()
    await page.goBack()
    await page.getByRole('dialog').waitFor()
    await expect.poll(titles).toContain('handles.rs')
    await page.locator('dialog input').fill('counts')
    await page.locator('.find-title').first().click()
    await expect.poll(() => page.url()).toBe(`${server.url}01-a/read/index.html#s7`)
    expect(await page.getByRole('dialog').count()).toBe(0)
  })
  it('says so when the search cannot be fetched', async () => {
    await page.route('**/places.json', route => route.abort())
    await page.goto(`${server.url}01-a/read/index.html`)
    await page.keyboard.press('/')
    await page.locator('dialog input').fill('handles')
    await page.getByText('The search could not be fetched').waitFor()
  })
  it('leaves the key to fields in which one writes', async () => {
    await page.goto(`${server.url}01-a/read/index.html`)
    await page.evaluate(() => document.body.append(document.createElement('textarea')))
    await page.locator('textarea').press('/')
    expect(await page.locator('textarea').inputValue()).toBe('/')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })
})
