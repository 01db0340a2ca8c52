// Does a slide fit its sheet? Measured in the browser: every box, not only the slide. `measureFit` runs inside the page, so it closes over nothing.
export interface Misfit {
  /** `clipped`: content larger than its box. `outside`: a box leaves the sheet or reaches into the foot. `small`: text below 12 px. `long`: more than 14 lines of code. `overlap`: two blocks lie on each other. `title`: a title of more lines than its layout has room for. */
  kind: 'clipped' | 'outside' | 'small' | 'long' | 'overlap' | 'title'
  /** The element, as tag and classes, with the beginning of its text. */
  element: string
  /** By how many px, or the size or number found. */
  by: number
}

/**
 * Measures the visible slide at canvas size. Serialised into the page.
 * @param root selector of the slide's page; the first one that has a size is measured
 */
export function measureFit(root: string): Misfit[] {
  const TOLERANCE = 1,
    FOOT = 522,
    SMALLEST = 12,
    LINES = 14
  const page = [...document.querySelectorAll<HTMLElement>(root)].find(e => e.getBoundingClientRect().width > 0)
  const sheet = page?.querySelector<HTMLElement>('.slidev-layout')
  if (!sheet) return [{ kind: 'outside', element: `nothing is shown for ${root}`, by: 0 }]
  const frame = sheet.getBoundingClientRect(),
    scale = frame.width / 980
  const out: Misfit[] = []
  const name = (e: Element) =>
    `${e.tagName.toLowerCase()}${e.getAttribute('class') ? `.${e.getAttribute('class')!.trim().split(/\s+/).slice(0, 3).join('.')}` : ''} "${(e.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40)}"`
  const said = new Map<string, Set<Element>>()
  // What sticks out of a box that sticks out is said once, by the outermost box.
  const say = (kind: Misfit['kind'], e: Element, by: number) => {
    const seen = said.get(kind) ?? new Set()
    said.set(kind, seen)
    for (let p: Element | null = e; p; p = p.parentElement) if (seen.has(p)) return
    seen.add(e)
    out.push({ kind, element: name(e), by: Math.round(by * 10) / 10 })
  }
  const hidden = (e: Element) =>
    Boolean(
      e.closest(
        '.sr-only, [hidden], .slidev-vclick-hidden, details:not([open]) > :not(summary), .ri-quiz > h1, template',
      ),
    ) ||
    getComputedStyle(e).visibility === 'hidden' ||
    getComputedStyle(e).display === 'none'

  for (const e of sheet.querySelectorAll<HTMLElement>('*')) {
    if (hidden(e)) continue
    const r = e.getBoundingClientRect()
    if (!r.width && !r.height) continue
    const svg = e.closest('svg')
    if (!svg) {
      const style = getComputedStyle(e)
      if (style.display !== 'inline') {
        if (e.scrollWidth - e.clientWidth > TOLERANCE && e.clientWidth > 0)
          say('clipped', e, e.scrollWidth - e.clientWidth)
        if (e.scrollHeight - e.clientHeight > TOLERANCE && e.clientHeight > 0 && style.overflowY !== 'visible')
          say('clipped', e, e.scrollHeight - e.clientHeight)
      }
      const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent!.trim())
      if (own && Number.parseFloat(style.fontSize) < SMALLEST - 0.05) say('small', e, Number.parseFloat(style.fontSize))
    } else if (e.tagName === 'text') {
      const drawn =
        svg.getBoundingClientRect().width / (svg.viewBox.baseVal?.width || svg.getBoundingClientRect().width) / scale
      const px = Number.parseFloat(getComputedStyle(e).fontSize) * drawn
      if (px < SMALLEST - 0.05) say('small', e, px)
      const box = svg.getBoundingClientRect()
      if (r.left < box.left - 2 || r.right > box.right + 2 || r.top < box.top - 3 || r.bottom > box.bottom + 3)
        say(
          'outside',
          e,
          Math.max(box.left - r.left, r.right - box.right, box.top - r.top, r.bottom - box.bottom) / scale,
        )
    }
    const over =
      Math.max(frame.left - r.left, r.right - frame.right, frame.top - r.top, r.bottom - frame.bottom) / scale
    if (over > TOLERANCE && !e.closest('.ri-tabs')) say('outside', e, over)
    const body = e.closest('.ri-body, .quiz-live')
    if (
      body &&
      e !== body &&
      !svg &&
      sheet.querySelector('.ri-foot') &&
      (r.bottom - frame.top) / scale > FOOT + TOLERANCE
    )
      say('outside', e, (r.bottom - frame.top) / scale - FOOT)
    if (body && e !== body && !svg && (r.right - frame.left) / scale > 928 + TOLERANCE)
      say('outside', e, (r.right - frame.left) / scale - 928)
  }
  for (const plate of sheet.querySelectorAll('.plate-body')) {
    const lines = plate.querySelectorAll('.code-line').length
    if (lines > LINES && !hidden(plate)) say('long', plate, lines)
  }
  // One line over a figure, two elsewhere: what fits is measured, for letters differ in width.
  const title = sheet.querySelector<HTMLElement>('.ri-body :is(h1, .as-h1)')
  if (title && !hidden(title)) {
    const lines = Math.round(
      title.getBoundingClientRect().height / scale / Number.parseFloat(getComputedStyle(title).lineHeight),
    )
    if (lines > (sheet.classList.contains('ri-layout-figure') ? 1 : 2)) say('title', title, lines)
  }
  const column = sheet.querySelector('.ri-body')
  for (const parent of column ? [column, ...column.querySelectorAll('.ri-col')] : []) {
    const blocks = [...parent.children].filter(
      c => !hidden(c) && c.getBoundingClientRect().height > 0 && !c.classList.contains('ri-figure'),
    )
    for (let i = 1; i < blocks.length; i++) {
      const by = (blocks[i - 1]!.getBoundingClientRect().bottom - blocks[i]!.getBoundingClientRect().top) / scale
      if (
        by > 4 &&
        blocks[i - 1]!.getBoundingClientRect().left < blocks[i]!.getBoundingClientRect().right &&
        blocks[i]!.getBoundingClientRect().left < blocks[i - 1]!.getBoundingClientRect().right
      )
        say('overlap', blocks[i]!, by)
    }
  }
  return out
}
