// The parts that need neither disk nor compiler: what fits an expectation, what counts as a change, what a text and a recording say together.
import { describe, expect, test } from 'vitest'
import { readNames } from '../toolchain/names.ts'
import { checkText } from './check.ts'
import { compareRuns } from './compare.ts'
import { artifactFiles, crateVersions } from './crates.ts'
import { judge } from './expect.ts'
import { ROOT } from './files.ts'
import { bodyKey, srcKey } from './keys.ts'
import { publicCommand, verdictOf } from './make.ts'
import { mergeable } from './merged.ts'
import { normaliseStderr, normaliseStdout } from './normalise.ts'
import type { Diagnostic, Run } from './schema.ts'
import { parseSnippet } from './snippet.ts'
import type { Stamps } from './stamp.ts'

const error = (code: string | null, line: number): Diagnostic => ({
  level: 'error',
  code,
  message: `says ${code ?? 'no code'}`,
  spans: [{ line, column: 1, lineEnd: line, columnEnd: 2, primary: true, label: null }],
  children: [],
  rendered: '',
})
const run = (more: Partial<Run> = {}): Run => ({
  edition: 2024,
  command: [],
  verdict: verdictOf(more.diagnostics ?? [], null, ''),
  diagnostics: [],
  stdout: '',
  stderr: '',
  emits: [],
  ...more,
})
const judged = (source: string, made: Run): string[] =>
  judge(parseSnippet(source), made).map(p => `${p.line}: ${p.message}`)

describe('expectations', () => {
  test('the multiset of codes is exact', () => {
    expect(judged('//@ check-fail: E0502', run({ diagnostics: [error('E0502', 3)] }))).toEqual([])
    expect(judged('//@ check-fail: E0502', run({ diagnostics: [error('E0502', 3), error('E0502', 4)] }))[0]).toMatch(
      '1: `//@ check-fail: E0502` expects exactly these codes, the compiler says E0502 (line 3), E0502 (line 4)',
    )
    expect(judged('//@ check-fail: E0502', run())[0]).toMatch('it compiles')
    expect(judged('//@ check-fail: none', run({ diagnostics: [error(null, 3)] }))).toEqual([])
  })
  test('a mark holds its line', () => {
    const source = '//@ check-fail: E0502\n\nx; //~ E0502'
    expect(judged(source, run({ diagnostics: [error('E0502', 3)] }))).toEqual([])
    expect(judged(source, run({ diagnostics: [error('E0502', 5)] }))).toEqual([
      '3: no E0502 has its primary span on line 3; it is on line 5: move the mark',
    ])
  })
  test('the exit status is exact', () => {
    const ended = (exit: number): Run =>
      run({ verdict: verdictOf([], exit, ''), stderr: "thread 'main' panicked at x.rs:1:1:\nboom" })
    expect(judged('//@ run', ended(0))).toEqual([])
    expect(judged('//@ run', ended(101))[0]).toBe(
      "1: `//@ run` expects exit status 0, the program ended with 101: thread 'main' panicked at x.rs:1:1:",
    )
    expect(judged('//@ run-fail: 101', ended(101))).toEqual([])
    expect(judged('//@ run-crash: 134', ended(139))[0]).toMatch('expects exit status 134')
  })
  test('an error where none is expected stands at its line', () => {
    expect(judged('//@ check', run({ diagnostics: [error('E0382', 7)] }))).toEqual([
      '7: `//@ check` expects no error, the compiler says E0382: says E0382',
    ])
  })
})

test('verdicts', () => {
  expect(verdictOf([error('E0502', 1)], null, '')).toMatchObject({ kind: 'error', label: 'E0502', codes: ['E0502'] })
  expect(verdictOf([], 101, 'panicked')).toMatchObject({ kind: 'panics' })
  expect(verdictOf([], 134, 'null pointer dereference occurred')).toMatchObject({ kind: 'ub', label: 'UB' })
  expect(verdictOf([], 134, '')).toMatchObject({ kind: 'aborts' })
  expect(verdictOf([], 3, '')).toMatchObject({ kind: 'runs', label: 'exit 3' })
})

