// A site of a few small files with the real worker, for the tests of reading offline.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { clientScript } from '../site/assets.ts'
import { precacheOf, workerScript } from '../site/worker.ts'

export const page = (root: string, body: string): string =>
  `<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="${root}site/offline.js"></script><h1>A page</h1>${body}</html>`

export interface SmallSite {
  dist: string
  write(path: string, text: string): void
  /** Writes the worker anew, for the files that are there now. */
  release(): Promise<void>
  /** Writes worker and page script of the commit bab5b49, which kept redirected answers. */
  releaseAsOfBab5b49(): void
}

/** @returns a site in a new folder, which the caller removes */
export async function smallSite(): Promise<SmallSite> {
  const dist = mkdtempSync(join(tmpdir(), 'ri-offline-test-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dist, path)), { recursive: true })
    writeFileSync(join(dist, path), text)
  }
  const release = async (): Promise<void> => {
    write('site/offline.js', await clientScript('offline'))
    write('sw.js', await workerScript(dist))
  }
  const old = (name: string): string =>
    readFileSync(join(import.meta.dirname, 'fixtures/bab5b49', `${name}.js`), 'utf8')
  const releaseAsOfBab5b49 = (): void => {
    write('site/offline.js', old('offline'))
    const { version, first, rest, large } = precacheOf(dist)
    const paths = (list: typeof first): string[] => list.map(([path]) => path)
    const listed = JSON.stringify({ version, first: paths(first), rest: paths(rest), large: paths(large) })
    write('sw.js', `const PRECACHE = ${listed};\n${old('worker')}`)
  }
  write('index.html', page('', ''))
  write('01-a/index.html', page('../', '<div class="slidev-layout">A slide</div>'))
  write('01-a/read/index.html', page('../../', '<main id="read">Text</main>'))
  write('pdf/01-a-slides.pdf', '%PDF'.padEnd(200))
  await release()
  return { dist, write, release, releaseAsOfBab5b49 }
}
