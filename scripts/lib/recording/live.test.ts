// With the real compiler: a recording is made, each planted defect turns `verify` red with file:line, limits hold, the merged crate agrees.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { checkFile } from './check.ts'
import type { Report, World } from './course.ts'
import { listSnippets, pick, ROOT, snippetFile } from './files.ts'
import { bodyKey } from './keys.ts'
import { mergeable, runMerged } from './merged.ts'
import type { Recording } from './schema.ts'
import { parseSnippet } from './snippet.ts'
import { findToolchain } from '../toolchain/find.ts'
import { recordAll } from './recordAll.ts'
import { verifyAll } from './verifyAll.ts'

const toolchain = findToolchain(ROOT)
if (!toolchain.course && process.env['CI']) throw new Error('CI must have rustc: these tests may not be skipped there')
const withRustc = describe.skipIf(!toolchain.course)
const root = mkdtempSync(join(tmpdir(), 'recording-test-'))
const world: World = { toolchain, root, crates: () => Promise.resolve('crates'), width: 2 }

afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => rmSync(join(root, 'decks'), { recursive: true, force: true }))

const path = (name: string): string => join(root, 'decks/01-x/snippets', name)
const write = (name: string, ...lines: string[]): void => {
  mkdirSync(dirname(path(name)), { recursive: true })
  writeFileSync(path(name), `${lines.join('\n')}\n`)
}
const edit = (name: string, from: string, to: string): void => {
  const text = readFileSync(path(name), 'utf8')
  expect(text).toContain(from)
  writeFileSync(path(name), text.replace(from, to))
}
const recordingPath = (name: string): string => join(root, 'decks/01-x/recordings', name.replace(/\.rs$/, '.json'))
const recording = (name: string): Recording => JSON.parse(readFileSync(recordingPath(name), 'utf8')) as Recording
const said = (reports: readonly Report[]): string[] =>
  reports.flatMap(({ file, outcome }) =>
    outcome.state === 'failed' ? outcome.problems.map(p => `${file.path}:${p.line}: ${p.message}`) : [],
  )
const record = async (w = world): Promise<string[]> => said(await recordAll(listSnippets(root), w))
const verify = async (w = world): Promise<string[]> => said(await verifyAll(listSnippets(root), w))

const CONFLICT = [
  '//@ check-fail: E0502',
  'fn main() {',
  '    let mut v = vec![1];',
  '    let first = &v[0];',
  '    v.push(2); //~ E0502',
  '    println!("{first}");',
  '}',
] as const
const SIZE = [
  '//@ run',
  '//@ emit: layout A',
  'pub struct A { a: u8, b: u32 }',
  'fn main() { println!("{}", size_of::<A>()); }',
] as const

