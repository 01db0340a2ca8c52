import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import { emitOf, FigureDataError, PLOT, STRIP } from '../figure/contract.ts'
import { crossings, flaws } from '../figure/overlap.ts'
import { examples, fromRecording, model, shortType, type MachineFrame, type MachineOptions } from './model.ts'

const NAMES = ['fetch', 'two', 'arg-twice', 'cancel'] as const
const source = (name: string) => readFileSync(new URL(`./examples/${name}.rs`, import.meta.url), 'utf8')
const recorded = (name: string) => readExample('StateMachine', name)
const traceOf = (name: string, options: MachineOptions = {}) =>
  fromRecording(recorded(name), { source: source(name), ...options })
const captions = (frames: readonly MachineFrame[]) => frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))

describe('captions', () => {
  test('a future that points into itself, and what a move would do', () =>
    expect(captions(traceOf('fetch').frames)).toEqual([
      'The call runs nothing: it builds 24 bytes, of which `id` and the tag are set.',
      'The first `poll` runs to the `.await` on line 2, keeps `ReadHead`, and writes tag 3.',
      'The second `poll` goes on from tag 3 to the `.await` on line 3: tag 4. `ReadBody` borrows `head`: bytes 16 to 24 point at byte 4, into the future itself.',
      'A move would copy the 24 bytes, pointer and all: byte 16 of the copy leads 20 bytes before its own start, where `head` was. `Pin` forbids it.',
      'The third `poll` returns `Ready` and writes tag 1: nothing is left that may be used. A further `poll` panics.',
    ]))
  test('without a report of polls: the states in the order of their awaits', () =>
    expect(captions(traceOf('two').frames)).toEqual([
      'The call runs nothing: it builds 48 bytes, of which `flag` and the tag are set.',
      'Polled, the body runs to the `.await` on line 3, keeps `flag`, `buf` and `touch()`, and writes tag 3. The argument `flag` was moved into a local: its 1 byte is there twice.',
      'Once that is ready, the body goes on from tag 3 to the `.await` on line 4, keeps `touch()`, and writes tag 4. `touch()` reuses the bytes of the one before.',
      'The last `poll` returns `Ready` and writes tag 1: nothing is left that may be used. A further `poll` panics.',
    ]))
  test('cancellation', () =>
    expect(captions(traceOf('cancel').frames).at(-1)).toBe(
      'Dropped in `Suspend0`: the body never goes on, and what it kept is dropped here. It reports `drop Guard 2`, then `drop Guard 1`.',
    ))
})

describe.each(NAMES)('%s', name => {
  const recording = recorded(name),
    body = emitOf(recording, 'coroutine')
  test('the rows are the recorded states: every field at its recorded bytes', () => {
    const { rows, size, tag } = traceOf(name).frames[0]!
    expect(size).toBe(body.size)
    expect(tag).toEqual(body.tag)
    expect(rows.map(r => r.name).sort()).toEqual(body.states.map(s => s.name).sort())
    for (const state of body.states) {
      const row = rows.find(r => r.name === state.name)!
      expect(row.tag).toBe(state.discriminant)
      for (const f of state.fields.filter(f => f.saved))
        expect(row.fields).toContainEqual(expect.objectContaining({ id: f.saved, offset: f.offset, size: f.size }))
    }
  })
  test('no two live fields of a state overlap, nor the tag', () => {
    for (const row of traceOf(name).frames[0]!.rows) {
      const spans = [
        ...row.fields.filter(f => f.size > 0).map(f => [f.offset, f.offset + f.size]),
        [body.tag.offset, body.tag.offset + body.tag.size],
      ].sort((a, b) => a[0]! - b[0]!)
      spans.slice(1).forEach((s, i) => expect(s[0]).toBeGreaterThanOrEqual(spans[i]![1]!))
    }
  })
  test('bytes are drawn to scale, with one zero and one unit', () => {
    for (const frame of traceOf(name).frames.filter(f => !f.moved)) {
      const marks = model.layout(frame, PLOT)
      for (const row of frame.rows)
        for (const f of row.fields.filter(f => f.size > 0)) {
          const rect = marks.find(m => m.key === `field-${row.name}-${f.id}`)!
          expect(rect.kind).toBe('rect')
          if (rect.kind === 'rect') {
            expect(rect.x).toBeCloseTo(300 + (f.offset * 575) / body.size, 6)
            expect(rect.width).toBeCloseTo((f.size * 575) / body.size, 6)
          }
        }
    }
  })
  test('a joint marks bytes that both rows use', () => {
    const { rows, joints } = traceOf(name).frames[0]!
    for (const j of joints)
      for (const row of [rows[j.upper]!, rows[j.upper + 1]!])
        expect(row.fields.some(f => f.offset <= j.from && j.to <= f.offset + f.size)).toBe(true)
  })
  test('every frame is sound in every box', () => {
    for (const box of [PLOT, STRIP, { width: 432, height: 300 }])
      for (const options of [{}, { source: undefined }])
        for (const [i, frame] of fromRecording(recording, { source: source(name), ...options }).frames.entries()) {
          const marks = model.layout(frame, box)
          expect([...flaws(marks, box), ...crossings(marks)], `frame ${i + 1} at ${box.width}`).toEqual([])
        }
  })
  test('frames survive JSON, and the outline names every field', () => {
    for (const frame of traceOf(name).frames) {
      expect(model.layout(JSON.parse(JSON.stringify(frame)), PLOT)).toEqual(model.layout(frame, PLOT))
      const text = JSON.stringify(model.outline(frame))
      for (const f of frame.rows.flatMap(r => r.fields)) expect(text).toContain(`${f.label}: `)
    }
  })
})

