// The head of every static page: title, description, icons, colours of both schemes, Open Graph. Pure but for the stylesheet it reads.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../deck.ts'
import { policyTag } from '../policy.ts'

export const escape = (s: string): string =>
  s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
/** Backticks set the machine's words in mono. */
export const rich = (s: string): string => escape(s).replaceAll(/`([^`]+)`/g, '<code>$1</code>')

/** Tokens for pages without a script: the dark scheme follows the reader's system, and `html.light` or `html.dark` overrule it. */
export function schemeStyles(): string {
  const tokens = readFileSync(join(ROOT, 'styles/tokens.css'), 'utf8')
  const dark = /\n\.dark\s*\{([^}]*)\}/.exec(tokens)?.[1]
  if (!dark) throw new Error('styles/tokens.css:1: there is no `.dark { … }` block to take the dark scheme from')
  return `@media screen and (prefers-color-scheme: dark) { :root:not(.light) { ${dark
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()} } }`
}

export interface PageFacts {
  title: string
  description: string
  /** From the page's folder to dist/, with a slash at the end; `` for dist/index.html. */
  toRoot: string
  /** The page's own path in dist/, for canonical links: `03-trait-objects/read/`. */
  path: string
  publicUrl: string | null
  /** Picture in dist/, for Open Graph. */
  image?: string
  stamp: string
}

export function head(f: PageFacts): string {
  const url = f.publicUrl ? `${f.publicUrl}${f.path}` : null
  return [
    '<meta charset="utf-8">',
    policyTag(),
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escape(f.title)}</title>`,
    `<meta name="description" content="${escape(f.description)}">`,
    '<meta name="color-scheme" content="light dark">',
    `<meta name="generator" content="${escape(f.stamp)}">`,
    `<link rel="icon" href="${f.toRoot}favicon.svg" type="image/svg+xml">`,
    `<link rel="manifest" data-current href="${f.toRoot}site.webmanifest">`,
    `<meta property="og:title" content="${escape(f.title)}">`,
    `<meta property="og:description" content="${escape(f.description)}">`,
    '<meta property="og:type" content="article">',
    ...(url
      ? [`<link rel="canonical" href="${escape(url)}">`, `<meta property="og:url" content="${escape(url)}">`]
      : []),
    ...(f.image
      ? [`<meta property="og:image" content="${escape(f.publicUrl ? f.publicUrl + f.image : f.toRoot + f.image)}">`]
      : []),
  ].join('\n')
}
