// Fields and padding tile each type; every frame fits its box; each sentence says what the recording says.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { Layout } from '../../scripts/lib/recording/schema.ts'
import { PLOT, STRIP, type TextTree } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { axisUnits, stretches, unitsAt } from './axis.ts'
import { examples, fromRecording, model, type ByteLayoutOptions } from './model.ts'
import { blockOf, padOf, tiled, type Cell } from './rows.ts'
import { splitTypes } from './types.ts'
import { valueLine } from './values.ts'

const load = (name: string) => readExample('ByteLayout', name)
const NAMES = ['reorder', 'message', 'niches', 'shapes']
const layouts = NAMES.flatMap(n =>
  load(n)
    .runs[0]!.emits.filter(e => e.kind === 'layout')
    .map(e => ({ name: `${n}: ${e.arg}`, layout: e.body as Layout })),
)
const captions = (name: string, options: ByteLayoutOptions) => {
  const t = fromRecording(load(name), options)
  return t.frames.map((f, i) => model.describe(t.frames[i - 1] ?? null, f))
}
const HALF = { width: 432, height: 300 }

/** Whether the cells cover `0..size`, each byte once. */
const tiles = (cells: readonly Cell[], size: number) =>
  cells.reduce((at, c) => (c.offset === at ? at + c.size : Number.NaN), 0) === size

describe('rows', () => {
  it.each(layouts)('$name is tiled by its fields, tag and padding', ({ layout }) => {
    const b = blockOf(layout, layout.type, 0)
    for (const r of b.rows) expect(tiles(r.cells, layout.size), `${r.name}`).toBe(true)
  })
  it.each(layouts.filter(l => l.layout.fields.length && !l.name.includes('Bits')))(
    '$name has the padding that the recording says',
    ({ layout }) => {
      const pads = blockOf(layout, layout.type, 0)
        .rows[0]!.cells.filter(c => c.kind === 'pad')
        .map(({ offset, size }) => ({ offset, size }))
      expect(pads).toEqual(layout.padding)
    },
  )
  it('tiles any set of disjoint fields', () => {
    const fields = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 20 })), { maxLength: 8 })
    fc.assert(
      fc.property(fields, fc.nat(16), (steps, rest) => {
        let at = 0
        const cells = steps.map(([gap, size], i): Cell => {
          const offset = at + gap
          at = offset + size
          return { kind: 'field', name: `f${i}`, ty: '', offset, size }
        })
        const row = tiled([...cells].reverse(), at + rest)
        expect(tiles(row, at + rest)).toBe(true)
        expect(row.filter(c => c.kind === 'field')).toEqual(cells)
      }),
    )
  })
  it('lays the fields of a union over each other', () => {
    const b = blockOf(layouts.find(l => l.name === 'shapes: Bits')!.layout, 'Bits', 0)
    expect(b.shape).toBe('union')
    expect(b.rows.map(r => [r.name, padOf(r)])).toEqual([
      ['f', 0],
      ['word', 0],
      ['bytes', 0],
      ['first', 3],
    ])
  })
  it('opens a field whose layout the snippet also has', () => {
    const [b] = fromRecording(load('reorder'), { types: 'Option<(u32, bool)>', deep: true }).frames[0]!.blocks
    expect(b!.rows[0]!.cells.map(c => [c.kind, c.ty, c.offset, c.size])).toEqual([
      ['field', 'u32', 0, 4],
      ['field', 'bool', 4, 1],
      ['pad', '', 5, 3],
    ])
    expect(b!.rows[0]!.niche).toEqual({ offset: 4, size: 1 })
  })
  it('repeats an array’s element at a stride of its size', () => {
    const [b] = fromRecording(load('shapes'), { types: 'Line', array: 4 }).frames[0]!.blocks
    expect([b!.size, b!.padding, tiles(b!.rows[0]!.cells, 64)]).toEqual([64, 12, true])
  })
})

