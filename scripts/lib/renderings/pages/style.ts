// The one style sheet of the pages: faces, tokens of both schemes, plates as on slides, and what is theirs alone.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { smallCss } from '../../site/css.ts'
import { schemeStyles } from '../../site/head.ts'

/** To lie in dist/site/, beside which the fonts lie. */
export function pagesStyle(root: string): string {
  const style = (name: string): string => readFileSync(join(root, 'styles', name), 'utf8')
  const own = readFileSync(join(import.meta.dirname, 'client/pages.css'), 'utf8')
  const fonts = style('fonts.css').replaceAll('../public/', '../')
  return [fonts, style('tokens.css'), schemeStyles(), style('code.css'), own].map(smallCss).join('\n')
}
