// Fonts are shipped once, below dist/fonts/, where the static pages find them too: a bundler would copy them to assets/ under a second name.
import type { Plugin } from 'vite'

/** Lets styles/fonts.css name the public folder's own files in a build. */
export function publicFonts(): Plugin {
  return {
    name: 'course:public-fonts',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      return id.split('?')[0]!.endsWith('/styles/fonts.css')
        ? { code: code.replaceAll('../public/', '/'), map: null }
        : null
    },
  }
}
