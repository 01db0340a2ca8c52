// Which snippets there are, and which of them gates ask about.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { listSnippets, publishedSnippets } from './files.ts'

const root = mkdtempSync(join(tmpdir(), 'ri-snippets-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const deck = (id: string, head: string): void => {
  mkdirSync(join(root, 'decks', id, 'snippets'), { recursive: true })
  writeFileSync(join(root, 'decks', id, 'slides.md'), `---\ntitle: A\n${head}---\n\n# A\n`)
  writeFileSync(join(root, 'decks', id, 'snippets/a.rs'), '//@ check\nfn main() {}\n')
}

test('a draft has snippets, and no gate asks about them', () => {
  deck('01-a', '')
  deck('02-b', 'draft: true\n')
  mkdirSync(join(root, 'components/Family/examples'), { recursive: true })
  writeFileSync(join(root, 'components/Family/examples/x.rs'), '')
  expect(listSnippets(root).map(s => s.path)).toEqual([
    'components/Family/examples/x.rs',
    'decks/01-a/snippets/a.rs',
    'decks/02-b/snippets/a.rs',
  ])
  expect(publishedSnippets(root).map(s => s.path)).toEqual([
    'components/Family/examples/x.rs',
    'decks/01-a/snippets/a.rs',
  ])
})