withRustc('planted defects', () => {
  test('a sound snippet is recorded, is fresh, and is verified', async () => {
    write('a.rs', ...CONFLICT)
    write('sub/b.rs', ...SIZE)
    expect(await record()).toEqual([])
    expect((await recordAll(listSnippets(root), world)).map(r => r.outcome.state)).toEqual(['fresh', 'fresh'])
    expect(await verify()).toEqual([])
    expect(recording('sub/b.rs')).toMatchObject({
      snippet: 'sub/b.rs',
      runs: [
        { edition: 2024, verdict: { kind: 'runs' }, stdout: '8\n', emits: [{ kind: 'layout', body: { size: 8 } }] },
      ],
    })
    expect(JSON.stringify(recording('a.rs'))).not.toContain(tmpdir())
  })
  test('an edited line', async () => {
    write('a.rs', ...CONFLICT)
    await record()
    edit('a.rs', 'vec![1]', 'vec![7]')
    expect((await verify()).some(s => s.startsWith('decks/01-x/snippets/a.rs:1: STALE'))).toBe(true)
    expect(checkFile(snippetFile('decks/01-x/snippets/a.rs', root), root)).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('a.rs:1: STALE'),
    })
  })
  test('a wrong code is refused, and the old recording stays', async () => {
    write('a.rs', ...CONFLICT)
    await record()
    const before = readFileSync(recordingPath('a.rs'), 'utf8')
    writeFileSync(path('a.rs'), CONFLICT.join('\n').replaceAll('E0502', 'E0499'))
    expect(
      (await record()).some(s =>
        s.startsWith(
          'decks/01-x/snippets/a.rs:1: `//@ check-fail: E0499` expects exactly these codes, the compiler says E0502 (line 5)',
        ),
      ),
    ).toBe(true)
    expect(readFileSync(recordingPath('a.rs'), 'utf8')).toBe(before)
  })
  test('a mark on the wrong line', async () => {
    write('a.rs', ...CONFLICT.map(l => l.replace(' //~ E0502', '').replace('&v[0];', '&v[0]; //~ E0502')))
    expect(await record()).toEqual([
      'decks/01-x/snippets/a.rs:4: no E0502 has its primary span on line 4; it is on line 5: move the mark',
    ])
  })
  test('a changed size, with both values', async () => {
    write('b.rs', ...SIZE)
    await record()
    edit('b.rs', 'b: u32', 'b: u64')
    const found = await verify()
    expect(
      found.some(s =>
        s.startsWith('decks/01-x/snippets/b.rs:2: CHANGED edition 2024, layout A: body.size: recorded 8, now 16'),
      ),
    ).toBe(true)
  })
  test('a hand-edited recording, also when its key was made again', async () => {
    write('b.rs', ...SIZE)
    await record()
    const forged = recording('b.rs')
    forged.runs[0]!.stdout = '4\n'
    writeFileSync(recordingPath('b.rs'), JSON.stringify(forged))
    expect((await verify()).some(s => s.includes('edited by hand'))).toBe(true)
    forged.bodyKey = bodyKey(forged.runs)
    writeFileSync(recordingPath('b.rs'), JSON.stringify(forged))
    expect(await verify()).toEqual([
      'decks/01-x/snippets/b.rs:1: CHANGED edition 2024: stdout, line 1: recorded 4, now 8',
    ])
  })
  test('an emit that cannot be had stands at its line', async () => {
    write('b.rs', '//@ check', '//@ emit: layout Absent', '//@ emit: nll absent', 'fn main() {}')
    const found = await record()
    expect(found.find(s => s.startsWith('decks/01-x/snippets/b.rs:2: '))).toMatch('E0425')
    expect(found.find(s => s.startsWith('decks/01-x/snippets/b.rs:3: '))).toMatch(
      'no function is called `absent`; there is main',
    )
  })
  test('both editions stand side by side', async () => {
    write(
      'e.rs',
      '//@ run',
      '//@ edition: 2021,2024',
      "struct D(&'static str);",
      'impl Drop for D { fn drop(&mut self) { println!("{}", self.0) } }',
      'impl D { fn n(&self) -> u8 { 1 } }',
      'fn f() -> u8 { let _x = D("local"); D("temp").n() }',
      'fn main() { f(); }',
    )
    expect(await record()).toEqual([])
    expect(recording('e.rs').runs.map(r => [r.edition, r.stdout])).toEqual([
      [2021, 'local\ntemp\n'],
      [2024, 'temp\nlocal\n'],
    ])
  })
})

withRustc('programs are kept within bounds', () => {
  test('time', async () => {
    write('t.rs', '//@ run', '//@ timeout: 1', 'fn main() { loop { std::hint::spin_loop() } }')
    expect((await record())[0]).toBe(
      'decks/01-x/snippets/t.rs:1: the program did not end within 1 s: shorten it, or say `//@ timeout: SECONDS`',
    )
  })
  test('output', async () => {
    write('t.rs', '//@ run', 'fn main() { loop { println!("{}", "x".repeat(1000)) } }')
    expect((await record())[0]).toBe('decks/01-x/snippets/t.rs:1: the program printed more than 256 KiB')
  })
  test('memory', async () => {
    write(
      't.rs',
      '//@ run-crash: 134',
      'fn main() { let mut v: Vec<u8> = Vec::new(); v.reserve_exact(6 << 30); println!("{}", v.capacity()); }',
    )
    expect(await record()).toEqual([])
  })
  test('environment', async () => {
    write('t.rs', '//@ run', 'fn main() { for (k, _) in std::env::vars() { println!("{k}") } }')
    process.env['SECRET_OF_OURS'] = '1'
    await record()
    expect(
      recording('t.rs')
        .runs[0]!.stdout.split('\n')
        .filter(k => k && k !== 'PWD' && k !== 'OLDPWD' && k !== '_')
        .sort(),
    ).toEqual(['LC_ALL', 'PATH', 'RUST_BACKTRACE', 'TMPDIR'])
  })
  test('a program that is not the same twice', async () => {
    write('t.rs', '//@ run', 'fn main() { println!("{:?}", std::time::SystemTime::now()) }')
    expect((await record())[0]).toMatch(/^decks\/01-x\/snippets\/t\.rs:1: two runs differ/)
  })
})

