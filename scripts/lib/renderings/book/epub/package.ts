// The book as an EPUB 3 file. In: the document that the typesetter gets. Out: bytes, the same for the same document and fonts.
// Without scripts; every place is an `id` of one of the files, and a link to a place that is in none of them is an error.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Zippable, zipSync } from 'fflate'
import type { Document } from '../model.ts'
import { typographic } from '../words.ts'
import { chapterLeaves, type Entry, type Leaf, type Made, type Place, placesHtml, programsHtml } from './chapter.ts'
import { el, escaped, inline, type Markup, pictureHtml } from './xhtml.ts'

/** A face of the book: `name` of its file and how the style sheet calls it. */
export interface Face {
  name: string
  family: string
  weight: number
  italic: boolean
  data: Uint8Array
}

const LANGUAGE = 'en-GB'
/** The zip format's earliest date: a real one would make every build differ. */
const MTIME = new Date(1980, 0, 1)
const STYLE = 'style.css'

const READING = [
  'Each chapter is one deck of the course. A claim stands as a title, and the number above it is that of its slide. Bold numbers before paragraphs are those of the frames of the figure beside them.',
  'Where it says "Predict first", decide and write before you follow the link: the answer stands at the end of the chapter and leads back. The answers of the author\'s questions and of the quiz, and the hints for the exercises, stand there too.',
  'Small letters in the text name their sources in the list below it. `alloc/src/rc.rs:279` is line 279 of that file in the repository of the compiler, at the tag of the release with which the book was verified; an address without a host is a page of its documentation.',
  'In a listing the words that the compiler points at are underlined, and what it says of them stands below the line, after an arrow. Nothing is said by colour alone: verdicts have glyphs, words and frames, pointers their lines, states of bytes their textures.',
  'What was observed is not promised: numbers, layouts and messages are those of the compiler that is named, on the machine on which the programs ran.',
]
const FACES_SAID =
  'Set in Source Serif 4 and IBM Plex Mono, both under the SIL Open Font License 1.1, from the files that also make the slides, the site and the printed book.'
const ACCESSIBLE =
  'Text, code and tables can be read in one order with any means. Every figure has an alternative text that says what is seen. Headings nest, places link both ways, and nothing depends on colour, on sound or on a script.'

/** @returns the file's bytes; they depend on nothing but the arguments */
export function epubOf(document: Document, faces: readonly Face[]): Uint8Array {
  const chapters = document.chapters.map(chapterLeaves)
  const index = merged(chapters)
  const leaves: Leaf[] = [
    { name: 'title', title: document.title, type: 'titlepage', role: '', body: titlePage(document) },
    {
      name: 'reading',
      title: 'How to read this book',
      type: 'preface',
      role: 'doc-preface',
      body: readingPage(document),
    },
    ...chapters.flatMap(chapter => chapter.leaves),
    { name: 'programs', title: 'Programs', type: '', role: '', body: programsPage(document, chapters) },
    { name: 'codes', title: 'Error codes', type: '', role: '', body: codesPage(document, index) },
    { name: 'index', title: 'Index', type: 'index', role: 'doc-index', body: indexPage(index) },
  ]
  const entries: Entry[] = [
    { label: 'reading', words: 'How to read this book', inner: [] },
    ...chapters.map(chapter => chapter.entry),
    { label: 'programs', words: 'Programs', inner: [] },
    { label: 'codes', words: 'Error codes', inner: [] },
    { label: 'index', words: 'Index', inner: [] },
  ]
  const nav: Leaf = {
    name: 'nav',
    title: 'Contents',
    type: '',
    role: '',
    body: navigation(entries, chapters[0]?.leaves[0]?.name ?? 'reading'),
  }
  const spine = [leaves[0]!, nav, ...leaves.slice(1)]
  const homes = homesOf(spine)
  const pages = spine.map(leaf => ({ ...leaf, body: led(leaf, homes) }))
  return zipped([
    ['META-INF/container.xml', CONTAINER],
    ['book/package.opf', packageFile(document, pages, faces)],
    [`book/${STYLE}`, styleSheet(faces)],
    ...pages.map((leaf): [string, string] => [`book/${leaf.name}.xhtml`, xhtml(leaf)]),
    ...faces.map((face): [string, Uint8Array] => [`book/${face.name}`, face.data]),
  ])
}

