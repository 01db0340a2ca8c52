// What `npm run new` makes is recorded, checked and built as an author would do it: a skeleton passes from its first minute.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Tree } from './build/tree.ts'
import { parseDeck, ROOT } from './deck.ts'
import { deckProblems } from './proof/words.ts'
import { findToolchain } from './toolchain/find.ts'
import { deckSkeleton, figureSkeleton, snippetSkeleton } from './skeleton.ts'

const { course } = findToolchain(ROOT)

describe('skeletons', () => {
  it('refuses names that cannot be used, and says which can', () => {
    expect(() => deckSkeleton('macros', [1])).toThrow(/two digits and a name, for example 12-macros/)
    expect(() => deckSkeleton('03-macros', [1, 3])).toThrow(/number 3 is taken; free is 4/)
    expect(() => figureSkeleton('tokenTree')).toThrow(/in capitals as in TokenTree/)
    expect(() => snippetSkeleton('99-none/x', ['01-a'])).toThrow(/there is no deck `99-none`; the decks are 01-a/)
    expect(() => snippetSkeleton('X', ['01-a'])).toThrow(/write deck\/name/)
  })
  it('makes a deck that lacks nothing but the size and the closing slides of a whole one', () => {
    const { files } = deckSkeleton('12-macros', [])
    const problems = deckProblems(
      parseDeck('12-macros', '/x', 'decks/12-macros/slides.md', files['decks/12-macros/slides.md']!),
      new Set(),
    )
    expect(problems.map(p => p.message).filter(m => !m.startsWith('the deck has '))).toEqual([])
  })
})

describe.skipIf(!course)('as an author makes them (needs rustc)', () => {
  // Without decks of its own: what is made here is held to all that a deck is held to.
  const tree = new Tree('skeletons', mkdtempSync(join(tmpdir(), 'no-decks-')))
  // Its terms speak of decks that are not there.
  rmSync(tree.path('glossary.yaml'))
  const node = (...args: string[]) => {
    const r = spawnSync(process.execPath, args, {
      cwd: tree.root,
      encoding: 'utf8',
      env: { ...process.env, CI: 'true' },
    })
    return { code: r.status, out: r.stdout + r.stderr }
  }
  afterAll(() => tree.remove())

  it('makes, records and builds a deck, a snippet and a figure', () => {
    for (const [kind, name] of [
      ['deck', '12-macros'],
      ['snippet', '12-macros/second'],
      ['figure', 'TokenTree'],
    ])
      expect(node('scripts/new.ts', kind!, name!)).toMatchObject({ code: 0 })
    expect(node('scripts/new.ts', 'figure', 'TokenTree')).toMatchObject({
      code: 1,
      out: expect.stringContaining('exists already'),
    })
    expect(node('scripts/record.ts', '12-macros', 'components/TokenTree/examples/hello')).toMatchObject({
      code: 0,
      out: expect.stringContaining('3 written'),
    })
    tree.edit(
      'decks/12-macros/slides.md',
      '<Code src="word.rs" region="main" output reveal />',
      '<Code src="second.rs" region="main" output reveal />',
    )
    expect(node('node_modules/vitest/vitest.mjs', 'run', 'components/TokenTree')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/3 passed/),
    })
    const built = node('scripts/build.ts', '12-macros', '--no-pdf')
    expect(built.out).toContain('1 deck in dist')
    expect(built.code).toBe(0)
    expect(readFileSync(tree.path('dist/12-macros/read/index.html'), 'utf8')).toContain(
      'A word is as wide as an address',
    )
  })
})
