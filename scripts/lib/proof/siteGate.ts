// Site: what each static page must carry, the landing page's weight, what the search finds, and that no character falls back to a font of the reader's system.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readCourseFile } from '../courseFile.ts'
import type { Problem } from '../problem.ts'
import { foreignCharacters, shippedCharacters } from '../fonts/glyphs.ts'
import { ARTICLE_LIMIT, overweight } from '../renderings/article/weight.ts'
import type { Gate } from './gate.ts'
import type { PlaceFile } from '../site/client/find/engine.ts'
import { linksOf } from './linksGate.ts'
import { QUERIES, searchProblems } from './queries.ts'

/** Bytes of the landing page as they are sent, fonts excepted. */
export const LANDING_LIMIT = 50_000

/** Compressed bytes of a page and of the scripts, styles and icons that it asks for at once. */
export function weightOf(dist: string, page: string): number {
  const html = readFileSync(join(dist, page), 'utf8')
  const asked = [...html.matchAll(/<(?:link|script|img)\b[^>]*?\s(?:href|src)="([^"#?:]+)"/g)]
    .map(m => join(dirname(page), m[1]!))
    .filter(f => !/\.(html|woff2)$/.test(f) && existsSync(join(dist, f)))
  return [page, ...new Set(asked)].reduce(
    (sum, f) => sum + gzipSync(readFileSync(join(dist, f)), { level: 6 }).length,
    0,
  )
}

/** What a page's head and foot lack. */
export function pageProblems(html: string, file: string, stamp: string): Problem[] {
  const wanted: readonly (readonly [RegExp, string])[] = [
    [/<html\b[^>]*\slang="[a-z]/, 'its language'],
    [/<title>[^<]{3,}<\/title>/, 'a title'],
    [/<meta name="description" content="[^"]{20,}"/, 'a description'],
    [/<meta name="viewport"/, 'a viewport'],
    [/<link rel="icon"/, 'an icon'],
    [/<meta property="og:title" content="[^"]/, 'an Open Graph title'],
    [/<meta http-equiv="Content-Security-Policy" content="[^"]*script-src 'self'/, 'a Content-Security-Policy'],
  ]
  const out = wanted
    .filter(([pattern]) => !pattern.test(html))
    .map(([, what]): Problem => ({ file, line: 1, message: `the page lacks ${what}` }))
  if (/script-src[^;]*'unsafe-(inline|eval)'/.test(html))
    out.push({
      file,
      line: 1,
      message: "the page's policy allows inline scripts or `eval`: see scripts/lib/policy.ts",
    })
  const inline = /<script(?![^>]*\ssrc=)(?![^>]*type="(?:application|speculationrules))[^>]*>|\son[a-z]+="/.exec(
    html.replace(/<pre[\s\S]*?<\/pre>/g, ''),
  )
  if (inline)
    out.push({
      file,
      line: 1,
      message: `the page's policy refuses its inline script \`${inline[0].trim()}\`: move it into a file`,
    })
  if (!html.includes(stamp))
    out.push({ file, line: 1, message: `the page does not say of which edition it is (${stamp})` })
  return out
}

export const siteGate: Gate = {
  name: 'site',
  about: `heads, stamps and icons of the static pages, the landing page below ${LANDING_LIMIT / 1000} kB, articles below ${ARTICLE_LIMIT.bytes / 1000} kB and ${ARTICLE_LIMIT.elements} elements, forty questions to the search, no character without a shipped glyph`,
  needs: 'dist',
  run({ root, dist }) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const shipped = shippedCharacters(join(dist, 'fonts')),
      problems: Problem[] = []
    const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter(f => /(^|[\\/])index\.html$/.test(f))
      .sort()
    for (const page of pages) {
      const html = readFileSync(join(dist, page), 'utf8'),
        file = `dist/${page}`
      if (page.endsWith('/read/index.html'))
        problems.push(...overweight(html).map(message => ({ file, line: 1, message })))
      problems.push(...pageProblems(html, file, `${readCourseFile(root).title} ${version}`))
      for (const { char, lacks, line } of foreignCharacters(html, shipped))
        problems.push({
          file,
          line,
          message: `"${char}" (U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}) is not in ${lacks}: ship its glyph (styles/fonts.css), or write it otherwise`,
        })
      const image = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1]
      if (!image) problems.push({ file, line: 1, message: 'the page has no Open Graph image' })
      else if (!image.includes(':') && !existsSync(join(dist, dirname(page), image)))
        problems.push({ file, line: 1, message: `the Open Graph image ${image} is not there` })
    }
    const twice = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
      f => f.endsWith('.woff2') && !/^fonts[\\/]/.test(f),
    )
    for (const f of twice)
      problems.push({ file: `dist/${f}`, line: 1, message: 'a font is shipped outside fonts/, a second time' })
    for (const { url, line } of linksOf(readFileSync(join(dist, 'index.html'), 'utf8'), 'index.html').filter(l =>
      /\.(css|js)$/.test(l.url),
    ))
      if (!existsSync(join(dist, url))) problems.push({ file: 'dist/index.html', line, message: `${url} is not there` })
    const found = join(dist, 'site/places.json')
    if (existsSync(found)) problems.push(...searchProblems(JSON.parse(readFileSync(found, 'utf8')) as PlaceFile))
    else
      problems.push({
        file: 'dist/site/places.json',
        line: 1,
        message: 'the search has no places: run `npm run build`',
      })
    const weight = weightOf(dist, 'index.html')
    if (weight > LANDING_LIMIT)
      problems.push({
        file: 'dist/index.html',
        line: 1,
        message: `the landing page weighs ${(weight / 1000).toFixed(1)} kB compressed, more than ${LANDING_LIMIT / 1000}`,
      })
    return Promise.resolve({
      checked: pages.length + QUERIES.length,
      what: `static pages and questions to the search; landing page ${(weight / 1000).toFixed(1)} kB`,
      problems,
    })
  },
}
