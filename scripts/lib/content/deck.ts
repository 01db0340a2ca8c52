// The content of one deck: slides.md, its recordings, quiz.yaml, exercises/ and published.json, as one typed tree.
//
//   const library = await Library.open(root)
//   const { content, problems } = readDeck(library, '01-borrow-checker')
//
// Everything that has the wrong form is in `problems`, each with its file and line, in the order of the lines.
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { inspectSlides, sectionsOf } from '../deck.ts'
import { findExercises, type Exercise } from '../exercise/find.ts'
import { parseLocatedYaml, schemaProblems } from '../locatedYaml.ts'
import type { Problem } from '../problem.ts'
import { loadQuiz } from '../quiz/load.ts'
import { parseQuiz } from '../quiz/parse.ts'
import type { Question } from '../quiz/schema.ts'
import type { Block, DeckContent, DeckExercise, Slide } from './blocks.ts'
import { textInBrackets } from './brackets.ts'
import { Clicks } from './clicks.ts'
import { Library } from './library.ts'
import { parseMarkup } from './markup.ts'
import { instead } from './near.ts'
import { Reporter } from './reporter.ts'
import { slideOf, type Surroundings } from './slide.ts'
import { blocksOf } from './tree.ts'

export { Library }

/** A file's text; what no editor should have written is reported. */
function readText(path: string, report: Reporter): string {
  const bytes = readFileSync(path)
  let text = bytes.toString('utf8')
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const line = text.slice(0, text.indexOf('�')).split('\n').length
    report.say(line, 'this file is not UTF-8: save it as UTF-8')
  }
  if (text.startsWith('﻿')) {
    report.say(1, 'the file begins with a byte order mark: save it as UTF-8 without one')
    text = text.slice(1)
  }
  return text
}

/**
 * Reads a deck of the course that the library was opened for.
 * @returns null for the content where headmatter or slides could not be read at all
 */
export function readDeck(library: Library, id: string): { content: DeckContent | null; problems: Problem[] } {
  const { root } = library
  const dir = join(root, 'decks', id)
  const path = join(dir, 'slides.md')
  const report = new Reporter(relative(root, path))
  const { head, slides: texts, problems } = inspectSlides(report.file, readText(path, report))
  report.problems.push(...problems)
  const quiz = quizOf(root, id, report)
  const exercises = exercisesOf(library, id, report)
  if (!head) return { content: null, problems: report.inOrder() }
  const sections = sectionsOf(texts)
  const around: Surroundings = {
    library,
    deckDir: dir,
    report,
    questions: new Map(quiz.map(question => [question.id, question])),
    exercises: new Set(exercises.map(exercise => exercise.name)),
    letters: new Set(sections.map(section => section.letter)),
  }
  const slides = texts.map(text => slideOf(text, around))
  checkDeck(slides, report)
  const content: DeckContent = {
    id,
    file: report.file,
    head,
    draft: head.draft === true,
    slides,
    sections: sections.map(({ letter, no, minutes, slides: own }) => {
      const opening = slides[no - 1]!
      return { letter, no, minutes, title: opening.title, question: opening.question ?? [], slides: own.map(s => s.no) }
    }),
    quiz,
    exercises,
    published: publishedOf(library, dir, slides, report),
  }
  return { content, problems: report.inOrder() }
}

function checkDeck(slides: readonly Slide[], report: Reporter): void {
  const seen = new Map<string, Slide>()
  for (const slide of slides) {
    const first = slide.id === null ? undefined : seen.get(slide.id)
    if (first) report.say(slide.start, `the id \`${slide.id}\` is also that of slide ${first.no}: choose another`)
    else if (slide.id !== null) seen.set(slide.id, slide)
  }
}

/** The questions as they are written; that recordings decide them is checked as well. */
function quizOf(root: string, id: string, report: Reporter): Question[] {
  const file = `decks/${id}/quiz.yaml`
  if (!existsSync(join(root, file))) return []
  const questions = report.attempt(() => parseQuiz(readFileSync(join(root, file), 'utf8'), file).questions)
  if (!questions) return []
  report.attempt(() => loadQuiz(root, id))
  return questions
}

// ---------- exercises ----------

const FAILS = /^\/\/ fails: (\S.*?)\s*$/

function exercisesOf(library: Library, id: string, report: Reporter): DeckExercise[] {
  const { exercises, problems } = findExercises(library.root, [id])
  report.problems.push(...problems)
  return exercises.map(exercise => exerciseOf(library, exercise, report))
}

function exerciseOf(library: Library, exercise: Exercise, report: Reporter): DeckExercise {
  const own = new Reporter(exercise.file)
  const source = readFileSync(join(exercise.dir, 'exercise.md'), 'utf8')
  const place = { library, deckDir: join(exercise.dir, '../..'), report: own, clicks: new Clicks(), still: true }
  const blocks = (text: string): Block[] => {
    const at = source.indexOf(text)
    const line = at < 0 ? 1 : source.slice(0, at).split('\n').length
    return blocksOf(parseMarkup(textInBrackets(text, library), line, own), place)
  }
  const { task, hints, idea } = exercise.text
  const out: DeckExercise = {
    name: exercise.name,
    text: exercise.text,
    task: blocks(task),
    hints: hints.map(blocks),
    idea: blocks(idea),
    wrong: exercise.files.filter(path => /^wrong\/[^/]+\.rs$/.test(path)).flatMap(path => wrongOf(exercise, path, own)),
  }
  report.problems.push(...own.problems)
  return out
}

function wrongOf(exercise: Exercise, path: string, report: Reporter): DeckExercise['wrong'] {
  const first = readFileSync(join(exercise.dir, path), 'utf8').split('\n')[0] ?? ''
  const fails = FAILS.exec(first)?.[1]
  if (fails !== undefined) return [{ path, fails }]
  report.problems.push({
    file: join(exercise.file, '..', path),
    line: 1,
    message: 'a wrong solution begins with `// fails: NAME`: the test, lint, error code or `Miri` that must refuse it',
  })
  return []
}

// ---------- published addresses ----------

const Published = z.record(z.string(), z.string({ error: 'the present id, a text' }))

function publishedOf(
  library: Library,
  dir: string,
  slides: readonly Slide[],
  report: Reporter,
): Record<string, string> {
  const path = join(dir, 'published.json')
  if (!existsSync(path)) return {}
  const file = relative(library.root, path)
  const yaml = report.attempt(() => parseLocatedYaml(readFileSync(path, 'utf8'), file))
  if (!yaml) return {}
  const parsed = Published.safeParse(yaml.value)
  if (!parsed.success) {
    report.problems.push(...schemaProblems(parsed.error, yaml, file))
    return {}
  }
  const present = slides.flatMap(slide => (slide.id === null ? [] : [slide.id]))
  for (const [old, now] of Object.entries(parsed.data))
    if (!present.includes(now))
      report.problems.push({
        file,
        line: yaml.lineOf([old]),
        message: `\`${now}\` is the id of no slide: ${instead(now, present)}`,
      })
  return parsed.data
}

// ---------- documents ----------

/** TRAINERS.md and its like: prose, lists and tables, read as slides are. */
export function readDocument(library: Library, path: string): { blocks: Block[]; problems: Problem[] } {
  const report = new Reporter(relative(library.root, path))
  const text = readText(path, report)
  const place = { library, deckDir: join(path, '..'), report, clicks: new Clicks(), still: true }
  const blocks = blocksOf(parseMarkup(textInBrackets(text, library), 1, report), place)
  return { blocks, problems: report.inOrder() }
}
