// Pointers with a second word, and the tables and lengths it holds: unsizing, slots, dispatch, size_of_val, drop, upcasting, metadata.
//
// Pictures (`show`):
//   pointers  values, pointers and tables, played from the program's events (the default where there are any)
//   rows      one pointer to a row with its target: what the second word holds for `[T]`, `str`, `dyn`, a struct's tail
//   slots     one table filled group by group from `//@ emit: vtable TYPE TRAIT`; no events needed
//
// Events, one JSON object a line (`//@ trace`); the programs in examples/ print them with the module `eye`, to be copied from there:
//   {"ev":"line","n":25,"text":"let r = &cube;"}                     a step begins (step! { … } prints it and runs the line)
//   {"ev":"value","name":"cube","type":"Cube","region":"stack","size":8,"align":8,"fields":[{"name":"edge","offset":0,"size":8,"value":"2.0"}]}
//   {"ev":"table","name":"Cube as Shape","type":"Cube","trait":"Shape","words":["null",8,8,"code",{"table":"Cube as Named"}]}
//   {"ev":"pointer","name":"s","type":"&dyn Shape","from":"r","words":[{"to":"cube"},{"table":"Cube as Shape"}]}   second word: nothing, {"table"} or {"len"}
//   {"ev":"call","via":"s","method":"Shape::area","asm":"dyn_call"}  the slot is found in the vtable, its offset must be the one in the assembly
//   {"ev":"enter","fn":"Cube::area","self":"cube"}                   printed by the function that was reached
//   {"ev":"read","via":"s","slot":1,"value":24,"by":"size_of_val","asm":"sz"}
//   {"ev":"upcast","via":"c","asm":"to_second"}                      before the `pointer` that it makes
//   {"ev":"drop","via":"b","asm":"drop_it"}  {"ev":"dealloc","to":"value","size":16,"align":8}   the latter from a global allocator
//   {"ev":"compare","left":"a","right":"b","addr_eq":true,"eq":false}
//   {"ev":"offset","via":"y","field":"t","offset":4,"asm":"tail"}    after the `pointer`
//   {"ev":"trait","text":"trait C: A + B { … }"}                     show slots: the methods as declared, so that those without a slot are seen
// Words read by the program, the compiler's vtable and the assembly must agree; where they do not, the figure says so instead of drawing.
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import {
  FigureDataError,
  provenanceOf,
  runOf,
  type FigureModel,
  type TextTree,
  type Trace,
} from '../figure/contract.ts'
import { pickKeys, rangeOf } from '../figure/steps.ts'
import { describeFrame } from './describe.ts'
import type { Frame } from './frames.ts'
import { pointersLayout } from './layout.ts'
import { fillSlots, replay } from './replay.ts'
import { rowsLayout } from './rows.ts'
import { slotsLayout } from './slots.ts'

export interface Options {
  show?: 'pointers' | 'rows' | 'slots'
  /** show slots: which vtable, where the snippet dumps several. */
  type?: string
  trait?: string
  /** Which frames, counted from 1: `2-4`. */
  frames?: string | number
  edition?: number
}

export function fromRecording(recording: Recording, options: Options = {}): Trace<Frame> {
  const { edition } = options,
    traced = runOf(recording, edition).events?.some(e => e.ev === 'line')
  const show = options.show ?? (traced ? 'pointers' : 'slots')
  if (!['pointers', 'rows', 'slots'].includes(show))
    throw new FigureDataError(`show="${show}" is no picture of FatPointer: pointers, rows or slots`)
  const all =
    show === 'slots' ? fillSlots(recording, options.type, options.trait, edition) : replay(recording, show, edition)
  const [from, to] = rangeOf(options.frames, all.length),
    frames = all.slice(from, to + 1)
  const note = frames.some(f => f.tables.length) ? 'slot order: observed, not guaranteed' : undefined
  return {
    schema: 'fat-pointer@1',
    title: titleOf(frames),
    provenance: provenanceOf(recording, edition, note),
    frames,
    program: frames[0]!.program,
  }
}

