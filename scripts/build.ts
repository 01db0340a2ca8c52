// npm run build [-- deck ...]: the site, the slides as PDF and all that hangs on them, in dist/.
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, watch } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { availableParallelism } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { ParsedArgs } from 'citty'
import { NoBrowser } from './lib/browser.ts'
import { buildCourse, type BuildOptions, type BuildResult, count, placesOf, report } from './lib/build/build.ts'
import { BuildFailure, explainSystemError } from './lib/build/failure.ts'
import { PARTS, type Part } from './lib/site/jobs.ts'
import { progressFor, table } from './lib/build/progress.ts'
import { selectDecks } from './lib/build/select.ts'
import { command } from './lib/command.ts'
import { readCourseFile } from './lib/courseFile.ts'
import { roomPages } from './lib/present/room/pages.ts'
import { ProblemError } from './lib/problem.ts'

const ROOT = resolve(import.meta.dirname, '..')
// A fifth of a bundle's time is the compilation of Vite's, Slidev's and Vue's own code: keep the result.
enableCompileCache(join(ROOT, '.cache', 'node'))

const ARGS = {
  only: {
    type: 'string',
    valueHint: 'LIST',
    description: `decks or outputs, separated by commas; the outputs are ${PARTS.join(', ')}`,
  },
  pdf: { type: 'boolean', default: true, negativeDescription: 'no slides or handouts as PDF' },
  steps: { type: 'boolean', description: 'the slides PDF has a page for each click, not one for each slide' },
  jobs: {
    type: 'string',
    valueHint: 'N',
    description: 'pages that the browser prints at once (one per core, at most 4)',
  },
  cache: { type: 'boolean', default: true, negativeDescription: 'make everything anew, keep nothing' },
  base: {
    type: 'string',
    valueHint: 'URL',
    description:
      'the address at which the site will be published, for canonical links and PDFs; the site itself works anywhere (`site` of course.yaml)',
  },
  watch: { type: 'boolean', description: 'build again whenever a file changes' },
  out: { type: 'string', valueHint: 'DIR', description: 'where to build, instead of dist/' },
  json: { type: 'boolean', description: 'print the result as one JSON object on the last line' },
} as const

function optionsOf(values: ParsedArgs<typeof ARGS>): BuildOptions {
  const only = (values.only ?? '')
    .split(',')
    .map(v => v.trim())
    .filter(Boolean)
  const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name)
  const parts = only.filter(isPart)
  const places = placesOf(ROOT)
  const jobs = Number(values.jobs ?? Math.min(4, availableParallelism()))
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new BuildFailure(`--jobs takes a number from 1 on, not "${values.jobs}".`)
  return {
    root: ROOT,
    decks: selectDecks(ROOT, [...values._, ...only.filter(o => !isPart(o))]),
    parts: new Set(parts.length ? ['site', ...parts] : PARTS),
    pdf: values.pdf,
    steps: values.steps === true,
    jobs,
    cache: values.cache,
    publicUrl: publicUrl(values.base),
    out: values.out ? resolve(values.out) : places.out,
    cacheDir: places.cacheDir,
  }
}

function publicUrl(base: string | undefined): string | null {
  if (base === undefined) return readCourseFile(ROOT).site ?? null
  if (base.startsWith('/')) return null
  if (!/^https?:\/\/[^/]/.test(base) || !URL.canParse(base))
    throw new BuildFailure(`--base takes an address such as https://example.org/course/, not "${base}".`)
  return base.endsWith('/') ? base : `${base}/`
}

function times(result: BuildResult): string {
  const seconds = (s: number) => s.toFixed(1)
  const decks = result.decks.map(d => [d.deck, String(d.slides), d.cached ? 'kept' : seconds(d.seconds)])
  const steps = result.steps.flatMap(s => [
    [s.name, seconds(s.seconds)],
    ...(s.name === 'print' ? result.printing.map(p => [`  of which ${p.name}`, `(${seconds(p.seconds)})`]) : []),
  ])
  return [
    decks.length ? `${table(['deck', 'slides', 'print (s)'], decks)}\n` : '',
    table(['step', 'seconds'], steps),
  ].join('\n')
}

