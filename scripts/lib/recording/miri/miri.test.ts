// With the real Miri: each verdict is recorded, a wrong expectation for each turns `record` and `verify` red at its line, and what keeps Miri from
// judging is a sentence and never silence.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { findToolchain } from '../../toolchain/find.ts'
import type { Report, World } from '../course.ts'
import { listSnippets, ROOT } from '../files.ts'
import { bodyKey } from '../keys.ts'
import { normaliseMiri } from '../normalise.ts'
import { recordAll } from '../recordAll.ts'
import type { Recording } from '../schema.ts'
import { verifyAll } from '../verifyAll.ts'

const toolchain = findToolchain(ROOT)
if (!toolchain.miri && process.env['CI']) throw new Error('CI must have Miri: these tests may not be skipped there')
const root = mkdtempSync(join(tmpdir(), 'miri-test-'))
const world: World = { toolchain, root, crates: () => Promise.resolve('crates'), width: 2 }

afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => rmSync(join(root, 'decks'), { recursive: true, force: true }))

const FILE = 'decks/01-x/snippets/p.rs'
const write = (...lines: string[]): void => {
  mkdirSync(dirname(join(root, FILE)), { recursive: true })
  writeFileSync(join(root, FILE), `${lines.join('\n')}\n`)
}
const said = (reports: readonly Report[]): string[] =>
  reports.flatMap(({ file, outcome }) =>
    outcome.state === 'failed' ? outcome.problems.map(p => `${file.path}:${p.line}: ${p.message}`) : [],
  )
const record = async (w = world): Promise<string[]> => said(await recordAll(listSnippets(root), w))
const verify = async (w = world): Promise<string[]> => said(await verifyAll(listSnippets(root), w))
const recorded = (): NonNullable<Recording['runs'][number]['miri']> => {
  const recording = JSON.parse(readFileSync(join(root, 'decks/01-x/recordings/p.json'), 'utf8')) as Recording
  return recording.runs[0]!.miri!
}
const label = (): string =>
  (JSON.parse(readFileSync(join(root, 'decks/01-x/recordings/p.json'), 'utf8')) as Recording).runs[0]!.verdict.label

const PROGRAMS = {
  ok: ['fn main() { println!("{}", 1); }'],
  ub: [
    'fn main() {',
    '    let mut x = 1u32;',
    '    let p = &raw mut x;',
    '    let r = unsafe { &mut *p };',
    '    unsafe { *p = 2 }',
    '    *r = 3;',
    '}',
  ],
  leak: ['fn main() {', '    std::mem::forget(Box::new(1u32));', '}'],
  race: [
    'use std::thread;',
    'static mut X: u32 = 0;',
    'fn main() {',
    '    let t = thread::spawn(|| unsafe { X += 1 });',
    '    unsafe { X += 1 }',
    '    t.join().unwrap();',
    '}',
  ],
} as const
type Verdict = keyof typeof PROGRAMS
const VERDICTS = Object.keys(PROGRAMS) as Verdict[]
/** Another verdict than `verdict`, in turn. */
const other = (verdict: Verdict): Verdict => VERDICTS[(VERDICTS.indexOf(verdict) + 1) % VERDICTS.length]!
const IN_WORDS = { ok: 'no report', ub: 'undefined behaviour', leak: 'a leak', race: 'a data race' }

