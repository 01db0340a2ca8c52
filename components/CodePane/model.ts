// Source beside what it became: MIR before and after a pass, assembly, or the desugared program; the current statement and its source line stand out, all else is faded.
// <CodePane rec="send" show="mir" fn="send" pass="ElaborateDrops" region="send" /> · <CodePane rec="calls" show="asm" fn="static_call, dyn_call" region="calls" />
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { splitTypes } from '../ByteLayout/types.ts'
import {
  emitOf,
  FigureDataError,
  provenanceOf,
  type FigureModel,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { draw } from './draw.ts'
import { glossOf } from './gloss.ts'
import { linesOf } from './lines.ts'
import type { ListingLine } from './listing.ts'
import { asmPane, mirPane, textPane, type Pane } from './panes.ts'

export interface CodePaneOptions {
  /** The snippet's text; given with the recording. */
  source?: string
  /** The `// #region` at the left; the whole snippet when absent; `none` for no source. */
  region?: string
  show?: 'mir' | 'nll' | 'asm' | 'hir' | 'llvm-ir' | 'expand'
  /** The function, or with `asm` and `llvm-ir` up to four of them, separated by commas; four stand two by two. */
  fn?: string
  /** With `mir`: the pass, and which side of it. */
  pass?: string
  side?: 'before' | 'after' | 'both'
  /** Keeps StorageLive and its like; keeps the blocks of unwinding. */
  full?: boolean
  cleanup?: boolean
  /** `lines`: a frame for each source line. `each`: a frame for each instruction. `all`: one frame. Else texts separated by `|`: a frame for each, on the lines that hold it. */
  steps?: string
  /** Captions in the author's words, one a frame, instead of the generated ones. */
  say?: readonly string[]
  edition?: number
}
export interface Frame {
  kind: string
  source: readonly ListingLine[]
  currentSource: readonly number[]
  panes: readonly { pane: Pane; current: readonly number[] }[]
  /** The text that this frame looks for; empty when it goes by lines. */
  needle: string
  said: string
  steps: number
}

export function fromRecording(recording: Recording, options: CodePaneOptions = {}): Trace<Frame> {
  const kind = options.show ?? 'mir'
  const source = linesOf(options.source, options.region, recording.snippet)
  const panes = panesOf(recording, kind, options)
  const steps = options.steps ?? (kind === 'asm' ? 'each' : kind === 'mir' || kind === 'nll' ? 'lines' : 'all')
  const base = { kind, source, needle: '', said: '', steps: 1 }
  const frames = framesOf(base, panes, steps).map((f, i, all): Frame => ({
    ...f,
    said: options.say?.[i] ?? '',
    steps: all.length,
  }))
  if (options.say && options.say.length !== frames.length)
    throw new FigureDataError(
      `${recording.snippet}: \`say\` holds ${options.say.length} captions for ${frames.length} frames`,
    )
  const note = {
    mir: 'MIR',
    nll: 'MIR',
    asm: 'assembly',
    hir: 'desugaring',
    'llvm-ir': 'LLVM IR',
    expand: 'expansion',
  }[kind]
  return {
    schema: 'code-pane@1',
    title: `${options.fn ?? recording.snippet} as ${note}`,
    provenance: provenanceOf(recording, options.edition, `${note}: observed, not guaranteed`),
    frames,
  }
}

function panesOf(recording: Recording, kind: NonNullable<CodePaneOptions['show']>, o: CodePaneOptions): Pane[] {
  const names = o.fn ? splitTypes(o.fn) : []
  const need = (): string => names[0] ?? lacking(recording.snippet, kind)
  const mir = { full: !!o.full, cleanup: !!o.cleanup }
  switch (kind) {
    case 'mir': {
      const pass = o.pass ?? 'ElaborateDrops',
        body = emitOf(recording, 'mir', `${pass} ${need()}`, o.edition),
        side = o.side ?? 'after'
      const before = body.before ? [mirPane(body.before, `MIR before ${pass}`, mir)] : []
      if (side !== 'after' && !before.length)
        throw new FigureDataError(`${recording.snippet} recorded no MIR of ${need()} before ${pass}`)
      return [
        ...(side === 'after' ? [] : before),
        ...(side === 'before' ? [] : [mirPane(body.after, `MIR after ${pass}`, mir)]),
      ]
    }
    case 'nll':
      return [mirPane(emitOf(recording, 'nll', need(), o.edition), `MIR of ${need()}, as borrowck sees it`, mir)]
    case 'asm':
      return (names.length ? names : [need()]).slice(0, 4).map(n => asmPane(emitOf(recording, 'asm', n, o.edition)))
    case 'llvm-ir':
      return (names.length ? names : [need()])
        .slice(0, 4)
        .map(n => textPane(n, emitOf(recording, 'llvm-ir', n, o.edition).text))
    case 'hir':
      return [textPane('desugaring (HIR)', emitOf(recording, 'hir', names[0], o.edition).text)]
    case 'expand':
      return [textPane('expansion', emitOf(recording, 'expand', undefined, o.edition).text)]
  }
}
function lacking(snippet: string, kind: string): never {
  throw new FigureDataError(
    `a CodePane of ${snippet} with show="${kind}" needs \`fn\`: the function of its \`//@ emit: ${kind}\` line`,
  )
}

type Base = Omit<Frame, 'panes' | 'currentSource'>
function framesOf(base: Base, panes: readonly Pane[], steps: string): Frame[] {
  if (steps === 'all') return [{ ...base, currentSource: [], panes: panes.map(pane => ({ pane, current: [] })) }]
  if (steps === 'lines') {
    const from = panes.map(p => p.lines.map(l => l.source).filter(l => l !== null))
    const shown = base.source.length ? new Set(base.source.map(l => l.number)) : null
    const lines = [...new Set(from.flat())].filter(l => !shown || shown.has(l)).sort((a, b) => a - b)
    return lines.map(line => ({
      ...base,
      currentSource: [line],
      panes: panes.map(pane => ({ pane, current: pane.lines.filter(l => l.source === line).map(l => l.number) })),
    }))
  }
  if (steps === 'each') {
    const instructions = panes.map(p => p.lines.filter(l => !l.head))
    const longest = Math.max(...instructions.map(l => l.length))
    return Array.from({ length: longest }, (_, i) => ({
      ...base,
      currentSource: fnLines(
        base.source,
        panes.filter((_, k) => instructions[k]![i]).map(p => p.title),
      ),
      panes: panes.map((pane, k) => ({ pane, current: instructions[k]![i] ? [instructions[k]![i]!.number] : [] })),
    }))
  }
  return steps
    .split('|')
    .map(s => s.trim())
    .filter(Boolean)
    .map(needle => {
      const found = panes.map(pane => ({
        pane,
        current: pane.lines.filter(l => l.text.includes(needle)).map(l => l.number),
      }))
      if (found.every(p => !p.current.length))
        throw new FigureDataError(
          `no line of ${panes.map(p => p.title).join(', ')} holds \`${needle}\`, which \`steps\` asks for`,
        )
      return {
        ...base,
        needle,
        currentSource: base.source.filter(l => l.text.includes(needle)).map(l => l.number),
        panes: found,
      }
    })
}
/** The lines of these functions: from `fn name` to the brace that closes it. */
function fnLines(source: readonly ListingLine[], names: readonly string[]): number[] {
  return names.flatMap(name => {
    const from = source.findIndex(l => new RegExp(`\\bfn ${name}\\b`).test(l.text))
    if (from < 0) return []
    const indent = /^ */.exec(source[from]!.text)![0]
    const to = source[from]!.text.trimEnd().endsWith('}')
      ? from
      : source.findIndex((l, i) => i > from && l.text.trimEnd() === `${indent}}`)
    return source.slice(from, Math.max(from, to) + 1).map(l => l.number)
  })
}

const code = (s: string) => `\`${s}\``
const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
const cut = (s: string) => (s.length > 44 ? `${s.slice(0, 43)}…` : s)

/** One function: its instruction and what that does. Several: what each does. */
function instructions(f: Frame): string {
  const now = f.panes
    .filter(p => p.current.length)
    .map(p => {
      const text = p.pane.lines.find(l => l.number === p.current[0])!.text.trim()
      return { name: p.pane.title, text, gloss: glossOf(text) }
    })
  if (f.panes.length === 1)
    return now
      .map(n => (n.gloss ? `${code(n.text)} ${n.gloss}.` : `The next instruction is ${code(n.text)}.`))
      .join(' ')
  return `${now.map(n => `${code(n.name)} ${n.gloss ?? `executes ${code(n.text)}`}`).join('; ')}.`
}
function found(p: Frame['panes'][number]): string {
  const title = p.pane.title.replace(/ \(.*\)$/, '')
  if (p.current.length > 1) return `${count(p.current.length, 'line')} of the ${title}`
  return `line ${p.current[0]} of the ${title}: ${code(cut(p.pane.lines[p.current[0]! - 1]!.text.trim().replace(/\s*[,;{]$/, '')))}`
}

function describe(_: Frame | null, f: Frame): string {
  if (f.said) return f.said
  if (f.kind === 'asm' && f.steps > 1 && !f.needle) return instructions(f)
  if (f.needle)
    return `${code(f.needle)} stands in ${f.panes
      .filter(p => p.current.length)
      .map(found)
      .join(' and in ')}.`
  if (f.steps === 1 || !f.currentSource.length)
    return (
      f.panes
        .map(
          p =>
            `${p.pane.title}: ${count(p.pane.lines.filter(l => !l.head).length, f.kind === 'asm' ? 'instruction' : 'line')}`,
        )
        .join('; ') + '.'
    )
  const line = f.currentSource[0]!,
    text = f.source.find(l => l.number === line)?.text.trim()
  const subject = `Line ${line}${text ? `, ${code(cut(text.replace(/\s*[;{]$/, '')))},` : ''}`
  const blocks = (p: Frame['panes'][number]) => [
    ...new Set(p.pane.lines.filter(l => p.current.includes(l.number)).map(l => l.block)),
  ]
  if (f.panes.length === 1)
    return `${subject} becomes ${count(f.panes[0]!.current.length, 'line')} of MIR in ${blocks(f.panes[0]!).join(', ')}.`
  const [before, after] = f.panes
  return before!.current.length === after!.current.length
    ? `${subject} is ${count(after!.current.length, 'line')} on both sides.`
    : `${subject} is ${count(before!.current.length, 'line')} before and ${after!.current.length} after.`
}

function outline(f: Frame): TextTree {
  return {
    text: 'Source and what it became',
    children: [
      ...(f.source.length
        ? [
            {
              text: 'source',
              children: f.source.map(l => ({
                text: `${l.number}: ${l.text.trim()}${f.currentSource.includes(l.number) ? ' (now)' : ''}`,
              })),
            },
          ]
        : []),
      ...f.panes.map(p => ({
        text: p.pane.title,
        children: p.pane.lines.map(l => ({ text: `${l.text.trim()}${p.current.includes(l.number) ? ' (now)' : ''}` })),
      })),
    ],
  }
}

/** What the gallery shows. */
export const examples = [
  { example: 'calls', options: { show: 'asm', fn: 'static_call, dyn_call', region: 'calls' } },
  { example: 'send', options: { show: 'mir', fn: 'send', region: 'send' } },
  { example: 'send', options: { show: 'mir', fn: 'send', side: 'both', region: 'none' } },
  { example: 'send', options: { show: 'nll', fn: 'send', region: 'send', cleanup: true } },
  {
    example: 'awaits',
    options: { show: 'hir', fn: 'work', region: 'work', steps: 'into_future | poll | Ready | Pending | yield' },
  },
] as const

export const model: FigureModel<Frame> = {
  layout: draw,
  describe,
  outline,
  keyFrames: t =>
    t.frames.length <= 6
      ? t.frames.map((_, i) => i)
      : [...new Set([0, 1, 2, 3, 4, 5].map(i => Math.round((i * (t.frames.length - 1)) / 5)))],
}
