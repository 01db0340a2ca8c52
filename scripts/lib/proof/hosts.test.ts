// Reading online and offline from hosts with habits of their own: a small site with the real worker, in Chromium.
import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-chromium'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import type { Asked, KeptState, Kind } from '../site/client/kept.ts'
import { precacheOf } from '../site/worker.ts'
import { type Habits, type Host, hostWith } from './host.ts'
import { linkProblemsOn, RULES } from './hostLinks.ts'
import { page as pageOf, type SmallSite, smallSite } from './offlineSite.testing.ts'

let browser: Browser, site: SmallSite, host: Host, page: Page
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  site = await smallSite()
  page = await (await browser.newContext({ serviceWorkers: 'allow' })).newPage()
})
afterEach(async () => {
  await page.context().close()
  await host.close()
  rmSync(site.dist, { recursive: true })
})

const BASE = '/some/course/'
const start = async (habits: Habits = {}): Promise<void> => {
  host = await hostWith(site.dist, { base: BASE, ...habits })
}
const restart = async (habits: Habits = {}): Promise<void> => {
  const { port } = host
  await start({ ...habits, port })
}

/** What stands on a page that is opened from elsewhere: its heading and text, or why there is none. */
async function open(path: string): Promise<string> {
  const context = page.context()
  await page.goto('about:blank')
  try {
    await page.goto(host.url + path)
    return (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ').trim()
  } catch (e) {
    // A dead page is on its way to the browser's own page of errors: what comes next has a page of its own.
    await page.close()
    page = await context.newPage()
    return (e as Error).message.split('\n')[0]!.replace(/ at http.*/, '')
  }
}
/** Paths of what is kept for this course, those of each edition by themselves; pages only, since a dead one runs no script. */
const editions = (): Promise<string[][]> =>
  page.evaluate(async base => {
    const names = (await caches.keys()).filter(n => n.startsWith('rust-internals-'))
    const all = await Promise.all(names.map(async n => (await caches.open(n)).keys()))
    const files = all.map(keys => keys.map(k => k.url).filter(url => !url.includes('sw.js?')))
    return files.map(urls => urls.map(url => new URL(url).pathname.replace(base, '')).sort())
  }, new URL(host.url).pathname)
const filesOf = (...kinds: Kind[]): string[] => {
  const all = precacheOf(site.dist)
  return kinds.flatMap(kind => all[kind].map(([path]) => path)).sort()
}
const everything = (): string[] => filesOf('home', 'shell', 'pages', 'large')
const settled = async (what: string[][]): Promise<void> =>
  expect.poll(editions, { timeout: 15_000, interval: 100 }).toEqual(what)

/** What a button of the landing page says to the worker. */
const ask = (asked: Asked): Promise<void> =>
  page.evaluate(async a => (await navigator.serviceWorker.ready).active!.postMessage(a), asked)
/** What the worker says next about what is kept. */
const kept = (): Promise<KeptState> =>
  page.evaluate(
    () =>
      new Promise<KeptState>(resolve => {
        navigator.serviceWorker.addEventListener('message', e => resolve((e.data as { kept: KeptState }).kept), {
          once: true,
        })
        void navigator.serviceWorker.ready.then(({ active }) => active!.postMessage({ ask: 'state' }))
      }),
  )
/** Opens the landing page, asks for the whole course, and waits until it is kept. */
async function visit(): Promise<void> {
  await open('')
  await ask({ ask: 'keep', what: 'large' })
  await settled([everything()])
}
/** Asks the browser, on a page that stays open, to look for a newer edition, and waits until its worker has been installed or given up. */
const lookForNewer = (): Promise<string> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update().catch(() => {})
    const fresh = registration.installing ?? registration.waiting
    if (!fresh) return 'nothing new'
    while (fresh.state === 'installing') await new Promise(r => setTimeout(r, 50))
    return fresh.state === 'redundant' ? 'given up' : fresh.state
  })
/** Accepts it on the page that is open: when the last page closes, it needs no asking. */
async function accept(): Promise<void> {
  const button = page.getByRole('button', { name: 'Show it' })
  await button.waitFor({ timeout: 10_000 })
  await Promise.all([page.waitForEvent('load'), button.click()])
}
const newEdition = async (): Promise<void> => {
  site.write('index.html', pageOf('', 'Second edition'))
  site.write('01-a/read/index.html', pageOf('../../', '<main id="read">Second text</main>'))
  await site.release()
}

