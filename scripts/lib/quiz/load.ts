// The quiz of a deck from disk: quiz.yaml, its snippets and their recordings.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError, type Problem } from '../problem.ts'
import { checkFile } from '../recording/check.ts'
import { type SnippetFile, snippetFile } from '../recording/files.ts'
import { parseSnippet, regionOf } from '../recording/snippet.ts'
import { STAMP_FILE } from '../recording/stamp.ts'
import { wordsOnly } from '../sources/links.ts'
import { parseQuiz } from './parse.ts'
import { resolveQuiz, type Evidence, type ResolvedQuestion } from './resolve.ts'

/** Snippets and recordings that the quiz of a deck reads: a change of one of them is a change of the quiz. */
export interface LoadedQuiz {
  questions: ResolvedQuestion[]
  reads: string[]
}

/**
 * The questions of `decks/<id>`, answered by the recordings; none where there is no quiz.yaml.
 * @throws ProblemError with file:line
 */
export function loadQuiz(root: string, id: string): LoadedQuiz {
  const file = `decks/${id}/quiz.yaml`
  const reads = [join(root, file)]
  if (!existsSync(reads[0]!)) return { questions: [], reads }
  const quiz = parseQuiz(readFileSync(reads[0]!, 'utf8'), file)
  const questions = resolveQuiz(quiz, ({ snippet, region }) => {
    const found = snippetFile(`decks/${id}/snippets/${snippet}`, root)
    reads.push(found.source, found.recording, join(root, STAMP_FILE))
    return readEvidence(found, region, root)
  }).map(shown)
  return { questions, reads: [...new Set(reads)] }
}

/** As cards and answer sheets show it: they set text and code, and an address would stand there as it is written. */
const shown = (question: ResolvedQuestion): ResolvedQuestion => ({
  ...question,
  stem: wordsOnly(question.stem),
  why: wordsOnly(question.why),
  options: question.options.map(option => ({ ...option, because: option.because && wordsOnly(option.because) })),
})

function readEvidence(file: SnippetFile, region: string | undefined, root: string): Evidence {
  if (!existsSync(file.source)) throw new Error(`${file.path} does not exist: create it, or mend \`snippet:\``)
  const check = checkFile(file, root)
  if (!check.ok) throw new Error(check.sentence)
  const source = readFileSync(file.source, 'utf8')
  return { region: regionOf(parseSnippet(source, file.path), region, file.path), recording: check.recording }
}

/** Every problem of every deck's quiz; how many questions it has is the gate `words`'s matter. */
export function checkQuizzes(root: string, ids: readonly string[]): Problem[] {
  return ids.flatMap((id): Problem[] => {
    const file = `decks/${id}/quiz.yaml`
    if (!existsSync(join(root, file))) return [{ file, line: 1, message: 'the deck has no quiz: write its questions' }]
    try {
      loadQuiz(root, id)
      return []
    } catch (error) {
      if (error instanceof ProblemError) return [...error.problems]
      throw error
    }
  })
}
