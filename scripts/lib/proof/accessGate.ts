// Access: axe on every kind of page and on a sample of slides of every deck; a walk by keyboard; reduced motion.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-chromium'
import { launchBrowser } from '../browser.ts'
import type { Deck } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { serve } from '../serve.ts'
import { AXE_OPTIONS, keyboardWalk, tooWide, violationProblems } from './accessWalk.ts'
import type { Gate } from './gate.ts'
import { samplePages } from './samplePages.ts'

/** Cover, section, one figure, one code, quiz, references: the first of each layout. */
export const sampleOf = (deck: Deck): number[] =>
  [...new Map(deck.slides.toReversed().map(s => [s.layout, s.no])).values()].sort((a, b) => a - b)

/** What axe finds wrong with a page, or with the part of it `within`. */
export async function axe(page: Page, file: string, where: string, within?: string): Promise<Problem[]> {
  // Two copies of Playwright's types lie in the tree; the objects are the same.
  // The pages hold no frames, and only what is wrong is asked for: gathering a long page's thousands of passed nodes took two thirds of the time.
  let builder = new AxeBuilder({ page: page as never }).setLegacyMode(true).options(AXE_OPTIONS)
  if (within) builder = builder.include(within)
  const { violations } = await builder.analyze()
  return violationProblems(violations, file, where)
}

/** Tab through a page: every stop is visible and shows its focus, and what can be clicked can be reached. */
export const keyboard = (page: Page, file: string, most: number): Promise<Problem[]> =>
  keyboardWalk({ press: key => page.keyboard.press(key), run: inside => page.evaluate(inside) }, file, most)

/** What moves on a page that is shown to a reader who asked for less. */
export async function movement(page: Page, file: string, where: string): Promise<Problem[]> {
  const moving = await page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(a => a.playState === 'running' && (a.effect?.getComputedTiming().duration as number) > 1).length,
  )
  return moving
    ? [
        {
          file,
          line: 1,
          message: `${where}: ${moving} animation${moving === 1 ? ' runs' : 's run'} although less motion is asked for`,
        },
      ]
    : []
}

/** A phone's width in CSS pixels. */
const PHONE = 360

/** What makes a page wider than a phone: a reader would have to scroll both ways. */
export async function reflow(page: Page, file: string): Promise<Problem[]> {
  const before = page.viewportSize()!
  await page.setViewportSize({ width: PHONE, height: 800 })
  const wide = await page.evaluate(tooWide)
  await page.setViewportSize(before)
  return wide ? [{ file, line: 1, message: `on a phone ${PHONE} px wide it is ${wide}` }] : []
}

export const accessGate: Gate = {
  name: 'access',
  about:
    'axe on every kind of page and a sample of slides, a walk by keyboard, no movement when less is asked for, pages no wider than a phone',
  needs: 'dist',
  async run({ decks, dist }) {
    const server = await serve(dist),
      browser = await launchBrowser(),
      problems: Problem[] = []
    let checked = 0
    try {
      for (const scheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({
          colorScheme: scheme,
          reducedMotion: 'reduce',
          serviceWorkers: 'block',
          viewport: { width: 1280, height: 800 },
        })
        const page = await context.newPage()
        await page.goto(`${server.url}index.html`)
        problems.push(...(await axe(page, 'dist/index.html', scheme)))
        if (scheme === 'light')
          problems.push(...(await reflow(page, 'dist/index.html')), ...(await keyboard(page, 'dist/index.html', 60)))
        checked++
        for (const [i, path] of samplePages(dist).entries()) {
          const file = `dist/${path}`
          if ((i % 2 === 0) === (scheme === 'light')) {
            await page.goto(server.url + path)
            // What is folded is read as well.
            await page.evaluate(() => document.querySelectorAll('details').forEach(d => (d.open = true)))
            problems.push(...(await axe(page, file, scheme)), ...(await reflow(page, file)))
            problems.push(...(await keyboard(page, file, 25)))
            checked++
          }
        }
        for (const [i, deck] of decks.entries()) {
          const read = `dist/${deck.id}/read/index.html`
          // Both schemes of a page differ in colours alone, which the contrast of every pair of tokens covers: alternate.
          if ((i % 2 === 0) === (scheme === 'light')) {
            await page.goto(`${server.url}${deck.id}/read/index.html`)
            problems.push(...(await axe(page, read, scheme)))
            problems.push(...(await reflow(page, read)))
            if (i < 2) problems.push(...(await keyboard(page, read, 40)))
            checked++
          }
          await page.goto(`${server.url}${deck.id}/index.html#/1`)
          for (const no of sampleOf(deck).filter((_, k) => (k % 2 === 0) === (scheme === 'light'))) {
            await page.waitForFunction(() => Boolean((window as { __slidev__?: { nav?: unknown } }).__slidev__?.nav))
            if (
              no >
              (await page.evaluate(
                () => (window as unknown as { __slidev__: { nav: { total: number } } }).__slidev__.nav.total,
              ))
            ) {
              problems.push({
                file: deck.file,
                line: 1,
                message: `slide ${no} is not in the built deck: run \`npm run build\``,
              })
              continue
            }
            await page.evaluate(
              n =>
                (window as unknown as { __slidev__: { nav: { go(n: number): Promise<void> } } }).__slidev__.nav.go(n),
              no,
            )
            await page.waitForSelector(`.slidev-page-${no} .slidev-layout`)
            await page.waitForTimeout(150)
            problems.push(...(await axe(page, deck.file, `slide ${no}, ${scheme}`, `.slidev-page-${no}`)))
            problems.push(...(await movement(page, deck.file, `slide ${no}, ${scheme}`)))
            checked++
          }
        }
        await context.close()
      }
    } finally {
      await browser.close()
      await server.close()
    }
    return { checked, what: 'pages and slides', problems }
  },
}
