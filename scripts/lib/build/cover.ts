// The picture of a deck's cover, for cards of links: a page job.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Deck } from '../deck.ts'
import { READ_ADDRESS } from '../site/sheets.ts'
import type { PageJob, Site } from '../site/jobs.ts'

/** The cover as it is printed. */
export function coverPicture(deck: Deck, site: Site): PageJob {
  const output = `${deck.id}/cover.png`
  return {
    name: 'picture of the cover',
    part: 'read',
    deck,
    address: READ_ADDRESS,
    outputs: [output],
    code: [import.meta.filename, join(site.root, 'styles')],
    inputs: [JSON.stringify(deck.head)],
    async run(page) {
      const style = await page.addStyleTag({ content: '.leaf-cover { display: block !important; }' })
      await page.setViewportSize({ width: 1200, height: 720 })
      const picture = await page.locator('.leaf-cover .scaler').screenshot({ type: 'png' })
      // The handout is made of the same page.
      await style.evaluate(element => (element as Element).remove())
      await writeFile(site.path(output), picture)
    },
  }
}
