// What is wrong with a frame's geometry, in words: marks that leave the box, words that collide with words, borders or lines. Used by every model's tests.
import { TEXT_PX, textWidth, type ArrowMark, type Mark, type Size, type TextMark } from './contract.ts'

export interface Box {
  x1: number
  y1: number
  x2: number
  y2: number
}
type Segment = readonly [number, number, number, number]

/** Size of a text in px as styles/figure.css sets it: italic serif labels are set at 14. */
export const textPx = (m: Pick<TextMark, 'size' | 'face'>): number =>
  m.face === 'serif' && (m.size ?? 'label') === 'label' ? 14 : TEXT_PX[m.size ?? 'label']

/** The ink of a text, estimated from its letters: no room below the baseline where no letter descends. */
export function textBox(m: Pick<TextMark, 'x' | 'y' | 'text' | 'size' | 'face' | 'anchor'>): Box {
  const px = textPx(m),
    width = textWidth(m.text, px, m.face),
    x1 = m.anchor === 'middle' ? m.x - width / 2 : m.anchor === 'end' ? m.x - width : m.x
  const descends = /[gjpqyQ,;()[\]{}_|@$&]/.test(m.text)
  return { x1, x2: x1 + width, y1: m.y - px * 0.74, y2: m.y + (descends ? px * 0.2 : 0) }
}

const wordBox = (m: ArrowMark): Box | null =>
  m.word ? textBox({ x: (m.wordAt ?? m.points[0]!)[0], y: (m.wordAt ?? m.points[0]!)[1], text: m.word }) : null
const meets = (a: Box, b: Box, slack = 0) =>
  a.x1 < b.x2 - slack && b.x1 < a.x2 - slack && a.y1 < b.y2 - slack && b.y1 < a.y2 - slack
const within = (inner: Box, outer: Box, slack = 0.5) =>
  inner.x1 >= outer.x1 - slack &&
  inner.x2 <= outer.x2 + slack &&
  inner.y1 >= outer.y1 - slack &&
  inner.y2 <= outer.y2 + slack
const hits = ([x1, y1, x2, y2]: Segment, b: Box): boolean => {
  // Clips the segment to the box (Liang and Barsky); what is left has a length if it passes through.
  let from = 0,
    to = 1
  for (const [p, q] of [
    [x1 - x2, x1 - b.x1],
    [x2 - x1, b.x2 - x1],
    [y1 - y2, y1 - b.y1],
    [y2 - y1, b.y2 - y1],
  ] as const) {
    if (p === 0) {
      if (q < 0) return false
      continue
    }
    const t = q / p
    if (p < 0) from = Math.max(from, t)
    else to = Math.min(to, t)
  }
  return to > from
}
const arrowSegments = (m: ArrowMark): Segment[] =>
  m.points.slice(1).map((p, i) => [m.points[i]![0], m.points[i]![1], p[0], p[1]])

/** Straight pieces of an SVG path; curves are taken as their chords. */
export function pathSegments(d: string): Segment[] {
  const out: Segment[] = []
  let x = 0,
    y = 0,
    sx = 0,
    sy = 0
  for (const [, command, rest] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const v = (rest!.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? []).map(Number),
      rel = command === command!.toLowerCase(),
      c = command!.toUpperCase()
    const go = (nx: number, ny: number) => {
      out.push([x, y, nx, ny])
      x = nx
      y = ny
    }
    const size = { M: 2, L: 2, H: 1, V: 1, Q: 4, C: 6, A: 7, Z: 0 }[c]
    if (size === undefined) continue
    if (c === 'Z') {
      go(sx, sy)
      continue
    }
    for (let i = 0; i < v.length; i += size) {
      const bx = rel ? x : 0,
        by = rel ? y : 0
      if (c === 'M' && i === 0) {
        x = bx + v[0]!
        y = by + v[1]!
        sx = x
        sy = y
      } else if (c === 'H') go(bx + v[i]!, y)
      else if (c === 'V') go(x, by + v[i]!)
      else go(bx + v[i + size - 2]!, by + v[i + size - 1]!)
    }
  }
  return out
}

/** Where a mark may draw, for the check against the box. */
function extent(m: Mark): Box[] {
  switch (m.kind) {
    case 'rect':
      return [{ x1: m.x, y1: m.y, x2: m.x + m.width, y2: m.y + m.height }]
    case 'text':
      return [textBox(m)]
    case 'arrow':
      return [...m.points.map(([x, y]) => ({ x1: x, y1: y, x2: x, y2: y })), ...(wordBox(m) ? [wordBox(m)!] : [])]
    case 'path':
      return pathSegments(m.d).map(([x1, y1, x2, y2]) => ({
        x1: Math.min(x1, x2),
        y1: Math.min(y1, y2),
        x2: Math.max(x1, x2),
        y2: Math.max(y1, y2),
      }))
    case 'bar':
      return [
        { x1: Math.min(m.x1, m.x2), y1: Math.min(m.y1, m.y2), x2: Math.max(m.x1, m.x2), y2: Math.max(m.y1, m.y2) },
      ]
    case 'dot':
      return [
        { x1: m.x - (m.shape === 'triangle' ? 0 : (m.r ?? 3.5)), y1: m.y - 4, x2: m.x + (m.r ?? 3.5), y2: m.y + 4 },
      ]
  }
}

