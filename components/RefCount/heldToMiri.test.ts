// A figure names no race that Miri has not reported of the program, and hides none that it has.
import { expect, test } from 'vitest'
import { readExample } from '../../scripts/lib/recording/check.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { fromRecording } from './model.ts'

const racy = readExample('RefCount', 'arc-no-fence')
const ordered = readExample('RefCount', 'arc')
const threads = (recording: Recording): string => fromRecording(recording, { show: 'threads' }).provenance.note ?? ''
/** `recording` with what Miri said of another. */
const withMiriOf = (recording: Recording, other: Recording | null): Recording => ({
  ...recording,
  runs: recording.runs.map(run => ({ ...run, miri: other?.runs[0]!.miri })),
})

test('the foot says what Miri says, silence with the schedules that it is of', () => {
  expect(threads(ordered)).toMatch(/edges derived; Miri: no race in \d+ schedules$/)
  expect(threads(racy)).toMatch(/Miri: a data race in \d+ of \d+ schedules/)
})
test('a race that no tool reported is refused', () => {
  expect(() => threads(withMiriOf(racy, null))).toThrow('the figure would name a race that no tool has reported')
  expect(() => threads(withMiriOf(racy, ordered))).toThrow('its orderings leave a race, Miri reports no race in')
})
test('a race that Miri reports and the figure does not is refused', () => {
  expect(() => threads(withMiriOf(ordered, racy))).toThrow('Miri reports a data race')
})
