import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { PLOT, STRIP, type TextTree } from '../figure/contract.ts'
import { crossings, flaws } from '../figure/overlap.ts'
import type { CountFrame, Op } from './frames.ts'
import { examples, fromRecording, model, type Options } from './model.ts'
import { edgesOf, happensBefore, racesOf } from './threads.ts'

const load = (name: string): Recording => readExample('RefCount', name)
const captions = (name: string, options: Options = {}): string[] => {
  const { frames } = fromRecording(load(name), options)
  return frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))
}
const altered = (name: string, change: (events: Record<string, unknown>[]) => void): Recording => {
  const r = structuredClone(load(name))
  change(r.runs[0]!.events!)
  return r
}

describe('captions', () => {
  it('tells the two-stage free', () =>
    expect(captions('counts')).toEqual([
      'Both counts lie in the block, before the value, 24 bytes in all. Strong is 1; weak is 1 already: the strong handles share one.',
      '`b` is one more strong handle: strong goes from 1 to 2. The value is not copied.',
      '`w` is a weak handle: weak goes from 1 to 2, and strong stays 2.',
      '`a` is dropped: strong goes from 2 to 1, so the value lives on.',
      '`b` was the last strong handle: strong is 0, and `V::drop` runs. Weak still is 2.',
      'The value is gone, so the strong handles give back the weak they shared: weak goes from 2 to 1. The 24 bytes stay allocated.',
      '`w.upgrade()` is `None`: strong is 0, and nothing can raise it again.',
      '`w` is dropped: no handle is left, and the block of 24 bytes is freed.',
    ]))
  it('tells how a cycle leaks', () =>
    expect(captions('cycle').slice(1)).toEqual([
      '`b` owns block 2, with counts of its own: strong 1, weak 1.',
      '`1.peer` is one more strong handle: strong of block 2 goes from 1 to 2. The value is not copied.',
      '`2.peer` is one more strong handle: strong of block 1 goes from 1 to 2. The value is not copied.',
      '`a` is dropped: strong of block 1 goes from 2 to 1, so the value lives on.',
      '`b` is dropped: strong of block 2 goes from 2 to 1. Blocks 1 and 2 hold each other now: no destructor runs, nothing is freed.',
    ]))
  it('tells why a weak way back does not', () =>
    expect(captions('back-edge').slice(1)).toEqual([
      '`top` owns block 2, with counts of its own: strong 1, weak 1. Its `child` takes strong of block 1 to 2.',
      '`1.parent` is a weak handle: weak of block 2 goes from 1 to 2, and strong stays 1.',
      '`top` was the last strong handle: the value is gone, and with it the weak that those shared: weak of block 2 goes from 2 to 1. The 24 bytes stay allocated.',
      '`child.parent.upgrade()` is `None`: strong is 0, and nothing can raise it again.',
      '`child` is dropped: no handle is left, and blocks 1 and 2 of 32 bytes and 24 bytes are freed.',
    ]))
  it('tells what the borrow flag counts and refuses', () => {
    const all = captions('flag')
    expect(all[0]).toBe('`c` holds its value and a flag beside it, 16 bytes in all. The flag is 0: nobody borrows.')
    expect(all[3]).toBe(
      '`c.try_borrow_mut()` is refused: the flag is 2, so 2 shared guards are alive. It is a check at run time.',
    )
    expect(all[6]).toBe('`m` is the exclusive guard: the flag goes from 0 to -1, and nobody else gets in.')
    expect(all[8]).toBe(
      '`c.try_borrow()` is refused: the flag is -1, so an exclusive guard is alive. It is a check at run time.',
    )
  })
  it('tells what the fence orders, and that nothing does without it', () => {
    expect(captions('arc', { show: 'threads' }).slice(2)).toEqual([
      '`B` takes `strong` from 1 to 0: it must destroy the value. Its own decrement releases, and acquires nothing yet.',
      '`B` has read a count that `A` released, so all that `A` did before its decrement happens before this fence.',
      'The destructor runs. `data = 1` of `A` happens before it, through the decrement and the fence: no race.',
    ])
    expect(captions('arc-no-fence', { show: 'threads' }).at(-1)).toBe(
      'Nothing orders `data = 1` of `A` before this destructor: that is a data race, whatever this run printed.',
    )
  })
})

describe('counts and handles', () => {
  const frames = (name: string) => fromRecording(load(name)).frames as CountFrame[]
  it('the number of bars that cross a step is the count', () => {
    for (const name of ['counts', 'cycle', 'back-edge', 'flag'])
      for (const f of frames(name))
        for (const c of f.counters) {
          if (c.state === 'freed' || f.said.kind === 'destructor') continue
          const open = (lane: string) => f.bars.filter(b => b.of === c.id && b.lane === lane && b.to === null).length
          if (c.kind === 'flag') expect(open('excl') ? -open('excl') : open('shared'), `${name} ${f.step}`).toBe(c.flag)
          else expect(open('strong'), `${name} ${f.step}`).toBe(c.strong)
        }
  })
  it('says when a block leaks', () =>
    expect(
      frames('cycle')
        .map(f => f.counters.map(c => c.state))
        .at(-1),
    ).toEqual(['leaked', 'leaked']))
  it('refuses a count that the tracked handles do not make', () => {
    const wrong = altered('counts', e => {
      const b = e.find(x => x.ev === 'block')!
      ;(b.parts as Record<string, unknown>[])[0]!.value = '3'
    })
    expect(() => fromRecording(wrong)).toThrow(/strong of block 1 is 3, but 1 strong handle is tracked/)
    const guard = altered('flag', e => {
      const c = e.filter(x => x.ev === 'place' && x.at === 'main.c')[1]!
      ;(c.parts as Record<string, unknown>[])[0]!.value = '4'
    })
    expect(() => fromRecording(guard)).toThrow(/the flag of c is 4, but the guards that are tracked make 1/)
  })
  it('refuses a program that counts nothing, and a picture that there is not', () => {
    expect(() =>
      fromRecording(
        altered('counts', e => {
          e.splice(0, e.length, { ev: 'line', n: 1, text: 'x' })
        }),
      ),
    ).toThrow(/tracks no Rc and no RefCell/)
    expect(() => fromRecording(load('counts'), { show: 'threads' })).toThrow(/printed no `op` events/)
    expect(() => fromRecording(load('counts'), { show: 'film' as never })).toThrow(/is no picture of RefCount/)
    expect(() =>
      fromRecording(
        altered('arc', e => {
          e[0]!.order = 'Consume'
        }),
        { show: 'threads' },
      ),
    ).toThrow(/an operation of order `Consume`/)
  })
})

