// Sets of variants in the built site: switched on the slide by key and in the article by click, with a script and without. Each verdict, each
// marked line and each caption is held against the content model, which the slides do not read.
import type { Browser, Page } from 'playwright-chromium'
import { withoutWorker } from '../browser.ts'
import type { Block, DeckContent, WhatIf } from '../content/blocks.ts'
import type { Problem } from '../problem.ts'
import { showSlide, slideStands } from '../slides/walk.ts'
import { measureFit } from './fit.ts'

interface Placed {
  slide: number
  set: WhatIf
}
const setsIn = (blocks: readonly Block[]): WhatIf[] =>
  blocks.flatMap(block => (block.kind === 'whatif' ? [block] : block.kind === 'group' ? setsIn(block.blocks) : []))
export const setsOf = (deck: DeckContent): Placed[] =>
  deck.slides.flatMap(slide => setsIn([...slide.body, ...slide.right]).map(set => ({ slide: slide.no, set })))

/** What stands on the page of one program. Runs in the page. */
function read(root: string): { verdict: string; marked: string; caption: string } {
  const place = document.querySelector(root)!
  const text = (selector: string): string =>
    (place.querySelector(selector)?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  return {
    verdict: text('.verdict'),
    marked: [...place.querySelectorAll('.code-line.marked')]
      .map(e => e.querySelector('.ln')?.textContent ?? e.getAttribute('data-n'))
      .join(),
    caption: text('.whatif-caption, .fig-cap'),
  }
}

/** What does not stand where it may on the open sheet, in px of 980 x 552: under the foot, in the next column, or beyond the sheet. Runs in the page. */
function crowded(): string[] {
  const sheet = document.querySelector<HTMLElement>('.whatif')!
  const out: string[] = []
  const foot = sheet.querySelector('.whatif-foot')!.getBoundingClientRect().top
  const figure = sheet.querySelector('.whatif-figure')?.getBoundingClientRect().left ?? 928
  for (const part of sheet.querySelectorAll('.whatif-body > *')) {
    const by = part.getBoundingClientRect().bottom - foot
    if (by > 0) out.push(`${part.className} reaches ${Math.ceil(by)} px below the foot`)
  }
  const pen = document.createRange()
  for (const line of sheet.querySelectorAll('.code-line > :last-child, .weave .label')) {
    pen.selectNodeContents(line)
    const by = pen.getBoundingClientRect().right - figure + 6
    if (by > 0) out.push(`“${line.textContent!.trim().slice(0, 30)}” reaches ${Math.ceil(by)} px into the figure`)
  }
  const switches = sheet.querySelector('.whatif-switch')!
  if (switches.getBoundingClientRect().height > 40) out.push('the switches need two lines: shorten their labels')
  return out
}

/** What should stand there. @param frame of the program's film, from 0 */
function wanted(set: WhatIf, program: number): { verdict: string; marked: string; caption: string } {
  const { runs, changed, trace } = set.programs[program]!
  const frames = trace?.frames ?? []
  const last = frames.length - 1
  const { label } = runs[0]!.verdict
  return {
    verdict: label === 'none' ? 'error' : label,
    marked: [...changed].join(),
    caption: set.model ? set.model.describe(frames[last - 1] ?? null, frames[last]).replaceAll('`', '') : '',
  }
}

const misfits = (found: object, want: object): string[] =>
  Object.entries(want)
    .filter(([key, value]) => (found as Record<string, unknown>)[key] !== value)
    .map(([key, value]) => `${key} is “${String((found as Record<string, unknown>)[key])}” and not “${String(value)}”`)

type Say = (slide: number, message: string) => void

/** Opens each set with `v`, sees each verdict withheld and then shown, and closes it. */
async function walkSlides(page: Page, url: string, deck: string, sets: readonly Placed[], say: Say): Promise<number> {
  let seen = 0
  await page.goto(`${url}${deck}/index.html#/1`)
  await slideStands(page, 1)
  await page.evaluate(() => document.fonts.ready)
  for (const { slide, set } of sets) {
    await showSlide(page, slide, 99)
    const order = [...set.programs.keys()].slice(1).concat(0)
    for (const program of order) {
      const where = `“${set.programs[program]!.label}”`
      await page.keyboard.press('v')
      const sheet = page.locator(`.whatif[data-at="${program}"]`)
      if (
        !(await sheet.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        ))
      ) {
        say(slide, `the key v does not open ${where}`)
        break
      }
      const before = await page.evaluate(read, '.whatif')
      if (program) {
        if (before.verdict) say(slide, `${where} shows its verdict before it is asked for`)
        if (before.marked !== wanted(set, program).marked) say(slide, `${where} marks the lines ${before.marked}`)
        await page.keyboard.press('v')
        await page.locator(`.whatif[data-at="${program}"][data-judged="true"]`).waitFor({ timeout: 5000 })
      }
      for (const message of misfits(await page.evaluate(read, '.whatif'), wanted(set, program)))
        say(slide, `${where}: ${message}`)
      for (const flaw of await page.evaluate(crowded)) say(slide, `${where}: ${flaw}`)
      for (const flaw of await page.evaluate(measureFit, `.slidev-page-${slide}`))
        say(slide, `${where}: ${flaw.kind} by ${flaw.by}: ${flaw.element}`)
      seen++
    }
    await page.keyboard.press('Escape')
    if (await page.locator('.whatif').count()) say(slide, 'Escape does not close the variants')
  }
  return seen
}

