// The editions of the course: the current one at the root of the site, and each, the current too, below an address that stays (`2026-12/`).
// In: a finished build, and the folder in which the pages of editions are kept. Out: the folder to publish.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DomUtils, parseDocument } from 'htmlparser2'
import { COURSE_FILE, EDITION } from '../courseFile.ts'
import { escape } from './head.ts'
import { writeWorker } from './worker.ts'

/** What an edition goes without below its own address: printed files, the worker and its lists, what only machines and presenters read. */
const LEFT =
  /^(?:pdf\/|site\/kept\/)|^(?:sw\.js|site\/offline\.js|site\.webmanifest|robots\.txt|sitemap\.xml|external-links\.txt)$|(?:^|\/)talk\.json$|(?:^|\/)\./

/** Files below a folder, with forward slashes. */
const filesOf = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => statSync(join(dir, file)).isFile())
    .sort()

/** The address of a site for which it was built, as its landing page says it; null where it was built for none. */
const addressOf = (dist: string): string | null =>
  /<link rel="canonical" href="([^"]+)">/.exec(readFileSync(join(dist, 'index.html'), 'utf8'))?.[1] ?? null

/** The folder of an edition below which its pages are kept; without what belongs to the current edition alone. */
function keepPages(dist: string, kept: string): void {
  rmSync(kept, { recursive: true, force: true })
  for (const file of filesOf(dist)) if (!LEFT.test(file) && !EDITION.test(file.split('/')[0]!)) copy(dist, kept, file)
}

function copy(from: string, to: string, file: string): void {
  mkdirSync(dirname(join(to, file)), { recursive: true })
  cpSync(join(from, file), join(to, file))
}

/** Cuts the elements out that are marked `data-current`: they lead to what only the current edition has. */
function withoutCurrent(html: string): string {
  const document = parseDocument(html, { withStartIndices: true, withEndIndices: true })
  const marked = DomUtils.findAll(element => 'data-current' in element.attribs, document.children)
  return marked.reduceRight(
    (text, { startIndex, endIndex }) => text.slice(0, startIndex!) + text.slice(endIndex! + 1),
    html,
  )
}

/** Where a page of an edition stands in the published site. */
export interface Standing {
  /** The edition that the page belongs to, and the one at the root of the site. */
  edition: string
  current: string
  /** The page's file below its edition: `01-borrow-checker/read/index.html`. */
  file: string
  /** Whether the current edition has a page there, too. */
  continued: boolean
  /** The address of the site, with a slash at the end; null where it has none. */
  address: string | null
}

/** What an earlier edition says on each of its pages. On a slide it stands in a corner. */
function noteHtml({ edition, current, file, continued }: Standing, isDeck: boolean): string {
  const up = '../'.repeat(file.split('/').length)
  const link = `<a href="${up}${continued ? escape(file) : 'index.html'}" style="color:inherit">`
  const style = 'background:var(--ri-ink);color:var(--ri-paper);font-family:var(--ri-text)'
  if (isDeck) {
    const place = 'position:fixed;right:0;bottom:0;z-index:30;padding:2px 10px;font-size:13px;line-height:20px'
    return `<style>@media print{.edition-note{display:none}}</style><p class="edition-note" style="margin:0;${place};${style}">Edition ${edition}; ${link}newer: ${current}</a></p>`
  }
  const gone = continued ? '' : ', which has no page at this address'
  return `<p class="edition-note" style="margin:0;padding:8px 20px;font-size:16px;line-height:24px;${style}">This page belongs to the edition ${edition}. There is a newer one: ${link}the edition ${current}</a>${gone}.</p>`
}

/**
 * A page as it stands below the address of its edition. The page of the current edition is the canonical one, where there is one; a
 * page that the current edition has no more is its own.
 */
