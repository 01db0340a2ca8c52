// Memory as a program showed it: stack frames, heap blocks and static data; owners, borrows, raw and weak pointers; what is moved, partly moved, dropped, freed, not initialised.
//
// A traced program links the crate `memtrace` (scripts/crates/memtrace, whose first page is the manual) and looks like this:
//
//     //@ run
//     //@ trace
//     //@ crate: memtrace
//     use memtrace::{dropped, ended, moved, seen, step, track, uninit};
//     fn main() {
//         step! { let s = String::from("owner"); }     // the line, as the figure shows it
//         track!(s);                                   // look at `s` from now on
//         step! { let t = s; }
//         track!(t);
//         moved!(s => t);                              // asserts that the bytes are the same
//         step! { drop(t); }
//         dropped!(t);
//         memtrace::end();
//     }
//
// Events (one JSON object a line; pointers are paths, never addresses):
//   line {n, text} · enter {fn} · leave {fn} · place {at: "main.s", type, size, parts} · block {at: "heap1" | "static2", region, type, size, parts} ·
//   free {at} · moved {from, to} · dropped {at} · ended {at} · uninit {at, type, size} · drop {at, by} · note {kind, text}
// A part is {name, offset, size} with `value`, `uninit`, `dropped`, or `pointer` (own, shared, excl, raw, weak), `to` and `at`.
// Sizes, offsets, values and targets are read from memory; blocks that are freed are reported by the global allocator.
// What the program says itself is only that a variable is moved (checked against the bytes), dropped, or out of scope.
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { provenanceOf, type FigureModel, type TextTree, type Trace } from '../figure/contract.ts'
import { pickKeys, rangeOf } from '../figure/steps.ts'
import { describeFrame } from './describe.ts'
import type { Change, Frame, Part } from './frames.ts'
import { memoryLayout } from './layout.ts'
import { bytes, replay } from './replay.ts'

export interface Options {
  /** Which frames, counted from 1: `2-4`. */
  frames?: string | number
  edition?: number
}

export function fromRecording(recording: Recording, options: Options = {}): Trace<Frame> {
  const all = replay(recording, options.edition),
    [from, to] = rangeOf(options.frames, all.length),
    frames = all.slice(from, to + 1)
  return {
    schema: 'memory-map@1',
    title: `Memory of ${recording.snippet}, step by step`,
    provenance: provenanceOf(recording, options.edition, 'order of fields: observed, not guaranteed'),
    frames,
    program: frames[0]!.program,
  }
}

function partText(p: Part): string {
  const name = p.name ? `${p.name}: ` : '',
    moved = p.moved ? ' (moved)' : ''
  if (p.is.kind === 'value') return `${name}${p.is.value}${moved}`
  if (p.is.kind === 'pointer')
    return `${name}${{ own: 'owns', shared: 'borrows', excl: 'borrows exclusively', raw: 'raw pointer to', weak: 'weak pointer to' }[p.is.pointer]} ${p.is.to}${p.is.at ? `, ${bytes(p.is.at)} in` : ''}${moved}`
  return `${name}${bytes(p.size)} ${p.is.kind === 'uninit' ? 'not initialised' : 'dropped'}`
}

function outline(f: Frame): TextTree {
  return {
    text: describeFrame(f),
    children: [
      ...f.calls.map(c => ({
        text: `stack frame of ${c.fn}`,
        children: f.places
          .filter(p => p.fn === c.fn)
          .map(p => ({
            text: `${p.name}: ${p.type}, ${bytes(p.size)}${p.state === 'live' ? '' : `, ${p.state}`}`,
            children: p.parts.map(x => ({ text: partText(x) })),
          })),
      })),
      ...(['heap', 'static'] as const).flatMap(r => {
        const blocks = f.blocks.filter(b => b.region === r)
        return blocks.length
          ? [
              {
                text: r,
                children: blocks.map(b => ({
                  text: `${b.at}: ${b.type}, ${bytes(b.size)}${b.state === 'live' ? '' : `, ${b.state}`}`,
                  children: b.parts.map(x => ({ text: partText(x) })),
                })),
              },
            ]
          : []
      }),
    ],
  }
}

const WEIGHT: Record<Change['kind'], number> = {
  moved: 9,
  free: 8,
  drop: 8,
  'new block': 6,
  enter: 6,
  uninit: 4,
  'new place': 4,
  dropped: 5,
  leave: 3,
  block: 3,
  place: 2,
  note: 5,
  ended: 1,
}

export const model: FigureModel<Frame> = {
  layout: memoryLayout,
  describe: (_previous, current) => describeFrame(current),
  outline,
  keyFrames: trace =>
    pickKeys(trace.frames.length, 8, i => Math.max(0, ...trace.frames[i]!.changes.map(c => WEIGHT[c.kind]))),
}

/** What the gallery and the tests show. */
export const examples: readonly { example: string; options?: Options; title: string }[] = [
  { example: 'move', title: 'A move copies the handle and leaves the block' },
  { example: 'partial', title: 'One field moved out of a struct' },
  { example: 'borrow', title: 'An exclusive borrow in another frame' },
  { example: 'grow', title: 'A vector grows, a raw pointer dangles' },
  { example: 'tree', title: 'Owners inside owners' },
]
