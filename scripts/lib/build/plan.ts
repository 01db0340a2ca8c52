// What a build makes besides the decks' own pages, as a list of jobs. ADD YOUR OUTPUT HERE; nothing else of the build needs to change.
//
// dist/index.html                  a site job (the landing page)
// dist/assets/, dist/<public>      the one graph (graph.ts), shared by all decks
// dist/<deck>/index.html           the deck (pages.ts); its slides are at #/1, #/2, ...; its root-relative links mean dist/
// dist/<deck>/read/index.html      a site job (the article, articles.ts)
// dist/<deck>/cover.png            a page job
// dist/<deck>/talk.json            a site job, for the presenter's desk (talks.ts)
// dist/<deck>/programs/<name>/     site jobs, like errors/, glossary/ and claims/ (coursePages.ts)
// dist/pdf/<deck>-slides.pdf       a page job (../print/slidesPdf.ts)
// dist/pdf/<deck>-handout.pdf      a site job, typeset without a browser (handouts.ts), like the book of all decks, which is an EPUB as well
//
// What a page job and a site job are stands in ../site/jobs.ts. Outputs are paths relative to dist/; a path that ends in `/` is a folder.
import { slidesPdf } from '../print/slidesPdf.ts'
import { articleFile, articles } from './articles.ts'
import { coursePages } from './coursePages.ts'
import { coverPicture } from './cover.ts'
import { landing } from './landing.ts'
import { talks } from './talks.ts'
import { siteAssets } from '../site/assets.ts'
import { handoutFiles, handouts, makesBook } from './handouts.ts'
import { BOOK_FILE, EPUB_FILE } from '../pageFiles.ts'
import type { PageJob, Site, SiteJob } from '../site/jobs.ts'
import { search } from '../site/search.ts'
import { starters } from '../site/starters.ts'
import { worker } from '../site/worker.ts'

/** All page jobs of the course, deck by deck. @param steps the slides PDF has a page for each click */
export function pageJobs(site: Site, steps = false): PageJob[] {
  return site.decks.flatMap(deck => [slidesPdf(deck, site, steps), coverPicture(deck, site)])
}

/** All site jobs, in their order. */
export function siteJobs(site: Site): SiteJob[] {
  const pages = coursePages(site)
  const files = pages.flatMap(job => job.outputs).filter(file => file.endsWith('.html'))
  const planned = new Set([
    ...files,
    ...site.decks.flatMap(({ id }) => [`${id}/index.html`, articleFile(id), ...handoutFiles(id)]),
    ...(makesBook(site.root, site.decks) ? [BOOK_FILE, EPUB_FILE] : []),
  ])
  return [
    landing(site, [...planned], planned),
    siteAssets(site, files),
    ...pages,
    ...articles(site, planned),
    ...handouts(site, planned),
    search(site, files),
    ...starters(site),
    ...talks(site),
    worker(site),
  ]
}
