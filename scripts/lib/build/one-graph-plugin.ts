// Lets one Vite graph serve many decks: each page's <html data-deck> says which deck Slidev's virtual modules speak of.
import type { ResolvedSlidevOptions } from '@slidev/types'
import type { Plugin } from 'vite'
import { CARD } from '../slides/vite.ts'
import { leftOut, lighter } from './guest-modules.ts'
import { fromGraphNo, toGraphNo, type DeckData } from './deck-data.ts'

/** The module that a deck's page loads first. */
export const ENTRY = '/@course/entry'
const CURRENT = '/@course/current'
const DECK = '/@course/deck/'
const CONFIGS = '/@course/configs/'
const TITLES = '/@course/titles/'

/** The id of the module that holds one deck's configs and its list of slides. */
export const deckModule = (deckId: string): string => DECK + deckId

/** Slidev's two modules to a slide: the source, `<file>__slidev_<no>.<md|frontmatter>`, and the facade that imports it. */
const SLIDE_SOURCE = /__slidev_(\d+)\.(md|frontmatter)/
const SLIDE_FACADE = /^\/@slidev\/slides\/(\d+)\/(md|frontmatter)/

export interface SlideModule {
  deckNumber: number
  slideNo: number
  type: string
  facade: boolean
}

/** Which slide of which deck a module belongs to; `null` for a shared module. */
export function slideOfModule(id: string): SlideModule | null {
  const source = SLIDE_SOURCE.exec(id)
  const match = source ?? SLIDE_FACADE.exec(id)
  return match ? { ...fromGraphNo(Number(match[1])), type: match[2] as string, facade: !source } : null
}

/**
 * The entry puts the deck's data into a small store BEFORE it imports Slidev's client, so that `#slidev/slides`
 * and `#slidev/configs` stay synchronous modules and no top-level await can dead-lock in their import cycles.
 */
const entryCode = (decks: readonly DeckData[], guests: string | undefined): string => `
${guests ? `import { arrived } from ${JSON.stringify(guests)}` : 'const arrived = null'}
import { use, useTitles } from ${JSON.stringify(CURRENT)}
const decks = {
${decks.map(d => `  ${JSON.stringify(d.id)}: () => import(${JSON.stringify(deckModule(d.id))}),`).join('\n')}
}
const load = decks[document.documentElement.dataset.deck]
if (!load) throw new Error('This page names no deck of the course in <html data-deck>.')
load().then(async (deck) => {
  deck.configs.download = document.documentElement.dataset.pdf ?? false
  use(deck)
  if (arrived) await arrived()
  useTitles(await deck.loadTitles())
  await import('@slidev/client/main.ts')
})
`

const currentCode = `
export let deck, TitleRenderer
export const use = (value) => { deck = value }
export const useTitles = (module) => { TitleRenderer = module.default }
`

/** Data only: nothing here may import Slidev's client, which reads the store while it loads. */
function deckCode(deck: DeckData): string {
  const numbers = deck.data.slides.map((_, i) => i + 1)
  const facade = (no: number, type: string) => JSON.stringify(`/@slidev/slides/${toGraphNo(deck.number, no)}/${type}`)
  return [
    `import configs from ${JSON.stringify(CONFIGS + deck.id)}`,
    `import card from ${JSON.stringify(`${CARD}/${deck.id}`)}`,
    ...numbers.map(no => `import { meta as m${no} } from ${facade(no, 'frontmatter')}`),
    'export { card, configs }',
    `export const loadTitles = () => import(${JSON.stringify(`${TITLES}${deck.id}.md`)})`,
    'export const slides = [',
    ...numbers.map(no => `  { no: ${no}, meta: m${no}, load: () => import(${facade(no, 'md')}) },`),
    ']',
  ].join('\n')
}

/** As Slidev's own template, over the slides of the page's deck. */
const slidesCode = (errorLayout: string, guests: string | undefined): string => `
${guests ? `import { reached } from ${JSON.stringify(guests)}` : 'const reached = null'}
import { defineAsyncComponent, shallowRef } from 'vue'
import SlideError from ${JSON.stringify(errorLayout)}
import SlideLoading from '@slidev/client/internals/SlideLoading.vue'
import { deck } from ${JSON.stringify(CURRENT)}
function route({ no, meta, load: loadSlide }) {
  let loaded
  const load = async () => {
    if (reached) await reached(no)
    try { return loaded ??= await loadSlide() }
    catch (e) { console.error('slide ' + no + ' failed to load', e); return SlideError }
  }
  const component = defineAsyncComponent({
    loader: load, delay: 300, loadingComponent: SlideLoading, errorComponent: SlideError,
    onError: e => console.error('slide ' + no + ' failed to load', e),
  })
  return { no, meta, load, component }
}
export const slides = shallowRef(deck.slides.map(route))
`

