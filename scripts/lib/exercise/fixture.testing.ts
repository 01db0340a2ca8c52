// Small exercises on disk for the tests of this folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const MANIFEST = (name: string): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n`

export const exerciseMd = (fails: string, title = 'Add up'): string => `---
title: ${title}
level: easy
minutes: 5
fails: ${fails}
---
Make \`sum\` add up.

## Hint 1
There is a method for it.

## Solution idea
\`iter().sum()\`
`

/** A well-formed exercise: the starter returns 0, the solution adds up. */
export const SUM = {
  'exercise.md': exerciseMd('adds_up'),
  'Cargo.toml': MANIFEST('sum'),
  'src/lib.rs': 'pub fn sum(v: &[i32]) -> i32 {\n    let _ = v;\n    0\n}\n',
  'tests/sum.rs':
    '#[test]\nfn adds_up() {\n    assert_eq!(sum::sum(&[1, 2, 3]), 6);\n}\n\n#[test]\nfn empty() {\n    assert_eq!(sum::sum(&[]), 0);\n}\n',
  'solution/lib.rs': 'pub fn sum(v: &[i32]) -> i32 {\n    v.iter().sum()\n}\n',
} as const

/** A repository with these exercises, keyed `deck/name`; `remove` takes it away again. */
export function repository(exercises: Record<string, Record<string, string>>): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'ri-exercises-'))
  for (const [id, files] of Object.entries(exercises)) {
    const [deck, name] = id.split('/')
    for (const [path, content] of Object.entries(files)) {
      const to = join(root, 'decks', deck!, 'exercises', name!, path)
      mkdirSync(dirname(to), { recursive: true })
      writeFileSync(to, content)
    }
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
