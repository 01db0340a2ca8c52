// A document of the book's kind: the handout of one deck, or the book of all. In: decks with what surrounds them. Out: what book.typ reads.
import type { Term } from '../../content/blocks.ts'
import type { Problem } from '../../problem.ts'
import type { Around } from '../gather.ts'
import { chapterOf } from './chapter.ts'
import { termsOf } from './entries.ts'
import { KEY } from './key.ts'
import type { Chapter, Document, Words } from './model.ts'
import { plainOf, rich } from './words.ts'

export interface Edition {
  /** Title of the course. */
  course: string
  /** Of the course, from package.json. */
  version: string
  licence: { code: string; text: string }
  /** Compiler and version, for every page. */
  stamp: string
  /** Numbers of all chapters that the course has. */
  tabs: readonly number[]
  glossary: readonly Term[]
  /** Every program of the decks of the document, for the names that they define. */
  sources: readonly string[]
}

export interface Made {
  document: Document
  problems: Problem[]
}

const imprintOf = ({ course, stamp, licence }: Edition): Words[] => [
  rich(`${stamp}.`),
  rich(`Text and figures of ${course}: ${licence.text}. Code: ${licence.code}, at your choice.`),
  rich(
    'Set with Typst in Source Serif 4 and IBM Plex Mono, both under the SIL Open Font License 1.1, from the files that also make the slides and the site.',
  ),
]

const READING: readonly Words[] = [
  'Each chapter is one deck of the course. A claim stands as a title, and the number beside it is that of the slide; the head of each page says which slides stand on it.',
  'Numbers before paragraphs are those of the frames of the figure beside them. A figure whose states follow one another is printed as a film, with one state large; a figure that only grows is printed once, with numbers where it grew.',
  'Where it says “Predict first”, decide and write before you turn the page: the answer stands overleaf. Where the question stands at the left, the page beside it is yours to write on. Questions in the margin have room for an answer; what the author answers stands at the end of the chapter, with the answers of the quiz and the hints for the exercises.',
  'Letters in the text lead to sources in the margin. `alloc/src/rc.rs:279` is line 279 of that file in the repository of the compiler, at the tag of the release that is named in the foot; an address without a host is a page of its documentation. In the file on a screen each of them is a link.',
  'Nothing is said by colour alone: kinds of pointers differ in their lines, states of bytes in their textures, verdicts in their glyphs and frames. The pages can be printed in black.',
].map(rich)

export function handoutOf(around: Around, edition: Edition): Made {
  const { chapter, problems } = chapterOf(around, termsOf(edition.glossary, edition.sources))
  const facts = {
    kind: 'handout' as const,
    title: `${chapter.title}: handout`,
    description: plainOf(chapter.summary),
    keywords: ['Rust', ...around.deck.head.tags],
  }
  return { document: finished(facts, [chapter], edition), problems }
}

export function bookOf(all: readonly Around[], edition: Edition): Made {
  const terms = termsOf(edition.glossary, edition.sources)
  const made = all.map(around => chapterOf(around, terms))
  const facts = {
    kind: 'book' as const,
    title: edition.course,
    description:
      'Mechanisms that decide how Rust programs behave when they are compiled and when they run. Every line of code was judged by the compiler; every figure is drawn from what it said.',
    keywords: ['Rust', ...new Set(all.flatMap(around => around.deck.head.tags))],
  }
  const document = finished(
    facts,
    made.map(m => m.chapter),
    edition,
  )
  return { document, problems: made.flatMap(m => m.problems) }
}

function finished(
  facts: Pick<Document, 'kind' | 'title' | 'description' | 'keywords'>,
  chapters: Chapter[],
  edition: Edition,
): Document {
  const document: Document = {
    ...facts,
    author: edition.course,
    version: edition.version,
    stamp: edition.stamp,
    tabs: edition.tabs,
    imprint: imprintOf(edition),
    reading: READING,
    key: KEY,
    chapters,
  }
  return withoutLost(document, labelsIn(document))
}

/** Every place that a link may lead to. */
function labelsIn({ chapters }: Document): Set<string> {
  return new Set(
    chapters.flatMap(chapter => [
      chapter.label,
      ...chapter.slides.flatMap(slide => [slide.label, ...slide.quiz.map(question => question.label)]),
      ...chapter.exercises.map(exercise => exercise.label),
      ...chapter.programs.map(program => program.label),
      ...chapter.codes.map(({ code }) => `code-${code}`),
    ]),
  )
}

/** The same without links to places that this document does not have: of another deck's handout only the words are left. */
function withoutLost<T>(value: T, labels: ReadonlySet<string>): T {
  if (Array.isArray(value))
    return value.flatMap(item =>
      isLost(item, labels) ? withoutLost(item.words, labels) : [withoutLost(item, labels)],
    ) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutLost(inner, labels)])) as T
}

const isLost = (item: unknown, labels: ReadonlySet<string>): item is { to: string; words: Words } =>
  typeof item === 'object' &&
  item !== null &&
  'to' in item &&
  'words' in item &&
  !labels.has((item as { to: string }).to)
