// Each rule of the imports is broken once, in a small repository of its own.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ROOT } from '../deck.ts'
import { askImports, breaches, type Import, runsInBrowser, strayRooms } from './imports.ts'

/** Asks the rules of a repository that holds only these files. @returns `rule file:line`, with the message for what counts at once */
async function ask(files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'ri-imports-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  cpSync(join(ROOT, 'tsconfig.json'), join(root, 'tsconfig.json'))
  const found = await askImports(root, [...new Set(Object.keys(files).map(f => f.split('/')[0]!))])
  return [
    ...found.problems.map(p => `${p.file}:${p.line}: ${p.message}`),
    ...found.rules.flatMap(r => r.problems.map(p => `${r.rule} ${p.file}:${p.line} ${p.item}`)),
  ]
}

describe('imports, read from files', () => {
  it('notices Node in a component, at its line', async () =>
    expect(
      await ask({
        'components/A/A.vue': `<script setup lang="ts">\nimport { readFileSync } from 'node:fs'\nreadFileSync('x')\n</script>\n<template><p /></template>\n`,
      }),
    ).toEqual([expect.stringMatching(/^components\/A\/A\.vue:2: imports fs, and it runs in the browser/)]))

  it('notices Node behind two other files, and names the chain', async () =>
    expect(
      await ask({
        'scripts/lib/site/client/page.ts': `import { b } from '../../b.ts'\nexport const a = b\n`,
        'scripts/lib/b.ts': `export { b } from './c.ts'\n`,
        'scripts/lib/c.ts': `import { join } from 'path'\nexport const b = join('x', 'y')\n`,
      }),
    ).toEqual([
      expect.stringContaining(
        'scripts/lib/c.ts:1: imports path, and it runs in the browser (scripts/lib/site/client/page.ts -> scripts/lib/b.ts -> scripts/lib/c.ts)',
      ),
    ]))

  it('lets types come from anywhere, and lets code of recordings be no part of components/figure', async () =>
    expect(
      await ask({
        'components/figure/a.ts': `import type { A } from '../../scripts/lib/recording/a.ts'\nexport const a: A = 1\n`,
        'components/figure/b.ts': `// First line.\nimport { one } from '../../scripts/lib/recording/a.ts'\nexport const b = one\n`,
        'scripts/lib/recording/a.ts': `export type A = number\nexport const one = 1\n`,
      }),
    ).toEqual(['figure-types components/figure/b.ts:2 components/figure/b.ts -> scripts/lib/recording/a.ts']))

  it('notices a type of a later room too, and a room without a place', async () =>
    expect(
      await ask({
        'scripts/lib/content/a.ts': `import type { B } from '../print/b.ts'\nexport const a: B = 1\n`,
        'scripts/lib/print/b.ts': `import { a } from '../content/a.ts'\nexport type B = number\nexport const b = a\n`,
        'scripts/lib/attic/c.ts': `export const c = 1\n`,
      }),
    ).toEqual([
      expect.stringContaining('scripts/lib/attic:1: is a new room'),
      'rooms scripts/lib/content/a.ts:1 scripts/lib/content/a.ts -> scripts/lib/print/b.ts',
    ]))
})

describe('imports, as a list', () => {
  const edge = (from: string, to: string): Import => ({ from, to, specifier: to, typeOnly: false })
  const room = (from: string, to: string) => breaches([edge(`scripts/lib/${from}`, `scripts/lib/${to}`)]).length

  it.each([
    ['toolchain/a.ts', 'recording/b.ts', 1],
    ['recording/a.ts', 'toolchain/b.ts', 0],
    ['content/a.ts', 'article/b.ts', 1],
    ['article/a.ts', 'book/b.ts', 1],
    ['article/a.ts', 'content/b.ts', 0],
    ['print/a.ts', 'build/b.ts', 1],
    ['build/a.ts', 'landing/b.ts', 0],
    ['content/a.ts', 'quiz/b.ts', 0],
    ['content/a.ts', 'proof/b.ts', 1],
    ['deck.ts', 'build/b.ts', 1],
    ['deck.ts', 'problem.ts', 0],
    ['content/a.test.ts', 'build/b.ts', 0],
  ])('%s -> %s: %s', (from, to, n) => expect(room(from, to)).toBe(n))

  it('knows what runs in the browser', () => {
    const files = [
      'components/figure/steps.ts',
      'pages/gallery.vue',
      'setup/routes.ts',
      'scripts/lib/article/client/fold.ts',
      'scripts/lib/article/page.ts',
      'setup/shiki.ts',
      'components/A/model.test.ts',
    ]
    expect(files.map(runsInBrowser)).toEqual([true, true, true, true, false, false, false])
  })
  it('knows a new room', () => expect(strayRooms(['scripts/lib/attic/a.ts', 'scripts/lib/deck.ts'])).toEqual(['attic']))
})
