// A question with its answer: what the component shows, what the handout prints. Pure; the recording is given.
import { createHash } from 'node:crypto'
import { ProblemError, type Problem } from '../problem.ts'
import type { Recording } from '../recording/schema.ts'
import type { Region } from '../recording/snippet.ts'
import { decide, DecisionError } from './decide.ts'
import type { ParsedQuiz } from './parse.ts'
import type { Question } from './schema.ts'

export interface ShownOption {
  text: string
  because: string | null
  right: boolean
  /** Order questions: the place in the right order, from 0. */
  place: number | null
  /** Line questions: the number of the line in the shown region, from 1. */
  line: number | null
}

export interface ResolvedQuestion {
  id: string
  /** Number in the deck, from 1. */
  no: number
  kind: Question['kind']
  stem: string
  why: string
  options: ShownOption[]
  /** The code beside the question. */
  code: {
    src: string
    region: string | null
    edition: number | null
    /** Of the shown region. */ lines: number
    columns: number
    /** Line questions: the lines, which are chosen where they stand. */ text: string[] | null
  } | null
  /** The badge and the messages of the code would give the answer away before it is revealed. */
  hidesVerdict: boolean
  /** What the compiler said, where it decides: a prediction's value, or the line that it refuses. */
  decided: string | null
  /** Of everything that the reader answered: an edited question forgets its old answer. */
  hash: string
}

export interface Evidence {
  region: Region
  recording: Recording
}

/** A sheet holds no more lines; narrow ones leave room for the reason beside them, wide ones need it below. */
const MOST_LINES = 14,
  MOST_WIDE_LINES = 11,
  WIDE = 55

/**
 * All questions of a deck, answered. `evidence` gives the snippet's region and recording, or throws a sentence.
 * @throws ProblemError
 */
export function resolveQuiz(
  quiz: ParsedQuiz,
  evidence: (question: Question & { snippet: string }) => Evidence,
): ResolvedQuestion[] {
  const problems: Problem[] = []
  const resolved: ResolvedQuestion[] = []
  quiz.questions.forEach((question, index) => {
    const bad = (key: string, message: string): void => {
      problems.push({ file: quiz.file, line: quiz.yaml.lineOf([index, key]), message: `${question.id}: ${message}` })
    }
    let given: Evidence | null = null
    if (question.snippet) {
      try {
        given = evidence(question as Question & { snippet: string })
      } catch (error) {
        return bad('snippet', (error as Error).message)
      }
    }
    const options = optionsOf(question, given, bad)
    if (!options) return
    const { decided } = options
    const body = {
      id: question.id,
      kind: question.kind,
      stem: question.question,
      why: question.why,
      options: options.shown,
      code:
        question.snippet && given
          ? {
              src: question.snippet,
              region: question.region ?? null,
              edition: question.edition ?? null,
              lines: given.region.lines.length,
              columns: Math.max(...given.region.lines.map(line => line.text.length)),
              text: question.kind === 'line' ? given.region.lines.map(line => line.text) : null,
            }
          : null,
      hidesVerdict:
        question.kind === 'line' || (question.kind === 'prediction' && /^(verdict|exit|stdout)/.test(question.decide)),
      decided,
    }
    const hash = createHash('sha256')
      .update(JSON.stringify([body, given?.region.text ?? '']))
      .digest('hex')
      .slice(0, 16)
    resolved.push({ ...body, no: index + 1, hash })
  })
  if (problems.length) throw new ProblemError(problems)
  return resolved
}

type Bad = (key: string, message: string) => void

