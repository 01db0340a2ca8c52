// Two editions are published as the workflow does it, with the branch that keeps them, and read in a browser that has the first one on its device.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { ROOT } from '../deck.ts'
import { type Host, hostWith } from './host.ts'
import { page as pageOf, type SmallSite, smallSite } from './offlineSite.testing.ts'

const ADDRESS = 'https://example.org/course/'
const CURRENT = '<link rel="manifest" data-current href="ROOTsite.webmanifest">'

let browser: Browser, site: SmallSite, host: Host, page: Page, folder: string, clone: string, out: string

/** A page of the course, with its address and what only the current edition has. */
function write(file: string, body: string): void {
  const up = '../'.repeat(file.split('/').length - 1)
  const head = `<link rel="canonical" href="${ADDRESS}${file.replace('index.html', '')}">${CURRENT.replace('ROOT', up)}`
  const html = pageOf(up, `<a data-current href="${up}pdf/01-a-slides.pdf">Slides</a>${body}`)
    .replace('<html lang="en">', `<html lang="en"><head>${head}`)
    .replace('<script type="module" src', '<script type="module" data-current src')
    .replace('<h1>', '</head><body><a class="skip" href="#read">Skip</a><h1>')
  site.write(file, html.replace('</html>', '</body></html>'))
}
/** Builds, keeps and publishes an edition as .github/workflows/pages.yml does. */
async function publish(edition: string, to = out): Promise<string> {
  await site.release()
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.org',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.org',
  }
  const options = ['--dist', site.dist, '--out', to, '--edition', edition]
  return execFileSync('bash', [join(ROOT, '.ci/editions'), ...options], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, ...identity },
  }).trim()
}
const branch = (): string[] =>
  execFileSync('git', ['log', '--format=%s', 'editions'], { cwd: join(folder, 'origin'), encoding: 'utf8' })
    .trim()
    .split('\n')
const published = (file: string): string => readFileSync(join(out, file), 'utf8')
const canonical = (file: string): string | undefined => /rel="canonical" href="([^"]*)"/.exec(published(file))?.[1]
const text = (): Promise<string> => page.locator('body').innerText()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ri-editions-'))
  clone = join(folder, 'clone')
  out = join(folder, 'published')
  execFileSync('git', ['init', '--quiet', '--bare', join(folder, 'origin')])
  execFileSync('git', ['clone', '--quiet', join(folder, 'origin'), clone], { stdio: 'ignore' })
  browser = await launchBrowser()
  page = await (await browser.newContext({ serviceWorkers: 'allow' })).newPage()
  page.setDefaultTimeout(10_000)
  site = await smallSite()
  site.write('site.webmanifest', '{}')
  site.write('01-a/talk.json', '{}')
  write('index.html', '<a href="01-a/read/index.html">Read</a><footer></footer>')
  write(
    '01-a/read/index.html',
    '<main id="read"><p id="claim">First text</p><a href="../gone/index.html">Gone</a></main>',
  )
  write('01-a/index.html', '<div class="slidev-layout">A slide</div>')
  write('01-a/gone/index.html', 'A page that the second edition has no more')
})
afterAll(async () => {
  await browser.close()
  await host.close()
  for (const dir of [folder, site.dist]) rmSync(dir, { recursive: true, force: true })
})