const HOSTS: Record<string, Habits> = {
  'serves what there is': {},
  'sends index.html on to its folder, and adds slashes (Cloudflare Pages, Netlify)': {
    redirectsIndex: true,
    slash: 'add',
  },
  // Under a path such a host breaks relative links before any worker is there.
  'sends index.html on to its folder, and drops slashes (npx serve)': {
    base: '/',
    redirectsIndex: true,
    slash: 'drop',
  },
  'adds slashes and lets everything be cached for ten minutes (GitHub Pages)': { slash: 'add', maxAge: 600 },
  'answers what is missing with the landing page': { landingForMissing: true },
}

describe('a host that', () => {
  for (const [name, habits] of Object.entries(HOSTS))
    it(`${name}: every page, online on the second visit and offline`, async () => {
      await start(habits)
      await visit()
      const pages = async () => ({
        home: await open(''),
        index: await open('index.html'),
        deck: await open('01-a/index.html'),
        folder: await open('01-a/?utm_source=x#/1'),
        bare: await open('01-a'),
        text: await open('01-a/read'),
      })
      const all = {
        home: 'A page',
        index: 'A page',
        deck: 'A page A slide',
        folder: 'A page A slide',
        bare: 'A page A slide',
        text: 'A page Text',
      }
      expect(await pages()).toEqual(all)
      await host.close()
      expect(await pages()).toEqual(all)
      // Its links are relative to the folder.
      expect(new URL(page.url()).pathname).toMatch(/01-a\/read\/$/)
    })

  it('drops the slash behind a folder: links mean the same as with it, without a worker too', async () => {
    site.write('01-a/read/index.html', pageOf('../../', '<main id="read"><a href="../index.html">Slides</a></main>'))
    await start({ base: '/', redirectsIndex: true, slash: 'drop' })
    const plain = await (await browser.newContext({ serviceWorkers: 'block' })).newPage()
    await plain.goto(`${host.url}01-a/read/index.html?from=x#s3`)
    await expect.poll(() => plain.url()).toBe(`${host.url}01-a/read/?from=x#s3`)
    expect(await plain.locator('a').evaluate(a => (a as HTMLAnchorElement).href)).toBe(`${host.url}01-a/index.html`)
    await plain.context().close()
  })
  it('puts something into each page: they come from the network, and what is not as built is never kept', async () => {
    await start({ changesPage: html => html.replace('</html>', '<p>Counted</p></html>') })
    await open('')
    await ask({ ask: 'keep', what: 'large' })
    await settled([everything().filter(p => !p.endsWith('.html'))])
    expect(await open('01-a/read/')).toBe('A page Text Counted')
    await newEdition()
    expect(await lookForNewer()).toBe('installed')
    await host.close()
    expect(await open('01-a/read/')).toMatch(/^Not on this device yet/)
  })
  it('answers with a landing page for a file that it has lost: it is not kept as that file', async () => {
    await start({ landingForMissing: true })
    rmSync(`${site.dist}/01-a/read/index.html`)
    const left = everything()
    await open('')
    await ask({ ask: 'keep', what: 'large' })
    await settled([left])
    await host.close()
    expect(await open('01-a/read/')).toMatch(/^Not on this device yet/)
  })
  it('sends parts: they are not kept, and answer no navigation', async () => {
    await start({ fault: p => (p.startsWith('01-a/read/') ? 'part' : null) })
    await open('')
    await ask({ ask: 'keep', what: 'large' })
    await settled([everything().filter(p => !p.startsWith('01-a/read/'))])
    expect(await open('01-a/read/')).toMatch(/^Not on this device yet/)
    host.habits = {}
    expect(await open('01-a/read/')).toBe('A page Text')
  })
})

describe('links below a path', () => {
  const pages = ['index.html', '01-a/index.html', '01-a/read/index.html']
  const said = async (habits: Habits): Promise<string[]> =>
    (await linkProblemsOn(site.dist, pages, 'a host', habits)).problems.map(p => `${p.file}: ${p.message}`)
  beforeEach(async () => {
    await start()
    site.write('index.html', pageOf('', '<a href="01-a/index.html#/1">Slides</a> <a href="01-a/read/">Text</a>'))
    site.write('01-a/read/index.html', pageOf('../../', '<a href="../index.html">Slides</a>'))
  })
  for (const [name, habits] of Object.entries(RULES))
    it(`lead to what they name from ${name}, in each form of a page's address`, async () =>
      expect(await said(habits)).toEqual([]))
  it('are found where a host drops the slash of a page, or a link counts on an address without one', async () => {
    expect(await said({ redirectsIndex: true, slash: 'drop' })).toContainEqual(
      expect.stringMatching(
        /^dist\/01-a\/read\/index\.html: .* the link \.\.\/index\.html does not lead to what it names/,
      ),
    )
    site.write('01-a/index.html', pageOf('../', '<a href="read/../../gone.html">Gone</a>'))
    expect(await said({})).toContainEqual(expect.stringMatching(/^dist\/01-a\/index\.html: .* the link read/))
  })
})

