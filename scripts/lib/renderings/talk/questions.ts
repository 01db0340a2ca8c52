// In: a deck's content with its answered quiz. Out: what the audience can answer in a talk, each with the steps between which it is open and what a recording says to it. Pure.
import { answersFrom, bodyOf, partedBody, platesOf, refusedLines } from '../../content/asked.ts'
import type { DeckContent, Plate, Slide } from '../../content/blocks.ts'
import type { Program } from '../../content/library.ts'
import type { Prediction } from '../../content/prediction.ts'
import { decide } from '../../quiz/decide.ts'
import type { ResolvedQuestion } from '../../quiz/resolve.ts'
import { regionOf } from '../../recording/snippet.ts'
import { marked } from './marked.ts'
import type { Answer, TalkOption, TalkOutcome, TalkQuestion } from './talk.ts'

/** What decides the deck's questions. */
export interface Deciding {
  quiz: readonly ResolvedQuestion[]
  /** A program of this deck with its recording. */
  program: (rec: string) => Program
}

type Asked = Pick<TalkQuestion, 'form' | 'options' | 'rows' | 'code' | 'right'>

const option = (text: string): TalkOption => ({ text, line: null })
const plain = (text: string): string => text.replaceAll('`', '').trim()
const chosen = (form: 'one' | 'many' | 'order', options: TalkOption[], right: Answer | null): Asked => ({
  form,
  options,
  rows: [],
  code: [],
  right,
})
const written = (rows: string[], right: string[] | null): Asked => ({
  form: 'values',
  options: [],
  rows,
  code: [],
  right,
})
const numbered = (values: readonly string[]): string[] => values.map((_, i) => String(i + 1))
/** A line in which nothing stands that could be chosen. */
const hasWords = (text: string): boolean => /[A-Za-z0-9_]/.test(text) && !/^\s*\/\//.test(text)

/** All questions of a deck, in the order in which they are asked. */
export function questionsOf({ slides }: DeckContent, deciding: Deciding): TalkQuestion[] {
  const out: TalkQuestion[] = []
  for (const slide of slides) {
    const predicted = predictionOf(slide, deciding)
    out.push(...(predicted ? [predicted] : []), ...quizOf(slide, deciding), ...pollsOf(slide, predicted))
  }
  const seen = new Map<string, number>()
  for (const question of out) {
    const count = (seen.get(question.id) ?? 0) + 1
    seen.set(question.id, count)
    if (count > 1) question.id += `-${count}`
  }
  return out
}

/** Of the outcomes on slide 2, those that questions of the quiz test. */
export const outcomesOf = ({ slides }: DeckContent): TalkOutcome[] =>
  slides
    .flatMap(slide => slide.outcomes)
    .map(({ text, tests }) => ({
      text: marked(text),
      questions: tests.flatMap(test => (test.startsWith('quiz:') ? [`quiz-${test.slice(5)}`] : [])),
    }))
    .filter(({ questions }) => questions.length > 0)

/** A name that stays when slides are put in before: votes outlive a new build of the deck. */
const nameOf = (kind: string, text: string): string =>
  `${kind}-${text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 48)}`

// ---------- predictions ----------

function predictionOf(slide: Slide, deciding: Deciding): TalkQuestion | null {
  const from = answersFrom(slide)
  if (from === null || bodyOf(slide).some(block => block.kind === 'quiz')) return null
  return {
    id: nameOf('predict', slide.titleText),
    kind: 'prediction',
    slide: slide.no,
    asks: 0,
    ends: from,
    text: marked(slide.title),
    ...predicted(slide, slide.predict, deciding),
  }
}