describe('happens before', () => {
  const op = (index: number, thread: string, place: string, order: Op['order'], counts?: [number, number]): Op => ({
    index,
    thread,
    text: '',
    place,
    order,
    old: counts?.[0] ?? null,
    new: counts?.[1] ?? null,
  })
  it('joins a release to the acquire that reads it, also through another decrement', () => {
    const ops = [
      op(0, 'A', 'data', 'write'),
      op(1, 'A', 'n', 'Release', [3, 2]),
      op(2, 'B', 'n', 'Release', [2, 1]),
      op(3, 'C', 'n', 'Release', [1, 0]),
      op(4, 'C', '', 'Acquire'),
      op(5, 'C', 'data', 'drop'),
    ]
    expect(edgesOf(ops).map(e => [e.from, e.to])).toEqual([
      [1, 4],
      [2, 4],
    ])
    expect(racesOf(ops, edgesOf(ops))).toEqual([])
  })
  it('does not join a fence that comes before the read', () => {
    const ops = [
      op(0, 'A', 'data', 'write'),
      op(1, 'A', 'n', 'Release', [2, 1]),
      op(2, 'B', '', 'Acquire'),
      op(3, 'B', 'n', 'Release', [1, 0]),
      op(4, 'B', 'data', 'drop'),
    ]
    expect(racesOf(ops, edgesOf(ops))).toEqual([{ first: 0, second: 4 }])
  })
  it('does not join a relaxed decrement', () => {
    const ops = [
      op(0, 'A', 'data', 'write'),
      op(1, 'A', 'n', 'Relaxed', [2, 1]),
      op(2, 'B', 'n', 'AcqRel', [1, 0]),
      op(3, 'B', 'data', 'drop'),
    ]
    expect(racesOf(ops, edgesOf(ops))).toEqual([{ first: 0, second: 3 }])
  })
  it('two reads race with nothing', () =>
    expect(racesOf([op(0, 'A', 'data', 'read'), op(1, 'B', 'data', 'read')], [])).toEqual([]))
  it('is an order: never both ways, and transitive', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            thread: fc.constantFrom('A', 'B', 'C'),
            kind: fc.constantFrom('rmw', 'fence', 'plain'),
            order: fc.constantFrom('Release', 'Acquire', 'AcqRel', 'Relaxed'),
          }),
          { minLength: 2, maxLength: 9 },
        ),
        raw => {
          const ops = raw.map((r, i) =>
              r.kind === 'rmw'
                ? op(i, r.thread, 'n', r.order as Op['order'], [9 - i, 8 - i])
                : r.kind === 'fence'
                  ? op(i, r.thread, '', r.order as Op['order'])
                  : op(i, r.thread, 'data', 'write'),
            ),
            edges = edgesOf(ops)
          const before = (a: number, b: number) => a !== b && happensBefore(ops, edges, a, b)
          for (const { index: a } of ops)
            for (const { index: b } of ops) {
              if (before(a, b)) {
                expect(before(b, a)).toBe(false)
                expect(a).toBeLessThan(b)
              }
              for (const { index: c } of ops) if (before(a, b) && before(b, c)) expect(before(a, c)).toBe(true)
            }
        },
      ),
    ))
})

describe.each(examples)('$example', ({ example, options }) => {
  const trace = fromRecording(load(example), options)
  it.each([PLOT, STRIP, { width: 432, height: 300 }])('keeps words, cells and arrows apart at $width x $height', box =>
    trace.frames.forEach((f, i) => {
      const marks = model.layout(f, box)
      expect([...flaws(marks, box), ...crossings(marks)], `frame ${i + 1}`).toEqual([])
    }),
  )
  it('has a caption of at most two lines for each frame, no two alike', () => {
    const all = trace.frames.map((f, i) => model.describe(trace.frames[i - 1] ?? null, f))
    expect(new Set(all).size).toBe(all.length)
    for (const c of all) expect(c.length).toBeLessThanOrEqual(165)
  })
  it('prints at most eight frames, first and last among them', () => {
    const keys = model.keyFrames!(trace)
    expect(keys.length).toBeLessThanOrEqual(8)
    expect([keys[0], keys.at(-1)]).toEqual([0, trace.frames.length - 1])
  })
  it('has an outline with every counter or operation', () => {
    const flat = (t: TextTree): string => [t.text, ...(t.children ?? []).map(flat)].join('\n')
    for (const f of trace.frames)
      for (const name of f.show === 'threads'
        ? f.ops.slice(0, f.done).map(o => o.text)
        : f.counters.map(c => (c.kind === 'rc' ? `block ${c.name}` : c.name)))
        expect(flat(model.outline(f))).toContain(name)
  })
})
