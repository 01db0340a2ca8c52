// Drift: planted changes of facts and of wording, judged and reported; no compiler is asked here.
import { describe, expect, test } from 'vitest'
import { compareRuns } from './compare.ts'
import { driftReport } from './driftReport.ts'
import { judgeChanges } from './facts.ts'
import type { SnippetFile } from './files.ts'
import type { Emit, Run } from './schema.ts'
import { parseSnippet } from './snippet.ts'

const snippet = parseSnippet('//@ check\n//@ emit: nll f')
const run = (change: Partial<Run>): Run =>
  ({
    edition: 2024,
    command: [],
    verdict: { kind: 'compiles', label: 'compiles', codes: [], exit: null },
    diagnostics: [],
    stdout: '',
    stderr: '',
    events: [],
    emits: [],
    ...change,
  }) as unknown as Run
/** A body with one loan whose region has the number `no` and reaches to `to`. */
const nll = (no: number, to: number): Emit =>
  ({
    kind: 'nll',
    arg: 'f',
    body: {
      fn: 'f',
      locals: [{ name: '_1', ty: `&'?${no} i32`, user: 'r' }],
      blocks: [],
      regions: [{ name: `'?${no}`, points: [{ block: 'bb0', from: 1, to }], universal: false }],
      constraints: [{ sup: `'?${no}`, sub: `'?${no + 1}`, reason: 'Assignment', at: 'All(f)', span: null }],
      loans: [{ id: 'bw0', issued: 'bb0[1]', region: `'?${no}`, kind: 'shared', place: '_2' }],
    },
  }) as unknown as Emit
const judged = (was: Run, now: Run) => judgeChanges(compareRuns([was], [now], snippet), [was], [now])
const facts = (was: Run, now: Run) => judged(was, now).filter(change => change.fact)

describe('what is a fact', () => {
  test('another number of a region is none', () => {
    const was = run({ emits: [nll(3, 5)] })
    const now = run({ emits: [nll(8, 5)] })
    expect(judged(was, now).length).toBeGreaterThan(2)
    expect(facts(was, now)).toEqual([])
  })
  test('a region that reaches further is one, said of its loan', () => {
    expect(facts(run({ emits: [nll(3, 5)] }), run({ emits: [nll(8, 6)] }))).toEqual([
      {
        where: 'edition 2024, nll f: loan 1',
        was: 'shared of _2, issued at bb0[1], region bb0[1..=5]',
        now: 'shared of _2, issued at bb0[1], region bb0[1..=6]',
        line: 2,
        fact: true,
      },
    ])
  })
  test('a verdict is one, the words of a message are none', () => {
    const error = (message: string): Partial<Run> =>
      ({
        verdict: { kind: 'error', label: 'E0502', codes: ['E0502'], exit: null },
        diagnostics: [{ level: 'error', code: 'E0502', message, spans: [], children: [], rendered: message }],
      }) as unknown as Partial<Run>
    expect(facts(run(error('cannot borrow')), run(error('cannot borrow this')))).toEqual([])
    expect(facts(run({}), run(error('cannot borrow'))).map(change => change.where)).toContain(
      'edition 2024: verdict.kind',
    )
  })
})

describe('the report', () => {
  const drift = (was: Run, now: Run) => ({
    differing: [
      {
        file: { path: 'decks/01-a/snippets/x.rs' } as SnippetFile,
        changes: judged(was, now),
        problems: [],
      },
    ],
    crates: 1,
    asked: 7,
  })
  test('counts one fact for each answer, and fails', () => {
    const now = run({ stdout: '1\n', verdict: { kind: 'runs', label: 'runs', codes: [], exit: 0 } })
    const { facts: count, markdown } = driftReport(drift(run({}), now), 'rustc 9.9.9')
    expect(count).toBe(1)
    expect(markdown).toContain('Facts that changed: 1; words or formats: 0; snippets that could not be recorded: 0.')
    expect(markdown).toContain('| 01-a | 1 | 0 | 0 |')
    expect(markdown).toMatch(/x\.rs:1: edition 2024: .*, and \d more values/)
  })
  test('lists wording by kind, and does not fail', () => {
    const { facts: count, markdown } = driftReport(drift(run({ stderr: 'a' }), run({ stderr: 'b' })), 'rustc 9.9.9')
    expect(count).toBe(0)
    expect(markdown).toContain('| `stderr` | 1 |')
  })
})
