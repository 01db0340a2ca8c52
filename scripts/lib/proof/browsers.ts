// Wide witnesses: the built site in Firefox and in WebKit. Asked by `npm run browsers` and by the weekly workflow, never by `npm test`.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import puppeteer from 'puppeteer-core'

/** What a browser is asked: to open addresses, press keys, and evaluate expressions of JavaScript. */
interface Driver {
  /** Name and version, as the browser gives them. */
  version: string
  open(url: string): Promise<void>
  press(key: 'ArrowRight'): Promise<void>
  /** The value of an expression in the page. */
  ask(expression: string): Promise<unknown>
  /** Errors and warnings of the console so far; null where the browser does not give them. */
  said(): string[] | null
  close(): Promise<void>
}

/** The browser, or its driver, is not on this machine; `message` says how to get it. */
export class Missing extends Error {}

const FIREFOX = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr'

async function firefox(): Promise<Driver> {
  if (!existsSync(FIREFOX))
    throw new Missing(`there is no ${FIREFOX}: apt-get install firefox-esr, or name yours in FIREFOX_PATH`)
  const start = () => puppeteer.launch({ browser: 'firefox', headless: true, timeout: 30_000, executablePath: FIREFOX })
  // On a busy machine one start in about forty dies before it answers.
  const browser = await start().catch(start)
  // A new page: the one that Firefox opens by itself has no focus, so keys would press nothing in it.
  const page = await browser.newPage()
  await page.setViewport({ width: 1440, height: 900 })
  const said: string[] = []
  page.on('console', m => {
    if (m.type() === 'error' || m.type() === 'warn') said.push(m.text())
  })
  page.on('pageerror', e => said.push(String(e)))
  return {
    version: (await browser.version()).replace('/', ' '),
    open: async url => void (await page.goto(url)),
    press: key => page.keyboard.press(key),
    ask: expression => page.evaluate(expression),
    said: () => said,
    close: () => browser.close(),
  }
}

/** A port that is free now: a second WebKitWebDriver on a port in use would reach the first. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const RIGHT = '\uE014'

/** Starts Xvfb, which chooses a display that nobody has. */
async function display(): Promise<{ name: string; end(): void }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1100x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const name = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', code => reject(new Error(`Xvfb ended with ${code}`)))
    server.stdio[3]!.once('data', (d: Buffer) => resolve(`:${d.toString().trim()}`))
  })
  return { name, end: () => void server.kill() }
}

async function webkit(): Promise<Driver> {
  const binary = process.env.MINIBROWSER_PATH ?? globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')[0]
  const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
  if (!binary || !has('WebKitWebDriver') || !has('Xvfb'))
    throw new Missing('there is no WebKitGTK with its driver: apt-get install webkit2gtk-driver xvfb')
  const port = await freePort(),
    screen = await display()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: screen.name },
  })
  // Each request has a limit: without a display that it may open, the driver never answers the one for a session.
  const request = async (method: string, path: string, body?: object): Promise<unknown> => {
    const r = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal: AbortSignal.timeout(60_000),
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const { value } = (await r.json()) as { value: { message?: string } }
    if (!r.ok) throw new Error(`WebKitWebDriver ${path}: ${value.message}`)
    return value
  }
  const end = (): void => {
    driver.kill()
    screen.end()
  }
  try {
    await until('WebKitWebDriver', () => request('GET', '/status'), 10_000)
    const { sessionId, capabilities } = (await request('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary, args: ['--automation'] },
        },
      },
    })) as { sessionId: string; capabilities: { browserVersion: string } }
    const at = `/session/${sessionId}`
    await request('POST', `${at}/window/rect`, { width: 1440, height: 980 })
    return {
      version: `WebKitGTK ${capabilities.browserVersion}`,
      open: async url => void (await request('POST', `${at}/url`, { url })),
      press: async () => {
        const actions = ['keyDown', 'keyUp'].map(type => ({ type, value: RIGHT }))
        await request('POST', `${at}/actions`, { actions: [{ type: 'key', id: 'keys', actions }] })
      },
      ask: expression => request('POST', `${at}/execute/sync`, { script: `return (${expression})`, args: [] }),
      said: () => null,
      close: async () => {
        await request('DELETE', at).finally(end)
      },
    }
  } catch (e) {
    end()
    throw e
  }
}

export const BROWSERS: Record<string, () => Promise<Driver>> = { firefox, webkit }

async function until(what: string, probe: () => Promise<unknown>, limit = 60_000): Promise<void> {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(100)) if (await probe().catch(() => false)) return
  throw new Error(`waited ${limit / 1000} s for ${what}`)
}

/** Each figure of the article that is seen, as the share of the column that its drawing fills. */
const FILLED = `[...document.querySelectorAll('.stage .plot.full')].filter(e => e.getClientRects().length).map(e =>
  [e.closest('section').querySelector('h3').id, e.querySelector('svg').getBoundingClientRect().width / e.getBoundingClientRect().width])`

/**
 * Walks the site in one browser.
 * @param site address of the site, with a slash at the end
 * @param figure the first slide of a deck with a figure that steps, by its number
 */
export async function walk(
  browser: Driver,
  site: string,
  decks: readonly string[],
  figure: { deck: string; slide: number },
): Promise<{ checked: number; problems: string[] }> {
  const problems: string[] = []
  let checked = 0
  const visible = (selector: string): string =>
    `[...document.querySelectorAll(${JSON.stringify(selector)})].some(e => e.getBoundingClientRect().width > 0)`

  // The first visit: the worker comes, and no edition can be newer than the one that is being read.
  await browser.open(`${site}${decks[0]}/read/index.html`)
  await until('a worker that answers', () => browser.ask('!!navigator.serviceWorker.controller'))
  await sleep(3_000)
  checked++
  if (await browser.ask(`!!document.querySelector('.update')`))
    problems.push(`${decks[0]}/read/: a first visit announces a newer edition, and there is none`)

  for (const deck of decks) {
    await browser.open(`${site}${deck}/read/index.html`)
    const filled = (await browser.ask(FILLED)) as [string, number][]
    if (!filled.length) problems.push(`${deck}/read/: has no figure`)
    checked += filled.length
    for (const [id, share] of filled)
      if (Math.abs(share - 1) > 0.01)
        problems.push(`${deck}/read/#${id}: the figure fills ${Math.round(share * 100)} % of its column`)
  }

  const { deck, slide } = figure
  await browser.open(`${site}${deck}/index.html#/${slide}`)
  // The load event comes before the first slide.
  await until(`slide ${slide} of ${deck}`, () => browser.ask(visible(`.slidev-page-${slide} .ri-figure`)))
  await browser.press('ArrowRight')
  await until('the next frame', () => browser.ask(visible(`.slidev-page-${slide} .ri-figure[data-step="1"]`)))
  checked++
  const said = browser.said()
  if (said) checked++
  for (const line of said ?? []) problems.push(`the console says: ${line.slice(0, 160)}`)
  return { checked, problems }
}