/** Every letter that the book shows, for the fonts: what its files hold, tags included. */
export const lettersOf = (document: Document): string =>
  [
    ...new Set(
      JSON.stringify(document) + typographic(READING.join('')) + ACCESSIBLE + FACES_SAID + '✓✕■⫽↑·–\u00a0\u2007',
    ),
  ].join('')

function zipped(files: readonly [string, string | Uint8Array][]): Uint8Array {
  const encoder = new TextEncoder()
  // The type comes first and as it is, so that it is read without unpacking.
  const entries: Zippable = { mimetype: [encoder.encode('application/epub+zip'), { level: 0 }] }
  for (const [name, data] of files) entries[name] = typeof data === 'string' ? encoder.encode(data) : data
  return zipSync(entries, { level: 9, mtime: MTIME })
}

// ---------- links ----------

/** By place, the file that it is in. @throws where two files have a place of the same name */
function homesOf(leaves: readonly Leaf[]): Map<string, string> {
  const homes = new Map<string, string>()
  for (const leaf of leaves)
    for (const [, id = ''] of leaf.body.matchAll(/ id="([^"]+)"/g)) {
      if (homes.has(id))
        throw new Error(`the EPUB has the place "${id}" twice, in ${homes.get(id)} and in ${leaf.name}`)
      homes.set(id, leaf.name)
    }
  return homes
}
/** The file with its links to places of other files. @throws where a place is nowhere */
const led = (leaf: Leaf, homes: ReadonlyMap<string, string>): Markup =>
  leaf.body.replaceAll(/ href="#([^"]+)"/g, (_, id: string) => {
    const home = homes.get(id)
    if (!home) throw new Error(`the EPUB's file ${leaf.name} links to "${id}", and no file has such a place`)
    return home === leaf.name ? ` href="#${id}"` : ` href="${home}.xhtml#${id}"`
  })

// ---------- pages of the book's own ----------

const said = (text: string): Markup => escaped(typographic(text)).replaceAll(/`([^`]+)`/g, '<code>$1</code>')

const titlePage = (document: Document): Markup =>
  [
    el('p', { class: 'numeral', 'aria-hidden': 'true' }, String(document.chapters.length)),
    el('h1', {}, escaped(document.title)),
    el('p', { class: 'summary' }, escaped(document.description)),
    el(
      'div',
      { class: 'imprint' },
      ...document.imprint.slice(0, 2).map(words => el('p', {}, inline(words))),
      el('p', {}, FACES_SAID),
    ),
  ].join('\n')

const readingPage = (document: Document): Markup =>
  [
    el('h1', { id: 'reading' }, 'How to read this book'),
    ...READING.map(text => el('p', {}, said(text))),
    el('h2', {}, 'Key to the figures'),
    ...document.key.map(({ head, rows }) =>
      [
        el('h3', {}, escaped(head)),
        el(
          'ul',
          { class: 'key' },
          ...rows.map(({ picture, means }) =>
            el('li', {}, pictureHtml({ ...picture, alt: picture.alt }), ' ', escaped(means)),
          ),
        ),
      ].join('\n'),
    ),
  ].join('\n')

const programsPage = (document: Document, chapters: readonly Made[]): Markup =>
  [
    el('h1', { id: 'programs' }, 'Programs'),
    el(
      'p',
      {},
      'Every program was compiled, and run where it has a ',
      el('code', {}, 'main'),
      ` that says something. Its file lies in the deck's folder `.replace("'", '’'),
      el('code', {}, 'snippets/'),
      ', what the compiler said of it in ',
      el('code', {}, 'recordings/'),
      '.',
    ),
    ...document.chapters.flatMap((chapter, i) =>
      chapter.programs.length
        ? [el('h2', {}, `${chapter.number} ${escaped(chapter.title)}`), programsHtml(chapter, chapters[i]!.programs)]
        : [],
    ),
  ].join('\n')

