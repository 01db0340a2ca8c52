// Words over the whole course, and a spelling check with the project's dictionary.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCourse } from '../content/course.ts'
import { runCommand } from './command.ts'
import type { Deck } from '../deck.ts'
import { parseQuiz } from '../quiz/parse.ts'
import type { Gate } from './gate.ts'
import { askDecks } from './pending.ts'
import { deckClaims } from '../sources/deckClaims.ts'
import { deckParagraphs } from '../sources/paragraphs.ts'
import { saidProblems, shownProblems } from './said.ts'
import { claimCounts, claimProblems, deckProblems, hurriedSlides, quizProblems } from './words.ts'

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
/** What prints words of ours for readers. */
const SHOWN = [
  'components/**/*.{vue,ts}',
  'layouts/*.vue',
  'pages/*.vue',
  '*.vue',
  'scripts/lib/{site,article,book,programs,landing,search,print,slides,present,quiz}/**/*.ts',
]

export const wordsGate: Gate = {
  name: 'words',
  about:
    'everything that authors write has its form; titles claim, claims have evidence, notes can be followed, no Rust is typed, British spelling',
  async run({ root, decks }) {
    const figures = figureTags(root)
    const content = await readCourse(
      root,
      decks.map(d => d.id),
    )
    const problems = [...content.problems, ...decks.flatMap(d => deckProblems(d, figures))]
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
        // Drafts are read by their authors.
        ...decks.flatMap(({ id }) =>
          ['slides.md', 'quiz.yaml', 'exercises/*/exercise.md'].map(part => `decks/${id}/${part}`),
        ),
      ],
      () => 1,
    )
    const said = [
      ...decks.flatMap(d => deckParagraphs(d, root).flatMap(saidProblems)),
      ...globSync(SHOWN, { cwd: root })
        .filter(file => !/\.test(?:ing)?\.ts$/.test(file))
        .flatMap(file => shownProblems(readFileSync(join(root, file), 'utf8'), file)),
    ]
    const claims = new Map(decks.map(d => [d.id, deckClaims(d, root)]))
    return {
      checked: decks.reduce((n, d) => n + d.slides.length, 0),
      what: `slides read; ${claimCounts(claims)}`,
      problems: [...problems, ...said, ...spelling.problems],
      rules: [
        askDecks('claims', decks, d => claimProblems(claims.get(d.id)!)),
        askDecks('quiz-questions', decks, deck => quizProblems(deck, questionsOf(deck))),
        askDecks('spoken-time', decks, hurriedSlides),
      ],
    }
  },
}
