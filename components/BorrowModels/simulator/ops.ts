// The operation language of the two aliasing models, and the reader of `<snippet>.ops.yaml`.
// A line of Rust does a few of these; both models run the same list.
import { FigureDataError } from '../../figure/contract.ts'

/** Half-open, in bytes from the start of the allocation. */
export type Range = readonly [from: number, to: number]
/** How a pointer is made. `box` is a retag of a `Box`; a two-phase `&mut` is the borrow of an autoref'd or coerced argument. */
export type BorrowKind = '&' | '&mut' | '&mut two-phase' | '&raw const' | '&raw mut' | 'box'
export type Op =
  /** A new allocation; `tag` is its root. Locals start Unique in Stacked Borrows, heap and static memory SharedReadWrite. */
  | { kind: 'alloc'; tag: string; size: number; memory: 'stack' | 'heap' | 'static' }
  | {
      kind: 'borrow'
      tag: string
      parent: string
      how: BorrowKind
      /** Bytes that the new pointer's type covers; the parent's when absent. */
      range: Range | null
      /** Bytes of the pointee inside an `UnsafeCell`. */
      cell: readonly Range[] | 'all'
      /** Retagged on entry to the running call, and protected until it returns. */
      arg: boolean
      /** The pointee is `!Unpin`: neither model retags for exclusivity. */
      pinned: boolean
    }
  /** A second name for the same pointer: a copy that does not retag (raw pointers, transmutes). */
  | { kind: 'copy'; tag: string; parent: string }
  | { kind: 'read' | 'write'; tag: string; range: Range | null }
  | { kind: 'call'; fn: string }
  | { kind: 'return' }
  | { kind: 'dealloc'; tag: string }

export interface Step {
  line: string
  indent: number
  ops: readonly Op[]
  text: readonly string[]
}
export interface Script {
  title: string
  steps: readonly Step[]
}

const NAME = String.raw`[A-Za-z_][A-Za-z0-9_']*`
const ALLOC = new RegExp(`^(${NAME}) = (alloc|heap|static) (\\d+)$`)
const BORROW = new RegExp(
  `^(${NAME}) = (&raw const|&raw mut|&mut|&|box|copy) ?(${NAME})(\\[(\\d+)\\.\\.(\\d+)\\])?((?: (?:two-phase|arg|pinned|cell(?:\\[\\d+\\.\\.\\d+\\])*))*)$`,
)
const ACCESS = new RegExp(`^(read|write) (${NAME})(\\[(\\d+)\\.\\.(\\d+)\\])?$`)

/**
 * One operation from its text.
 * `x = alloc 4` · `b = heap 4` · `s = static 4` · `r = &x` · `r = &mut x` · `p = &raw mut r` · `p = &raw const r` · `b = box p` · `q = copy p` ·
 * `r = &mut p[4..8] two-phase` · `a = &mut r arg` · `c = &x cell` · `c = &x cell[4..8]` · `r = &mut x pinned` ·
 * `read r` · `write r[0..1]` · `call f` · `return` · `dealloc p`
 * @throws FigureDataError naming the text that is no operation.
 */
export function parseOp(text: string): Op {
  const source = text.trim().replace(/\s+/g, ' ')
  const alloc = ALLOC.exec(source)
  if (alloc)
    return {
      kind: 'alloc',
      tag: alloc[1]!,
      memory: alloc[2] === 'alloc' ? 'stack' : (alloc[2] as 'heap' | 'static'),
      size: Number(alloc[3]),
    }
  const access = ACCESS.exec(source)
  if (access)
    return {
      kind: access[1] as 'read' | 'write',
      tag: access[2]!,
      range: access[3] ? [Number(access[4]), Number(access[5])] : null,
    }
  const borrow = BORROW.exec(source)
  if (borrow) {
    const [, tag, how, parent, ranged, from, to, words = ''] = borrow
    const range: Range | null = ranged ? [Number(from), Number(to)] : null
    if (how === 'copy') return { kind: 'copy', tag: tag!, parent: parent! }
    const flags = words.trim().split(' ').filter(Boolean)
    const cell = flags.find(f => f.startsWith('cell'))
    const cells = cell ? [...cell.matchAll(/\[(\d+)\.\.(\d+)\]/g)].map((m): Range => [Number(m[1]), Number(m[2])]) : []
    const twoPhase = flags.includes('two-phase')
    if (twoPhase && how !== '&mut') throw new FigureDataError(`\`${text}\`: only \`&mut\` can be two-phase`)
    return {
      kind: 'borrow',
      tag: tag!,
      parent: parent!,
      how: twoPhase ? '&mut two-phase' : (how as BorrowKind),
      range,
      cell: cell === 'cell' ? 'all' : cells,
      arg: flags.includes('arg'),
      pinned: flags.includes('pinned'),
    }
  }
  const call = /^call (.+)$/.exec(source)
  if (call) return { kind: 'call', fn: call[1]! }
  if (source === 'return') return { kind: 'return' }
  const dealloc = new RegExp(`^dealloc (${NAME})$`).exec(source)
  if (dealloc) return { kind: 'dealloc', tag: dealloc[1]! }
  throw new FigureDataError(
    `\`${text}\` is no operation of the borrow models: see the list in components/BorrowModels/simulator/ops.ts`,
  )
}

/**
 * The parsed YAML of an `.ops.yaml` file: `title`, and `steps` with `line` (Rust, as in the snippet), `ops` (one text or a list) and `indent`.
 * @throws FigureDataError when its shape is wrong.
 */
export function parseScript(yaml: unknown): Script {
  const file = yaml as { title?: unknown; steps?: unknown } | null
  if (typeof file !== 'object' || file === null || typeof file.title !== 'string' || !Array.isArray(file.steps)) {
    throw new FigureDataError('an `.ops.yaml` file needs `title` and a list `steps`')
  }
  const steps = file.steps.map((step: unknown, i): Step => {
    const s = step as { line?: unknown; ops?: unknown; indent?: unknown }
    const ops = s.ops === undefined ? [] : typeof s.ops === 'string' ? [s.ops] : s.ops
    if (typeof s.line !== 'string' || !Array.isArray(ops) || !ops.every(o => typeof o === 'string'))
      throw new FigureDataError(
        `step ${i + 1} of “${file.title}” needs \`line\` and \`ops\`, a text or a list of texts`,
      )
    return {
      line: s.line,
      indent: typeof s.indent === 'number' ? s.indent : 0,
      ops: ops.map(o => parseOp(o)),
      text: ops,
    }
  })
  if (!steps.length) throw new FigureDataError(`“${file.title}” has no steps`)
  return { title: file.title, steps }
}

/** Lines of the script that the snippet does not contain: a figure must not show Rust that was never compiled. */
export function missingLines(script: Script, source: string): string[] {
  const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim()
  const flat = squeeze(source)
  return script.steps.map(s => s.line).filter(line => !flat.includes(squeeze(line)))
}
