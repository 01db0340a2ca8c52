// Links survive printing: between slides of the deck as jumps inside the file, to the rest of the course by the place where the file will lie.
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import type { Page } from 'playwright-chromium'
import type { Deck } from '../deck.ts'

/** Points every link to a slide of this deck at that slide's printed page. Slidev prints `#5`, `#/5` or an alias, none of which exists there. */
export async function linkSlides(page: Page, deck: Deck): Promise<void> {
  const aliases = Object.fromEntries(
    deck.slides.flatMap(s => (s.frontmatter.routeAlias ? [[String(s.frontmatter.routeAlias), s.no]] : [])),
  )
  await page.evaluate((aliases: Record<string, number>) => {
    const here = location.pathname
    const pages = [...document.querySelectorAll<HTMLElement>('.print-slide-container')]
    const first = new Map<string, string>()
    for (const p of pages) {
      const no = p.querySelector<HTMLElement>('[data-slidev-no]')?.dataset.slidevNo
      if (no && !first.has(no)) first.set(no, p.id)
    }
    for (const a of document.querySelectorAll<HTMLAnchorElement>('.print-slide-container a[href]')) {
      const url = new URL(a.href)
      if (url.origin !== location.origin || url.pathname !== here) continue
      const target = decodeURIComponent(url.hash.replace(/^#\/?/, '').replace(/\?.*$/, ''))
      const id = first.get(String(aliases[target] ?? target))
      if (id) a.setAttribute('href', `#${id}`)
    }
  }, aliases)
}

/**
 * Where a link of the printed page leads once the file lies in dist/pdf/.
 * @param served address of the site while it was printed, with a slash at the end
 * @param publicUrl where the site will be, or null: then the link is relative to the file
 */
export function publishedLink(uri: string, served: string, publicUrl: string | null): string {
  return uri.startsWith(served) ? `${publicUrl ?? '../'}${uri.slice(served.length)}` : uri
}

/** Rewrites the links of a PDF in place. */
export function publishLinks(pdf: PDFDocument, served: string, publicUrl: string | null): void {
  for (const page of pdf.getPages()) {
    const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
    for (let i = 0; annotations && i < annotations.size(); i++) {
      const action = annotations.lookupMaybe(i, PDFDict)?.lookupMaybe(PDFName.of('A'), PDFDict)
      const uri = action?.lookup(PDFName.of('URI'))
      if (uri instanceof PDFString || uri instanceof PDFHexString)
        action?.set(PDFName.of('URI'), PDFString.of(publishedLink(uri.decodeText(), served, publicUrl)))
    }
  }
}
