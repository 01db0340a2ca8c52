// Variants: which lines a program changes, what keeps a file from being a variant, and the figure of a program that is refused.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findToolchain } from '../toolchain/find.ts'
import { parse } from './course.ts'
import { listSnippets, ROOT, snippetFile } from './files.ts'
import { recordAll } from './recordAll.ts'
import type { Recording } from './schema.ts'
import { changedLines, drawnApart } from './variants.ts'

const root = mkdtempSync(join(tmpdir(), 'variants-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const write = (name: string, ...lines: string[]): void => {
  const path = join(root, 'decks/01-x/snippets', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${lines.join('\n')}\n`)
}
/** What is said against a snippet before any compiler is asked. */
function said(name: string): string[] {
  const file = snippetFile(`decks/01-x/snippets/${name}`, root)
  const parsed = parse(file, readFileSync(file.source, 'utf8'))
  return Array.isArray(parsed) ? parsed.map(p => `${file.path}:${p.line}: ${p.message}`) : []
}

const BASE = [
  '//@ check',
  '// #region a',
  'fn a() {',
  '    let x = 1;',
  '    drop(x);',
  '}',
  '// #endregion',
  'fn main() {}',
]
const variant = (...change: [number, string][]): string[] => {
  const lines = [...BASE]
  for (const [index, text] of change) lines[index] = text
  return ['//@ variant-of: base', '//@ label: another number', ...lines]
}

describe('changed lines', () => {
  const lines = (text: string): string[] => text.split('')
  test.each([
    ['abc', 'abc', []],
    ['abc', 'axc', [2]],
    ['abc', 'abxc', [3]],
    ['abc', 'ac', []],
    ['abcd', 'acbd', [3]],
    ['', 'ab', [1, 2]],
    ['aab', 'aaab', [3]],
    ['abab', 'baba', [4]],
  ])('%s to %s', (before, after, changed) => expect([...changedLines(lines(before), lines(after))]).toEqual(changed))
  test('what is not marked stands in the base in the same order, for every pair of short texts', () => {
    const texts = Array.from({ length: 81 }, (_, n) => n.toString(3).padStart(4, '0'))
    for (const before of texts)
      for (const after of texts) {
        const changed = changedLines(lines(before), lines(after))
        const kept = lines(after).filter((_, i) => !changed.has(i + 1))
        let at = -1
        for (const letter of kept) expect((at = before.indexOf(letter, at + 1))).toBeGreaterThanOrEqual(0)
      }
  })
})

describe('what keeps a file from being a variant', () => {
  write('base.rs', ...BASE)
  test('a sound one is said nothing against', () => {
    write('sound.rs', ...variant([3, '    let x = 2;']))
    expect(said('sound.rs')).toEqual([])
  })
  test('a variant that only leaves a line out, and one of another flag', () => {
    write('fewer.rs', ...variant().filter(line => !line.includes('drop')))
    write('flag.rs', '//@ flags: -O', ...variant())
    expect([...said('fewer.rs'), ...said('flag.rs')]).toEqual([])
  })
  test('nothing differs: a comment outside of what is shown is no change', () => {
    write('same.rs', ...variant(), '// the same')
    expect(said('same.rs')).toEqual([
      'decks/01-x/snippets/same.rs:1: `//@ variant-of: base`: no line of its regions and no flag differs: change what the set shows, or delete the variant',
    ])
  })
  test('other regions', () => {
    write('regions.rs', ...variant([1, '// #region b']))
    expect(said('regions.rs')).toEqual([
      'decks/01-x/snippets/regions.rs:1: `//@ variant-of: base`: a variant shows the same regions as its base, and this one lacks `a` and adds `b`: mark the same regions in both files',
    ])
  })
  test('no such base, a base that is a variant, itself', () => {
    write('sound.rs', ...variant([3, '    let x = 2;']))
    const rename = (name: string, base: string): void =>
      write(
        name,
        ...variant([3, '    let x = 3;']).map(line => line.replace('variant-of: base', `variant-of: ${base}`)),
      )
    rename('nobody.rs', 'missing')
    rename('second.rs', 'sound')
    rename('self.rs', 'self')
    expect(said('nobody.rs')).toEqual([
      expect.stringMatching(/nobody\.rs:1: .*there is no missing\.rs beside this file/),
    ])
    expect(said('second.rs')).toEqual([expect.stringMatching(/second\.rs:1: .*sound\.rs is a variant itself, of base/)])
    expect(said('self.rs')).toEqual([expect.stringMatching(/self\.rs:1: .*there is no self\.rs beside/)])
  })
  test('other editions', () => {
    write('edition.rs', '//@ edition: 2021', ...variant([3, '    let x = 2;']))
    expect(said('edition.rs')).toEqual([
      expect.stringMatching(/edition\.rs:2: .*recorded in edition 2021 and its base in 2024: editions are no variants/),
    ])
  })
  test('no label, and one that no switch holds', () => {
    write('mute.rs', ...variant([3, '    let x = 2;']).filter(line => !line.includes('label')))
    write('long.rs', ...variant([3, '    let x = 2;']).map(line => line.replace('another number', 'x'.repeat(29))))
    expect(said('mute.rs')).toEqual([expect.stringMatching(/mute\.rs:1: .*needs a `\/\/@ label:` beside it/)])
    expect(said('long.rs')).toContainEqual(expect.stringMatching(/long\.rs:2: .*has 29 letters, and a switch holds 28/))
  })
})

