// When a page that shows many slides at once is finished: every slide there, every font and picture loaded.
import type { Page } from 'playwright-chromium'

/** How long a page may take until all its slides stand, in milliseconds. */
const PATIENCE = 60_000

/** Waits until `slides` different slides are mounted and nothing is loading. @throws when that does not happen */
export async function settle(page: Page, slides: number): Promise<void> {
  await page.waitForFunction(
    expected => {
      const pages = [...document.querySelectorAll<HTMLElement>('[data-slidev-no]')]
      return (
        new Set(pages.map(p => p.dataset.slidevNo)).size === expected &&
        pages.every(p => p.firstElementChild) &&
        !document.querySelector('.slidev-slide-loading')
      )
    },
    slides,
    { timeout: PATIENCE },
  )
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].map(image => image.decode().catch(() => {})))
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  })
}
