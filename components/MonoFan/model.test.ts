// Instances, symbols and the dyn alternative: names as the compiler prints them, sentences, geometry.
import { readFileSync } from 'node:fs'
import { describe as suite, expect, test } from 'vitest'
import { PLOT, STRIP } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { examples, fromRecording, model, type Options } from './model.ts'
import { isInstanceOf, parseInstance, shortType } from './names.ts'

const file = (name: string) => readFileSync(new URL(`./examples/${name}`, import.meta.url), 'utf8')
const recordingOf = (name: string) => readExample('MonoFan', name)
const load = (name: string, options: Options) =>
  fromRecording(recordingOf(name), { ...options, source: file(`${name}.rs`) })
const captions = (name: string, options: Options) => {
  const { frames } = load(name, options)
  return frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))
}
type Item = { kind: string; name: string; cgus: string[]; bytes: number | null }
const withItems = (items: Item[]): Recording => {
  const r = recordingOf('lifetimes')
  return { ...r, runs: [{ ...r.runs[0]!, emits: [{ kind: 'mono', arg: '', body: { items, stats: [] } }] }] }
}
const item = (name: string, bytes: number | null = 10, cgus = ['cgu.0']): Item => ({ kind: 'fn', name, cgus, bytes })

suite('names', () => {
  test.each([
    ['total::<u8>', 'total', 'u8'],
    ['total_dyn', 'total_dyn', ''],
    ['<A as Tr>::used', 'Tr::used', 'A'],
    ['<alloc::vec::Vec<u8> as shapes::Shape>::go::<i32>', 'Shape::go', 'Vec<u8>, i32'],
    ['std::ptr::drop_glue::<std::vec::Vec<std::string::String>>', 'drop_glue', 'Vec<String>'],
    ['Stack::<u8>::push', 'Stack::push', 'u8'],
    ['<Stack<u8>>::push', 'Stack::push', 'u8'],
    ['apply::<{closure@clos.rs:3:9: 3:12}>', 'apply', '{closure@clos.rs:3:9: 3:12}'],
    ['call::<fn(u8) -> u8>', 'call', 'fn(u8) -> u8'],
  ])('%s', (name, base, args) => expect(parseInstance(name)).toEqual({ base, args }))
  test('a definition names a function, a method, or all methods of a type', () => {
    expect(isInstanceOf(parseInstance('<A as Tr>::used'), 'Tr')).toBe(true)
    expect(isInstanceOf(parseInstance('<A as Tr>::used'), 'Tr::used')).toBe(true)
    expect(isInstanceOf(parseInstance('total_dyn'), 'total')).toBe(false)
  })
  test('paths go, arguments stay', () =>
    expect(shortType('core::option::Option<alloc::string::String>')).toBe('Option<String>'))
})

suite('captions', () => {
  test('three element types make three copies; the vtable makes one loop', () => {
    const said = captions('total', { fn: 'total', beside: 'total_dyn, Number::get' })
    expect(said[0]).toBe(
      '`total` is checked once, as a generic. No machine code exists until a use fixes its arguments.',
    )
    expect(said[1]).toBe('The uses in this program ask for 3 instances: `f64`, `i32`, `u8`.')
    expect(said[2]).toMatch(/^Together their symbols have \d+ bytes; `\w+` is the largest with \d+\.$/)
    expect(said[3]).toMatch(
      /^`total_dyn` is compiled once: \d+ bytes shared by all types, plus \d+ in 3 methods behind its vtables; the 3 instances take \d+\.$/,
    )
  })
  test('a lifetime makes no instance', () =>
    expect(captions('lifetimes', { fn: 'id' })[1]).toBe('The uses in this program ask for 2 instances: `&str`, `u64`.'))
  test('a vtable uses methods that nobody calls', () =>
    expect(captions('vtable', { fn: 'Shape' })[1]).toBe(
      'The uses in this program ask for 3 methods: `Disc::area`, `Disc::name`, `Square::area`.',
    ))
  test('what has no symbol, and what lies in several units', () => {
    const { frames } = fromRecording(
      withItems([item('f::<u8>', null, ['x-cgu.0']), item('f::<u16>', 20, ['x-cgu.0', 'x-cgu.1'])]),
      { fn: 'f' },
    )
    expect(frames.map(f => f.stage)).toEqual(['source', 'instances', 'symbols', 'units'])
    expect(model.describe(null, frames[2]!)).toBe(
      'Together their symbols have 20 bytes; `u16` is the largest with 20. One has no symbol: inlined, or folded into another.',
    )
    expect(model.describe(null, frames[3]!)).toBe(
      'They are compiled in 2 codegen units, `cgu.0`, `cgu.1`. `u16` is compiled in more than one.',
    )
  })
  test('a tie names all of the largest, or says that each has as much', () => {
    const said = (...bytes: number[]) =>
      model.describe(
        null,
        fromRecording(withItems(bytes.map((b, i) => item(`f::<${['u8', 'u16', 'u32', 'u64'][i]}>`, b))), { fn: 'f' })
          .frames[2]!,
      )
    expect(said(10, 20, 20)).toBe('Together their symbols have 50 bytes; `u16` and `u32` are the largest with 20.')
    expect(said(10, 20, 20, 20)).toBe(
      'Together their symbols have 70 bytes; `u16`, `u32` and `u64` are the largest with 20.',
    )
    expect(said(20, 20)).toBe('Together their symbols have 40 bytes; each has 20.')
  })
  test('what stands beside is not weighed against copies that are gone', () => {
    const { frames } = fromRecording(withItems([item('f::<u8>', null), item('f::<u16>', null), item('core', 30)]), {
      fn: 'f',
      beside: 'core',
    })
    expect(model.describe(null, frames.at(-1)!)).toBe(
      '`core` is compiled once: 30 bytes shared by all types; of the copies nothing else is left.',
    )
  })
  test('a unit is one, however its symbols are linked', () => {
    const { frames } = fromRecording(
      withItems([
        item('f::<u8>', 10, ['x-cgu.0[Internal]']),
        item('f::<u16>', 20, ['x-cgu.0[External]', 'x-cgu.1[Internal]']),
      ]),
      { fn: 'f' },
    )
    expect(model.describe(null, frames[3]!)).toBe(
      'They are compiled in 2 codegen units, `cgu.0`, `cgu.1`. `u16` is compiled in more than one.',
    )
  })
  test('nothing left at all', () =>
    expect(
      model.describe(
        null,
        fromRecording(withItems([item('f::<u8>', null), item('f::<i8>', null)]), { fn: 'f' }).frames[2]!,
      ),
    ).toBe('None of them has a symbol of its own: each was inlined, or folded into another.'))
})