const configsCode = `
import { deck } from ${JSON.stringify(CURRENT)}
export default deck.configs
`

const cardCode = `
import { deck } from ${JSON.stringify(CURRENT)}
export default deck.card
`

const titlesCode = `
import { h } from 'vue'
import { TitleRenderer } from ${JSON.stringify(CURRENT)}
export default (_, { attrs }) => h(TitleRenderer, attrs)
`

/** Hash routing needs no base; every other use means the folder of public/ and the assets, one above the deck's page. */
function runtimeBase(id: string): string {
  return id.endsWith('/@slidev/client/setup/main.ts') || id.endsWith('/@slidev/client/env.ts') ? '""' : '"../"'
}

type Loader = { load: (this: unknown, id: string) => unknown }

/**
 * The plugins of the one graph, to stand before and after Slidev's own (see graph.ts).
 * @param options Slidev's options, with the merged data of all decks
 * @param guests module of the guests' edition, see GraphOptions
 */
export function oneGraph(
  options: ResolvedSlidevOptions,
  decks: readonly DeckData[],
  errorLayout: string,
  slidevLoader: () => Loader,
  guests?: string,
): { before: Plugin; afterLayout: Plugin } {
  const byId = new Map(decks.map(d => [d.id, d]))

  /** Slidev's own template for a virtual module, made from one deck's data. The loader reads `options.data` before its first await. */
  function ownTemplate(context: unknown, id: string, deck: DeckData): unknown {
    const merged = options.data
    options.data = deck.data
    try {
      return slidevLoader().load.call(context, id)
    } finally {
      options.data = merged
    }
  }

  const before: Plugin = {
    name: 'course:one-graph',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      handler(id, importer) {
        if (id.startsWith('/@course/') || id === CARD) return id
        const other = lighter(id)
        return other && this.resolve(other, importer)
      },
    },
    load: {
      order: 'pre',
      handler(id) {
        const instead = guests ? leftOut(id, decks) : null
        if (instead !== null) return instead
        if (id === ENTRY) return entryCode(decks, guests)
        if (id === CURRENT) return currentCode
        if (id === '/@slidev/slides') return slidesCode(errorLayout, guests)
        if (id === '/@slidev/configs') return configsCode
        if (id === CARD) return cardCode
        if (id === '/@slidev/title-renderer') return titlesCode
        const deck = (prefix: string) => byId.get(id.slice(prefix.length).replace(/\.md$/, ''))
        if (id.startsWith(DECK) && deck(DECK)) return deckCode(deck(DECK) as DeckData)
        if (id.startsWith(CONFIGS) && deck(CONFIGS))
          return ownTemplate(this, '/@slidev/configs', deck(CONFIGS) as DeckData) as never
        if (id.startsWith(TITLES) && deck(TITLES))
          return ownTemplate(this, '/@slidev/title-renderer.md', deck(TITLES) as DeckData) as never
        return null
      },
    },
    transform: {
      order: 'pre',
      handler(code, id) {
        const slide = slideOfModule(id)
        if (slide?.type === 'frontmatter' && !slide.facade)
          return {
            code: code
              .replace(/^ {4}id: \d+,$/m, `    id: ${slide.slideNo - 1},`)
              .replace(/^ {4}no: \d+,$/m, `    no: ${slide.slideNo},`),
            map: null,
          }
        if (id.includes('/node_modules/') && !id.includes('/@slidev/client/')) return null
        if (!code.includes('import.meta.env.BASE_URL')) return null
        return { code: code.replaceAll('import.meta.env.BASE_URL', runtimeBase(id)), map: null }
      },
    },
  }

  /** The layout wrapper writes the slide's place into its code: as in its own deck, or the cover would be an ordinary page. */
  const afterLayout: Plugin = {
    name: 'course:slide-numbers',
    transform(code, id) {
      const slide = slideOfModule(id)
      if (slide?.type !== 'md' || slide.facade) return null
      return {
        code: code.replace(
          /_frontmatterToProps\(\$frontmatter,\d+\)/,
          `_frontmatterToProps($frontmatter,${slide.slideNo - 1})`,
        ),
        map: null,
      }
    },
  }
  return { before, afterLayout }
}
