// The build from end to end: check, bundle, print, finish, publish. What is in the cache is not made again.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { browserFingerprint } from '../browser.ts'
import type { Deck } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { type Cache, noCache, openCache } from './cache.ts'
import { checksums, digestOf, filesBelow, keyOf } from './digest.ts'
import { isUnwritable } from './failure.ts'
import { inputParts, inputsKey } from './inputs.ts'
import { takeLock } from './lock.ts'
import type { Part } from '../site/jobs.ts'
import type { PageJob, Site, SiteJob } from '../site/jobs.ts'
import type { Progress } from './progress.ts'
import { isCurrent, recover, refuseForeign, seal, swap } from './publish.ts'

export interface BuildOptions {
  root: string
  /** Ids of the decks, in order; dist/ will hold these and no others. */
  decks: readonly string[]
  parts: ReadonlySet<Part>
  /** Print anything at all. */
  pdf: boolean
  /** The slides PDF has a page for each click. */
  steps: boolean
  /** Pages that the browser holds open at once. */
  jobs: number
  cache: boolean
  /** Where the site will be published, with a slash at the end. */
  publicUrl: string | null
  out: string
  cacheDir: string
}

export interface DeckTime {
  deck: string
  slides: number
  seconds: number
  cached: boolean
}
export interface BuildResult {
  /** `unchanged`: dist/ was right already. `partial`: some decks failed, dist/ is as it was. */
  outcome: 'unchanged' | 'built' | 'partial'
  problems: Problem[]
  failing: string[]
  /** Where the decks that did build lie when others failed. */
  partial: string | null
  steps: { name: string; seconds: number }[]
  /** What the step `print` went into, summed over the pages that were open at once. */
  printing: { name: string; seconds: number }[]
  decks: DeckTime[]
  printed: number
}

const now = (): number => performance.now() / 1000

/** What the graph hands on through the cache. Fingerprints by deck, then by page of our own; `''` is Slidev's own. */
interface GraphMeta {
  fingerprints: Record<string, Record<string, string>>
  warnings: string[]
}

interface Workshop {
  cache: Cache
  work: string
  dispose(): void
}

/** The folders to work in: below the cache, or in the system's temporary folder where that may not be written. */
function openWorkshop(o: BuildOptions, progress: Progress): Workshop {
  const inside = (dir: string): string => {
    mkdirSync(dir, { recursive: true })
    for (const old of readdirSync(dir).filter(n => n.startsWith('work-')))
      rmSync(join(dir, old), { recursive: true, force: true })
    return mkdtempSync(join(dir, 'work-'))
  }
  try {
    const cache = o.cache ? openCache(o.cacheDir) : noCache
    const work = inside(o.cacheDir)
    return { cache, work, dispose: () => rmSync(work, { recursive: true, force: true }) }
  } catch (e) {
    if (!isUnwritable(e)) throw e
    progress.note(`${o.cacheDir} may not be written: this build keeps nothing for the next one.`)
    const work = mkdtempSync(join(tmpdir(), 'rust-internals-'))
    return { cache: noCache, work, dispose: () => rmSync(work, { recursive: true, force: true }) }
  }
}

/** Whether a job's part is wanted. */
const wanted = (o: BuildOptions, job: { part: Part }): boolean =>
  o.parts.has(job.part) && (o.pdf || (job.part !== 'slides' && job.part !== 'handouts'))

/** Whether a page job is among what is wanted: pictures of covers come with the articles. Handouts are typeset. */
const asksBrowser = ({ parts, pdf }: BuildOptions): boolean => parts.has('read') || (pdf && parts.has('slides'))

/** The key under which dist/ as a whole is right. */
export function wholeKey(o: BuildOptions): string {
  return keyOf(
    inputsKey(o.root, o.out),
    JSON.stringify([o.decks, [...o.parts].sort(), o.pdf, o.steps, o.publicUrl]),
    asksBrowser(o) ? browserFingerprint() : '',
  )
}