describe('a newer edition', () => {
  it('is the newer one, although the host lets the older be cached for ten minutes', async () => {
    await start({ maxAge: 600 })
    await visit()
    await newEdition()
    await lookForNewer()
    await accept()
    await settled([everything()])
    await host.close()
    expect([await open(''), await open('01-a/read/')]).toEqual(['A page Second edition', 'A page Second text'])
  })
  it('is complete before the older one goes, and fetches only what has changed', async () => {
    await start()
    await visit()
    await newEdition()
    host.asked.length = 0
    expect(await lookForNewer()).toBe('installed')
    expect(await editions()).toEqual([everything(), everything()])
    expect(host.asked.sort()).toEqual(['01-a/read/index.html', 'index.html', 'site/kept/01-a.json', 'sw.js'])
    await host.close()
    await accept()
    expect([await open(''), await open('01-a/read/')]).toEqual(['A page Second edition', 'A page Second text'])
    expect(await open('pdf/01-a-slides.pdf')).not.toMatch(/Not on this device/)
    await settled([everything()])
  })
  for (const fault of ['cut', 'part', 'close', 404, 503] as const)
    it(`leaves the older one whole when the host fails in the middle (${fault}), and comes when it is mended`, async () => {
      await start()
      await visit()
      const old = everything()
      await newEdition()
      host.habits = { fault: p => (p.startsWith('01-a/read/') ? fault : null) }
      expect(await lookForNewer()).toBe('given up')
      const offline = async () => [await open(''), await open('01-a/'), await open('01-a/read/')]
      await host.close()
      expect(await offline()).toEqual(['A page', 'A page A slide', 'A page Text'])
      expect(await editions()).toContainEqual(old)
      await restart()
      await page.reload()
      await accept()
      await settled([everything()])
      await host.close()
      expect(await offline()).toEqual(['A page Second edition', 'A page A slide', 'A page Second text'])
    })
  it('does not wait for ever for a file that the host has begun to change', async () => {
    await start()
    await visit()
    await newEdition()
    host.habits = { changesPage: html => `${html}<!-- counted -->` }
    expect(await lookForNewer()).toBe('given up')
    expect(await lookForNewer()).toBe('given up')
    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys())
          if (request.url.endsWith('?refused')) await cache.put(request, new Response(String(Date.now() - 90_000_000)))
      }
    })
    expect(await lookForNewer()).toBe('installed')
  })
  it('leaves a page of the older one, open in another tab, the files that it has not yet asked for', async () => {
    site.write('assets/chunk-AAAAAAAA.js', 'old')
    await site.release()
    await start()
    await visit()
    const other = await page.context().newPage()
    await other.goto(`${host.url}01-a/`)
    rmSync(`${site.dist}/assets/chunk-AAAAAAAA.js`)
    site.write('assets/chunk-BBBBBBBB.js', 'new')
    await newEdition()
    await lookForNewer()
    await accept()
    const chunk = (name: string) => other.evaluate(async n => (await fetch(`../assets/chunk-${n}.js`)).text(), name)
    expect([await chunk('AAAAAAAA'), await chunk('BBBBBBBB')]).toEqual(['old', 'new'])
    await other.close()
    await open('01-a/')
    await settled([everything()])
  })
  it('brings what was opened again under its new name, and nothing else', async () => {
    site.write('assets/chunk-AAAAAAAA.js', 'old')
    site.write('assets/other-AAAAAAAA.js', 'old')
    await site.release()
    await start()
    await open('01-a/read/')
    await settled([[...filesOf('home'), '01-a/read/index.html'].sort()])
    await page.evaluate(() => fetch('../../assets/chunk-AAAAAAAA.js'))
    const opened = [...filesOf('home'), '01-a/read/index.html', 'assets/chunk-AAAAAAAA.js'].sort()
    await expect.poll(editions).toEqual([opened])
    for (const name of ['chunk', 'other']) {
      rmSync(`${site.dist}/assets/${name}-AAAAAAAA.js`)
      site.write(`assets/${name}-BBBBBBBB.js`, 'new')
    }
    await newEdition()
    expect(await lookForNewer()).toBe('installed')
    expect((await editions())[1]).toEqual(
      [...filesOf('home'), '01-a/read/index.html', 'assets/chunk-BBBBBBBB.js'].sort(),
    )
  })
  it('follows the one before it: two in a row, the second while the first still waits', async () => {
    await start()
    await visit()
    await newEdition()
    expect(await lookForNewer()).toBe('installed')
    site.write('index.html', pageOf('', 'Third edition'))
    await site.release()
    expect(await lookForNewer()).toBe('installed')
    await page.reload()
    await accept()
    await settled([everything()])
    await host.close()
    expect([await open(''), await open('01-a/read/')]).toEqual(['A page Third edition', 'A page Second text'])
  })
  it('comes although the device has no room for two, and is filled when the older one has gone', async () => {
    site.write('pdf/02-b-slides.pdf', 'x'.repeat(3_000_000))
    await site.release()
    await start()
    await visit()
    site.write('pdf/02-b-slides.pdf', 'z'.repeat(3_000_000))
    await newEdition()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(host.url).origin, quotaSize: 5_000_000 })
    expect(await lookForNewer()).toBe('installed')
    await accept()
    // The browser frees the room of the older one when a worker that has opened it ends: each page that is opened tries again.
    await devtools.send('ServiceWorker.enable')
    const next = async (): Promise<string[][]> => {
      await devtools.send('ServiceWorker.stopAllWorkers')
      await open('01-a/')
      await page.waitForTimeout(500)
      return editions()
    }
    await expect.poll(next, { timeout: 20_000, interval: 500 }).toEqual([everything()])
  })
  it('leaves another course below the same origin alone', async () => {
    await start()
    await page.goto(`${host.url}index.html`)
    await page.evaluate(() => caches.open('rust-internals-/another/@0123456789abcdef'))
    await page.evaluate(() => caches.open('rust-internals-0123456789abcdef'))
    await newEdition()
    await lookForNewer()
    await accept()
    const names = await page.evaluate(() => caches.keys())
    expect(names).toEqual(
      expect.arrayContaining(['rust-internals-/another/@0123456789abcdef', 'rust-internals-0123456789abcdef']),
    )
  })
})

