// Several tagged PDFs of Chromium's as one, with what a plain copy of pages loses: tags, bookmarks, and links inside each part.
import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFPage,
  PDFPageLeaf,
  PDFRawStream,
  PDFRef,
  PDFString,
  type PDFObject,
} from 'pdf-lib'

export interface Part {
  pdf: PDFDocument
  /** Before the names of the part's destinations and in its page labels: `m02`. Unique among the parts. */
  prefix: string
  /** Before the page number in the label of each page, as the part's own pages show it. */
  label: string
}

const name = (text: string) => PDFName.of(text)
const CATALOG = {
  tree: name('StructTreeRoot'),
  dests: name('Dests'),
  outlines: name('Outlines'),
  labels: name('PageLabels'),
  marks: name('MarkInfo'),
}

/** The pairs of a number tree or a name tree, its leaves taken in order. */
function leaves(node: PDFDict | undefined, key: 'Nums' | 'Names'): [PDFObject, PDFObject][] {
  if (!node) return []
  const own = node.lookupMaybe(name(key), PDFArray),
    kids = node.lookupMaybe(name('Kids'), PDFArray)
  const pairs: [PDFObject, PDFObject][] = []
  for (let i = 0; own && i + 1 < own.size(); i += 2) pairs.push([own.get(i), own.get(i + 1)])
  for (let i = 0; kids && i < kids.size(); i++) pairs.push(...leaves(kids.lookup(i, PDFDict), key))
  return pairs
}

/** Copies objects of one document into another, each once, and makes what must be unique there unique. */
class Copier {
  readonly #from: PDFContext
  readonly #to: PDFContext
  readonly #refs = new Map<PDFRef, PDFRef>()
  readonly #prefix: string
  readonly #shift: number

  /** @param shift added to the keys that lead from pages and links to their tags */
  constructor(from: PDFContext, to: PDFContext, prefix: string, shift: number) {
    this.#from = from
    this.#to = to
    this.#prefix = prefix
    this.#shift = shift
  }

  /** Says that an object is known over there already. */
  same(from: PDFRef, to: PDFRef): void {
    this.#refs.set(from, to)
  }

  /** Names of destinations and ids of tags with the part's prefix. */
  own(text: PDFObject): PDFObject {
    if (text instanceof PDFName) return name(`${this.#prefix}-${text.decodeText()}`)
    return text instanceof PDFString ? PDFString.of(`${this.#prefix}-${text.asString()}`) : text
  }