const isCode = (entry: string): boolean => /^E\d{4}$/.test(entry)

function codesPage(document: Document, index: ReadonlyMap<string, Place[]>): Markup {
  const told = new Map(document.chapters.flatMap(c => c.codes).map(({ code, message }) => [code, message]))
  const all = [...new Set([...told.keys(), ...[...index.keys()].filter(isCode)])].sort()
  const row = (code: string): Markup =>
    el(
      'div',
      {},
      el('dt', { id: told.has(code) ? `code-${code}` : null }, el('code', {}, code)),
      el(
        'dd',
        {},
        told.has(code) ? inline(told.get(code)!) : 'named in the text',
        index.has(code) ? `; slide ${placesHtml(index.get(code)!)}` : null,
      ),
    )
  return el('h1', { id: 'codes' }, 'Error codes') + el('dl', { class: 'programs' }, ...all.map(row))
}

const keyOf = (entry: string): string =>
  entry
    .replaceAll('`', '')
    .replace(/^[^A-Za-z]+/, '')
    .toLowerCase()

/** What the printed index has: no code, and names of std only where they are spoken of twice or are a path. */
function indexPage(index: ReadonlyMap<string, Place[]>): Markup {
  const entries = [...index]
    .filter(
      ([entry, places]) =>
        !isCode(entry) && keyOf(entry) && (places.length > 1 || !entry.startsWith('`') || entry.includes('::')),
    )
    .sort(([a], [b]) => (keyOf(a) === keyOf(b) ? (a < b ? -1 : 1) : keyOf(a) < keyOf(b) ? -1 : 1))
  const letters = Map.groupBy(entries, ([entry]) => keyOf(entry)[0]!.toUpperCase())
  const words = (entry: string): Markup =>
    entry
      .split('`')
      .map((piece, i) => (i % 2 ? el('code', {}, escaped(piece)) : escaped(piece)))
      .join('')
  return [
    el('h1', { id: 'index' }, 'Index'),
    el('p', {}, 'Numbers are those of chapter and slide; where an entry is what a slide is about, its number is bold.'),
    ...[...letters].map(
      ([letter, some]) =>
        el('h2', {}, letter) +
        el(
          'ul',
          { class: 'index' },
          ...some.map(([entry, places]) => el('li', {}, words(entry), ' ', placesHtml(places))),
        ),
    ),
  ].join('\n')
}

function merged(chapters: readonly Made[]): Map<string, Place[]> {
  const all = new Map<string, Place[]>()
  for (const { index } of chapters)
    for (const [entry, places] of index) all.set(entry, [...(all.get(entry) ?? []), ...places])
  return all
}

// ---------- the package ----------

function navigation(entries: readonly Entry[], begins: string): Markup {
  const list = (some: readonly Entry[]): Markup =>
    el(
      'ol',
      {},
      ...some.map(({ label, words, inner }) =>
        el('li', {}, el('a', { href: `#${label}` }, words), inner.length ? list(inner) : null),
      ),
    )
  const mark = (type: string, href: string, words: string): Markup =>
    el('li', {}, el('a', { 'epub:type': type, href }, words))
  return [
    el(
      'nav',
      { 'epub:type': 'toc', role: 'doc-toc', 'aria-labelledby': 'contents' },
      el('h1', { id: 'contents' }, 'Contents'),
      list(entries),
    ),
    el(
      'nav',
      { 'epub:type': 'landmarks', 'aria-label': 'Landmarks', hidden: 'hidden' },
      el(
        'ol',
        {},
        mark('titlepage', 'title.xhtml', 'Title page'),
        mark('toc', 'nav.xhtml', 'Contents'),
        mark('preface', 'reading.xhtml', 'How to read this book'),
        mark('bodymatter', `${begins}.xhtml`, 'Chapters'),
        mark('backmatter', 'programs.xhtml', 'Programs'),
        mark('index', 'index.xhtml', 'Index'),
      ),
    ),
  ].join('\n')
}

