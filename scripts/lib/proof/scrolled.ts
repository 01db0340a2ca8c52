// What a reader on a slow machine meets while scrolling through a page: how much it shifts by itself, and for how long it does not answer.
import type { Browser } from 'playwright-chromium'

export interface Scrolled {
  /** Sum of all layout shifts that no input asked for. */
  shift: number
  /** What shifted most, as elements with their classes; empty where nothing did. */
  shifted: string
  /**
   * The longest task of the page's thread while it was scrolled, in ms of its own processor time: what else this machine had to do
   * meanwhile does not count.
   */
  task: number
}

/** What no reader should feel. */
export const SCROLL_LIMIT = { shift: 0.02, task: 100 } as const
/** How many times slower than this one the machine is that is imitated. */
const SLOWER = 4
/** A turn of a wheel in px, and the pause after it in ms: as fast as someone who looks for a place. */
const TURN = { by: 700, pause: 90 }

interface Shifted {
  value: number
  what: string
}

/** Notes every shift, from the first moment on. Runs in the page. */
function watch(): void {
  const shifts: Shifted[] = []
  ;(window as unknown as { shifts: Shifted[] }).shifts = shifts
  const named = (node: Node | null): string => {
    const e = node instanceof Element ? node : node?.parentElement
    return e ? [e.tagName.toLowerCase(), ...e.classList].join('.') : ''
  }
  interface Shift extends PerformanceEntry {
    value: number
    hadRecentInput: boolean
    sources: { node: Node | null }[]
  }
  new PerformanceObserver(list => {
    for (const { hadRecentInput, value, sources } of list.getEntries() as Shift[])
      if (!hadRecentInput) shifts.push({ value, what: sources.map(s => named(s.node)).join(' ') })
  }).observe({ type: 'layout-shift', buffered: true })
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Processor time in microseconds. */
  tdur?: number
  args: { name?: string }
}

/** The longest task of a page's thread in a trace, in ms. */
function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const thread = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`
  const main = new Set(
    traceEvents.filter(e => e.name === 'thread_name' && e.args.name === 'CrRendererMain').map(thread),
  )
  const tasks = traceEvents.filter(e => e.ph === 'X' && e.name.endsWith('RunTask') && main.has(thread(e)))
  if (!tasks.some(task => task.tdur))
    throw new Error('the trace of this browser holds no tasks with their processor time')
  return tasks.reduce((most, task) => Math.max(most, task.tdur ?? 0), 0) / 1_000
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
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.mouse.move(viewport.width / 2, viewport.height / 2)
    await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
    for (let y = 0; y < height; y += TURN.by) {
      await page.mouse.wheel(0, TURN.by)
      await page.waitForTimeout(TURN.pause)
    }
    await page.waitForTimeout(300)
    const task = longestTask(await browser.stopTracing())
    const shifts = await page.evaluate(() => (window as unknown as { shifts: Shifted[] }).shifts)
    const largest = shifts.toSorted((a, b) => b.value - a.value)[0]
    return { shift: shifts.reduce((sum, { value }) => sum + value, 0), shifted: largest?.what ?? '', task }
  } finally {
    await context.close()
  }
}
