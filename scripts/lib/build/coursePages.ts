// The pages of programs, error codes, terms and claims as jobs of the build: rendered in Node from the content that was read, no browser.
// A job is kept under what its pages are made of, so that an edit to one deck renders the pages of that deck and of what it mentions.
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readCourseFile } from '../courseFile.ts'
import { readStamps } from '../recording/stamp.ts'
import { claimsPageHtml } from '../renderings/pages/claims.ts'
import { errorPageHtml, errorsPageHtml, programsByCode } from '../renderings/pages/error.ts'
import type { Evidence } from '../renderings/pages/evidence.ts'
import { type GlossaryFacts, glossaryPageHtml } from '../renderings/pages/glossary.ts'
import { type Around, type CourseProgram, fileName, programPageHtml } from '../renderings/pages/program.ts'
import { programsPageHtml } from '../renderings/pages/programs.ts'
import { pagesStyle } from '../renderings/pages/style.ts'
import type { Shell } from '../renderings/pages/shell.ts'
import { programKey, type Use, usesOf } from '../renderings/pages/uses.ts'
import { CLAIMS_PAGE, errorPage, ERRORS_PAGE, GLOSSARY_PAGE, programPage, programsPage } from '../pageFiles.ts'
import { CoursePages } from '../slides/coursePages.ts'
import { CoursePlaces, programNames } from '../slides/places.ts'
import { courseClaims } from '../sources/deckClaims.ts'
import { readSources } from '../sources/store.ts'
import { bundledScript } from '../site/assets.ts'
import { readNames } from '../toolchain/names.ts'
import type { Site, SiteJob } from '../site/jobs.ts'

const RENDERINGS = join(import.meta.dirname, '../renderings/pages')

