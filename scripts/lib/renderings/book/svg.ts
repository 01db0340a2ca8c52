// Marks as an SVG picture for paper: what components/figure/MarkLayer.vue and styles/figure.css say with classes, said with attributes and print colours.
// Only look and line live here; paths of arrows, bars and hatches come from the figures' own geometry. Pure.
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
import { textWidth } from '../../../../components/figure/contract.ts'
import { arrowHead, barPieces, hatch, polyline } from '../../../../components/figure/geometry.ts'

/** styles/tokens.css as it prints: white paper, grey sheet. */
export const INK = {
  paper: '#FFFFFF',
  sheet: '#F5F3EE',
  ink: '#1A1917',
  ink2: '#47443E',
  ink3: '#686359',
  line: '#8B8577',
  hair: '#CFC9BB',
  accent: '#B93A0A',
  shared: '#1F62AE',
  excl: '#57288A',
  accentTint: '#FAE6D9',
  sharedTint: '#E1EBF6',
  exclTint: '#ECE3F5',
} as const
const PX = { fine: 12, label: 13, code: 15, big: 20 } as const
const WEIGHT = { normal: 400, medium: 500, bold: 600 } as const
const FONT = { mono: 'Course Mono, Course Signs', serif: 'Course Serif Note, Course Signs' } as const

const n = (value: number): number => Math.round(value * 100) / 100
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

type Attributes = Record<string, string | number | undefined>
function tag(name: string, attributes: Attributes, inner?: string): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${typeof value === 'number' ? n(value) : escape(value)}"`,
  )
  return `<${name}${written.join('')}${inner === undefined ? '/>' : `>${inner}</${name}>`}`
}
const stroke = (colour: string, width: number, dash?: string): Attributes => ({
  fill: 'none',
  stroke: colour,
  'stroke-width': width,
  'stroke-dasharray': dash,
})

// ---------- cells ----------

const CELLS: Partial<Record<RectMark['texture'], Attributes>> = {
  shared: { fill: INK.sharedTint },
  excl: { fill: INK.exclTint },
  tag: { fill: INK.ink },
  pad: stroke(INK.line, 0.75),
  uninit: stroke(INK.line, 0.75, '1.5 3'),
  dropped: stroke(INK.ink2, 1.25, '3 3'),
  niche: stroke(INK.ink, 1.25, '1.5 2.5'),
  none: stroke(INK.ink, 1.25),
}

function rect(m: RectMark): string {
  const at = { x: m.x, y: m.y, width: m.width, height: m.height, rx: m.radius || undefined }
  if (m.texture === 'region') {
    const rule = stroke(m.state === 'faded' ? INK.line : INK.ink, 1.25)
    return tag('rect', { ...at, fill: INK.sheet }) + tag('path', { d: `M${n(m.x)} ${n(m.y)}h${n(m.width)}`, ...rule })
  }
  let look: Attributes = { fill: INK.paper, stroke: INK.ink, 'stroke-width': 1.25, ...CELLS[m.texture] }
  if (m.state === 'now')
    look = {
      ...look,
      stroke: INK.accent,
      'stroke-width': 2.25,
      ...(m.texture === 'live' ? { fill: INK.accentTint } : {}),
    }
  if (m.state === 'faded')
    look =
      m.texture === 'tag'
        ? { fill: INK.line, stroke: INK.line, 'stroke-width': 0.75 }
        : { ...look, fill: 'none', stroke: INK.line, 'stroke-width': 0.75 }
  if (m.state === 'later') return tag('rect', { ...at, ...stroke(INK.line, 1, '1.5 3') })
  const lines = hatch(m)
  const hatching =
    m.texture === 'moved'
      ? stroke(INK.ink2, 1.25)
      : m.texture === 'uninit'
        ? { ...stroke(INK.line, 1.7), 'stroke-linecap': 'round' }
        : stroke(INK.line, 1)
  return tag('rect', { ...at, ...look }) + (lines ? tag('path', { d: lines, ...hatching }) : '')
}

// ---------- words ----------

interface Setting {
  px: number
  face: 'mono' | 'serif'
  weight: number
  colour: string
  anchor?: TextMark['anchor']
  halo?: TextMark['halo']
  struck?: boolean
}
function words(x: number, y: number, text: string, o: Setting): string {
  const width = textWidth(text, o.px, o.face)
  const left = o.anchor === 'middle' ? x - width / 2 : o.anchor === 'end' ? x - width : x
  // A ring of the ground's colour keeps words legible on textures and lines. It is a box, not a second set of letters: those would be copied twice.
  const ground = { x: left - 2.5, y: y - o.px * 0.8 - 1, width: width + 5, height: o.px * 1.05 + 2, rx: 2 }
  const ring = o.halo ? tag('rect', { ...ground, fill: INK[o.halo] }) : ''
  const line = o.struck
    ? tag('path', { d: `M${n(left)} ${n(y - o.px * 0.28)}h${n(width)}`, ...stroke(o.colour, 1) })
    : ''
  const set = {
    x,
    y,
    'font-family': FONT[o.face],
    'font-size': o.px,
    'font-weight': o.weight === 400 ? undefined : o.weight,
    'font-style': o.face === 'serif' ? 'italic' : undefined,
    'text-anchor': o.anchor && o.anchor !== 'start' ? o.anchor : undefined,
    'xml:space': 'preserve',
    fill: o.colour,
  }
  return ring + tag('text', set, escape(text)) + line
}

