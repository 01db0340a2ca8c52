// Fit and Clean in one walk: every slide of every deck at every click, light and dark, in Chromium over the built site, with every other host out of reach.
import type { BrowserContext } from 'playwright-chromium'
import { readCourse } from '../content/course.ts'
import { launchBrowser, withoutWorker } from '../browser.ts'
import type { Deck } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { serve } from '../serve.ts'
import { clicksOf, showSlide, slideStands } from '../slides/walk.ts'
import { measureFit } from './fit.ts'
import { isExempt, unusedExemptions } from './exemptions.ts'
import type { Gate, Verdict } from './gate.ts'
import { proseOf, shownWords, wordProblems } from './sameWords.ts'

/** What the blocks of a slide say of it. */
export interface Known {
  clicks: number
  prose: readonly string[] | null
}

async function walk(
  context: BrowserContext,
  url: string,
  deck: Deck,
  scheme: string,
  used: Set<string>,
  known: readonly Known[],
): Promise<{ seen: number; problems: Problem[] }> {
  const page = await context.newPage(),
    problems: Problem[] = []
  let at = deck.slides[0]!,
    click = 0,
    seen = 0
  const say = (message: string) =>
    problems.push({ file: deck.file, line: at.start, message: `slide ${at.no}, click ${click}, ${scheme}: ${message}` })
  page.on('console', m => {
    if (m.type() === 'error' || m.type() === 'warning') say(`the console says: ${m.text().slice(0, 200)}`)
  })
  page.on('pageerror', e => say(`a script fails: ${e.message.slice(0, 200)}`))
  page.on('requestfailed', r => say(`a request failed: ${r.url()}`))
  page.on('response', r => {
    if (r.status() >= 400) say(`${r.status()} for ${r.url()}`)
  })
  await page.goto(`${url}${deck.id}/index.html#/1`)
  await slideStands(page, 1)
  await page.evaluate(() => document.fonts.ready)
  for (const slide of deck.slides) {
    at = slide
    click = 0
    await showSlide(page, slide.no)
    const total = await clicksOf(page)
    // Desk, article and print take the number from the blocks: it must be what the browser does.
    const { clicks, prose } = known[slide.no - 1] ?? { clicks: 0, prose: null }
    if (total !== clicks)
      say(`the browser steps ${total} times and the blocks say ${clicks}: mend scripts/lib/content/clicks.ts`)
    if (prose)
      for (const problem of wordProblems(prose, await page.evaluate(shownWords, `.slidev-page-${slide.no}`)))
        say(problem)
    for (click = 0; click <= total; click++) {
      if (click) await showSlide(page, slide.no, click)
      seen++
      for (const m of await page.evaluate(measureFit, `.slidev-page-${slide.no}`)) {
        if (isExempt(deck.id, slide.no, m, used)) continue
        say(`${m.kind} by ${m.by}: ${m.element}`)
      }
    }
  }
  const missing = await page.evaluate(() =>
    [...document.fonts].filter(f => f.status === 'error').map(f => `${f.family} ${f.weight}`),
  )
  if (missing.length) say(`fonts are missing: ${missing.join(', ')}`)
  await page.close()
  return { seen, problems }
}

/**
 * Walks decks of a built site.
 * @param known what the blocks say of each slide of a deck, by the deck's id
 */
export async function walkDecks(
  dist: string,
  decks: readonly Deck[],
  known: ReadonlyMap<string, readonly Known[]>,
): Promise<Verdict> {
  const server = await serve(dist),
    browser = await launchBrowser(),
    problems: Problem[] = [],
    used = new Set<string>()
  let seen = 0
  try {
    const queue = decks.flatMap(deck => (['light', 'dark'] as const).map(scheme => ({ deck, scheme })))
    const worker = async () => {
      for (let job = queue.shift(); job; job = queue.shift()) {
        const context = await browser.newContext({
          viewport: { width: 980, height: 552 },
          colorScheme: job.scheme,
          reducedMotion: 'reduce',
          serviceWorkers: 'block',
        })
        const { deck } = job
        await withoutWorker(context)
        await context.route(
          route => !route.href.startsWith(server.url),
          route => {
            problems.push({ file: deck.file, line: 1, message: `asks another host: ${route.request().url()}` })
            return route.abort()
          },
        )
        const r = await walk(context, server.url, job.deck, job.scheme, used, known.get(deck.id) ?? [])
        seen += r.seen
        problems.push(...r.problems)
        await context.close()
      }
    }
    await Promise.all([worker(), worker()])
  } finally {
    await browser.close()
    await server.close()
  }
  return {
    checked: seen,
    what: 'slides at their clicks, in both schemes',
    problems: [...problems, ...unusedExemptions(used)],
  }
}

export const fitGate: Gate = {
  name: 'fit',
  about:
    'every slide at every click, light and dark: nothing clipped, small, over the edge; no console message, no failed request, no other host',
  needs: 'dist',
  async run({ root, decks, dist }) {
    const content = await readCourse(
      root,
      decks.map(d => d.id),
    )
    const known = content.decks.map((deck): [string, Known[]] => [
      deck.id,
      deck.slides.map(slide => ({ clicks: slide.clicks, prose: proseOf(slide) })),
    ])
    return walkDecks(dist, decks, new Map(known))
  },
}
