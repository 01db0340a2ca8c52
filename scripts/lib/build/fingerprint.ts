// What a deck's page is made of, as one hash: its own slides and every shared module that they, or Slidev's client, reach.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { keyOf, sha256 } from './digest.ts'
import type { GraphModule } from './graph.ts'
import { deckModule, ENTRY, slideOfModule } from './one-graph-plugin.ts'

/** UnoCSS's sheets hold the rules of all decks; a deck's own part follows from the class names in its modules, and those are hashed. */
const isCollectedCss = (id: string): boolean => id.includes('__uno') || id.includes('virtual:uno')

/** Pages of our own, `pages/<name>.vue`: each is a world of its own behind its route, and counts only where it is opened. */
const PAGE = /\/pages\/([\w-]+)\.vue$/
const isOwnPage = (id: string): boolean => PAGE.test(id) && !id.includes('/node_modules/')

/**
 * The modules that stand behind one page of a deck: the deck's data and slides, Slidev's client and, for a route of our
 * own, that page. Other decks and other pages of our own are left out.
 * @param page `gallery` for pages/gallery.vue; null for Slidev's own routes
 */
export function modulesOfDeck(
  modules: ReadonlyMap<string, GraphModule>,
  deckId: string,
  deckNumber: number,
  page: string | null = null,
): string[] {
  const roots = [...modules.keys()].filter(
    id => id.endsWith('/@slidev/client/main.ts') || (page !== null && isOwnPage(id) && PAGE.exec(id)?.[1] === page),
  )
  const seen = new Set<string>()
  const queue = [deckModule(deckId), ...roots]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id) || id === ENTRY || isCollectedCss(id) || (isOwnPage(id) && !roots.includes(id))) continue
    const slide = slideOfModule(id)
    if (slide && slide.deckNumber !== deckNumber) continue
    seen.add(id)
    queue.push(...(modules.get(id)?.imports ?? []))
  }
  return [...seen].sort()
}

/** The names of the pages of our own in the graph. */
export const ownPages = (modules: ReadonlyMap<string, GraphModule>): string[] =>
  [...modules.keys()]
    .filter(isOwnPage)
    .map(id => PAGE.exec(id)?.[1] as string)
    .sort()

/** The page of our own that an address opens, by its route's name: `#/gallery` is pages/gallery.vue. */
export const pageOfAddress = (address: string): string => /#\/([\w-]+)/.exec(address)?.[1] ?? ''

/**
 * The fingerprint. Virtual modules count by their code, files by code and content (a style sheet's code is empty).
 * @param keyOfModule the key of one module by its id (see `moduleKeys`)
 */
export function deckFingerprint(
  modules: ReadonlyMap<string, GraphModule>,
  deckId: string,
  deckNumber: number,
  page: string | null,
  keyOfModule: (id: string) => string,
): string {
  return keyOf(...modulesOfDeck(modules, deckId, deckNumber, page).map(keyOfModule))
}

/**
 * Keys of modules, each made once however many decks share it.
 * @param portable makes an id independent of where the repository lies
 */
export function moduleKeys(
  modules: ReadonlyMap<string, GraphModule>,
  portable: (id: string) => string,
): (id: string) => string {
  const known = new Map<string, string>()
  const content = (id: string): string => {
    const file = id.replace(/^\0/, '').replace(/\?.*$/, '')
    return file.startsWith('/') && existsSync(file) && statSync(file).isFile() ? sha256(readFileSync(file)) : ''
  }
  return id => {
    const key = known.get(id) ?? keyOf(portable(id), portable(modules.get(id)?.code ?? ''), content(id))
    known.set(id, key)
    return key
  }
}