  copy(object: PDFObject): PDFObject {
    if (object instanceof PDFRef) return this.#ref(object)
    if (object instanceof PDFDict) return this.#dict(object)
    if (object instanceof PDFArray) {
      const array = PDFArray.withContext(this.#to)
      for (const item of object.asArray()) array.push(this.copy(item))
      return array
    }
    if (object instanceof PDFRawStream) return PDFRawStream.of(this.#dict(object.dict), object.contents)
    return object
  }

  #ref(ref: PDFRef): PDFRef {
    const known = this.#refs.get(ref)
    if (known) return known
    const made = this.#to.nextRef(),
      object = this.#from.lookup(ref)
    this.#refs.set(ref, made)
    if (object) this.#to.assign(made, this.copy(object))
    return made
  }

  #dict(dict: PDFDict): PDFDict {
    const page = dict instanceof PDFPageLeaf,
      entries = new Map<PDFName, PDFObject>()
    const made = page
      ? PDFPageLeaf.fromMapWithContext(entries, this.#to, false)
      : PDFDict.fromMapWithContext(entries, this.#to)
    for (const [key, value] of dict.entries()) {
      // A page's parent is the tree of pages over there: the whole file would follow.
      if (page && key === name('Parent')) continue
      if ((key === name('StructParents') || key === name('StructParent')) && value instanceof PDFNumber)
        entries.set(key, PDFNumber.of(value.asNumber() + this.#shift))
      else if ((key === name('Dest') && value instanceof PDFName) || (key === name('ID') && dict.has(name('S'))))
        entries.set(key, this.own(value))
      else if (key === name('Headers') && value instanceof PDFArray) {
        const headers = PDFArray.withContext(this.#to)
        for (const id of value.asArray()) headers.push(this.own(id))
        entries.set(key, headers)
      } else entries.set(key, this.copy(value))
    }
    return made
  }
}

/** Appends the parts to `first` in place: pages with their labels, tags, bookmarks, named destinations. @throws when a part is not tagged */
export function appendParts(first: PDFDocument, parts: readonly Part[]): void {
  const to = first.context
  const root = first.catalog.lookup(CATALOG.tree, PDFDict),
    rootRef = first.catalog.get(CATALOG.tree) as PDFRef
  const outlines = first.catalog.lookup(CATALOG.outlines, PDFDict),
    outlinesRef = first.catalog.get(CATALOG.outlines) as PDFRef
  const dests = first.catalog.lookupMaybe(CATALOG.dests, PDFDict) ?? to.obj({})
  first.catalog.set(CATALOG.dests, dests)
  const parents = leaves(root.lookupMaybe(name('ParentTree'), PDFDict), 'Nums'),
    ids = leaves(root.lookupMaybe(name('IDTree'), PDFDict), 'Names')
  const documents: PDFObject[] = [root.get(name('K'))!]
  const labels: PDFObject[] = [PDFNumber.of(0), to.obj({ S: 'D' })]
  const bookmarks: PDFRef[] = []
  for (let at = outlines.get(name('First')); at instanceof PDFRef; at = to.lookup(at, PDFDict).get(name('Next')))
    bookmarks.push(at)
  let next = root.lookup(name('ParentTreeNextKey'), PDFNumber).asNumber()

  for (const { pdf, prefix, label } of parts) {
    const { catalog, context } = pdf
    const tree = catalog.lookupMaybe(CATALOG.tree, PDFDict)
    if (!tree) throw new Error(`The part ${prefix} is not tagged: print it with tags.`)
    const copier = new Copier(context, to, prefix, next)
    copier.same(catalog.get(CATALOG.tree) as PDFRef, rootRef)
    const oldOutlines = catalog.lookupMaybe(CATALOG.outlines, PDFDict)
    if (oldOutlines) copier.same(catalog.get(CATALOG.outlines) as PDFRef, outlinesRef)

    labels.push(PDFNumber.of(first.getPageCount()), to.obj({ S: 'D', P: PDFString.of(label) }))
    for (const page of pdf.getPages()) {
      page.node.normalize()
      const ref = copier.copy(page.ref) as PDFRef
      first.addPage(PDFPage.of(to.lookup(ref) as PDFPageLeaf, ref, first))
    }
    documents.push(copier.copy(tree.get(name('K'))!))
    for (const [key, value] of leaves(tree.lookupMaybe(name('ParentTree'), PDFDict), 'Nums'))
      parents.push([PDFNumber.of((key as PDFNumber).asNumber() + next), copier.copy(value)])
    for (const [id, value] of leaves(tree.lookupMaybe(name('IDTree'), PDFDict), 'Names'))
      ids.push([copier.own(id), copier.copy(value)])
    next += tree.lookup(name('ParentTreeNextKey'), PDFNumber).asNumber()
    for (const [key, value] of catalog.lookupMaybe(CATALOG.dests, PDFDict)?.entries() ?? [])
      dests.set(copier.own(key) as PDFName, copier.copy(value))
    for (
      let at = oldOutlines?.get(name('First'));
      at instanceof PDFRef;
      at = context.lookup(at, PDFDict).get(name('Next'))
    )
      bookmarks.push(copier.copy(at) as PDFRef)
  }

  bookmarks.forEach((ref, i) => {
    const item = to.lookup(ref, PDFDict),
      set = (key: string, value?: PDFRef) => (value ? item.set(name(key), value) : item.delete(name(key)))
    set('Parent', outlinesRef)
    set('Prev', bookmarks[i - 1])
    set('Next', bookmarks[i + 1])
  })
  outlines.set(name('First'), bookmarks[0]!)
  outlines.set(name('Last'), bookmarks.at(-1)!)
  // Closed below the first level, so that the list of bookmarks fits on a screen.
  outlines.set(name('Count'), PDFNumber.of(bookmarks.length))
  for (const ref of bookmarks) {
    const item = to.lookup(ref, PDFDict),
      count = item.lookupMaybe(name('Count'), PDFNumber)?.asNumber()
    if (count) item.set(name('Count'), PDFNumber.of(-Math.abs(count)))
  }
  const text = (id: PDFObject) => (id as PDFString).asString()
  ids.sort(([a], [b]) => (text(a) < text(b) ? -1 : 1))
  root.set(name('K'), to.obj(documents))
  root.set(name('ParentTree'), to.obj({ Nums: parents.flat() }))
  root.set(name('ParentTreeNextKey'), PDFNumber.of(next))
  if (ids.length)
    root.set(
      name('IDTree'),
      to.obj({ Kids: [to.register(to.obj({ Limits: [ids[0]![0], ids.at(-1)![0]], Names: ids.flat() }))] }),
    )
  for (const document of documents) if (document instanceof PDFRef) to.lookup(document, PDFDict).set(name('P'), rootRef)
  first.catalog.set(CATALOG.labels, to.obj({ Nums: labels }))
}
