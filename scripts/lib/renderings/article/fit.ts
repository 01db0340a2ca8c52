// In which box a figure is drawn: the first of those that suit a column in which none of its frames collides or leaves the box. Pure.
import type { Mark, Size } from '../../../../components/figure/contract.ts'
import { flaws } from '../../../../components/figure/overlap.ts'
import type { Figure } from '../../content/blocks.ts'

export interface Fitted {
  box: Size
  frames: readonly (readonly Mark[])[]
}

/** In SVG user units. A strip's vocabulary (below 500) stands in for a family that has none between a strip and a slide. */
const COLUMN: readonly Size[] = [
  ...[330, 400, 480, 262].map(height => ({ width: 540, height })),
  ...[280, 360].map(height => ({ width: 480, height })),
]
const COMPACT: readonly Size[] = [190, 230, 160, 280, 130].map(height => ({ width: 340, height }))

/** The lowest point of a mark, in user units. */
function bottomOf(m: Mark): number {
  switch (m.kind) {
    case 'rect':
      return m.y + m.height
    case 'text':
      return m.y + 4
    case 'arrow':
      return Math.max(...m.points.map(([, y]) => y)) + 5
    case 'bar':
      return Math.max(m.y1, m.y2) + 9
    case 'dot':
      return m.y + 7
    case 'path':
      return 0
  }
}

/** Cut off what stays empty below in every frame. */
function cropped({ box, frames }: Fitted): Fitted {
  const used = Math.ceil(Math.max(...frames.flatMap(marks => marks.map(bottomOf))) + 6)
  return { frames, box: { width: box.width, height: Math.min(box.height, used) } }
}

function fitted(figure: Figure, boxes: readonly Size[]): Fitted {
  let best: (Fitted & { faults: number }) | null = null
  for (const box of boxes) {
    const frames = figure.trace.frames.map(frame => figure.model.layout(frame, box))
    const faults = frames.reduce((sum, marks) => sum + flaws(marks, box).length, 0)
    if (!best || faults < best.faults) best = { box, frames, faults }
    if (faults === 0) break
  }
  return cropped(best!)
}

/** Beside the text, in a column of 540 px. */
export const inColumn = (figure: Figure): Fitted => fitted(figure, COLUMN)
/** On a phone, in the text of a page without a script, and on paper. */
export const compact = (figure: Figure): Fitted => fitted(figure, COMPACT)
