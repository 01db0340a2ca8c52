// Every figure family, every example, every frame, as the gallery of the built site draws it: light, dark, as printed, and for a reader who asks for less motion.
import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-chromium'
import { type CourseContent, readCourse } from '../content/course.ts'
import { launchBrowser, withoutWorker } from '../browser.ts'
import type { Deck } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { serve } from '../serve.ts'
import { figureProblems, figureUses } from './figureUses.ts'
import { measureFrames, stepThrough } from './figures.ts'
import type { Gate, Verdict } from './gate.ts'
import { askWhatIf } from './whatIf.ts'

const VARIANTS = ['light', 'dark', 'print', 'still'] as const
type Variant = (typeof VARIANTS)[number]

/** Shows one family in one way, without loading the page again, and waits until it stands. */
async function show(page: Page, family: string, as: Variant): Promise<void> {
  await page.evaluate(hash => {
    location.hash = hash
  }, `#/gallery?as=${as}&family=${family}`)
  await page.waitForFunction(
    ([as, family]) =>
      document.querySelector(`.ri-gallery[data-as="${as}"]`) &&
      [...document.querySelectorAll('.family')].map(f => f.getAttribute('data-family')).join() === family,
    [as, family],
    { timeout: 30_000 },
  )
  await page.evaluate(
    () => new Promise<void>(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )
}

/** The headings, every live figure, and two frames of the first: the other frames are drawn by the same code in the same colours, and axe asks about each word for itself. */
async function axe(page: Page): Promise<string[]> {
  // A class of the gallery's own lasts until the next drawing.
  await page.evaluate(() => document.querySelector('.ri-gallery')!.classList.add('sample'))
  // Two copies of Playwright's types lie in the tree; the objects are the same.
  const { violations } = await new AxeBuilder({ page: page as never })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .include('.family')
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations.flatMap(v =>
    v.nodes.slice(0, 3).map(n => `${v.id}: ${v.help} (${String(n.target[0]).slice(0, 120)})`),
  )
}

interface Walk {
  seen: number
  problems: Problem[]
}

/** One family in one way: what stands, what the keys do, what axe says. */
async function walkFamily(page: Page, family: string, as: Variant): Promise<Walk> {
  const problems: Problem[] = [],
    file = `components/${family}/model.ts`
  const say = (where: string, message: string) =>
    problems.push({ file, line: 1, message: `${where}, ${as}: ${message}` })
  let seen = 0
  await show(page, family, as)
  const examples = await page.evaluate(() =>
    [...document.querySelectorAll('.example')].map(e => ({
      id: e.getAttribute('data-figure')!,
      frames: e.querySelectorAll('[data-frame]').length,
      problem: e.querySelector('.ri-figure-error')?.textContent ?? '',
    })),
  )
  if (!examples.length) say(family, 'shows no example')
  for (const { id, frames, problem } of examples) {
    const root = `[data-figure="${id}"]`
    if (problem) {
      say(id, problem)
      continue
    }
    seen += frames
    for (const f of await page.evaluate(measureFrames, root)) say(`${id}, frame ${f.frame}`, f.message)
    if (as === 'print') continue
    for (const f of (await page.evaluate(stepThrough, root)).flaws) say(`${id}, frame ${f.frame}`, f.message)
  }
  if (as === 'still') {
    const moving = await page.evaluate(
      () => document.getAnimations().filter(a => (a.effect?.getComputedTiming().duration as number) > 1).length,
    )
    if (moving) say(family, `${moving} marks move although less motion is asked for`)
  }
  // The print and the still picture have the colours of the light one.
  if (as === 'light' || as === 'dark') for (const message of await axe(page)) say(family, message)
  return { seen, problems }
}

/** A page on the gallery, which says whatever the console says. @returns the families that it knows */
async function openGallery(
  context: BrowserContext,
  address: string,
  say: (message: string) => void,
): Promise<{ page: Page; families: string[] }> {
  const page = await context.newPage()
  page.on('console', m => {
    if (m.type() === 'error' || m.type() === 'warning') say(`the console says: ${m.text().slice(0, 200)}`)
  })
  page.on('pageerror', e => say(`a script fails: ${e.message.slice(0, 200)}`))
  page.on('response', r => {
    if (r.status() >= 400) say(`${r.status()} for ${r.url()}`)
  })
  // An empty family keeps the first drawing small.
  await page.goto(`${address}#/gallery?family=none`)
  const families = await page
    .waitForSelector('.ri-gallery', { timeout: 60_000 })
    .then(g => g.getAttribute('data-families'))
  await page.addStyleTag({
    content: '.sample .frames > :nth-child(n + 3), .sample .example ~ .example .frames { display: none }',
  })
  await page.evaluate(() => document.fonts.ready)
  return { page, families: (families ?? '').split(' ').filter(Boolean) }
}

/** Every frame of every figure of the decks' recordings, and the gallery of the built site. */
export async function walkFigures(decks: readonly Deck[], dist: string): Promise<Verdict> {
  const drawn = figureProblems(await figureUses(decks)),
    problems: Problem[] = [...drawn.problems]
  const server = await serve(dist),
    browser = await launchBrowser()
  let seen = drawn.frames
  try {
    const address = `${server.url}${decks[0]!.id}/index.html`
    const walk = async (variants: readonly Variant[]) => {
      const context = await browser.newContext({
        viewport: { width: 1000, height: 700 },
        reducedMotion: variants.includes('still') ? 'reduce' : 'no-preference',
        serviceWorkers: 'block',
      })
      await withoutWorker(context)
      let at = 'pages/gallery.vue'
      const { page, families } = await openGallery(context, address, message =>
        problems.push({ file: at, line: 1, message }),
      )
      if (!families.length)
        problems.push({ file: at, line: 1, message: 'the gallery of the built site names no family' })
      for (const family of families) {
        at = `components/${family}/model.ts`
        for (const as of variants) {
          const r = await walkFamily(page, family, as)
          seen += r.seen
          problems.push(...r.problems)
        }
      }
      await context.close()
    }
    // Two pages for two cores; the second asks for less motion.
    await Promise.all([walk(['light', 'print']), walk(['dark', 'still'])])
  } finally {
    await browser.close()
    await server.close()
  }
  return { checked: seen, what: 'frames as drawn and as printed', problems }
}

/** Every set of variants on its slide and in its article. */
async function walkSets(content: CourseContent, dist: string): Promise<Walk> {
  const server = await serve(dist),
    browser = await launchBrowser()
  try {
    return await askWhatIf(browser, server.url, content.decks)
  } finally {
    await browser.close()
    await server.close()
  }
}

export const figuresGate: Gate = {
  name: 'figures',
  about:
    'every set of variants switched, and every frame of every figure, on slides by its model, in the gallery in Chromium, light, dark, printed, without motion: nothing overlaps or is cut, a key redraws what changed and no more, axe and the console are silent',
  needs: 'dist',
  async run({ root, decks, dist }) {
    const figures = await walkFigures(decks, dist)
    const ids = decks.map(deck => deck.id)
    const sets = await walkSets(await readCourse(root, ids), dist)
    return {
      ...figures,
      checked: figures.checked + sets.seen,
      problems: [...figures.problems, ...sets.problems],
    }
  },
}
