// What loom printed, 0.7.3 with `LOOM_LOG=loom::model=info`, and what is read out of it.
import { expect, test } from 'vitest'
import { exploredBy } from './loom.ts'

test("executions are counted, and loom's line is no output of the program", () => {
  expect(
    exploredBy({ status: 0, stdout: 'begin\n INFO loom::model: Completed in 6 iterations\nend\n', stderr: '' }),
  ).toEqual({ stdout: 'begin\nend\n', loom: { executions: 6, fault: null } })
})
test('a fault stops it, and no count is claimed', () => {
  const stderr =
    "\nthread 'main' panicked at crate:loom-0.7.3/src/rt/location.rs:115:9:\nCausality violation: Concurrent read and write accesses.\n"
  expect(exploredBy({ status: 101, stdout: '', stderr }).loom).toEqual({
    executions: null,
    fault: 'Causality violation: Concurrent read and write accesses.',
  })
})
test('a program that explores no model has no count', () => {
  expect(exploredBy({ status: 0, stdout: 'hello\n', stderr: '' }).loom).toEqual({ executions: null, fault: null })
})