/** A page sets the quotation marks that a keyboard has as a printer does. */
const asTyped = (text: string): string => text.replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"')

/** Opens each program of each set in the article, with and without a script: one is open at a time, and its verdict is seen when it is. */
async function walkArticle(page: Page, url: string, deck: string, sets: readonly Placed[], script: boolean, say: Say) {
  await page.goto(`${url}${deck}/read/index.html`)
  const how = script ? '' : ' without script'
  // A set on the slide of a prediction stands in its answer.
  await page.evaluate(() => {
    for (const answer of document.querySelectorAll<HTMLDetailsElement>('details.answer')) answer.open = true
  })
  for (const [i, { slide, set }] of sets.entries()) {
    const place = page.locator('main .whatif').nth(i)
    for (const [program, { label }] of set.programs.entries()) {
      const fold = place.locator('.whatif-one').nth(program)
      if ((await fold.getAttribute('open')) === null) await fold.locator('> summary').click()
      const shown = await place
        .locator('.whatif-one')
        .evaluateAll(all => all.flatMap((e, n) => ((e as HTMLDetailsElement).open ? [n] : [])))
      if (shown.join() !== String(program))
        say(
          slide,
          `in the article${how} “${label}” shows the programs ${shown.join() || 'none'} of ${set.programs.length}`,
        )
      await fold.evaluate(e => e.setAttribute('data-now', ''))
      const found = await page.evaluate(read, '.whatif-one[data-now]')
      for (const message of misfits({ ...found, caption: asTyped(found.caption) }, wanted(set, program)))
        say(slide, `in the article${how} “${label}”: ${message}`)
      await fold.evaluate(e => e.removeAttribute('data-now'))
    }
  }
}

/** Every set of the decks, on its slide and in the article. */
export async function askWhatIf(
  browser: Browser,
  url: string,
  decks: readonly DeckContent[],
): Promise<{ seen: number; problems: Problem[] }> {
  const problems: Problem[] = []
  let seen = 0
  for (const deck of decks) {
    const sets = setsOf(deck)
    if (!sets.length) continue
    const say: Say = (slide, message) =>
      problems.push({
        file: deck.file,
        line: sets.find(s => s.slide === slide)!.set.line,
        message: `slide ${slide}, what if: ${message}`,
      })
    for (const script of [true, false]) {
      const context = await browser.newContext({
        viewport: { width: 980, height: 552 },
        javaScriptEnabled: script,
        serviceWorkers: 'block',
      })
      await withoutWorker(context)
      const page = await context.newPage()
      if (script) seen += await walkSlides(page, url, deck.id, sets, say)
      await walkArticle(page, url, deck.id, sets, script, say)
      await context.close()
    }
  }
  return { seen, problems }
}
