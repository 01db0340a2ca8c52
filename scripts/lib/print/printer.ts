// Runs page jobs in one browser with several pages: each address is opened once for all its jobs, and a browser that dies is replaced.
import type { Browser, Page } from 'playwright-chromium'
import type { PageJob, Site } from '../site/jobs.ts'
import { launchBrowser } from '../browser.ts'
import type { Problem } from '../problem.ts'
import { serve } from '../serve.ts'
import { figureErrors, listen, type Complaint } from './complaints.ts'
import { settle } from './settle.ts'

/** How often a page is tried when the browser crashes under it. */
const TRIES = 3

/** The jobs that share one loaded page. */
export interface PageGroup {
  deck: PageJob['deck']
  address: string
  jobs: PageJob[]
}

export interface PrintOptions {
  /** Folder of the site to print from. */
  dir: string
  /** Pages open at once. */
  pages: number
  signal?: AbortSignal
  onStart?(group: PageGroup): void
  onDone?(group: PageGroup, seconds: number, problems: readonly Problem[]): void
  /** What a page's time went into: `load`, or the name of a job. */
  onPhase?(name: string, seconds: number): void
  /** For tests of what happens when the browser dies. */
  launch?: () => Promise<Browser>
}

/** Jobs by deck and address, in the order of their first. */
export function groupJobs(jobs: readonly PageJob[]): PageGroup[] {
  const groups = new Map<string, PageGroup>()
  for (const job of jobs) {
    const key = `${job.deck.id}/${job.address}`
    const group = groups.get(key) ?? { deck: job.deck, address: job.address, jobs: [] }
    group.jobs.push(job)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** A browser on demand: launched at first use, and anew after a crash. */
class BrowserSlot {
  #launch: () => Promise<Browser>
  #browser: Promise<Browser> | null = null
  constructor(launch: () => Promise<Browser>) {
    this.#launch = launch
  }

  async get(): Promise<Browser> {
    const known = this.#browser
    const current = known && (await known.catch(() => null))
    if (current?.isConnected()) return current
    // Another page may have replaced the dead browser while this one waited.
    if (this.#browser === known) this.#browser = this.#launch()
    return this.#browser as Promise<Browser>
  }

  async close(): Promise<void> {
    const browser = await this.#browser?.catch(() => null)
    await browser?.close().catch(() => {})
  }
}

const CRASH =
  /crash|has been closed|target closed|browser has disconnected|browser closed|page closed|connection closed|ECONNRESET/i

/** Whether an error says that the browser or the page died, as opposed to the page being wrong. */
export const isCrash = (error: unknown): boolean => CRASH.test(String((error as Error)?.message ?? error))

function problemsOf(group: PageGroup, complaints: readonly Complaint[]): Problem[] {
  const seen = new Set<string>()
  return complaints
    .filter(c => !seen.has(c.message) && seen.add(c.message))
    .map(({ message, slide }) => {
      const at = group.deck.slides[(slide ?? 0) - 1]
      return {
        file: group.deck.file,
        line: at?.start ?? 1,
        message: `${group.jobs.map(j => j.name).join(', ')}${slide ? `, slide ${slide}` : ''}: ${message}`,
      }
    })
}

async function runGroup(
  page: Page,
  group: PageGroup,
  url: string,
  site: Site,
  onPhase: PrintOptions['onPhase'],
): Promise<Problem[]> {
  const complaints = listen(page)
  const crashed = new Promise<never>((_, reject) => page.once('crash', () => reject(new Error('Page crashed'))))
  crashed.catch(() => {})
  const timed = async (name: string, run: () => Promise<void>) => {
    const begun = performance.now()
    await run()
    onPhase?.(name, (performance.now() - begun) / 1000)
  }
  const work = async () => {
    await timed('load', async () => {
      await page.goto(`${url}${group.deck.id}/${group.address}`)
      await settle(page, group.deck.slides.length)
      complaints.push(...(await figureErrors(page)))
    })
    if (complaints.length) return
    for (const job of group.jobs) await timed(job.name, () => job.run(page, site))
  }
  try {
    await Promise.race([work(), crashed])
  } catch (e) {
    if (isCrash(e)) throw e
    complaints.push({ message: (e as Error).message.split('\n')[0] ?? String(e) })
  }
  return problemsOf(group, complaints)
}

/**
 * Runs all groups and returns what is wrong with the pages; a group with a problem writes nothing it can be trusted for.
 * @throws whatever is no deck's fault: no browser, a full disk
 */
export async function runPageGroups(
  groups: readonly PageGroup[],
  site: Site,
  options: PrintOptions,
): Promise<Problem[]> {
  if (groups.length === 0) return []
  const slot = new BrowserSlot(options.launch ?? launchBrowser)
  const server = await serve(options.dir)
  const queue = [...groups]
  const problems: Problem[] = []
  const stop = () => {
    queue.length = 0
    void slot.close()
  }
  options.signal?.addEventListener('abort', stop)

  async function once(group: PageGroup): Promise<Problem[]> {
    const browser = await slot.get()
    const context = await browser.newContext({
      viewport: { width: 1280, height: 720 },
      reducedMotion: 'reduce',
      colorScheme: 'light',
    })
    try {
      // Printing needs none of the site's own scripts, and they are made later.
      await context.route(/\/site\/(?!start\.js$)[^/]*\.js$/, route =>
        route.fulfill({ contentType: 'text/javascript', body: '' }),
      )
      const page = await context.newPage()
      await page.emulateMedia({ media: 'screen', reducedMotion: 'reduce', colorScheme: 'light' })
      return await runGroup(page, group, server.url, site, options.onPhase)
    } finally {
      await context.close().catch(() => {})
    }
  }

  /** Groups under which a browser died: perhaps by the fault of their neighbour, so each is tried again alone. */
  const crashed: PageGroup[] = []

  async function attempt(group: PageGroup, begun: number): Promise<boolean> {
    try {
      const own = await once(group)
      problems.push(...own)
      options.onDone?.(group, (performance.now() - begun) / 1000, own)
      return true
    } catch (e) {
      if (options.signal?.aborted || !isCrash(e)) throw e
      return false
    }
  }

  async function worker(): Promise<void> {
    for (let group = queue.shift(); group; group = queue.shift()) {
      options.onStart?.(group)
      if (!(await attempt(group, performance.now()))) crashed.push(group)
    }
  }

  async function tryAlone(group: PageGroup): Promise<void> {
    const begun = performance.now()
    for (let tries = 1; tries < TRIES; tries++) if (await attempt(group, begun)) return
    const own = problemsOf(group, [
      {
        message: `the browser crashed ${TRIES} times while it printed this deck: give it more memory (--jobs 1) or try another browser (CHROMIUM_PATH)`,
      },
    ])
    problems.push(...own)
    options.onDone?.(group, (performance.now() - begun) / 1000, own)
  }

  try {
    await Promise.all(Array.from({ length: Math.min(options.pages, groups.length) }, worker))
    for (const group of crashed) await tryAlone(group)
    options.signal?.throwIfAborted()
    return problems
  } finally {
    options.signal?.removeEventListener('abort', stop)
    queue.length = 0
    await slot.close()
    await server.close()
  }
}
