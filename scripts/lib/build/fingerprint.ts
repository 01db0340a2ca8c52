// What a deck's page is made of, as one hash: its own slides and every shared module that they, or Slidev's client, reach.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { keyOf, sha256 } from './digest.ts'
import type { GraphModule } from './graph.ts'
import { deckModule, ENTRY, slideOfModule } from './one-graph-plugin.ts'

/** UnoCSS's sheets hold the rules of all decks; a deck's own part follows from the class names in its modules, and those are hashed. */
const isCollectedCss = (id: string): boolean => id.includes('__uno') || id.includes('virtual:uno')

/** Modules reachable from a deck's data and from the client, without the other decks. */
export function modulesOfDeck(modules: ReadonlyMap<string, GraphModule>, deckId: string, deckNumber: number): string[] {
  const client = [...modules.keys()].filter(id => id.endsWith('/@slidev/client/main.ts'))
  const seen = new Set<string>()
  const queue = [deckModule(deckId), ...client]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id) || id === ENTRY || isCollectedCss(id)) continue
    const slide = slideOfModule(id)
    if (slide && slide.deckNumber !== deckNumber) continue
    seen.add(id)
    queue.push(...modules.get(id)?.imports ?? [])
  }
  return [...seen].sort()
}

/**
 * The fingerprint. Virtual modules count by their code, files by code and content (a style sheet's code is empty).
 * @param portable makes an id independent of where the repository lies
 */
export function deckFingerprint(modules: ReadonlyMap<string, GraphModule>, deckId: string, deckNumber: number, portable: (id: string) => string): string {
  const content = (id: string): string => {
    const file = id.replace(/^\0/, '').replace(/\?.*$/, '')
    return file.startsWith('/') && existsSync(file) && statSync(file).isFile() ? sha256(readFileSync(file)) : ''
  }
  return keyOf(...modulesOfDeck(modules, deckId, deckNumber).map(id => keyOf(portable(id), portable(modules.get(id)?.code ?? ''), content(id))))
}