describe('the first edition', () => {
  it('is published at the root and below its name, and is kept on the branch', async () => {
    expect(await publish('2026-12')).toMatch(/: 2026-12$/)
    expect(branch()).toEqual(['Edition 2026-12', 'Editions of the course'])
    host = await hostWith(out, { base: '/course/', slash: 'add' })
    await page.goto(`${host.url}2026-12/01-a/read/index.html`)
    expect(await text()).toContain('First text')
    expect(await text()).not.toContain('newer')
    expect(canonical('2026-12/01-a/read/index.html')).toBe(`${ADDRESS}01-a/read/`)
  })
  it('has neither PDFs nor links to them below its name', () => {
    for (const file of ['pdf', 'sw.js', 'site/offline.js', 'site.webmanifest', '01-a/talk.json']) {
      expect(existsSync(join(out, file)), file).toBe(true)
      expect(existsSync(join(out, '2026-12', file)), `2026-12/${file}`).toBe(false)
    }
    expect(published('2026-12/01-a/read/index.html')).not.toMatch(/pdf|offline|manifest|data-current/)
  })
  it('is kept on a device from the root alone', async () => {
    await page.goto(host.url)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.goto(`${host.url}01-a/read/index.html`)
    await page.goto(`${host.url}2026-12/01-a/read/index.html`)
    const kept = (): Promise<string[]> =>
      page.evaluate(async () => {
        const caching = (await caches.keys()).map(async name => (await caches.open(name)).keys())
        return (await Promise.all(caching)).flat().map(({ url }) => new URL(url).pathname)
      })
    await expect.poll(kept).toContain('/course/01-a/read/index.html')
    expect((await kept()).filter(path => path.includes('2026-12'))).toEqual([])
  })
})

describe('the second edition', () => {
  it('takes the root, and the commit of an edition is replaced while it is the current one', async () => {
    rmSync(join(site.dist, '01-a/gone'), { recursive: true })
    write('01-a/read/index.html', '<main id="read">Second draft</main>')
    // Where no reader sees it: only what it leaves on the branch matters.
    await publish('2027-03', join(folder, 'draft'))
    write('01-a/read/index.html', '<main id="read">Second text</main>')
    expect(await publish('2027-03')).toMatch(/: 2026-12, 2027-03$/)
    expect(branch()).toEqual(['Edition 2027-03', 'Edition 2026-12', 'Editions of the course'])
    await expect(publish('2027-01')).rejects.toThrow(/the later 2027-03 is kept already/)
  })
  it('is offered on each page of the first, whose claims stay at their addresses', async () => {
    // From elsewhere: to a place of the page that is open a browser only scrolls.
    await page.goto('about:blank')
    await page.goto(`${host.url}2026-12/01-a/read/index.html#claim`)
    expect(await page.locator('#claim').innerText()).toBe('First text')
    await page.getByRole('link', { name: 'the edition 2027-03' }).click()
    expect(new URL(page.url()).pathname).toBe('/course/01-a/read/index.html')
    // This device still has the first edition, and offers the second as it does for every reader of the current one.
    expect(await text()).toContain('First text')
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Show it' }).click()])
    expect(await text()).toContain('Second text')
  })
  it('lists the editions, and a link leads into the first', async () => {
    await page.goto(host.url)
    await page.getByRole('link', { name: '2026-12' }).click()
    await page.getByRole('link', { name: 'Read' }).click()
    expect(await text()).toContain('First text')
    await page.getByRole('link', { name: 'Gone' }).click()
    expect(await text()).toContain('the edition 2027-03, which has no page at this address')
    await page.getByRole('link', { name: 'the edition 2027-03' }).click()
    expect(page.url()).toBe(`${host.url}index.html`)
  })
  it('is the canonical one, but for pages that it has no more', () => {
    expect(canonical('01-a/read/index.html')).toBe(`${ADDRESS}01-a/read/`)
    expect(canonical('2026-12/01-a/read/index.html')).toBe(`${ADDRESS}01-a/read/`)
    expect(canonical('2026-12/01-a/gone/index.html')).toBe(`${ADDRESS}2026-12/01-a/gone/`)
  })
  it('is read without a network, where the page of an edition says that it needs one', async () => {
    await host.close()
    await page.goto(`${host.url}01-a/read/index.html`)
    expect(await text()).toContain('Second text')
    await page.goto(`${host.url}2026-12/01-a/read/index.html`)
    expect(await text()).toContain('only the current edition is kept on a device')
  })
})
