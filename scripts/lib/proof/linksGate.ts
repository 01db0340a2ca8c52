// Links: every internal link and anchor of every page and PDF resolves; external ones are well-formed and https, and are listed in dist/external-links.txt for a scheduled job.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import type { Problem } from '../problem.ts'
import { readPdf } from '../print/readPdf.ts'
import type { Course, Gate } from './gate.ts'

export interface Link {
  file: string
  line: number
  url: string
}

/** `href` and `src` of a page, with lines; links inside templates count, scripts do not. */
export function linksOf(html: string, file: string): Link[] {
  const out: Link[] = []
  for (const m of html
    .replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, s => s.replaceAll(/[^\n]/g, ' '))
    .matchAll(/<(?:a|link|img|script|use|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g))
    out.push({ file, line: html.slice(0, m.index).split('\n').length, url: m[1]!.replaceAll('&amp;', '&') })
  return out
}

export const anchorsOf = (html: string): Set<string> => new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(m => m[1]!))

/** Duplicate ids, each with its line. */
export function duplicateAnchors(html: string, file: string): Problem[] {
  const seen = new Map<string, number>(),
    out: Problem[] = []
  for (const m of html
    .replaceAll(/<template\b[\s\S]*?<\/template>/g, s => s.replaceAll(/[^\n]/g, ' '))
    .matchAll(/\sid="([^"]+)"/g)) {
    const line = html.slice(0, m.index).split('\n').length
    if (seen.has(m[1]!))
      out.push({
        file,
        line,
        message: `the anchor \`${m[1]}\` stands already on line ${seen.get(m[1]!)}: ids are unique on a page`,
      })
    else seen.set(m[1]!, line)
  }
  return out
}

/** What is wrong with an external address, or null. */
export function externalProblem(url: string): string | null {
  try {
    const { protocol, hostname } = new URL(url)
    if (protocol !== 'https:') return 'external links use https'
    return hostname.includes('.') ? null : `\`${hostname}\` is no host`
  } catch {
    return 'this is no address'
  }
}

const isExternal = (url: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(url) && !/^(data|mailto|blob):/.test(url)

/** @param slides how many slides a deck has, by its folder */
export function checkPage(
  dist: string,
  file: string,
  slides: ReadonlyMap<string, number>,
  external: Set<string>,
): Problem[] {
  const html = readFileSync(join(dist, file), 'utf8'),
    problems = duplicateAnchors(html, `dist/${file}`)
  for (const { line, url } of linksOf(html, file)) {
    const bad = (message: string) =>
      problems.push({ file: `dist/${file}`, line, message: `the link ${url}: ${message}` })
    if (isExternal(url)) {
      const problem = externalProblem(url)
      if (problem) bad(problem)
      else external.add(url.replace(/#.*$/, ''))
      continue
    }
    if (/^(data|mailto|blob):/.test(url)) continue
    const [path = '', hash = ''] = url.split('#')
    const target = path ? normalize(join(dirname(file), decodeURI(path.replace(/\?.*$/, '')))) : file
    if (target.startsWith('..') || path.startsWith('/')) {
      bad('it leaves the site, which must work under any path: make it relative')
      continue
    }
    if (!existsSync(join(dist, target))) {
      bad('there is no such file in dist/')
      continue
    }
    if (!hash) continue
    const deck = /^([^/]+)\/index\.html$/.exec(target)?.[1]
    if (deck && slides.has(deck)) {
      const no = Number(/^\/(\d+)$/.exec(hash)?.[1])
      if (!(no >= 1 && no <= slides.get(deck)!)) bad(`the deck has slides 1 to ${slides.get(deck)}`)
    } else if (
      target.endsWith('.html') &&
      !anchorsOf(target === file ? html : readFileSync(join(dist, target), 'utf8')).has(decodeURIComponent(hash))
    )
      bad('there is no such anchor')
  }
  return problems
}

export const linksGate: Gate = {
  name: 'links',
  about: 'every internal link and anchor of pages and PDFs resolves, external ones are https and listed',
  needs: 'dist',
  async run({ decks, dist }: Course) {
    const slides = new Map(decks.map(d => [d.id, d.slides.length])),
      external = new Set<string>(),
      problems: Problem[] = []
    const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter(f => f.endsWith('.html'))
      .sort()
    for (const page of pages) problems.push(...checkPage(dist, page, slides, external))
    const pdfs = existsSync(join(dist, 'pdf'))
      ? readdirSync(join(dist, 'pdf'))
          .filter(f => f.endsWith('.pdf'))
          .sort()
      : []
    let links = 0
    for (const name of pdfs) {
      const pdf = await readPdf(join(dist, 'pdf', name))
      pdf.pages.forEach((page, i) =>
        page.links.forEach(({ url, page: to }) => {
          links++
          const bad = (message: string) =>
            problems.push({ file: `dist/pdf/${name}`, line: i + 1, message: `page ${i + 1}: ${message}` })
          if (url === null) {
            if (to === null) bad('a link inside the file leads nowhere')
          } else if (isExternal(url)) {
            const p = externalProblem(url)
            if (p) bad(`the link ${url}: ${p}`)
            else external.add(url.replace(/#.*$/, ''))
          } else if (!existsSync(join(dist, 'pdf', url.split(/[?#]/)[0]!)))
            bad(`the link ${url} leads to no file of dist/`)
        }),
      )
    }
    writeFileSync(join(dist, 'external-links.txt'), `${[...external].sort().join('\n')}\n`)
    return {
      checked: pages.length + links,
      what: `pages and PDF links, ${external.size} external addresses`,
      problems: problems.map(p => ({ ...p, file: relative('.', p.file) })),
    }
  },
}
