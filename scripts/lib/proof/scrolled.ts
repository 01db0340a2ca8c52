// What a reader on a slow machine meets while scrolling through a page: how much it shifts by itself, and for how long it does not answer.
import type { Browser } from 'playwright-chromium'

export interface Scrolled {
  /** Sum of all layout shifts that no input asked for. */
  shift: number
  /** What shifted most, by its selector; empty where nothing did. */
  shifted: string
  /** The longest task in ms, while the page loaded and while it was scrolled. */
  loading: number
  scrolling: number
  /** Of all that took longer than `LONG` while it was scrolled, in ms, with how far the page was scrolled in px. */
  long: { ms: number; at: number }[]
  height: number
}

/** A task that is felt, in ms. */
export const LONG_TASK = 100
/** How many times slower than this one the machine is that is imitated. */
const SLOWER = 4
/** A turn of a wheel in px, and the pause after it in ms: as fast as someone who looks for a place. */
const TURN = { by: 700, pause: 90 }

interface Seen {
  shifts: { value: number; node: string }[]
  tasks: { ms: number; at: number }[]
}

/** Notes what happens, from the first moment on. Runs in the page. */
function watch(): void {
  const seen: Seen = { shifts: [], tasks: [] }
  ;(window as unknown as { seen: Seen }).seen = seen
  const named = (node: Node | null): string => {
    const e = node instanceof Element ? node : node?.parentElement
    return e ? `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''}${[...e.classList].map(c => `.${c}`).join('')}` : ''
  }
  interface Shift extends PerformanceEntry {
    value: number
    hadRecentInput: boolean
    sources: { node: Node | null }[]
  }
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as Shift[])
      if (!entry.hadRecentInput)
        seen.shifts.push({ value: entry.value, node: entry.sources.map(s => named(s.node)).join(' ') })
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) seen.tasks.push({ ms: Math.round(duration), at: scrollY })
  }).observe({ type: 'longtask', buffered: true })
}

/** Opens a page in a window of this size and turns the wheel down to its end. */
export async function scrollThrough(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Scrolled> {
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.addInitScript(watch)
    await page.goto(url, { waitUntil: 'load' })
    await page.waitForTimeout(1_500)
    const seen = (): Promise<Seen> => page.evaluate(() => (window as unknown as { seen: Seen }).seen)
    const loaded = (await seen()).tasks.length
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.mouse.move(viewport.width / 2, viewport.height / 2)
    for (let y = 0; y < height; y += TURN.by) {
      await page.mouse.wheel(0, TURN.by)
      await page.waitForTimeout(TURN.pause)
    }
    await page.waitForTimeout(500)
    const { shifts, tasks } = await seen()
    const most = (some: readonly { ms: number }[]): number => Math.max(0, ...some.map(task => task.ms))
    const largest = shifts.toSorted((a, b) => b.value - a.value)[0]
    return {
      shift: shifts.reduce((sum, { value }) => sum + value, 0),
      shifted: largest?.node ?? '',
      loading: most(tasks.slice(0, loaded)),
      scrolling: most(tasks.slice(loaded)),
      long: tasks.slice(loaded).filter(task => task.ms > LONG_TASK),
      height,
    }
  } finally {
    await context.close()
  }
}