test('what stands beside is behind a vtable only if it has methods there', () => {
  const titles = (items: Item[], beside: string) =>
    model
      .layout(fromRecording(withItems([item('f::<u8>'), ...items]), { fn: 'f', beside }).frames.at(-1)!, PLOT)
      .flatMap(m => (m.kind === 'text' && m.key === 'beside-title' ? [m.text] : []))
  expect(titles([item('g')], 'g')).toEqual(['compiled once'])
  expect(titles([item('g_dyn'), item('<u8 as Tr>::get')], 'g_dyn, Tr::get')).toEqual(['through a vtable'])
})

test('bars are to scale from one zero, instances and alternative alike', () => {
  const { frames } = fromRecording(withItems([item('f::<u8>', 50), item('f::<u16>', 100), item('g', 25)]), {
    fn: 'f',
    beside: 'g',
  })
  for (const box of [PLOT, STRIP]) {
    const bars = model
      .layout(frames.at(-1)!, box)
      .flatMap(m => (m.kind === 'rect' && m.key.endsWith('-bar') ? [m] : []))
    expect(bars.map(b => b.width / bars[2]!.width).map(r => Math.round(r))).toEqual([2, 4, 1])
    expect(new Set(bars.map(b => b.x)).size).toBe(1)
  }
})

test('nothing collides, in any size', () => {
  const many = withItems([
    ...Array.from({ length: 30 }, (_, i) => item(`walk::<Wrapper<Inner${i}, u8>>`, 10 + 13 * i, [`a-cgu.${i % 4}`])),
    item('walk_dyn', 77),
  ])
  const traces = [
    ...examples.map(e => load(e.example, e.options)),
    fromRecording(many, { fn: 'walk', beside: 'walk_dyn' }),
  ]
  for (const { frames } of traces)
    for (const f of frames)
      for (const box of [PLOT, STRIP, { width: 432, height: 300 }])
        expect(flaws(model.layout(f, box), box), `${f.title} ${f.stage} at ${box.width}`).toEqual([])
})

test('what does not fit is counted', () => {
  const { frames } = fromRecording(withItems(Array.from({ length: 30 }, (_, i) => item(`f::<[u8; ${i}]>`, 10))), {
    fn: 'f',
  })
  expect(frames[0]!.instances).toHaveLength(8)
  expect(frames[0]!.more).toEqual({ count: 22, bytes: 220 })
  expect(model.describe(null, frames[2]!)).toContain('300 bytes')
})

suite('what it refuses', () => {
  test('a generic without instances', () =>
    expect(() => load('lifetimes', { fn: 'nobody' })).toThrow(
      'lifetimes.rs has no instance of `nobody` among its mono items (id)',
    ))
  test('an alternative that is not there', () =>
    expect(() => load('lifetimes', { fn: 'id', beside: 'id_dyn' })).toThrow('has no function `id_dyn`'))
  test('no mono emit', () => {
    const r = recordingOf('lifetimes')
    expect(() => fromRecording({ ...r, runs: [{ ...r.runs[0]!, emits: [] }] }, { fn: 'id' })).toThrow(
      'add `//@ emit: mono` to it',
    )
  })
})
