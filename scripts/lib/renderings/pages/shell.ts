// The frame of the pages of programs, codes, terms and claims: head, where the page lies, foot. Pure.
import { escape, head } from '../../site/head.ts'

/** What every page of one build says. */
export interface Shell {
  title: string
  publicUrl: string | null
  stamp: string
  /** Picture in dist/ for cards of links; null where no deck has a cover. */
  image: string | null
}

export interface PageText {
  /** The page's file in dist/: `errors/E0502/index.html`. */
  file: string
  title: string
  description: string
  /** From the course down to the page above this one. */
  above: readonly { file: string; label: string }[]
  /** What the search says it is. */
  kind: 'program' | 'error' | 'term' | 'claims' | 'index'
  main: string
}

/** From a file's folder to dist/: `../../` for `errors/E0502/index.html`. */
export const toRoot = (file: string): string => '../'.repeat(file.split('/').length - 1)

export function pageHtml({ file, title, description, above, kind, main }: PageText, shell: Shell): string {
  const root = toRoot(file)
  const way = above.map(({ file, label }) => `<a href="${root}${escape(file)}">${escape(label)}</a>`)
  const facts = { publicUrl: shell.publicUrl, stamp: shell.stamp, path: file.replace(/index\.html$/, '') }
  return `<!doctype html>
<html lang="en">
<head>
${head({ title: `${title} · ${shell.title}`, description, toRoot: root, ...facts, ...(shell.image ? { image: shell.image } : {}) })}
<meta name="page-kind" content="${kind}">
<link rel="stylesheet" href="${root}site/pages.css">
<script src="${root}site/scheme.js"></script>
<script type="module" src="${root}site/pages.js"></script>
<script type="module" src="${root}site/search.js"></script>
<script type="module" data-current src="${root}site/offline.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header class="bar" data-unsearched><nav aria-label="Where this page lies"><a href="${root}index.html">${escape(shell.title)}</a>${way.join('')}</nav><span class="bar-tools"></span></header>
<main id="content">
${main}
</main>
<footer data-unsearched>${escape(shell.stamp)}</footer>
</body>
</html>
`
}