function predicted(slide: Slide, prediction: Prediction | null, { program }: Deciding): Asked {
  const plates = platesOf(slide)
  const recording = (rec: string | undefined) => (rec ? program(rec).recording : (plates[0]?.recording ?? null))
  switch (prediction?.kind) {
    case 'verdicts':
      return {
        form: 'cases',
        options: [option('compiles'), option('is rejected')],
        rows: caseNames(slide, prediction.cases, plates),
        code: [],
        right: prediction.cases.map(rec =>
          program(rec).recording.runs.some(run => run.verdict.kind === 'error') ? 1 : 0,
        ),
      }
    case 'options': {
      const said = recording(prediction.rec)
      const value = said && decide(said, prediction.decide)
      const right = prediction.options.findIndex(text => plain(text) === value)
      return chosen('one', prediction.options.map(option), right < 0 ? null : [right])
    }
    case 'order': {
      const lines = recording(prediction.rec)?.runs[0]?.stdout.split('\n') ?? []
      const places = prediction.items.map(item => lines.findIndex(line => line.includes(plain(item))))
      const right = places.includes(-1) ? null : numberOrder(places)
      return chosen('order', prediction.items.map(option), right)
    }
    case 'output': {
      const lines = program(prediction.rec).recording.runs[0]!.stdout.trimEnd().split('\n')
      return written(numbered(lines), lines)
    }
    case 'table':
      return written(
        numbered(prediction.cells),
        prediction.cells.map(cell => decide(program(prediction.rec).recording, cell)),
      )
    case 'editions':
      return written(
        program(prediction.rec).recording.runs.map(run => `edition ${run.edition}`),
        null,
      )
    case 'lines': {
      const plate = plates.find(found => found.rec === prediction.rec)
      return plate ? marking(plate) : written([''], null)
    }
    default:
      return written([''], null)
  }
}

/** Cases as the slide names them: in a table of its own, by the titles of its plates, else by their files. */
function caseNames(slide: Slide, cases: readonly string[], plates: readonly Plate[]): string[] {
  const titles = cases.map(rec => plates.find(plate => plate.rec === rec)?.title ?? null)
  if (!titles.includes(null)) return titles as string[]
  for (const block of partedBody(slide, 1).asked) {
    if (block.kind !== 'table' || block.rows.length !== cases.length) continue
    return block.rows.map(cells =>
      cells
        .map(({ content }) => marked(content).trim())
        .filter(Boolean)
        .join(': '),
    )
  }
  return cases.map((rec, i) => titles[i] ?? `\`${rec}.rs\``)
}

const numberOrder = (places: readonly number[]): number[] =>
  places.map((_, i) => i).sort((a, b) => places[a]! - places[b]!)

function marking(plate: Plate): Asked {
  const lines = plate.lines.map(({ text }, i) => ({ text, line: i + 1 }))
  const options = lines.filter(({ text }) => hasWords(text))
  const refused = refusedLines(plate)
  return {
    form: 'many',
    options,
    rows: [],
    code: lines.map(({ text }) => text),
    right: options.flatMap(({ line }, i) => (refused.includes(line) ? [i] : [])),
  }
}

// ---------- quiz ----------

function quizOf(slide: Slide, deciding: Deciding): TalkQuestion[] {
  const out: TalkQuestion[] = []
  for (const block of bodyOf(slide)) {
    if (block.kind !== 'quiz') continue
    block.questions.forEach(({ id }, i) => {
      const question = deciding.quiz.find(one => one.id === id)
      if (!question) return
      const asks = block.start - 1 + 2 * i
      const at = { slide: slide.no, asks, ends: asks + 1 }
      out.push({ id: `quiz-${id}`, kind: 'quiz', ...at, text: question.stem, ...resolved(question, deciding) })
    })
  }
  return out
}

function resolved({ kind, options, code }: ResolvedQuestion, { program }: Deciding): Asked {
  const lines = code
    ? regionOf(program(code.src.replace(/\.rs$/, '')).snippet, code.region).lines.map(({ text }) => text)
    : []
  const right =
    kind === 'order'
      ? numberOrder(options.map(({ place }) => place!))
      : options.flatMap((one, i) => (one.right ? [i] : []))
  return {
    ...chosen(
      kind === 'order' ? 'order' : 'one',
      options.map(({ text, line }) => ({ text, line })),
      right,
    ),
    code: lines,
  }
}

// ---------- polls ----------

const OPTION = /\(([a-z])\)\s*/g

/** A poll without options wants hands. Where the slide is a prediction, the same step asks the same thing, and the recording decides it: its form is the better one. */
function pollsOf(slide: Slide, predicted: TalkQuestion | null): TalkQuestion[] {
  const out: TalkQuestion[] = []
  for (const note of slide.notes) {
    if (note.kind !== 'poll') continue
    const [text = '', ...rest] = marked(note.content).split(OPTION)
    const options = rest.filter((_, i) => i % 2 === 1).map(words => option(words.trim()))
    if (options.length < 2 || (predicted && note.click < predicted.ends)) continue
    const at = { slide: slide.no, asks: note.click, ends: note.click + 1 }
    out.push({ id: nameOf('poll', text), kind: 'poll', ...at, text: text.trim(), ...chosen('one', options, null) })
  }
  return out
}