const xhtml = ({ title, type, role, body }: Leaf): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${LANGUAGE}" xml:lang="${LANGUAGE}">
<head><title>${escaped(title)}</title><link rel="stylesheet" type="text/css" href="${STYLE}"/></head>
<body>
${type ? el('section', { 'epub:type': type, role: role || null, 'aria-label': role ? title : null }, `\n${body}\n`) : body}
</body>
</html>
`

const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

/** A name of its own for the book, the same in each of its editions. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const FEATURES = [
  'alternativeText',
  'longDescription',
  'readingOrder',
  'structuralNavigation',
  'tableOfContents',
  'index',
  'ARIA',
  'displayTransformability',
  'unlocked',
]

function packageFile(document: Document, leaves: readonly Leaf[], faces: readonly Face[]): string {
  // Of an edition, the day on which its newest chapter was checked: the day of the build would make every build differ.
  const checked =
    document.chapters
      .map(chapter => chapter.checked)
      .sort()
      .at(-1) ?? '1980-01-01'
  const meta = (property: string, value: string): Markup => el('meta', { property }, escaped(value))
  const metadata = [
    el('dc:identifier', { id: 'uid' }, `urn:uuid:${uuidOf(`EPUB of ${document.title}`)}`),
    el('dc:title', {}, escaped(document.title)),
    el('dc:language', {}, LANGUAGE),
    el('dc:creator', {}, escaped(document.author)),
    el('dc:description', {}, escaped(`${document.description} ${document.stamp}.`)),
    ...document.keywords.map(keyword => el('dc:subject', {}, escaped(keyword))),
    el('dc:date', {}, checked),
    meta('dcterms:modified', `${checked}T00:00:00Z`),
    ...['textual', 'visual'].map(mode => meta('schema:accessMode', mode)),
    ...['textual', 'textual,visual'].map(modes => meta('schema:accessModeSufficient', modes)),
    ...FEATURES.map(feature => meta('schema:accessibilityFeature', feature)),
    meta('schema:accessibilityHazard', 'none'),
    meta('schema:accessibilitySummary', ACCESSIBLE),
  ]
  const page = (leaf: Leaf): Markup =>
    el('item', {
      id: `x-${leaf.name}`,
      href: `${leaf.name}.xhtml`,
      'media-type': 'application/xhtml+xml',
      properties: [leaf.name === 'nav' && 'nav', leaf.body.includes('<svg') && 'svg'].filter(Boolean).join(' '),
    })
  const font = (face: Face, i: number): Markup =>
    el('item', { id: `f-${i}`, href: face.name, 'media-type': 'font/woff2' })
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" xml:lang="${LANGUAGE}">
${el('metadata', { 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' }, ...metadata.map(line => `\n${line}`), '\n')}
${el('manifest', {}, ...[...leaves.map(page), el('item', { id: 'css', href: STYLE, 'media-type': 'text/css' }), ...faces.map(font)].map(line => `\n${line}`), '\n')}
${el('spine', {}, ...leaves.map(leaf => `\n${el('itemref', { idref: `x-${leaf.name}` })}`), '\n')}
</package>
`
}

const styleSheet = (faces: readonly Face[]): string =>
  faces
    .map(
      ({ name, family, weight, italic }) =>
        `@font-face { font-family: "${family}"; font-weight: ${weight}; font-style: ${italic ? 'italic' : 'normal'}; src: url("${name}") format("woff2"); }\n`,
    )
    .join('') + readFileSync(join(import.meta.dirname, STYLE), 'utf8')
