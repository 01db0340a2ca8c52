// The EPUB read back: a package that e-readers open, pages that are XML, every place reached, every figure said in words, and all that the decks say.
// What an e-reader minds beyond that, epubcheck says in the scheduled workflow.
import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { unzipSync } from 'fflate'
import { answersFrom } from '../content/asked.ts'
import type { DeckContent } from '../content/blocks.ts'
import type { Problem } from '../problem.ts'
import { saysAll, type Say } from './handoutPaper.ts'

interface Expected {
  decks: readonly DeckContent[]
  title: string
  stamp: string
}

interface Tag {
  name: string
  attributes: ReadonlyMap<string, string>
  closes: boolean
  line: number
}
interface Page {
  tags: Tag[]
  /** What is read, without numbers of lines, words of the compiler and pictures. */
  text: string
}

const TYPE = 'application/epub+zip'
/** A text that says what is seen is no shorter. */
const SHORTEST_ALT = 12
const NEEDED = [
  'accessMode',
  'accessModeSufficient',
  'accessibilityFeature',
  'accessibilityHazard',
  'accessibilitySummary',
]
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** @param name below dist/ */
export async function epubPaper(
  file: string,
  name: string,
  { decks, title, stamp }: Expected,
): Promise<{ pages: number; problems: Problem[] }> {
  const problems: Problem[] = []
  const bytes = new Uint8Array(await readFile(file))
  const say: Say = message => problems.push({ file: `dist/${name}`, line: 1, message })
  // A local header: method of compression at 8, lengths of name and extra field at 26 and 28, then the name and the data.
  const head = new DataView(bytes.buffer, bytes.byteOffset)
  const first = Buffer.from(bytes.subarray(30, 38 + TYPE.length)).toString('latin1')
  if (head.getUint16(8, true) !== 0 || head.getUint16(28, true) !== 0 || first !== `mimetype${TYPE}`)
    say('it does not begin with its type, stored as it is')
  const files = unzipSync(bytes)
  const text = (path: string): string => Buffer.from(files[path] ?? []).toString('utf8')
  const root = /full-path="([^"]+)"/.exec(text('META-INF/container.xml'))?.[1] ?? ''
  if (!files[root]) {
    say('its container names no package')
    return { pages: 0, problems }
  }
  const pages = new Map<string, Page>()
  const inside = (path: string, message: string, line = 1): void => {
    problems.push({ file: `dist/${name}`, line: 1, message: `${path}:${line}: ${message}` })
  }
  const opf = read(text(root), (message, line) => inside(root, message, line))
  const spine = packageFaults(opf, root, files, say)
  for (const path of spine)
    pages.set(
      path,
      read(text(path), (message, line) => inside(path, message, line)),
    )
  if (!text(root).includes(`<dc:title>${title}</dc:title>`)) say(`its title is not "${title}"`)
  if (!text(root).includes(stamp)) say(`its description does not say which version it is of: "${stamp}"`)
  for (const [path, page] of pages) pageFaults(page, (message, line) => inside(path, message, line))
  placeFaults(pages, say)
  predictions(decks, pages, say)
  saysAll(decks, [...pages.values()].map(page => page.text).join('\n'), say)
  return { pages: pages.size, problems }
}

// ---------- XML ----------

const PIECE =
  /<\?[^?]*\?>|<!DOCTYPE html>|<(?<end>\/?)(?<name>[A-Za-z][\w:-]*)(?<attributes>(?:\s+[\w:-]+="[^"<]*")*)\s*(?<closed>\/?)>|(?<text>[^<]+)/gy

/** The tags and the words of a file, and where it is no XML. */
function read(xml: string, say: (message: string, line: number) => void): Page {
  const tags: Tag[] = []
  const open: { name: string; quiet: boolean }[] = []
  let text = ''
  let at = 0
  let line = 1
  PIECE.lastIndex = 0
  for (let found = PIECE.exec(xml); found; found = PIECE.exec(xml)) {
    const { end, name, attributes = '', closed, text: words } = found.groups!
    at = PIECE.lastIndex
    if (words !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot);)/.test(words)) say('"&" stands in the text as it is', line)
      if (!open.at(-1)?.quiet) text += words.replaceAll(/&(\w+);/g, (_, entity: string) => ENTITIES[entity] ?? '')
    } else if (name !== undefined) {
      const read = new Map([...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]))
      if (!end) tags.push({ name, attributes: read, closes: Boolean(closed), line })
      if (end) {
        const last = open.pop()
        if (last?.name !== name) say(`</${name}> closes ${last ? `<${last.name}>` : 'nothing'}`, line)
      } else if (!closed) {
        const quiet = name === 'svg' || /^(?:no|words(?: first)?)$/.test(read.get('class') ?? '')
        open.push({ name, quiet: quiet || (open.at(-1)?.quiet ?? false) })
      }
      // The end of a paragraph is the end of a word.
      if (/^(?:p|li|h\d|td|th|div|br|dt|dd)$/.test(name)) text += '\n'
    }
    line += found[0].split('\n').length - 1
  }
  if (at < xml.length) say(`"${xml.slice(at, at + 40).replaceAll('\n', ' ')}" is no XML`, line)
  else if (open.length) say(`<${open.at(-1)!.name}> is not closed`, line)
  return { tags, text }
}

