// Pictures of what is built: the article as a phone, a tablet and a desk show it, the frames of its figures, the pages of its handout.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-chromium'
import type { Shot } from './sheets.ts'

type Scheme = 'light' | 'dark'

async function openWalkthrough(
  browser: Browser,
  url: string,
  id: string,
  scheme: Scheme,
  width: number,
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height: 1400 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  page.on('pageerror', e => console.log(`${id} read ${width} ${scheme}: ${e.message.slice(0, 300)}`))
  await page.goto(`${url}${id}/read/index.html`)
  await page.evaluate(() => document.fonts.ready)
  return page
}

/** The whole article, a window of 1400 px at a time (a browser does not survive a page of 100,000 px in one piece); says what is wider than the window. */
export async function shootWalkthrough(
  browser: Browser,
  url: string,
  id: string,
  scheme: Scheme,
  width: number,
): Promise<Shot[]> {
  const page = await openWalkthrough(browser, url, id, scheme, width),
    shots: Shot[] = [],
    { height: piece } = page.viewportSize()!
  const { height, wide } = await page.evaluate(() => ({
    height: document.documentElement.scrollHeight,
    wide: document.documentElement.scrollWidth - innerWidth,
  }))
  if (wide > 0) console.log(`${id} read ${width}: ${wide} px wider than the window`)
  for (let y = 0; y < height; y += piece) {
    await page.evaluate(y => scrollTo({ top: y, behavior: 'instant' }), y)
    shots.push({ label: `${width} px, from ${y}`, data: await page.screenshot() })
  }
  await page.close()
  return shots
}

/** Every frame of every figure of the deck as it stands beside the text, with its caption. */
export async function shootFigures(browser: Browser, url: string, id: string, scheme: Scheme): Promise<Shot[]> {
  const page = await openWalkthrough(browser, url, id, scheme, 1440),
    shots: Shot[] = []
  for (const section of await page.locator('section.has-film').all()) {
    // Films are made when they come near the window.
    await section.scrollIntoViewIfNeeded()
    const slide = await section.getAttribute('data-no')
    for (const stage of await section.locator('.stage').all()) {
      const ticks = await stage.locator('.tick').all()
      if (!ticks.length) shots.push({ label: `slide ${slide}`, data: await stage.screenshot() })
      for (const [i, tick] of ticks.entries()) {
        await tick.click()
        shots.push({ label: `slide ${slide}, frame ${i + 1}`, data: await stage.screenshot() })
      }
    }
  }
  await page.close()
  return shots
}

/** The pages of a PDF as a reader's program draws them. */
export async function shootPdf(browser: Browser, file: string): Promise<Shot[]> {
  if (!existsSync(file)) throw new Error(`${file} is not there: run \`npm run build\` first.`)
  const build = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/build/pdf.mjs')),
    page = await browser.newPage()
  await page.route('https://pictures.invalid/**', route => {
    const name = new URL(route.request().url()).pathname.slice(1)
    return route.fulfill(
      name === ''
        ? { contentType: 'text/html', body: '<!doctype html>' }
        : {
            contentType: name.endsWith('.mjs') ? 'text/javascript' : 'application/pdf',
            body: name === 'file.pdf' ? readFileSync(file) : readFileSync(join(build, name)),
          },
    )
  })
  await page.goto('https://pictures.invalid/')
  const pages = await page.evaluate(async () => {
    const at = (name: string) => `https://pictures.invalid/${name}`
    const pdfjs = (await import(at('pdf.mjs'))) as typeof import('pdfjs-dist')
    pdfjs.GlobalWorkerOptions.workerSrc = at('pdf.worker.mjs')
    const pdf = await pdfjs.getDocument(at('file.pdf')).promise,
      out: string[] = []
    for (let no = 1; no <= pdf.numPages; no++) {
      const sheet = await pdf.getPage(no),
        viewport = sheet.getViewport({ scale: 1.1 })
      const canvas = Object.assign(document.createElement('canvas'), { width: viewport.width, height: viewport.height })
      await sheet.render({ canvas, viewport }).promise
      out.push(canvas.toDataURL().split(',')[1]!)
    }
    return out
  })
  await page.close()
  return pages.map((data, i) => ({ label: `page ${i + 1}`, data: Buffer.from(data, 'base64') }))
}