describe('places', () => {
  it('lays out one field after the other and rounds the size up at the end', () => {
    expect(captions('reorder', { types: 'C', steps: 'places' })).toEqual([
      '`a` is the first field: offset 0.',
      '`b` cannot begin at 1: the next multiple of its alignment is 4, and 3 bytes stay empty.',
      '`c` follows at once: 8 is a multiple of its alignment.',
      '`d` cannot begin at 10: the next multiple of its alignment is 16, and 6 bytes stay empty.',
      '`e` follows at once: 24 is a multiple of its alignment.',
      'The size is rounded up to a multiple of 8, the alignment of `C`: 32 bytes, and the last 7 are padding.',
    ])
  })
  it('writes the sum beside it: what is given of every field, and the offsets of those that stand', () => {
    const lines = fromRecording(load('reorder'), { types: 'C', steps: 'places' }).frames.map(f =>
      model
        .layout(f, PLOT)
        .flatMap(m => (m.kind === 'text' && /^sum-\d/.test(m.key) ? [m] : []))
        .reduce<string[]>((all, m) => {
          const i = Number(m.key.split('-')[1])
          all[i] = `${all[i] ? `${all[i]} ` : ''}${m.text}`
          return all
        }, []),
    )
    expect(lines[0]).toEqual(['a: u8 1 1 0 0 1', 'b: u32 4 4', 'c: u16 2 2', 'd: u64 8 8', 'e: u8 1 1', 'C 8'])
    expect(lines.at(-2)![4]).toBe('e: u8 1 1 24 24 25')
    expect(lines.at(-1)).toEqual([
      'a: u8 1 1 0 0 1',
      'b: u32 4 4 1 4 8',
      'c: u16 2 2 8 8 10',
      'd: u64 8 8 10 16 24',
      'e: u8 1 1 24 24 25',
      'C 8 25 32',
    ])
  })
  it('refuses several types', () => {
    expect(() => fromRecording(load('reorder'), { types: 'C, R', steps: 'places' })).toThrow(/lays out one struct/)
  })
})

describe('value line', () => {
  it.each(layouts.filter(l => valueLine(l.layout)))('$name covers every pattern once', ({ layout }) => {
    const line = valueLine(layout)!
    let next = 0n
    for (const p of line.patterns) {
      expect(BigInt(p.from)).toBe(next)
      next = BigInt(p.to) + 1n
    }
    expect(next).toBe(1n << BigInt(8 * line.size))
  })
  it('says which value means which variant', () => {
    const said = (name: string) =>
      valueLine(layouts.find(l => l.name === name)!.layout)!.patterns.map(p => `${p.from}-${p.to} ${p.meaning}`)
    expect(said('niches: Option<bool>')).toEqual(['0-1 Some', '2-2 None', '3-255 still free'])
    expect(said('niches: Option<char>').slice(0, 2)).toEqual(['0-1114111 Some', '1114112-4294967294 still free'])
    expect(said('niches: std::cmp::Ordering')).toEqual(['0-0 Equal', '1-1 Greater', '2-254 still free', '255-255 Less'])
    expect(said('message: Msg').map(s => s.split(' ').slice(1).join(' '))).toEqual([
      'Write',
      'Quit',
      'Move',
      'unused',
      'Color',
      'still free',
    ])
    expect(said('message: Two').map(s => s.split(' ')[1])).toEqual(['A', 'B', 'still'])
  })
})

describe('axis', () => {
  it('is to scale up to 72 bytes and grows with every byte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.array(fc.nat(2000), { maxLength: 12 }), (size, edges) => {
        const axis = stretches(size, edges)
        expect(axis[0]!.from).toBe(0)
        expect(axis.at(-1)!.to).toBe(size)
        if (size <= 72) expect(axisUnits(axis)).toBe(size)
        for (let o = 1; o <= size; o++) expect(unitsAt(axis, o)).toBeGreaterThan(unitsAt(axis, o - 1))
      }),
      { numRuns: 60 },
    )
  })
})

