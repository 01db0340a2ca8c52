// A talk as `npm run present` opens it, for tests: the process, its addresses, its windows, and where each of them is.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { BrowserContext, Page } from 'playwright-chromium'
import { ROOT } from '../deck.ts'
import { choosePort } from './port.ts'

export interface Started {
  /** Path up to the key, without a slash at the end. */
  base: string
  deck: string
  process: ChildProcess
  said: () => string
  /** Ends the process that serves, and not the one that starts it again. */
  killServer: () => void
}

/** Starts the command and waits until it shows its addresses. */
export async function startTalk(deck: string, ...options: string[]): Promise<Started> {
  const port = await choosePort(undefined, '127.0.0.1', 3800)
  const args = [deck, '--port', String(port), '--live-without-sandbox', '--address', '127.0.0.1', ...options]
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'present.ts'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const out of [child.stdout, child.stderr])
    out.on('data', (data: Buffer) => (said += stripVTControlCharacters(data.toString())))
  // Where nothing is built yet, the command builds first.
  await until(() => Promise.resolve(said.includes('Projector:') || child.exitCode !== null), 240_000)
  const base = /Desk: +(\S+)\/desk/.exec(said)?.[1]
  if (!base) throw new Error(`the talk did not start:\n${said}`)
  return {
    base,
    deck,
    process: child,
    said: () => said,
    killServer() {
      const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
      const serving = all
        .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
        .find(found => found && Number(found[2]) === child.pid && found[3]!.includes('serve.ts'))
      if (!serving) throw new Error('no process serves')
      process.kill(Number(serving[1]), 'SIGKILL')
    },
  }
}

export async function until(holds: () => Promise<boolean>, ms: number, what = 'this'): Promise<void> {
  for (const end = Date.now() + ms; !(await holds().catch(() => false));) {
    if (Date.now() > end) throw new Error(`${what} did not come in ${ms} ms`)
    await new Promise(resolve => setTimeout(resolve, 30))
  }
}

/** Opens a page and collects what goes wrong on it. */
export async function openPage(
  context: BrowserContext,
  address: string,
  size: readonly [number, number],
  wrong: string[],
): Promise<Page> {
  const page = await context.newPage()
  await page.setViewportSize({ width: size[0], height: size[1] })
  page.on('console', message => {
    if (message.type() === 'error') wrong.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', error => wrong.push(String(error)))
  await page.goto(address)
  return page
}

/** Slide and clicks as `4.2`, by what each kind of window shows. */
export const placeOf = {
  projector: (page: Page): Promise<string> =>
    page.evaluate(() => {
      const [, slide, clicks = '0'] = /#\/(\d+)(?:\?clicks=(\d+))?/.exec(location.hash) ?? []
      const shown = document.querySelectorAll('#slideshow .slidev-page:not([style*="display: none"]) .slidev-layout')
      return shown.length ? `${slide}.${clicks}` : 'nothing'
    }),
  desk: (page: Page): Promise<string> =>
    page.evaluate(() => {
      const slide = Number.parseInt(document.querySelector('.current .cap b')!.textContent, 10)
      return `${slide}.${document.querySelectorAll('.current .clicks .past').length}`
    }),
  phone: (page: Page): Promise<string> =>
    page.evaluate(() => {
      const slide = Number.parseInt(document.querySelector('.where b')!.textContent, 10)
      return `${slide}.${document.querySelectorAll('.where .clicks .past').length}`
    }),
}

/** Pairs a phone by the code that the desk shows. */
export async function pairPhone(desk: Page, context: BrowserContext, wrong: string[]): Promise<Page> {
  await desk.keyboard.press('p')
  const address = (await desk.locator('.pairing .fine').textContent())!
  const phone = await openPage(context, address, [390, 844], wrong)
  await phone.locator('.where').waitFor()
  return phone
}
