// Which program of a set is shown, and when its verdict is seen.
import { describe, expect, test } from 'vitest'
import { KEYS, pressed } from '../keys.ts'
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

describe('the table of keys', () => {
  const event = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
    ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, target: null, ...more }) as KeyboardEvent
  test('names no key twice', () => {
    const keys = Object.values(KEYS).map(({ key, shift }) => `${key} ${shift}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
  test('a key is found with its shift, a digit is a number, everything else is nothing', () => {
    expect(pressed(event('v'))).toBe('whatIfNext')
    expect(pressed(event('V', { shiftKey: true }))).toBe('whatIfBack')
    expect(pressed(event('Escape'))).toBe('whatIfClose')
    expect(pressed(event('3'))).toBe(3)
    expect([event('0'), event('x'), event('v', { ctrlKey: true })].map(pressed)).toEqual([null, null, null])
  })
})
