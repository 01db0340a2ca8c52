// Allocator traces: the replay's laws, sentences, scale, geometry.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe as suite, expect, test } from 'vitest'
import { PLOT, STRIP } from '../figure/contract.ts'
import { flaws } from '../figure/overlap.ts'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { replay } from './events.ts'
import { examples, fromRecording, model, type Options } from './model.ts'

const file = (name: string) => readFileSync(new URL(`./examples/${name}`, import.meta.url), 'utf8')
const recordingOf = (name: string) => readExample('AllocTrace', name)
const load = (name: string, options: Options = {}) =>
  fromRecording(recordingOf(name), { ...options, source: file(`${name}.rs`) })
const captions = (name: string, options: Options = {}) => {
  const { frames } = load(name, options)
  return frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))
}
const withEvents = (events: Record<string, unknown>[]): Recording => {
  const r = recordingOf('vec-growth')
  return { ...r, runs: [{ ...r.runs[0]!, events }] }
}
const alloc = (id: number, size: number, more: object = {}) => ({ ev: 'alloc', id, size, align: 8, ...more })

suite('captions', () => {
  test('a Vec asks four times for ten pushes and a shrink', () => {
    const said = captions('vec-growth')
    expect(said[0]).toBe('No call to the allocator on this line; 0 bytes are live.')
    expect(said[1]).toBe('`alloc` gives block 1: 32 bytes, aligned to 8; 32 bytes are live.')
    expect(said[2]).toBe('No call to the allocator: block 1 has room, 16 of its 32 bytes are used.')
    expect(said[5]).toBe('`realloc` takes block 1 from 32 to 64 bytes; 64 bytes are live.')
    expect(said.at(-2)).toBe('`realloc` takes block 1 from 128 to 80 bytes; 80 bytes are live.')
    expect(said.at(-1)).toBe('`dealloc` takes back block 1 with 80 bytes; 0 bytes are live.')
  })
  test('an arena gives nothing back', () => {
    const said = captions('bump-arena')
    expect(said[2]).toBe(
      '`allocate` gives block 2: 32 bytes, aligned to 4 at offset 16, then `deallocate` of block 1 gives nothing back; 48 of 128 bytes are handed out.',
    )
    expect(said.at(-1)).toContain('64 of 128 bytes are handed out.')
  })
  test('a budget refuses the doubling', () =>
    expect(captions('budget')[1]).toBe(
      '`alloc` gives block 1: 32 bytes, aligned to 8; after 7 more calls, `realloc` of block 1 to 8\u00a0192 bytes is refused: null; 4\u00a0096 bytes are live.',
    ))
  test('with `calls`, only lines that called', () => expect(captions('vec-growth', { calls: true })).toHaveLength(5))
  test('an author may say it better, frame by frame', () => {
    expect(captions('vec-growth', { calls: true, say: ['a', 'b', 'c', 'd', 'e'] })).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(() => load('vec-growth', { calls: true, say: ['a', 'b'] })).toThrow('`say` holds 2 captions for 5 frames')
  })
  test('nothing says whether a realloc moved', () => {
    for (const e of examples) for (const c of captions(e.example)) expect(c).not.toMatch(/\bmov(ed|es)\b|in place/)
  })
  test('each fits two lines', () => {
    for (const e of examples) for (const c of captions(e.example)) expect(c.length, c).toBeLessThanOrEqual(165)
  })
})

suite('the frame that stands on a page', () => {
  const stands = (name: string) => {
    const trace = load(name)
    return { at: model.stands!(trace), last: trace.frames.length - 1 }
  }
  test('is the last one with something alive', () => {
    const { at, last } = stands('vec-growth')
    expect(at).toBe(last - 1)
  })
  test('is the end of an arena, which gives nothing back', () => {
    const { at, last } = stands('bump-arena')
    expect(at).toBe(last)
  })
  test('is the refusal, where there is one', () => expect(stands('budget').at).toBe(1))
})

suite('the program under the plot', () => {
  test('shows no mark of the tracer', () =>
    expect(load('vec-growth').program!.map(l => l.text)).toEqual([
      'let mut v: Vec<u64> = Vec::new();',
      'for i in 0..10 {',
      'v.push(i);',
      '}',
      'v.shrink_to_fit();',
      'drop(v);',
    ]))
  test('a step stands on its line', () =>
    expect(load('vec-growth').frames.map(f => f.at)).toEqual([0, ...Array.from({ length: 10 }, () => 2), 4, 5]))
})

