// Predictions: which slides ask for one, from which step on the text is the answer, and what of the slide stands before it. Pure.
import type { Block, Cell, Inline, Plate, Slide } from './blocks.ts'

/** Blocks without the groups that place them on a slide. */
export const flat = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap(block =>
    block.kind === 'group' ? flat(block.blocks).map(inner => ({ ...inner, from: inner.from ?? block.from })) : [block],
  )

/** The slide's own blocks, in reading order. */
export const bodyOf = (slide: Slide): Block[] => flat([...slide.body, ...slide.right])

export const platesOf = (slide: Slide): Plate[] => bodyOf(slide).filter((b): b is Plate => b.kind === 'plate')

/**
 * The step from which on a slide answers what it asks; null for a slide that asks nothing.
 * A plate that keeps its verdict back asks only under a question: where the heading makes the claim, nothing is left to predict.
 */
export function answersFrom(slide: Slide): number | null {
  if (slide.layout === 'predict' || slide.predict) return 1
  const reveals = platesOf(slide).flatMap(plate => (plate.reveal === null ? [] : [plate.reveal]))
  return reveals.length && slide.titleText.trim().endsWith('?') ? Math.min(...reveals) : null
}

/** What stands on the slide before the answer; the blocks that come with it. */
export function partedBody(slide: Slide, from: number): { asked: Block[]; answered: Block[] } {
  const asked: Block[] = []
  const answered: Block[] = []
  for (const block of bodyOf(slide)) {
    // A program is the question; what was recorded of it, where it stands beside it, is the answer.
    const recorded = ['message', 'output', 'history', 'whatif'].includes(block.kind)
    if (recorded || (block.from ?? 0) >= from) {
      answered.push(block)
      continue
    }
    const { block: open, parted } = withoutAnswer(block, from)
    asked.push(open)
    if (parted) answered.push({ ...block, from: Math.max(from, parted) })
  }
  return { asked, answered }
}

/** A block without the words, cells and items that come with the answer. `parted`: the step of the last of them, 0 for none. */
function withoutAnswer(block: Block, from: number): { block: Block; parted: number } {
  let parted = 0
  const late = (click: number | null): boolean => {
    if (click === null || click < from) return false
    parted = Math.max(parted, click)
    return true
  }
  const words = (inlines: readonly Inline[]): Inline[] =>
    inlines.flatMap((inline): Inline[] => {
      if ((inline.kind === 'step' || inline.kind === 'fact') && late(inline.from)) return []
      return 'children' in inline ? [{ ...inline, children: words(inline.children) }] : [inline]
    })
  const cells = (row: readonly Cell[]): Cell[] => row.map(cell => ({ ...cell, content: words(cell.content) }))
  const inside = (b: Block): Block => {
    switch (b.kind) {
      case 'paragraph':
      case 'heading':
        return { ...b, content: words(b.content) }
      case 'table':
        return { ...b, head: cells(b.head), rows: b.rows.map(cells) }
      case 'quote':
        return { ...b, blocks: b.blocks.map(inside) }
      case 'list': {
        const items = b.items.filter(item => !late(item.from))
        return { ...b, items: items.map(item => ({ ...item, blocks: item.blocks.map(inside) })) }
      }
      default:
        return b
    }
  }
  return { block: inside(block), parted }
}

/** The lines of the plate, from 1, at which an error of the compiler points first. */
export function refusedLines(plate: Plate): number[] {
  const spans = plate.runs[0]!.diagnostics.filter(d => d.level === 'error').flatMap(d =>
    d.spans.filter(span => span.primary && !span.file),
  )
  const numbers = spans.map(span => plate.lines.findIndex(line => line.number === span.line) + 1).filter(n => n > 0)
  return [...new Set(numbers)].sort((a, b) => a - b)
}
