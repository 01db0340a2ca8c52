// Full-text search over all walkthroughs, one result a slide, and over the pages of programs, error codes, terms and claims.
import { readFile } from 'node:fs/promises'
import { createIndex, close } from 'pagefind'
import type { Site, SiteJob } from './jobs.ts'

/** A result leads to the heading of a section; by the slide's number, the same result leads to the slide. */
const numbered = (html: string): string =>
  html.replaceAll(/<section [^>]*data-no="(\d+)"[\s\S]*?<h[23] id="[^"]*"/g, (section, no: string) =>
    section.replace(/<span id="s\d+" class="old"><\/span>/, '').replace(/(<h[23] id=")[^"]*"$/, `$1s${no}"`),
  )

/** @param pages files of pages in dist/ besides the walkthroughs; what they hide from the search gives an answer away */
export function search(site: Site, pages: readonly string[] = []): SiteJob {
  return {
    name: 'search',
    part: 'search',
    outputs: ['pagefind/'],
    reads: /^(?:[^/]+\/(?:read|programs)|errors|glossary|claims)\/.*index\.html$/,
    inputs: [...pages],
    code: [import.meta.dirname],
    async run() {
      const { index, errors } = await createIndex({
        rootSelector: 'main',
        excludeSelectors: ['svg', 'noscript', '.sr-only'],
      })
      if (!index) throw new Error(`The search index could not be made: ${errors.join('; ')}`)
      for (const deck of site.decks) {
        const path = `${deck.id}/read/index.html`
        const content = numbered(await readFile(site.path(path), 'utf8')).replaceAll(
          '<title>',
          '<title data-pagefind-meta="title">',
        )
        const added = await index.addHTMLFile({ sourcePath: path, content })
        if (added.errors.length)
          throw new Error(`${deck.file}:1: the search cannot read the walkthrough: ${added.errors.join('; ')}`)
      }
      for (const path of pages) {
        const content = (await readFile(site.path(path), 'utf8')).replace(
          '<title>',
          '<title data-pagefind-meta="title">',
        )
        const added = await index.addHTMLFile({ sourcePath: path, content })
        if (added.errors.length) throw new Error(`The search cannot read ${path}: ${added.errors.join('; ')}`)
      }
      const written = await index.writeFiles({ outputPath: site.path('pagefind/') })
      await close()
      if (written.errors.length) throw new Error(`The search index could not be written: ${written.errors.join('; ')}`)
    },
  }
}
