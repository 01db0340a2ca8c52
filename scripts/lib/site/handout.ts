// Handouts: the walkthrough set on A4 and Letter, with page numbers in its contents, and answers of the quiz at the end.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-chromium'
import { PDFArray, PDFDict, PDFName, PDFString } from 'pdf-lib'
import type { PageJob, Site, SiteJob } from '../build/plan.ts'
import { launchBrowser } from '../browser.ts'
import type { Deck } from '../deck.ts'
import { numberContents } from '../print/contents.ts'
import { finishPdf, loadPdf } from '../print/finishPdf.ts'
import { appendParts, type Part } from '../print/mergePdfs.ts'
import { quizAnswers } from '../quiz/answers.ts'
import { loadQuiz } from '../quiz/load.ts'
import { serve } from '../serve.ts'
import { escape, rich } from './head.ts'
import { READ_ADDRESS } from './read.ts'

export const PAPERS = { a4: { size: 'A4', suffix: '' }, letter: { size: 'Letter', suffix: '-letter' } } as const
type Paper = keyof typeof PAPERS

const TABS = 11

/** Margins of LOOK: 72 left, 56 right; head and foot are boxes in the page's margins, the thumb index is a box in the outer margin. */
function paperStyles(size: string, running: string, mechanism: number | null, stamp: string): string {
  const css = (s: string) => JSON.stringify(s).replaceAll('\\n', ' ')
  return `@page { size: ${size}; margin: 76px 56px 66px 72px;
  @top-left { content: ${css(mechanism ? `${String(mechanism).padStart(2, '0')}    ${running}` : running)}; font: 400 10.5pt 'Source Serif 4 Variable', serif; color: #47443E; border-bottom: 0.75px solid #1A1917; padding-bottom: 6px; vertical-align: bottom; margin-bottom: 14px; white-space: pre; }
  @top-right { content: counter(page); font: 400 9pt 'IBM Plex Mono', monospace; color: #1A1917; border-bottom: 0.75px solid #1A1917; padding-bottom: 6px; vertical-align: bottom; margin-bottom: 14px; }
  @bottom-left { content: ${css(stamp)}; font: 400 8pt 'IBM Plex Mono', monospace; color: #686359; vertical-align: top; padding-top: 12px; }
  ${mechanism ? `@right-top { content: '${mechanism}'; background: #1A1917; color: #fff; width: 26px; height: 42px; margin: ${(mechanism - 1) * (940 / TABS)}px 0 0 30px; font: 600 10pt 'IBM Plex Mono', monospace; text-align: center; vertical-align: middle; }` : ''}
  @bottom-right { content: 'Observed is not promised'; font: italic 400 8.5pt 'Source Serif 4 Variable', serif; color: #686359; vertical-align: top; padding-top: 12px; } }
@page :first { @top-left { content: ''; border: 0 } @top-right { content: ''; border: 0 } }
.bar, .between, .stamp, .skip, .quiz-read .quiz-why, .task details, .leaf > .anchor { display: none !important; }`
}

/** What only paper needs: the answers and the printed addresses. Runs in the page. */
function setForPaper(o: { answers: string }): void {
  document.documentElement.classList.add('ri-paper', 'print')
  document.head.append(Object.assign(document.createElement('style'), { id: 'paper' }))
  document.querySelector('main#read')?.insertAdjacentHTML('beforeend', o.answers)
  for (const a of document.querySelectorAll<HTMLAnchorElement>('.leaf-text a[href^="http"]')) a.insertAdjacentHTML('afterend', ` <span class="address">(${a.href.replace(/^https:\/\//, '')})</span>`)
}

function answersHtml(root: string, deck: Deck): string {
  const answers = quizAnswers(loadQuiz(root, deck.id).questions)
  if (!answers.length) return ''
  return `<section class="answers" id="answers"><h2>Answers to the quiz</h2><ol>${answers.map(a => `<li><b>${a.no}</b><div><strong>${escape(a.answer)}</strong> ${rich(a.why)}</div></li>`).join('')}</ol></section>`
}

const print = (page: Page): Promise<Uint8Array> => page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })

export function handouts(deck: Deck, site: Site): PageJob {
  const output = (p: Paper) => `pdf/${deck.id}-handout${PAPERS[p].suffix}.pdf`
  return {
    name: 'handouts', part: 'handouts', deck, address: READ_ADDRESS, outputs: [output('a4'), output('letter')],
    code: [import.meta.dirname, join(site.root, 'styles'), join(site.root, 'scripts/lib/print'), join(deck.dir, 'exercises'), join(deck.dir, 'quiz.yaml'), join(site.root, 'pages')],
    inputs: [JSON.stringify(deck.head), site.publicUrl ?? '', site.stamp],
    async run(page) {
      const { title, summary, tags, mechanism } = deck.head
      const url = new URL('read/index.html', page.url().replace(/[?#].*$/, '')).href, served = new URL('../..', url).href
      await page.setViewportSize({ width: 794, height: 1123 })
      // Paper needs no script, and those of the site are made later.
      await page.route('**/site/*.js', route => route.fulfill({ contentType: 'text/javascript', body: '' }))
      await page.goto(url)
      await page.evaluate(setForPaper, { answers: answersHtml(site.root, deck) })
      await page.evaluate(() => document.fonts.ready)
      for (const paper of ['a4', 'letter'] as const) {
        await page.evaluate((css) => { document.getElementById('paper')!.textContent = css }, paperStyles(PAPERS[paper].size, title, mechanism, site.stamp))
        const bytes = await finishPdf(await print(page), { title: `${title}: handout`, subject: summary, keywords: tags, language: 'en', served, publicUrl: site.publicUrl }, numberContents)
        await writeFile(site.path(output(paper)), bytes)
      }
    },
  }
}

/** What stands where a chapter begins, in its file and in the contents of the whole. */
const chapter = (deck: Deck): string => `m${String(deck.head.mechanism).padStart(2, '0')}`
const CHAPTER = '__chapter/'

/** Turns the links of the cover's contents into jumps to the chapters. */
function linkChapters(pages: readonly { node: PDFDict }[]): void {
  for (const { node } of pages) {
    const annotations = node.lookupMaybe(PDFName.of('Annots'), PDFArray)
    for (let i = 0; annotations && i < annotations.size(); i++) {
      const link = annotations.lookup(i, PDFDict), uri = link.lookupMaybe(PDFName.of('A'), PDFDict)?.lookup(PDFName.of('URI'))
      const to = uri instanceof PDFString ? uri.asString().split(CHAPTER)[1] : undefined
      if (!to) continue
      link.delete(PDFName.of('A'))
      link.set(PDFName.of('Dest'), PDFName.of(`${to}-read`))
    }
  }
}

/** The whole course in one file: cover and contents, then the handouts on A4 as they are, each page labelled with its mechanism and its number there. */
export function combinedHandout(site: Site): SiteJob {
  const output = 'pdf/rust-internals-handouts.pdf'
  return {
    name: 'course handout', part: 'handouts', outputs: [output], reads: /^pdf\/.*-handout\.pdf$|^assets\/[^/]*\.css$/, beside: true, code: [import.meta.dirname, join(site.root, 'styles'), join(site.root, 'scripts/lib/print')], inputs: [site.stamp, site.publicUrl ?? '', JSON.stringify(site.cards)],
    async run() {
      if (!site.decks.length) return
      const parts = await Promise.all(site.decks.map(async (deck): Promise<Part> => ({ pdf: await loadPdf(await readFile(site.path(`pdf/${deck.id}-handout.pdf`))), prefix: chapter(deck), label: `${chapter(deck).slice(1)}-` })))
      const server = await serve(site.path('index.html').replace(/index\.html$/, '')), browser = await launchBrowser()
      try {
        const page = await browser.newPage({ viewport: { width: 794, height: 1123 }, reducedMotion: 'reduce', colorScheme: 'light' })
        await page.route('**/__handouts.html', async route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: await coverHtml(site, parts) }))
        await page.goto(`${server.url}__handouts.html`)
        await page.evaluate(() => document.fonts.ready)
        const facts = { title: 'Rust internals: handouts', subject: 'All walkthroughs of the course', keywords: ['Rust'], language: 'en', served: server.url, publicUrl: site.publicUrl }
        await writeFile(site.path(output), await finishPdf(await print(page), facts, (pdf) => { linkChapters(pdf.getPages()); appendParts(pdf, parts) }))
      }
      finally { await browser.close(); await server.close() }
    },
  }
}

/** Cover and contents, in the site's own style sheets. */
async function coverHtml(site: Site, parts: readonly Part[]): Promise<string> {
  const read = await readFile(site.path(`${site.decks[0]!.id}/read/index.html`), 'utf8')
  const styles = [...read.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(m => m[0].replace('../../', '/')).join('')
  const entries = site.decks.map((d, i) => `<li><a href="/${CHAPTER}${chapter(d)}"><b>${chapter(d).slice(1)}</b><span>${escape(d.head.title)}</span><span class="pg">${parts[i]!.pdf.getPageCount()} pages</span></a><p>${rich(d.head.summary)}</p></li>`)
  return `<!doctype html><html lang="en" class="ri-reading ri-paper print"><head><meta charset="utf-8"><title>Rust internals: handouts</title>${styles}<style>${paperStyles('A4', 'Rust internals', null, site.stamp)}
.read-toc > ol { columns: 1; } .read-toc > ol > li > p { margin: 2px 0 10px 30px; color: var(--ri-ink-2); font-weight: 400; }</style></head><body><header class="read-title"><div class="numeral">${site.decks.length}</div><h1>Rust internals</h1><p class="summary">The mechanisms that decide how Rust programs behave. Every line of code was judged by the compiler; every figure is drawn from what it said.</p><p class="plate">${escape(site.stamp)}. Pages are numbered within each mechanism: 02-7 is page 7 of mechanism 02.</p></header><nav class="read-toc" aria-label="Contents"><h2>Contents</h2><ol>${entries.join('')}</ol></nav></body></html>`
}
