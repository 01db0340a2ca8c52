// Drift: planted changes of facts and of wording, judged and reported; no compiler is asked here.
import { describe, expect, test } from 'vitest'
import { compareRuns } from './compare.ts'
import { driftReport } from './driftReport.ts'
import { changedFacts, isWording } from './facts.ts'
import type { SnippetFile } from './files.ts'
import type { Diagnostic, Emit, Run } from './schema.ts'
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
const facts = (was: Run, now: Run) => changedFacts([was], [now], snippet)
const words = (was: Run, now: Run) => compareRuns([was], [now], snippet).filter(isWording)

const FIELD = { name: 'a', ty: 'A', offset: 0, size: 4 }
const LAYOUT = { size: 8, align: 4, fields: [FIELD], padding: [], niche: null, tag: null, variants: [] }

describe('what is a fact', () => {
  test('another number of a region is none', () => {
    const was = run({ emits: [nll(3, 5)] })
    const now = run({ emits: [nll(8, 5)] })
    expect(words(was, now).length).toBeGreaterThan(2)
    expect(facts(was, now)).toEqual([])
  })
  test('a region that reaches further is one, said of its loan', () => {
    expect(facts(run({ emits: [nll(3, 5)] }), run({ emits: [nll(8, 6)] }))).toEqual([
      {
        where: 'edition 2024, nll f: loans',
        was: 'shared of _2, issued at bb0[1], region bb0[1..=5]',
        now: 'shared of _2, issued at bb0[1], region bb0[1..=6]',
        line: 2,
      },
    ])
  })
  const error = (change: Partial<Diagnostic>, codes = ['E0502']): Partial<Run> =>
    ({
      verdict: { kind: 'error', label: 'E0502', codes, exit: null },
      diagnostics: [{ level: 'error', code: 'E0502', message: 'cannot borrow', spans: [], children: [], ...change }],
    }) as unknown as Partial<Run>
  const span = (line: number, change: object = {}) => ({
    line,
    column: 5,
    lineEnd: line,
    columnEnd: 9,
    primary: true,
    label: null,
    ...change,
  })
  test('a verdict is one, the words of a message are none', () => {
    expect(facts(run(error({})), run(error({ message: 'cannot borrow this' })))).toEqual([])
    expect(words(run(error({})), run(error({ message: 'cannot borrow this' })))).toHaveLength(1)
    expect(facts(run({}), run(error({})))[0]).toMatchObject({
      where: 'edition 2024: verdict',
      was: 'compiles',
      now: 'error E0502',
    })
  })
  test('the primary span in the snippet is one; those of notes and of std are none', () => {
    const at = (...spans: object[]) => run(error({ spans } as unknown as Partial<Diagnostic>))
    const noted = (line: number) =>
      run(error({ spans: [span(3)], children: [{ level: 'note', message: '', spans: [span(line)] }] } as never))
    expect(facts(at(span(3)), at(span(4)))).toMatchObject([
      { where: 'edition 2024: spans', was: 'E0502 at 3:5 to 3:9', now: 'E0502 at 4:5 to 4:9' },
    ])
    expect(facts(at(span(3), span(7, { primary: false })), at(span(3), span(8, { primary: false })))).toEqual([])
    expect(facts(at(span(3), span(70, { file: 'std' })), at(span(3), span(80, { file: 'std' })))).toEqual([])
    expect(facts(noted(5), noted(6))).toEqual([])
    expect(words(noted(5), noted(6)).length).toBeGreaterThan(0)
  })
  test.each<[string, unknown, unknown, string[]]>([
    ['layout', LAYOUT, { ...LAYOUT, size: 16 }, ['edition 2024, layout f: size']],
    ['layout', LAYOUT, { ...LAYOUT, fields: [{ ...FIELD, ty: 'core::A' }] }, []],
    ['layout', LAYOUT, { ...LAYOUT, fields: [{ ...FIELD, offset: 4 }] }, ['edition 2024, layout f: fields']],
    ['asm', { fn: 'f', lines: ['cmp rcx, rsi'] }, { fn: 'f', lines: ['cmp rsi, rcx'] }, []],
    ['mono', { items: [1, 2], stats: [{ sizeEstimate: 3 }] }, { items: [1, 2], stats: [{ sizeEstimate: 4 }] }, []],
    ['mono', { items: [1, 2], stats: [] }, { items: [1], stats: [] }, ['edition 2024, mono f: instances']],
    [
      'auto-traits',
      { traits: { Send: true }, why: [] },
      { traits: { Send: false }, why: [] },
      ['edition 2024, auto-traits f: traits'],
    ],
    ['auto-traits', { traits: { Send: true }, why: [{ chain: [1] }] }, { traits: { Send: true }, why: [] }, []],
  ])('of %s (%#)', (kind, was, now, changed) => {
    const one = (body: unknown) => run({ emits: [{ kind, arg: 'f', body }] as unknown as Emit[] })
    expect(facts(one(was), one(now)).map(change => change.where)).toEqual(changed)
  })
})

describe('the report', () => {
  const drift = (was: Run, now: Run) => ({
    differing: [
      {
        file: { path: 'decks/01-a/snippets/x.rs' } as SnippetFile,
        facts: facts(was, now),
        words: words(was, now),
        problems: [],
      },
    ],
    crates: 1,
    asked: 7,
  })
  test('counts one fact for each answer, and fails', () => {
    const { facts: count, markdown } = driftReport(
      drift(run({ stdout: '1\n2\n3\n' }), run({ stdout: '1\n5\n6\n' })),
      'rustc 9.9.9',
    )
    expect(count).toBe(1)
    expect(markdown).toContain('Facts that changed: 1; words or formats: 0; snippets that could not be recorded: 0.')
    expect(markdown).toContain('| 01-a | 1 | 0 | 0 |')
    expect(markdown).toContain('x.rs:1: edition 2024: output: recorded 2, now 5 (and 1 more)')
  })
  test('lists wording by kind, and does not fail', () => {
    const { facts: count, markdown } = driftReport(drift(run({ stderr: 'a' }), run({ stderr: 'b' })), 'rustc 9.9.9')
    expect(count).toBe(0)
    expect(markdown).toContain('| `stderr` | 1 |')
  })
})
