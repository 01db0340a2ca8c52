// The landing page with its figures as a job of the build.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCourseFile } from '../courseFile.ts'
import { loadQuiz } from '../quiz/load.ts'
import { landingFigures } from '../renderings/landing/figures.ts'
import { bundledScript } from '../site/assets.ts'
import { correctionsOf, landingHtml } from '../site/landing.ts'
import { codeOf } from './articles.ts'
import type { Site, SiteJob } from '../site/jobs.ts'

const LIVE = join(import.meta.dirname, '../renderings/landing/client/live.ts')

/** @param pages files of pages besides landing page, decks and articles */
export function landing(site: Site, pages: readonly string[], planned: ReadonlySet<string>): SiteJob {
  const { root, cards, content, publicUrl, stamp } = site
  const course = readCourseFile(root)
  const corrections = correctionsOf(root)
  const decks = content.decks.filter(deck => site.decks.some(d => d.id === deck.id))
  return {
    name: 'landing page',
    part: 'site',
    outputs: ['index.html', 'site/live.js'],
    reads: /$^/,
    code: [...codeOf(root), ...decks.map(deck => join(root, 'decks', deck.id))],
    inputs: [JSON.stringify([cards, publicUrl, stamp, course, corrections]), ...pages],
    async run() {
      const edition = { library: content.library, glossary: content.glossary, cards, planned, stamp, publicUrl }
      const figures = await landingFigures(root, decks, edition)
      const questions = new Map(decks.map(({ id }) => [id, loadQuiz(root, id).questions]))
      const facts = { publicUrl, stamp, root, course, corrections, figures, questions, pages: new Set(pages) }
      await writeFile(site.path('index.html'), landingHtml(cards, facts))
      await writeFile(site.path('site/live.js'), await bundledScript(LIVE))
    },
  }
}
