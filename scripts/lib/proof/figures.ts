// Is a drawn figure sound? Measured in the browser, in the letters' real ink: what the unit tests of the models can only estimate. Each function here runs inside the page, so it closes over nothing.

/** What is wrong with one frame, in words. */
export interface FrameFlaw {
  frame: number
  message: string
}

/**
 * Every svg of the frames below `root` that is on the page: words that lie on words, cross the border of a cell or leave the picture, and captions that are cut.
 * @param root selector of one example of the gallery
 */
export function measureFrames(root: string): FrameFlaw[] {
  const SLACK = 0.75
  type Ink = { x1: number; y1: number; x2: number; y2: number }
  const out: FrameFlaw[] = []
  const pen = document.createElement('canvas').getContext('2d')!
  const fonts = new Map<string, string>(),
    inks = new Map<string, TextMetrics>()
  // The same classes give the same face: computed once for each.
  const fontOf = (e: Element): string => {
    const key = e.getAttribute('class') ?? '',
      known = fonts.get(key)
    if (known) return known
    const s = getComputedStyle(e),
      font = `${s.fontStyle} ${s.fontWeight} ${s.fontSize} ${s.fontFamily}`
    fonts.set(key, font)
    return font
  }
  const inkOf = (e: SVGTextElement): Ink => {
    const font = fontOf(e),
      text = e.textContent ?? '',
      key = `${font}|${text}`
    let m = inks.get(key)
    if (!m) {
      pen.font = font
      m = pen.measureText(text)
      inks.set(key, m)
    }
    const box = e.getBBox(),
      y = Number(e.getAttribute('y'))
    return {
      x1: box.x - m.actualBoundingBoxLeft,
      x2: box.x + m.actualBoundingBoxRight,
      y1: y - m.actualBoundingBoxAscent,
      y2: y + m.actualBoundingBoxDescent,
    }
  }
  const meets = (a: Ink, b: Ink) =>
    a.x1 < b.x2 - SLACK && b.x1 < a.x2 - SLACK && a.y1 < b.y2 - SLACK && b.y1 < a.y2 - SLACK
  const within = (a: Ink, b: Ink) =>
    a.x1 >= b.x1 - SLACK && a.x2 <= b.x2 + SLACK && a.y1 >= b.y1 - SLACK && a.y2 <= b.y2 + SLACK
  const example = document.querySelector(root)
  if (!example) return [{ frame: 0, message: `nothing is shown for ${root}` }]

  for (const svg of example.querySelectorAll<SVGSVGElement>('svg.ri-svg[role="img"]')) {
    const frame = Number(
      svg.closest('[data-frame]')?.getAttribute('data-frame') ??
        Number(svg.closest('.ri-figure')?.getAttribute('data-step') ?? -1) + 1,
    )
    const say = (message: string) => {
      out.push({ frame, message })
    }
    const view = svg.viewBox.baseVal,
      box: Ink = { x1: 0, y1: 0, x2: view.width, y2: view.height }
    const words = [...svg.querySelectorAll<SVGTextElement>('text')].flatMap(e => {
      const mark = e.closest('.mark')
      return (mark?.classList.contains('later') && !mark.classList.contains('rect')) || !e.textContent?.trim()
        ? []
        : [{ text: e.textContent, key: mark?.getAttribute('data-key') ?? '', ink: inkOf(e) }]
    })
    const cells = [...svg.querySelectorAll<SVGRectElement>('rect.cell:not(.tx-none)')].map(e => {
      const [x, y, w, h] = ['x', 'y', 'width', 'height'].map(a => Number(e.getAttribute(a))) as [
        number,
        number,
        number,
        number,
      ]
      return { key: e.closest('.mark')?.getAttribute('data-key') ?? '', box: { x1: x, y1: y, x2: x + w, y2: y + h } }
    })
    words.forEach((a, i) => {
      if (!within(a.ink, box)) say(`"${a.text}" (${a.key}) leaves the picture`)
      for (const b of words.slice(i + 1))
        if (meets(a.ink, b.ink)) say(`"${a.text}" (${a.key}) lies on "${b.text}" (${b.key})`)
      for (const c of cells)
        if (meets(a.ink, c.box) && !within(a.ink, c.box)) say(`"${a.text}" (${a.key}) crosses the border of ${c.key}`)
    })
    for (const c of cells)
      if (!within(c.box, { x1: -0.5, y1: -0.5, x2: box.x2 + 0.5, y2: box.y2 + 0.5 }))
        say(`the cell ${c.key} leaves the picture`)
  }
  for (const p of example.querySelectorAll<HTMLElement>('.fig-cap, .fig-no, .cap, .filmstrip p')) {
    if (p.scrollWidth > p.clientWidth + 1 || p.scrollHeight > p.clientHeight + 1)
      out.push({
        frame: Number(p.closest('[data-frame]')?.getAttribute('data-frame') ?? 0),
        message: `the caption "${(p.textContent ?? '').trim().slice(0, 40)}…" is cut`,
      })
    if (!p.textContent?.trim())
      out.push({ frame: Number(p.closest('[data-frame]')?.getAttribute('data-frame') ?? 0), message: 'has no caption' })
  }
  return out
}

