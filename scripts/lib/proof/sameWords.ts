// A slide and its blocks say the same words: article, handout and search read the blocks, the room reads the slide.
import type { Block, Slide } from '../content/blocks.ts'
import type { LayoutName } from '../deck.ts'
import { textOf } from '../content/tree.ts'

/** What the browser shows of one slide. */
export interface Shown {
  /** All of its text. */
  whole: string
  /** Its headings, paragraphs, list items and table cells outside of plates, figures and quizzes. */
  prose: string[]
}

/** Layouts whose words come from elsewhere: the headmatter, exercise.md, the addresses of the deck's evidence. */
const DERIVED: readonly LayoutName[] = ['cover', 'promise', 'exercises', 'references']

/** The texts of a slide that are prose, one for each heading, paragraph, item of a list and cell of a table; null where its layout derives them. */
export function proseOf(slide: Pick<Slide, 'layout' | 'titleText' | 'body' | 'right'>): string[] | null {
  if (DERIVED.includes(slide.layout)) return null
  const inBlock = (block: Block): string[] => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return [textOf(block.content)]
      case 'list':
        return block.items.flatMap(item => item.blocks.flatMap(inBlock))
      case 'quote':
      case 'group':
        return block.blocks.flatMap(inBlock)
      case 'table':
        return [...block.head, ...block.rows.flat()].map(cell => textOf(cell.content))
      default:
        return []
    }
  }
  return [slide.titleText, ...[...slide.body, ...slide.right].flatMap(inBlock)].filter(text => text.trim())
}

/** Runs in the page. @param selector of the slide */
export function shownWords(selector: string): Shown {
  const slide = document.querySelector(`${selector} .slidev-layout`)!
  const strange = 'svg, figure, pre, .ri-figure, .plate, .ri-quiz, .sr-only, [data-block]'
  const prose = [...slide.querySelectorAll('.ri-body :is(h1, h2, h3, p, li, td, th)')]
    .filter(e => !e.closest(strange) && !e.querySelector(`p, li, td, ${strange}`))
    .map(e => e.textContent)
  return { whole: slide.textContent, prose }
}

/**
 * Blanks say nothing: elements side by side have none between them, and lines of a source end in one. Nor does the form of
 * quotes, which Slidev's Markdown turns into typographic ones.
 */
const squeeze = (text: string): string =>
  text
    .replace(/[\s\u00a0\u200b\u2060]+/g, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text)

/** What one of them says and the other does not, as sentences. */
export function wordProblems(prose: readonly string[], shown: Shown): string[] {
  const whole = squeeze(shown.whole)
  const blocks = squeeze(prose.join(' '))
  return [
    ...prose
      .filter(text => !whole.includes(squeeze(text)))
      .map(text => `the blocks say "${short(text)}" and the slide does not`),
    ...shown.prose
      .filter(text => !blocks.includes(squeeze(text)))
      .map(text => `the slide says "${short(text.trim())}" and its blocks do not`),
  ]
}
