// The articles as jobs of the build: rendered in Node from the content that was read, no browser. A deck's article is kept under what it is made of.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { COURSE_FILE } from '../courseFile.ts'
import { articleOf } from '../renderings/article/article.ts'
import { type Edition, gather } from '../renderings/gather.ts'
import { articleScripts, articleStyles } from '../renderings/article/styles.ts'
import type { DeckContent } from '../content/blocks.ts'
import type { Site, SiteJob } from '../site/jobs.ts'

const RENDERINGS = join(import.meta.dirname, '../renderings')

/** What decides how every article looks. */
export const codeOf = (root: string): string[] => [
  RENDERINGS,
  ...['content', 'sources', 'slides', 'quiz', 'exercise', 'site'].map(room => join(root, 'scripts/lib', room)),
  ...['highlight.ts', 'policy.ts', 'deck.ts'].map(file => join(root, 'scripts/lib', file)),
  join(root, 'components'),
  join(root, 'styles'),
  join(root, COURSE_FILE),
  // The highlighter's grammar.
  join(root, 'package-lock.json'),
]

/** @param planned files below dist/ that the build makes: articles link to no others */
export function articles(site: Site, planned: ReadonlySet<string>): SiteJob[] {
  const { content, cards, stamp, publicUrl } = site
  const { library, glossary } = content
  const edition: Edition = { library, glossary, cards, planned, stamp, publicUrl }
  const decks = content.decks.filter(deck => site.decks.some(d => d.id === deck.id))
  return decks.length ? [assets(site), ...decks.map(deck => article(site, deck, edition))] : []
}

/** Where the article of a deck lies. */
export const articleFile = (deck: string): string => `${deck}/read/index.html`

function article(site: Site, deck: DeckContent, edition: Edition): SiteJob {
  const { cards, planned, stamp, publicUrl, glossary } = edition
  // Links name slides of other decks by their numbers and headings.
  const others = site.decks.map(({ id, slides }) => [id, slides.map(slide => slide.title)])
  return {
    name: `article ${deck.id}`,
    part: 'read',
    outputs: [articleFile(deck.id)],
    reads: /$^/,
    code: [...codeOf(site.root), join(site.root, 'decks', deck.id)],
    inputs: [JSON.stringify([cards, [...planned].sort(), stamp, publicUrl, glossary, others])],
    async run() {
      const { html } = articleOf(await gather(deck, edition))
      await writeFile(site.path(articleFile(deck.id)), html)
    },
  }
}

/** Style sheets and scripts: files, since a policy forbids scripts in pages, and what all articles share is fetched once. */
function assets(site: Site): SiteJob {
  return {
    name: 'style of the articles',
    part: 'read',
    outputs: ['article.css', 'still.css', 'early.js', 'article.js'].map(name => `site/${name}`),
    reads: /$^/,
    code: codeOf(site.root),
    async run() {
      const files = [...articleStyles(site.root), ...(await articleScripts())]
      for (const [name, text] of files) await writeFile(site.path(`site/${name}`), text)
    },
  }
}