/** A talk that is opened afterwards finds desk and phone ready, where something may be kept for it. */
async function shelveRoom(): Promise<void> {
  try {
    await roomPages(ROOT)
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOSPC'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
    process.stdout.write(
      `Desk and phone are not kept for the next talk (${(error as Error).message}): npm run present makes them.\n`,
    )
  }
}

/** Runs one build and returns the exit code. */
async function once(o: BuildOptions, json: boolean): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      stop.abort(new BuildFailure(`Stopped by ${signal}; ${relative(process.cwd(), o.out)} is as it was.`))
      // Bundling cannot be interrupted from within; Playwright kills its browser when this process ends.
      setTimeout(() => process.exit(128 + (signal === 'SIGINT' ? 2 : signal === 'SIGTERM' ? 15 : 1)), 300)
    })
  }
  const begun = performance.now()
  const result = await buildCourse(o, progressFor(process.stdout), stop.signal).catch((error: unknown) => {
    // Whatever else ends with it, such as a page that was just being opened, is no error of its own.
    throw stop.signal.aborted ? stop.signal.reason : error
  })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const where = relative(process.cwd(), o.out) || '.'
  if (result.outcome === 'unchanged')
    process.stdout.write(`Nothing has changed: ${where} is up to date (${seconds} s).\n`)
  if (result.outcome !== 'partial') await shelveRoom()
  if (result.outcome === 'built')
    process.stdout.write(
      `\n${times(result)}\n\n${count(o.decks.length, 'deck')} in ${where}, ${count(result.printed, 'page job')} run, ${seconds} s. Look at ${o.decks.length === 1 ? 'it' : 'them'} with: npm start\n`,
    )
  if (result.outcome === 'partial') {
    const { formatProblem } = await import('./lib/problem.ts')
    process.stderr.write(`\n${report(result, o, formatProblem)}\n`)
  }
  if (json)
    process.stdout.write(
      `${JSON.stringify({ ...result, seconds: Number(seconds), peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024) })}\n`,
    )
  return result.outcome === 'partial' ? 1 : 0
}

/** Folders at the top that no build reads. */
const OUTPUTS = new Set(['node_modules', 'dist', 'coverage'])

/** Every change starts a fresh process, so that no state of an earlier build is left. */
function watchInputs(): void {
  const args = process.argv.slice(2).filter(a => a !== '--watch')
  let running: ChildProcess | null = null
  let again = false
  const build = () => {
    if (running) {
      again = true
      return
    }
    running = spawn(process.execPath, [import.meta.filename, ...args], { stdio: 'inherit' })
    running.on('exit', () => {
      running = null
      if (again) {
        again = false
        build()
      } else process.stdout.write('Waiting for changes. Ctrl-C ends.\n')
    })
  }
  // A terminal sends its signal to both; `kill` only to this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      running?.kill(signal)
      process.exit(0)
    })
  let timer: NodeJS.Timeout | undefined
  const changed = (file: string) => {
    if (/(^|[\\/])(node_modules|target)[\\/]|~$|\.sw.$/.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(build, 150)
  }
  // Folder by folder: a watch over the whole repository would count all of node_modules/ and of the cache, and not answer for minutes.
  const inputs = readdirSync(ROOT, { withFileTypes: true })
    .filter(e => e.isDirectory() && !e.name.startsWith('.') && !OUTPUTS.has(e.name))
    .map(e => e.name)
  for (const folder of inputs)
    watch(join(ROOT, folder), { recursive: true }, (_event, file) => file && changed(join(folder, file)))
  watch(ROOT, (_event, file) => {
    if (file && !file.startsWith('.') && !OUTPUTS.has(file)) changed(file)
  })
  build()
}

await command({
  name: 'npm run build -- [deck …]',
  description: 'Builds the course into dist/: everything, or only the decks that are named; a number will do.',
  args: ARGS,
  async run(values) {
    try {
      const build = optionsOf(values)
      if (values.watch) watchInputs()
      else process.exitCode = await once(build, values.json === true)
    } catch (e) {
      const words =
        e instanceof BuildFailure || e instanceof NoBrowser || e instanceof ProblemError
          ? e.message
          : explainSystemError(e)
      if (!words) throw e
      throw new Error(`\n${words}`)
    }
  },
})
