// Handouts: the walkthrough set on A4 and Letter, with page numbers in its contents, and answers of the quiz at the end.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-chromium'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PageJob, Site, SiteJob } from '../build/plan.ts'
import { launchBrowser } from '../browser.ts'
import type { Deck } from '../deck.ts'
import { finishPdf } from '../print/finishPdf.ts'
import { quizAnswers } from '../quiz/answers.ts'
import { loadQuiz } from '../quiz/load.ts'
import { serve } from '../serve.ts'
import { escape, rich } from './head.ts'
import { READ_ADDRESS } from './read.ts'
import { stampOf } from './stamp.ts'

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
function setForPaper(o: { css: string; answers: string }): void {
  document.documentElement.classList.add('ri-paper', 'print')
  const style = document.createElement('style')
  style.textContent = o.css
  document.head.append(style)
  document.querySelector('main#read')?.insertAdjacentHTML('beforeend', o.answers)
  for (const a of document.querySelectorAll<HTMLAnchorElement>('.leaf-text a[href^="http"]')) a.insertAdjacentHTML('afterend', ` <span class="address">(${a.href.replace(/^https:\/\//, '')})</span>`)
}

function answersHtml(root: string, deck: Deck): string {
  const answers = quizAnswers(loadQuiz(root, deck.id).questions)
  if (!answers.length) return ''
  return `<section class="answers" id="answers"><h2>Answers to the quiz</h2><ol>${answers.map(a => `<li><b>${a.no}</b><div><strong>${escape(a.answer)}</strong> ${rich(a.why)}</div></li>`).join('')}</ol></section>`
}

/** Pages that the links of the contents lead to, in the order of the links. */
async function pagesOfLinks(bytes: Uint8Array, wanted: number): Promise<number[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const pdf = await task.promise
  const out: number[] = []
  for (let no = 1; no <= pdf.numPages && out.length < wanted; no++) {
    const links = (await (await pdf.getPage(no)).getAnnotations()).filter(a => a.subtype === 'Link' && a.dest)
    for (const a of links) {
      const dest = typeof a.dest === 'string' ? await pdf.getDestination(a.dest) : a.dest
      if (Array.isArray(dest)) out.push(await pdf.getPageIndex(dest[0]) + 1)
    }
  }
  await task.destroy()
  return out
}

/** Prints twice: once to learn on which page everything stands, once with these numbers in the contents. */
export async function printWithContents(page: Page): Promise<Uint8Array> {
  const pdf = () => page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
  const first = await pdf()
  const links = await page.locator('.read-toc a').count()
  const numbers = await pagesOfLinks(first, links)
  await page.evaluate((pages) => {
    document.querySelectorAll('.read-toc a').forEach((a, i) => { const pg = a.querySelector('.pg'); if (pg && pages[i]) pg.textContent = String(pages[i]) })
  }, numbers)
  return pdf()
}

export function handouts(deck: Deck, site: Site): PageJob {
  const output = (p: Paper) => `pdf/${deck.id}-handout${PAPERS[p].suffix}.pdf`
  return {
    name: 'handouts', part: 'handouts', deck, address: READ_ADDRESS, outputs: [output('a4'), output('letter')],
    code: [import.meta.dirname, join(site.root, 'styles'), join(site.root, 'scripts/lib/print'), join(deck.dir, 'exercises'), join(deck.dir, 'quiz.yaml'), join(site.root, 'pages')],
    inputs: [JSON.stringify(deck.head), site.publicUrl ?? '', stampOf(site.root)],
    async run(page) {
      const { title, summary, tags, mechanism } = deck.head
      const url = new URL('read/index.html', page.url().replace(/[?#].*$/, '')).href, served = new URL('../..', url).href
      await page.setViewportSize({ width: 794, height: 1123 })
      // Paper needs no script, and those of the site are made later.
      await page.route('**/site/*.js', route => route.fulfill({ contentType: 'text/javascript', body: '' }))
      for (const paper of ['a4', 'letter'] as const) {
        await page.goto(url)
        await page.evaluate(setForPaper, { css: paperStyles(PAPERS[paper].size, title, mechanism, stampOf(site.root)), answers: answersHtml(site.root, deck) })
        await page.evaluate(() => document.fonts.ready)
        const bytes = await finishPdf(await printWithContents(page), { title: `${title}: handout`, subject: summary, keywords: tags, language: 'en', served, publicUrl: site.publicUrl })
        await writeFile(site.path(output(paper)), bytes)
      }
    },
  }
}

/** The whole course in one file: cover, contents, every walkthrough. Ids are made unique by the deck's number. */
export function combinedHandout(site: Site): SiteJob {
  const output = 'pdf/rust-internals-handouts.pdf'
  return {
    name: 'course handout', part: 'handouts', outputs: [output], code: [import.meta.dirname, join(site.root, 'styles')], inputs: [stampOf(site.root), site.publicUrl ?? ''],
    async run() {
      const parts = await Promise.all(site.decks.map(async deck => ({ deck, html: await readFile(site.path(`${deck.id}/read/index.html`), 'utf8') })))
      const first = parts[0]
      if (!first) return
      const styles = [...first.html.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(m => m[0].replace('../../', '/')).join('')
      const body = parts.map(({ deck, html }) => unique(/<main[\s\S]*<\/main>/.exec(html)![0].replace('</main>', `${answersHtml(site.root, deck)}</main>`), deck)).join('\n')
      const toc = `<nav class="read-toc" aria-label="Contents"><h2>Contents</h2><ol>${site.decks.map(d => `<li><a href="#m${d.head.mechanism}-read"><b>${String(d.head.mechanism).padStart(2, '0')}</b><span>${escape(d.head.title)}</span><span class="pg"></span></a></li>`).join('')}</ol></nav>`
      const html = `<!doctype html><html lang="en" class="ri-reading ri-paper print"><head><meta charset="utf-8"><title>Rust internals: handouts</title>${styles}<style>${paperStyles('A4', 'Rust internals', null, stampOf(site.root))} main .read-toc .pg { display: none } main { break-before: page }</style></head><body><header class="read-title"><h1>Rust internals</h1><p class="summary">Eleven mechanisms. Every line of code was judged by the compiler; every figure is drawn from what it said.</p><p class="plate">${escape(stampOf(site.root))}</p></header>${toc}${body}</body></html>`
      const dist = site.path('index.html').replace(/index\.html$/, '')
      const server = await serve(dist), browser = await launchBrowser()
      try {
        const page = await browser.newPage({ viewport: { width: 794, height: 1123 }, reducedMotion: 'reduce', colorScheme: 'light' })
        await page.route('**/__handouts.html', route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
        await page.goto(`${server.url}__handouts.html`)
        await page.evaluate(() => document.fonts.ready)
        await writeFile(site.path(output), await finishPdf(await printWithContents(page), { title: 'Rust internals: handouts', subject: 'All walkthroughs of the course', keywords: ['Rust'], language: 'en', served: server.url, publicUrl: site.publicUrl }))
      }
      finally { await browser.close(); await server.close() }
    },
  }
}

/** `id`s and what points at them, with the deck's number before them. */
function unique(html: string, deck: Deck): string {
  const prefix = `m${deck.head.mechanism}-`
  return html.replaceAll(/\b(id|for|aria-labelledby|aria-describedby)="([^"]+)"/g, (_, a: string, v: string) => `${a}="${prefix}${v}"`)
    .replaceAll(/href="#([^"]+)"/g, (_, v: string) => `href="#${prefix}${v}"`).replaceAll(/url\(#([^)]+)\)/g, (_, v: string) => `url(#${prefix}${v})`)
}
