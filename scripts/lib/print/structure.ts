// The structure tree of a tagged PDF, as those hear it who do not see the pages: pictures with their alternative texts, tables, lists, links, headings.
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from 'pdf-lib'

export interface Element {
  /** `Figure`, `H2`, `Link`. */
  type: string
  /** Alternative text; empty where there is none. */
  alt: string
  /** Whether marked content of a page hangs on it, directly or below. */
  filled: boolean
  children: Element[]
}

const name = (text: string) => PDFName.of(text)
const textOf = (object: PDFObject | undefined): string =>
  object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : ''

/** The elements under the root. Empty for a file without tags. */
export function structureOf(pdf: PDFDocument): Element[] {
  const root = pdf.catalog.lookupMaybe(name('StructTreeRoot'), PDFDict)
  return root ? childrenOf(pdf, root.get(name('K'))).elements : []
}

function childrenOf(pdf: PDFDocument, kids: PDFObject | undefined): { elements: Element[]; filled: boolean } {
  const found = kids instanceof PDFRef ? pdf.context.lookup(kids) : kids
  if (found instanceof PDFArray) {
    const all = found.asArray().map(kid => childrenOf(pdf, kid))
    return { elements: all.flatMap(kid => kid.elements), filled: all.some(kid => kid.filled) }
  }
  if (found instanceof PDFNumber) return { elements: [], filled: true }
  if (!(found instanceof PDFDict)) return { elements: [], filled: false }
  const kind = found.get(name('S'))
  // A reference to marked content, or to a link's annotation, which says nothing by itself.
  if (!(kind instanceof PDFName)) return { elements: [], filled: found.has(name('MCID')) }
  const below = childrenOf(pdf, found.get(name('K')))
  const alt = textOf(found.lookup(name('Alt')))
  const filled = below.filled || below.elements.some(element => element.filled)
  return { elements: [{ type: kind.decodeText(), alt, filled, children: below.elements }], filled: false }
}

/** All elements of a type, in the order of reading. */
export const elementsOf = (elements: readonly Element[], ...types: string[]): Element[] =>
  elements.flatMap(element => [
    ...(types.includes(element.type) ? [element] : []),
    ...elementsOf(element.children, ...types),
  ])
