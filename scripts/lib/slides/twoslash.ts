// Slidev brings a library of popovers for TypeScript's types in code, and tells it of every slide that moves. No deck has such code: decks are built without.
import type { Plugin } from 'vite'

/** Stands in for the two modules where Slidev's slides import them; the drawing toolbar, which is loaded when it is opened, keeps its menus. */
const STUB = '\0course:no-popovers'
const SLIDES =
  /\/@slidev\/client\/(?:internals\/(?:SlidesShow|SlideContainer|FormItem)\.vue|builtin\/VSwitch\.ts|pages\/print\.vue)/

export function withoutTwoslash(): Plugin {
  return {
    name: 'course:without-twoslash',
    apply: 'build',
    enforce: 'pre',
    resolveId(id, importer = '') {
      if (id === '@shikijs/vitepress-twoslash/client') return STUB
      return id === 'floating-vue' && SLIDES.test(importer) ? STUB : null
    },
    load(id) {
      if (id !== STUB) return null
      return `export const recomputeAllPoppers = () => {}
export const Tooltip = (_, { slots }) => slots.default?.()
export default { install() {} }`
    },
  }
}
