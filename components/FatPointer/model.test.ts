import { describe, expect, it } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { FigureDataError, PLOT, STRIP, type TextTree } from '../figure/contract.ts'
import { crossings, flaws } from '../figure/overlap.ts'
import { examples, fromRecording, model, type Options } from './model.ts'

const load = (name: string): Recording => readExample('FatPointer', name)
const captions = (name: string, options: Options = {}): string[] => {
  const { frames } = fromRecording(load(name), options)
  return frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))
}
/** The recording with its events (or one emit) changed, for the cases in which data disagrees. */
const altered = (name: string, change: (r: Recording) => void): Recording => {
  const r = structuredClone(load(name))
  change(r)
  return r
}

describe('captions', () => {
  it('tells how a reference becomes a trait object and how a call finds its function', () =>
    expect(captions('cube')).toEqual([
      'A `Cube` is its 8 bytes: no header, nothing in it that leads to a table.',
      '`r: &Cube` is one word, the address of those bytes.',
      'Coercion puts a second word beside the first: the address of the table for `Cube as Shape`. The data word stays as it was.',
      'The call reads slot 3, at +24: one load and one jump. The offset was known when this line was compiled; the function was not.',
      'It arrives with the data word as `self`. `Cube::area` gets a thin `&Cube` and cannot tell how it was called.',
    ]))
  it('tells what gets a slot', () =>
    expect(captions('slots', { show: 'slots' })).toEqual([
      'Every table of this compiler begins alike: drop, size and align of `S`, three words.',
      'The methods of the supertrait `A` stand in this table as well: two slots from +24, in declaration order.',
      'The methods of the supertrait `B` stand in this table as well: one slot from +40, in declaration order.',
      'The table for `B` is not the beginning of this one, so the word at +48 holds its address, for upcasting.',
      'One method of `C` itself comes last, from +56: eight slots in all.',
      'Two of six functions have no slot: `make` and `stat` say `where Self: Sized`. The table stays at eight.',
    ]))
  it('tells upcasts that read nothing from upcasts that read one slot', () =>
    expect(captions('upcast').slice(1)).toEqual([
      'Upcasting to `dyn A` reads nothing: the first four slots of the table for `C` are those of `A`, so both words stay.',
      'Upcasting to `dyn B` reads slot 5, at +40: it holds the address of the table for `S as B`, which becomes the second word.',
    ]))
  it('tells a drop with glue from one without', () => {
    expect(captions('drop').slice(2)).toEqual([
      'Dropping `b` reads slot 0 first. It is not null, so there is drop glue to call.',
      'Slot 0 leads to the drop glue, which runs `Named::drop`. The value is gone; its bytes still belong to the box.',
      'Slots 1 and 2 say how much to give back: 16 bytes, aligned to 8. The pointer never knew; the table did.',
    ])
    expect(captions('drop-null').slice(1)).toEqual([
      'Dropping `b` reads slot 0 first. It is null: this type has nothing to drop, and nothing is called.',
      'Slots 1 and 2 say how much to give back: 8 bytes, aligned to 8. The pointer never knew; the table did.',
    ])
  })
  it('tells what size_of_val reads', () =>
    expect(captions('size').slice(1)).toEqual([
      '`size_of_val` is one load from the table: slot 1, at +8, holds 24. The value itself is not touched.',
      '`align_of_val` is one load from the table: slot 2, at +16, holds 8. The value itself is not touched.',
    ]))
  it('tells two tables of two traits from two tables of one', () => {
    expect(captions('two-traits').at(-1)).toBe(
      'A second trait costs a second table. `b` and `a` share the data word, and `s` still has 1 byte.',
    )
    expect(captions('identity').slice(1)).toEqual([
      '`b` has the same data word as `a`, but a second table: both say the same of `Sq as Shape`.',
      '`ptr::eq(a, b)` is false for one value, because it compares the second words too. `ptr::addr_eq` is true.',
    ])
  })
  it('tells what the second word holds', () =>
    expect(captions('metadata', { show: 'rows' })).toEqual([
      'The second word of `items: &[u16]` counts 3 elements. There is no table.',
      'The second word of `word: &str` counts 6 bytes. There is no table.',
      '`any` has two words: the address of `number`, and the address of the table for `u64 as Debug`.',
      "`&Tail<[u8]>` takes over its tail's metadata: the second word of `tail` counts 2 elements, in a value of 3 bytes.",
    ]))
  it('tells where an unsized field begins', () =>
    expect(captions('tail', { show: 'rows' })).toEqual([
      'In `Tail<u8>` the field `t` begins at +1. Behind `&Tail<dyn Debug>` that is computed from slot 2, which holds the alignment 1.',
      'In `Tail<u32>` the field `t` begins at +4. Behind `&Tail<dyn Debug>` that is computed from slot 2, which holds the alignment 4.',
      'In `Tail<u128>` the field `t` begins at +16. Behind `&Tail<dyn Debug>` that is computed from slot 2, which holds the alignment 16.',
    ]))
})

