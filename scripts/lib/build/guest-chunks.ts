// How the guests' edition is cut into files: a phone gets the client in few of them, since each is a request on a network that a whole room shares.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { slideOfModule } from './one-graph-plugin.ts'

/** What the rollup call `manualChunks` is given to look around. */
interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] } | null
}

/** What the deck's data needs as well as the client: the data is there before the client runs. */
const BASE = /\/node_modules\/(vue|@vue|zod)\/|\/@course\/current|vite\/preload-helper/
/** Of one deck: its slides' titles and settings, and no text of them. */
const DATA = /^\/@course\/(deck|configs)\/|virtual:ri-card\/./
const CLIENT = '/@slidev/client/main.ts'
/** The one page of Slidev's that guests are shown. */
const PLAY = '/@slidev/client/pages/play.vue'
const TITLES = '/@course/titles/'

const isSlide = (id: string): boolean => slideOfModule(id)?.type === 'md'
const plain = (id: string): string => id.replace(/[?#].*$/, '')
/** A figure family is loaded with the first slide that shows it. */
const isFamily = (id: string): boolean => existsSync(join(dirname(plain(id)), 'model.ts'))

/** Everything that these modules import, and what that imports, as far as `into` says. */
function reach(from: readonly string[], graph: Graph, into: (id: string) => boolean): Set<string> {
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id) || !into(id)) return
    seen.add(id)
    graph.getModuleInfo(id)?.importedIds.forEach(visit)
  }
  from.forEach(visit)
  return seen
}

/**
 * For rollup's `manualChunks`: `base`, `deck`, `client`, and `parts`, what slides are made of; everything else as rollup has it. No text of a slide is in any of the four.
 * @param script what a guest's page runs before the client
 * @param modules all ids of the graph, once it is whole
 */
export function guestChunks(
  script: string,
  modules: () => Iterable<string>,
): (id: string, graph: Graph) => string | undefined {
  let base: Set<string> | null = null
  let client: Set<string> | null = null
  let parts: Set<string> | null = null
  return (id, graph) => {
    // The client begins when all before it has been given to it: it is no part of what the titles import.
    if (isSlide(id) || id.endsWith(CLIENT)) return undefined
    base ??= reach([script], graph, () => true)
    if (BASE.test(id) || base.has(id)) return 'base'
    if (DATA.test(id) || slideOfModule(id)) return 'deck'
    const all = [...modules()]
    client ??= reach(
      all.filter(one => one.endsWith(CLIENT) || one.endsWith(PLAY) || one.startsWith(TITLES)),
      graph,
      one => !isSlide(one),
    )
    if (client.has(id)) return 'client'
    parts ??= reach(
      all.filter(isSlide).flatMap(one => [...(graph.getModuleInfo(one)?.importedIds ?? [])]),
      graph,
      one => !one.includes('/decks/'),
    )
    return parts.has(id) && !isFamily(id) ? 'parts' : undefined
  }
}
