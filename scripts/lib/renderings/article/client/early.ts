// A classic script in the head, before the first paint: the reader's scheme, and that a script will come. If that does not come, the page becomes the one without.
import { applyScheme } from '../../../site/client/scheme.ts'
import { unfoldAll } from './frames.ts'

const root = document.documentElement
root.classList.add('js')
applyScheme()

/** The page's script did not load: frames and folds go into the text, as on a page without a script. */
function alone(): void {
  root.classList.remove('js')
  const style = document.createElement('link')
  style.rel = 'stylesheet'
  style.href = new URL('still.css', here).href
  document.head.append(style)
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', unfoldAll)
  else unfoldAll()
}

const here = (document.currentScript as HTMLScriptElement).src
// Errors of loading do not bubble: they are seen on their way down.
addEventListener(
  'error',
  e => {
    if (e.target instanceof HTMLScriptElement && e.target.src.endsWith('/site/article.js')) alone()
  },
  true,
)
