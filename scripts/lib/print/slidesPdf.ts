// The slides of a deck as PDF: one page per slide (of a quiz one per question), figures in their final state, tagged and bookmarked.
import { writeFile } from 'node:fs/promises'
import type { PageJob, Site } from '../site/jobs.ts'
import type { Deck } from '../deck.ts'
import { finishPdf } from './finishPdf.ts'
import { linkSlides } from './links.ts'
import { spreadQuizzes } from './quizPages.ts'

/** The page that shows every slide of a deck once, at its last click. */
export const PRINT_ADDRESS = '?print#/print'

export function slidesPdf(deck: Deck, site: Site): PageJob {
  const output = `pdf/${deck.id}-slides.pdf`
  return {
    name: 'slides PDF',
    part: 'slides',
    deck,
    address: PRINT_ADDRESS,
    outputs: [output],
    code: [import.meta.dirname],
    inputs: [JSON.stringify(deck.head), site.publicUrl ?? ''],
    async run(page) {
      await spreadQuizzes(page)
      await linkSlides(page, deck)
      // Slidev asks for a new page after every slide, the last one included.
      await page.addStyleTag({
        content:
          '#print-content > :last-child { break-after: auto !important } #mermaid-rendering-container, #twoslash-container { display: none }',
      })
      const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
      const served = new URL('..', page.url().replace(/[?#].*$/, '')).href
      const { title, summary, tags } = deck.head
      await writeFile(
        site.path(output),
        await finishPdf(bytes, {
          title,
          subject: summary,
          keywords: tags,
          language: (await page.locator('html').getAttribute('lang')) ?? 'en',
          served,
          publicUrl: site.publicUrl,
        }),
      )
    },
  }
}