test("the pointer that the program read lies in a field of the compiler's layout and leads to one", () => {
  const frame = traceOf('fetch').frames.find(f => f.pointer)!,
    row = frame.rows[frame.state]!,
    { at, target, to } = frame.pointer!
  expect(row.fields.find(f => f.offset === at)).toMatchObject({ label: 'ReadBody', size: 8 })
  expect(row.fields.find(f => f.offset === target)).toMatchObject({ label: to })
  const moved = traceOf('fetch').frames.find(f => f.moved)!.moved!
  expect(moved.target).toBe(target - moved.by)
})
test('the argument of an async fn has bytes of its own beside the local', () => {
  const row = traceOf('arg-twice').frames[0]!.rows.find(r => r.name === 'Suspend0')!
  expect(
    row.fields
      .filter(f => f.label === 'b')
      .map(f => f.kind)
      .sort(),
  ).toEqual(['local', 'taken'])
})
test('names of futures', () => {
  expect(shortType('{async fn body of touch()}')).toBe('touch()')
  expect(shortType('std::future::Pending<()>')).toBe('Pending')
  expect(shortType("ReadBody<'_>")).toBe('ReadBody')
})
test('the gallery shows every example', () => expect(examples.map(e => e.example).sort()).toEqual([...NAMES].sort()))

describe('what cannot be drawn is said', () => {
  const base = recorded('fetch')
  const withEvents = (events: Record<string, unknown>[]) => ({ ...base, runs: [{ ...base.runs[0]!, events }] })
  test.each([
    [[{ ev: 'jump' }], /event 1 is of the unknown kind `jump`/],
    [[{ ev: 'poll', result: 'pending', tag: 3 }], /the first event is `poll`; it must be `call`/],
    [
      [{ ev: 'call', size: 32, tag: 0, tagAt: 12 }],
      /reports 32 bytes with the tag at 12, the compiler 24 with the tag at 12/,
    ],
    [[{ ev: 'call', size: 24, tag: 9, tagAt: 12 }], /read the tag 9, and fetch has no state with it/],
    [[{ ev: 'call', size: 24, tag: 0 }], /needs `tagAt` as a number/],
  ])('%j', (events, message) => {
    expect(() => fromRecording(withEvents(events))).toThrow(FigureDataError)
    expect(() => fromRecording(withEvents(events))).toThrow(message)
  })
  test('another function', () =>
    expect(() => traceOf('fetch', { fn: 'other' })).toThrow(/fetch\.rs holds no coroutine of other/))
  test('a part outside the film', () => expect(() => traceOf('fetch', { from: 9 })).toThrow(/gives 5 frames/))
})
