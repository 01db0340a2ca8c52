// The numbers of pages in a printed table of contents. Chromium knows no `target-counter()`, and printing twice to learn them doubles the time.
import {
  decodePDFRawStream,
  type PDFContext,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
} from 'pdf-lib'

const name = (text: string) => PDFName.of(text)
/** How the site's style sheet sets a line of the contents: points below the upper edge of its link, size of the figures, width of one in ems. */
const BASELINE = 12.4,
  SIZE = 9,
  ADVANCE = 0.6
/** --ri-ink-3 on paper, as parts of 1. */
const INK = [0x68, 0x63, 0x59].map(v => (v / 255).toFixed(3)).join(' ')

export interface ContentsLink {
  /** 0-based page on which the link stands. */ on: number
  /** 0-based page to which it leads. */ to: number
  /** Points from the page's left edge and upwards: left, bottom, right, top. */ box: readonly [
    number,
    number,
    number,
    number,
  ]
}

/** The links of the contents: those inside the file from the first page that has any to the page before the first to which one of these leads. */
export function contentsLinks(pdf: PDFDocument): ContentsLink[] {
  const pages = pdf.getPages(),
    at = new Map(pages.map((p, i) => [p.ref, i])),
    dests = pdf.catalog.lookupMaybe(name('Dests'), PDFDict)
  const linksOn = (on: number): ContentsLink[] => {
    const all = pages[on]!.node.lookupMaybe(name('Annots'), PDFArray)
    return Array.from({ length: all?.size() ?? 0 }, (_, i) => all!.lookup(i, PDFDict)).flatMap(
      (annotation): ContentsLink[] => {
        const dest = annotation.lookup(name('Dest')),
          target = dest instanceof PDFName ? dests?.lookup(dest) : dest
        const to = target instanceof PDFArray ? at.get(target.get(0) as PDFRef) : undefined
        const box = annotation
          .lookup(name('Rect'), PDFArray)
          .asArray()
          .map(v => (v as PDFNumber).asNumber()) as unknown as ContentsLink['box']
        return to === undefined ? [] : [{ on, to, box }]
      },
    )
  }
  const begin = pages.findIndex((_, on) => linksOn(on).length > 0)
  if (begin < 0) return []
  const end = Math.min(...linksOn(begin).map(l => l.to))
  return Array.from({ length: Math.max(0, end - begin) }, (_, i) => linksOn(begin + i)).flat()
}

/** Codes of the ten figures in a font of Chromium's (Identity-H, two bytes a glyph), from its map to Unicode; null where one is missing. */
function figuresOf(font: PDFDict): string[] | null {
  const map = font.lookup(name('ToUnicode'))
  if (!(map instanceof PDFRawStream)) return null
  const text = Buffer.from(decodePDFRawStream(map).decode()).toString('latin1'),
    codes = new Map<number, string>()
  for (const [, block] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code, unicode] of block!.matchAll(/<(\w{4})>\s*<(\w{4})>/g)) codes.set(parseInt(unicode!, 16), code!)
  for (const [, block] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, unicode] of block!.matchAll(/<(\w{4})>\s*<(\w{4})>\s*<(\w{4})>/g))
      for (let c = parseInt(from!, 16); c <= parseInt(to!, 16); c++)
        codes.set(parseInt(unicode!, 16) + c - parseInt(from!, 16), c.toString(16).padStart(4, '0'))
  }
  const figures = Array.from({ length: 10 }, (_, d) => codes.get(48 + d))
  return figures.every(c => c !== undefined) ? figures : null
}

function fontWithFigures(context: PDFContext): { ref: PDFRef; figures: string[] } {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || !/IBMPlexMono(-Regular)?$/.test(String(object.get(name('BaseFont'))))) continue
    const figures = figuresOf(object)
    if (figures) return { ref, figures }
  }
  throw new Error(
    'the page numbers of the contents cannot be set: no font of the printed pages has all ten figures (is IBM Plex Mono in public/fonts?)',
  )
}

/**
 * Writes the page of each entry of the contents at the right of its line, in the font of the page numbers.
 * The figures are marked as artifacts: a reader of tags follows the link itself.
 * @returns how many entries it numbered
 */
export function numberContents(pdf: PDFDocument): number {
  const links = contentsLinks(pdf)
  if (!links.length) return 0
  const { context } = pdf,
    { ref, figures } = fontWithFigures(context)
  for (const [on, page] of pdf.getPages().entries()) {
    const own = links.filter(l => l.on === on)
    if (!own.length) continue
    const text = own.map(({ to, box }) => {
      const digits = String(to + 1),
        x = box[2] - digits.length * ADVANCE * SIZE
      return `1 0 0 1 ${x.toFixed(2)} ${(box[3] - BASELINE).toFixed(2)} Tm <${[...digits].map(d => figures[Number(d)]).join('')}> Tj`
    })
    page.node.normalize()
    page.node.setFontDictionary(name('Figures'), ref)
    page.node.wrapContentStreams(
      context.getPushGraphicsStateContentStream(),
      context.getPopGraphicsStateContentStream(),
    )
    page.node.addContentStream(
      context.register(context.flateStream(`/Artifact BMC BT ${INK} rg /Figures ${SIZE} Tf ${text.join(' ')} ET EMC`)),
    )
  }
  return links.length
}