describe('changes', () => {
  const snippet = parseSnippet('//@ run\n//@ emit: layout A')
  const body = {
    type: 'A',
    target: 't',
    size: 8,
    align: 4,
    fields: [],
    padding: [],
    niche: null,
    tag: null,
    variants: [],
  }
  test('a changed size is named with both values, at its directive', () => {
    const changes = compareRuns(
      [run({ emits: [{ kind: 'layout', arg: 'A', body }] })],
      [run({ emits: [{ kind: 'layout', arg: 'A', body: { ...body, size: 16 } }] })],
      snippet,
    )
    expect(changes).toEqual([{ where: 'edition 2024, layout A: body.size', was: '8', now: '16', line: 2 }])
  })
  test('a changed line of output', () => {
    expect(compareRuns([run({ stdout: 'a\nb\n' })], [run({ stdout: 'a\nc\n' })], snippet)).toEqual([
      { where: 'edition 2024: stdout, line 2', was: 'b', now: 'c', line: 1 },
    ])
  })
  test('times of a measurement are no change, its words are', () => {
    const event = (name: string, value: number): Partial<Run> => ({
      stdout: `{"ev":"measure","name":"${name}","value":${value}}\n`,
      events: [{ ev: 'measure', name, value }],
    })
    expect(compareRuns([run(event('dyn', 1.5))], [run(event('dyn', 2))], snippet)).toEqual([])
    expect(compareRuns([run(event('dyn', 1.5))], [run(event('static', 1.5))], snippet).length).toBeGreaterThan(0)
    expect(
      compareRuns([run({ stdout: '{"ev":"size","value":1}' })], [run({ stdout: '{"ev":"size","value":2}' })], snippet),
    ).toHaveLength(1)
  })
  test('the machine that a measurement was taken on may be another one, and must be named', () => {
    const on = (text: string): Partial<Run> => ({
      stdout: `{"ev":"machine","text":"${text}"}\n`,
      events: [{ ev: 'machine', text }],
    })
    expect(compareRuns([run(on('L1 32 KiB'))], [run(on('no list of caches'))], snippet)).toEqual([])
    expect(compareRuns([run(on('L1 32 KiB'))], [run({ stdout: '', events: [] })], snippet)).not.toEqual([])
  })
  test('a witness that one side lacks says nothing', () => {
    const emit = (cls: 'skipped' | 'reported'): Partial<Run> => ({
      emits: [{ kind: 'witness', arg: '', body: [{ witness: 'miri-tree', class: cls, exit: null, message: null }] }],
    })
    const asking = parseSnippet('//@ run\n//@ emit: witness')
    expect(compareRuns([run(emit('reported'))], [run(emit('skipped'))], asking)).toEqual([])
  })
})

describe('text and recording', () => {
  const source = '//@ check\nfn main() {}\n'
  const runs = [run()]
  const recording = {
    schema: 1,
    snippet: 'x.rs',
    toolchain: 'course',
    srcKey: srcKey(source),
    toolKey: 't',
    bodyKey: bodyKey(runs),
    runs,
  }
  const STAMPS = { course: { version: '1.99.1', commit: 'c', date: 'd', target: 't' } }
  const sentence = (src: string, json: string | null, stamps: Stamps = STAMPS): string => {
    const c = checkText('decks/a/snippets/x.rs', src, json, stamps)
    return c.ok ? 'ok' : c.sentence
  }
  test('fit', () => expect(sentence(source, JSON.stringify(recording))).toBe('ok'))
  test('an edited snippet', () =>
    expect(sentence(`${source}// more`, JSON.stringify(recording))).toMatch('decks/a/snippets/x.rs:1: STALE'))
  test('a hand-edited recording', () =>
    expect(sentence(source, JSON.stringify({ ...recording, runs: [run({ stdout: '42' })] }))).toMatch('edited by hand'))
  test('a hand-added key', () =>
    expect(sentence(source, JSON.stringify({ ...recording, runs: [{ ...run(), more: 1 }] }))).toMatch('edited by hand'))
  test('a recording of another release than the others, and one of a compiler that nothing names', () => {
    const old = { version: '1.95.0', commit: 'b', date: 'd', target: 't' }
    expect(sentence(source, JSON.stringify({ ...recording, rustc: old }))).toBe(
      'decks/a/snippets/x.rs:1: it is still recorded with rustc 1.95.0, the others with 1.99.1, and no `//@ toolchain:` asks for that: run `npm run record -- decks/a/snippets/x.rs`',
    )
    expect(sentence(source, JSON.stringify(recording), {})).toMatch(
      'recorded.json does not say which compiler `course` recorded it with',
    )
  })
  test('none, half of one, another shape', () => {
    expect(sentence(source, null)).toMatch('there is no recording of it: run `npm run record -- decks/a/snippets/x.rs`')
    expect(sentence(source, '{"schema":')).toMatch('is no JSON')
    expect(sentence(source, '{"schema":7}')).toMatch('does not have the shape of schema.ts')
  })
})