describe.skipIf(!toolchain.miri || !toolchain.course)('Miri, asked by a snippet', () => {
  test.each(VERDICTS)('`%s` is recorded and verified, under both models', async verdict => {
    write('//@ run', `//@ miri: ${verdict}`, ...PROGRAMS[verdict])
    expect(await record()).toEqual([])
    expect(await verify()).toEqual([])
    expect(recorded().said.map(s => [s.model, s.verdict])).toEqual([
      ['stacked', verdict],
      ['tree', verdict],
    ])
    expect(label()).toBe(verdict === 'ub' || verdict === 'race' ? 'UB' : 'runs')
    expect(JSON.stringify(recorded())).not.toContain(tmpdir())
  })
  test.each(VERDICTS)('a wrong expectation for `%s` turns both commands red at its line', async verdict => {
    const wrong = other(verdict)
    write('//@ run', '', `//@ miri: ${wrong}`, ...PROGRAMS[verdict])
    const expected = `${FILE}:3: \`//@ miri\` expects ${IN_WORDS[wrong]} under Stacked Borrows; Miri reports ${verdict === 'ok' ? 'nothing' : '`'}`
    expect((await record()).map(s => s.slice(0, expected.length))).toContain(expected)
    expect((await verify()).map(s => s.slice(0, expected.length))).toContain(expected)
  })
  test('models that disagree have a verdict each, and one model alone makes no UB', async () => {
    write(
      '//@ run',
      '//@ miri: stacked: ub, tree: ok',
      'fn main() {',
      '    let mut x = [1u8, 2];',
      '    let p = &raw mut x[0];',
      '    let q = &raw mut x[1];',
      '    let r = unsafe { &*p };',
      '    unsafe { q.write(3) }',
      '    let a = &mut x;',
      '    let b = &raw mut *a;',
      '    let c = unsafe { &mut *b };',
      '    let d = unsafe { (*b)[0] };',
      '    println!("{} {}", d, c[0]);',
      '    let _ = r;',
      '}',
    )
    expect(await record()).toEqual([])
    expect(label()).toBe('runs')
    expect(recorded().said[0]!.message).toMatch(/^Undefined Behavior: /)
  })
  test('a changed report is said at the directive', async () => {
    write('//@ run', '//@ miri: ub', ...PROGRAMS.ub)
    await record()
    const path = join(root, 'decks/01-x/recordings/p.json')
    const text = readFileSync(path, 'utf8')
    const forged = JSON.parse(text.replace('"verdict": "ub"', '"verdict": "race"')) as Recording
    writeFileSync(path, JSON.stringify({ ...forged, bodyKey: bodyKey(forged.runs) }))
    expect(
      (await verify()).some(s =>
        s.startsWith(`${FILE}:2: CHANGED edition 2024: miri.said.0.verdict: recorded race, now ub`),
      ),
    ).toBe(true)
  })
  test('tags and addresses are those of the report, not of the run', async () => {
    write('//@ run', '//@ miri: ub', ...PROGRAMS.ub)
    await record()
    const before = recorded().said.map(s => s.reports.map(r => r.message))
    write(
      '//@ run',
      '//@ miri: ub',
      ...PROGRAMS.ub.map(l => l.replace('let mut x', 'let _other = (&1, &mut 2, Box::new(3)); let mut x')),
    )
    await record()
    expect(recorded().said.map(s => s.reports.map(r => r.message))).toEqual(before)
    expect(before[0]![0]).toContain('using <1> at allocN[0x0]')
  })
  test('a panic that is expected is nothing to report; one that is not is said', async () => {
    write('//@ run-fail: 101', '//@ miri: ok', 'fn main() { panic!("here") }')
    expect(await record()).toEqual([])
    write('//@ run', '//@ miri: ok', 'fn main() { if cfg!(miri) { panic!("here") } }')
    expect(await record()).toEqual([
      expect.stringMatching(
        /^decks\/01-x\/snippets\/p\.rs:2: `\/\/@ miri`: under Stacked Borrows Miri reports nothing, and the program panics \(status 101: here\)/,
      ),
      expect.stringContaining('under Tree Borrows'),
    ])
  })
  test('schedules are counted: silence is of so many, and a race of some of them', async () => {
    write('//@ run', '//@ miri: race', '//@ miri-seeds: 8', ...PROGRAMS.race)
    expect(await record()).toEqual([])
    expect(recorded()).toMatchObject({
      seeds: 8,
      said: [{ verdict: 'race', reported: 8, seed: 0 }, { verdict: 'race' }],
    })
    write(
      '//@ run',
      '//@ miri: ok',
      '//@ miri-seeds: 8',
      'fn main() { std::thread::spawn(|| println!("here")).join().unwrap() }',
    )
    expect(await record()).toEqual([])
    expect(recorded()).toMatchObject({ seeds: 8, said: [{ verdict: 'ok', reported: 0 }, { verdict: 'ok' }] })
  })
})

