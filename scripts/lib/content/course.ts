// The content of the whole course: its decks, its glossary, its pages for trainers. One call reads and checks all that an author writes.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { deckIds } from '../deck.ts'
import type { Problem } from '../problem.ts'
import type { Block, DeckContent, Term } from './blocks.ts'
import { Library, readDeck, readDocument } from './deck.ts'
import { readGlossary } from './glossary.ts'
import { Reporter } from './reporter.ts'

export interface CourseContent {
  /** What it was read with: its programs are read once, those that nothing shows included. */
  library: Library
  /** Those that could be read, in the order of their folders. */
  decks: DeckContent[]
  glossary: Term[]
  /** TRAINERS.md of the course and of its decks, by their paths from the root. */
  documents: { file: string; blocks: Block[] }[]
  /** Everything that has the wrong form, deck by deck, in the order of the lines. */
  problems: Problem[]
}

/** @param ids the decks to read; all when absent */
export async function readCourse(root: string, ids: readonly string[] = deckIds(root)): Promise<CourseContent> {
  const library = await Library.open(root)
  const out: CourseContent = { library, decks: [], glossary: [], documents: [], problems: [] }
  for (const id of ids) {
    const { content, problems } = readDeck(library, id)
    if (content) out.decks.push(content)
    out.problems.push(...problems)
  }
  const glossary = new Reporter('glossary.yaml')
  out.glossary = readGlossary(library, deckIds(root), glossary)
  out.problems.push(...glossary.inOrder())
  for (const file of ['TRAINERS.md', ...ids.map(id => `decks/${id}/TRAINERS.md`)]) {
    if (!existsSync(join(root, file))) continue
    const { blocks, problems } = readDocument(library, join(root, file))
    out.documents.push({ file, blocks })
    out.problems.push(...problems)
  }
  return out
}
