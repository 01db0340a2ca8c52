// Drift between two real compilers: what the course's compiler recorded, asked of the next one. The planted programs ask for their compiler's version.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findToolchain } from '../toolchain/find.ts'
import type { World } from './course.ts'
import { driftOf } from './drift.ts'
import { driftReport } from './driftReport.ts'
import { ROOT, snippetFile } from './files.ts'
import { recordAll } from './recordAll.ts'

const toolchain = findToolchain(ROOT)
const { course, next } = toolchain
if (!(course && next) && process.env['CI'])
  throw new Error('CI must have both compilers: these tests may not be skipped there')
const root = mkdtempSync(join(tmpdir(), 'drift-test-'))
const world: World = { toolchain, root, crates: () => Promise.resolve('crates'), width: 2 }
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.skipIf(!course || !next)('the compiler of the course and the next one', () => {
  const minor = next?.version.match(/^\d+\.\d+/)?.[0]
  const GATE = '#![feature(cfg_version)]'
  const programs = {
    same: ['//@ run', 'fn main() { println!("1") }'],
    fact: ['//@ run', '//@ bootstrap', GATE, `fn main() { println!("{}", cfg!(version("${minor}"))) }`],
    verdict: [
      '//@ check-fail: E0308',
      '//@ bootstrap',
      `${GATE} #![crate_type = "lib"]`,
      `#[cfg(not(version("${minor}")))]`,
      'pub fn f() -> u8 { "" } //~ E0308',
    ],
    words: [
      '//@ check',
      '//@ bootstrap',
      '//@ warnings',
      `${GATE} #![crate_type = "lib"]`,
      `#[cfg_attr(version("${minor}"), deprecated = "new words")]`,
      `#[cfg_attr(not(version("${minor}")), deprecated = "old words")]`,
      'pub fn f() {}',
      'pub fn g() { f() }',
    ],
  }
  const drift = async (...names: (keyof typeof programs)[]) => {
    const files = names.map(name => snippetFile(`decks/01-x/snippets/${name}.rs`, root))
    for (const [i, { source }] of files.entries()) {
      mkdirSync(dirname(source), { recursive: true })
      writeFileSync(source, `${programs[names[i]!].join('\n')}\n`)
    }
    await recordAll(files, world)
    return driftReport(await driftOf(files, world, next!), next!.version)
  }
  test('a planted change of fact is listed with both answers, and fails', async () => {
    const { facts, markdown } = await drift('same', 'fact')
    expect(facts).toBe(1)
    expect(markdown).toContain('fact.rs:1: edition 2024: output: recorded false, now true')
    expect(markdown).not.toContain('same.rs')
  })
  test('another verdict is one fact, with its spans, and nothing that could not be recorded', async () => {
    const { facts, markdown } = await drift('verdict')
    expect(facts).toBe(1)
    expect(markdown).toContain('| 01-x | 1 | 0 | 0 |')
    expect(markdown).toContain('verdict.rs:1: edition 2024: verdict: recorded error E0308, now compiles\n')
  })
  test('a planted change of wording is counted, and does not', async () => {
    const { facts, markdown } = await drift('same', 'words')
    expect(facts).toBe(0)
    expect(markdown).toContain('Snippets asked: 2. Facts that changed: 0; words or formats: 2;')
    expect(markdown).toContain('| `diagnostics.message` | 1 |')
  })
})
