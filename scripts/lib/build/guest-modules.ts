// What of Slidev's client guests of a talk have no use for, and what stands in its place: each of them is weight on every phone in the room. Pure.
import type { DeckData } from './deck-data.ts'

const NOTHING = '<template><i hidden /></template>'
/** A directive of Slidev's, that is no longer left out when a slide uses it. */
const directive = (name: string, maker: string) => ({
  module: new RegExp(`/@slidev/client/modules/${name}\\.ts$`),
  code: `export const ${maker} = () => ({ install() {} })`,
  unless: new RegExp(`\\b${name}\\b`),
})

const LEFT_OUT: readonly { module: RegExp; code: string; unless?: RegExp }[] = [
  // Overview, search and menu; the frame around what an author drags.
  { module: /\/@slidev\/client\/internals\/(Controls|DragControl)\.vue$/, code: NOTHING },
  // Guests draw nothing, and Slidev's client asks whether somebody does.
  {
    module: /\/node_modules\/drauu\/dist\/index\.mjs$/,
    code: 'export const createDrauu = () => ({ on() {}, mounted: false })',
  },
  directive('v-motion', 'createVMotionDirectives'),
  directive('v-mark', 'createVMarkDirective'),
  directive('v-drag', 'createVDragDirective'),
]

/** What stands in a module's place in the edition of these decks; null where it is taken as it is. */
export function leftOut(id: string, decks: readonly DeckData[]): string | null {
  const found = LEFT_OUT.find(({ module }) => module.test(id))
  const used = found?.unless && decks.some(deck => deck.data.slides.some(slide => found.unless!.test(slide.content)))
  return found && !used ? found.code : null
}

/** Another module that does what a built page needs of this one, of readers as of guests; null where there is none. */
export function lighter(id: string): string | null {
  // Slidev takes Vue with its compiler, for what is typed into a slide; a built one is compiled.
  if (id.endsWith('/vue.esm-bundler.js')) return id.replace('vue.esm-bundler', 'vue.runtime.esm-bundler')
  // The client needs one function, which both have; this one comes without a parser of YAML.
  return id === '@slidev/parser/core' ? '@slidev/parser/utils' : null
}
