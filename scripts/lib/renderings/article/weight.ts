// What an article costs a browser: its bytes as a host sends them, and the elements that a browser with scripts makes of it. Pure.
import { gzipSync } from 'node:zlib'

/** Most of each for one page, at its full length. */
export const ARTICLE_LIMIT = { bytes: 130_000, elements: 8_000 } as const

export interface Weight {
  /** Compressed. */
  bytes: number
  /** Without what stands in `<noscript>`, which such a browser keeps as text. */
  elements: number
}

export function weightOfArticle(html: string): Weight {
  const parsed = html.replaceAll(/<(noscript|script)\b[\s\S]*?<\/\1>/g, '')
  return { bytes: gzipSync(html, { level: 6 }).length, elements: parsed.match(/<[a-z]/g)?.length ?? 0 }
}

/** What is over the limit, as a sentence for each. */
export function overweight(html: string): string[] {
  const { bytes, elements } = weightOfArticle(html)
  const kB = (n: number): string => (n / 1000).toFixed(1)
  return [
    ...(bytes > ARTICLE_LIMIT.bytes
      ? [
          `the article weighs ${kB(bytes)} kB compressed, more than ${kB(ARTICLE_LIMIT.bytes)}: shorten it, or move a program to its page`,
        ]
      : []),
    ...(elements > ARTICLE_LIMIT.elements
      ? [
          `the article has ${elements} elements, more than ${ARTICLE_LIMIT.elements}: fold what is not read at once (folded in renderings/article/inline.ts)`,
        ]
      : []),
  ]
}
