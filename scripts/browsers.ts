// `npm run browsers [-- firefox webkit] [--walk access]` walks the built site in browsers that `npm test` does not need, and keeps what each said
// in witnesses/browsers.json. A browser that is not there is named, and its last result stays. Exit code 1 when a walk failed, 2 when none was made.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { optionsOf } from './lib/command.ts'
import { listDecks, ROOT } from './lib/deck.ts'
import { BROWSERS, Missing } from './lib/proof/browsers.ts'
import { WALKS } from './lib/proof/browserWalks.ts'

const RESULTS = join(ROOT, 'witnesses/browsers.json')

/** What one walk said in one browser. */
interface Result {
  /** With its version. */
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
    walk: {
      type: 'string',
      default: Object.keys(WALKS).join(','),
      valueHint: 'name,name',
      description: 'which walks',
    },
  },
})
function refuse(message: string): never {
  console.error(message)
  process.exit(2)
}
const listed = (names: string[]): string => new Intl.ListFormat('en-GB').format(names)
const unknown = positionals.filter(p => !BROWSERS[p])
if (unknown.length) refuse(`${listed(unknown)} cannot be driven; ${listed(Object.keys(BROWSERS))} can.`)
const walks = values.walk.split(',')
const strange = walks.filter(w => !WALKS[w])
if (strange.length) refuse(`There is no walk ${listed(strange)}; there are ${listed(Object.keys(WALKS))}.`)
if (!existsSync(join(values.dist, 'index.html'))) refuse('There is no built site: run `npm run build` first.')

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
type Results = Record<string, Record<string, Result>>
const kept = (): Results => (existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : {})
/** Each walk is kept when it ends: what hangs afterwards, or runs beside it, takes nothing away. */
function keep(browser: string, walk: string, result: Result): void {
  const all = kept()
  all[browser] = { ...all[browser], [walk]: result }
  mkdirSync(dirname(RESULTS), { recursive: true })
  writeFileSync(RESULTS, `${JSON.stringify(all, null, 2)}\n`)
}
const commit = `${git('rev-parse', '--short=12', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') ? '+' : ''}`
/** How far a result lies back; a shallow clone, or a branch that was rebased, does not know. */
function commitsSince(walked: string): string {
  try {
    return `${git('rev-list', '--count', `${walked.replace('+', '')}..HEAD`)} commits ago`
  } catch {
    return `at ${walked}, which this clone does not have`
  }
}
const site = { dist: values.dist, decks: listDecks() }
let walked = 0,
  failed = 0

async function walkThrough(name: string, walk: string): Promise<void> {
  const begun = performance.now()
  // A browser of its own for each walk: nothing is kept from another, and one that hangs spoils no other.
  const browser = await BROWSERS[name]!()
  try {
    const { checked, problems } = await WALKS[walk]!(browser, site).catch((e: Error) => ({
      checked: 0,
      problems: [`the walk ended early: ${e.message.slice(0, 300)}`],
    }))
    const date = new Date().toISOString().slice(0, 10)
    if (!values.dry) keep(name, walk, { browser: browser.version, date, commit, checked, problems })
    walked++
    if (problems.length) failed++
    for (const p of problems.slice(0, 20)) console.error(`${name}, ${walk}: ${p}`)
    if (problems.length > 20) console.error(`${name}, ${walk}: … and ${problems.length - 20} more`)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    console.log(`${browser.version}, ${walk}: ${checked} checked, ${problems.length} problems, ${seconds} s`)
  } finally {
    await browser.close()
  }
}

for (const name of positionals.length ? positionals : Object.keys(BROWSERS))
  for (const walk of walks)
    try {
      await walkThrough(name, walk)
    } catch (e) {
      if (!(e instanceof Missing)) throw e
      console.log(`${name}: not walked, ${e.message}.`)
      for (const [last, { date, browser, commit: at }] of Object.entries(kept()[name] ?? {}))
        console.log(`${name}, ${last}: last walked on ${date} with ${browser}, ${commitsSince(at)}`)
      break
    }
process.exit(failed ? 1 : walked ? 0 : 2)