/** Builds the site. @throws BuildFailure for what is nobody's bug; mistakes in decks come back as problems */
export async function buildCourse(o: BuildOptions, progress: Progress, signal?: AbortSignal): Promise<BuildResult> {
  // Vite and Vue take the caller's word for it: under a test runner the site would be Vue's development edition, with paths of this machine in it.
  process.env.NODE_ENV = 'production'
  const result: BuildResult = {
    outcome: 'unchanged',
    problems: [],
    failing: [],
    partial: null,
    steps: [],
    printing: [],
    decks: [],
    printed: 0,
  }
  const timed = async <T>(name: string, run: () => Promise<T> | T): Promise<T> => {
    const begun = now()
    try {
      return await run()
    } finally {
      result.steps.push({ name, seconds: now() - begun })
    }
  }

  const lock = await takeLock(
    o.cacheDir,
    pid => progress.note(`Another build is running (process ${pid}); this one waits for it.`),
    signal,
  )
  try {
    recover(o.out, o.cacheDir)
    const key = await timed('look for changes', () => wholeKey(o))
    if (o.cache && isCurrent(o.out, key)) return result
    refuseForeign(o.out)
    const workshop = openWorkshop(o, progress)
    try {
      await make(o, key, workshop, progress, result, timed, signal)
    } finally {
      workshop.dispose()
    }
    return result
  } finally {
    lock.release()
  }
}

type Timed = <T>(name: string, run: () => Promise<T> | T) => Promise<T>

async function make(
  o: BuildOptions,
  key: string,
  { cache, work }: Workshop,
  progress: Progress,
  result: BuildResult,
  timed: Timed,
  signal?: AbortSignal,
): Promise<void> {
  const stage = join(work, 'site')
  // Before anything is read: what changes meanwhile is not in this build.
  const inputs = inputParts(o.root, o.out)
  const fail = (problems: readonly Problem[], failing: Iterable<string>) => {
    result.problems.push(...problems)
    for (const id of failing) if (!result.failing.includes(id)) result.failing.push(id)
  }

  const { checkDecks } = await import('./validate.ts')
  const checked = await timed('check the decks', () =>
    progress.step('Check the decks', () => checkDecks(o.root, o.decks)),
  )
  fail(checked.problems, checked.failing)
  const { holdText } = await import('./held.ts')
  const held = await timed('read the decks', () =>
    holdText(
      o.root,
      checked.decks.map(deck => deck.id),
    ),
  )
  const malformed = new Set(
    held.problems.flatMap(p => checked.decks.filter(d => p.file.startsWith(`decks/${d.id}/`)).map(d => d.id)),
  )
  fail(held.problems, malformed)
  const sound = checked.decks.filter(deck => !malformed.has(deck.id))

  const graph = await timed('bundle', () =>
    progress.step(`Bundle ${count(sound.length, 'deck')} as one graph`, () =>
      bundle(o, sound, stage, work, cache, fail),
    ),
  )
  signal?.throwIfAborted()
  if (!graph) return finishPartial(o, null, result)
  graph.meta.warnings.forEach(w => progress.note(w))

  const { courseOf } = await import('../content/card.ts')
  const { stampOf } = await import('../site/stamp.ts')
  const course = courseOf(o.root)
  const site: Site = {
    root: o.root,
    publicUrl: o.publicUrl,
    decks: graph.decks,
    stamp: stampOf(o.root, course),
    content: held.content,
    cards: course.decks.filter(card => graph.decks.some(d => d.id === card.id)),
    path(output) {
      const path = join(stage, output)
      mkdirSync(output.endsWith('/') ? path : dirname(path), { recursive: true })
      return path
    },
  }
  const plan = await import('./plan.ts')
  const pages = plan.pageJobs(site, o.steps).filter(job => wanted(o, job))
  if (pages.length)
    await timed('print', () =>
      progress.step(`Print ${count(graph.decks.length, 'deck')}`, say =>
        printAll(o, pages, site, stage, graph.meta, cache, result, fail, say, signal),
      ),
    )
  signal?.throwIfAborted()

  if (result.problems.length === 0) {
    const jobs = plan.siteJobs(site).filter(j => wanted(o, j))
    // Keys are taken before anything is written, so that what runs beside them cannot change them.
    const beside = jobs.filter(j => j.beside).map(job => ({ job, key: siteKey(job, stage) }))
    const later = Promise.all(
      beside.map(({ job, key }) => timed(job.name, () => runSiteJob(job, key, site, stage, cache))),
    )
    // Heard where it is awaited: until then a failure beside is nobody's.
    later.catch(() => {})
    const inOrder = async (some: readonly SiteJob[]) => {
      for (const job of some)
        await timed(job.name, () =>
          progress.step(job.name, () => runSiteJob(job, siteKey(job, stage), site, stage, cache)),
        )
    }
    try {
      await inOrder(jobs.filter(j => !j.beside && !j.last))
    }
    // The stage is thrown away after an error: not under the feet of those that still work in it.
    finally {
      await Promise.allSettled([later])
    }
    if (beside.length) await progress.step([...new Set(beside.map(b => b.job.part))].join(', '), () => later)
    await inOrder(jobs.filter(j => j.last))
    signal?.throwIfAborted()
    await timed('publish', () =>
      progress.step('Publish', () => {
        seal(stage, key, inputs)
        swap(stage, o.out, o.cacheDir)
        cache.prune()
      }),
    )
    result.outcome = 'built'
  } else {
    finishPartial(o, stage, result)
  }
  if (cache.damaged.length)
    progress.note(
      `${count(cache.damaged.length, 'cache entry', 'cache entries')} did not match its checksum and was made anew.`,
    )
}

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** The decks that did build are kept where they can be looked at; dist/ only ever holds a whole course. */
function finishPartial(o: BuildOptions, stage: string | null, result: BuildResult): void {
  result.outcome = 'partial'
  if (!stage || !existsSync(o.cacheDir) || !stage.startsWith(o.cacheDir)) return
  const partial = join(o.cacheDir, 'partial')
  seal(stage, 'partial')
  swap(stage, partial, o.cacheDir)
  result.partial = partial
}

