// Handouts: the walkthrough set for A4 and Letter, with page numbers in its contents, and answers of the quiz at the end.
// It is printed once, on a sheet as wide as A4 and as high as Letter; each paper then gets the margins that it has more. So both have the same pages.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-chromium'
import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFString } from 'pdf-lib'
import type { PageJob, Site, SiteJob } from './jobs.ts'
import { launchBrowser } from '../browser.ts'
import { readCourseFile } from '../courseFile.ts'
import type { Deck } from '../deck.ts'
import { numberContents } from '../print/contents.ts'
import { loadPdf, savePdf, setFacts } from '../print/finishPdf.ts'
import { appendParts, type Part } from '../print/mergePdfs.ts'
import { quizAnswers } from '../quiz/answers.ts'
import { loadQuiz } from '../quiz/load.ts'
import { serve } from '../serve.ts'
import { measureBlocks, type Turn, turnPages, turnsOf } from './handoutPages.ts'
import { escape, rich } from './head.ts'
import { READ_ADDRESS, sheetsHtml } from './sheets.ts'

/** The sheet that is printed, in CSS pixels, and its margins: head and foot are boxes in them. */
const SHEET = { width: 793.7, height: 1056, top: 60, right: 56, bottom: 50, left: 72 }
const COLUMN = SHEET.width - SHEET.left - SHEET.right
/** Height of the text on a page. */
const PAGE = SHEET.height - SHEET.top - SHEET.bottom
/** What is kept free at its foot, in pixels: little at first, more where Chromium's pages did not come out as they were measured. */
const SPARE = [6, 24, 60]

/** Width and height in points. */
export const PAPERS = {
  a4: { width: 595.28, height: 841.89, suffix: '' },
  letter: { width: 612, height: 792, suffix: '-letter' },
} as const
type Paper = keyof typeof PAPERS

/** Lays printed sheets on a paper: what it is higher is shared by head and foot; what it is wider goes to the inner margin, since the thumb index must reach the edge. */
function layOn(pdf: PDFDocument, paper: Paper): void {
  const { width, height } = PAPERS[paper],
    sheet = { width: SHEET.width * 0.75, height: SHEET.height * 0.75 }
  for (const page of pdf.getPages()) page.setMediaBox(sheet.width - width, (sheet.height - height) / 2, width, height)
}

const TABS = 11
/** A room for own notes has at least so many lines; a line's height and what stands above the first, in pixels. */
const LINES = { least: 4, height: 27, above: 56 }

