// What is said of Miri's verdict: silence names the schedules that it is of, a race those in which it was reported.
import { describe, expect, test } from 'vitest'
import { lookUp, LookupError } from '../lookup.ts'
import type { MiriSaid, Recording, Run } from '../schema.ts'
import { miriBoth } from './words.ts'

const one = (model: MiriSaid['model'], verdict: MiriSaid['verdict'], more: Partial<MiriSaid> = {}): MiriSaid => ({
  model,
  verdict,
  message: verdict === 'ok' ? null : `what ${model} reports`,
  reports: [],
  command: [],
  ...more,
})
const said = (seeds: number | null, stacked: MiriSaid, tree: MiriSaid): NonNullable<Run['miri']> => ({
  seeds,
  flags: [],
  said: [stacked, tree],
})

describe('in words', () => {
  test('silence is of so many schedules', () => {
    expect(miriBoth(said(64, one('stacked', 'ok', { reported: 0 }), one('tree', 'ok', { reported: 0 })))).toBe(
      'no race in 64 schedules',
    )
    expect(miriBoth(said(null, one('stacked', 'ok'), one('tree', 'ok')))).toBe('no report')
  })
  test('a race is of those that report it, and models that differ are named', () => {
    expect(miriBoth(said(8, one('stacked', 'race', { reported: 7 }), one('tree', 'race', { reported: 8 })))).toBe(
      'a data race in 7 of 8 schedules (Stacked Borrows), a data race in 8 of 8 schedules (Tree Borrows)',
    )
    expect(miriBoth(said(null, one('stacked', 'ub'), one('tree', 'ok')))).toBe(
      'undefined behaviour (Stacked Borrows), no report (Tree Borrows)',
    )
  })
})

test('a slide reads it out of the recording', () => {
  const recording = {
    snippet: 'x.rs',
    runs: [{ miri: said(null, one('stacked', 'ub'), one('tree', 'ok')), loom: { executions: 6, fault: null } }],
  } as unknown as Recording
  expect(lookUp(recording, 'miri stacked')).toBe('undefined behaviour')
  expect(lookUp(recording, 'miri stacked message')).toBe('what stacked reports')
  expect(lookUp(recording, 'miri')).toContain('no report (Tree Borrows)')
  expect(lookUp(recording, 'loom')).toBe('6')
  expect(() => lookUp(recording, 'miri tree message')).toThrow('nothing was reported by tree')
  expect(() => lookUp(recording, 'miri oak')).toThrow(LookupError)
  expect(() => lookUp({ ...recording, runs: [{}] } as unknown as Recording, 'miri')).toThrow('Miri was not asked')
})
