// Listings from recordings: a MIR body or an assembly function as numbered lines, each with the source line that it came from.
import type { Asm, MirBody } from '../../scripts/lib/recording/schema.ts'

export interface PaneLine {
  number: number
  text: string
  /** Line of the snippet; null where the compiler names none. */ source: number | null
  /** Heads a block, or belongs to one that may be folded. */ block: string
  head: boolean
}
export interface Pane {
  title: string
  lines: readonly PaneLine[]
}
export interface MirOptions {
  /** Keeps StorageLive, StorageDead, nop, FakeRead, assignments of `()` and the like. */ full: boolean
  /** Keeps the blocks of unwinding. */ cleanup: boolean
}

const NOISE =
  /^(?:StorageLive|StorageDead|nop|FakeRead|PlaceMention|AscribeUserType|Coverage|ConstEvalCounter|BackwardIncompatibleDropHint)\b|^_\d+ = const \(\)/

export function mirPane(body: MirBody, title: string, options: MirOptions): Pane {
  const lines: PaneLine[] = []
  const add = (text: string, source: number | null, block: string, head = false) =>
    lines.push({ number: lines.length + 1, text, source, block, head })
  for (const b of body.blocks) {
    if (b.cleanup && !options.cleanup) continue
    add(`${b.id}${b.cleanup ? ' (cleanup)' : ''}:`, null, b.id, true)
    for (const s of b.statements)
      if (options.full || !NOISE.test(s.text))
        add(`  ${bare(s.text)}`, s.span && !s.span.file ? s.span.line : null, b.id)
    add(
      `  ${shortTargets(bare(b.terminator.text), options.cleanup)}`,
      b.terminator.span && !b.terminator.span.file ? b.terminator.span.line : null,
      b.id,
    )
  }
  return { title, lines }
}
const bare = (text: string) => text.replace(/;$/, '')
/** Without unwind edges, when the blocks of unwinding are left out; a single target without its brackets. */
const shortTargets = (text: string, cleanup: boolean): string =>
  (cleanup ? text : text.replace(/,? ?unwind(?:: bb\d+| \w+(?:\(\w+\))?)/g, '')).replace(/\[return: (bb\d+)\]/, '$1')

export function asmPane(asm: Asm): Pane {
  return {
    title: asm.fn,
    lines: asm.lines.map((text, i) => ({
      number: i + 1,
      text: text.replace(/^ {4}/, '').replace(/\s+/g, ' ').trimEnd(),
      source: null,
      block: '',
      head: /^\S+:$/.test(text.trim()),
    })),
  }
}

/** Indented by two instead of four: desugared code nests deeply. */
export function textPane(title: string, text: string): Pane {
  return {
    title,
    lines: text
      .replace(/\s+$/, '')
      .split('\n')
      .map((t, i) => ({
        number: i + 1,
        text: t.replace(/^ +/, s => s.slice(0, Math.ceil(s.length / 2))),
        source: null,
        block: '',
        head: false,
      })),
  }
}

/** At most `most` lines: blocks without a current line are folded to their head; the rest is cut around the current lines. */
export function folded(pane: Pane, current: readonly number[], most: number): readonly PaneLine[] {
  if (pane.lines.length <= most) return pane.lines
  const open = new Set(pane.lines.filter(l => current.includes(l.number)).map(l => l.block))
  const lines = pane.lines.flatMap((l): PaneLine[] =>
    open.has(l.block) || !l.block ? [l] : l.head ? [{ ...l, text: `${l.text} …` }] : [],
  )
  if (lines.length <= most) return lines
  const at = Math.max(
      0,
      lines.findIndex(l => l.number === current[0]),
    ),
    from = Math.max(0, Math.min(lines.length - most, at - Math.floor(most / 2)))
  return lines.slice(from, from + most)
}