export function standingPage(html: string, standing: Standing): string {
  const { edition, current, file, continued, address } = standing
  const isDeck = /<html [^>]*data-deck=/.test(html)
  const folder = file.replace(/index\.html$/, '')
  const own = withoutCurrent(html).replace(/<html [^>]*>/, tag => tag.replaceAll(/ data-(?:pdf|handout)="[^"]*"/g, ''))
  const canonical = address && escape(address + (continued ? '' : `${edition}/`) + folder)
  const addressed = own
    .replace(/<link rel="canonical" href="[^"]*">/, canonical ? `<link rel="canonical" href="${canonical}">` : '')
    .replace(
      /<meta property="og:url" content="[^"]*">/,
      canonical ? `<meta property="og:url" content="${canonical}">` : '',
    )
  if (edition === current) return addressed
  const note = noteHtml(standing, isDeck)
  // Behind the link that skips to the text, which comes first for who goes through a page by keys.
  const start = /<body[^>]*>(?:\s*<a class="skip"[^>]*>[^<]*<\/a>)?/
  if (!start.test(addressed))
    throw new Error(`${edition}/${file}: the page has no \`<body>\`, at which the note of the newer edition stands`)
  return addressed.replace(start, found => found + note)
}

/** The editions at the foot of the landing page, the newest first. */
function listed(html: string, editions: readonly string[], current: string): string {
  const links = editions
    .toReversed()
    .map(name => `<a href="${name}/index.html">${name}${name === current ? ', this one' : ''}</a>`)
  if (!html.includes('</footer>'))
    throw new Error('index.html: the landing page has no `<footer>`, at which the editions are listed')
  return html.replace(
    '</footer>',
    () => `<span>Editions, each at an address that stays: ${links.join(', ')}</span></footer>`,
  )
}

/**
 * Keeps the pages of the edition of `dist` in `kept/<current>/`, in the place of what is kept there of it, and makes the site to
 * publish: `dist` at its root, and each edition that is kept below its name.
 * @param current the edition of `dist`, such as `2026-12`
 * @param out is replaced
 * @returns the editions that the site has, the oldest first
 * @throws Error where `kept` holds what is no edition, or a later one than `current`
 */
export async function publishEditions(dist: string, current: string, kept: string, out: string): Promise<string[]> {
  if (!existsSync(join(dist, 'index.html'))) throw new Error(`${dist} is no built site. Build it first: npm run build`)
  mkdirSync(kept, { recursive: true })
  const earlier = readdirSync(kept).filter(name => !name.startsWith('.'))
  for (const name of earlier) {
    if (!EDITION.test(name)) throw new Error(`${join(kept, name)} is no edition: a folder such as 2026-12 was expected`)
    if (name > current)
      throw new Error(
        `${COURSE_FILE} says \`edition: ${current}\`, but the later ${name} is kept already: name a later one`,
      )
  }
  keepPages(dist, join(kept, current))
  const editions = [...new Set([...earlier, current])].sort()
  // Made beside its place and then put there: who reads meanwhile gets the one or the other.
  const stage = `${out}.new`
  rmSync(stage, { recursive: true, force: true })
  for (const file of filesOf(dist)) if (!EDITION.test(file.split('/')[0]!)) copy(dist, stage, file)
  const address = addressOf(dist)
  for (const edition of editions)
    for (const file of filesOf(join(kept, edition))) {
      copy(join(kept, edition), join(stage, edition), file)
      if (!file.endsWith('.html')) continue
      const standing = { edition, current, file, continued: existsSync(join(dist, file)), address }
      const html = readFileSync(join(kept, edition, file), 'utf8')
      writeFileSync(join(stage, edition, file), standingPage(html, standing))
    }
  writeFileSync(join(stage, 'index.html'), listed(readFileSync(join(dist, 'index.html'), 'utf8'), editions, current))
  // The landing page has changed, and the worker keeps nothing but what it was told of.
  await writeWorker(stage)
  rmSync(out, { recursive: true, force: true })
  renameSync(stage, out)
  return editions
}
