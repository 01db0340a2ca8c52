// What is felt while scrolling is seen: a page that jumps, and one that does not answer. A quiet page has neither.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-chromium'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { type Server, serve } from '../serve.ts'
import { SCROLL_LIMIT, scrollThrough } from './scrolled.ts'

const SCRIPTS = {
  quiet: '',
  // Something above grows when the reader has come to it: what is below moves, and the browser keeps its hands off.
  jumps: `addEventListener('scroll', () => { if (scrollY > 900) document.querySelector('.late').style.height = '400px' })`,
  blocks: `addEventListener('scroll', () => { if (scrollY > 900) for (const end = performance.now() + 250; performance.now() < end;); })`,
}

let browser: Browser, server: Server
const dir = mkdtempSync(join(tmpdir(), 'ri-scrolled-'))
beforeAll(async () => {
  for (const [name, script] of Object.entries(SCRIPTS)) {
    mkdirSync(join(dir, name))
    writeFileSync(join(dir, name, 'a.js'), script)
    const text = '<p style="height:300px">Text.</p>'
    writeFileSync(
      join(dir, name, 'index.html'),
      `<!doctype html><style>body{overflow-anchor:none}.late{position:sticky;top:0}</style>${text.repeat(2)}<div class="late">Late</div>${text.repeat(8)}<script src="a.js"></script>`,
    )
  }
  browser = await launchBrowser()
  server = await serve(dir)
})
afterAll(async () => {
  await browser.close()
  await server.close()
  rmSync(dir, { recursive: true, force: true })
})

const scrolled = (name: keyof typeof SCRIPTS) =>
  scrollThrough(browser, `${server.url}${name}/index.html`, { width: 412, height: 823 })

it('finds nothing on a quiet page', async () => {
  const { shift, task } = await scrolled('quiet')
  expect(shift).toBeLessThan(SCROLL_LIMIT.shift)
  expect(task).toBeLessThan(SCROLL_LIMIT.task)
})
it('sees what jumps, and names it', async () => {
  const { shift, shifted } = await scrolled('jumps')
  expect(shift).toBeGreaterThan(SCROLL_LIMIT.shift)
  expect(shifted).toContain('p')
})
it('sees a page that does not answer', async () => {
  const { task } = await scrolled('blocks')
  expect(task).toBeGreaterThan(SCROLL_LIMIT.task)
})
