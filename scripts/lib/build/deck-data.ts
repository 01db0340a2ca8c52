// Several decks as one set of slides: each deck is parsed as the plain Slidev entry that it is, then numbered into one array.
import { dirname, relative } from 'node:path'
import { parser } from '@slidev/cli'
import type { SlideInfo, SlidevData, SlidevThemeMeta } from '@slidev/types'
import { readCourseFile } from '../courseFile.ts'
import type { Problem } from '../problem.ts'

/** What the build must know of a deck before it is parsed: its folder's name, its number and its file. */
export interface DeckSource {
  id: string
  number: number
  file: string
}

/** A deck as Slidev sees it alone. */
export interface DeckData extends DeckSource {
  data: SlidevData
}

/** Room for slides per deck in the one array. A slide keeps its place when another deck grows, so its chunk keeps its name. */
const STRIDE = 1000

/** The number of a deck's slide (both 1-based) in the one array, and back. */
export const toGraphNo = (deckNumber: number, slideNo: number): number => deckNumber * STRIDE + slideNo
export const fromGraphNo = (no: number): { deckNumber: number; slideNo: number } => ({
  deckNumber: Math.floor(no / STRIDE),
  slideNo: no % STRIDE,
})

/** Slidev's layout rule, spelled out per slide because Slidev's own knows one deck only. */
function ownLayout(slide: SlideInfo, index: number, defaults: Record<string, unknown>): SlideInfo {
  const frontmatter = { ...defaults, ...slide.frontmatter }
  frontmatter.layout ??= index === 0 ? 'cover' : 'default'
  return { ...slide, frontmatter, index }
}

/** Reads and parses one deck. Parse errors come back as problems of that deck. */
export async function loadDeck(
  source: DeckSource,
  root: string,
  roots: string[],
  themeMeta: SlidevThemeMeta | undefined,
): Promise<{ deck: DeckData; problems: Problem[] }> {
  const userRoot = dirname(source.file)
  const loaded = await parser.load(
    { userRoot, roots: [...roots, userRoot], allowedRoots: [root, userRoot] },
    source.file,
    undefined,
    'build',
  )
  const problems: Problem[] = Object.values(loaded.markdownFiles).flatMap(file =>
    (file.errors ?? []).map(e => ({
      file: relative(root, file.filepath),
      line: e.row + 1,
      message: `${e.message}: mend the Markdown there`,
    })),
  )
  const config = parser.resolveConfig(
    { titleTemplate: `%s · ${readCourseFile(root).title}`, ...loaded.headmatter },
    themeMeta,
    source.file,
  )
  const defaults = (loaded.headmatter.defaults ?? {}) as Record<string, unknown>
  const slides = loaded.slides.map((slide, i) => ownLayout(slide, i, defaults))
  if (slides.length >= STRIDE)
    problems.push({
      file: relative(root, source.file),
      line: 1,
      message: `this deck has ${slides.length} slides and the site has room for ${STRIDE - 1}: split it`,
    })
  return { deck: { ...source, data: { ...loaded, slides, config, themeMeta } as SlidevData }, problems }
}

/** Headmatter that Slidev compiles into the client: one graph has one client, so the decks must agree. */
const COMPILED_IN = [
  'theme',
  'fonts',
  'drawings',
  'record',
  'presenter',
  'browserExporter',
  'wakeLock',
  'pwa',
  'remote',
  'mdc',
  'comark',
  'lineNumbers',
  'notesAutoRuby',
] as const

/** Decks whose headmatter asks for another client than the first deck's. */
export function disagreements(decks: readonly DeckData[], root: string): { deck: string; problem: Problem }[] {
  const [first, ...others] = decks
  const wish = (deck: DeckData | undefined, key: string) =>
    JSON.stringify((deck?.data.headmatter as Record<string, unknown> | undefined)?.[key] ?? null)
  return others.flatMap(deck =>
    COMPILED_IN.filter(key => wish(deck, key) !== wish(first, key)).map(key => ({
      deck: deck.id,
      problem: {
        file: relative(root, deck.file),
        line: Math.max(1, deck.data.entry.raw.split('\n').findIndex(l => l.startsWith(`${key}:`)) + 1),
        message: `headmatter \`${key}\` is ${wish(deck, key)}, but ${wish(first, key)} in ${first?.id}: all decks share one client, so make them alike`,
      },
    })),
  )
}

/** Stands where no slide is, since Slidev walks the array from end to end; nothing imports it. */
const vacant = {
  frontmatter: {},
  content: '',
  revision: '',
  index: 0,
  source: { filepath: '', images: [], start: 0, frontmatter: {}, content: '' },
} as unknown as SlideInfo

/** Whether a text sets a formula. Slidev takes any two dollar signs for one, macros in code included, and ships 60 font files for it. */
export function hasFormula(markdown: string): boolean {
  const prose = markdown.replace(/^(```+|~~~+)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  return /\$\$[\s\S]+?\$\$|\$(?=\S)[^$\n]*\S\$(?!\d)/.test(prose)
}

/** The one array for Slidev's loader, with every deck's slides at the places that `toGraphNo` says. */
export function mergeDecks(decks: readonly DeckData[]): SlidevData {
  const first = decks[0]
  if (!first) throw new Error('mergeDecks needs a deck')
  const slides: SlideInfo[] = []
  for (const deck of decks)
    for (const [i, slide] of deck.data.slides.entries()) slides[toGraphNo(deck.number, i + 1) - 1] = slide
  const texts = decks.flatMap(d => d.data.slides.map(s => s.source.raw))
  const features = parser.detectFeatures(texts.join(''))
  return {
    ...first.data,
    slides: Array.from(slides, slide => slide ?? vacant),
    headmatter: { ...first.data.headmatter, defaults: undefined },
    markdownFiles: Object.assign({}, ...decks.map(d => d.data.markdownFiles)) as SlidevData['markdownFiles'],
    watchFiles: Object.assign({}, ...decks.map(d => d.data.watchFiles)) as SlidevData['watchFiles'],
    features: { ...features, katex: features.katex && texts.some(hasFormula) },
  }
}
