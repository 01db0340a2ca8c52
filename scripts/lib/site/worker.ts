// The service worker: after the first visit the whole course works without network. Its version is a hash over all files, so that a new build brings a new cache.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Site, SiteJob } from '../build/plan.ts'
import { clientScript } from './assets.ts'

/** Files that every visit needs at once; the others are fetched in the background, one after another. */
const FIRST = /^(index\.html|favicon\.svg|site\/|fonts\/)/
/** Fetched last, and not at all where the reader saves data; once opened, each is kept all the same. */
const LARGE = /\.(pdf|zip)$/
/** The worker itself, what only machines read, and what hosts hide. */
const NEVER = /^(sw\.js|external-links\.txt|robots\.txt|sitemap\.xml)$|(^|\/)\./

export interface Precache {
  version: string
  first: string[]
  rest: string[]
  large: string[]
}

/** What the worker keeps: every file of the site. */
export function precacheOf(dist: string): Precache {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map(f => f.replaceAll('\\', '/'))
    .filter(f => !NEVER.test(f) && statSync(join(dist, f)).isFile())
    .sort()
  const hash = createHash('sha256')
  for (const f of files) hash.update(f).update(readFileSync(join(dist, f)))
  const large = files.filter(f => LARGE.test(f)),
    pages = files.filter(f => !LARGE.test(f))
  return {
    version: hash.digest('hex').slice(0, 16),
    first: pages.filter(f => FIRST.test(f)),
    rest: pages.filter(f => !FIRST.test(f)),
    large,
  }
}

/** The worker's script for the files of `dist`: a classic script, so what made its source a module goes. */
export async function workerScript(dist: string): Promise<string> {
  return `const PRECACHE = ${JSON.stringify(precacheOf(dist))};\n${(await clientScript('worker')).replace(/^export \{\};?\s*$/m, '')}`
}

export function worker(site: Site): SiteJob {
  return {
    name: 'offline',
    part: 'site',
    last: true,
    outputs: ['sw.js', 'site/offline.js'],
    code: [import.meta.dirname],
    async run() {
      await writeFile(site.path('site/offline.js'), await clientScript('offline'))
      const dist = site.path('sw.js').replace(/sw\.js$/, '')
      await writeFile(site.path('sw.js'), await workerScript(dist))
    },
  }
}
