// Offline: a visit to a host with habits keeps little; the buttons of the landing page keep the course and the PDFs; then the server is gone,
// and landing page, decks, articles, PDFs and search still come. Then a newer edition says that it is there, and has everything when it is accepted.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-chromium'
import { launchBrowser } from '../browser.ts'
import type { Problem } from '../problem.ts'
import { type Precache, precacheOf } from '../site/worker.ts'
import type { Gate, Verdict } from './gate.ts'
import { type Host, hostWith } from './host.ts'
import { linkProblemsOn, RULES } from './hostLinks.ts'
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
    if (!name) return 0
    return (await (await caches.open(name)).keys()).filter(({ url }) => !url.includes('sw.js?')).length
  }, version)

/** Waits until an edition keeps so many files. @returns how many it keeps then, or when patience has ended */
async function untilKept(page: Page, version: string, wanted: number, patience: number): Promise<number> {
  let count = 0
  for (const begun = Date.now(); Date.now() - begun < patience && (count = await kept(page, version)) < wanted;)
    await page.waitForTimeout(250)
  return count
}

/** A first visit to the landing page, which keeps little; then its two buttons. @returns what went wrong, or null */
async function keepAll(page: Page, url: string, all: Precache, patience: number): Promise<string | null> {
  await page.goto(`${url}index.html`)
  const home = await untilKept(page, all.version, all.home.length, patience)
  if (home < all.home.length) return `keeps ${home} of ${all.home.length} files of the home page after one visit`
  await page.waitForTimeout(1_000)
  const unasked = (await kept(page, all.version)) - all.home.length - all.shell.length
  if (unasked > 0)
    return `keeps ${unasked} pages or downloads after one visit to the landing page, and nobody asked for them`
  for (const [button, kinds] of [
    ['.keep-pages', ['home', 'shell', 'pages']],
    ['.keep-large', ['home', 'shell', 'pages', 'large']],
  ] as const) {
    const wanted = kinds.reduce((sum, kind) => sum + all[kind].length, 0)
    if (button === '.keep-large' && !all.large.length) continue
    await page.locator(button).click()
    const count = await untilKept(page, all.version, wanted, patience)
    if (count < wanted) return `keeps ${count} of ${wanted} files ${patience / 1000} s after ${button} was pressed`
    const ready = page.getByText(/^Ready for offline: every page/)
    if (
      !(await ready.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      ))
    )
      return `everything is kept, and the page does not say that it is ready for offline`
  }
  return null
}

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
  file = 'site/places.json'
  if (existsSync(join(dist, file))) {
    seen++
    await page.locator('#q').fill('vtable')
    await page
      .locator('.results a')
      .first()
      .waitFor({ timeout: 20_000 })
      .catch(() => bad('the search finds nothing for "vtable"'))
    for (const [path, selector] of [
      [`${deckIds[0]}/read/index.html`, 'main#read'],
      [`${deckIds[0]}/index.html#/2`, '.slidev-layout:visible'],
    ] as const) {
      await look(path, selector)
      await page.keyboard.press('/')
      await page
        .locator('dialog input')
        .fill('vtable', { timeout: 20_000 })
        .then(() => page.locator('.find-title').first().waitFor({ timeout: 20_000 }))
        .catch(() => bad('the key / opens no search that finds "vtable"'))
    }
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
    const all = precacheOf(copy),
      { version } = all,
      expected = all.home.length + all.shell.length + all.pages.length + all.large.length
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
    const wrong = await keepAll(page, url, all, patience)
    if (wrong) return { checked: 1, problems: [{ file: 'dist/sw.js', line: 1, message: wrong }] }
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
  about:
    'a visit keeps what was opened, the buttons keep all: then every page, PDF and the search work without a network; a newer edition is announced; links mean the same on hosts of every rule',
  needs: 'dist',
  async run({ decks, dist }) {
    const { checked, problems } = await offlineProblems(
      dist,
      decks.map(d => d.id),
    )
    const pages = [
      'index.html',
      ...samplePages(dist),
      ...decks.flatMap(d => [`${d.id}/index.html`, `${d.id}/read/index.html`]),
    ]
    const hosts = []
    for (const [name, habits] of Object.entries(RULES)) hosts.push(await linkProblemsOn(dist, pages, name, habits))
    return {
      checked: hosts.reduce((sum, host) => sum + host.checked, checked),
      what: 'files kept, pages opened without network, addresses asked of hosts',
      problems: [...problems, ...hosts.flatMap(host => host.problems)],
    }
  },
}
