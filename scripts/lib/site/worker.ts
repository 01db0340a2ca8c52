// The service worker: after the first visit the whole course works without network. Its version is a hash over all files, so that a new build brings a new cache.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Site, SiteJob } from '../build/plan.ts'
import { clientScript } from './assets.ts'

/** Files that every visit needs at once; decks, walkthroughs and PDFs are fetched in the background, one after another. */
const FIRST = /^(index\.html|favicon\.svg|site\/|fonts\/)/

export interface Precache { version: string; first: string[]; rest: string[] }

/** What the worker keeps: every file of the site but the PDFs and the zip, which a reader downloads, and itself. */
export function precacheOf(dist: string): Precache {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(f => statSync(join(dist, f)).isFile() && !/^(sw\.js|external-links\.txt|robots\.txt|sitemap\.xml)$/.test(f) && !f.endsWith('.pdf') && !f.endsWith('.zip')).map(f => f.replaceAll('\\', '/')).sort()
  const hash = createHash('sha256')
  for (const f of files) hash.update(f).update(readFileSync(join(dist, f)))
  return { version: hash.digest('hex').slice(0, 16), first: files.filter(f => FIRST.test(f)), rest: files.filter(f => !FIRST.test(f)) }
}

export function worker(site: Site): SiteJob {
  return {
    name: 'offline', part: 'site', outputs: ['sw.js', 'site/offline.js'], code: [import.meta.dirname],
    async run() {
      await writeFile(site.path('site/offline.js'), await clientScript('offline'))
      const dist = site.path('sw.js').replace(/sw\.js$/, '')
      await writeFile(site.path('sw.js'), `const PRECACHE = ${JSON.stringify(precacheOf(dist))};\n${await clientScript('worker')}`)
    },
  }
}
