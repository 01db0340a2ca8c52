// `npm run bench:site` prints what readers wait for: bytes of a first visit to each kind of page, and Lighthouse's mobile scores, medians of
// five runs. Exit code 1 where a limit is passed. Lighthouse is fetched by npx when it is asked for: nothing else of the course needs it.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { launchBrowser, requireBrowser } from './lib/browser.ts'
import { command } from './lib/command.ts'
import { deckIds, ROOT } from './lib/deck.ts'
import { countingHost, firstVisit } from './lib/proof/firstVisit.ts'
import { SCROLL_LIMIT, scrollThrough } from './lib/proof/scrolled.ts'

const LIGHTHOUSE = 'lighthouse@13.5.0'

interface Kind {
  name: string
  path: string
  /** Most bytes of a first visit. */
  bytes: number
  /** Least scores, of 100. */
  scores: Readonly<Record<string, number>>
  /** It is read by scrolling. */
  scrolled?: true
}
const OTHERS = { accessibility: 100, 'best-practices': 100, seo: 100 }
/** A phone and a desk. */
const WINDOWS = [
  { width: 412, height: 823 },
  { width: 1440, height: 900 },
]

/** The page of each kind that is the heaviest to send: where that one is within its limit, all are. */
function kinds(dist: string): Kind[] {
  const weight = (file: string): number => gzipSync(readFileSync(join(dist, file))).length
  const heaviest = (files: readonly string[]): string =>
    files.filter(file => existsSync(join(dist, file))).toSorted((a, b) => weight(b) - weight(a))[0]!
  const decks = deckIds()
  const article = heaviest(decks.map(id => `${id}/read/index.html`))
  const size = (id: string): number => {
    const dir = join(dist, 'assets', id)
    return existsSync(dir) ? readdirSync(dir).reduce((sum, name) => sum + readFileSync(join(dir, name)).length, 0) : 0
  }
  const deck = decks.filter(id => existsSync(join(dist, id))).toSorted((a, b) => size(b) - size(a))[0]!
  return [
    { name: 'landing page', path: 'index.html', bytes: 250_000, scores: { performance: 98, ...OTHERS } },
    { name: 'article', path: article, bytes: 400_000, scores: { performance: 95, ...OTHERS }, scrolled: true },
    { name: 'deck', path: `${deck}/index.html`, bytes: 500_000, scores: { performance: 85, ...OTHERS } },
  ]
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

interface Report {
  categories: Record<string, { score: number | null }>
  audits: Record<string, { numericValue?: number; score: number | null; title: string }>
}
async function lighthouse(url: string): Promise<Report> {
  const dir = mkdtempSync(join(tmpdir(), 'ri-lighthouse-'))
  const out = join(dir, 'report.json')
  try {
    const flags = `--headless=new ${process.getuid?.() === 0 ? '--no-sandbox' : ''} --user-data-dir=${join(dir, 'profile')}`
    const asked = [
      '--yes',
      LIGHTHOUSE,
      url,
      '--quiet',
      '--output=json',
      `--output-path=${out}`,
      `--chrome-flags=${flags}`,
    ]
    await promisify(execFile)('npx', [...asked, '--no-enable-error-reporting'], {
      env: { ...process.env, CHROME_PATH: requireBrowser() },
      timeout: 240_000,
    })
    return JSON.parse(readFileSync(out, 'utf8')) as Report
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`

async function main(dist: string, runs: number): Promise<void> {
  let wrong = 0
  const say = (good: boolean, text: string): void => {
    if (!good) wrong++
    console.log(`  ${good ? 'ok  ' : 'over'} ${text}`)
  }
  const host = await countingHost(dist),
    browser = await launchBrowser()
  try {
    for (const { name, path, bytes, scores, scrolled } of kinds(dist)) {
      console.log(`\n${name}: ${path}`)
      const sent = await firstVisit(browser, host, path)
      const sum = sent.reduce((n, one) => n + one.bytes, 0)
      const most = sent.slice(0, 4).map(one => `${one.path} ${kB(one.bytes)}`)
      say(
        sum <= bytes,
        `first visit ${kB(sum)} of at most ${kB(bytes)} in ${sent.length} requests; most of it ${most.join(', ')}`,
      )
      for (const window of scrolled ? WINDOWS : []) {
        const { shift, shifted, task } = await scrollThrough(browser, host.url + path, window)
        const what = shifted ? ` (${shifted})` : ''
        say(
          shift < SCROLL_LIMIT.shift && task < SCROLL_LIMIT.task,
          `scrolled at ${window.width} px, four times slower: layout shift ${shift.toFixed(3)}${what}, below ${SCROLL_LIMIT.shift}; longest task ${task.toFixed(0)} ms, below ${SCROLL_LIMIT.task}`,
        )
      }
      const reports: Report[] = []
      for (let i = 0; i < runs; i++) reports.push(await lighthouse(host.url + path))
      if (!reports.length) continue
      for (const [category, least] of Object.entries(scores)) {
        const all = reports.map(report => Math.round((report.categories[category]?.score ?? 0) * 100))
        say(median(all) >= least, `${category} ${median(all)}, at least ${least} (${all.join(' ')})`)
      }
      const of = (audit: string): number => median(reports.map(report => report.audits[audit]?.numericValue ?? NaN))
      const shift = of('cumulative-layout-shift')
      say(shift < SCROLL_LIMIT.shift, `layout shift ${shift.toFixed(3)}, below ${SCROLL_LIMIT.shift}`)
      const times = {
        'first-contentful-paint': 'first paint',
        'largest-contentful-paint': 'largest paint',
        'total-blocking-time': 'blocked',
      }
      console.log(
        `       ${Object.entries(times)
          .map(([audit, words]) => `${words} ${of(audit).toFixed(0)} ms`)
          .join(', ')}; load of the machine ${loadavg()[0]!.toFixed(1)}`,
      )
      const failed = Object.entries(reports[0]!.audits).filter(([, { score }]) => score === 0)
      if (failed.length) console.log(`       what fails: ${failed.map(([id]) => id).join(', ')}`)
    }
  } finally {
    await browser.close()
    await host.close()
  }
  if (wrong) process.exitCode = 1
}

await command({
  name: 'npm run bench:site --',
  description: 'Print what a first visit to the built site costs, and what Lighthouse says of it.',
  args: {
    dist: { type: 'string', description: 'the built site', default: join(ROOT, 'dist') },
    runs: { type: 'string', description: 'runs of Lighthouse for each page; 0 for none', default: '5' },
  },
  async run(args) {
    if (!existsSync(join(args.dist, 'index.html')))
      throw new Error('There is no built site: run `npm run build` first.')
    await main(args.dist, Number(args.runs))
  },
})
