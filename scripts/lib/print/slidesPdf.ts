// The slides of a deck as PDF: one page per slide (of a quiz one per question), figures in their final state; with `steps` a page per click.
// Tagged and bookmarked, and pictures of slides all the same: it is not PDF/UA, and says so. The handout is.
import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright-chromium'
import type { PageJob, Site } from '../site/jobs.ts'
import type { Deck } from '../deck.ts'
import { finishPdf } from './finishPdf.ts'
import { linkSlides } from './links.ts'
import { onePageEach, spreadQuizzes } from './quizPages.ts'

/** The page that shows every slide of a deck once, at its last click. */
export const PRINT_ADDRESS = '?print#/print'
/** The page that shows every slide at each of its clicks. */
const STEPS_ADDRESS = '?print=clicks#/print'

/** What the file says of itself. */
const STATEMENT = 'Pictures of the slides, not PDF/UA: the handout and the article are the accessible editions.'

/** @param steps a page for each click instead of one for each slide */
export function slidesPdf(deck: Deck, site: Site, steps = false): PageJob {
  const output = `pdf/${deck.id}-slides.pdf`
  return {
    name: 'slides PDF',
    part: 'slides',
    deck,
    address: steps ? STEPS_ADDRESS : PRINT_ADDRESS,
    outputs: [output],
    code: [import.meta.dirname],
    inputs: [JSON.stringify(deck.head), site.publicUrl ?? ''],
    async run(page) {
      if (steps) await onePageEach(page)
      await spreadQuizzes(page)
      await markExtras(page, deck)
      await linkSlides(page, deck)
      // Slidev asks for a new page after every slide, the last one included.
      await page.addStyleTag({
        content: `#print-content > :last-child { break-after: auto !important } #mermaid-rendering-container, #twoslash-container { display: none } ${WITHOUT_CONTROLS} ${EXTRA}`,
      })
      await refuseControls(page)
      const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
      const served = new URL('..', page.url().replace(/[?#].*$/, '')).href
      const { title, summary, tags } = deck.head
      await writeFile(
        site.path(output),
        await finishPdf(bytes, {
          title,
          subject: `${summary} ${STATEMENT}`,
          keywords: tags,
          language: (await page.locator('html').getAttribute('lang')) ?? 'en',
          served,
          publicUrl: site.publicUrl,
        }),
      )
    },
  }
}

/** Whatever can be pressed, moved or written into; tabs of a set of programs are names of what stands beside them. */
const CONTROLS = [
  'button:not([role="tab"])',
  'input, select, textarea, summary',
  '[role="button"], [role="radio"], [role="checkbox"], [role="switch"], [role="slider"]',
  '[contenteditable="true"]',
].join(', ')

/** @throws Error where a control of the screen would be printed all the same */
async function refuseControls(page: Page): Promise<void> {
  const seen = await page.evaluate((controls: string) => {
    const shown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true }) &&
      [...element.getClientRects()].some(box => box.width > 0 && box.height > 0)
    return [...document.querySelectorAll('.print-slide-container')].flatMap(container => {
      const no = container.querySelector<HTMLElement>('[data-slidev-no]')?.dataset.slidevNo ?? '?'
      return [...container.querySelectorAll(controls)].filter(shown).map(element => {
        const said = (element.textContent?.trim() || element.getAttribute('aria-label')) ?? ''
        return `<${element.localName}> "${said}" of slide ${no}`
      })
    })
  }, CONTROLS)
  if (seen.length)
    throw new Error(
      `a control of the screen would be printed: ${seen.slice(0, 3).join('; ')}; hide it in WITHOUT_CONTROLS of scripts/lib/print/slidesPdf.ts`,
    )
}

/** What can be pressed on a screen cannot on paper. */
const WITHOUT_CONTROLS =
  '.print-slide-container :is(button:not([role="tab"]), input, select, .step-scale .scale-end) { display: none !important }'
/** What a printed slide beyond the lecture says of itself. */
export const EXTRA_MARK = 'beyond the lecture'
const EXTRA =
  '.ri-printed-extra { position: absolute; right: 34px; bottom: 12px; z-index: 9; padding-left: 12px; background: var(--ri-paper); font: italic 400 15px var(--ri-text); color: var(--ri-ink-3) }'

/** Says on the page which slides are beyond the lecture. */
async function markExtras(page: Page, deck: Deck): Promise<void> {
  const extras = deck.slides.filter(slide => slide.extra).map(slide => String(slide.no))
  await page.evaluate(
    ([numbers, words]: [string[], string]) => {
      for (const container of document.querySelectorAll<HTMLElement>('.print-slide-container')) {
        const no = container.querySelector<HTMLElement>('[data-slidev-no]')?.dataset.slidevNo ?? ''
        if (!numbers.includes(no)) continue
        const mark = document.createElement('div')
        mark.className = 'ri-printed-extra'
        mark.textContent = words
        container.style.position = 'relative'
        container.append(mark)
      }
    },
    [extras, EXTRA_MARK] as [string[], string],
  )
}
