// Contact sheets: many pictures on few, each with its label.
import { relative } from 'node:path'
import type { Browser } from 'playwright-chromium'
import { ROOT } from '../deck.ts'

export interface Shot {
  label: string
  data: Buffer
}

/** @param out path of the n-th sheet, from 1 */
export async function writeSheets(
  browser: Browser,
  shots: readonly Shot[],
  o: { per: number; across: number },
  out: (n: number) => string,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2000, height: 1000 } })
  for (let n = 0; n * o.per < shots.length; n++) {
    const cells = shots
      .slice(n * o.per, n * o.per + o.per)
      .map(
        s =>
          `<figure><figcaption>${s.label.replaceAll('<', '&lt;')}</figcaption><img src="data:image/png;base64,${s.data.toString('base64')}"></figure>`,
      )
      .join('')
    await page.setContent(
      `<style>body{margin:8px;background:#777;display:grid;grid-template-columns:repeat(${o.across},1fr);gap:10px;align-items:start}figure{margin:0}figcaption{font:600 16px monospace;color:#fff}img{width:100%;display:block}</style>${cells}`,
    )
    await page.evaluate(() => Promise.all([...document.images].map(i => i.decode())))
    await page.screenshot({ path: out(n + 1), fullPage: true })
    console.log(relative(ROOT, out(n + 1)))
  }
  await page.close()
}