const TONES = {
  ink: 'ink',
  ink2: 'ink2',
  ink3: 'ink3',
  accent: 'accent',
  shared: 'shared',
  excl: 'excl',
  inverse: 'paper',
} as const

function text(m: TextMark): string {
  const size = m.size ?? 'label'
  const captioned = m.face === 'serif' && size === 'label'
  const tone = m.state === 'now' && !m.tone ? 'accent' : m.state === 'faded' ? 'ink3' : (m.tone ?? 'ink')
  return words(m.x, m.y, m.text, {
    px: captioned ? 14 : PX[size],
    face: m.face ?? 'mono',
    weight: m.face === 'serif' ? 400 : m.weight ? WEIGHT[m.weight] : size === 'big' ? 500 : 400,
    colour: captioned && tone === 'ink' ? INK.ink2 : INK[TONES[tone]],
    ...(m.anchor ? { anchor: m.anchor } : {}),
    ...(m.halo ? { halo: m.halo } : {}),
    ...(m.struck ? { struck: true } : {}),
  })
}

// ---------- lines ----------

const DASHES: Partial<Record<ArrowMark['pointer'], string>> = { shared: '5 3', raw: '0.1 4', weak: '11 4' }
const WIDTHS: Partial<Record<ArrowMark['pointer'], number>> = { excl: 2.5, raw: 2, shared: 1.5 }
const WIDTHS_NOW: Partial<Record<ArrowMark['pointer'], number>> = { excl: 2.75, raw: 2.5 }

function arrow(m: ArrowMark): string {
  const { pointer } = m
  const now = m.state === 'now'
  const faded = m.state === 'faded'
  const raw = pointer === 'raw'
  const weak = pointer === 'weak'
  const own = pointer === 'shared' ? INK.shared : pointer === 'excl' ? INK.excl : raw || weak ? INK.ink2 : INK.ink
  const colour = now ? INK.accent : faded ? INK.line : own
  const width = faded ? (raw ? 1.5 : 0.75) : now ? (WIDTHS_NOW[pointer] ?? 2) : (WIDTHS[pointer] ?? 1.25)
  const [tailX, tailY] = m.points[0]!
  const [endX, endY] = m.points.at(-1)!
  const hollow: Attributes = { fill: INK.paper, stroke: colour, 'stroke-width': 1.25 }
  const tail =
    m.tail === false ? '' : tag('circle', { cx: tailX, cy: tailY, r: 3.5, ...(weak ? hollow : { fill: colour }) })
  const crossed = now ? INK.accent : faded ? INK.line : INK.ink
  const head = m.dangling
    ? tag(
        'g',
        { transform: `translate(${n(endX)} ${n(endY)})` },
        tag('circle', { r: 6, fill: INK.paper, stroke: crossed, 'stroke-width': now ? 2 : 1.25 }) +
          tag('path', { d: 'M-4 -4L4 4M4 -4L-4 4', ...stroke(crossed, now ? 2 : 1.25) }),
      )
    : tag('path', {
        d: arrowHead(m.points, pointer),
        ...(raw
          ? { ...stroke(colour, 1.5), 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }
          : weak
            ? hollow
            : { fill: colour }),
      })
  const [wordX, wordY] = m.wordAt ?? m.points[0]!
  const tone = faded ? INK.ink3 : pointer === 'shared' ? INK.shared : pointer === 'excl' ? INK.excl : INK.ink
  const word = m.word
    ? words(wordX, wordY, m.word, { px: 13, face: 'mono', weight: 600, colour: tone, halo: 'sheet' })
    : ''
  const line = {
    d: polyline(m.points, pointer, m.curve),
    ...stroke(colour, width, DASHES[pointer]),
    'stroke-linecap': raw ? 'round' : undefined,
    'stroke-linejoin': 'round',
  }
  return tag('path', line) + tail + head + word
}

const LINES: Record<PathMark['line'], [keyof typeof INK, number, string?]> = {
  hair: ['hair', 0.75],
  thin: ['line', 0.75],
  tick: ['ink3', 0.75],
  rule: ['ink', 0.75],
  frame: ['ink', 1.25],
  strong: ['ink', 2.25],
  niche: ['ink', 1.25, '1.5 2.5'],
  dashed: ['ink', 1.25, '3 3'],
}
const HEAVY = new Set<PathMark['line']>(['rule', 'frame', 'strong', 'niche', 'dashed'])
const FILLS = {
  ink: 'ink',
  accent: 'accent',
  paper: 'paper',
  line: 'line',
  shared: 'sharedTint',
  excl: 'exclTint',
} as const

