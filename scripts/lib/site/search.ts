// Full-text search over all walkthroughs, one result a slide, and over the pages of programs, error codes, terms and claims.
import { readFile } from 'node:fs/promises'
import { createIndex, close } from 'pagefind'
import type { Site, SiteJob } from '../build/plan.ts'

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
        excludeSelectors: ['.ri-foot', '.ri-head', '.fig-step', 'svg', '.read-toc'],
      })
      if (!index) throw new Error(`The search index could not be made: ${errors.join('; ')}`)
      for (const deck of site.decks) {
        const path = `${deck.id}/read/index.html`
        // Each slide is a section whose heading carries its anchor, which is what a result leads to.
        const content = (await readFile(site.path(path), 'utf8'))
          .replaceAll(
            /<article id="(s\d+)"([^>]*)data-title="([^"]*)"/g,
            '<article$2data-title="$3"><h2 id="$1" hidden>$3</h2><div',
          )
          .replaceAll('<title>', '<title data-pagefind-meta="title">')
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
