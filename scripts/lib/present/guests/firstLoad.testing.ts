// What a guest's phone loads before the slide of the talk stands, as the browser counts it.
import type { Browser } from 'playwright-chromium'

export interface Load {
  requests: number
  /** As they went over the wire, heads included. */
  bytes: number
  /** The largest first. */
  parts: { path: string; bytes: number }[]
}

/** Nothing more is asked for until Slidev loads the other slides, three seconds later. */
const QUIET = 700

/** Opens the guests' address on a phone that was never here. @param slide where the talk is */
export async function firstLoad(browser: Browser, url: string, slide: number): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  try {
    const page = await context.newPage()
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    const seen = new Map<string, { path: string; bytes: number }>()
    network.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (!request.url.startsWith('data:')) seen.set(requestId, { path: request.url.replace(url, '/'), bytes: 0 })
    })
    network.on('Network.requestServedFromCache', ({ requestId }) => seen.delete(requestId))
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const one = seen.get(requestId)
      if (one) one.bytes = encodedDataLength
    })
    await page.goto(url)
    await page.locator(`#slideshow .slidev-page-${slide} .slidev-layout`).waitFor({ timeout: 60_000 })
    await page.evaluate(() => document.fonts.ready.then(() => true))
    await page.waitForTimeout(QUIET)
    const parts = [...seen.values()].toSorted((a, b) => b.bytes - a.bytes)
    return { requests: parts.length, bytes: parts.reduce((sum, one) => sum + one.bytes, 0), parts }
  } finally {
    await context.close()
  }
}
