// The pages of programs, error codes, terms and claims as jobs of the build: rendered in Node from the content that was read, no browser.
// A job is kept under what its pages are made of, so that an edit to one deck renders the pages of that deck and of what it mentions.
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readStamps } from '../recording/stamp.ts'
import { claimsPageHtml } from '../renderings/pages/claims.ts'
import { errorPageHtml, errorsPageHtml, programsByCode } from '../renderings/pages/error.ts'
import type { Evidence } from '../renderings/pages/evidence.ts'
import { glossaryPageHtml } from '../renderings/pages/glossary.ts'
import { type Around, type CourseProgram, fileName, programPageHtml } from '../renderings/pages/program.ts'
import { programsPageHtml } from '../renderings/pages/programs.ts'
import { pagesStyle } from '../renderings/pages/style.ts'
import type { Shell } from '../renderings/pages/shell.ts'
import { programKey, usesOf } from '../renderings/pages/uses.ts'
import {
  CLAIMS_PAGE,
  CoursePages,
  errorPage,
  ERRORS_PAGE,
  GLOSSARY_PAGE,
  programPage,
  programsPage,
} from '../slides/coursePages.ts'
import { CoursePlaces } from '../slides/places.ts'
import { courseClaims } from '../sources/deckClaims.ts'
import { readSources } from '../sources/store.ts'
import { clientScript } from '../site/assets.ts'
import { readNames } from '../toolchain/names.ts'
import type { Site, SiteJob } from './plan.ts'

const RENDERINGS = join(import.meta.dirname, '../renderings/pages')

/** Everything that decides how a page looks besides its data. */
const codeOf = (root: string): string[] => [
  RENDERINGS,
  join(root, 'scripts/lib/site/head.ts'),
  join(root, 'scripts/lib/site/prose.ts'),
  join(root, 'scripts/lib/policy.ts'),
  join(root, 'scripts/lib/highlight.ts'),
  join(root, 'components/LiveRust/playground.ts'),
  join(root, 'styles'),
  // The highlighter's grammar.
  join(root, 'package-lock.json'),
]

/** Data as a text that differs when a page would: sets and maps count by what they hold. */
const textOfData = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
  )

/** One job: its files, each made when the job runs. */
function job(site: Site, name: string, data: unknown, files: ReadonlyMap<string, () => string | Promise<string>>): SiteJob {
  return {
    name,
    part: 'site',
    outputs: [...files.keys()],
    reads: /$^/,
    code: codeOf(site.root),
    inputs: [textOfData(data)],
    async run() {
      for (const [file, make] of files) await writeFile(site.path(file), await make())
    },
  }
}

/** All jobs; none of a kind for which the site has nothing. */
export function coursePages(site: Site): SiteJob[] {
  const { root, content } = site
  const around = aroundOf(site)
  const decks = content.decks.filter(deck => site.decks.some(d => d.id === deck.id))
  const uses = usesOf(decks, content.glossary)
  const programs = decks.flatMap(deck => programsOf(site, deck.id, uses.programs))
  if (!decks.length) return []
  const evidence = evidenceOf(root)
  return [
    assets(site),
    ...decks.flatMap(deck => deckJobs(site, programs.filter(p => p.deck.id === deck.id), around)),
    ...errorJobs(site, programs, around),
    ...glossaryJobs(site, uses.terms, evidence, around.shell),
    claimsJob(site, evidence, around.shell),
  ]
}

function aroundOf(site: Site): Around {
  const { course, next, miri } = readNames(site.root)
  const shell: Shell = {
    title: site.content.title,
    publicUrl: site.publicUrl,
    stamp: site.stamp,
    image: site.decks[0] ? `${site.decks[0].id}/cover.png` : null,
  }
  return {
    shell,
    stamps: readStamps(site.root),
    channels: { course: course.channel, next: next.channel, miri: miri.channel },
  }
}
