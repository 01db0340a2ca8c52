// What a rendering of a deck is made of, gathered for one deck. In: the course on disk. Out: `Around`.
import { join } from 'node:path'
import type { DeckContent, Inline, Term } from '../content/blocks.ts'
import { textInBrackets } from '../content/brackets.ts'
import type { Card } from '../content/card.ts'
import { Clicks } from '../content/clicks.ts'
import type { Library, Program } from '../content/library.ts'
import { parseSentence } from '../content/markup.ts'
import { Reporter } from '../content/reporter.ts'
import { inlinesOf } from '../content/tree.ts'
import { readCourseFile } from '../courseFile.ts'
import { type Exercise, findExercises } from '../exercise/find.ts'
import { rustHighlighter } from '../highlight.ts'
import { loadQuiz } from '../quiz/load.ts'
import type { ResolvedQuestion } from '../quiz/resolve.ts'
import { CourseLinks } from '../slides/courseLinks.ts'
import { readSources, type Source } from '../sources/store.ts'

/** Everything that the rendering of a deck is made of. */
export interface Around {
  root: string
  deck: DeckContent
  /** All published decks, in order. */
  cards: readonly Card[]
  links: CourseLinks
  sources: ReadonlyMap<string, Source>
  /** By id. */
  terms: ReadonlyMap<string, Term>
  questions: readonly ResolvedQuestion[]
  exercises: readonly Exercise[]
  /** Lines of Rust as HTML. */
  highlight: (text: string) => string[]
  /** A program of this deck with its recording. */
  program: (rec: string) => Program
  /** A sentence of quiz.yaml as inlines. */
  sentence: (text: string) => Inline[]
  /** Files below dist/ that the build makes. */
  planned: ReadonlySet<string>
  /** The course's title. */
  course: string
  stamp: string
  publicUrl: string | null
  repository: string | null
  /** The address below which this edition stays, with a slash at the end. */
  stays: string | null
}

/** What all decks of a build share. */
export interface Edition {
  library: Library
  glossary: readonly Term[]
  cards: readonly Card[]
  planned: ReadonlySet<string>
  stamp: string
  publicUrl: string | null
}

/** @throws ProblemError where quiz or course.yaml cannot be read; the build has asked them before */
export async function gather(deck: DeckContent, edition: Edition): Promise<Around> {
  const { library, glossary, ...shared } = edition
  const { root } = library
  const { title, repository, edition: name } = readCourseFile(root)
  const deckDir = join(root, 'decks', deck.id)
  const report = new Reporter(`decks/${deck.id}/quiz.yaml`)
  const place = { library, deckDir, report, clicks: new Clicks(), still: true }
  return {
    ...shared,
    root,
    deck,
    links: new CourseLinks(root),
    sources: readSources(root, `decks/${deck.id}`),
    terms: new Map(glossary.map(term => [term.id, term])),
    questions: loadQuiz(root, deck.id).questions,
    exercises: findExercises(root, [deck.id]).exercises,
    highlight: await highlighter(),
    program: rec => library.program(deckDir, rec),
    sentence: text => inlinesOf(parseSentence(textInBrackets(text, library), 1, report), place),
    course: title,
    repository: repository ?? null,
    stays: shared.publicUrl && name ? `${shared.publicUrl}${name}/` : null,
  }
}

/** Classes that no rule of styles/code.css names: their spans would only be elements. */
const UNSTYLED = /<span class="c-(?:type|function)">([^<]*)<\/span>/g
/** The end of a span and the beginning of one of the same class. */
const SAME = /<span class="(c-[a-z]+)">([^<]*)<\/span>(\s*)<span class="\1">/g

/** As few spans as say the same: a page has thousands of signs that are punctuation. */
function fewer(line: string): string {
  const joined = line.replaceAll(UNSTYLED, '$1').replaceAll(SAME, '<span class="$1">$2$3')
  return joined === line ? line : fewer(joined)
}

/** Each text is coloured once for all articles of a build. */
async function highlighter(): Promise<(text: string) => string[]> {
  const highlight = await rustHighlighter()
  const known = new Map<string, string[]>()
  return text => {
    const found = known.get(text) ?? highlight(text).map(fewer)
    known.set(text, found)
    return found
  }
}
