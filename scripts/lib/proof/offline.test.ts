// The offline gate is held against planted defects, on a site of four files with the real worker.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientScript } from '../site/assets.ts'
import { workerScript } from '../site/worker.ts'
import { offlineProblems } from './offlineGate.ts'

let dist: string
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(dist, path)), { recursive: true })
  writeFileSync(join(dist, path), text)
}
const page = (root: string, body: string) =>
  `<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="${root}site/offline.js"></script><h1>A page</h1>${body}</html>`

beforeEach(async () => {
  dist = mkdtempSync(join(tmpdir(), 'ri-offline-test-'))
  write('index.html', page('', ''))
  write('01-a/index.html', page('../', '<div class="slidev-layout">A slide</div>'))
  write('01-a/read/index.html', page('../../', '<main id="read">Text</main>'))
  write('pdf/01-a-slides.pdf', '%PDF'.padEnd(200))
  write('site/offline.js', await clientScript('offline'))
  write('sw.js', await workerScript(dist))
})
afterEach(() => rmSync(dist, { recursive: true }))

const said = async (patience?: number): Promise<string[]> =>
  (await offlineProblems(dist, ['01-a'], patience)).problems.map(p => `${p.file}: ${p.message}`)

describe('offline', () => {
  it('lets a sound site pass', async () => expect(await said()).toEqual([]))
  it('turns red when a page asks for what is not there', async () => {
    write('01-a/read/index.html', page('../../', '<main id="read">Text</main><script src="../gone.js"></script>'))
    write('sw.js', await workerScript(dist))
    expect(await said()).toContainEqual(
      expect.stringMatching(/^dist\/01-a\/read\/index\.html: without network: the console says/),
    )
  })
  it('turns red when a newer edition is not announced', async () => {
    write(
      'site/offline.js',
      readFileSync(join(dist, 'site/offline.js'), 'utf8').replace('A newer edition', 'Something'),
    )
    write('sw.js', await workerScript(dist))
    expect(await said()).toEqual([expect.stringMatching(/a newer edition is not announced/)])
  })
  it('turns red when the list was made before the site was complete', async () => {
    write('pdf/all-handouts.pdf', '%PDF'.padEnd(200))
    expect(await said()).toEqual([expect.stringMatching(/^dist\/sw\.js: lists other files than the site has/)])
  })
  it('turns red when a page has no worker', async () => {
    write('index.html', page('', '').replace(/<script.*?<\/script>/, ''))
    write('sw.js', await workerScript(dist))
    expect(await said(5_000)).toEqual([expect.stringMatching(/keeps 0 of 5 files/)])
  })
})
