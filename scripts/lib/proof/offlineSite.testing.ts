// A site of a few small files with the real worker, for the tests of reading offline.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bundledScript, clientScript } from '../site/assets.ts'
import { KEEP } from '../site/landing.ts'
import { precacheOf, writeWorker } from '../site/worker.ts'

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

/** The buttons of the landing page. */
export const BUTTONS = `${KEEP}<script type="module">import { keepButtons } from './site/landing.js'; keepButtons(document.querySelector('.keep'))</script>`

/**
 * @param buttons whether the landing page can keep the course
 * @returns a site in a new folder, which the caller removes
 */
export async function smallSite(buttons = false): Promise<SmallSite> {
  const dist = mkdtempSync(join(tmpdir(), 'ri-offline-test-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dist, path)), { recursive: true })
    writeFileSync(join(dist, path), text)
  }
  const release = async (): Promise<void> => {
    write('site/offline.js', await clientScript('offline'))
    if (buttons) write('site/landing.js', await bundledScript('keep'))
    await writeWorker(dist)
  }
  const old = (name: string): string =>
    readFileSync(join(import.meta.dirname, 'fixtures/bab5b49', `${name}.js`), 'utf8')
  const releaseAsOfBab5b49 = (): void => {
    write('site/offline.js', old('offline'))
    const { version, home, shell, pages, large } = precacheOf(dist)
    const paths = (...lists: (typeof home)[]): string[] => lists.flat().map(([path]) => path)
    const listed = JSON.stringify({ version, first: paths(home, shell), rest: paths(pages), large: paths(large) })
    write('sw.js', `const PRECACHE = ${listed};\n${old('worker')}`)
  }
  write('index.html', page('', buttons ? BUTTONS : ''))
  write('01-a/index.html', page('../', '<div class="slidev-layout">A slide</div>'))
  write('01-a/read/index.html', page('../../', '<main id="read">Text</main>'))
  write('fonts/serif.woff2', 'A font')
  write('pdf/01-a-slides.pdf', '%PDF'.padEnd(200))
  await release()
  return { dist, write, release, releaseAsOfBab5b49 }
}