type Fail = (problems: readonly Problem[], failing: Iterable<string>) => void

/** Bundles the sound decks; leaves out those that break the graph and tries again with the rest. */
async function bundle(
  o: BuildOptions,
  sound: readonly Deck[],
  stage: string,
  work: string,
  cache: Cache,
  fail: Fail,
): Promise<{ decks: readonly Deck[]; meta: GraphMeta } | null> {
  const inputs = inputsKey(o.root, o.out)
  const [{ courseOf }, { stampOf }] = await Promise.all([import('../content/card.ts'), import('../site/stamp.ts')])
  const course = courseOf(o.root),
    stamp = stampOf(o.root, course)
  for (let decks = sound; decks.length > 0;) {
    const key = keyOf(
      'graph',
      inputs,
      JSON.stringify([
        decks.map(d => d.id),
        o.pdf && ['slides', 'handouts'].map(p => o.parts.has(p as Part)),
        o.publicUrl,
      ]),
    )
    rmSync(stage, { recursive: true, force: true })
    mkdirSync(stage, { recursive: true })
    const kept = cache.restore(key, stage) as GraphMeta | null
    if (kept) return { decks, meta: kept }
    const { buildGraph } = await import('./graph.ts')
    const { GraphError } = await import('./graphErrors.ts')
    try {
      const graph = await buildGraph({
        root: o.root,
        outDir: stage,
        scratch: join(work, 'slidev'),
        decks: decks.map(d => ({ id: d.id, number: d.head.mechanism, file: join(d.dir, 'slides.md') })),
      })
      const { deckPage } = await import('./pages.ts')
      const { clientScript } = await import('../site/assets.ts')
      const { deckFingerprint, moduleKeys, ownPages } = await import('./fingerprint.ts')
      const shared = digestOf(
        [
          'styles',
          'public',
          'setup',
          'package-lock.json',
          'vite.config.ts',
          'uno.config.ts',
          'scripts/lib/build',
          'scripts/lib/site/client/start.ts',
        ].map(p => join(o.root, p)),
      )
      const meta: GraphMeta = { fingerprints: {}, warnings: [...graph.warnings] }
      const portable = (text: string) => text.replaceAll(join(work, 'slidev'), '<scratch>').replaceAll(o.root, '<root>')
      const keyOfModule = moduleKeys(graph.modules, portable)
      // The decks' pages need it to start, those that are printed before the site's own files are made among them.
      mkdirSync(join(stage, 'site'), { recursive: true })
      writeFileSync(join(stage, 'site/start.js'), await clientScript('start'))
      for (const deck of decks) {
        mkdirSync(join(stage, deck.id), { recursive: true })
        writeFileSync(
          join(stage, deck.id, 'index.html'),
          deckPage(graph, deck.id, {
            summary: deck.head.summary,
            pdf: o.pdf && o.parts.has('slides'),
            handout: o.pdf && o.parts.has('handouts'),
            cover: {
              mechanism: deck.head.mechanism,
              title: deck.head.title,
              course: course.title,
              slides: deck.slides.map(({ no, title }) => ({ no, title })),
            },
            stamp,
            publicUrl: o.publicUrl,
          }),
        )
        meta.fingerprints[deck.id] = Object.fromEntries(
          ['', ...ownPages(graph.modules)].map(page => [
            page,
            keyOf(shared, deckFingerprint(graph.modules, deck.id, deck.head.mechanism, page || null, keyOfModule)),
          ]),
        )
      }
      cache.keep(key, stage, filesBelow(stage), meta)
      return { decks, meta }
    } catch (e) {
      if (!(e instanceof GraphError)) throw e
      const at = e.failing.size ? e.failing : new Set(decks.map(d => d.id))
      fail(e.problems, at)
      decks = decks.filter(d => !at.has(d.id))
    }
  }
  return null
}

