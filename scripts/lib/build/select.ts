// From what the user typed to decks, by folder names alone: an unchanged course must not pay for a parser.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDraft } from '../draft.ts'
import { BuildFailure } from './failure.ts'

/**
 * The ids that `names` mean: whole names, paths or numbers (`3`, `03`); all decks but drafts when there are none.
 * @throws BuildFailure for a name that is no deck
 */
export function selectDecks(root: string, names: readonly string[]): string[] {
  const dir = join(root, 'decks')
  const ids = existsSync(dir)
    ? readdirSync(dir)
        .filter(name => existsSync(join(dir, name, 'slides.md')))
        .sort()
    : []
  if (ids.length === 0) throw new BuildFailure('There are no decks: decks/ holds no folder with a slides.md.')
  if (names.length === 0) return ids.filter(id => !isDraft(root, id))
  const chosen = new Set(
    names.map(name => {
      const bare = name.replace(/^(\.\/)?decks\//, '').replace(/\/(slides\.md)?$/, '')
      const id =
        ids.find(i => i === bare) ?? ids.find(i => /^\d+$/.test(bare) && Number.parseInt(i, 10) === Number(bare))
      if (!id) throw new BuildFailure(`There is no deck "${name}". The decks are: ${ids.join(', ')}.`)
      return id
    }),
  )
  return ids.filter(id => chosen.has(id))
}
