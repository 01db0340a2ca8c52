// One generic function, the instances that its uses ask for, their symbols to scale, the codegen units that compile them, and the dyn alternative beside it.
// Data: `//@ emit: mono [PART-OF-A-NAME]`; the generic's text is the snippet's `// #region generic`.
import {
  emitOf,
  FigureDataError,
  isStrip,
  type FigureModel,
  type Mark,
  provenanceOf,
  runOf,
  type Size,
  textWidth,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { programOf } from '../program.ts'
import type { EmitOf, Recording } from '../../scripts/lib/recording/schema.ts'
import { isInstanceOf, parseInstance, shortType } from './names.ts'

/** Examples of the gallery. */
export const examples = [
  { example: 'total', options: { fn: 'total', beside: 'total_dyn, Number::get' } },
  { example: 'lifetimes', options: { fn: 'id' } },
  { example: 'vtable', options: { fn: 'Shape' } },
]

export interface Options {
  /** The generic definition: `total`, `Shape::area`, or `Shape` for all its methods. */
  fn: string
  /** The alternative that is compiled once: names of functions, separated by commas. */
  beside?: string
  title?: string
  source?: string
  edition?: number
}

export interface Instance {
  name: string
  args: string
  bytes: number | null
  units: readonly string[]
}
export type Stage = 'source' | 'instances' | 'symbols' | 'units' | 'beside'
export interface Frame {
  title: string
  stage: Stage
  /** Stages of this film in order. */
  stages: readonly Stage[]
  fn: string
  /** The generic's text, as far as it was marked with `// #region generic`. */
  source: readonly string[]
  instances: readonly Instance[]
  beside: readonly Instance[]
  /** Instances that were left out of the picture because they would not fit. */
  more: { count: number; bytes: number }
}

/** Rows that fit the plot at a legible height, and lines of source beside them. */
const MOST_ROWS = 9,
  MOST_SOURCE = 12,
  MOST_CHARS = 42

/** `total.3a1c-cgu.0` of `total.3a1c-cgu.0[Internal]`: the compiler appends how the symbol is linked, which is no part of the unit's name. */
const unitOf = (cgu: string) => cgu.replace(/\[\w+\]$/, '')

export function fromRecording(recording: Recording, options: Options): Trace<Frame> {
  const items = itemsOf(recording, options.edition)
  if (!options.fn) throw new FigureDataError('MonoFan needs `fn`, the name of the generic: fn="total"')
  const named = items.map((item): Instance & { base: string; whole: ReturnType<typeof parseInstance> } => {
    const whole = parseInstance(item.name)
    return {
      name: shortType(item.name),
      base: whole.base,
      whole,
      args: whole.args,
      bytes: item.bytes,
      units: [...new Set(item.cgus.map(unitOf))].sort(),
    }
  })
  const besides = (options.beside ?? '')
    .split(',')
    .map(s => s.trim())
    .filter(Boolean)
  const known = [...new Set(named.map(n => n.base))].slice(0, 8).join(', ')
  const beside = besides.flatMap(b => {
    const found = named.filter(n => isInstanceOf(n.whole, b))
    if (!found.length)
      throw new FigureDataError(
        `${recording.snippet} has no function \`${b}\` among its mono items (${known}): widen \`//@ emit: mono\``,
      )
    return found
  })
  const found = named.filter(n => isInstanceOf(n.whole, options.fn) && !beside.includes(n))
  if (!found.length)
    throw new FigureDataError(
      `${recording.snippet} has no instance of \`${options.fn}\` among its mono items (${known}): widen \`//@ emit: mono\`, or keep the calls from being inlined`,
    )
  const bare = ({ name, args, bytes, units }: Instance): Instance => ({ name, args, bytes, units })
  const room = MOST_ROWS - beside.length
  const shown = found.length > room ? found.slice(0, room - 1) : found,
    rest = found.slice(shown.length)
  const units = new Set([...found, ...beside].flatMap(n => n.units))
  const stages: Stage[] = [
    'source',
    'instances',
    'symbols',
    ...(units.size > 1 ? ['units' as const] : []),
    ...(beside.length ? ['beside' as const] : []),
  ]
  const lines = programOf(options.source, MOST_SOURCE, 'generic')?.text.split('\n') ?? []
  const long = lines.find(l => l.length > MOST_CHARS)
  if (long)
    throw new FigureDataError(
      `\`${long.trim()}\` in \`// #region generic\` of ${recording.snippet} is longer than ${MOST_CHARS} characters: break the line`,
    )
  const title = options.title ?? `${options.fn}: what is compiled of it`
  const frames = stages.map((stage): Frame => ({
    title,
    stage,
    stages,
    fn: options.fn,
    source: lines,
    instances: shown.map(bare),
    beside: beside.map(bare),
    more: { count: rest.length, bytes: rest.reduce((n, r) => n + (r.bytes ?? 0), 0) },
  }))
  return {
    schema: 'mono-fan@1',
    title,
    provenance: provenanceOf(recording, options.edition, 'sizes: observed, not guaranteed'),
    frames,
  }
}

/** All mono emits of the run together, each item once. */
function itemsOf(recording: Recording, edition?: number): EmitOf<'mono'>['items'] {
  emitOf(recording, 'mono', undefined, edition)
  const all = runOf(recording, edition).emits.flatMap(e => (e.kind === 'mono' ? e.body.items : []))
  return [...new Map(all.filter(i => i.kind === 'fn').map(i => [i.name, i])).values()]
}

// ---------- words ----------

const code = (text: string) => `\`${text}\``
const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`
const sum = (all: readonly Instance[]) => all.reduce((n, i) => n + (i.bytes ?? 0), 0)
const count = (f: Frame) => f.instances.length + f.more.count
const bytesOf = (f: Frame) => sum(f.instances) + f.more.bytes
const unitsOf = (f: Frame) => [...new Set([...f.instances, ...f.beside].flatMap(i => i.units))].sort()
/** `cgu.0` of `total.3a1c-cgu.0` */
const unitName = (u: string) => /cgu\.\d+$/.exec(u)?.[0] ?? u
/** `u8` for `total::<u8>`, `Disc::area` for `<Disc as Shape>::area`, the name where there are no arguments. */
const label = (i: Instance) =>
  i.name.startsWith('<') && i.args ? `${i.args.split(', ')[0]}::${i.name.split('::').at(-1)}` : i.args || i.name
/** Is the definition a trait or a type whose methods are meant, and not one generic function? */
const isOwner = (f: Frame) => /^[A-Z]/.test(f.fn) && !f.fn.includes('::')

function describe(_previous: Frame | null, f: Frame): string {
  switch (f.stage) {
    case 'source':
      return isOwner(f)
        ? `${code(f.fn)} is checked once. Which of its methods become machine code depends on how each type is used.`
        : `${code(f.fn)} is checked once, as a generic. No machine code exists until a use fixes its arguments.`
    case 'instances': {
      const names = f.instances.slice(0, 4).map(i => code(label(i)))
      const rest = count(f) - names.length
      return `The uses in this program ask for ${isOwner(f) ? plural(count(f), 'method') : plural(count(f), 'instance')}: ${names.join(', ')}${rest ? ` and ${rest} more` : ''}.`
    }
    case 'symbols': {
      const sized = f.instances.filter(i => i.bytes !== null),
        gone = f.instances.length - sized.length
      if (!sized.length) return `None of them has a symbol of its own: each was inlined, or folded into another.`
      const most = Math.max(...sized.map(i => i.bytes!)),
        largest = sized.filter(i => i.bytes === most)
      const same = largest.length > 1 && largest.length === count(f)
      const total =
        count(f) === 1
          ? `Its symbol has ${plural(bytesOf(f), 'byte')}`
          : `Together their symbols have ${plural(bytesOf(f), 'byte')}; ${
              same
                ? `each has ${most}`
                : `${largest
                    .map(i => code(label(i)))
                    .join(', ')
                    .replace(/, ([^,]*)$/, ' and $1')} ${largest.length > 1 ? 'are' : 'is'} the largest with ${most}`
            }`
      return `${total}.${gone ? ` ${gone === 1 ? 'One has' : `${gone} have`} no symbol: inlined, or folded into another.` : ''}`
    }
    case 'units': {
      const units = unitsOf(f),
        copied = [...f.instances, ...f.beside].filter(i => i.units.length > 1)
      return `They are compiled in ${plural(units.length, 'codegen unit')}, ${units
        .map(u => code(unitName(u)))
        .slice(0, 4)
        .join(', ')}${units.length > 4 ? ' …' : ''}.${
        copied.length
          ? ` ${copied
              .map(i => code(label(i)))
              .slice(0, 2)
              .join(', ')} is compiled in more than one.`
          : ''
      }`
    }
    case 'beside': {
      const once = f.beside.filter(i => !i.args),
        methods = f.beside.filter(i => i.args)
      const behind = methods.length
        ? `, plus ${sum(methods)} in ${plural(methods.length, 'method')} behind its vtables`
        : ''
      return `${once.map(b => code(b.name)).join(' with ')} ${once.length === 1 ? 'is' : 'are'} compiled once: ${plural(sum(once), 'byte')} shared by all types${behind}${bytesOf(f) ? `; the ${plural(count(f), isOwner(f) ? 'method' : 'instance')} ${count(f) === 1 ? 'takes' : 'take'} ${bytesOf(f)}` : '; of the copies nothing else is left'}.`
    }
  }
}

function outline(f: Frame): TextTree {
  const at = (stage: Stage) => f.stages.indexOf(f.stage) >= f.stages.indexOf(stage) && f.stages.includes(stage)
  const row = (i: Instance): TextTree => ({
    text: `${code(i.name)}${at('symbols') ? `: ${i.bytes === null ? 'no symbol of its own' : plural(i.bytes, 'byte')}` : ''}${at('units') ? `, in ${i.units.map(unitName).join(', ')}` : ''}`,
  })
  return {
    text: f.title,
    children: [
      {
        text: `the generic ${code(f.fn)}`,
        children: f.source.map(text => ({ text: code(text.trim()) })).filter(t => t.text !== '``'),
      },
      ...(at('instances')
        ? [
            {
              text: plural(count(f), 'instance'),
              children: [
                ...f.instances.map(row),
                ...(f.more.count
                  ? [{ text: `${f.more.count} more${at('symbols') ? `, ${plural(f.more.bytes, 'byte')}` : ''}` }]
                  : []),
              ],
            },
          ]
        : []),
      ...(at('beside')
        ? [
            {
              text: `beside it: one function for every type${f.beside.some(i => i.args) ? ', and what its vtables need' : ''}`,
              children: f.beside.map(row),
            },
          ]
        : []),
    ],
  }
}

// ---------- geometry ----------

function layout(f: Frame, box: Size): Mark[] {
  const strip = isStrip(box),
    small = strip && box.height < 200
  const reached = (stage: Stage) => f.stages.includes(stage) && f.stages.indexOf(f.stage) >= f.stages.indexOf(stage)
  const now = (stage: Stage) => (f.stage === stage ? ('now' as const) : ('plain' as const))
  const px = strip ? 12 : 13,
    size = strip ? ('fine' as const) : ('label' as const)
  const marks: Mark[] = []

  // The source, on a sheet of its own: it is not part of the object file.
  const sourcePx = 12
  const sourceWidth = strip ? 0 : Math.min(330, Math.max(190, ...f.source.map(l => textWidth(l, sourcePx) + 28)))
  const cardWidth = strip ? Math.min(96, textWidth(f.fn, px) + 22) : sourceWidth
  const cardHeight = strip ? 28 : Math.max(70, 44 + f.source.length * 17)
  const rowsShown = f.instances.length + (f.more.count ? 1 : 0),
    besideRows = f.beside.length
  const head = strip ? (small ? 0 : 20) : 24,
    gapRows = besideRows ? (strip ? 12 : 34) : 0
  const row = Math.min(
    small ? 30 : strip ? 60 : 68,
    (box.height - head - gapRows - (strip ? 4 : 8)) / (rowsShown + besideRows),
  )
  const cell = Math.min(small ? 20 : strip ? 32 : 38, row - (row > 18 ? 5 : 2))
  const top = head,
    midAll = top + (rowsShown * row) / 2
  const cardY = Math.max(0, Math.min(midAll - cardHeight / 2, box.height - cardHeight))

  if (strip) {
    marks.push(
      {
        kind: 'rect',
        key: 'generic',
        x: 0,
        y: cardY,
        width: cardWidth,
        height: cardHeight,
        texture: 'live',
        state: now('source'),
        label: `generic ${f.fn}`,
      },
      {
        kind: 'text',
        key: 'generic-name',
        x: cardWidth / 2,
        y: cardY + cardHeight / 2 + 4,
        text: f.fn,
        size,
        weight: 'bold',
        anchor: 'middle',
      },
    )
  } else {
    marks.push(
      {
        kind: 'rect',
        key: 'source',
        x: 0,
        y: cardY,
        width: cardWidth,
        height: cardHeight,
        texture: 'region',
        label: `generic ${f.fn}`,
      },
      { kind: 'text', key: 'source-title', x: 12, y: cardY + 20, text: f.fn, size, weight: 'bold' },
      {
        kind: 'text',
        key: 'source-what',
        x: 12 + textWidth(f.fn, px) + 10,
        y: cardY + 20,
        text: isOwner(f) ? 'in the source' : 'generic',
        size,
        tone: 'ink3',
      },
      ...f.source.map((text, i): Mark => ({
        kind: 'text',
        key: `source-${i}`,
        x: 12,
        y: cardY + 43 + i * 17,
        text,
        size: 'fine',
        tone: 'ink2',
      })),
      ...(f.source.length
        ? []
        : [
            {
              kind: 'text',
              key: 'source-none',
              x: 12,
              y: cardY + 46,
              text: 'no machine code of its own',
              face: 'serif',
              tone: 'ink2',
            } satisfies Mark,
          ]),
    )
  }

  const gutter = strip ? 26 : 56,
    x = cardWidth + gutter
  const all = [...f.instances, ...f.beside]
  const nameOf = (i: Instance) => (strip ? label(i) : i.name)
  // Names give way to the bars: what does not fit is cut with an ellipsis, the outline says it whole.
  const widest = Math.max(
    ...all.map(i => textWidth(nameOf(i), px)),
    f.more.count ? textWidth(`${f.more.count} more`, px) : 0,
  )
  const bytesWidth = textWidth('00000', px) + (strip ? 8 : 50)
  const units = !strip && f.stages.includes('units') ? 78 : 0
  const nameWidth = Math.min(widest + (strip ? 12 : 24), (box.width - x - units) * (strip ? 0.5 : 0.52))
  const barX = x + nameWidth + (strip ? 8 : 22),
    barWidth = box.width - barX - bytesWidth - units
  const largest = Math.max(1, ...all.map(i => i.bytes ?? 0), f.more.bytes)
  const cut = (text: string) => {
    const most = Math.floor((nameWidth - (strip ? 10 : 20)) / (px * 0.6))
    return [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text
  }

  const bar = (key: string, y: number, bytes: number | null, stage: Stage): Mark[] => {
    const mid = y + cell / 2 + 4.5
    if (bytes === null)
      return [
        {
          kind: 'text',
          key: `${key}-bytes`,
          x: barX + (strip ? 4 : 8),
          y: mid,
          text: strip ? 'inlined' : 'no symbol: inlined or folded',
          face: 'serif',
          size: strip ? 'fine' : 'label',
          tone: 'ink2',
        },
      ]
    const length = Math.max(2, (bytes / largest) * barWidth)
    return [
      {
        kind: 'rect',
        key: `${key}-bar`,
        x: barX,
        y,
        width: length,
        height: cell,
        texture: 'live',
        state: now(stage),
        label: `${bytes} bytes`,
      },
      {
        kind: 'text',
        key: `${key}-bytes`,
        x: barX + length + (strip ? 4 : 10),
        y: mid,
        text: String(bytes),
        size,
        weight: f.stage === stage ? 'bold' : 'medium',
      },
    ]
  }
  const item = (i: Instance, index: number, y: number, from: 'generic' | 'beside'): Mark[] => {
    const key = `${from}-${i.name}`,
      mid = y + cell / 2
    const appears = from === 'beside' ? 'beside' : 'instances',
      gone = i.bytes === null && reached('symbols')
    const turn = cardWidth + gutter * 0.5
    const points: [number, number][] =
      mid === midAll
        ? [
            [cardWidth - (strip ? 0 : 8), mid],
            [x, mid],
          ]
        : [
            [cardWidth - (strip ? 0 : 8), midAll],
            [turn, midAll],
            [turn, mid],
            [x, mid],
          ]
    return [
      ...(from === 'generic'
        ? [
            {
              kind: 'arrow',
              key: `${key}-arrow`,
              points,
              pointer: 'address',
              tail: index === 0 && !strip,
              state: now('instances'),
            } satisfies Mark,
          ]
        : []),
      {
        kind: 'rect',
        key,
        x,
        y,
        width: nameWidth,
        height: cell,
        texture: gone ? 'dropped' : 'live',
        state: now(appears),
        label: i.name,
      },
      {
        kind: 'text',
        key: `${key}-name`,
        x: x + (strip ? 5 : 10),
        y: mid + 4.5,
        text: cut(nameOf(i)),
        size,
        weight: 'medium',
        tone: gone ? 'ink3' : 'ink',
      },
      ...(reached(from === 'beside' ? 'beside' : 'symbols')
        ? bar(key, y, i.bytes, from === 'beside' ? 'beside' : 'symbols')
        : []),
      ...(units && reached('units')
        ? [
            {
              kind: 'text',
              key: `${key}-unit`,
              x: box.width,
              y: mid + 4.5,
              text: i.units.length > 1 ? `${i.units.length} units` : unitName(i.units[0] ?? ''),
              size,
              anchor: 'end',
              tone: 'ink2',
              state: now('units'),
            } satisfies Mark,
          ]
        : []),
    ]
  }
  if (reached('instances')) {
    f.instances.forEach((i, n) => marks.push(...item(i, n, top + n * row + (row - cell) / 2, 'generic')))
    if (f.more.count) {
      const y = top + f.instances.length * row + (row - cell) / 2
      marks.push({
        kind: 'text',
        key: 'more',
        x: x + (strip ? 5 : 10),
        y: y + cell / 2 + 4.5,
        text: `${f.more.count} more`,
        face: 'mono',
        size,
        tone: 'ink3',
      })
      if (reached('symbols')) marks.push(...bar('more', y, f.more.bytes, 'symbols'))
    }
  }
  if (head) {
    if (reached('instances'))
      marks.push({
        kind: 'text',
        key: 'head-names',
        x,
        y: 14,
        text: plural(count(f), isOwner(f) ? 'method' : 'instance'),
        size,
        weight: 'bold',
      })
    if (reached('symbols'))
      marks.push({
        kind: 'text',
        key: 'head-bytes',
        x: strip ? box.width : barX,
        y: 14,
        text: strip ? `${bytesOf(f)} bytes` : `${bytesOf(f)} bytes of machine code`,
        size,
        weight: 'bold',
        anchor: strip ? 'end' : 'start',
      })
    if (units && reached('units'))
      marks.push({
        kind: 'text',
        key: 'head-units',
        x: box.width,
        y: 14,
        text: 'unit',
        size,
        weight: 'bold',
        anchor: 'end',
      })
  }
  if (reached('symbols'))
    marks.push({ kind: 'path', key: 'zero', d: `M${barX} ${top + 1}V${top + rowsShown * row - 1}`, line: 'frame' })
  if (besideRows && reached('beside')) {
    const y = top + rowsShown * row + gapRows
    if (!strip) {
      marks.push({ kind: 'path', key: 'beside-rule', d: `M${x} ${y - 27}H${box.width}`, line: 'hair' })
      marks.push({
        kind: 'text',
        key: 'beside-title',
        x,
        y: y - 8,
        text: f.beside.some(i => i.args) ? 'through a vtable' : 'compiled once',
        face: 'serif',
        tone: 'ink2',
      })
      marks.push({
        kind: 'text',
        key: 'beside-bytes',
        x: barX,
        y: y - 8,
        text: `${sum(f.beside)} bytes`,
        size,
        weight: 'bold',
      })
    }
    f.beside.forEach((i, n) => marks.push(...item(i, n, y + n * row + (row - cell) / 2, 'beside')))
    marks.push({ kind: 'path', key: 'beside-zero', d: `M${barX} ${y + 1}V${y + besideRows * row - 1}`, line: 'frame' })
  }
  return marks
}

export const model: FigureModel<Frame> = { layout, describe, outline }
