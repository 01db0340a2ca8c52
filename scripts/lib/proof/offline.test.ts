// The offline gate is held against planted defects, on a site of four files with the real worker.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWorker } from '../site/worker.ts'
import { offlineProblems } from './offlineGate.ts'
import { BUTTONS, page, type SmallSite, smallSite } from './offlineSite.testing.ts'

let site: SmallSite, dist: string
beforeEach(async () => {
  site = await smallSite(true)
  dist = site.dist
})
afterEach(() => rmSync(dist, { recursive: true }))

const said = async (patience?: number): Promise<string[]> =>
  (await offlineProblems(dist, ['01-a'], patience)).problems.map(p => `${p.file}: ${p.message}`)

describe('offline', () => {
  it('lets a sound site pass', async () => expect(await said()).toEqual([]))
  it('turns red when a page asks for what is not there', async () => {
    site.write('01-a/read/index.html', page('../../', '<main id="read">Text</main><script src="../gone.js"></script>'))
    await writeWorker(dist)
    expect(await said()).toContainEqual(
      expect.stringMatching(/^dist\/01-a\/read\/index\.html: without network: the console says/),
    )
  })
  it('turns red when a newer edition is not announced', async () => {
    site.write(
      'site/offline.js',
      readFileSync(join(dist, 'site/offline.js'), 'utf8').replace('A newer edition of the course', 'Something'),
    )
    await writeWorker(dist)
    expect(await said(10_000)).toEqual([expect.stringMatching(/a newer edition is not announced/)])
  })
  it('turns red when the list was made before the site was complete', async () => {
    site.write('pdf/all-handouts.pdf', '%PDF'.padEnd(200))
    expect(await said()).toEqual([expect.stringMatching(/^dist\/sw\.js: lists other files than the site has/)])
  })
  it('turns red when a page has no worker', async () => {
    site.write('index.html', page('', BUTTONS).replace(/<script type="module" src.*?<\/script>/, ''))
    await writeWorker(dist)
    expect(await said(5_000)).toEqual([expect.stringMatching(/keeps 0 of 3 files of the home page/)])
  })
  it('turns red when a visit keeps what nobody asked for', async () => {
    site.write(
      'site/offline.js',
      `${readFileSync(join(dist, 'site/offline.js'), 'utf8')}
navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ ask: 'keep', what: 'pages' }))`,
    )
    await writeWorker(dist)
    expect(await said()).toEqual([expect.stringMatching(/keeps \d pages or downloads after one visit/)])
  })
  it('turns red when a button keeps less than it says', async () => {
    await writeWorker(dist)
    const script = readFileSync(join(dist, 'sw.js'), 'utf8')
    site.write('sw.js', script.replace(/asked\.what === ['"]large['"]/, 'false'))
    expect(await said(5_000)).toEqual([
      expect.stringMatching(/keeps \d of \d files 5 s after \.keep-large was pressed/),
    ])
  })
})
