// Runs a list of operations through both models: the entry for tests and for the figure.
import type { Violation } from './machine.ts'
import type { Op } from './ops.ts'
import { StackedBorrows } from './stacked.ts'
import { TreeBorrows, type TreeOptions } from './tree.ts'

/** Miri's tests and rules as of this commit are what the models are checked against. */
export const MIRI = { commit: '990706977fb426b5c2d99e074db098de038c3be4', date: '2026-08-22' } as const

/** What a model says of a program: nothing, or which operation is at fault (0-based) and why. */
export type Outcome = { ub: false } | { ub: true; op: number; violation: Violation }

const outcome = (model: { apply(op: Op): { violation: Violation | null } }, ops: readonly Op[]): Outcome => {
  for (const [op, o] of ops.entries()) {
    const { violation } = model.apply(o)
    if (violation) return { ub: true, op, violation }
  }
  return { ub: false }
}

/** @returns the verdicts of Stacked Borrows and Tree Borrows on the same operations. */
export function judge(ops: readonly Op[], options: TreeOptions = {}): { stacked: Outcome; tree: Outcome } {
  return { stacked: outcome(new StackedBorrows(), ops), tree: outcome(new TreeBorrows(options), ops) }
}
