// Which program of a set is shown, and when its verdict is seen.
import { describe, expect, test } from 'vitest'
import { backward, choose, CLOSED, closed, onward, SetStateSchema, type SetState } from './set.ts'

/** What stands after the key was pressed so often, as `at` with `?` before its verdict. */
const walk = (times: number, step = onward): string[] => {
  const out: string[] = []
  let state: SetState = CLOSED
  for (let i = 0; i < times; i++) {
    state = step(state, 3)
    out.push(`${state.at}${state.seen.includes(state.at!) ? '' : '?'}`)
  }
  return out
}

describe('switching', () => {
  test('each variant is asked about before its verdict is shown, the base stands on the slide', () =>
    expect(walk(8)).toEqual(['1?', '1', '2?', '2', '0', '1', '2', '0']))
  test('backwards nothing is given away', () => expect(walk(4, backward)).toEqual(['2?', '1?', '0', '2?']))
  test('a switch opens its program, and once more shows the verdict', () => {
    const opened = choose(CLOSED, 2)
    expect(opened).toEqual({ at: 2, seen: [] })
    expect(choose(opened, 2)).toEqual({ at: 2, seen: [2] })
    expect(closed(choose(opened, 2))).toEqual({ at: null, seen: [2] })
  })
  test('another window says only what a state can be', () => {
    expect(SetStateSchema.safeParse({ at: 1, seen: [1] }).success).toBe(true)
    for (const wrong of [{ at: -1, seen: [] }, { at: 1 }, { at: 1, seen: ['x'] }, { at: 1, seen: [], more: 1 }])
      expect(SetStateSchema.safeParse(wrong).success).toBe(false)
  })
})
