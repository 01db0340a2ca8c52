// Which of the decks are sound enough to bundle.
import { join } from 'node:path'
import { type Deck, deckIds, listDecks, loadDeck } from '../deck.ts'
import { type Problem, ProblemError } from '../problem.ts'
import { soundProblems } from '../site/sound.ts'
import { linkProblems } from '../slides/courseLinks.ts'

export interface Checked {
  decks: Deck[]
  problems: Problem[]
  failing: Set<string>
}

/** The deck that a problem's file belongs to. */
const deckOf = (problem: Problem, ids: readonly string[]): string | undefined =>
  ids.find(id => problem.file.startsWith(`decks/${id}/`) || problem.file === join('decks', id, 'slides.md'))

/** Parses and checks the decks one by one and then together; a deck with a problem is not in the result. */
export function checkDecks(root: string, ids: readonly string[]): Checked {
  const problems: Problem[] = []
  const failing = new Set<string>()
  const collect = (run: () => void) => {
    try {
      run()
    } catch (e) {
      if (!(e instanceof ProblemError)) throw e
      for (const problem of e.problems) {
        const id = deckOf(problem, ids)
        if (!id) throw e
        problems.push(problem)
        failing.add(id)
      }
    }
  }
  const known = deckIds(root)
  const slidesOf = (id: string): number | null => (known.includes(id) ? loadDeck(id, root).slides.length : null)
  for (const id of ids)
    collect(() => {
      const wrong = [
        ...soundProblems(loadDeck(id, root), { slidesOf, publicDir: join(root, 'public') }),
        ...linkProblems(root, id),
      ]
      if (wrong.length) throw new ProblemError(wrong)
    })
  const sound = ids.filter(id => !failing.has(id))
  let decks: Deck[] = []
  collect(() => {
    decks = listDecks(root, sound)
  })
  if (decks.length === 0)
    decks = listDecks(
      root,
      sound.filter(id => !failing.has(id)),
    )
  return { decks, problems, failing }
}