function path(m: PathMark): string {
  const [colour, width, dash] = LINES[m.line]
  const faded = m.state === 'faded' && HEAVY.has(m.line)
  const line = stroke(m.state === 'now' ? INK.accent : faded ? INK.line : INK[colour], faded ? 0.75 : width, dash)
  const fill = m.fill && m.fill !== 'none' ? { fill: INK[FILLS[m.fill]] } : {}
  return tag('path', { d: m.d, ...line, 'stroke-linejoin': 'round', ...fill })
}

function bar(m: BarMark): string {
  const { lines, stops, cross } = barPieces(m)
  const faded = m.state === 'faded'
  const now = m.state === 'now'
  const colour = faded ? INK.line : m.tone === 'ink' ? INK.ink : INK[m.tone]
  const drawn = lines.map(([x1, y1, x2, y2]) =>
    tag('path', { d: `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`, ...stroke(colour, faded ? 3 : 5) }),
  )
  const ends = stroke(now ? INK.accent : faded ? INK.line : INK.ink, now ? 2.25 : 1)
  const crossed = m.cross?.length
    ? tag('path', { d: cross, ...stroke(INK.paper, 6) }) + tag('path', { d: cross, ...stroke(INK.accent, 2.5) })
    : ''
  return drawn.join('') + tag('path', { d: stops, ...ends }) + crossed
}

const SHAPES = {
  triangle: 'M0 -5l8 5l-8 5z',
  cross: 'M-5 -5L5 5M5 -5L-5 5',
  shield: 'M0 -7l6 2v4q0 5 -6 8q-6 -3 -6 -8v-4z',
  lock: 'M-5 -1h10v8h-10zM-3 -1v-3a3 3 0 0 1 6 0v3',
} as const

function dot(m: DotMark): string {
  const tone = m.tone ?? 'ink'
  const colour = m.state === 'now' ? INK.accent : m.state === 'faded' ? INK.line : INK[tone]
  const lined = { ...stroke(colour, m.shape === 'cross' ? 1.75 : 1.25), 'stroke-linejoin': 'round' }
  const shape =
    m.shape === 'dot'
      ? tag('circle', { r: m.r ?? 3.5, fill: colour })
      : m.shape === 'ring'
        ? tag('circle', { r: m.r ?? 3.5, fill: INK.paper, stroke: colour, 'stroke-width': 1.25 })
        : m.shape === 'triangle'
          ? tag('path', { d: SHAPES.triangle, fill: colour })
          : tag('path', { d: SHAPES[m.shape], ...lined })
  return tag('g', { transform: `translate(${n(m.x)} ${n(m.y)})` }, shape)
}

function drawMark(m: Mark): string {
  if (m.state === 'later' && m.kind !== 'rect') return ''
  switch (m.kind) {
    case 'rect':
      return rect(m)
    case 'text':
      return text(m)
    case 'arrow':
      return arrow(m)
    case 'path':
      return path(m)
    case 'bar':
      return bar(m)
    case 'dot':
      return dot(m)
  }
}

/** The lowest point of absolute coordinates in a path. */
function pathBottom(d: string): number {
  const points = [...d.matchAll(/[ML]\s*-?[\d.]+[ ,](-?[\d.]+)/g), ...d.matchAll(/V\s*(-?[\d.]+)/g)]
  return Math.max(0, ...points.map(found => Number(found[1])))
}

/** How far down marks reach, in user units. */
export function bottomOf(marks: readonly Mark[]): number {
  const one = (m: Mark): number => {
    switch (m.kind) {
      case 'rect':
        return m.y + m.height
      case 'text':
        return m.y + 4
      case 'arrow':
        return Math.max(...m.points.map(([, y]) => y), m.wordAt?.[1] ?? 0) + 6
      case 'bar':
        return Math.max(m.y1, m.y2) + 8
      case 'dot':
        return m.y + 7
      case 'path':
        return pathBottom(m.d)
    }
  }
  return Math.max(0, ...marks.filter(m => m.state !== 'later' || m.kind === 'rect').map(one))
}

const PAD = 1.5

/** A picture as wide as `box`, and with `trim` as high as its marks need. `left` makes room for numerals at the left of the plot. */
export function drawSvg(
  marks: readonly Mark[],
  box: Size,
  { trim = false, left = 0 }: { trim?: boolean; left?: number } = {},
): { svg: string; width: number; height: number } {
  const inner = trim ? Math.min(box.height, Math.ceil(bottomOf(marks))) : box.height
  const height = inner + PAD * 2
  const width = box.width + left + PAD * 2
  const view = `${-left - PAD} ${-PAD} ${width} ${height}`
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}" width="${width}" height="${height}">`
  return { svg: `${open}${marks.map(drawMark).join('')}</svg>`, width, height }
}