/** Everything that decides how a page looks besides its data. */
const codeOf = (root: string): string[] => [
  RENDERINGS,
  ...['assets.ts', 'client', 'css.ts', 'head.ts', 'prose.ts'].map(file => join(root, 'scripts/lib/site', file)),
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
function job(
  site: Site,
  name: string,
  data: unknown,
  files: ReadonlyMap<string, () => string | Promise<string>>,
): SiteJob {
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
  const decks = content.decks.filter(deck => site.decks.some(d => d.id === deck.id))
  const uses = usesOf(decks, content.glossary)
  const programs = decks.flatMap(deck => programsOf(site, deck.id, uses.programs))
  if (!decks.length) return []
  const around = aroundOf(site)
  const evidence = evidenceOf(root)
  return [
    assets(site),
    ...decks.flatMap(deck =>
      deckJobs(
        site,
        programs.filter(p => p.deck.id === deck.id),
        around,
      ),
    ),
    ...errorJobs(site, programs, around),
    ...glossaryJobs(site, uses.terms, evidence, around.shell),
    claimsJob(site, evidence, around.shell),
  ]
}

function aroundOf(site: Site): Around {
  const { course, next, miri } = readNames(site.root)
  const shell: Shell = {
    title: readCourseFile(site.root).title,
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

/** Every program of a deck, used or not, in the order of their names. @throws Error where one is not recorded, which `held.ts` has asked before */
function programsOf(
  { root, content, decks }: Site,
  id: string,
  uses: ReadonlyMap<string, readonly Use[]>,
): CourseProgram[] {
  const { dir, head } = decks.find(deck => deck.id === id)!
  const deck = { id, title: head.title, number: head.mechanism }
  const programs = programNames(dir).map(rec => ({
    deck,
    rec,
    program: content.library.program(join(root, 'decks', id), rec),
    uses: uses.get(programKey(id, rec)) ?? [],
  }))
  return programs.map(one => ({ ...one, variants: variantsOf(one, programs) }))
}

/** The other programs of its set, the base first; each base has the variants that name it. */
function variantsOf(one: CourseProgram, all: readonly CourseProgram[]): { rec: string; label: string }[] {
  const baseOf = ({ rec, program }: CourseProgram): string => program.snippet.directives.variantOf?.name ?? rec
  return all
    .filter(other => other !== one && baseOf(other) === baseOf(one))
    .sort((a, b) => Number(b.rec === baseOf(one)) - Number(a.rec === baseOf(one)))
    .map(({ rec, program }) => ({ rec, label: program.snippet.directives.label ?? 'as shown' }))
}

function deckJobs(site: Site, programs: readonly CourseProgram[], around: Around): SiteJob[] {
  const [first] = programs
  if (!first) return []
  const files = new Map<string, () => string | Promise<string>>([
    [programsPage(first.deck.id), () => programsPageHtml(programs, around)],
  ])
  for (const one of programs) {
    const page = programPage(one.deck.id, one.rec)
    files.set(page, () => programPageHtml(one, around))
    files.set(`${dirname(page)}/${fileName(one.rec)}`, () => one.program.source)
  }
  return [job(site, `programs of ${first.deck.id}`, [programs, around], files)]
}

function errorJobs(site: Site, programs: readonly CourseProgram[], around: Around): SiteJob[] {
  const byCode = programsByCode(programs)
  if (!byCode.size) return []
  const files = new Map([[ERRORS_PAGE, () => errorsPageHtml(byCode, around)]])
  for (const [code, refused] of byCode) files.set(errorPage(code), () => errorPageHtml(code, refused, around))
  return [job(site, 'error codes', [byCode, around], files)]
}

function glossaryJobs(site: Site, uses: GlossaryFacts['uses'], evidence: Evidence, shell: Shell): SiteJob[] {
  const { glossary: terms } = site.content
  if (!terms.length) return []
  const decks = new Map(site.decks.map(({ id, head }) => [id, { id, title: head.title, number: head.mechanism }]))
  const make = (): string => glossaryPageHtml({ terms, uses, decks, evidence, shell })
  const data = [terms, uses, decks, evidence.sources(''), shell]
  return [job(site, 'glossary', data, new Map([[GLOSSARY_PAGE, make]]))]
}

function claimsJob(site: Site, evidence: Evidence, shell: Shell): SiteJob {
  const listed = courseClaims(site.decks, site.root)
  const stamps = readStamps(site.root)
  const decks = listed.flatMap(({ deck, claims }) => {
    const content = site.content.decks.find(c => c.id === deck)
    return content
      ? [
          {
            deck: { id: deck, title: content.head.title, number: content.head.mechanism },
            content,
            claims,
            rustc: stamps.course?.version ?? '',
          },
        ]
      : []
  })
  const sources = decks.map(({ deck }) => evidence.sources(`decks/${deck.id}`))
  const places = decks.map(({ content }) => content.slides.map(({ no, start, layout }) => [no, start, layout]))
  const make = (): string => claimsPageHtml({ decks, evidence, shell })
  return job(site, 'claims', [listed, sources, places, stamps.course, shell], new Map([[CLAIMS_PAGE, make]]))
}

/** What the pages link to beyond themselves, read when it is first asked for. */
function evidenceOf(root: string): Evidence {
  const places = new CoursePlaces(root)
  const known = new Map<string, ReturnType<typeof readSources>>()
  return {
    places,
    pages: new CoursePages(root, places),
    sources(folder) {
      const sources = known.get(folder) ?? readSources(root, folder)
      known.set(folder, sources)
      return sources
    },
  }
}

/** Style sheet and scripts of the pages: files, since a policy forbids scripts in them, and a style is fetched once. */
function assets(site: Site): SiteJob {
  const files = new Map<string, () => string | Promise<string>>([
    ['site/pages.css', () => pagesStyle(site.root)],
    ['site/pages.js', () => bundledScript(join(RENDERINGS, 'client/pages.ts'))],
    ['site/scheme.js', () => bundledScript(join(RENDERINGS, 'client/scheme.ts'), 'iife')],
  ])
  return job(site, 'style of the pages', null, files)
}
