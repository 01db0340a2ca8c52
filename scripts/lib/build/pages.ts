// The HTML page of each deck over the one graph: Slidev's head tags, the shared chunks, nothing absolute.
import { policyTag } from '../policy.ts'
import type { Chunk, Graph } from './graph.ts'
import { deckModule, ENTRY } from './one-graph-plugin.ts'

function chunkWith(graph: Graph, module: (id: string) => boolean, what: string): Chunk {
  const chunk = [...graph.chunks.values()].find(c => c.modules.some(module))
  if (!chunk) throw new Error(`The graph holds no chunk for ${what}.`)
  return chunk
}

/** The chunks and styles that importing `chunks` brings along, each once, in order. */
function closure(graph: Graph, ...chunks: Chunk[]): { scripts: string[]; styles: string[] } {
  const scripts = new Set<string>()
  const styles = new Set<string>()
  const visit = (file: string) => {
    const chunk = graph.chunks.get(file)
    if (!chunk || scripts.has(file)) return
    scripts.add(file)
    chunk.imports.forEach(visit)
    chunk.css.forEach(css => styles.add(css))
  }
  chunks.forEach(c => visit(c.file))
  return { scripts: [...scripts], styles: [...styles] }
}

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

/**
 * The page of one deck, to stand at `<deck>/index.html`. All its links are relative, so that the site works under any
 * path and from any static server. Slides are addressed behind a `#`: a reload of `#/7` needs no rewrite rule, no copy
 * of the page per slide and no 404 page, which a plain static server would not give.
 */
export function deckPage(
  graph: Graph,
  deckId: string,
  facts: { summary: string; pdf: boolean; stamp: string; publicUrl: string | null; guests?: boolean },
): string {
  const entry = chunkWith(graph, id => id === ENTRY, 'the entry')
  const data = chunkWith(graph, id => id === deckModule(deckId), `the deck ${deckId}`)
  const client = chunkWith(graph, id => id.endsWith('/@slidev/client/main.ts'), "Slidev's client")
  const { scripts, styles } = closure(graph, entry, data, client)
  const head = [
    `<meta name="description" content="${escapeHtml(facts.summary)}">`,
    `<meta property="og:description" content="${escapeHtml(facts.summary)}">`,
    `<meta name="generator" content="${escapeHtml(facts.stamp)}">`,
    ...(facts.publicUrl
      ? [
          `<link rel="canonical" href="${escapeHtml(facts.publicUrl)}${deckId}/">`,
          `<meta property="og:url" content="${escapeHtml(facts.publicUrl)}${deckId}/">`,
        ]
      : []),
    `<meta property="og:image" content="${facts.publicUrl ? `${escapeHtml(facts.publicUrl)}${deckId}/` : ''}cover.png">`,
    ...(facts.guests ? [] : ['<link rel="manifest" href="../site.webmanifest">']),
    ...styles.map(css => `<link rel="stylesheet" crossorigin href="../${css}">`),
    `<script type="module" crossorigin src="../${entry.file}"></script>`,
    ...scripts
      .filter(file => file !== entry.file)
      .map(file => `<link rel="modulepreload" crossorigin href="../${file}">`),
    // A room wants the present files, and guests get no other page.
    ...(facts.guests
      ? []
      : [
          '<script type="module" src="../site/offline.js"></script>',
          '<script type="module" src="../site/search.js"></script>',
        ]),
  ]
  const html = graph.html.get(deckId)
  if (!html) throw new Error(`The graph made no page for the deck ${deckId}.`)
  return html
    .replace(/<script type="module" src="[^"]*client\/main\.ts"><\/script>\n?/, '')
    .replace(/<html\b/, `<html data-deck="${deckId}"${facts.pdf ? ` data-pdf="../pdf/${deckId}-slides.pdf"` : ''}`)
    .replace(/(href|src)="\/(?!\/)/g, '$1="../')
    .replace(/<head>\n?/, `<head>\n${policyTag()}\n`)
    .replace('</head>', `\n${head.join('\n')}\n</head>`)
    .replace(
      '<div id="app"></div>',
      `<div id="app"></div>\n  <noscript><p>Presenting needs a script.${facts.guests ? '' : ' <a href="read/index.html">The walkthrough</a> has every slide without one.'}</p><p>${escapeHtml(facts.stamp)}</p></noscript>`,
    )
}