// ---------- the package ----------

/** @returns the pages in their order */
function packageFaults(opf: Page, root: string, files: Readonly<Record<string, Uint8Array>>, say: Say): string[] {
  const folder = posix.dirname(root)
  const all = (name: string): Tag[] => opf.tags.filter(tag => tag.name === name)
  const properties = new Set(all('meta').map(meta => meta.attributes.get('property')))
  for (const need of [...NEEDED.map(name => `schema:${name}`), 'dcterms:modified'])
    if (!properties.has(need)) say(`its metadata lacks ${need}`)
  for (const need of ['identifier', 'language', 'creator'])
    if (!all(`dc:${need}`).length) say(`its metadata lacks ${need}`)
  const items = new Map(all('item').map(item => [item.attributes.get('id') ?? '', item.attributes]))
  const paths = new Map([...items].map(([id, item]) => [id, posix.join(folder, item.get('href') ?? '')]))
  const listed = new Set([...paths.values(), root, 'mimetype', 'META-INF/container.xml'])
  for (const path of listed) if (!files[path]) say(`the package lists ${path}, which is not there`)
  for (const path of Object.keys(files)) if (!listed.has(path)) say(`the package does not list ${path}`)
  const navs = [...items.values()].filter(item => item.get('properties')?.split(' ').includes('nav'))
  if (navs.length !== 1) say(`it has ${navs.length} files of contents`)
  return all('itemref').flatMap(ref => {
    const path = paths.get(ref.attributes.get('idref') ?? '')
    if (path && files[path]) return [path]
    say(`its order names "${ref.attributes.get('idref')}", which is no page`)
    return []
  })
}

// ---------- pages ----------

function pageFaults({ tags }: Page, say: (message: string, line: number) => void): void {
  const html = tags.find(tag => tag.name === 'html')
  if (!/^en\b/.test(html?.attributes.get('lang') ?? '')) say('it does not say that it is in English', 1)
  let level = 0
  let inNav = false
  for (const { name, attributes, line } of tags) {
    if (name === 'nav') inNav = true
    if (name === 'script' || [...attributes.keys()].some(key => key.startsWith('on'))) say('it has a script', line)
    if (name === 'svg' || name === 'img') {
      const alt = attributes.get('aria-label') ?? attributes.get('alt') ?? ''
      if (alt.trim().length < SHORTEST_ALT)
        say(`a picture has ${alt ? `"${alt}"` : 'nothing'} as its alternative text`, line)
    }
    if (name === 'th' && !attributes.has('scope')) say('a header of a table does not say of what', line)
    const heading = /^h([1-6])$/.exec(name)
    if (!heading) continue
    const next = Number(heading[1])
    // A file begins where the one before it ended.
    if (level && next > level + 1 && !inNav) say(`a heading of level ${next} follows one of level ${level}`, line)
    level = next
  }
}

/** Places and what leads to them. */
function placeFaults(pages: ReadonlyMap<string, Page>, say: Say): void {
  const places = new Set<string>()
  for (const [path, { tags }] of pages)
    for (const { attributes } of tags) {
      const id = attributes.get('id')
      if (id === undefined) continue
      if (places.has(`${path}#${id}`)) say(`${path} has the place "${id}" twice`)
      places.add(`${path}#${id}`)
    }
  let links = 0
  for (const [path, { tags }] of pages)
    for (const { name, attributes, line } of tags) {
      const href = attributes.get('href')
      if (name !== 'a' || href === undefined || /^https?:/.test(href)) continue
      links++
      const [file = '', id] = href.split('#')
      const to = file ? posix.join(posix.dirname(path), file) : path
      if (!pages.has(to) || (id !== undefined && !places.has(`${to}#${id}`)))
        say(`${path}:${line}: the link ${href} leads nowhere`)
    }
  if (!links) say('no link leads to any of its places')
  const types = [...pages.values()].flatMap(({ tags }) =>
    tags.flatMap(tag => (tag.name === 'nav' ? [tag.attributes.get('epub:type')] : [])),
  )
  for (const need of ['toc', 'landmarks']) if (!types.includes(need)) say(`it has no ${need}`)
}

/** The answer of a prediction stands in another file than its question, which leads there. */
function predictions(decks: readonly DeckContent[], pages: ReadonlyMap<string, Page>, say: Say): void {
  const hrefs = new Set(
    [...pages.values()].flatMap(({ tags }) => tags.flatMap(tag => tag.attributes.get('href') ?? [])),
  )
  const led = new Set([...hrefs].flatMap(href => /^[^#]+-answers\.xhtml#(answer-\d+-\d+)$/.exec(href)?.[1] ?? []))
  for (const deck of decks)
    for (const slide of deck.slides) {
      if (answersFrom(slide) === null || slide.layout === 'quiz') continue
      const place = `answer-${String(deck.head.mechanism).padStart(2, '0')}-${slide.no}`
      if (!led.has(place))
        say(`slide ${slide.no} of ${deck.id} asks, and no link leads from there to its answer at the end`)
    }
}