const names = readNames(ROOT)
const NAMED = { names, target: names.target }

test('what a reader types holds no path of this machine', () => {
  const source = '//@ run\n//@ crate: tokio\n//@ bootstrap\n//@ args: "a b"\nfn main() {}'
  expect(publicCommand('sub/x.rs', parseSnippet(source), 2024, source, NAMED).join(' ')).toBe(
    "RUSTC_BOOTSTRAP=1 rustc --edition 2024 -A warnings -L ../../../../.cache/crates/debug/deps --extern tokio x.rs && ./x 'a b'",
  )
})

test('what is only compiled names its target, and another compiler its channel', () => {
  const source = '//@ check\n//@ toolchain: next\nfn main() {}'
  expect(publicCommand('x.rs', parseSnippet(source), 2024, source, NAMED).join(' ')).toBe(
    `rustc +${names.next.channel} --edition 2024 -A warnings --target x86_64-unknown-linux-gnu --emit=metadata x.rs`,
  )
})

test('what may not share a crate goes alone', () => {
  const may = (code: string, directives = '//@ run'): boolean => {
    const s = `${directives}\n${code}\nfn main() {}`
    return mergeable(s, parseSnippet(s), 2024)
  }
  expect(may('// the crate is fine in a comment')).toBe(true)
  for (const code of [
    '#![allow(unused)]',
    '#[unsafe(no_mangle)] fn f() {}',
    '#[global_allocator] static A: X = X;',
    'use crate::a;',
    'fn f() { std::any::type_name::<u8>(); }',
  ])
    expect(may(code)).toBe(false)
  expect(may('', '//@ run\n//@ flags: -O')).toBe(false)
})

test('addresses, threads and processes are taken out; what the program itself says stays', () => {
  expect(normaliseStderr("thread 'main' (812) panicked, at 0x7ffd12345678, ==991==")).toBe(
    "thread 'main' panicked, at 0xADDR, ==PID==",
  )
  expect(normaliseStdout('0xdeadbeef at 0x7ffd12345678')).toBe('0xdeadbeef at 0xADDR')
})

test('crate versions come from the lock file', () => {
  expect(
    crateVersions(
      '[dependencies]\ntokio = "1"\n\n[profile.dev]\ndebug = false\n',
      '[[package]]\nname = "tokio"\nversion = "1.54.1"\n\n[[package]]\nname = "mio"\nversion = "1.0.0"\n',
    ),
  ).toEqual({ tokio: '1.54.1' })
})

test('libraries of the build are known by name, what cargo says else is not', () => {
  expect([
    ...artifactFiles(
      '{"reason":"compiler-artifact","filenames":["/x/deps/libtokio-1.rlib","/x/deps/libtokio-1.rmeta"]}\n{"reason":"build-finished","success":true}\n',
    ),
  ]).toEqual(['libtokio-1.rlib', 'libtokio-1.rmeta'])
})
