import { describe, expect, it } from 'vitest'
import { deckFingerprint, moduleKeys, modulesOfDeck, pageOfAddress } from './fingerprint.ts'
import type { GraphModule } from './graph.ts'

const CLIENT = '/r/node_modules/@slidev/client/main.ts'
const slide = (deck: number, no: number) => `/r/decks/${deck}/slides.md__slidev_${deck * 1000 + no}.md`
function graph(changed: Record<string, string> = {}): Map<string, GraphModule> {
  const imports: Record<string, string[]> = {
    '/@course/entry': ['/@course/deck/a', '/@course/deck/b', CLIENT],
    '/@course/deck/a': [slide(1, 1)],
    '/@course/deck/b': [slide(2, 1)],
    [slide(1, 1)]: ['/r/components/Shared.vue', '/r/components/OnlyA.vue'],
    [slide(2, 1)]: ['/r/components/Shared.vue'],
    '/r/components/Shared.vue': [],
    '/r/components/OnlyA.vue': [],
    '/r/components/Unused.vue': [],
    [CLIENT]: ['/r/pages/read.vue', '/r/pages/gallery.vue', '/__uno.css'],
    '/r/pages/read.vue': [],
    '/r/pages/gallery.vue': ['/r/components/Unused.vue'],
    '/__uno.css': [],
  }
  return new Map(Object.entries(imports).map(([id, to]) => [id, { id, imports: to, code: changed[id] ?? id }]))
}
const of = (deck: 'a' | 'b', page: string | null, changed: Record<string, string> = {}) => {
  const modules = graph(changed)
  return deckFingerprint(
    modules,
    deck,
    deck === 'a' ? 1 : 2,
    page,
    moduleKeys(modules, id => id),
  )
}
/** Which pages a change of one module makes anew. */
const affected = (id: string) =>
  (['a', 'b'] as const).flatMap(deck =>
    [null, 'read']
      .filter(page => of(deck, page) !== of(deck, page, { [id]: 'changed' }))
      .map(page => `${deck}${page ? '/read' : ''}`),
  )

describe("a deck's fingerprint", () => {
  it.each([
    [slide(1, 1), ['a', 'a/read']],
    ['/r/components/OnlyA.vue', ['a', 'a/read']],
    ['/r/components/Shared.vue', ['a', 'a/read', 'b', 'b/read']],
    [CLIENT, ['a', 'a/read', 'b', 'b/read']],
    ['/r/pages/read.vue', ['a/read', 'b/read']],
    ['/r/pages/gallery.vue', []],
    ['/r/components/Unused.vue', []],
    ['/__uno.css', []],
  ])('%s changes %j', (id, pages) => expect(affected(id)).toEqual(pages))
  it('holds no other deck', () => expect(modulesOfDeck(graph(), 'b', 2)).not.toContain(slide(1, 1)))
  it('knows the page of an address', () =>
    expect([pageOfAddress('#/read'), pageOfAddress('?print#/print'), pageOfAddress('')]).toEqual(['read', 'print', '']))
})