describe('a reader whom the worker of bab5b49 has locked out', () => {
  for (const changed of [true, false])
    it(`is let in by the next release, ${changed ? 'with other pages' : 'with the same pages'}, online and offline`, async () => {
      site.releaseAsOfBab5b49()
      await start({ redirectsIndex: true, slash: 'add' })
      await open('')
      await expect.poll(async () => (await editions()).flat().length, { timeout: 15_000 }).toBe(everything().length)
      expect([await open(''), await open('01-a/'), await open('01-a/read/index.html')]).toEqual(
        Array(3).fill('page.goto: net::ERR_FAILED'),
      )
      if (changed) await newEdition()
      else await site.release()
      // The browser looks for a newer worker about a second after a navigation, though the navigation fails, and another
      // navigation puts that off: a reader tries again more slowly than a loop would.
      const text = changed ? 'A page Second text' : 'A page Text'
      await expect.poll(() => open('01-a/read/'), { timeout: 60_000, interval: 4_000 }).toBe(text)
      await settled([everything()])
      await host.close()
      expect([await open('01-a/'), await open('01-a/read/index.html')]).toEqual(['A page A slide', text])
    })
  it('and a reader from a host that redirects nothing keeps the old edition until the new one is complete', async () => {
    site.releaseAsOfBab5b49()
    await start()
    await open('')
    await expect.poll(async () => (await editions()).flat().length, { timeout: 15_000 }).toBe(everything().length)
    await newEdition()
    host.habits = { fault: p => (p.startsWith('01-a/read/') ? 503 : null) }
    expect(await lookForNewer()).toBe('given up')
    expect(await open('01-a/read/')).toBe('A page Text')
    host.habits = {}
    expect(await lookForNewer()).toBe('installed')
    await accept()
    await settled([everything()])
  })
})

