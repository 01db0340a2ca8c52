// Marks of a figure as SVG text: the elements and classes of components/figure/MarkLayer.vue, drawn without a browser. Pure.
import type {
  ArrowMark,
  BarMark,
  DotMark,
  Mark,
  PathMark,
  RectMark,
  Size,
  TextMark,
} from '../../../../components/figure/contract.ts'
import { arrowHead, barPieces, hatch, polyline } from '../../../../components/figure/geometry.ts'
import { escape } from '../../site/head.ts'

/** A tenth of a pixel is finer than an eye, and a page has thousands of these. */
const n = (value: number): string => String(Math.round(value * 10) / 10)
const classes = (...names: (string | false | undefined | null)[]): string => names.filter(Boolean).join(' ')
const short = (path: string): string => path.replaceAll(/-?\d+\.\d{2,}/g, value => n(Number(value)))

function rect(m: RectMark): string[] {
  const strokes = m.state === 'later' ? null : hatch(m)
  const rule = `<line class="region-rule" x1="${n(m.x)}" x2="${n(m.x + m.width)}" y1="${n(m.y)}" y2="${n(m.y)}"/>`
  return [
    `<rect class="${classes('cell', `tx-${m.texture}`, m.state)}" x="${n(m.x)}" y="${n(m.y)}" width="${n(m.width)}" height="${n(m.height)}"${m.radius ? ` rx="${m.radius}"` : ''}/>`,
    ...(strokes ? [`<path class="hatch hatch-${m.texture}" d="${short(strokes)}"/>`] : []),
    ...(m.texture === 'region' ? [rule] : []),
  ]
}

function text(m: TextMark): string {
  const tone = m.state === 'now' && !m.tone ? 'accent' : m.state === 'faded' ? 'ink3' : (m.tone ?? 'ink')
  const names = classes(
    `t-${m.size ?? 'label'}`,
    // Mono is what figure.css sets without a word.
    m.face === 'serif' && 't-serif',
    m.weight && `t-w-${m.weight}`,
    m.anchor && m.anchor !== 'start' && `t-a-${m.anchor}`,
    `t-${tone}`,
    m.halo && `t-halo-${m.halo}`,
    m.struck && 't-struck',
  )
  return `<text class="${names}" x="${n(m.x)}" y="${n(m.y)}">${escape(m.text)}</text>`
}

function arrow(m: ArrowMark): string[] {
  const [tailX, tailY] = m.points[0]!
  const [endX, endY] = m.points.at(-1)!
  const [wordX, wordY] = m.wordAt ?? m.points[0]!
  const kind = `p-${m.pointer}`
  const tail = `<circle class="${classes('head', m.pointer === 'weak' ? 'open' : kind, m.state)}" cx="${n(tailX)}" cy="${n(tailY)}" r="3.5"/>`
  const head = m.dangling
    ? `<g class="dangling" transform="translate(${n(endX)} ${n(endY)})"><circle r="6"/><path d="M-4 -4L4 4M4 -4L-4 4"/></g>`
    : `<path class="${classes('head', kind, m.state)}" d="${short(arrowHead(m.points, m.pointer))}"/>`
  const tone =
    m.state === 'faded' ? 't-ink3' : m.pointer === 'shared' ? 't-shared' : m.pointer === 'excl' ? 't-excl' : 't-ink'
  const word = m.word
    ? [
        `<text class="t-label t-mono t-w-bold t-halo-sheet ${tone}" x="${n(wordX)}" y="${n(wordY)}">${escape(m.word)}</text>`,
      ]
    : []
  const line = `<path class="${classes('arrow', kind, m.state)}" d="${short(polyline(m.points, m.pointer, m.curve))}"/>`
  return [line, ...(m.tail === false ? [] : [tail]), head, ...word]
}

const path = (m: PathMark): string =>
  `<path class="${classes(`ln-${m.line}`, m.state, m.fill && `fl-${m.fill}`)}" d="${short(m.d)}"/>`

