// Which of the many pages of programs, codes, terms and claims the gates look at that open pages in a browser.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Kinds of pages made in Node besides landing page and articles, by their paths in dist/. */
const KINDS = [
  /^[^/]+\/programs\/index\.html$/,
  /^[^/]+\/programs\/.+\/index\.html$/,
  /^errors\/index\.html$/,
  /^errors\/[^/]+\/index\.html$/,
  /^glossary\/index\.html$/,
  /^claims\/index\.html$/,
]

/** Of each kind of page that there is, the heaviest and the lightest: long lines and tables, and what is empty. */
export function samplePages(dist: string): string[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map(file => file.replaceAll('\\', '/'))
  const size = (file: string): number => statSync(join(dist, file)).size
  return KINDS.flatMap(kind => {
    const pages = files.filter(file => kind.test(file)).sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1))
    return pages.length > 1 ? [pages[0]!, pages.at(-1)!] : pages
  })
}
