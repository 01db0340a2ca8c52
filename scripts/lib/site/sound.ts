// What an article cannot be made of: slides without notes, links and pictures that lead nowhere, anchors that stand twice, references without an address. The build stops at each.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Deck, Slide } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { findLinks } from '../sources/links.ts'

/** What links can lead to besides the deck itself. */
interface Surroundings {
  /** Slides of another deck; null when there is no such deck. */
  slidesOf(deck: string): number | null
  /** Where files with an address of their own lie. */
  publicDir: string
}

/** Code is shown, not obeyed: blanked out, line for line. */
const withoutCode = (text: string): string =>
  text.replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, code => code.replaceAll(/[^\n]/g, ' '))
const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length - 1

/** Why a link leads nowhere, or null. External addresses are another check's. */
function deadLink(target: string, deck: Deck, around: Surroundings): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return null
  const aliases = new Set(
    deck.slides.flatMap(s => (s.frontmatter.routeAlias ? [String(s.frontmatter.routeAlias)] : [])),
  )
  const outside = (no: string, slides: number): string | null =>
    Number(no) >= 1 && Number(no) <= slides ? null : `there are slides 1 to ${slides}`
  const own = /^(?:#?\/|#s)?(\d+)$/.exec(target)
  if (own) return outside(own[1]!, deck.slides.length)
  if (aliases.has(target.replace(/^#?\//, ''))) return null
  const other = /^(?:\.\.\/)+(\d\d-[^/#?]+)\/?(?:index\.html|read\/(?:index\.html)?)?(?:#(?:\/|s)(\d+))?$/.exec(target)
  if (other) {
    const slides = around.slidesOf(other[1]!)
    return slides === null ? `there is no deck \`${other[1]}\`` : other[2] ? outside(other[2], slides) : null
  }
  return target.startsWith('/') && existsSync(join(around.publicDir, target.split(/[?#]/)[0]!))
    ? null
    : 'it leads to no slide, deck or public file'
}

function slideProblems(deck: Deck, s: Slide, around: Surroundings): Problem[] {
  const out: Problem[] = [],
    content = withoutCode(s.content)
  const bad = (message: string, line = s.line) =>
    out.push({ file: deck.file, line, message: `slide ${s.no}: ${message}` })
  if (!/[\p{L}\p{N}]/u.test(s.note)) bad("has no notes: they are the article's text")
  for (const m of content.matchAll(/<img\b[^>]*>/g))
    if (!/\salt="[^"]+"/.test(m[0])) bad('a picture without text: add `alt`', s.line + lineAt(content, m.index))
  for (const m of content.matchAll(/!\[\s*\]\(/g))
    bad('a picture without text: write it between the brackets', s.line + lineAt(content, m.index))
  // Notes stand behind the content; their first line is found by the text itself.
  const noteLine = s.line + s.content.split('\n').length
  for (const [text, first] of [
    [content, s.line],
    [withoutCode(s.note), noteLine],
  ] as const)
    for (const m of text.matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)[^)]*\)|\bhref="([^"]+)"|<Link\b[^>]*\bto="([^"]+)"/g)) {
      const target = (m[1] ?? m[2] ?? m[3])!,
        why = deadLink(target, deck, around)
      if (why) bad(`the link \`${target}\` is dead: ${why}`, first + lineAt(text, m.index))
    }
  if (s.layout === 'references')
    for (const m of s.content.matchAll(/^\d+\.\s.*$/gm))
      if (!m[0].includes('https://') && !findLinks(m[0]).links.length)
        bad(`a reference without an address: ${m[0].slice(0, 60)}`, s.line + lineAt(s.content, m.index))
  return out
}

/** Every anchor of the page, those that the article makes included, stands once. */
function anchorProblems(deck: Deck): Problem[] {
  const out: Problem[] = [],
    seen = new Map<string, string>(
      deck.slides.flatMap(
        s =>
          [
            [`s${s.no}`, `the anchor of slide ${s.no}`],
            [`film-${s.no}`, `the anchor of slide ${s.no}'s filmstrip`],
          ] as [string, string][],
      ),
    )
  const take = (anchor: string, line: number) => {
    if (seen.has(anchor))
      out.push({
        file: deck.file,
        line,
        message: `the anchor \`${anchor}\` stands twice, it is also ${seen.get(anchor)}: choose another`,
      })
    else seen.set(anchor, `on line ${line}`)
  }
  for (const s of deck.slides) {
    if (s.frontmatter.routeAlias) take(String(s.frontmatter.routeAlias), s.start)
    const content = withoutCode(s.content)
    for (const m of content.matchAll(/\sid="([^"]+)"/g)) take(m[1]!, s.line + lineAt(content, m.index))
  }
  return out
}

export const soundProblems = (deck: Deck, around: Surroundings): Problem[] => [
  ...deck.slides.flatMap(s => slideProblems(deck, s, around)),
  ...anchorProblems(deck),
]
