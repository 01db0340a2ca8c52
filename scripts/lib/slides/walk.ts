// Going through a deck in a browser, slide by slide and click by click, for those that look at all of it.
import type { Page } from 'playwright-chromium'

type Nav = {
  __slidev__?: { nav: { clicksTotal: number; currentSlideNo: number; go(no: number, clicks?: number): Promise<void> } }
}

/** Waits until a slide stands: its layout is there, Slidev says that it is the current one, and two frames have been drawn. @throws when that does not happen in time */
export async function slideStands(page: Page, no: number, timeout = 30_000): Promise<void> {
  await page.waitForFunction(
    no => {
      const p = [...document.querySelectorAll<HTMLElement>(`.slidev-page-${no}`)].find(
        e => e.getBoundingClientRect().width > 0,
      )
      return (
        Boolean(p?.querySelector('.slidev-layout')) &&
        (window as unknown as Nav).__slidev__?.nav.currentSlideNo === no &&
        !document.querySelector('.slidev-slide-loading')
      )
    },
    no,
    { timeout },
  )
  await page.evaluate(
    () => new Promise<void>(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )
}

/** Shows a slide after so many clicks, in a page that already shows the deck. */
export async function showSlide(page: Page, no: number, clicks = 0, timeout?: number): Promise<void> {
  await page.evaluate(([no, clicks]) => (window as unknown as Nav).__slidev__!.nav.go(no!, clicks), [no, clicks])
  await slideStands(page, no, timeout)
}

/** How many clicks the current slide has. */
export const clicksOf = async (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as Nav).__slidev__!.nav.clicksTotal)
