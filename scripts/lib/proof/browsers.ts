// Firefox and WebKit, each by a driver of its own, for the walks of `browserWalks.ts`. Started by `npm run browsers` and by the weekly workflow, never by `npm test`.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import puppeteer, { type Page } from 'puppeteer-core'

export type Key = 'ArrowRight' | 'Tab'

/** What a browser is asked: to open addresses, press keys, and evaluate expressions of JavaScript. */
export interface Driver {
  /** Name and version, as the browser gives them. */
  version: string
  /** The narrowest page that its window can show, in CSS pixels. */
  narrowest: number
  /** By how many pixels its box of a letter in a drawing may be higher than the drawing has room for: the box is the line's, not the letter's. */
  lineBoxes: number
  open(url: string): Promise<void>
  press(key: Key): Promise<void>
  /** The value of an expression in the page; of a promise, what it comes to. */
  ask(expression: string): Promise<unknown>
  /** Makes the page so large, in CSS pixels. */
  size(width: number, height: number): Promise<void>
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
  const said: string[] = []
  // A new page: the one that Firefox opens by itself has no focus, so keys would press nothing in it.
  const pageOf = async (viewport: { width: number; height: number }): Promise<Page> => {
    const fresh = await browser.newPage()
    await fresh.setViewport(viewport)
    fresh.on('console', m => {
      if (m.type() === 'error' || m.type() === 'warn') said.push(m.text())
    })
    fresh.on('pageerror', e => said.push(String(e)))
    return fresh
  }
  let page = await pageOf({ width: 1440, height: 900 })
  return {
    version: (await browser.version()).replace('/', ' '),
    narrowest: 320,
    lineBoxes: 4.5,
    open: async url => {
      // Behind the last stop of a page, Tab goes on to the browser's own buttons, and from there no script brings it back.
      if (!(await page.evaluate('document.hasFocus()'))) {
        const left = page
        page = await pageOf(left.viewport()!)
        await left.close()
      }
      await page.goto(url)
    },
    press: key => page.keyboard.press(key),
    ask: expression => page.evaluate(expression),
    size: (width, height) => page.setViewport({ width, height }),
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

/** Keys as WebDriver names them. */
const KEYS: Record<Key, string> = { ArrowRight: '\uE014', Tab: '\uE004' }

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
    const ask = (expression: string): Promise<unknown> =>
      request('POST', `${at}/execute/sync`, { script: `return (${expression})`, args: [] })
    // A rectangle of the window counts the bars round the page.
    const size = async (width: number, height: number): Promise<void> => {
      let bars = [0, 80]
      for (let tries = 0; tries < 5; tries++) {
        await request('POST', `${at}/window/rect`, { width: width + bars[0]!, height: height + bars[1]! })
        await sleep(300)
        const [w, h] = (await ask('[innerWidth, innerHeight]')) as [number, number]
        if (w === width && h === height) return
        bars = [bars[0]! + width - w, bars[1]! + height - h]
      }
      throw new Error(`WebKit shows no page of ${width} by ${height} pixels`)
    }
    await size(1440, 900)
    return {
      version: `WebKitGTK ${capabilities.browserVersion}`,
      narrowest: 460,
      lineBoxes: 0,
      open: async url => void (await request('POST', `${at}/url`, { url })),
      press: async key => {
        const actions = ['keyDown', 'keyUp'].map(type => ({ type, value: KEYS[key] }))
        await request('POST', `${at}/actions`, { actions: [{ type: 'key', id: 'keys', actions }] })
      },
      ask,
      size,
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

/** @throws when it has not come within the limit, in milliseconds */
export async function until(what: string, probe: () => Promise<unknown>, limit = 60_000): Promise<void> {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(100)) if (await probe().catch(() => false)) return
  throw new Error(`waited ${limit / 1000} s for ${what}`)
}