/** @param sections letter and title of each: they stand in the running heads */
function paperStyles(
  running: string,
  mechanism: number | null,
  stamp: string,
  sections: readonly { letter: string; title: string }[] = [],
): string {
  const css = (s: string) => JSON.stringify(s.replaceAll('`', '')).replaceAll('\\n', ' ')
  const head =
    'line-height: 18px; border-bottom: 0.75px solid #1A1917; padding-bottom: 5px; vertical-align: bottom; margin-bottom: 14px; white-space: pre;'
  return `@page { size: ${SHEET.width}px ${SHEET.height}px; margin: ${SHEET.top}px ${SHEET.right}px ${SHEET.bottom}px ${SHEET.left}px;
  @top-left { content: ${css(mechanism ? `${String(mechanism).padStart(2, '0')}    ${running}` : running)}; font: 400 10.5pt 'Source Serif 4 Variable', serif; color: #47443E; ${head} }
  @top-center { content: ''; font: italic 400 10.5pt 'Source Serif 4 Variable', serif; color: #47443E; text-align: left; padding-left: 18px; ${head} }
  @top-right { content: counter(page); font: 400 9pt 'IBM Plex Mono', monospace; color: #1A1917; ${head} }
  @bottom-left { content: ${css(stamp)}; font: 400 8pt 'IBM Plex Mono', monospace; color: #686359; vertical-align: top; padding-top: 12px; }
  ${mechanism ? `@right-top { content: '${mechanism}'; background: #1A1917; color: #fff; width: 26px; height: 42px; margin: ${(mechanism - 1) * (900 / TABS)}px 0 0 30px; font: 600 10pt 'IBM Plex Mono', monospace; text-align: center; vertical-align: middle; }` : ''}
  @bottom-right { content: 'Observed is not promised'; font: italic 400 8.5pt 'Source Serif 4 Variable', serif; color: #686359; vertical-align: top; padding-top: 12px; } }
${sections
  .map(
    s => `@page s${s.letter} { @top-center { content: ${css(`${s.letter}    ${s.title}`)} } }
.leaf[data-letter='${s.letter}'] { page: s${s.letter} }`,
  )
  .join('\n')}
@page :first { @top-left { content: ''; border: 0 } @top-center { content: ''; border: 0 } @top-right { content: ''; border: 0 } }
html.ri-paper .ri-read { width: ${COLUMN}px; }
body > .skip, .quiz-read .quiz-why, .task details, .leaf > .anchor { display: none !important; }`
}

/** What only paper needs: the answers and the printed addresses, contents that fit on the first page, and asides below the notes where they would be longer beside them. Runs in the page. @returns pages that title and contents take */
function setForPaper(o: { answers: string; styles: string; height: number }): number {
  document.documentElement.classList.add('ri-paper', 'print')
  document.head.append(Object.assign(document.createElement('style'), { textContent: o.styles }))
  // Paper cannot be opened.
  for (const answer of document.querySelectorAll<HTMLDetailsElement>('.said > .answer')) answer.open = true
  document.querySelector('main#read')?.insertAdjacentHTML('beforeend', o.answers)
  if (o.answers)
    document
      .querySelector('.read-toc > ol')
      ?.insertAdjacentHTML(
        'beforeend',
        '<li><a href="#answers"><b></b><span>Answers to the quiz</span><span class="pg"></span></a></li>',
      )
  // Evidence is linked from almost every sentence: its addresses, in line, would bury the text. The list of sources has them.
  for (const a of document.querySelectorAll<HTMLAnchorElement>('.leaf-text .side a[href^="http"]'))
    a.insertAdjacentHTML('afterend', ` <span class="address">(${a.href.replace(/^https:\/\//, '')})</span>`)
  for (const text of document.querySelectorAll('.leaf-text:not(.reading)')) {
    const [side, notes] = ['.side', '.notes'].map(c => text.querySelector(c)!.getBoundingClientRect().height) as [
      number,
      number,
    ]
    text.classList.toggle('below', side > notes + 30)
  }
  const title = document.querySelector('.read-title')!,
    contents = document.querySelector('.read-toc')!
  const height = () => contents.getBoundingClientRect().bottom - title.getBoundingClientRect().top
  contents.classList.toggle('close', height() > o.height)
  return Math.ceil(height() / o.height)
}

function answersHtml(root: string, deck: Deck): string {
  const answers = quizAnswers(loadQuiz(root, deck.id).questions)
  if (!answers.length) return ''
  return `<section class="answers" id="answers"><h2>Answers to the quiz</h2><ol>${answers.map(a => `<li><b>${a.no}</b><div><strong>${rich(a.answer)}</strong> ${rich(a.why)}</div></li>`).join('')}</ol></section>`
}

const print = (page: Page): Promise<Uint8Array> =>
  page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })

/** Prints the walkthrough with the turns of its pages where they were measured. @throws Error when Chromium does not follow */
async function printMeasured(
  page: Page,
  url: string,
  paper: { answers: string; styles: string; height: number },
): Promise<PDFDocument> {
  let said = ''
  for (const spare of SPARE) {
    await page.goto(url)
    await page.evaluate(() => document.fonts.ready)
    const opening = await page.evaluate(setForPaper, paper)
    await page.evaluate(() => document.fonts.ready)
    const blocks = await page.evaluate(measureBlocks)
    const { turns, pages } = turnsOf(blocks, paper.height - spare)
    const lines = ({ before, room }: Turn) => {
      const n = Math.floor((room - LINES.above) / LINES.height)
      return blocks[before]!.jot && n >= LINES.least ? n : 0
    }
    await page.evaluate(turnPages, {
      turns: turns.map(turn => ({ before: turn.before, lines: lines(turn) })).reverse(),
    })
    const pdf = await loadPdf(await print(page)),
      expected = pages + opening
    if (pdf.getPageCount() === expected) return pdf
    said = `it has ${pdf.getPageCount()} pages where ${expected} were measured`
  }
  throw new Error(
    `the handout's pages do not end where they should: ${said}. Something on them is higher in print than on the screen: look at styles/read.css`,
  )
}

export function handouts(deck: Deck, site: Site): PageJob {
  const output = (p: Paper) => `pdf/${deck.id}-handout${PAPERS[p].suffix}.pdf`
  return {
    name: 'handouts',
    part: 'handouts',
    deck,
    address: READ_ADDRESS,
    outputs: [output('a4'), output('letter')],
    code: [
      import.meta.dirname,
      join(site.root, 'styles'),
      join(site.root, 'scripts/lib/print'),
      join(deck.dir, 'exercises'),
      join(deck.dir, 'quiz.yaml'),
      join(site.root, 'pages'),
    ],
    inputs: [JSON.stringify(deck.head), site.publicUrl ?? '', site.stamp],
    async run(page) {
      const { title, summary, tags, mechanism } = deck.head
      const url = new URL('read/index.html', page.url().replace(/[?#].*$/, '')).href,
        served = new URL('../..', url).href
      const html = await sheetsHtml(page, deck, site)
      // The page is no file of the site: under the article's address, so that links and fonts are found from where they are named.
      await page.route(url, route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
      await page.setViewportSize({ width: Math.ceil(COLUMN), height: 1056 })
      // Measured as it will be printed.
      await page.emulateMedia({ media: 'print' })
      const pdf = await printMeasured(page, url, {
        answers: answersHtml(site.root, deck),
        styles: paperStyles(title, mechanism, site.stamp, deck.sections),
        height: PAGE,
      })
      await page.unroute(url)
      numberContents(pdf)
      setFacts(pdf, {
        title: `${title}: handout`,
        subject: summary,
        keywords: tags,
        language: 'en',
        served,
        publicUrl: site.publicUrl,
      })
      for (const paper of ['a4', 'letter'] as const) {
        layOn(pdf, paper)
        await writeFile(site.path(output(paper)), await savePdf(pdf))
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
      const link = annotations.lookup(i, PDFDict),
        uri = link.lookupMaybe(PDFName.of('A'), PDFDict)?.lookup(PDFName.of('URI'))
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
    name: 'course handout',
    part: 'handouts',
    outputs: [output],
    reads: /^pdf\/.*-handout\.pdf$|^assets\/[^/]*\.css$/,
    beside: true,
    code: [import.meta.dirname, join(site.root, 'styles'), join(site.root, 'scripts/lib/print')],
    inputs: [site.stamp, site.publicUrl ?? '', JSON.stringify(site.cards)],
    async run() {
      if (!site.decks.length) return
      const parts = await Promise.all(
        site.decks.map(async (deck): Promise<Part> => ({
          pdf: await loadPdf(await readFile(site.path(`pdf/${deck.id}-handout.pdf`))),
          prefix: chapter(deck),
          label: `${chapter(deck).slice(1)}-`,
        })),
      )
      const server = await serve(site.path('index.html').replace(/index\.html$/, '')),
        browser = await launchBrowser()
      try {
        const page = await browser.newPage({
          viewport: { width: 794, height: 1123 },
          reducedMotion: 'reduce',
          colorScheme: 'light',
        })
        await page.route('**/__handouts.html', async route =>
          route.fulfill({ contentType: 'text/html; charset=utf-8', body: await coverHtml(site, parts) }),
        )
        await page.goto(`${server.url}__handouts.html`)
        await page.evaluate(() => document.fonts.ready)
        const facts = {
          title: `${readCourseFile(site.root).title}: handouts`,
          subject: 'All walkthroughs of the course',
          keywords: ['Rust'],
          language: 'en',
          served: server.url,
          publicUrl: site.publicUrl,
        }
        const pdf = await loadPdf(await print(page))
        layOn(pdf, 'a4')
        linkChapters(pdf.getPages())
        appendParts(pdf, parts)
        setFacts(pdf, facts)
        await writeFile(site.path(output), await savePdf(pdf))
      } finally {
        await browser.close()
        await server.close()
      }
    },
  }
}

/** The style sheets of the handouts' pages, by their paths in dist/: those of a deck, and the one of pages/read.vue, which is loaded with that page. */
async function sheetStyles(site: Site): Promise<string[]> {
  const deck = await readFile(site.path(`${site.decks[0]!.id}/index.html`), 'utf8')
  const own = [...deck.matchAll(/<link rel="stylesheet"[^>]* href="\.\.\/([^"]+)"/g)].map(found => found[1]!)
  const assets = site.path('assets/')
  const sheets = (await readdir(assets)).filter(name => name.endsWith('.css') && !own.includes(`assets/${name}`)).sort()
  const texts = await Promise.all(sheets.map(name => readFile(join(assets, name), 'utf8')))
  const read = sheets.filter((_, i) => texts[i]!.includes('ri-reading')).map(name => `assets/${name}`)
  if (!read.length) throw new Error('no style sheet of the site is that of styles/read.css: the handouts have no look')
  return [...own, ...read]
}

/** Cover and contents, in the site's own style sheets. */
async function coverHtml(site: Site, parts: readonly Part[]): Promise<string> {
  const course = readCourseFile(site.root).title
  const styles = (await sheetStyles(site)).map(href => `<link rel="stylesheet" href="/${href}">`).join('')
  const entries = site.decks.map(
    (d, i) =>
      `<li><a href="/${CHAPTER}${chapter(d)}"><b>${chapter(d).slice(1)}</b><span>${escape(d.head.title)}</span><span class="pg">${parts[i]!.pdf.getPageCount()} pages</span></a><p>${rich(d.head.summary)}</p></li>`,
  )
  return `<!doctype html><html lang="en" class="ri-reading ri-paper print"><head><meta charset="utf-8"><title>${escape(course)}: handouts</title>${styles}<style>${paperStyles(course, null, site.stamp)}
.read-toc > ol { columns: 1; } .read-toc > ol > li > p { margin: 2px 0 10px 30px; color: var(--ri-ink-2); font-weight: 400; }</style></head><body><header class="read-title"><div class="numeral">${site.decks.length}</div><h1>${escape(course)}</h1><p class="summary">The mechanisms that decide how Rust programs behave. Every line of code was judged by the compiler; every figure is drawn from what it said.</p><p class="plate">${escape(site.stamp)}. Pages are numbered within each mechanism: 02-7 is page 7 of mechanism 02.</p></header><nav class="read-toc" aria-label="Contents"><h2>Contents</h2><ol>${entries.join('')}</ol></nav></body></html>`
}