describe.skipIf(!toolchain.miri || !toolchain.course)(
  'what keeps Miri from judging is a sentence at the directive',
  () => {
    const first = async (w?: World): Promise<string | undefined> => (await record(w))[0]
    test('a sysroot without std', async () => {
      write('//@ run', '//@ miri: ok', ...PROGRAMS.ok)
      expect(await first({ ...world, toolchain: { ...toolchain, miriSysroot: root } })).toBe(
        `${FILE}:2: \`//@ miri\`: Miri did not judge it: E0463: can't find crate for \`std\``,
      )
      write('//@ run', '//@ miri: ub', ...PROGRAMS.ub)
      expect(await first({ ...world, toolchain: { ...toolchain, miriSysroot: root } })).toContain(`${FILE}:2: `)
      write('//@ run', '//@ emit: witness', ...PROGRAMS.ub)
      expect(await first({ ...world, toolchain: { ...toolchain, miriSysroot: root } })).toContain(
        `${FILE}:2: \`//@ emit: witness\`: Miri did not judge it`,
      )
    })
    test('a sysroot that cannot be built', async () => {
      write('//@ run', '//@ miri: ok', ...PROGRAMS.ok)
      const cache = process.env['XDG_CACHE_HOME']
      // The cache is a file: nothing can be built in it.
      process.env['XDG_CACHE_HOME'] = join(root, FILE)
      const elsewhere = { ...toolchain, nightly: { ...toolchain.nightly!, sysroot: `${toolchain.nightly!.sysroot}/.` } }
      try {
        expect(await first({ ...world, toolchain: elsewhere })).toContain(
          `${FILE}:2: \`//@ miri\`: Miri has no sysroot: `,
        )
      } finally {
        if (cache === undefined) delete process.env['XDG_CACHE_HOME']
        else process.env['XDG_CACHE_HOME'] = cache
      }
    })
    test('a program that two seeds end otherwise', async () => {
      write(
        '//@ run',
        '//@ output: discard',
        '//@ miri: ub',
        'use std::hash::{BuildHasher, RandomState};',
        'fn main() {',
        '    let bits = RandomState::new().hash_one(5);',
        '    if cfg!(miri) && bits >> 1 & 1 == 0 { unsafe { std::hint::unreachable_unchecked() } }',
        '}',
      )
      // Both seeds are tried under both models.
      expect(await record()).toEqual(
        ['Stacked Borrows', 'Tree Borrows'].map(model =>
          expect.stringMatching(
            new RegExp(
              `^decks/01-x/snippets/p\\.rs:3: \`//@ miri\`: under ${model} the program is not deterministic: seed 0 ends with .*, seed 1 with .*; say how many seeds to try`,
            ),
          ),
        ),
      )
    })
    test('an operation that Miri does not know', async () => {
      write(
        '//@ run',
        '//@ miri: ok',
        'unsafe extern "C" { safe fn abs(x: i32) -> i32; }',
        'fn main() {',
        '    println!("{}", abs(-1));',
        '}',
      )
      expect(await first()).toMatch(
        /^decks\/01-x\/snippets\/p\.rs:2: `\/\/@ miri`: Miri cannot run it \(line 5\): can't call foreign function `abs`/,
      )
    })
    test('a flag of Miri is passed on', async () => {
      write(
        '//@ run',
        '//@ miri: ok',
        '//@ miri-flags: -Zmiri-strict-provenance',
        'fn main() {',
        '    let x = 1u8;',
        '    let p = (&raw const x).expose_provenance() as *const u8;',
        '    println!("{}", unsafe { *p });',
        '}',
      )
      expect(await first()).toContain(`${FILE}:2: \`//@ miri\`: Miri cannot run it (line 6): integer-to-pointer casts`)
    })
    test('no Miri: nothing is recorded, what is recorded is verified but for Miri, and both are said', async () => {
      const bare: World = { ...world, toolchain: { ...toolchain, miri: null } }
      write('//@ run', '//@ miri: ok', ...PROGRAMS.ok)
      expect(await first(bare)).toMatch(
        /^decks\/01-x\/snippets\/p\.rs:2: `\/\/@ miri`: Miri is not installed here: run `rustup /,
      )
      await record()
      expect((await verifyAll(listSnippets(root), bare))[0]!.outcome).toEqual({ state: 'skipped', why: 'Miri' })
      write('//@ run', '//@ miri: ok', 'fn main() { println!("{}", 2); }')
      expect((await verify(bare)).join()).toContain('CHANGED edition 2024: stdout, line 1: recorded 1, now 2')
    })
  },
)

test('tags are numbered as they appear, types and offsets are left alone', () => {
  expect(
    normaliseMiri('tag <338> of alloc1[0x4..0x8] [Unique for <12>], <338> at 0x1b7d0 in Array<3>, 0x7f[noalloc]'),
  ).toBe('tag <1> of alloc1[0x4..0x8] [Unique for <2>], <1> at 0xADDR in Array<3>, 0x7f[noalloc]')
  expect(normaliseMiri(String.raw`{"rendered":"help\n<7> was created\n"}`)).toBe(
    String.raw`{"rendered":"help\n<1> was created\n"}`,
  )
})