/**
 * Everything that is wrong with these marks, one sentence each; empty when the frame is sound.
 * A text with a halo may be crossed by lines, since the halo keeps it legible; no text may touch another, cross a cell's border, leave the box, or repeat a key.
 * Marks of state `later` other than cells are not drawn and not checked.
 */
export function flaws(marks: readonly Mark[], box: Size): string[] {
  const out: string[] = [],
    seen = new Set<string>()
  for (const m of marks) {
    if (seen.has(m.key)) out.push(`key ${m.key} is used twice`)
    seen.add(m.key)
  }
  const drawn = marks.filter(m => m.state !== 'later' || m.kind === 'rect')
  const frame: Box = { x1: 0, y1: 0, x2: box.width, y2: box.height }
  for (const m of drawn) {
    const all = extent(m)
    if (all.some(b => Object.values(b).some(v => !Number.isFinite(v))))
      out.push(`${m.kind} ${m.key} has a coordinate that is no number`)
    else {
      const b = all.find(b => !within(b, frame, 1.5))
      if (b)
        out.push(
          `${m.kind} ${m.key}${m.kind === 'text' ? ` "${m.text}"` : ''} leaves the box: ${show(b)} is not within ${box.width} x ${box.height}`,
        )
    }
  }
  const texts = drawn
    .flatMap(m =>
      m.kind === 'text'
        ? [{ key: m.key, text: m.text, box: textBox(m), halo: !!m.halo }]
        : m.kind === 'arrow' && m.word
          ? [{ key: m.key, text: m.word, box: wordBox(m)!, halo: true }]
          : [],
    )
    .filter(t => t.text.trim() !== '')
  texts.forEach((a, i) => {
    for (const b of texts.slice(i + 1))
      if (meets(a.box, b.box, 0.5)) out.push(`"${a.text}" (${a.key}) collides with "${b.text}" (${b.key})`)
    for (const m of drawn) {
      if (m.kind === 'rect' && m.texture !== 'none') {
        const r = extent(m)[0]!
        if (meets(a.box, r, 0.5) && !within(a.box, r)) out.push(`"${a.text}" (${a.key}) crosses the border of ${m.key}`)
      }
      const inner: Box = { x1: a.box.x1 + 0.5, x2: a.box.x2 - 0.5, y1: a.box.y1 + 0.5, y2: a.box.y2 - 0.5 }
      if (m.kind === 'arrow' && !a.halo && m.key !== a.key && arrowSegments(m).some(s => hits(s, inner)))
        out.push(`arrow ${m.key} runs through "${a.text}" (${a.key})`)
      if (m.kind === 'path' && !a.halo && pathSegments(m.d).some(s => hits(s, inner)))
        out.push(`line ${m.key} runs through "${a.text}" (${a.key})`)
      if (m.kind === 'bar' && hits([m.x1, m.y1, m.x2, m.y2], { ...inner, y1: inner.y1 - 2.5, y2: inner.y2 + 2.5 }))
        out.push(`bar ${m.key} runs through "${a.text}" (${a.key})`)
      if (m.kind === 'dot' && m.shape === 'dot' && !a.halo && meets(extent(m)[0]!, inner, 0.5))
        out.push(`dot ${m.key} lies on "${a.text}" (${a.key})`)
    }
  })
  return out
}

/** Arrows that run through cells which hold neither their tail nor their target: for figures whose arrows must keep to the gutters. */
export function crossings(marks: readonly Mark[]): string[] {
  const cells = marks.flatMap(m =>
    m.kind === 'rect' && m.texture !== 'region' && m.texture !== 'none' && m.state !== 'later'
      ? [{ key: m.key, box: extent(m)[0]! }]
      : [],
  )
  return marks.flatMap(m => {
    if (m.kind !== 'arrow' || m.curve || m.state === 'later') return []
    const ends = [m.points[0]!, m.points.at(-1)!]
    const near = (b: Box) => ends.some(([x, y]) => x >= b.x1 - 2 && x <= b.x2 + 2 && y >= b.y1 - 2 && y <= b.y2 + 2)
    return cells
      .filter(
        c =>
          !near(c.box) &&
          arrowSegments(m).some(s =>
            hits(s, { x1: c.box.x1 + 1, y1: c.box.y1 + 1, x2: c.box.x2 - 1, y2: c.box.y2 - 1 }),
          ),
      )
      .map(c => `arrow ${m.key} runs through the cell ${c.key}`)
  })
}

const show = (b: Box) => `${[b.x1, b.y1, b.x2, b.y2].map(v => Math.round(v * 10) / 10).join(' ')}`