describe('captions', () => {
  it('compares two reprs part by part', () => {
    expect(captions('reorder', { types: 'C, R', labels: 'repr(C), repr(Rust)', same: true, steps: 'parts' })).toEqual([
      '`repr(C)` takes 32 bytes, aligned to 8; `repr(Rust)` takes 16 bytes, aligned to 8.',
      'The fields of `repr(C)` need 16 bytes. The fields of `repr(Rust)` need 16 bytes.',
      '16 bytes of `repr(C)` are padding; 0 bytes of `repr(Rust)` are padding. Padding has no value.',
      'The same fields, in another order: `repr(C)` puts a, b, c, d, e; `repr(Rust)` puts d, b, c, a, e.',
    ])
  })
  it('names the niche', () => {
    expect(captions('niches', { types: 'Option<bool>, Option<char>' })).toEqual([
      '`Option<bool>` takes 1 byte and no tag: value 2 of the byte at 0 means `None`. Values 3 to 255 are invalid: a niche.',
      '`Option<char>` takes 4 bytes and no tag: value `0xffffffff` of the 4 bytes at 0 means `None`. Values `0x110000` to `0xfffffffe` are invalid: a niche.',
    ])
  })
  it('walks an enum variant by variant', () => {
    expect(captions('message', { types: 'Msg' })).toEqual([
      '`Quit` keeps no data; `0x8000…0000` in the 8 bytes at 0 means `Quit`.',
      '`Move` keeps `x` at 8 and `y` at 12; `0x8000…0001` in the 8 bytes at 0 means `Move`.',
      '`Write` keeps `String` at 0; any legal value of the 8 bytes at 0 means `Write`.',
      '`Color` keeps `u8` at 8, `u8` at 9 and `u8` at 10; `0x8000…0003` in the 8 bytes at 0 means `Color`.',
      '`Msg` takes 24 bytes and no tag: values of the 8 bytes at 0 that `Write` never has mean `Quit`, `Move` and `Color`.',
    ])
  })
  it('says that no tag means an uninhabited variant', () => {
    expect(captions('message', { types: 'Result<u32, Void>', steps: 'rows' }).at(1)).toBe(
      '`Err` can never exist, so no value of the tag means it.',
    )
  })
})

describe('frames', () => {
  const films = [
    ...examples.map(e => ({
      name: `${e.example} ${JSON.stringify(e.options)}`,
      trace: fromRecording(load(e.example), e.options),
    })),
    ...NAMES.map(n => ({ name: `${n}, all of it`, trace: fromRecording(load(n), { steps: 'all', numerals: true }) })),
  ]
  it.each(films)('$name fits, without collisions, in all sizes', ({ trace }) => {
    for (const f of trace.frames)
      for (const box of [PLOT, STRIP, HALF]) expect(flaws(model.layout(f, box), box)).toEqual([])
  })
  it('shows one more type in each frame, names those to come, and keeps the others where they are', () => {
    const t = fromRecording(load('reorder'), { types: 'C, R', same: true })
    const [a, b] = t.frames.map(f => new Map(model.layout(f, PLOT).map(m => [m.key, m])))
    const at = (m: Map<string, unknown>, key: string) =>
      m.get(key) as { x: number; y: number; tone?: string } | undefined
    expect([at(a!, 't1-title')!.tone, at(b!, 't1-title')!.tone]).toEqual(['ink3', undefined])
    expect([...a!.keys()].filter(k => k.startsWith('t1'))).toEqual(['t1.all-begin', 't1-title'])
    expect([at(b!, 't0-title')!.x, at(b!, 't0-title')!.y]).toEqual([at(a!, 't0-title')!.x, at(a!, 't0-title')!.y])
  })
  it('tells a screen reader every byte', () => {
    const flat = (t: TextTree): string[] => [t.text, ...(t.children ?? []).flatMap(flat)]
    const f = fromRecording(load('reorder'), { types: 'C' }).frames[0]!
    expect(flat(model.outline(f))).toEqual(
      expect.arrayContaining(['C: 32 bytes, aligned to 8', '0 to 1: a, u8', '1 to 4: padding', '24 to 25: e, u8']),
    )
  })
})

describe('data that cannot be drawn', () => {
  it('is refused with the directive that is missing', () => {
    expect(() => fromRecording(load('reorder'), { types: 'Nope' })).toThrow(
      'reorder.rs holds no layout of Nope: add `//@ emit: layout Nope` to it and run `npm run record`',
    )
    expect(() => fromRecording(load('message'), { types: 'Msg', variants: 'Nope' })).toThrow(
      'has none of the variants Nope: it has Quit, Move, Write, Color',
    )
  })
  it('lists of types may hold commas', () =>
    expect(splitTypes('Option<(u32, u8)>, fn(u8) -> u8, [u8; 4]')).toEqual([
      'Option<(u32, u8)>',
      'fn(u8) -> u8',
      '[u8; 4]',
    ]))
})
