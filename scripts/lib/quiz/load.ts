// The quiz of a deck from disk: quiz.yaml, its snippets and their recordings.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError, type Problem } from '../problem.ts'
import { srcKey } from '../recording/keys.ts'
import type { Recording } from '../recording/schema.ts'
import { parseSnippet, regionOf } from '../recording/snippet.ts'
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
    const paths = {
      source: join(root, 'decks', id, 'snippets', snippet),
      recording: join(root, 'decks', id, 'recordings', snippet.replace(/\.rs$/, '.json')),
    }
    reads.push(paths.source, paths.recording)
    return readEvidence(paths, `decks/${id}/snippets/${snippet}`, region)
  })
  return { questions, reads: [...new Set(reads)] }
}

function readEvidence(
  paths: { source: string; recording: string },
  name: string,
  region: string | undefined,
): Evidence {
  if (!existsSync(paths.source)) throw new Error(`${name} does not exist: create it, or mend \`snippet:\``)
  const source = readFileSync(paths.source, 'utf8')
  if (!existsSync(paths.recording))
    throw new Error(`the compiler has not been asked about ${name}: run \`npm run record -- ${name}\``)
  const recording = JSON.parse(readFileSync(paths.recording, 'utf8')) as Recording
  if (recording.srcKey !== srcKey(source))
    throw new Error(
      `the recording of ${name} is STALE, the snippet was edited after it: run \`npm run record -- ${name}\``,
    )
  return { region: regionOf(parseSnippet(source, name), region, name), recording }
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