describe('what is kept', () => {
  it('is the home page and what was opened; the rest of the shell comes with the second page', async () => {
    await start()
    await open('01-a/read/')
    const first = [...filesOf('home'), '01-a/read/index.html'].sort()
    await settled([first])
    await open('01-a/')
    await settled([[...first, ...filesOf('shell'), '01-a/index.html'].sort()])
    await host.close()
    expect([await open(''), await open('01-a/read/'), await open('01-a/')]).toEqual([
      'A page',
      'A page Text',
      'A page A slide',
    ])
    expect(await open('02-b/')).toMatch(/^Not on this device yet.*Keep the course/)
  })
  it('fetches nothing a second time that the page has just loaded', async () => {
    await start({ maxAge: 600 })
    await open('01-a/read/')
    await settled([[...filesOf('home'), '01-a/read/index.html'].sort()])
    expect(host.asked.filter(path => path.startsWith('01-a/read/'))).toEqual(['01-a/read/'])
  })
  it('is every page when the reader asks for the course, and the PDFs when asked for those, with sizes', async () => {
    await start()
    await open('')
    await ask({ ask: 'keep', what: 'pages' })
    await settled([filesOf('home', 'shell', 'pages')])
    const { pages, large, asked, trouble } = await kept()
    expect([pages.files, pages.bytes, trouble]).toEqual([pages.of, pages.ofBytes, null])
    expect([large.files, large.of, large.ofBytes, asked]).toEqual([0, 1, 200, { pages: true, large: false }])
    await ask({ ask: 'keep', what: 'large' })
    await settled([everything()])
  })
  it('goes when the reader removes it, but for the home page, and does not come back by itself', async () => {
    await start()
    await visit()
    await ask({ ask: 'remove' })
    await settled([filesOf('home')])
    await newEdition()
    expect(await lookForNewer()).toBe('installed')
    await accept()
    await settled([[...filesOf('home'), ...filesOf('shell')].sort()])
  })
  it('goes on after a failure in the middle, when the next page is opened', async () => {
    await start({ fault: p => (p.startsWith('01-a/read/') ? 'cut' : null) })
    await open('')
    await ask({ ask: 'keep', what: 'large' })
    await settled([everything().filter(p => !p.startsWith('01-a/read/'))])
    await expect.poll(async () => (await kept()).trouble).toBe('lost')
    host.habits = {}
    await open('01-a/')
    await settled([everything()])
    await expect.poll(async () => (await kept()).trouble).toBe(null)
  })
  it('stops where the device has no room, says so, and what there is stays whole', async () => {
    site.write('pdf/02-b-slides.pdf', 'x'.repeat(3_000_000))
    site.write('pdf/03-c-slides.pdf', 'y'.repeat(3_000_000))
    await site.release()
    await start()
    await open('')
    await ask({ ask: 'keep', what: 'pages' })
    await settled([filesOf('home', 'shell', 'pages')])
    const devtools = await page.context().newCDPSession(page)
    const { origin } = new URL(host.url)
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_500_000 })
    await ask({ ask: 'keep', what: 'large' })
    await expect.poll(async () => (await kept()).trouble, { timeout: 15_000 }).toBe('full')
    await host.close()
    expect(await open('01-a/read/')).toBe('A page Text')
    expect((await kept()).large.files).toBeLessThan(3)
  })
  it('is asked for in two tabs at once, and comes once', async () => {
    await start()
    await open('')
    await settled([filesOf('home')])
    const other = await page.context().newPage()
    await other.goto(host.url)
    host.asked.length = 0
    await Promise.all([
      ask({ ask: 'keep', what: 'large' }),
      other.evaluate(async () =>
        (await navigator.serviceWorker.ready).active!.postMessage({ ask: 'keep', what: 'pages' }),
      ),
    ])
    await settled([everything()])
    const fetched = host.asked.filter(path => path.startsWith('01-a') || path.startsWith('pdf'))
    expect(fetched.sort()).toEqual([...new Set(fetched)])
  })
})

describe('a page that is not kept', () => {
  it('says so offline with status 503, in the style of the site, with a link that works', async () => {
    await start()
    await visit()
    await host.close()
    const response = await page.goto(`${host.url}02-b/read/`)
    expect(response!.status()).toBe(503)
    const looks = await page.locator('body').evaluate(e => getComputedStyle(e).backgroundColor)
    expect(looks).toBe('rgb(250, 248, 242)')
    await page.getByRole('link', { name: 'All mechanisms' }).click()
    await page.getByRole('heading', { name: 'A page' }).waitFor()
  })
})
