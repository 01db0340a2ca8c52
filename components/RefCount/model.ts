// Counts: Rc and Weak with a bar for each handle's life, RefCell's borrow flag, cycles, the two-stage free; and Arc's orderings across threads.
//
// Pictures (`show`):
//   counts   (default) played from the events of the crate `memtrace`, as MemoryMap's are (components/MemoryMap/model.ts shows such a program).
//            Counts, flags and handles are read from memory; a figure whose counters and tracked handles disagree is refused.
//            `memtrace::drops(self, "V::drop")` in a destructor shows that it runs; `memtrace::note("None", "w.upgrade()")` says what an answer was.
//   threads  from operations that a program with real threads printed, in the order in which they ran:
//            {"ev":"op","thread":"A","text":"fetch_sub(1, Release)","place":"strong","order":"Release","old":2,"new":1}
//            order: write, read, drop, free for plain memory; Relaxed, Release, Acquire, AcqRel for atomics and fences (a fence has place "" and no counts).
//            What happens before what is derived from these orders. A race is drawn only where Miri reports one in some schedule of this program, and
//            where it reports one it must be drawn: `//@ miri: race`, `//@ miri: ok`, with `//@ miri-seeds:`. Turn-taking in the program must be Relaxed, as it orders the run and nothing else.
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { FigureDataError, provenanceOf, type FigureModel, type TextTree, type Trace } from '../figure/contract.ts'
import { pickKeys, rangeOf } from '../figure/steps.ts'
import { countFrames } from './counts.ts'
import { describeFrame } from './describe.ts'
import type { CountFrame, Frame, Said } from './frames.ts'
import { countsLayout } from './layout.ts'
import { heldToMiri } from './heldToMiri.ts'
import { threadFrames } from './threads.ts'
import { threadsLayout } from './threadsLayout.ts'

export interface Options {
  show?: 'counts' | 'threads'
  /** Which frames, counted from 1: `2-4`. */
  frames?: string | number
  edition?: number
}

export function fromRecording(recording: Recording, options: Options = {}): Trace<Frame> {
  const { show = 'counts', edition } = options
  if (show !== 'counts' && show !== 'threads')
    throw new FigureDataError(`show="${show as string}" is no picture of RefCount: counts or threads`)
  const all: readonly Frame[] = show === 'threads' ? threadFrames(recording, edition) : countFrames(recording, edition),
    [from, to] = rangeOf(options.frames, all.length),
    frames = all.slice(from, to + 1),
    first = frames[0]!
  const note =
    show === 'threads'
      ? ['one order of this run; edges derived', heldToMiri(recording, edition, all)].filter(Boolean).join('; ')
      : 'where the counts lie: observed, not guaranteed'
  return {
    schema: 'ref-count@1',
    title:
      first.show === 'threads'
        ? `Operations of the threads ${first.threads.join(' and ')}`
        : `Counts of ${recording.snippet}`,
    provenance: provenanceOf(recording, edition, note),
    frames,
    ...(first.show === 'counts' ? { program: first.program } : {}),
  }
}

function outline(f: Frame): TextTree {
  if (f.show === 'threads')
    return {
      text: describeFrame(f),
      children: f.threads.map(t => ({
        text: `thread ${t}`,
        children: f.ops
          .filter(o => o.thread === t && o.index < f.done)
          .map(o => ({
            text: `${o.text}${o.old === null ? '' : `: ${o.old} to ${o.new}`}${f.edges
              .filter(e => e.to === o.index)
              .map(e => `, after ${f.ops[e.from]!.text} of ${f.ops[e.from]!.thread}`)
              .join('')}`,
          })),
      })),
    }
  const handles = (c: CountFrame['counters'][number]) =>
    f.handles.filter(h => h.of === c.id && h.state === 'live').map(h => ({ text: `${h.name}: ${h.kind}` }))
  return {
    text: describeFrame(f),
    children: f.counters.map(c => ({
      text:
        c.kind === 'rc'
          ? `block ${c.name} (${c.type}): strong ${c.strong}, weak ${c.weak}, ${c.state}`
          : `${c.name} (${c.type}): flag ${c.flag}, value ${c.value}`,
      children: handles(c),
    })),
  }
}

const WEIGHT: Record<Said['kind'], number> = {
  new: 5,
  clone: 6,
  downgrade: 7,
  'drop strong': 6,
  destructor: 9,
  'value gone': 9,
  freed: 9,
  'drop weak': 6,
  guard: 7,
  release: 4,
  asked: 8,
  written: 3,
  other: 1,
}

export const model: FigureModel<Frame> = {
  layout: (f, box) => (f.show === 'threads' ? threadsLayout(f, box) : countsLayout(f, box)),
  describe: (previous, current) => describeFrame(current, previous),
  outline,
  keyFrames: trace =>
    pickKeys(trace.frames.length, 8, i => {
      const f = trace.frames[i]!
      return f.show === 'counts' ? WEIGHT[f.said.kind] : 1
    }),
}

/** What the gallery and the tests show. */
export const examples: readonly { example: string; options?: Options; title: string }[] = [
  { example: 'counts', title: 'From the first handle to the last' },
  { example: 'cycle', title: 'Two nodes that own each other' },
  { example: 'back-edge', title: 'A weak way back' },
  { example: 'flag', title: "RefCell's borrow flag" },
  { example: 'arc', options: { show: 'threads' }, title: 'Why the last decrement is followed by a fence' },
  { example: 'arc-no-fence', options: { show: 'threads' }, title: 'The same without the fence' },
]