describe('data that disagrees is refused in words', () => {
  const refuses = (r: Recording, words: RegExp, options: Options = {}) =>
    expect(() => fromRecording(r, options)).toThrow(words)
  it('a word that is not what the slot holds', () =>
    refuses(
      altered('cube', r => {
        r.runs[0]!.events!.find(e => e.ev === 'table')!.words = ['null', 'null', 8, 'code', 'code']
      }),
      /slot 1 of Cube as Shape is size size for the compiler, but the program read `null` there/,
    ))
  it('a table of another length', () =>
    refuses(
      altered('cube', r => {
        r.runs[0]!.events!.find(e => e.ev === 'table')!.words = ['null', 8, 8, 'code']
      }),
      /read 4 words .* but the compiler made 5 slots/,
    ))
  it('an instruction with another offset', () =>
    refuses(
      altered('cube', r => {
        const e = r.runs[0]!.emits.find(x => x.kind === 'asm')!
        if (e.kind === 'asm') e.body.lines = ['jmp qword ptr [rsi + 32]']
      }),
      /reads \+32, but `Shape::area` has slot 3, at \+24/,
    ))
  it('a method that has no slot', () =>
    refuses(
      altered('cube', r => {
        r.runs[0]!.events!.find(e => e.ev === 'call')!.method = 'Shape::volume'
      }),
      /has no slot `Shape::volume`/,
    ))
  it('a pointer to what was never shown', () =>
    refuses(
      altered('cube', r => {
        r.runs[0]!.events!.find(e => e.ev === 'pointer')!.words = [{ to: '?' }]
      }),
      /r leads to `\?`, of which the program printed no `value`/,
    ))
  it('a size that the allocator did not get', () =>
    refuses(
      altered('drop', r => {
        r.runs[0]!.events!.find(e => e.ev === 'dealloc')!.size = 8
      }),
      /got back 8 bytes aligned to 8, but the table says 16 and 8/,
    ))
  it('an event of another figure', () =>
    refuses(
      altered('cube', r => {
        r.runs[0]!.events!.push({ ev: 'poll' })
      }),
      /which this figure does not know/,
    ))
  it('a gated method with a slot', () =>
    refuses(
      altered('slots', r => {
        const e = r.runs[0]!.events!.at(-1)!
        e.text = String(e.text).replace('fn c1(&self);', 'fn c1(&self) where Self: Sized;')
      }),
      /`C::c1` says `where Self: Sized` and yet has a slot/,
      { show: 'slots' },
    ))
  it('a picture or a range that there is not', () => {
    refuses(load('cube'), /show="film" is no picture/, { show: 'film' as never })
    refuses(load('cube'), /frames="4-9" does not fit: this recording has frames 1 to 5/, { frames: '4-9' })
  })
  it('says it as a FigureDataError, so that the figure shows the sentence', () =>
    expect(() => fromRecording(load('cube'), { frames: 9 })).toThrow(FigureDataError))
})

describe.each(examples)('$example', ({ example, options }) => {
  const trace = fromRecording(load(example), options)
  it.each([PLOT, STRIP, { width: 432, height: 300 }])(
    'keeps words, cells and arrows apart at $width x $height',
    box => {
      trace.frames.forEach((f, i) => {
        const marks = model.layout(f, box)
        expect([...flaws(marks, box), ...crossings(marks)], `frame ${i + 1}`).toEqual([])
      })
    },
  )
  it('has a caption of at most two lines for each frame, no two alike', () => {
    const all = trace.frames.map((f, i) => model.describe(trace.frames[i - 1] ?? null, f))
    expect(new Set(all).size).toBe(all.length)
    // A line of the caption holds about 84 letters of the serif at 16 px.
    for (const c of all) expect(c.length).toBeLessThanOrEqual(165)
  })
  it('marks something as changed in each frame, but not everything', () =>
    trace.frames.forEach((f, i) => {
      const changed = model.layout(f, PLOT).filter(m => m.state === 'now')
      expect(changed.length, `frame ${i + 1}`).toBeLessThanOrEqual(5)
      expect(f.now.length, `frame ${i + 1}`).toBeGreaterThan(0)
    }))
  it('prints at most eight frames, the last among them', () => {
    const keys = model.keyFrames!(trace)
    expect(keys.length).toBeLessThanOrEqual(8)
    expect(keys.at(-1)).toBe(trace.frames.length - 1)
  })
  it('has an outline that names every pointer and table', () => {
    const flat = (t: TextTree): string => [t.text, ...(t.children ?? []).map(flat)].join('\n'),
      last = trace.frames.at(-1)!,
      text = flat(model.outline(last))
    for (const name of [...last.pointers.map(p => `${p.name}: ${p.type}`), ...last.tables.map(t => `table ${t.name}`)])
      expect(text).toContain(name)
  })
})

describe('the frame range', () => {
  it('cuts the film', () => expect(captions('cube', { frames: '4-5' })).toEqual(captions('cube').slice(3)))
})
