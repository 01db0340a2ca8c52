// Predictions: which slides ask for one, the form in which a reader commits to it, and from which step on the text is the answer. Pure.
import type { Block, Cell, Inline, Plate, Slide } from '../../content/blocks.ts'
import { escape } from '../../site/head.ts'
import { flat } from './blocks.ts'
import { rich } from './inline.ts'
import type { Pen } from './pen.ts'

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

const nameOf = (plate: Plate | undefined, rec: string): string => plate?.title ?? `${rec}.rs`

/** A name for the radio buttons of one form. */
const group = (pen: Pen, slide: Slide, part: string | number): string => `g-${pen.anchor(slide.no)}-${part}`

const choices = (name: string, values: readonly { value: string; html: string }[]): string =>
  values
    .map(
      ({ value, html }) => `<label><input type="radio" name="${escape(name)}" value="${escape(value)}">${html}</label>`,
    )
    .join('')

/** The form of a prediction: choices where there are some, else a line to write on. */
export function formHtml(slide: Slide, pen: Pen): string {
  const prediction = slide.predict
  const plates = platesOf(slide)
  const fieldset = (legend: string, body: string, kind: string): string =>
    `<fieldset class="guess ${kind}" data-pagefind-ignore><legend>${legend}</legend>${body}</fieldset>`
  const written = (name: string, label: string): string => {
    const named = label ? `<span>${label}</span>` : ''
    const aria = label ? '' : ' aria-label="Your prediction"'
    return `<label>${named}<input type="text" name="${escape(name)}"${aria} autocomplete="off" spellcheck="false"></label>`
  }
  switch (prediction?.kind) {
    case 'verdicts': {
      const rows = prediction.cases.map((rec, i) => {
        const name = nameOf(
          plates.find(plate => plate.rec === rec),
          rec,
        )
        const both = choices(group(pen, slide, i), [
          { value: 'accepted', html: 'compiles' },
          { value: 'refused', html: 'is rejected' },
        ])
        return `<div class="case" role="radiogroup" aria-label="${escape(name)}" data-case="${escape(rec)}"><span>${escape(name)}</span>${both}</div>`
      })
      return fieldset('Your verdicts', rows.join(''), 'verdict-guess')
    }
    case 'options':
      return fieldset(
        'Your choice',
        choices(
          group(pen, slide, 'o'),
          prediction.options.map(text => ({ value: text, html: rich(text) })),
        ),
        'option-guess',
      )
    case 'order': {
      const rows = prediction.items.map((item, i) => written(`${group(pen, slide, i)}`, rich(item)))
      return fieldset('Number them in your order', rows.join(''), 'order-guess')
    }
    case 'table':
    case 'output': {
      const count = prediction.kind === 'table' ? prediction.cells.length : printedLines(slide, prediction.rec)
      const rows = Array.from({ length: count }, (_, i) => written(group(pen, slide, i), String(i + 1)))
      return fieldset(prediction.kind === 'table' ? 'Your values' : 'Your lines', rows.join(''), 'line-guess')
    }
    case 'editions': {
      const editions = plates.find(plate => plate.rec === prediction.rec)?.recording.runs.map(run => run.edition) ?? []
      const rows = editions.map(edition => written(group(pen, slide, edition), `edition ${edition}`))
      return fieldset('Your answers', rows.join(''), 'line-guess')
    }
    case 'lines':
      return '<p class="guess-hint" data-pagefind-ignore>Mark the lines in the listing.</p>'
    default:
      return fieldset('Your prediction', written(group(pen, slide, 'w'), ''), 'free-guess')
  }
}

/** How many lines the program prints: the reader is told, since the lines are what is asked. */
const printedLines = (slide: Slide, rec: string): number =>
  platesOf(slide)
    .find(plate => plate.rec === rec)
    ?.runs[0]?.stdout.trimEnd()
    .split('\n').length ?? 1
