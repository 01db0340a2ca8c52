// Measured bars: medians, ranges and ratios from events, words and geometry.
import { describe as suite, expect, test } from 'vitest'
import { PLOT, STRIP } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { digits, examples, fromRecording, model } from './model.ts'

const recordingOf = (name: string) => readExample('Bars', name)
const exact = recordingOf('vec-bytes')
/** The recorded program with other measurements: what a clock would have said is not for a test to wait for. */
const measured = (events: object[]): Recording => ({
  ...exact,
  runs: [{ ...exact.runs[0]!, events: events as Record<string, unknown>[] }],
})
const m = (name: string, value: number, more: object = {}) => ({ ev: 'measure', name, value, unit: 'ns', ...more })

test('the same name again is another run: smallest, median, largest', () => {
  const { frames } = fromRecording(measured([m('a', 3), m('b', 10), m('a', 1), m('a', 2), m('b', 20)]))
  expect(frames[0]!.groups[0]!.bars).toEqual([
    { name: 'a', min: 1, median: 2, max: 3, runs: 3 },
    { name: 'b', min: 10, median: 15, max: 20, runs: 2 },
  ])
})

suite('captions', () => {
  const captions = (r: Recording, options = {}) => {
    const { frames } = fromRecording(r, options)
    return frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))
  }
  test('bytes that std settles', () =>
    expect(captions(exact)).toEqual([
      '`pushed one by one`: 128 bytes.',
      '`with_capacity(10)`: 80 bytes, 0.63 of `pushed one by one`.',
      '`collected`: 80 bytes, 0.63 of `pushed one by one`.',
      '`shrunk`: 80 bytes, 0.63 of `pushed one by one`.',
    ]))
  test('times with their range', () =>
    expect(
      captions(
        measured([
          m('generic', 14, { group: 'one pass' }),
          m('generic', 16, { group: 'one pass' }),
          m('dyn', 165, { group: 'one pass' }),
        ]),
        { base: 'generic' },
      ),
    ).toEqual(['One pass, `generic`: 15 ns, 14 to 16 in 2 runs.', 'One pass, `dyn`: 165 ns, 11 times `generic`.']))
  test('a group named after code keeps its letters, and a small ratio its first digit', () =>
    expect(
      captions(measured([m('blocked', 50, { group: 'join!(a, b)' }), m('free', 0.04, { group: 'join!(a, b)' })])),
    ).toEqual(['join!(a, b), `blocked`: 50 ns.', 'join!(a, b), `free`: 0.04 ns, 0.0008 of `blocked`.']))
  test('a group at a time', () =>
    expect(
      captions(
        measured([
          m('a', 1, { group: 'time' }),
          m('b', 2, { group: 'time' }),
          m('a', 7, { group: 'size', unit: 'bytes' }),
        ]),
        { reveal: 'group' },
      ),
    ).toEqual(['Time, `a`: 1 ns; `b`: 2 ns, 2.00 times `a`.', 'Size, `a`: 7 bytes.']))
  test('a group that is too long to be told: without its ranges, or from the least to the most', () => {
    const group = (n: number) =>
      Array.from({ length: n }, (_, i) => [
        m(`allocator of number ${i}`, 10 * (i + 1), { group: 'time' }),
        m(`allocator of number ${i}`, 10 * (i + 1) + 2, { group: 'time' }),
      ]).flat()
    expect(captions(measured(group(3)), { reveal: 'group' })).toEqual([
      'Time, `allocator of number 0`: 11 ns; `allocator of number 1`: 21 ns, 1.91 times `allocator of number 0`; `allocator of number 2`: 31 ns, 2.82 times `allocator of number 0`.',
    ])
    expect(captions(measured(group(6)), { reveal: 'group' })).toEqual([
      'Time, 6 bars: from 11 ns, `allocator of number 0`, to 61 ns, `allocator of number 5`, which is 5.55 times as much.',
    ])
  })
})

test('lengths are to scale from one zero', () => {
  const { frames } = fromRecording(measured([m('a', 10), m('b', 40), m('c', 0)]), { reveal: 'all' })
  for (const box of [PLOT, STRIP]) {
    const bars = model.layout(frames[0]!, box).flatMap(x => (x.kind === 'rect' ? [x] : []))
    expect(bars[1]!.width / bars[0]!.width).toBeCloseTo(4)
    expect(new Set(bars.map(b => b.x)).size).toBe(1)
  }
})

test('a clock is called a measurement on one machine; what the compiler settles is not', () => {
  expect(fromRecording(exact).provenance.note).toBeUndefined()
  expect(fromRecording(measured([m('a', 1)])).provenance.note).toBe(
    'measured on one machine: another gives other times and ratios',
  )
})

test('nothing collides, in any size', () => {
  const many = Array.from({ length: 9 }, (_, i) => [
    m(`allocator ${i}`, 10 + i * 37, { group: i % 3 ? 'time' : 'pairs' }),
    m(`allocator ${i}`, 13 + i * 38, { group: i % 3 ? 'time' : 'pairs' }),
  ]).flat()
  const long = ['a program that boxes every node', 'the same one with an arena'].flatMap(name =>
    [1, 2, 3].map(g => m(name, 1000 * g, { group: `group ${g}`, unit: 'bytes' })),
  )
  const traces = [
    fromRecording(measured(long)),
    ...examples.map(e => fromRecording(recordingOf(e.example), 'options' in e ? e.options : {})),
    fromRecording(measured(many)),
  ]
  for (const { frames } of traces)
    for (const f of frames)
      for (const box of [PLOT, STRIP, { width: 432, height: 300 }])
        expect(flaws(model.layout(f, box), box), `${f.title} ${f.shown} at ${box.width}`).toEqual([])
})

test('digits', () =>
  expect([0, 0.123456, 9.876, 21.34, 1350428, 100.4].map(digits)).toEqual([
    '0',
    '0.123',
    '9.88',
    '21.3',
    '1\u00a0350\u00a0428',
    '100',
  ]))

suite('what it refuses', () => {
  test('no measurement', () => expect(() => fromRecording(measured([]))).toThrow('vec-bytes.rs recorded no events'))
  test('another event', () =>
    expect(() => fromRecording(measured([{ ev: 'other' }]))).toThrow(
      'event 1 of vec-bytes.rs is `other`: bars know `measure`, and pass over `note`',
    ))
  test('a value that is none', () =>
    expect(() => fromRecording(measured([m('a', -1)]))).toThrow('event 1 of vec-bytes.rs is no measurement'))
  test('two units on one scale', () =>
    expect(() => fromRecording(measured([m('a', 1), m('b', 1, { unit: 'bytes' })]))).toThrow(
      'measures ns and bytes in one group',
    ))
  test('a base that is no bar', () =>
    expect(() => fromRecording(exact, { base: 'nobody' })).toThrow('has no bar `nobody`: it has pushed one by one'))
})