/** What one walk of a figure by its own keys found. */
export interface Stepped {
  frames: number
  /** marks that differ from one frame to the next, and marks that the page redrew, over all steps */ changed: number
  redrawn: number
  flaws: FrameFlaw[]
}

/**
 * Steps the live figure of an example by key from its first frame to its last and back to the first. Each key must move it by one frame, the caption must fit, and the page
 * may redraw the marks that differ between the two frames and no others: which those are is read from the frames that the gallery draws one by one.
 * @param root selector of one example of the gallery
 */
export async function stepThrough(root: string): Promise<Stepped> {
  const figure = document.querySelector<HTMLElement>(`${root} .ri-figure`),
    plot = figure?.querySelector<SVGSVGElement>('.fig-plot svg')
  if (!figure || !plot)
    return { frames: 0, changed: 0, redrawn: 0, flaws: [{ frame: 0, message: 'the live figure is missing' }] }
  const frames = Number(figure.dataset.frames),
    flaws: FrameFlaw[] = []
  const say = (frame: number, message: string) => {
    flaws.push({ frame: frame + 1, message })
  }
  let changed = 0,
    redrawn = 0

  /** Each mark of a frame as it is written. */
  const marksOf = (frame: number) =>
    new Map(
      [
        ...document.querySelectorAll<SVGGElement>(`${root} .frames > [data-frame="${frame + 1}"] svg.ri-svg > .mark`),
      ].map(g => [g.dataset.key!, g.outerHTML]),
    )
  const drawn = Array.from({ length: frames }, (_, i) => marksOf(i))
  const keyOf = (node: Node): string | undefined =>
    (node instanceof Element ? node : node.parentElement)?.closest<SVGGElement>('.mark')?.dataset.key
  let records: MutationRecord[] = []
  const observer = new MutationObserver(fresh => {
    records.push(...fresh)
  })
  observer.observe(plot, { subtree: true, childList: true, attributes: true, characterData: true })
  const compare = (from: number, to: number) => {
    const touched = new Set<string>(),
      left = new Set<Node>(),
      seen = [...records, ...observer.takeRecords()]
    records = []
    for (const r of seen) {
      if (r.target !== plot) {
        const key = keyOf(r.target)
        if (key !== undefined) touched.add(key)
        continue
      }
      // A mark that is taken out and put in again was moved in the painting order, not redrawn.
      for (const n of r.removedNodes) left.add(n)
      for (const n of r.addedNodes)
        if (!left.delete(n) && n instanceof SVGGElement && n.dataset.key !== undefined) touched.add(n.dataset.key)
    }
    for (const n of left) if (n instanceof SVGGElement && n.dataset.key !== undefined) touched.add(n.dataset.key)
    if (!drawn[from]?.size || !drawn[to]?.size) return
    const differ = new Set(
      [...drawn[from].keys(), ...drawn[to].keys()].filter(k => drawn[from]!.get(k) !== drawn[to]!.get(k)),
    )
    changed += differ.size
    redrawn += touched.size
    for (const key of touched)
      if (!differ.has(key)) say(to, `the mark ${key} is the same in frame ${from + 1} and was redrawn`)
    for (const key of differ)
      if (!touched.has(key)) say(to, `the mark ${key} differs from frame ${from + 1} and was not redrawn`)
  }

  const caption = figure.querySelector<HTMLElement>('.fig-cap')!
  let at = Number(figure.dataset.step)
  const press = async (key: string, to: number) => {
    figure.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    // Vue draws in a microtask; a task later everything stands.
    await new Promise(resolve => setTimeout(resolve))
    if (Number(figure.dataset.step) !== to)
      say(to, `the key ${key} left it at frame ${Number(figure.dataset.step) + 1}`)
    compare(at, to)
    at = to
  }
  await press('Home', 0)
  for (let i = 0; i < frames; i++) {
    if (i) await press('ArrowRight', i)
    if (!caption.textContent?.trim()) say(i, 'has no caption')
    if (caption.scrollWidth > caption.clientWidth + 1) say(i, 'its caption is wider than its column')
    const lines = Math.round(caption.scrollHeight / 21)
    if (lines > 3) say(i, `its caption takes ${lines} lines; a slide has room for three`)
  }
  await press('Home', 0)
  await press('End', frames - 1)
  for (let i = frames - 2; i >= 0; i--) await press('ArrowLeft', i)
  observer.disconnect()
  return { frames, changed, redrawn, flaws }
}