withRustc('the merged crate', () => {
  test('agrees with separate processes, and what cannot share goes alone', async () => {
    for (let n = 0; n < 5; n++)
      write(`run${n}.rs`, '//@ run', `fn main() { println!("{}", helper(${n})) }`, 'fn helper(n: u32) -> u32 { n * 2 }')
    write('panics.rs', '//@ run-fail: 101', 'fn main() {', '    panic!("here")', '}')
    write('crashes.rs', '//@ run-crash: 134', 'fn main() { std::process::abort() }')
    write('alone.rs', '//@ run', 'fn main() { println!("{}", std::any::type_name::<S>()) }', 'struct S;')
    write('conflict.rs', ...CONFLICT)
    write('types.rs', '//@ check-fail: E0308', 'struct S;', 'fn f() -> S { 1 }', 'fn main() { f(); }')
    for (let n = 0; n < 3; n++) write(`check${n}.rs`, '//@ check', 'pub struct S;', 'fn main() {}')
    expect(await record()).toEqual([])
    const candidates = listSnippets(root).flatMap(file => {
      const source = readFileSync(file.source, 'utf8'),
        snippet = parseSnippet(source)
      return mergeable(source, snippet, 2024)
        ? [{ id: file.name, file: file.name, source, snippet, edition: 2024 as const }]
        : []
    })
    const merged = await runMerged(candidates, toolchain.course!, 2)
    expect([...merged.keys()].sort()).toEqual(
      listSnippets(root)
        .map(f => f.name)
        .filter(n => n !== 'alone.rs')
        .sort(),
    )
    for (const [name, core] of merged) {
      const { diagnostics, stdout, stderr, verdict } = recording(name).runs[0]!
      expect({ name, ...core }).toEqual({ name, diagnostics, stdout, stderr, exit: verdict.exit })
    }
    expect(await verify()).toEqual([])
    expect(said(await verifyAll(listSnippets(root), world, { separate: true }))).toEqual([])
    edit('run3.rs', 'n * 2', 'n * 3')
    const found = await verify()
    expect(found.every(s => s.startsWith('decks/01-x/snippets/run3.rs:1: '))).toBe(true)
    expect(found.some(s => s.endsWith('CHANGED edition 2024: stdout, line 1: recorded 6, now 9'))).toBe(true)
  })
})

withRustc('without a compiler', () => {
  const bare: World = {
    ...world,
    toolchain: { ...toolchain, course: null, nightly: null, cargo: null, miri: null, valgrind: null },
  }
  test('the source key and the body are still checked, and the count says what was not', async () => {
    write('a.rs', ...CONFLICT)
    write('b.rs', ...SIZE)
    await record()
    edit('a.rs', 'vec![1]', 'vec![7]')
    const reports = await verifyAll(listSnippets(root), bare)
    expect(said(reports)).toEqual([expect.stringContaining('decks/01-x/snippets/a.rs:1: STALE')])
    expect(reports[1]!.outcome).toEqual({
      state: 'skipped',
      why: `rustc ${toolchain.names.course.release} (\`course\`)`,
    })
  })
  test('a missing tool skips with its name', async () => {
    write('n.rs', '//@ run', '//@ needs: miri', 'fn main() {}')
    await record({ ...world, toolchain: { ...toolchain, miri: 'miri' } })
    const reports = await verifyAll(listSnippets(root), { ...world, toolchain: { ...toolchain, miri: null } })
    expect(reports[0]!.outcome).toEqual({ state: 'skipped', why: 'Miri' })
  })
})

test('snippets are picked by path, folder, name, part; an unknown name is said', () => {
  write('a.rs', '//@ check')
  write('sub/b.rs', '//@ check')
  const all = listSnippets(root)
  const names = (...wanted: string[]): string[] => pick(all, wanted, root).picked.map(s => s.name)
  expect(names('a.rs')).toEqual(['a.rs'])
  expect(names('b')).toEqual(['sub/b.rs'])
  expect(names('01-x')).toEqual(['a.rs', 'sub/b.rs'])
  expect(pick(all, ['zzz'], root).unknown).toEqual(['zzz'])
})