describe('a figure of a program that is refused', () => {
  test('is asked for where the text says so, and not where a comment does', () => {
    expect(drawnApart('#[cfg(not(figure))]\nfn main() {}')).toBe(true)
    expect(drawnApart('#![cfg_attr(figure, allow(unused))]')).toBe(true)
    expect(drawnApart('// #[cfg(not(figure))]\nfn main() {}')).toBe(false)
    expect(drawnApart('fn figure() {}')).toBe(false)
  })
  const toolchain = findToolchain(ROOT)
  if (!toolchain.course && process.env['CI']) throw new Error('CI must have rustc: this test may not be skipped there')
  const JOB = [
    '//@ check-fail: none',
    '//@ emit: coroutine job',
    'use std::rc::Rc;',
    "fn spawn<F: Future<Output: Send> + Send + 'static>(_: F) {}",
    'async fn tick() {}',
    'async fn job() { let x = Rc::new(1); tick().await; println!("{x}"); }',
  ]
  test.skipIf(!toolchain.course)(
    'is recorded without what is there for the verdict, and the verdict with it',
    async () => {
      rmSync(join(root, 'decks'), { recursive: true, force: true })
      const world = { toolchain, root, crates: () => Promise.resolve('none'), width: 1 }
      const problems = async (): Promise<string[]> =>
        (await recordAll(listSnippets(root), world)).flatMap(({ outcome }) =>
          outcome.state === 'failed' ? outcome.problems.map(p => p.message) : [],
        )
      write('job.rs', ...JOB, 'fn main() { spawn(job()); }')
      expect(await problems()).toEqual([expect.stringContaining('`//@ emit: coroutine job`')])
      write('job.rs', ...JOB, '#[cfg(not(figure))] fn main() { spawn(job()); }')
      expect(await problems()).toEqual([])
      const { runs } = JSON.parse(readFileSync(join(root, 'decks/01-x/recordings/job.json'), 'utf8')) as Recording
      expect(runs[0]).toMatchObject({
        verdict: { kind: 'error', codes: ['none'] },
        emits: [{ kind: 'coroutine', body: { size: 16 } }],
      })
      expect(runs[0]!.command.join(' ')).not.toContain('figure')
      expect(runs[0]!.emits[0]!.command!.join(' ')).toContain('--cfg figure')
    },
  )
})