function bar(m: BarMark): string[] {
  const { lines, stops, cross } = barPieces(m)
  const drawn = lines.map(
    ([x1, y1, x2, y2]) =>
      `<line class="${classes('bar-line', `bar-${m.tone}`, m.state)}" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}"/>`,
  )
  const crossed = m.cross?.length
    ? [`<path class="bar-cross-ground" d="${cross}"/>`, `<path class="bar-cross" d="${cross}"/>`]
    : []
  return [...drawn, `<path class="bar-stops" d="${stops}"/>`, ...crossed]
}

const SHAPES = {
  triangle: 'M0 -5l8 5l-8 5z',
  cross: 'M-5 -5L5 5M5 -5L-5 5',
  shield: 'M0 -7l6 2v4q0 5 -6 8q-6 -3 -6 -8v-4z',
  lock: 'M-5 -1h10v8h-10zM-3 -1v-3a3 3 0 0 1 6 0v3',
}

function dot(m: DotMark): string {
  const shape =
    m.shape === 'dot' || m.shape === 'ring' ? `<circle r="${m.r ?? 3.5}"/>` : `<path d="${SHAPES[m.shape]}"/>`
  return `<g class="${classes(`dot-${m.tone ?? 'ink'}`, `shape-${m.shape}`, m.state)}" transform="translate(${n(m.x)} ${n(m.y)})">${shape}</g>`
}

/** The elements of a mark. */
function inner(m: Mark): string[] {
  switch (m.kind) {
    case 'rect':
      return rect(m)
    case 'text':
      return [text(m)]
    case 'arrow':
      return arrow(m)
    case 'path':
      return [path(m)]
    case 'bar':
      return bar(m)
    case 'dot':
      return [dot(m)]
  }
}

/** Style sheets reach what these consist of through their group. */
const isGroup = (m: Mark): boolean =>
  m.kind === 'dot' || (m.kind === 'rect' && m.texture === 'region') || (m.kind === 'arrow' && m.dangling === true)

/** One mark as one element, with the key by which a script makes one frame into the next. */
export function keyedMark(m: Mark): string {
  const key = `data-key="${escape(m.key)}"`
  const elements = inner(m)
  if (elements.length > 1 || isGroup(m))
    return `<g ${key} class="${classes('mark', `mark-${m.kind}`, m.state)}">${elements.join('')}</g>`
  const hidden = m.state === 'later' && m.kind !== 'rect' ? 'mark later ' : ''
  return elements[0]!.replace(' class="', ` ${key} class="${hidden}`)
}

const stillMark = (m: Mark): string =>
  isGroup(m) ? `<g class="${classes('mark', `mark-${m.kind}`, m.state)}">${inner(m).join('')}</g>` : inner(m).join('')

/** Strokes of one look that follow one another, as one path. */
function joined(marks: readonly Mark[]): Mark[] {
  const out: Mark[] = []
  for (const m of marks) {
    const before = out.at(-1)
    if (m.kind === 'path' && before?.kind === 'path' && !m.fill && isAlike(before, m))
      out[out.length - 1] = { ...before, d: before.d + m.d }
    else out.push(m)
  }
  return out
}
const isAlike = (a: PathMark, b: PathMark): boolean =>
  a.line === b.line && (a.state ?? 'plain') === (b.state ?? 'plain') && !a.fill && b.d.startsWith('M')

/** What a mark that appears later leaves empty is drawn only where it is a cell. */
const isSeen = (m: Mark): boolean => m.state !== 'later' || m.kind === 'rect'

/** @param keyed whether the marks carry the keys by which a script follows them */
export function drawing(marks: readonly Mark[], box: Size, label: string, keyed = false): string {
  const drawn = keyed ? marks.map(keyedMark) : joined(marks.filter(isSeen)).map(stillMark)
  return `<svg class="ri-svg" viewBox="0 0 ${n(box.width)} ${n(box.height)}" width="${n(box.width)}" height="${n(box.height)}" role="img" aria-label="${escape(label)}">${drawn.join('')}</svg>`
}
