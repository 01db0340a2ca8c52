import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-chromium'
import { launchBrowser } from '../browser.ts'
import { contentsLinks, numberContents } from './contents.ts'
import { finishPdf, loadPdf } from './finishPdf.ts'
import { appendParts } from './mergePdfs.ts'
import { readPdf } from './readPdf.ts'

const dir = mkdtempSync(join(tmpdir(), 'merge-'))
let browser: Browser
/** A handout in small: contents whose lines lead to chapters on pages of their own, a table with headers, a link to elsewhere. */
const sheet = (title: string, chapters: number) => `<!doctype html><html lang="en"><title>${title}</title><style>
@page { size: A5; @top-right { content: counter(page); font: 9pt 'IBM Plex Mono' } } h2 { break-before: page } body, @page { font-family: 'IBM Plex Mono' }
@font-face { font-family: 'IBM Plex Mono'; src: url(data:font/woff2;base64,FONT) } p, b { font-family: 'IBM Plex Mono' }</style>
<h1>${title}</h1>${Array.from({ length: chapters }, (_, i) => `<p style="width:200px"><a style="display:block" href="#c${i + 1}">Chapter ${i + 1}</a></p>`).join('')}<p>0123456789</p>
${Array.from({ length: chapters }, (_, i) => `<h2 id="c${i + 1}">Chapter ${i + 1} of ${title}</h2><table><tr><th id="h${i}">Head</th></tr><tr><td headers="h${i}">Cell <a href="https://example.org/${i}">out</a></td></tr></table>`).join('')}`
const pdfs: Record<string, Uint8Array> = {}

beforeAll(async () => {
  const font = readFileSync(
    join(import.meta.dirname, '../../../public/fonts/ibm-plex-mono-latin-400-normal.woff2'),
  ).toString('base64')
  browser = await launchBrowser()
  const page = await browser.newPage()
  for (const [title, chapters] of [
    ['First', 2],
    ['Second', 12],
  ] as const) {
    await page.setContent(sheet(title, chapters).replace('FONT', font))
    await page.evaluate(() => document.fonts.ready)
    pdfs[title] = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true })
  }
})
afterAll(async () => {
  await browser.close()
  rmSync(dir, { recursive: true })
})

const read = async (bytes: Uint8Array) => {
  const file = join(dir, 'a.pdf')
  writeFileSync(file, bytes)
  return readPdf(file)
}
const facts = { title: 'T', subject: '', keywords: [], language: 'en', served: 'http://x/', publicUrl: null }

describe('numberContents', () => {
  it('sets the page of each entry, and no other link is an entry', async () => {
    const pdf = await loadPdf(pdfs['Second']!)
    expect(contentsLinks(pdf).map(l => l.to)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(numberContents(pdf)).toBe(12)
    const back = await read(await pdf.save())
    expect(back.pages[0]!.text).toMatch(/2\n?3\n?4\n?5\n?6\n?7\n?8\n?9\n?10\n?11\n?12\n?13/)
    expect(back.pages.every(p => p.tagged)).toBe(true)
  })
  it('says what is missing when no font has the figures', async () => {
    const page = await browser.newPage()
    await page.setContent('<a href="#b">to b</a><h2 id="b" style="break-before:page">b</h2>')
    const pdf = await loadPdf(await page.pdf({ tagged: true }))
    await page.close()
    expect(() => numberContents(pdf)).toThrow(/no font of the printed pages has all ten figures/)
  })
})

describe('appendParts', () => {
  it('keeps tags, bookmarks, links inside each part, and labels its pages', async () => {
    const whole = await loadPdf(await finishPdf(pdfs['First']!, facts))
    appendParts(whole, [
      { pdf: await loadPdf(pdfs['First']!), prefix: 'm01', label: '01-' },
      { pdf: await loadPdf(pdfs['Second']!), prefix: 'm02', label: '02-' },
    ])
    const back = await read(await whole.save())
    expect(back.pages).toHaveLength(3 + 3 + 13)
    expect(back.pages.map(p => p.tagged)).toEqual(Array(19).fill(true))
    expect(back.outline.filter(t => /^(First|Second)$/.test(t))).toEqual(['First', 'First', 'Second'])
    // The same names lead to each part's own pages.
    expect(back.pages[0]!.links.map(l => l.page)).toEqual([2, 3])
    expect(back.pages[3]!.links.map(l => l.page)).toEqual([5, 6])
    expect(back.pages[6]!.links.map(l => l.page)).toEqual(Array.from({ length: 12 }, (_, i) => 8 + i))
    expect(back.pages[7]!.links[0]!.url).toBe('https://example.org/0')
    expect(back.pages[18]!.text).toContain('Chapter 12 of Second')
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
    const task = getDocument({ data: new Uint8Array(await whole.save()), verbosity: 0 })
    expect((await (await task.promise).getPageLabels())?.slice(2, 8)).toEqual([
      '3',
      '01-1',
      '01-2',
      '01-3',
      '02-1',
      '02-2',
    ])
    // Each page's tags are its own: what a page of the second part says is found in its tree and not in its namesake's of the first.
    const tree = async (no: number) => JSON.stringify(await (await (await task.promise).getPage(no)).getStructTree())
    expect(await tree(8)).toContain('"role":"H2"')
    expect(await tree(7)).toContain('"role":"H1"')
    await task.destroy()
  })
  it('refuses a part without tags', async () => {
    const page = await browser.newPage()
    await page.setContent('<p>plain</p>')
    const plain = await loadPdf(await page.pdf({ tagged: false }))
    await page.close()
    const whole = await loadPdf(pdfs['First']!)
    expect(() => appendParts(whole, [{ pdf: plain, prefix: 'm09', label: '09-' }])).toThrow(/m09 is not tagged/)
  })
})
