// Moving recordings from one release to another, with both compilers: everything is asked again, and nothing is only stamped anew.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findToolchain } from '../toolchain/find.ts'
import { checkFile } from './check.ts'
import type { World } from './course.ts'
import { ROOT, snippetFile } from './files.ts'
import { recordAll } from './recordAll.ts'
import { readStamps } from './stamp.ts'

const toolchain = findToolchain(ROOT)
const { course, next } = toolchain
if (!(course && next) && process.env['CI'])
  throw new Error('CI must have both compilers: these tests may not be skipped there')
const root = mkdtempSync(join(tmpdir(), 'move-test-'))
const world: World = { toolchain, root, crates: () => Promise.resolve('crates'), width: 2 }
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.skipIf(!course || !next)('a move to the next release', () => {
  const minor = next?.version.match(/^\d+\.\d+/)?.[0]
  const [told, refused] = ['told', 'refused'].map(name => snippetFile(`decks/01-x/snippets/${name}.rs`, root))
  const files = [told!, refused!]
  const write = (path: string, ...lines: string[]): void => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${lines.join('\n')}\n`)
  }
  const stdout = () =>
    (JSON.parse(readFileSync(told!.recording, 'utf8')) as { runs: { stdout: string }[] }).runs[0]!.stdout

  test('asks again what was fresh, and leaves the stamp of what does not fit any more', async () => {
    const gate = ['//@ bootstrap', '#![feature(cfg_version)]']
    write(told!.source, '//@ run', ...gate, `fn main() { println!("{}", cfg!(version("${minor}"))) }`)
    write(
      refused!.source,
      '//@ check-fail: E0308',
      ...gate,
      `#[cfg(not(version("${minor}")))] pub fn f() -> u8 { "" }`,
      'fn main() {}',
    )
    const states = async (w: World, move?: { from: string; to: string }) =>
      (await recordAll(files, w, move ? { move } : {})).map(report => report.outcome.state)
    expect(await states(world)).toEqual(['written', 'written'])
    expect(await states(world)).toEqual(['fresh', 'fresh'])
    expect(stdout()).toBe('false\n')

    const moved: World = { ...world, toolchain: { ...toolchain, course: next } }
    expect(await states(moved, { from: course!.version, to: next!.version })).toEqual(['written', 'failed'])
    expect(stdout()).toBe('true\n')
    expect(readStamps(root).course?.version).toBe(next!.version)
    expect(checkFile(told!, root).ok).toBe(true)
    expect(checkFile(refused!, root)).toMatchObject({
      ok: false,
      sentence: expect.stringContaining(`it is still recorded with rustc ${course!.version}`) as string,
    })
  })
})
