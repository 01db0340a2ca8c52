// Words over the whole course, and a spelling check with the project's dictionary.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './command.ts'
import type { Gate } from './gate.ts'
import { deckProblems } from './words.ts'

/** Families are the folders of components/ that hold a model. */
export const figureTags = (root: string): Set<string> =>
  new Set([
    ...readdirSync(join(root, 'components')).filter(d => existsSync(join(root, 'components', d, 'model.ts'))),
    'Fact',
  ])

export const wordsGate: Gate = {
  name: 'words',
  about: 'titles claim, notes can be followed, no Rust is typed, British spelling',
  async run({ root, decks }) {
    const figures = figureTags(root)
    const problems = decks.flatMap(d => deckProblems(d, figures))
    const spelling = await runCommand(
      root,
      'files',
      'npx',
      [
        'cspell',
        'lint',
        '--no-progress',
        '--no-summary',
        '--unique',
        'README.md',
        'CONTRIBUTING.md',
        'TRAINERS.md',
        'decks/*/slides.md',
        'decks/*/quiz.yaml',
        'decks/*/exercises/*/exercise.md',
      ],
      () => 1,
    )
    return {
      checked: decks.reduce((n, d) => n + d.slides.length, 0),
      what: 'slides read',
      problems: [...problems, ...spelling.problems],
    }
  },
}
