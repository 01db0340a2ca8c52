// The HTML page of each deck over the one graph: Slidev's head tags, the shared chunks, nothing absolute.
import { policyTag } from '../policy.ts'
import { rich } from '../site/head.ts'
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

/** What a page of a deck says besides its slides. */
export interface DeckFacts {
  summary: string
  pdf: boolean
  /** Whether there is a handout to lead to. */
  handout?: boolean
  stamp: string
  publicUrl: string | null
  guests?: boolean
  /** For who reads before, or without, a script. */
  cover?: { mechanism: number; title: string; course: string; slides: readonly { no: number; title: string }[] }
}

/** The cover as it is before the script draws it, in the deck's own style; whoever mounts the deck replaces it. */
function coverHtml({ summary, cover }: DeckFacts): string {
  if (!cover) return ''
  const { mechanism, title, course } = cover
  const long = title.length > 26 ? ' class="long"' : ''
  return `<style>.ri-first{position:fixed;inset:0;display:grid;place-items:center;background:var(--ri-paper);overflow:hidden}.ri-elsewhere .ri-first{visibility:hidden}.ri-first>div{width:980px;height:552px;flex:none;scale:min(tan(atan2(100vw,980px)),tan(atan2(100vh,552px)))}@supports (scale:calc(1px / 1px)){.ri-first>div{scale:min(calc(100vw / 980px),calc(100vh / 552px))}}</style><div class="ri-first"><div class="slidev-layout ri ri-cover"><div class="series">${escapeHtml(course)}</div><div class="numeral">${String(mechanism).padStart(2, '0')}</div><h1${long}>${rich(title)}</h1><p class="summary">${rich(summary)}</p></div></div>`
}

/** What an upright phone shows beside a slide: static, so that it is there at once; the deck keeps its link at the slide. */
const turnHtml = ({ guests, cover }: DeckFacts): string =>
  guests || !cover
    ? ''
    : `<style>${TURN}</style><aside class="ri-turn" aria-label="On an upright phone">A slide is small on an upright phone: turn it, or <a href="read/index.html">read this as text</a>.</aside>`
/** In the page, since it stands there before the deck's style, and since a printed page has none of it. */
const TURN =
  '.ri-turn{display:none}@media screen and (orientation:portrait) and (max-width:620px){.ri-turn{display:block;position:fixed;z-index:20;inset:0 0 auto;padding:14px 20px;font:400 17px/25px var(--ri-text);color:var(--ri-ink);background:var(--ri-paper);border-bottom:.75px solid var(--ri-ink)}.ri-turn a{display:inline-block;padding:4px 0;text-decoration:underline;text-underline-offset:3px}html:has(.slidev-presenter) .ri-turn{display:none}}'

/** A page that can be read where no script runs. */
function stillHtml({ cover, summary, stamp, guests, handout }: DeckFacts, deckId: string): string {
  if (guests || !cover) return `<noscript><p>Presenting needs a script.</p><p>${escapeHtml(stamp)}</p></noscript>`
  const links = [
    '<a href="read/index.html">Read it as an article</a>',
    ...(handout ? [`<a data-current href="../pdf/${deckId}-handout.pdf">Handout (PDF)</a>`] : []),
    '<a href="../index.html">All mechanisms</a>',
  ]
  const slides = cover.slides.map(
    ({ no, title }) => `<li value="${no}"><a href="read/index.html#s${no}">${rich(title)}</a></li>`,
  )
  return `<noscript><style>#app,.ri-turn{display:none!important}html,body{overflow:auto!important;height:auto!important;background:var(--ri-paper);color:var(--ri-ink)}.ri-still{max-width:680px;margin:0 auto;padding:40px 24px 60px;font:400 18px/28px var(--ri-text)}.ri-still h1{font:600 40px/44px var(--ri-text)}.ri-still a{color:inherit;text-decoration:underline}.ri-still ol{list-style:decimal;padding-left:36px}.ri-still p{margin:14px 0}.ri-still nav a{margin-right:20px}</style><main class="ri-still"><h1>${rich(cover.title)}</h1><p>${rich(summary)}</p><p>Slides need a script. The article has all of them without one.</p><nav aria-label="Elsewhere">${links.join(' ')}</nav><ol>${slides.join('')}</ol><p>${escapeHtml(stamp)}</p></main></noscript>`
}

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

/**
 * The page of one deck, to stand at `<deck>/index.html`. All its links are relative, so that the site works under any
 * path and from any static server. Slides are addressed behind a `#`: a reload of `#/7` needs no rewrite rule, no copy
 * of the page per slide and no 404 page, which a plain static server would not give.
 */
export function deckPage(graph: Graph, deckId: string, facts: DeckFacts): string {
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
    ...(facts.guests ? [] : ['<link rel="manifest" data-current href="../site.webmanifest">']),
    ...(facts.cover ? ['<script src="../site/deck.js"></script>'] : []),
    ...styles.map(css => `<link rel="stylesheet" crossorigin href="../${css}">`),
    // A reader's page shows its first slide before the client starts; site/start.js starts it.
    facts.cover
      ? `<script type="module" src="../site/start.js"></script>\n<link rel="modulepreload" crossorigin data-entry href="../${entry.file}">`
      : `<script type="module" crossorigin src="../${entry.file}"></script>`,
    ...scripts
      .filter(file => file !== entry.file)
      .map(file => `<link rel="modulepreload" crossorigin href="../${file}">`),
    // A room wants the present files, and guests get no other page.
    ...(facts.guests
      ? []
      : [
          '<script type="module" data-current src="../site/offline.js"></script>',
          '<script type="module" src="../site/search.js"></script>',
        ]),
  ]
  const html = graph.html.get(deckId)
  if (!html) throw new Error(`The graph made no page for the deck ${deckId}.`)
  return (
    html
      .replace(/<script type="module" src="[^"]*client\/main\.ts"><\/script>\n?/, '')
      .replace(
        /<html\b/,
        `<html data-deck="${deckId}"${facts.pdf ? ` data-pdf="../pdf/${deckId}-slides.pdf"` : ''}${facts.handout ? ` data-handout="../pdf/${deckId}-handout.pdf"` : ''}`,
      )
      // A phone in the room is spared the request for a picture that it shows nowhere.
      .replace(/(<link rel="icon" href=")[^"]*/, facts.guests ? '$1data:,' : '$&')
      .replace(/(href|src)="\/(?!\/)/g, '$1="../')
      .replace(/<head>\n?/, `<head>\n${policyTag()}\n`)
      .replace('</head>', `\n${head.join('\n')}\n</head>`)
      .replace(
        '<div id="app"></div>',
        `<div id="app">${coverHtml(facts)}</div>${turnHtml(facts)}\n  ${stillHtml(facts, deckId)}`,
      )
  )
}
