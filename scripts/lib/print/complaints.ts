// What a page says is wrong with it while it renders: the printer turns each into a problem of the deck.
import type { Page } from 'playwright-chromium'

export interface Complaint {
  message: string
  /** 1-based, where the page tells. */ slide?: number
}

/** Collects errors of the console, of scripts and of requests from now on. */
export function listen(page: Page): Complaint[] {
  const heard: Complaint[] = []
  page.on('pageerror', e => heard.push({ message: `a script of the page failed: ${e.message}` }))
  page.on('console', m => {
    if (m.type() === 'error') heard.push({ message: `the browser's console says: ${m.text()}` })
  })
  page.on('requestfailed', r =>
    heard.push({ message: `${r.url()} could not be loaded (${r.failure()?.errorText ?? 'no reason given'})` }),
  )
  return heard
}

/** Figures that could not draw their data: they say so in words where they stand. */
export async function figureErrors(page: Page): Promise<Complaint[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.ri-figure-error')].map(box => ({
      message: (box.textContent ?? '').trim().replace(/\s+/g, ' '),
      slide: Number(box.closest<HTMLElement>('[data-slidev-no]')?.dataset.slidevNo) || undefined,
    })),
  )
}
