// The service worker: what was opened works without a network, and the whole course when the reader has asked for it. Its version is a hash over all files, so that a new build brings a new cache.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Site, SiteJob } from './jobs.ts'
import { ROOT } from '../deck.ts'
import { clientScript } from './assets.ts'
import type { Kind } from './client/kept.ts'
import { smallCss } from './css.ts'
import { schemeStyles } from './head.ts'

/** Kept with the first page: the home page, and what makes it live. */
const HOME = /^(index\.html|favicon\.svg|site\/(landing|offline|search)\.js)$/
/** Kept with the second page: styles, fonts, the search. */
const SHELL = /^(site\/|site\.webmanifest$|fonts\/.*\.woff2$)/
/** Downloads: only where the reader asks for them; once opened, each is kept all the same. */
const LARGE = /\.(pdf|epub|zip)$/
/** Where the lists of what can be kept lie. */
const LISTS = 'site/kept/'
/** The worker itself, what only machines and presenters read, what hosts hide, and editions below their names (editions.ts). */
const NEVER =
  /^\d{4}-\d{2}\/|^(sw\.js|external-links\.txt|robots\.txt|sitemap\.xml)$|^site\/kept\/|\/cover\.png$|(^|\/)talk\.json$|(^|\/)\./

/** Path in dist/, the first 16 hexadecimal digits of the SHA-256 of its bytes (enough against accidents and careless hosts), its size in bytes. */
export type Kept = [path: string, digest: string, bytes: number]

/** A digest over all paths and digests, and the files by when they are kept. */
export type Precache = { version: string } & Record<Kind, Kept[]>

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex').slice(0, 16)

function kindOf(path: string): Kind {
  if (HOME.test(path)) return 'home'
  if (SHELL.test(path)) return 'shell'
  return LARGE.test(path) ? 'large' : 'pages'
}

/** Every file of the site that a reader can have on the device. */
export function precacheOf(dist: string): Precache {
  const out: Precache = { version: '', home: [], shell: [], pages: [], large: [] }
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map(f => f.replaceAll('\\', '/'))
    .filter(f => !NEVER.test(f) && statSync(join(dist, f)).isFile())
    .sort()
  for (const file of files) {
    const bytes = readFileSync(join(dist, file))
    out[kindOf(file)].push([file, sha256(bytes), bytes.length])
  }
  out.version = sha256([...out.home, ...out.shell, ...out.pages, ...out.large].join('\n'))
  return out
}

/** The style of the page that the worker shows where it has none. It stands alone, so it carries the tokens. */
function styleOfApology(): string {
  const style = `${readFileSync(join(ROOT, 'styles/tokens.css'), 'utf8')}${schemeStyles()}
body { margin: 0; background: var(--ri-paper); color: var(--ri-ink); font: 18px/28px var(--ri-text) }
main { max-width: 640px; margin: 0 auto; padding: 56px 24px }
h1 { font-size: 40px; line-height: 44px; margin: 0 0 16px; padding-bottom: 16px; border-bottom: 1.25px solid var(--ri-ink) }
ul { padding: 0; list-style: none }
a { color: var(--ri-accent); display: inline-block; padding: 8px 0 }`
  return smallCss(style)
}

/** Which list a file stands in: that of its deck, or of its folder. */
const listNameOf = (path: string): string => /^(?:assets\/)?([^/]+)\//.exec(path)?.[1] ?? 'other'

/** The lists of all that a first visit does not need, as text by their names. */
function listsOf({ pages, large }: Precache): Map<string, string> {
  const byName = new Map<string, { pages: Kept[]; large: Kept[] }>()
  const list = (path: string): { pages: Kept[]; large: Kept[] } => {
    const name = listNameOf(path)
    const found = byName.get(name) ?? { pages: [], large: [] }
    byName.set(name, found)
    return found
  }
  for (const kept of pages) list(kept[0]).pages.push(kept)
  for (const kept of large) list(kept[0]).large.push(kept)
  return new Map([...byName].map(([name, files]) => [name, JSON.stringify(files)]))
}

/** Writes the worker for the files of `dist`, and its lists. The script is a classic one, so what made its source a module goes. */
export async function writeWorker(dist: string): Promise<void> {
  const all = precacheOf(dist)
  const { version, home, shell, pages, large } = all
  const lists = listsOf(all)
  rmSync(join(dist, LISTS), { recursive: true, force: true })
  mkdirSync(join(dist, LISTS), { recursive: true })
  for (const [name, text] of lists) writeFileSync(join(dist, LISTS, `${name}.json`), text)
  const total = (...some: Kept[][]) => ({
    of: some.flat().length,
    ofBytes: some.flat().reduce((sum, [, , bytes]) => sum + bytes, 0),
  })
  const constants = {
    PRECACHE: {
      version,
      home,
      shell,
      lists: Object.fromEntries([...lists].map(([name, text]) => [name, sha256(text)])),
      totals: { pages: total(home, shell, pages), large: total(large) },
    },
    STYLE: styleOfApology(),
  }
  const script = [
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`),
    (await clientScript('worker')).replace(/^export \{\};?\s*$/m, ''),
  ].join('\n')
  writeFileSync(join(dist, 'sw.js'), script)
}

export function worker(site: Site): SiteJob {
  return {
    name: 'offline',
    part: 'site',
    last: true,
    outputs: ['sw.js', 'site/offline.js', LISTS],
    code: [import.meta.dirname, join(ROOT, 'styles/tokens.css')],
    async run() {
      await writeFile(site.path('site/offline.js'), await clientScript('offline'))
      await writeWorker(site.path('sw.js').replace(/sw\.js$/, ''))
    },
  }
}
