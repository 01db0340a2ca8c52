// Finds what can be pointed at on a slide, in the same order in every window, and where it lies on the canvas.
import { SHEET, type Box, type View } from './state.ts'

/** What a key zooms into. */
const FIGURES = '.fig-plot, .whatif-figure > svg, .plate, table'
/** What a spotlight moves along. */
const LINES = '.code-line, .quiz-options li, .ri-body li, tbody tr'
/** What a spotlight snaps to under the pointer. */
const PARTS = `${LINES}, .mark, .output, .message, .fig-cap, h1, h2, p`
/** Where nothing lies under the pointer. */
const LOOSE = { width: 160, height: 80 }
/** Room around what is lit, px. */
const RIM = 4

const sheet = (): HTMLElement | null => document.querySelector('#slide-content')

/** The slide as it stands in this window; null before it is drawn. */
export const pageOf = (slide: number): HTMLElement | null =>
  sheet()?.querySelector<HTMLElement>(`.slidev-page-${slide}`) ?? null

const visible = (element: Element): boolean => {
  const { width, height } = element.getBoundingClientRect()
  return width > 1 && height > 1 && (element as HTMLElement).checkVisibility?.({ visibilityProperty: true }) !== false
}

/** Inner ones of the same kind are part of the outer one; an open panel or set covers what lies below it. */
function all(page: HTMLElement, selector: string): Element[] {
  const over = page.querySelector('.live, .whatif')
  return [...(over ?? page).querySelectorAll(selector)].filter(
    element =>
      visible(element) && !element.parentElement!.closest(selector) && !element.closest('.sr-only, .film-head'),
  )
}
export const figuresOf = (page: HTMLElement): Element[] => all(page, FIGURES)
export const linesOf = (page: HTMLElement): Element[] => all(page, LINES)

/** A point of the window on the canvas. */
export function toSheet(x: number, y: number, view: View): [number, number] {
  const frame = sheet()?.getBoundingClientRect()
  if (!frame?.width) return [0, 0]
  const scale = frame.width / SHEET.width
  return [((x - frame.x) / scale - view.x) / view.scale, ((y - frame.y) / scale - view.y) / view.scale]
}

/** Where an element lies on the canvas. */
export function boxOf(element: Element, view: View): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const [x, y] = toSheet(left, top, view)
  const [endX, endY] = toSheet(right, bottom, view)
  return { x, y, width: endX - x, height: endY - y }
}

export const rimmed = ({ x, y, width, height }: Box): Box => ({
  x: x - RIM,
  y: y - RIM,
  width: width + 2 * RIM,
  height: height + 2 * RIM,
})

/** What a spotlight at a point of the window lights: one of the slide's lines, or the box of a part or of nothing. */
export function under(page: HTMLElement, x: number, y: number, view: View): number | Box {
  // What covers the slide for ink is not what is pointed at.
  const found = document.elementsFromPoint(x, y).find(element => page.contains(element) && element.closest(PARTS))
  const part = found?.closest(PARTS)
  const line = part ? linesOf(page).indexOf(part) : -1
  if (line >= 0) return line
  const [sheetX, sheetY] = toSheet(x, y, view)
  return part && page.contains(part) && part !== page
    ? rimmed(boxOf(part, view))
    : { x: sheetX - LOOSE.width / 2, y: sheetY - LOOSE.height / 2, ...LOOSE }
}

/** Whether a point of the window lies on the sheet. */
export function onSheet(x: number, y: number): boolean {
  const frame = sheet()?.getBoundingClientRect()
  return !!frame && x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom
}
