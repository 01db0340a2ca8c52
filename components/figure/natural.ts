// How a figure is drawn in a place of some width: in the first box in which none of its frames collides with itself or leaves it. Pure.
import type { FigureModel, Mark, Size } from './contract.ts'
import { flaws } from './overlap.ts'

export interface Fitted {
  /** In SVG user units; as wide as the place, or narrower where the family has no picture of that width: then it is enlarged. */
  box: Size
  frames: readonly (readonly Mark[])[]
  /** What is wrong with it all the same, for tests: nothing in any figure of the course. */
  flaws: readonly string[]
}

/** The narrowest and the widest place of a figure: a column on a small phone, and a slide. */
export const NARROWEST = 320
export const WIDEST = 876

/** Heights that are tried, the most wished for first. A strip (below 500) has fewer words. */
function heightsAt(width: number): readonly number[] {
  if (width < 420) return [190, 230, 160, 280, 130]
  if (width < 500) return [280, 360, 230, 190]
  return width < 700 ? [330, 400, 480, 262] : [348, 400, 480, 280]
}
/** The width of a strip that stands in for a family which has no picture between a strip and a slide. */
const STRIP_WIDTH = 480

const boxesAt = (width: number): Size[] =>
  [width, ...(width >= 500 ? [STRIP_WIDTH] : [])].flatMap(w => heightsAt(w).map(height => ({ width: w, height })))

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
function cropped({ box, frames, flaws }: Fitted): Fitted {
  const used = Math.ceil(Math.max(...frames.flatMap(marks => marks.map(bottomOf))) + 6)
  return { frames, flaws, box: { width: box.width, height: Math.min(box.height, used) } }
}

/**
 * The frames of a film, all in one box, so that it stands still while the film goes on.
 * @param width of the place, from `NARROWEST` to `WIDEST`
 */
export function natural<Frame>(
  model: Pick<FigureModel<Frame>, 'layout'>,
  frames: readonly Frame[],
  width: number,
): Fitted {
  let best: Fitted | null = null
  for (const box of boxesAt(width)) {
    const drawn = frames.map(frame => model.layout(frame, box))
    const wrong = drawn.flatMap((marks, i) => flaws(marks, box).map(flaw => `frame ${i + 1}: ${flaw}`))
    if (!best || wrong.length < best.flaws.length) best = { box, frames: drawn, flaws: wrong }
    if (!wrong.length) break
  }
  return cropped(best!)
}
