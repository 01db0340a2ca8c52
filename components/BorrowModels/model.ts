// Stacked Borrows' stack and Tree Borrows' tree over the bytes of a small program, side by side, line by line.
// Where the snippet has `//@ emit: borrows`, both are what Miri printed. Else the states are simulated from its `.ops.yaml`; the simulator is held to Miri.
import {
  type FigureModel,
  FigureDataError,
  isStrip,
  type Mark,
  type Provenance,
  provenanceOf,
  runOf,
  type Size,
  textWidth,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { programHeight, programWindow } from '../figure/program.ts'
import type { EmitOf, Recording } from '../../scripts/lib/recording/schema.ts'
import { film, rangeText, type Frame, type StackItem, type TreeNode } from './film.ts'
import { makerOf, recordedFilm } from './recorded.ts'
import { missingLines, parseScript } from './simulator/ops.ts'
import { MODEL_NAMES } from '../../scripts/lib/recording/miri/directive.ts'
import { MIRI } from './simulator/run.ts'
import type { SbPermission } from './simulator/stacked.ts'
import type { TbPermission } from './simulator/tree.ts'

export type { Frame } from './film.ts'
/** Programs of the gallery and of the tests; each has its operations beside it. */
export const examples = [
  'stale-reference',
  'protector',
  'parent-read',
  'split-at-mut',
  'cell',
  'freed-under-a-call',
  'lent-window',
].map(example => ({ example }))

export interface Options {
  /** The parsed `<snippet>.ops.yaml`, where the film is not recorded. */
  ops?: unknown
  /** Of a recorded film; a simulated one has its own. */
  title?: string
  /** The snippet's text: the lines shown must be in it. */
  source?: string
  /** Draw one model alone, twice as wide. */
  only?: 'stacked' | 'tree'
  /** Tree Borrows with Miri's `-Zmiri-tree-borrows-implicit-writes`. */
  implicitWrites?: boolean
  edition?: number
}

/** Longest Rust line and longest operations that fit beside each other under the plot. */
const LINE_CHARS = 50,
  NOTE_CHARS = 54
/** A recorded line has the width alone. */
const ALONE_CHARS = 96

export function fromRecording(recording: Recording, options: Options): Trace<Frame> {
  const run = runOf(recording, options.edition)
  const recorded = run.emits.find(e => e.kind === 'borrows')
  if (recorded) return fromMiri(recording, options, recorded.body)
  if (options.ops === undefined)
    throw new FigureDataError(
      `${recording.snippet} has no film: add \`//@ emit: borrows PLACE\` to it and run \`npm run record\`, or write operations into ${recording.snippet.replace(/\.rs$/, '')}.ops.yaml beside it`,
    )
  const script = parseScript(options.ops)
  if (options.source !== undefined) {
    const [missing] = missingLines(script, options.source)
    if (missing)
      throw new FigureDataError(
        `\`${missing}\` is not in ${recording.snippet}: the figure shows only Rust that was compiled`,
      )
  }
  for (const [i, s] of script.steps.entries()) {
    if (s.line.length + 2 * s.indent > LINE_CHARS)
      throw new FigureDataError(
        `step ${i + 1} of “${script.title}” is longer than ${LINE_CHARS} characters: break the line in the snippet`,
      )
    if (s.text.join('; ').length > NOTE_CHARS)
      throw new FigureDataError(
        `the operations of step ${i + 1} of “${script.title}” are longer than ${NOTE_CHARS} characters: split the line in two, or shorten names`,
      )
  }
  const frames = film(script, options.only ?? 'both', { implicitWrites: options.implicitWrites ?? false })
  agreeWithMiri(recording, run, frames.at(-1)!)
  const provenance: Provenance = {
    kind: 'model',
    rustc: recording.rustc.version,
    edition: run.edition,
    source: recording.snippet,
    command: run.command,
    note: `simulated; rules as in Miri ${MIRI.commit.slice(0, 7)} of ${MIRI.date}`,
  }
  return { schema: 'borrow-models@1', title: script.title, provenance, frames, program: frames[0]!.program }
}

function fromMiri(recording: Recording, options: Options, body: EmitOf<'borrows'>): Trace<Frame> {
  if (options.ops !== undefined)
    throw new FigureDataError(
      `${recording.snippet} has a recorded film, and operations beside it: delete ${recording.snippet.replace(/\.rs$/, '')}.ops.yaml`,
    )
  if (options.implicitWrites)
    throw new FigureDataError(
      `${recording.snippet}: Miri was asked without implicit writes: leave \`implicitWrites\` out`,
    )
  const long = body.steps.find(step => step.text.length + 2 * step.depth > ALONE_CHARS)
  if (long)
    throw new FigureDataError(
      `line ${long.line} of ${recording.snippet} is longer than ${ALONE_CHARS} characters: break it in the snippet`,
    )
  const title = options.title ?? `Borrow states of ${body.places.map(p => p.name).join(' and ')}`
  const frames = recordedFilm(body, title, options.only ?? 'both')
  const guarded = frames.some(f => f.show === 'both' && f.tree.nodes.some(n => n.protected))
  const provenance: Provenance = {
    ...provenanceOf(recording, options.edition),
    witness: `Miri ${body.miri.commit} of ${body.miri.date}`,
    ...(guarded ? { note: "a stack's locks are those of the tree" } : {}),
  }
  return { schema: 'borrow-models@1', title, provenance, frames, program: frames[0]!.program }
}

/** Where Miri itself ran the snippet, it must say what the models say. */
function agreeWithMiri(
  recording: Recording,
  { emits, miri }: Pick<Recording['runs'][number], 'emits' | 'miri'>,
  last: Frame,
): void {
  const mend = `mend ${recording.snippet.replace(/\.rs$/, '')}.ops.yaml`
  for (const { model, verdict } of miri?.said ?? [])
    if ((verdict === 'ub') !== (last[model].report !== null))
      throw new FigureDataError(
        `${recording.snippet}: Miri says ${verdict === 'ub' ? 'undefined behaviour' : verdict} under ${MODEL_NAMES[model]}, the operations beside it say otherwise: ${mend}`,
      )
  for (const e of emits) {
    if (e.kind !== 'witness') continue
    for (const w of e.body) {
      if ((w.witness !== 'miri-stacked' && w.witness !== 'miri-tree') || w.class === 'skipped') continue
      const model = w.witness === 'miri-stacked' ? last.stacked.report : last.tree.report
      if ((w.class === 'reported') !== (model !== null))
        throw new FigureDataError(
          `${recording.snippet}: ${w.witness} ${w.class === 'reported' ? 'reported UB' : 'was silent'}, the operations beside it say otherwise: ${mend}`,
        )
    }
  }
}

/** The program's line of a step, from 0. */
const lineOf = (f: Frame, step: number): number => f.lines[step]!

// ---------- words ----------

const code = (name: string) => `\`${name}\``
/** `a`, `b` and 3 tags of `set`. */
function list(names: readonly string[]): string {
  const makers = new Map<string, number>()
  const own = names.flatMap(name => {
    const maker = makerOf(name)
    if (maker === null) return [code(name)]
    makers.set(maker, (makers.get(maker) ?? 0) + 1)
    return []
  })
  const all = [...own, ...[...makers].map(([maker, n]) => `${n} ${n === 1 ? 'tag' : 'tags'} of ${code(maker)}`)]
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)!}`
}
const plain = (perm: TbPermission) => perm.replace(/ \((.*)\)/, ', $1')

function lead(f: Frame): string {
  const op = f.ops.find(o => o.kind === 'read' || o.kind === 'write' || o.kind === 'dealloc') ?? f.ops.at(-1)
  switch (op?.kind) {
    case 'read':
      return `Reading through ${code(op.tag)}`
    case 'write':
      return `Writing through ${code(op.tag)}`
    case 'dealloc':
      return `Freeing through ${code(op.tag)}`
    case 'return':
      return 'Returning'
    default: {
      const call = f.ops.find(o => o.kind === 'call')
      return call ? `Entering ${code(call.fn)}` : made(f.ops)
    }
  }
}

/** Where the tags of a line come from: a reader of the filmstrip has no program beside it. */
function made(ops: Frame['ops']): string {
  const from = ops.flatMap(o =>
    o.kind === 'borrow' || o.kind === 'copy' ? [[code(o.tag), code(o.parent)] as const] : [],
  )
  if (from.length) return from.map(([tag, parent], i) => `${tag} ${i ? 'from' : 'is made from'} ${parent}`).join(', ')
  const fresh = ops.find(o => o.kind === 'alloc')
  return fresh ? `${code(fresh.tag)} is allocated` : ''
}

/** The permission that a tag has in the stack; both where a `Cell` divides it. */
const permOf = (f: Frame, name: string): string =>
  [...new Set(f.stacked.stacks.flatMap(s => s.filter(i => i.name === name).map(i => i.perm)))].join(' and ')

/** @param both the reason stands beside that of the other model */
function stackedWhy(f: Frame, both = false): string {
  const { report, stacks } = f.stacked
  const conflict = code(report!.conflict)
  if (report!.class === 'protected')
    return both ? `the stack would lose protected ${conflict}` : `it would remove ${conflict}, which is protected`
  const where = both ? 'in the stack ' : ''
  if (report!.class === 'read-only') return `${where}${conflict} only grants SharedReadOnly`
  return stacks.some(s => s.some(i => i.name === report!.conflict && i.perm === 'Disabled'))
    ? `${where}${conflict} is disabled`
    : `${conflict} is no longer in the stack`
}

function treeWhy(f: Frame, both = false): string {
  const report = f.tree.report!
  const conflict = code(report.conflict)
  const where = both ? 'in the tree ' : ''
  if (report.class !== 'protected') return `${where}${conflict} is ${plain(report.state as TbPermission)}`
  const freed =
    report.action === 'deallocation' && report.state !== 'Disabled' && !report.message.includes('would cause')
  return `${where}${freed ? `${conflict} is protected` : `protected ${conflict} would become Disabled`}`
}

function stackedWords(f: Frame): string {
  const { report, gained, popped, disabled } = f.stacked
  if (report?.at === f.step) return `Stacked Borrows reports UB, ${stackedWhy(f)}`
  const parts = [
    popped.length ? `pops ${list(popped)}` : '',
    disabled.length ? `disables ${list(disabled)}` : '',
    gained.length === 1
      ? `gains ${code(gained[0]!)}, ${permOf(f, gained[0]!)}`
      : gained.length
        ? `gains ${list(gained)}`
        : '',
  ].filter(Boolean)
  return parts.length ? `the stack ${parts.join(', ')}` : 'the stack stays as it is'
}

function treeWords(f: Frame): string {
  const { report, gained, shared, changes, nodes } = f.tree
  if (report?.at === f.step) return `Tree Borrows reports UB, ${treeWhy(f)}`
  const parts: string[] = []
  const state = (name: string) => {
    const cells = nodes
      .find(n => n.name === name)!
      .cells.flatMap((c, i) =>
        c?.accessed || c?.perm === 'Cell' ? [{ perm: plain(c.perm), where: rangeText(f.columns, f.columns[i]!) }] : [],
      )
    return new Set(cells.map(c => c.perm)).size === 1
      ? cells[0]!.perm
      : cells.map(c => `${c.perm} in ${c.where}`).join(', ')
  }
  if (gained.length === 1) parts.push(`the tree gains ${code(gained[0]!)}, ${state(gained[0]!)}`)
  else if (gained.length) parts.push(`the tree gains ${list(gained)}`)
  if (shared.length)
    parts.push(
      `${list(shared.map(s => s.name))} share${shared.length === 1 ? 's' : ''} the tag of ${code(shared[0]!.with)}`,
    )
  const byState = new Map<string, string[]>()
  for (const c of changes) {
    if (gained.includes(c.name)) continue
    const where =
      c.columns.length < f.columns.length
        ? ` in ${c.columns.map(i => rangeText(f.columns, f.columns[i]!)).join(', ')}`
        : ''
    const key = `${plain(c.to)}${where}`
    byState.set(key, [...(byState.get(key) ?? []), c.name])
  }
  for (const [to, names] of byState) parts.push(`${list(names)} become${names.length === 1 ? 's' : ''} ${to}`)
  if (!parts.length) return 'the tree stays as it is'
  return `${parts[0]!.startsWith('the tree') ? '' : 'in the tree '}${parts.join(', ')}`
}

function describe(_previous: Frame | null, f: Frame): string {
  const sbRuns = f.show !== 'tree' && !(f.stacked.report && f.stacked.report.at < f.step)
  const tbRuns = f.show !== 'stacked' && !(f.tree.report && f.tree.report.at < f.step)
  const both = f.show === 'both' && f.stacked.report?.at === f.step && f.tree.report?.at === f.step
  if (both) return sentence(f, `both models report UB, since ${stackedWhy(f, true)} and ${treeWhy(f, true)}`)
  const words = [sbRuns ? stackedWords(f) : '', tbRuns ? treeWords(f) : ''].filter(Boolean)
  const quiet =
    words.length === 2 && words.every(w => w.endsWith('stays as it is')) ? ['neither model changes anything'] : words
  return sentence(f, quiet.length ? quiet.join('; ') : 'the model has stopped')
}

function sentence(f: Frame, words: string): string {
  const head = f.lead ?? lead(f)
  const said = head ? `${head}: ${words}` : words
  return `${said[0]!.toUpperCase()}${said.slice(1)}.`
}

// ---------- geometry ----------

interface Area {
  x: number
  y: number
  width: number
  height: number
}
const PAD = 12,
  HEAD = 26
const SB_SHORT: Record<SbPermission, readonly string[]> = {
  Unique: ['Uniq', 'U'],
  SharedReadWrite: ['SRW', 'RW'],
  SharedReadOnly: ['SRO', 'RO'],
  Disabled: ['Dis', ''],
}
/** As Miri prints them in a tree. */
const TB_SHORT: Record<TbPermission, string> = {
  Reserved: 'Res',
  'Reserved (conflicted)': 'ResC',
  'Reserved (interior mutable)': 'ReIM',
  Unique: 'Unq',
  Frozen: 'Frz',
  Disabled: 'Dis',
  Cell: 'Cel',
}
const SB_TEXTURE = { Unique: 'excl', SharedReadWrite: 'live', SharedReadOnly: 'shared', Disabled: 'dropped' } as const
const TB_TEXTURE = {
  Reserved: 'live',
  'Reserved (conflicted)': 'live',
  'Reserved (interior mutable)': 'live',
  Unique: 'excl',
  Frozen: 'shared',
  Disabled: 'dropped',
  Cell: 'live',
} as const

/** The frame with only so many columns as a small picture has room for: those of a report first. */
function narrowed(f: Frame, most: number): Frame {
  if (f.columns.length <= most) return f
  const keep = f.fit.rank.slice(0, most).sort((a, b) => a - b),
    pick = <T>(all: readonly T[]) => keep.map(i => all[i]!)
  return {
    ...f,
    columns: pick(f.columns),
    stacked: { ...f.stacked, stacks: pick(f.stacked.stacks) },
    tree: { ...f.tree, nodes: f.tree.nodes.map(n => ({ ...n, cells: pick(n.cells) })) },
  }
}

/** Columns that leave the names of a strip's tree their room. */
function stripColumns(f: Frame, box: Size): number {
  const panel = f.show === 'both' ? (box.width - 12) / 2 : box.width
  const room = panel - 2 * STRIP_PAD - 8 - (f.show === 'stacked' ? 0 : widestName(f, true))
  return Math.max(1, Math.min(box.width > 400 ? 3 : 2, Math.floor((room + 3) / (STRIP_CELL + 3))))
}
const STRIP_PAD = 6
/** Least width of a permission in a strip's tree. */
const STRIP_CELL = 36
const widestName = (f: Frame, strip: boolean): number =>
  Math.max(
    0,
    ...f.fit.nodes.map(
      node =>
        node.depth * (strip ? 8 : 18) +
        14 +
        textWidth(strip ? brief(node.name) : node.all, strip ? 12 : 13) +
        (node.guarded ? 20 : 0),
    ),
  )
/** `set: 12 tags` in few letters. */
const brief = (name: string): string => name.replace(/: (\d+) tags$/, '×$1')

function layout(full: Frame, box: Size): Mark[] {
  const strip = isStrip(box)
  const f = narrowed(full, strip ? stripColumns(full, box) : 6)
  const roomy = box.height > 250
  const lines = !strip ? programLines(f, box) : roomy ? Math.min(3, f.program.length) : 0
  const foot = lines ? programHeight(lines) + 10 : 0
  const gap = strip ? 12 : 24,
    half = (box.width - gap) / 2,
    height = box.height - foot
  const left: Area = { x: 0, y: 0, width: f.show === 'both' ? half : box.width, height }
  const right: Area = { ...left, x: f.show === 'both' ? half + gap : 0 }
  return [
    ...(f.show === 'tree' ? [] : stackedPanel(f, left, strip)),
    ...(f.show === 'stacked' ? [] : treePanel(f, right, strip)),
    ...(lines
      ? programWindow(
          strip ? f.program.map(({ text, indent }) => ({ text, indent: indent ?? 0 })) : f.program,
          lineOf(f, f.step),
          lines,
          box,
        )
      : []),
  ]
}

/** As many program lines as leave 16 units to each row above; at least three. */
function programLines(f: Frame, box: Size): number {
  let lines = Math.min(6, f.program.length)
  while (lines > 3 && box.height - programHeight(lines) - 10 < panelNeeds(f)) lines--
  return lines
}
const panelNeeds = (f: Frame) => HEAD + (f.columns.length > 1 ? 18 : 0) + f.rows * 18 + 2 * PAD

const NO_REPORT = 'no UB reported'

function panel(f: Frame, area: Area, strip: boolean, key: 'sb' | 'tb'): Mark[] {
  const report = key === 'sb' ? f.stacked.report : f.tree.report
  const stopped = report !== null && report.at < f.step
  const title = key === 'sb' ? (strip ? 'stack' : 'Stacked Borrows') : strip ? 'tree' : 'Tree Borrows'
  const pad = strip ? 6 : PAD,
    y = area.y + (strip ? 15 : 20),
    right = area.x + area.width - pad
  const only = f.columns.length === 1 ? f.columns[0]! : null
  const marks: Mark[] = [
    { kind: 'rect', key: `${key}-region`, ...area, texture: 'region' },
    {
      kind: 'text',
      key: `${key}-title`,
      x: area.x + pad,
      y,
      text: title,
      size: strip ? 'fine' : 'label',
      weight: 'bold',
      tone: stopped ? 'ink3' : 'ink',
    },
  ]
  const bytes = only ? `${only.alloc}, bytes ${only.from}..${only.to}` : ''
  const bytesX = area.x + pad + textWidth(title, 13) + 14
  // In a narrow panel the verdict goes before the place, which the program and the outline name.
  const saidX = right - textWidth(NO_REPORT, 13) - 14
  if (bytes && !strip && bytesX + textWidth(bytes, 13) <= saidX)
    marks.push({
      kind: 'text',
      key: `${key}-bytes`,
      x: bytesX,
      y,
      text: bytes,
      size: 'label',
      tone: 'ink3',
    })
  if (!report)
    return strip
      ? marks
      : [
          ...marks,
          {
            kind: 'text',
            key: `${key}-verdict`,
            x: right,
            y,
            text: NO_REPORT,
            size: 'label',
            tone: 'ink3',
            anchor: 'end',
          },
        ]
  // The verdict's look: two strokes, a dashed frame, the word.
  const w = strip ? 40 : 44,
    h = strip ? 16 : 20,
    top = y - h + (strip ? 4 : 5),
    state = stopped ? 'plain' : 'now'
  marks.push(
    { kind: 'path', key: `${key}-verdict-frame`, d: `M${right - w} ${top}h${w}v${h}h${-w}z`, line: 'dashed', state },
    {
      kind: 'path',
      key: `${key}-verdict-strokes`,
      d: `M${right - w + 7} ${top + h - 4}l5 ${8 - h}m0 ${h - 8}l5 ${8 - h}`,
      line: 'frame',
      state,
    },
    {
      kind: 'text',
      key: `${key}-verdict`,
      x: right - 6,
      y,
      text: 'UB',
      size: strip ? 'fine' : 'label',
      weight: 'bold',
      anchor: 'end',
      tone: stopped ? 'ink' : 'accent',
      label: report.message,
    },
  )
  if (!strip && stopped)
    marks.push({
      kind: 'text',
      key: `${key}-verdict-line`,
      x: right - w - 8,
      y,
      text: `line ${lineOf(f, report.at) + 1}`,
      size: 'label',
      tone: 'ink2',
      anchor: 'end',
    })
  return marks
}

/** Height of a row and where rows start, the same in both panels. */
function grid(f: Frame, area: Area, strip: boolean): { top: number; row: number; cell: number } {
  const top = area.y + (strip ? 22 : HEAD + 4) + (f.columns.length > 1 ? (strip ? 12 : 18) : 0)
  const row = Math.min(
    strip && area.height < 200 ? 22 : 32,
    (area.y + area.height - (strip ? 5 : PAD) - top) / Math.max(1, f.rows),
  )
  return { top, row, cell: row - (row > 20 ? 4 : 2) }
}

function columnHeads(f: Frame, key: string, xs: readonly number[], width: number, y: number): Mark[] {
  return f.columns.length < 2
    ? []
    : f.columns.map((c, i) => ({
        kind: 'text' as const,
        key: `${key}-col-${i}`,
        x: xs[i]! + width / 2,
        y,
        text: rangeText(f.columns, c),
        size: 'fine' as const,
        tone: 'ink3' as const,
        anchor: 'middle' as const,
      }))
}

function stackedPanel(f: Frame, area: Area, strip: boolean): Mark[] {
  const marks = panel(f, area, strip, 'sb'),
    { top, row, cell } = grid(f, area, strip)
  const pad = strip ? 6 : PAD,
    n = f.columns.length,
    gap = strip ? 4 : 10
  const stopped = f.stacked.report !== null && f.stacked.report.at < f.step
  const width = Math.min(strip ? area.width : 252, (area.width - 2 * pad - (n - 1) * gap) / n)
  const xs = f.columns.map((_, i) => area.x + pad + i * (width + gap))
  marks.push(...columnHeads(f, 'sb', xs, width, top - (strip ? 4 : 6)))
  const base = top + f.rows * row
  f.columns.forEach((c, i) => {
    const freed = f.freed.includes(c.alloc)
    f.stacked.stacks[i]!.forEach((item, level) => {
      const y = base - (level + 1) * row + (row - cell)
      marks.push(
        ...stackItem(
          item,
          `sb-${i}-${item.name}`,
          { x: xs[i]!, y, width, height: cell },
          {
            strip,
            stopped,
            freed,
            conflict:
              f.stacked.report?.at === f.step &&
              f.stacked.report.conflict === item.name &&
              f.stacked.report.class !== 'missing',
          },
        ),
      )
      const word = item.change ?? (freed && level === 0 ? 'freed' : null)
      if (n === 1 && !strip && word && !stopped)
        marks.push({
          kind: 'text',
          key: `sb-word-${item.name}`,
          x: xs[i]! + width + 12,
          y: y + cell / 2 + 5,
          text: word,
          face: 'serif',
          tone: 'ink2',
        })
    })
    if (f.stacked.stacks[i]!.length)
      marks.push({
        kind: 'path',
        key: `sb-base-${i}`,
        d: `M${xs[i]} ${base + 3}h${width}`,
        line: 'frame',
        state: stopped ? 'faded' : 'plain',
      })
  })
  return marks
}

function stackItem(
  item: StackItem,
  key: string,
  r: Area,
  how: { strip: boolean; stopped: boolean; freed: boolean; conflict: boolean },
): Mark[] {
  const popped = item.change === 'popped' || how.freed
  const px = how.strip || r.height < 18 ? 12 : 13,
    base = r.y + r.height / 2 + 4.5,
    inset = how.strip ? 5 : 9
  const lock = item.protected ? 16 : 0
  const name = item.many ? (how.strip ? brief(item.many.name) : item.many.name) : item.name
  const room = r.width - 2 * inset - lock - textWidth(name, px) - 8
  const words = item.many?.perm === '' ? [] : [item.perm, ...SB_SHORT[item.perm]]
  const word = words.find(w => textWidth(w, px) <= room) ?? ''
  const state = how.stopped ? 'faded' : how.conflict || (item.change && !popped) ? 'now' : 'plain'
  const tone = how.stopped || popped || item.perm === 'Disabled' ? 'ink3' : 'ink'
  const size = px === 12 ? 'fine' : 'label'
  return [
    {
      kind: 'rect',
      key,
      ...r,
      texture: popped ? 'dropped' : SB_TEXTURE[item.perm],
      state: popped && !how.stopped ? 'plain' : state,
      label: `${name}: ${word || item.perm}${item.protected ? ', protected' : ''}${popped ? ', popped' : ''}`,
    },
    {
      kind: 'text',
      key: `${key}-name`,
      x: r.x + inset,
      y: base,
      text: name,
      size,
      weight: 'medium',
      tone,
      struck: popped,
    },
    {
      kind: 'text',
      key: `${key}-perm`,
      x: r.x + r.width - inset - lock,
      y: base,
      text: word,
      size,
      anchor: 'end',
      tone: tone === 'ink' ? 'ink2' : 'ink3',
      struck: popped,
    },
    ...(lock
      ? [
          {
            kind: 'dot',
            key: `${key}-lock`,
            shape: 'lock',
            x: r.x + r.width - inset - 5,
            y: r.y + r.height / 2 - 2,
            tone: how.stopped ? 'line' : 'ink',
            label: 'protected until the call returns',
          } satisfies Mark,
        ]
      : []),
  ]
}

function treePanel(f: Frame, area: Area, strip: boolean): Mark[] {
  const marks = panel(f, area, strip, 'tb'),
    { top, row, cell } = grid(f, area, strip)
  const pad = strip ? 6 : PAD,
    n = f.columns.length,
    gap = strip ? 3 : 8
  const stopped = f.tree.report !== null && f.tree.report.at < f.step
  const indent = strip ? 8 : 18,
    px = strip || cell < 18 ? 12 : 13,
    size = px === 12 ? ('fine' as const) : ('label' as const)
  const nameOf = (node: TreeNode) =>
    node.many !== undefined
      ? strip
        ? brief(node.many)
        : node.many
      : [node.name, ...(strip ? [] : node.also)].join(', ')
  const names = widestName(f, strip)
  // Full words where they fit; else Miri's own short ones.
  const room = (area.width - 2 * pad - names - 8 - (n - 1) * gap) / n
  const longest = (short: boolean) =>
    Math.max(...f.fit.perms.map(c => textWidth(permText(c, short), px))) + (strip ? 10 : 20)
  const short = strip || longest(false) > room
  const width = Math.min(room, Math.max(strip ? STRIP_CELL : short ? 58 : 100, longest(short)))
  const xs = f.columns.map((_, i) => area.x + area.width - pad - (n - i) * width - (n - 1 - i) * gap)
  marks.push(...columnHeads(f, 'tb', xs, width, top - (strip ? 4 : 6)))
  const mid = (i: number) => top + i * row + row / 2,
    dotX = (node: TreeNode) => area.x + pad + 4 + node.depth * indent
  f.tree.nodes.forEach((node, i) => {
    const parent = f.tree.nodes.findIndex(p => p.name === node.parent)
    if (parent >= 0)
      marks.push({
        kind: 'path',
        key: `tb-edge-${node.name}`,
        d: `M${dotX(f.tree.nodes[parent]!)} ${mid(parent) + 4}V${mid(i)}H${dotX(node) - 4}`,
        line: 'frame',
        state: stopped ? 'faded' : 'plain',
      })
  })
  f.tree.nodes.forEach((node, i) => {
    const y = mid(i),
      x = dotX(node),
      key = `tb-${node.name}`
    const report = f.tree.report?.at === f.step ? f.tree.report : null
    const guilty = report?.conflict === node.name
    const fresh = !stopped && node.change !== null
    marks.push(
      { kind: 'dot', key: `${key}-dot`, shape: 'dot', x, y, r: 3.5, tone: stopped ? 'line' : fresh ? 'accent' : 'ink' },
      {
        kind: 'text',
        key: `${key}-name`,
        x: x + 10,
        y: y + 4.5,
        text: nameOf(node),
        size,
        weight: 'medium',
        tone: stopped ? 'ink3' : 'ink',
      },
    )
    if (node.protected)
      marks.push({
        kind: 'dot',
        key: `${key}-lock`,
        shape: 'lock',
        x: x + 10 + textWidth(nameOf(node), px) + 11,
        y: y - 2,
        tone: stopped ? 'line' : 'ink',
        label: `${node.protected === 'strong' ? 'strongly' : 'weakly'} protected until the call returns`,
      })
    node.cells.forEach((c, col) => {
      if (!c) return
      const freed = f.freed.includes(f.columns[col]!.alloc)
      const hot = !stopped && (c.changed || node.change === 'new' || (guilty && inColumn(report!.byte, f, col)))
      const state = stopped ? ('faded' as const) : hot ? ('now' as const) : ('plain' as const)
      const weak = stopped || freed || c.perm === 'Disabled' || !c.accessed
      marks.push(
        {
          kind: 'rect',
          key: `${key}-${col}`,
          x: xs[col]!,
          y: y - cell / 2,
          width,
          height: cell,
          radius: cell / 2,
          texture: freed || !c.accessed ? 'dropped' : TB_TEXTURE[c.perm],
          state,
          label: `${node.name}: ${c.perm}${c.accessed ? '' : ', not used here yet'}`,
        },
        {
          kind: 'text',
          key: `${key}-${col}-perm`,
          x: xs[col]! + width / 2,
          y: y + 4.5,
          text: permText(c, short),
          size,
          anchor: 'middle',
          tone: weak ? 'ink3' : 'ink',
          struck: freed,
        },
      )
    })
  })
  return marks
}

/** Miri marks with `?` what was never accessed through a tag. */
const permText = (c: { perm: TbPermission; accessed: boolean }, short: boolean): string =>
  `${short ? TB_SHORT[c.perm] : plain(c.perm)}${c.accessed ? '' : '?'}`
const inColumn = (byte: number, f: Frame, col: number): boolean =>
  byte >= f.columns[col]!.from && byte < f.columns[col]!.to

// ---------- text alternative ----------

function outline(f: Frame): TextTree {
  const at = f.program[lineOf(f, f.step)]!
  const stacks = (): TextTree => ({
    text: `Stacked Borrows${f.stacked.report ? `: UB at line ${lineOf(f, f.stacked.report.at) + 1}, ${f.stacked.report.message}` : ': no UB reported'}`,
    children: f.columns.map((c, i) => ({
      text: `${c.alloc}, bytes ${c.from}..${c.to}, from the top`,
      children: [...f.stacked.stacks[i]!].reverse().map(item => ({
        text: `${code(item.many?.name ?? item.name)}: ${item.many?.perm === '' ? 'several permissions' : item.perm}${item.protected ? ', protected' : ''}${item.change ? ` (${item.change})` : ''}`,
      })),
    })),
  })
  const below = (parent: string | null): TextTree[] =>
    f.tree.nodes
      .filter(n => n.parent === parent)
      .map(n => ({
        text: `${(n.many === undefined ? [n.name, ...n.also] : [n.many]).map(code).join(', ')}: ${n.cells.flatMap((c, i) => (c ? [`${plain(c.perm)}${c.accessed ? '' : ', not used here yet'}${f.columns.length > 1 ? ` in ${rangeText(f.columns, f.columns[i]!)}` : ''}`] : [])).join('; ')}${n.protected ? `; ${n.protected === 'strong' ? 'strongly' : 'weakly'} protected` : ''}`,
        children: below(n.name),
      }))
  const tree = (): TextTree => ({
    text: `Tree Borrows${f.tree.report ? `: UB at line ${lineOf(f, f.tree.report.at) + 1}, ${f.tree.report.message}` : ': no UB reported'}`,
    children: below(null),
  })
  return {
    text: `${f.title}, line ${lineOf(f, f.step) + 1}: ${code(at.text)}`,
    children: [...(f.show === 'tree' ? [] : [stacks()]), ...(f.show === 'stacked' ? [] : [tree()])],
  }
}

/** Frames in which a model changed or stopped. */
const keyFrames = (trace: Trace<Frame>): number[] =>
  trace.frames.flatMap((f, i) => {
    const sb = f.stacked.gained.length + f.stacked.popped.length + f.stacked.disabled.length
    const tb = f.tree.gained.length + f.tree.shared.length + f.tree.changes.length
    const reports = f.stacked.report?.at === i || f.tree.report?.at === i
    return sb + tb > 0 || reports || i === trace.frames.length - 1 ? [i] : []
  })

export const model: FigureModel<Frame> = { layout, describe, outline, keyFrames }