function optionsOf(
  question: Question,
  given: Evidence | null,
  bad: Bad,
): { shown: ShownOption[]; decided: string | null } | null {
  const plain = (option: { text: string; because?: string | undefined }, right: boolean): ShownOption => ({
    text: option.text,
    because: option.because ?? null,
    right,
    place: null,
    line: null,
  })
  switch (question.kind) {
    case 'choice':
      return {
        shown: question.options.map((option, index) => plain(option, index + 1 === question.answer)),
        decided: null,
      }
    case 'order':
      return {
        shown: shuffle(
          question.options.map((option, place) => ({ ...plain(option, true), place })),
          question.id,
        ),
        decided: null,
      }
    case 'line':
      return lineOptions(question, given!, bad)
    case 'prediction': {
      let decided: string
      try {
        decided = decide(given!.recording, question.decide, question.edition)
      } catch (error) {
        if (!(error instanceof DecisionError)) throw error
        bad('decide', error.message)
        return null
      }
      const says = (option: (typeof question.options)[number]): boolean =>
        (option.value ?? option.text).replaceAll('`', '').trim() === decided
      const right = question.options.filter(says)
      if (right.length !== 1) {
        const values = question.options
          .map(option => `\`${(option.value ?? option.text).replaceAll('`', '')}\``)
          .join(', ')
        bad(
          'options',
          right.length
            ? `the recording says \`${decided}\`, and ${right.length} options say so: exactly one may`
            : `the recording says \`${decided}\`, and no option does: ${values}. Mend the options, or give one a \`value:\``,
        )
        return null
      }
      return { shown: question.options.map(option => plain(option, says(option))), decided }
    }
  }
}

function lineOptions(
  question: Extract<Question, { kind: 'line' }>,
  { region, recording }: Evidence,
  bad: Bad,
): { shown: ShownOption[]; decided: string | null } | null {
  const lines = region.lines.map((line, index) => ({ no: index + 1, text: line.text }))
  const most = lines.some(line => line.text.length > WIDE) ? MOST_WIDE_LINES : MOST_LINES
  const words = (text: string): boolean => /[A-Za-z0-9_]/.test(text) && !/^\s*\/\//.test(text)
  const chosen = question.options
    ? question.options.map(option => Number(option.text))
    : lines.filter(line => words(line.text)).map(line => line.no)
  const missing = chosen.filter(no => !lines[no - 1])
  if (missing.length) bad('options', `line ${missing[0]} is not shown: the region has ${lines.length} lines`)
  else if (!lines[question.answer - 1])
    bad('answer', `line ${question.answer} is not shown: the region has ${lines.length} lines`)
  else if (!chosen.includes(question.answer))
    bad('answer', `line ${question.answer} is blank, a comment or only brackets: it cannot be chosen`)
  else if (lines.length > most)
    bad('snippet', `${lines.length} lines are shown, and at most ${most} of this width fit: show a smaller region`)
  else if (!pointedAt(recording, question.edition, region.lines[question.answer - 1]!.number))
    bad(
      'answer',
      `no message of the compiler points at line ${question.answer}: mend the answer, or ask about something that the recording shows`,
    )
  else
    return {
      shown: chosen.map((no, index) => ({
        text: lines[no - 1]!.text,
        because: question.options?.[index]?.because ?? null,
        right: no === question.answer,
        place: null,
        line: no,
      })),
      decided: refuses(recording, question.edition) ? `line ${question.answer}` : null,
    }
  return null
}

const runIn = (recording: Recording, edition: number | undefined) =>
  recording.runs.find(run => run.edition === edition) ?? recording.runs[0]!
const refuses = (recording: Recording, edition: number | undefined): boolean =>
  runIn(recording, edition).verdict.kind === 'error'

/** Where the compiler refuses, whether any span of any message touches the line of the snippet; a program that it accepts has no such evidence. */
function pointedAt(recording: Recording, edition: number | undefined, line: number): boolean {
  return (
    !refuses(recording, edition) ||
    runIn(recording, edition).diagnostics.some(d =>
      [...d.spans, ...d.children.flatMap(child => child.spans)].some(
        span => !span.file && span.line <= line && line <= span.lineEnd,
      ),
    )
  )
}

/** The same order on every machine, and never the right one. */
function shuffle(options: ShownOption[], seed: string): ShownOption[] {
  const weight = (option: ShownOption): string => createHash('sha256').update(`${seed}\0${option.text}`).digest('hex')
  const shuffled = [...options].sort((a, b) => (weight(a) < weight(b) ? -1 : 1))
  return shuffled.every((option, index) => option.place === index) ? [...shuffled.slice(1), shuffled[0]!] : shuffled
}
