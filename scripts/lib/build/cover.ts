// The picture of a deck's cover, for cards of links: a page job.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deck } from '../deck.ts'
import { PRINT_ADDRESS } from '../print/slidesPdf.ts'
import type { PageJob, Site } from '../site/jobs.ts'

/** In pixels. */
const WIDTH = 1200

/** The cover as it is printed. */
export function coverPicture(deck: Deck, site: Site): PageJob {
  const output = `${deck.id}/cover.png`
  return {
    name: 'picture of the cover',
    part: 'read',
    deck,
    address: PRINT_ADDRESS,
    outputs: [output],
    code: [import.meta.filename, join(site.root, 'styles')],
    inputs: [JSON.stringify(deck.head)],
    async run(page) {
      // As wide as cards of links show it.
      const style = await page.addStyleTag({ content: `#print-content > :first-child { zoom: ${WIDTH / 980} }` })
      await page.setViewportSize({ width: WIDTH, height: 720 })
      const picture = await page.locator('#print-content > :first-child').screenshot({ type: 'png' })
      await style.evaluate(element => (element as Element).remove())
      await writeFile(site.path(output), picture)
    },
  }
}