test('bytes share one zero and one unit, in blocks and in arenas', () => {
  const rects = (name: string, frame: number) =>
    model.layout(load(name).frames[frame]!, PLOT).flatMap(m => (m.kind === 'rect' ? [m] : []))
  const before = rects('vec-growth', 1).find(r => r.key === 'block-1')!,
    after = rects('vec-growth', 9).find(r => r.key === 'block-1')!
  expect(after.width / before.width).toBeCloseTo(128 / 32)
  const arena = rects('bump-arena', 4)
  const block = (id: number) => arena.find(r => r.key === `arena-block-${id}`)!
  expect(block(2).width / block(4).width).toBeCloseTo(32 / 8)
  expect((block(4).x - block(2).x) / block(2).width).toBeCloseTo((56 - 16) / 32)
  expect(arena.find(r => r.key === 'arena-block-4-pad')!.width / block(4).width).toBeCloseTo(7 / 8)
})

test('nothing collides, in any size', () => {
  const crowd = withEvents([
    { ev: 'budget', bytes: 100000 },
    ...Array.from({ length: 14 }, (_, i) => alloc(i + 1, 100 * (i + 1) ** 2)),
    { ev: 'fail', size: 900000, align: 16 },
    { ev: 'dealloc', id: 3 },
  ])
  const traces = [...examples.map(e => load(e.example, e.options)), fromRecording(crowd)]
  for (const { frames } of traces)
    for (const f of frames)
      for (const box of [PLOT, STRIP, { width: 432, height: 300 }])
        expect(flaws(model.layout(f, box), box), `${f.title} call ${f.count} at ${box.width}`).toEqual([])
})

suite('the replay', () => {
  test('a log without steps has one state for each call, and shows a freed block once more', () => {
    const { states } = replay([alloc(1, 16), alloc(2, 32), { ev: 'dealloc', id: 1 }, alloc(3, 8)], 'x.rs')
    expect(states.map(s => [s.live, s.blocks.map(b => b.id), s.freed.map(b => b.id)])).toEqual([
      [16, [1], []],
      [48, [1, 2], []],
      [32, [2], [1]],
      [40, [2, 3], []],
    ])
  })
  test('live bytes are what was handed out minus what was given back, and the peak is their maximum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ free: fc.boolean(), size: fc.integer({ min: 1, max: 5000 }) }), {
          minLength: 1,
          maxLength: 40,
        }),
        calls => {
          const events: Record<string, unknown>[] = [],
            live = new Map<number, number>()
          let next = 1,
            sum = 0,
            peak = 0
          for (const c of calls) {
            const [oldest] = live
            if (c.free && oldest) {
              events.push({ ev: 'dealloc', id: oldest[0] })
              live.delete(oldest[0])
              sum -= oldest[1]
            } else {
              events.push(alloc(next, c.size))
              live.set(next++, c.size)
              sum += c.size
            }
            peak = Math.max(peak, sum)
          }
          const last = replay(events, 'x.rs').states.at(-1)!
          expect([last.live, last.peak, last.blocks.map(b => b.id)]).toEqual([sum, peak, [...live.keys()]])
        },
      ),
    )
  })
  test.each([
    [
      [alloc(1, 8), { ev: 'dealloc', id: 1 }, { ev: 'dealloc', id: 1 }],
      'event 3 of x.rs is about block 1, which is freed',
    ],
    [[{ ev: 'realloc', id: 4, size: 8 }], 'event 1 of x.rs is about block 4, which is unknown'],
    [[alloc(1, 8), alloc(1, 8)], 'ids are not reused'],
    [
      [
        { ev: 'arena', name: 'a', size: 16 },
        alloc(1, 8, { arena: 'a', offset: 0 }),
        alloc(2, 8, { arena: 'a', offset: 4 }),
      ],
      'puts bytes 4..12 into an arena whose free bytes are 8..16',
    ],
    [[alloc(1, -8)], '`size` is no size, id or offset'],
    [[{ ev: 'malloc' }], '“malloc” is no event of an allocator trace'],
    [[{ ev: 'budget', bytes: 8 }], 'x.rs logged no allocator call'],
  ])('%j is refused', (events, words) => expect(() => replay(events, 'x.rs')).toThrow(words))
  test('an arena that is reset is empty', () => {
    const { states } = replay(
      [
        { ev: 'arena', name: 'a', size: 64 },
        alloc(1, 8, { arena: 'a', offset: 0 }),
        alloc(2, 8, { arena: 'a', offset: 8 }),
        { ev: 'reset', arena: 'a' },
      ],
      'x.rs',
    )
    expect(states.at(-1)!.arenas).toEqual([{ name: 'a', size: 64, top: 0, blocks: [] }])
    expect(states.at(-1)!.live).toBe(0)
  })
})

test('a step that is not on the slide is an error', () => {
  const r = withEvents([{ ev: 'step', line: 3 }, alloc(1, 8)])
  expect(() => fromRecording(r, { source: file('vec-growth.rs') })).toThrow(
    'has a step at line 3, which is not in `// #region program`',
  )
})
