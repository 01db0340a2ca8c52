import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import { FigureDataError, PLOT, STRIP } from '../figure/contract.ts'
import { crossings, flaws } from '../figure/overlap.ts'
import { executorEvents } from './events.ts'
import { fromRecording, model, type ExecutorFrame, type ExecutorOptions } from './model.ts'

const NAMES = ['poll-down', 'blocking', 'lost-wakeup', 'select', 'budget'] as const
const source = (name: string) => readFileSync(new URL(`./examples/${name}.rs`, import.meta.url), 'utf8')
const recorded = (name: string) => readExample('Executor', name)
const traceOf = (name: string, options: ExecutorOptions = {}) =>
  fromRecording(recorded(name), { source: source(name), ...options })
const captions = (frames: readonly ExecutorFrame[]) => frames.map((f, i) => model.describe(frames[i - 1] ?? null, f))

describe('captions say what the run did', () => {
  test('a poll goes down, a wake comes back', () => {
    expect(captions(traceOf('poll-down').frames)).toEqual([
      '`a` and `b` are values: nothing of them has run, and no queue knows them.',
      '`spawn` gives `a` and `b` to the executor: the ready queue is `a` and `b`.',
      '`a` leaves the queue for its first poll, down through `fetch`, `read` and `sleep(20)`. The leaf sets a timer for 20 ms and keeps a clone of the waker.',
      '`Pending` comes up through every level: `a` waits outside the queue, and one waker can bring it back.',
      '`b` leaves the queue for its first poll.',
      '`Ready`: `b` is done after one poll.',
      'Nobody is ready, so the clock runs to 20 ms. `wake` on the waker of `a` puts `a` at the end of the queue: no waker left.',
      '`a` leaves the queue for its second poll, down through `fetch`, `read` and `sleep(20)`.',
      '`Ready` comes up through every level: `a` is done after 2 polls.',
    ])
  })
  test('a poll that blocks makes a timer late', () => {
    const said = captions(traceOf('blocking').frames)
    expect(said).toContain(
      '`hog` leaves the queue for its first poll. It keeps the thread for 200 ms: the clock says 200 ms, and nobody else ran.',
    )
    expect(said).toContain(
      'The timer of 10 ms is seen at 205 ms, 195 ms late. `wake` on the waker of `timer` puts `timer` at the end of the queue: no waker left.',
    )
  })
  test('a stale waker wakes a task that is done, and the other waits for ever', () => {
    const said = captions(traceOf('lost-wakeup').frames)
    expect(said.at(-3)).toBe(
      '`wake` on the waker of `first` changes nothing: `first` is done, and nobody else hears of it.',
    )
    expect(said.at(-1)).toBe('The queue is empty and no timer runs: `second` will never be polled again.')
  })
  test('select drops the loser where it waits', () => {
    const said = captions(traceOf('select').frames)
    expect(said[1]).toBe(
      '`main` leaves the queue for its first poll: it polls `slow`, then `fast`. The leaves set timers for 30 ms and 10 ms and keep one clone each of the waker.',
    )
    expect(said).toContain(
      '`slow` is dropped where it waited: that is cancellation. It reports `drop Guard`, then `after select`.',
    )
    expect(said.at(-1)).toBe(
      'Nobody is ready, so the clock runs to 30 ms. `wake` on the waker of `main` changes nothing: `main` is done, and nobody else hears of it.',
    )
  })
  test('a spent budget wakes its own task and lets the others run', () => {
    const said = captions(traceOf('budget').frames)
    expect(said).toContain(
      '`hog` leaves the queue for its first poll. It takes 3 messages from its budget of 3, and then nothing is left.',
    )
    expect(said).toContain(
      '`wake_by_ref` on its own waker puts `hog` at the end of the queue while it is still being polled.',
    )
    expect(said).toContain(
      '`Pending`: `hog` was woken during its poll, so it is in the queue again, behind the others.',
    )
  })
})

describe.each(NAMES)('%s', name => {
  test('the replay agrees with the counts that the program itself reported', () => {
    const events = executorEvents(recorded(name).runs[0]!.events!, name),
      { frames } = traceOf(name, { detail: 'events' })
    frames.forEach((frame, i) => {
      const event = events[i]!
      if (event.ev === 'clone' || event.ev === 'drop' || event.ev === 'wake')
        expect(frame.tasks.find(t => t.name === event.task)!.wakers).toBe(event.wakers)
      if (event.ev === 'wake')
        expect(frame.queue.filter(n => n === event.task).length).toBe(event.effect === 'done' ? 0 : 1)
      expect(frame.tasks.filter(t => t.lane === 'polling').length).toBeLessThanOrEqual(1)
    })
    const { vtable } = frames.at(-1)!
    expect(vtable.clone - vtable.drop - vtable.wake).toBe(frames.at(-1)!.tasks.reduce((sum, t) => sum + t.wakers, 0))
    expect(vtable.clone).toBe(events.filter(e => e.ev === 'clone').length)
  })
  test('every frame is sound in every box, in both details', () => {
    for (const detail of ['moves', 'events'] as const)
      for (const box of [PLOT, STRIP, { width: 432, height: 300 }])
        for (const [i, frame] of traceOf(name, { detail }).frames.entries()) {
          const marks = model.layout(frame, box)
          expect([...flaws(marks, box), ...crossings(marks)], `${detail} frame ${i + 1} at ${box.width}`).toEqual([])
        }
  })
  test('frames are complete: each survives JSON and draws the same', () => {
    for (const frame of traceOf(name).frames)
      expect(model.layout(JSON.parse(JSON.stringify(frame)), PLOT)).toEqual(model.layout(frame, PLOT))
  })
  test('the text outline names every task and what is printed are real frames', () => {
    const trace = traceOf(name),
      text = JSON.stringify(model.outline(trace.frames.at(-1)!))
    for (const task of trace.frames[0]!.tasks) expect(text).toContain(task.name)
    const keys = model.keyFrames!(trace)
    expect(keys[0]).toBe(0)
    expect(keys.at(-1)).toBe(trace.frames.length - 1)
    expect(keys.length).toBeLessThanOrEqual(9)
  })
})

test('all examples run the same executor', () => {
  const executor = (name: string) => /\/\/ #region executor\n([\s\S]*?)\/\/ #endregion executor/.exec(source(name))?.[1]
  for (const name of NAMES) expect(executor(name), name).toBe(executor('poll-down'))
})

describe('what cannot be drawn is said', () => {
  const base = recorded('poll-down')
  const withEvents = (events: Record<string, unknown>[]) => ({ ...base, runs: [{ ...base.runs[0]!, events }] })
  test.each([
    [[{ ev: 'jump', at: 0 }], /event 1 is of the unknown kind `jump`/],
    [[{ ev: 'poll', at: 0 }], /event 1 \(`poll`\) needs `task` as a string/],
    [[{ ev: 'poll', task: 'x', at: 0 }], /names the task `x`, which no `create` event introduced/],
    [[{ ev: 'create', task: 'far-too-long', line: 1, at: 0 }], /more than 7 letters/],
  ])('%j', (events, message) => {
    expect(() => fromRecording(withEvents(events))).toThrow(FigureDataError)
    expect(() => fromRecording(withEvents(events))).toThrow(message)
  })
  test('a part outside the film', () => expect(() => traceOf('poll-down', { from: 40 })).toThrow(/gives 9 frames/))
  test('a part of the film', () => expect(traceOf('poll-down', { from: 3, to: 4 }).frames.length).toBe(2))
})
