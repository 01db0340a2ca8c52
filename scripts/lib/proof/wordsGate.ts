// Words over the whole course, and a spelling check with the project's dictionary.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './command.ts'
import type { Deck } from '../deck.ts'
import { parseQuiz } from '../quiz/parse.ts'
import type { Gate } from './gate.ts'
import { askDecks } from './pending.ts'
import { deckProblems, hurriedSlides, quizProblems } from './words.ts'

/** Families are the folders of components/ that hold a model. */
export const figureTags = (root: string): Set<string> =>
  new Set([
    ...readdirSync(join(root, 'components')).filter(d => existsSync(join(root, 'components', d, 'model.ts'))),
    'Fact',
  ])

/** How many questions the deck's quiz has; none where there is no quiz.yaml. */
function questionsOf(deck: Deck): number {
  const file = join(deck.dir, 'quiz.yaml')
  return existsSync(file) ? parseQuiz(readFileSync(file, 'utf8'), `decks/${deck.id}/quiz.yaml`).questions.length : 0
}

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
      rules: [
        askDecks('quiz-questions', decks, deck => quizProblems(deck, questionsOf(deck))),
        askDecks('spoken-time', decks, hurriedSlides),
      ],
    }
  },
}
