import { rmSync } from 'node:fs'
import type { Browser } from 'playwright-chromium'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { countingHost, firstVisit, type CountingHost } from './firstVisit.ts'
import { type SmallSite, smallSite } from './offlineSite.testing.ts'

let browser: Browser, site: SmallSite, host: CountingHost
beforeAll(async () => {
  browser = await launchBrowser()
  site = await smallSite()
  site.write('assets/large.js', `/* ${'x'.repeat(200_000)} */`)
  await site.release()
  host = await countingHost(site.dist)
})
afterAll(async () => {
  await browser.close()
  await host.close()
  rmSync(site.dist, { recursive: true })
})

it('counts what the page and its worker ask for, compressed, each file once, and nothing that nobody opened', async () => {
  const sent = await firstVisit(browser, host, '01-a/read/index.html')
  const paths = sent.map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['01-a/read/index.html', 'site/offline.js', 'sw.js', 'index.html']))
  expect(paths.filter(path => path !== 'sw.js').toSorted()).toEqual(
    [...new Set(paths.filter(path => path !== 'sw.js'))].toSorted(),
  )
  expect(paths.join()).not.toMatch(/pdf|assets|fonts/)
})
it('sees what a page brings more', async () => {
  const before = await firstVisit(browser, host, '01-a/index.html')
  site.write('01-a/index.html', '<!doctype html><script src="../assets/large.js"></script>')
  await site.release()
  await host.close()
  host = await countingHost(site.dist)
  const after = await firstVisit(browser, host, '01-a/index.html')
  const sum = (list: typeof after): number => list.reduce((n, one) => n + one.bytes, 0)
  expect(after.map(({ path }) => path)).toContain('assets/large.js')
  // Compressed: two hundred thousand letters that are all the same weigh little.
  expect(after.find(({ path }) => path === 'assets/large.js')!.bytes).toBeLessThan(2_000)
  expect(sum(before)).toBeGreaterThan(1_000)
})