/** A job's outputs that exist, folders spelled out, relative to the stage. */
const outputFiles = (stage: string, outputs: readonly string[]): string[] =>
  outputs.flatMap(o => (o.endsWith('/') ? filesBelow(join(stage, o)).map(f => o + f) : [o]))

async function printAll(
  o: BuildOptions,
  jobs: readonly PageJob[],
  site: Site,
  stage: string,
  meta: GraphMeta,
  cache: Cache,
  result: BuildResult,
  fail: Fail,
  say: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { pageOfAddress } = await import('./fingerprint.ts')
  const madeOf = (job: PageJob): string => {
    const own = meta.fingerprints[job.deck.id] ?? {}
    return own[pageOfAddress(job.address)] ?? own[''] ?? ''
  }
  const browser = browserFingerprint()
  const lockFile = digestOf([join(o.root, 'package-lock.json')])
  const keys = new Map(
    jobs.map(job => [
      job,
      keyOf(
        'page',
        job.name,
        job.deck.id,
        job.address,
        madeOf(job),
        digestOf(job.code),
        JSON.stringify(job.inputs ?? []),
        browser,
        lockFile,
      ),
    ]),
  )
  const missing = jobs.filter(job => cache.restore(keys.get(job) as string, stage) === null)
  for (const deck of site.decks) {
    if (!missing.some(job => job.deck === deck))
      result.decks.push({ deck: deck.id, slides: deck.slides.length, seconds: 0, cached: true })
  }
  if (missing.length === 0) return
  const { groupJobs, runPageGroups } = await import('../print/printer.ts')
  const groups = groupJobs(missing)
  let done = 0
  const open = new Set<string>()
  const show = () =>
    say(`${done} of ${count(groups.length, 'page')} done${open.size ? `, now ${[...open].join(' and ')}` : ''}`)
  const problems = await runPageGroups(groups, site, {
    dir: stage,
    pages: o.jobs,
    signal,
    onStart: group => {
      open.add(group.deck.id)
      show()
    },
    onPhase(name, seconds) {
      const known = result.printing.find(p => p.name === name)
      if (known) known.seconds += seconds
      else result.printing.push({ name, seconds })
    },
    onDone(group, seconds, own) {
      open.delete(group.deck.id)
      done++
      show()
      if (own.length) return fail([], [group.deck.id])
      for (const job of group.jobs) cache.keep(keys.get(job) as string, stage, outputFiles(stage, job.outputs))
      result.printed += group.jobs.length
      const row = result.decks.find(d => d.deck === group.deck.id)
      if (row) row.seconds += seconds
      else result.decks.push({ deck: group.deck.id, slides: group.deck.slides.length, seconds, cached: false })
    },
  })
  fail(problems, [])
  result.decks.sort((a, b) => a.deck.localeCompare(b.deck))
}

const siteKey = (job: SiteJob, stage: string): string =>
  keyOf(
    'site',
    job.name,
    digestOf(job.code),
    JSON.stringify(job.inputs ?? []),
    JSON.stringify(checksums(stage, path => Boolean(job.reads) && !path.endsWith('/') && !job.reads!.test(path))),
  )

async function runSiteJob(job: SiteJob, key: string, site: Site, stage: string, cache: Cache): Promise<void> {
  if (job.outputs.length && cache.restore(key, stage) !== null) return
  await job.run(site)
  if (job.outputs.length) cache.keep(key, stage, outputFiles(stage, job.outputs))
}

/** The default folders of a repository. */
export const placesOf = (root: string): { out: string; cacheDir: string } => ({
  out: join(root, 'dist'),
  cacheDir: join(root, '.cache', 'build'),
})

/** What to tell when decks failed, in one piece. */
export function report(result: BuildResult, o: BuildOptions, format: (p: Problem) => string): string {
  const finished = o.decks.length - result.failing.length
  return [
    `${count(result.failing.length, 'deck')} failed: ${result.failing.join(', ')}.`,
    '',
    ...result.problems.map(p => `  ${format(p)}`),
    '',
    `${relative(process.cwd(), o.out) || o.out} is as it was.${result.partial && finished ? ` The other ${finished === 1 ? 'deck' : count(finished, 'deck')} built; look at ${finished === 1 ? 'it' : 'them'} with: npm start -- ${relative(o.root, result.partial)}` : ''}`,
  ].join('\n')
}
