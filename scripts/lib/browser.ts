// The one place that finds, or installs, the Chromium that prints and tests.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import type { Browser, BrowserContext, BrowserType } from 'playwright-chromium'

/** No browser could be had; `message` says what to install. */
export class NoBrowser extends Error {
  constructor(tried: string) {
    super(
      `No Chromium was found${tried}. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium), or name yours in CHROMIUM_PATH. Without a browser, npm run build -- --only site still makes the decks and the landing page.`,
    )
    this.name = 'NoBrowser'
  }
}

const require = createRequire(import.meta.url)

/** Playwright takes a while to load: only when it is needed. */
const playwright = (): BrowserType => (require('playwright-chromium') as { chromium: BrowserType }).chromium

/** Where Playwright keeps browsers that it installed itself. */
function playwrightsFolder(): string {
  const named = process.env.PLAYWRIGHT_BROWSERS_PATH
  if (named) return named === '0' ? dirname(require.resolve('playwright-core/package.json')) : named
  const caches = {
    darwin: join(homedir(), 'Library', 'Caches'),
    win32: process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  } as Partial<Record<NodeJS.Platform, string>>
  return join(caches[process.platform] ?? process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright')
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Looks for a browser without starting or installing anything: CHROMIUM_PATH, Playwright's own, then the PATH. */
export function findBrowser(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!isProgram(named)) throw new NoBrowser(` at CHROMIUM_PATH=${named}`)
    return named
  }
  const bundled = existsSync(playwrightsFolder()) ? playwright().executablePath() : ''
  if (bundled && isProgram(bundled)) return bundled
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const file = join(dir, name)
      if (isProgram(file)) return file
    }
  }
  return null
}

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: ['ignore', process.stderr.fd, process.stderr.fd] }).status === 0
}

function install(): void {
  process.stderr.write('No Chromium was found: installing one.\n')
  const installer = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js')
  if (run(process.execPath, [installer, 'install', 'chromium'])) return
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const apt = (...args: string[]) => run('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args])
    if (apt('install', '-y', '--no-install-recommends', 'chromium')) return
    if (apt('update')) apt('install', '-y', '--no-install-recommends', 'chromium')
  }
}

/** Path of a browser; installs one when there is none, and throws `NoBrowser` when that fails too. */
export function requireBrowser(): string {
  const found = findBrowser()
  if (found) return found
  install()
  const installed = findBrowser()
  if (!installed) throw new NoBrowser(' and installing one failed')
  return installed
}

/** Starts Chromium, headless. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright().launch({
    executablePath: requireBrowser(),
    // Chromium refuses its sandbox to the super-user, and to nobody else.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--font-render-hinting=none', '--force-color-profile=srgb', '--disable-dev-shm-usage'],
  })
}

/** Keeps the service worker out of a walk through the site: it would fetch the whole course for each visitor, and has a gate of its own, `offline`. */
export const withoutWorker = (context: BrowserContext): Promise<unknown> =>
  context.route('**/site/offline.js', route => route.fulfill({ contentType: 'text/javascript', body: '' }))

/** Changes when the browser does, without starting it: part of the key of everything that it prints. */
export function browserFingerprint(): string {
  const found = findBrowser()
  if (!found) return 'none'
  const real = realpathSync(found)
  // Debian's `chromium` is a script beside the program proper.
  const program = join('/usr/lib', basename(real), basename(real))
  return [real, program]
    .filter(f => existsSync(f))
    .map(f => {
      const { size, mtimeMs } = statSync(f)
      return `${f}:${size}:${mtimeMs}`
    })
    .join(';')
}
