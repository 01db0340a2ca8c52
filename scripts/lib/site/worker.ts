// The service worker: what was opened works without a network, and the whole course when the reader has asked for it. Its version is a hash over all files, so that a new build brings a new cache.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Site, SiteJob } from './jobs.ts'
import { ROOT } from '../deck.ts'
import { clientScript } from './assets.ts'
import type { Kind } from './client/kept.ts'
import { schemeStyles } from './head.ts'

/** Kept with the first page: the home page, and what makes it live. */
const HOME = /^(index\.html|favicon\.svg|site\/(landing|offline|search)\.js)$/
/** Kept with the second page: styles, fonts, the search. */
const SHELL = /^(site\/|site\.webmanifest$|fonts\/.*\.woff2$)/
/** Downloads: only where the reader asks for them; once opened, each is kept all the same. */
const LARGE = /\.(pdf|zip)$/
/** The worker itself, what only machines and presenters read, and what hosts hide. */
const NEVER = /^(sw\.js|external-links\.txt|robots\.txt|sitemap\.xml)$|\/cover\.png$|(^|\/)talk\.json$|(^|\/)\./

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
  return style.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\s+/g, ' ')
}

/** The worker's script for the files of `dist`: a classic script, so what made its source a module goes. */
export async function workerScript(dist: string): Promise<string> {
  const constants = { PRECACHE: precacheOf(dist), STYLE: styleOfApology() }
  return [
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`),
    (await clientScript('worker')).replace(/^export \{\};?\s*$/m, ''),
  ].join('\n')
}

export function worker(site: Site): SiteJob {
  return {
    name: 'offline',
    part: 'site',
    last: true,
    outputs: ['sw.js', 'site/offline.js'],
    code: [import.meta.dirname, join(ROOT, 'styles/tokens.css')],
    async run() {
      await writeFile(site.path('site/offline.js'), await clientScript('offline'))
      const dist = site.path('sw.js').replace(/sw\.js$/, '')
      await writeFile(site.path('sw.js'), await workerScript(dist))
    },
  }
}