function titleOf(frames: readonly Frame[]): string {
  const last = frames.at(-1)!
  if (last.show === 'slots') return `The table for ${last.tables[0]!.name}`
  return `Pointers ${last.pointers.map(p => `${p.name}: ${p.type}`).join(', ')} and what their words lead to`
}

function outline(f: Frame): TextTree {
  const { values, pointers, tables } = f
  return {
    text: describeFrame(f),
    children: [
      ...(values.length
        ? [
            {
              text: 'values',
              children: values.map(v => ({
                text: `${v.name}: ${v.type}, ${v.size} bytes on the ${v.region}${v.state === 'live' ? '' : `, ${v.state}`}`,
                children: v.fields.map(x => ({ text: `${x.name || 'value'} at +${x.offset}: ${x.value}` })),
              })),
            },
          ]
        : []),
      ...(pointers.length
        ? [
            {
              text: 'pointers',
              children: pointers.map(p => ({
                text: `${p.name}: ${p.type}${p.state === 'live' ? '' : ', moved'}`,
                children: [
                  { text: `data: address of ${p.to}` },
                  ...(p.meta
                    ? [
                        {
                          text:
                            p.meta.kind === 'table'
                              ? `vtable: address of the table ${p.meta.table}`
                              : `length: ${p.meta.length}`,
                        },
                      ]
                    : []),
                ],
              })),
            },
          ]
        : []),
      ...tables.map(t => ({
        text: `table ${t.name}`,
        children: t.slots.slice(0, f.filled).map(s => ({
          text: `+${s.offset} ${s.name}${s.word && s.word !== 'code' ? `: ${s.word}` : s.impl ? `: ${s.impl}` : ''}`,
        })),
      })),
      ...(f.declared.some(d => d.gated)
        ? [
            {
              text: 'declared without a slot',
              children: f.declared
                .filter(d => d.gated)
                .map(d => ({ text: `${d.trait}::${d.name}, where Self: Sized` })),
            },
          ]
        : []),
    ],
  }
}

const WEIGHT: Record<Frame['said']['kind'], number> = {
  wide: 9,
  call: 8,
  upcast: 9,
  drop: 8,
  freed: 8,
  compare: 8,
  offset: 8,
  enter: 7,
  read: 6,
  gated: 9,
  slots: 5,
  length: 7,
  thin: 4,
  value: 2,
}

export const model: FigureModel<Frame> = {
  layout: (f, box) =>
    f.show === 'rows' ? rowsLayout(f, box) : f.show === 'slots' ? slotsLayout(f, box) : pointersLayout(f, box),
  describe: (_previous, current) => describeFrame(current),
  outline,
  keyFrames: trace => pickKeys(trace.frames.length, 8, i => WEIGHT[trace.frames[i]!.said.kind]),
}

/** What the gallery and the tests show. */
export const examples: readonly { example: string; options?: Options; title: string }[] = [
  { example: 'cube', title: 'From `&Cube` to `&dyn Shape`, and a call through it' },
  { example: 'slots', options: { show: 'slots' }, title: 'What gets a slot, and where' },
  { example: 'size', title: '`size_of_val` is a load' },
  { example: 'drop', title: 'Dropping a `Box<dyn Shape>` whose value has drop glue' },
  { example: 'drop-null', title: 'Dropping one whose value has none' },
  { example: 'two-traits', title: 'Two traits, two tables, one small value' },
  { example: 'identity', title: 'Two tables for one type and trait' },
  { example: 'upcast', title: 'Upcasting to the first and to the second supertrait' },
  { example: 'metadata', options: { show: 'rows' }, title: 'What the second word holds' },
  { example: 'tail', options: { show: 'rows' }, title: 'A field whose offset is computed at run time' },
]
