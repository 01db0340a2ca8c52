// `npm run browsers [-- firefox webkit]` walks the built site in browsers that `npm test` does not need, and keeps what each said in
// witnesses/browsers.json. A browser that is not there is named, and its last result stays. Exit code 1 when a walk failed, 2 when none was made.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { optionsOf } from './lib/command.ts'
import { deckIds, ROOT } from './lib/deck.ts'
import { BROWSERS, Missing, walk } from './lib/proof/browsers.ts'
import { serve } from './lib/serve.ts'

/** A slide whose figure steps at the first key. */
const FIGURE = { deck: '03-trait-objects', slide: 4 }
const RESULTS = join(ROOT, 'witnesses/browsers.json')

interface Result {
  browser: string
  date: string
  /** The commit that the tree stood at, with `+` when it was changed. */
  commit: string
  checked: number
  problems: string[]
}

const { _: positionals, ...values } = await optionsOf({
  name: 'npm run browsers -- [firefox] [webkit]',
  description: 'Walks the built site in browsers that `npm test` does not need, and keeps what each said.',
  args: {
    dist: { type: 'string', default: join(ROOT, 'dist'), description: 'the built site' },
    dry: { type: 'boolean', description: 'keep nothing' },
  },
})
const unknown = positionals.filter(p => !BROWSERS[p])
if (unknown.length) {
  console.error(`There is no walk in ${unknown.join(', ')}; there is one in ${Object.keys(BROWSERS).join(' and ')}.`)
  process.exit(2)
}
if (!existsSync(join(values.dist, 'index.html'))) {
  console.error('There is no built site: run `npm run build` first.')
  process.exit(2)
}

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
const results: Record<string, Result> = existsSync(RESULTS)
  ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, Result>)
  : {}
const commit = `${git('rev-parse', '--short=12', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') ? '+' : ''}`
/** How far a result lies back; a shallow clone, or a branch that was rebased, does not know. */
function commitsSince(walked: string): string {
  try {
    return `${git('rev-list', '--count', `${walked.replace('+', '')}..HEAD`)} commits ago`
  } catch {
    return `at ${walked}, which this clone does not have`
  }
}
const server = await serve(values.dist)
let walked = 0,
  failed = 0
try {
  for (const name of positionals.length ? positionals : Object.keys(BROWSERS)) {
    const begun = performance.now()
    try {
      const browser = await BROWSERS[name]!()
      try {
        const { checked, problems } = await walk(browser, server.url, deckIds(), FIGURE)
        const date = new Date().toISOString().slice(0, 10)
        results[name] = { browser: browser.version, date, commit, checked, problems }
        walked++
        if (problems.length) failed++
        for (const p of problems.slice(0, 20)) console.error(`${name}: ${p}`)
        if (problems.length > 20) console.error(`${name}: … and ${problems.length - 20} more`)
        const seconds = ((performance.now() - begun) / 1000).toFixed(1)
        console.log(`${browser.version}: ${checked} checked, ${problems.length} problems, ${seconds} s`)
      } finally {
        await browser.close()
      }
    } catch (e) {
      if (!(e instanceof Missing)) throw e
      const last = results[name]
      console.log(`${name}: not walked, ${e.message}.`)
      if (last) {
        console.log(`${name}: last walked on ${last.date} with ${last.browser}, ${commitsSince(last.commit)}`)
      }
    }
  }
} finally {
  await server.close()
}
if (walked && !values.dry) {
  mkdirSync(dirname(RESULTS), { recursive: true })
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
}
process.exit(failed ? 1 : walked ? 0 : 2)
