// Offline: one visit to a host with habits, then the server is gone; landing page, decks, walkthroughs, PDFs and search still come.
// Then a newer edition says that it is there, and has everything when it is accepted.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-chromium'
import { launchBrowser } from '../browser.ts'
import type { Problem } from '../problem.ts'
import { precacheOf } from '../site/worker.ts'
import type { Gate, Verdict } from './gate.ts'
import { type Host, hostWith } from './host.ts'
import { samplePages } from './samplePages.ts'

/** A path as a host gives it, so that nothing may be absolute. */
const BASE = '/some/course/'
/** The habits of hosts that a worker stumbles over first: pages by their folder only, and ten minutes in the HTTP cache. */
const HABITS = { base: BASE, redirectsIndex: true, slash: 'add', maxAge: 600 } as const
/** How long the worker may take to keep the whole course, in milliseconds. */
const PATIENCE = 120_000

/** How many files an edition keeps by now, by its version. */
const kept = (page: Page, version: string): Promise<number> =>
  page.evaluate(async v => {
    const name = (await caches.keys()).find(n => n.startsWith('rust-internals-') && n.endsWith(v))
    return name ? (await (await caches.open(name)).keys()).length : 0
  }, version)

/** Looks at every page of every deck with the network closed. Files are reported by their place in dist/. */
async function withoutNetwork(
  page: Page,
  url: string,
  deckIds: readonly string[],
  dist: string,
): Promise<{ seen: number; problems: Problem[] }> {
  const problems: Problem[] = []
  let seen = 0,
    file = 'index.html'
  const bad = (message: string) =>
    problems.push({ file: `dist/${file}`, line: 1, message: `without network: ${message}` })
  page.on('console', m => {
    if (m.type() === 'error') bad(`the console says: ${m.text().slice(0, 160)}`)
  })
  page.on('pageerror', e => bad(`a script fails: ${e.message.slice(0, 160)}`))
  const look = async (path: string, selector: string) => {
    file = path.replace(/#.*$/, '')
    seen++
    try {
      // From elsewhere, so that an address that differs in its last part alone is loaded too.
      await page.goto('about:blank')
      await page.goto(url + path)
      await page.locator(selector).first().waitFor({ timeout: 15_000 })
    } catch (e) {
      bad((e as Error).message.split('\n')[0]!)
    }
  }
  await look('index.html', 'h1')
  for (const id of deckIds) {
    await look(`${id}/index.html#/1`, '.slidev-layout:visible')
    await look(`${id}/index.html#/2`, '.slidev-layout:visible')
    await look(`${id}/read/index.html`, 'main#read')
    await look(`${id}?from=elsewhere#/1`, '.slidev-layout:visible')
  }
  for (const path of samplePages(dist)) await look(path, 'main h1')
  await look('index.html', 'h1')
  for ([file] of precacheOf(dist).large) {
    seen++
    const said = await page.evaluate(
      async ([u, size]) =>
        fetch(u).then(
          async r => (r.ok && (await r.blob()).size === size ? '' : `status ${r.status}, or not all of it`),
          (e: Error) => e.message,
        ),
      [url + file, statSync(join(dist, file)).size] as const,
    )
    if (said) bad(said)
  }
  file = 'pagefind/pagefind.js'
  if (existsSync(join(dist, file))) {
    seen++
    await page.locator('#q').fill('vtable')
    await page
      .locator('.results a')
      .first()
      .waitFor({ timeout: 20_000 })
      .catch(() => bad('the search finds nothing for "vtable"'))
  }
  return { seen, problems }
}

/**
 * @param deckIds folders of decks to open
 * @param patience milliseconds that the worker may take to keep everything
 */
export async function offlineProblems(
  dist: string,
  deckIds: readonly string[],
  patience = PATIENCE,
): Promise<Pick<Verdict, 'checked' | 'problems'>> {
  const copy = mkdtempSync(join(tmpdir(), 'ri-offline-')),
    browser = await launchBrowser()
  let server: Host | null = null
  try {
    cpSync(dist, copy, { recursive: true })
    const { version, first, rest, large } = precacheOf(copy),
      expected = first.length + rest.length + large.length
    const listed = readFileSync(join(copy, 'sw.js'), 'utf8')
    if (!listed.includes(version))
      return {
        checked: 1,
        problems: [
          {
            file: 'dist/sw.js',
            line: 1,
            message:
              'lists other files than the site has, or other contents: it was made before the site was complete, or the site was changed after it; run `npm run build`',
          },
        ],
      }
    server = await hostWith(copy, HABITS)
    const { url, port } = server
    const page = await (await browser.newContext({ serviceWorkers: 'allow', reducedMotion: 'reduce' })).newPage()
    await page.goto(`${url}index.html`)
    let count = 0
    for (const begun = Date.now(); Date.now() - begun < patience && (count = await kept(page, version)) < expected;)
      await page.waitForTimeout(250)
    if (count < expected)
      return {
        checked: 1,
        problems: [
          {
            file: 'dist/sw.js',
            line: 1,
            message: `keeps ${count} of ${expected} files after one visit of ${patience / 1000} s`,
          },
        ],
      }
    await server.close()
    const { seen, problems } = await withoutNetwork(page, url, deckIds, copy)

    // A newer edition: the same site with another version.
    writeFileSync(join(copy, 'sw.js'), listed.replace(version, 'newer'))
    server = await hostWith(copy, { ...HABITS, port })
    page.removeAllListeners()
    await page.goto(`${url}index.html`)
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    const button = page.locator('.update button')
    const announced = await page
      .getByText('A newer edition of the course is here')
      .waitFor({ timeout: patience })
      .then(
        () => true,
        () => false,
      )
    if (!announced)
      problems.push({ file: 'dist/site/offline.js', line: 1, message: 'a newer edition is not announced' })
    else {
      await Promise.all([page.waitForEvent('load'), button.click()])
      const now = await kept(page, 'newer')
      if (now < expected)
        problems.push({
          file: 'dist/sw.js',
          line: 1,
          message: `a newer edition took over with ${now} of ${expected} files`,
        })
    }
    return { checked: seen + expected + 2, problems }
  } finally {
    await browser.close()
    await server?.close().catch(() => {})
    rmSync(copy, { recursive: true, force: true })
  }
}

export const offlineGate: Gate = {
  name: 'offline',
  about: 'after one visit every page, PDF and the search work without a network; a newer edition is announced',
  needs: 'dist',
  async run({ decks, dist }) {
    return {
      ...(await offlineProblems(
        dist,
        decks.map(d => d.id),
      )),
      what: 'files kept, pages opened without network',
    }
  },
}
