// The style sheets and scripts of the articles. In: tokens, the slides' figures and code, css/ and client/. Out: files for dist/site/.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundledScript } from '../../site/assets.ts'
import { smallCss } from '../../site/css.ts'
import { schemeStyles } from '../../site/head.ts'

const HERE = import.meta.dirname

/** In the order of the cascade. */
const SHEETS = ['page', 'text', 'plate', 'asked', 'film', 'parts', 'wide', 'narrow', 'paper']

/** What articles and slides have in common, without what only a slide needs. */
function shared(root: string): string[] {
  const read = (name: string): string => readFileSync(join(root, 'styles', `${name}.css`), 'utf8')
  const before = (text: string, mark: string): string => {
    const at = text.indexOf(mark)
    if (at < 0) throw new Error(`styles: there is no \`${mark}\`, at which the articles' sheet cuts`)
    return text.slice(0, at)
  }
  const code = read('code')
  const rust = code.slice(before(code, '/* Rust: weight').length)
  return [
    read('tokens'),
    schemeStyles(),
    read('fonts').replaceAll('../public/fonts/', '../fonts/'),
    before(read('figure'), '/* ---------- the frame round a figure'),
    before(code, '/* the message in four parts */'),
    before(rust, '/* Slidev colours'),
  ]
}

/** Style sheets by their names in dist/site/. */
export function articleStyles(root: string): Map<string, string> {
  const own = (name: string): string => readFileSync(join(HERE, 'css', `${name}.css`), 'utf8')
  return new Map([
    ['article.css', smallCss([...shared(root), ...SHEETS.map(own)].join('\n'))],
    ['still.css', smallCss(own('still'))],
  ])
}

/** Scripts by their names in dist/site/: `early.js` is classic, since it must run before the first paint. */
export async function articleScripts(): Promise<Map<string, string>> {
  const client = (name: string): string => join(HERE, 'client', `${name}.ts`)
  return new Map([
    ['early.js', await bundledScript(client('early'), 'iife')],
    ['article.js', await bundledScript(client('article'))],
  ])
}
