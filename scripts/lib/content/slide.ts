// One slide: its title, its body, its notes, and what its frontmatter says.
import { z } from 'zod'
import type { Slide as SlideText } from '../deck.ts'
import { schemaProblems } from '../locatedYaml.ts'
import type { Question } from '../quiz/schema.ts'
import type { Block, Outcome, Slide } from './blocks.ts'
import { textInBrackets } from './brackets.ts'
import { Clicks } from './clicks.ts'
import type { Place } from './components.ts'
import type { Library } from './library.ts'
import { parseMarkup, parseSentence } from './markup.ts'
import { instead } from './near.ts'
import { notesOf } from './notes.ts'
import { Prediction, recordingsOf } from './prediction.ts'
import type { Reporter } from './reporter.ts'
import { blocksOf, inlinesOf, textOf } from './tree.ts'

/** What a slide is read with. */
export interface Surroundings {
  library: Library
  deckDir: string
  report: Reporter
  /** The deck's questions, by id. */
  questions: ReadonlyMap<string, Question>
  /** Names of the deck's exercises. */
  exercises: ReadonlySet<string>
  /** Letters of the deck's sections. */
  letters: ReadonlySet<string>
}

const STILL = new Set(['cover', 'summary'])
const TWO_COLUMNS = new Set(['split', 'summary'])
/** Layouts that draw what their frontmatter names, and need no content but the title. */
const DRAWN = new Set(['cover', 'promise', 'section', 'quiz', 'exercises'])

/** Code is shown, not obeyed: blanked out, line for line. */
const withoutCode = (text: string): string =>
  text.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1|`[^`\n]*`/gm, code => code.replaceAll(/[^\n]/g, ' '))
const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length - 1

/** The content's parts, by the `::right::` between them. */
function columnsOf(slide: SlideText, report: Reporter): { text: string; line: number }[] {
  const lines = withoutCode(slide.content).split('\n')
  const all = slide.content.split('\n')
  const parts = [{ text: [] as string[], line: slide.line }]
  lines.forEach((line, i) => {
    const slot = /^::(\S*?)::\s*$/.exec(line)?.[1]
    if (slot === undefined) return void parts.at(-1)!.text.push(all[i]!)
    const at = slide.line + i
    if (slot !== 'right') report.say(at, `there is no column \`::${slot}::\`: write \`::right::\``)
    else if (!TWO_COLUMNS.has(slide.layout))
      report.say(at, `the layout \`${slide.layout}\` has one column: use \`layout: split\`, or take \`::right::\` out`)
    else if (parts.length > 1) report.say(at, '`::right::` stands twice: a slide has two columns')
    parts.push({ text: [], line: at + 1 })
  })
  return parts.map(({ text, line }) => ({ text: text.join('\n'), line }))
}

/** A note is one comment, and it is the last thing of the slide. */
function checkComments(slide: SlideText, report: Reporter): void {
  const content = withoutCode(slide.content)
  const open = content.search(/<!--/)
  const close = content.search(/-->/)
  if (close >= 0 && (open >= 0 || slide.note === ''))
    report.say(
      slide.line + lineAt(content, close),
      open >= 0 && content.slice(close + 3).includes('-->')
        ? '`-->` inside a note ends it: write an arrow as `→` or in words'
        : 'a comment before the end of the slide: a slide has one note, one `<!-- … -->` after its content',
    )
  else if (open >= 0) report.say(slide.line + lineAt(content, open), '`<!--` is never closed: end the note with `-->`')
}

export function slideOf(text: SlideText, around: Surroundings): Slide {
  const { report, library, deckDir } = around
  const clicks = new Clicks()
  const place: Place = { library, deckDir, report, clicks, still: STILL.has(text.layout) }
  checkComments(text, report)
  const [left, right] = columnsOf(text, report).map(part =>
    blocksOf(parseMarkup(withoutComments(part.text), part.line, report), place),
  )
  const body = left ?? []
  const title = titleOf(text, body, report)
  const quiz = quizOf(text, around, place)
  if (quiz) body.push(quiz)
  const slide: Slide = {
    no: text.no,
    id: null,
    extra: text.extra,
    layout: text.layout,
    minutes: text.minutes,
    title,
    titleText: textOf(title),
    question: null,
    body,
    right: right ?? [],
    notes: text.note ? notesOf(text.note, text.noteLine, place) : [],
    clicks: clicks.resolve(),
    predict: null,
    outcomes: [],
    start: text.start,
    line: text.line,
  }
  numberMessages(flat([...slide.body, ...slide.right]))
  readFront(slide, text, around, place)
  checkShape(slide, text, report)
  checkMarks(slide, text, report)
  return slide
}

/** A comment in the content has been reported; its words are no content. */
const withoutComments = (text: string): string =>
  withoutCode(text).includes('<!--')
    ? text.replaceAll(/<!--[\s\S]*?(?:-->|$(?![\s\S]))/g, c => c.replaceAll(/[^\n]/g, ''))
    : text

function titleOf(text: SlideText, body: Block[], report: Reporter) {
  const [first] = body
  if (first?.kind === 'heading' && first.level === 1) {
    body.shift()
    if (text.layout === 'cover') report.say(first.line, 'the cover shows the headmatter: take the heading out')
    else return first.content
  }
  const other = body.find(block => block.kind === 'heading' && block.level === 1)
  if (other) report.say(other.line, 'a slide begins with its title: move the heading to the top')
  return [{ kind: 'text' as const, text: text.title }]
}

function quizOf(text: SlideText, around: Surroundings, place: Place): Block | null {
  if (text.layout !== 'quiz') return null
  const ids = [text.frontmatter.quiz ?? []].flat().map(String)
  if (!ids.length) around.report.say(text.start, 'a quiz slide names its questions: add `quiz: [id, …]`')
  const questions = ids.flatMap((id, i) => {
    const question = around.questions.get(id)
    if (question) return [question]
    const line = text.front?.lineOf(['quiz', i]) ?? text.start
    around.report.say(line, `quiz.yaml has no question \`${id}\`: ${instead(id, [...around.questions.keys()])}`)
    return []
  })
  if (!questions.length) return null
  const block: Extract<Block, { kind: 'quiz' }> = { kind: 'quiz', line: text.start, from: null, questions, start: 1 }
  place.clicks.component('+1', questions.length * 2 - 1, start => (block.start = start))
  return block
}

// ---------- frontmatter ----------

const Id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id has small letters, digits and `-`, and begins with a letter')
const Sentence = z.string({ error: 'a sentence' }).min(3)
const OutcomeRow = z.union(
  [
    z.tuple([Sentence, z.string()]),
    z.tuple([
      Sentence,
      z.string(),
      z.array(z.string().regex(/^(?:quiz|exercise):\S+$/, 'name what tests it: `quiz:order` or `exercise:own-rc`')),
    ]),
  ],
  { error: 'an outcome is `[sentence, section letter]` or `[sentence, section letter, [quiz:…, exercise:…]]`' },
)
const Front = z.object({
  id: Id.optional(),
  extra: z.boolean({ error: '`extra` is true or false' }).optional(),
  question: z.string().optional(),
  outcomes: z.array(OutcomeRow).optional(),
  predict: Prediction.optional(),
})
/** What a slide's frontmatter may say; the first slide's is the headmatter, which Slidev reads too. */
const SLIDE_KEYS = [
  'layout',
  'minutes',
  'id',
  'extra',
  'predict',
  'question',
  'outcomes',
  'quiz',
  'columns',
  'routeAlias',
]

function readFront(slide: Slide, text: SlideText, around: Surroundings, place: Place): void {
  const { front } = text
  const { report } = around
  if (!front) return
  if (text.no > 1)
    for (const key of Object.keys((front.value ?? {}) as object))
      if (!SLIDE_KEYS.includes(key))
        report.say(front.lineOf([key]), `frontmatter knows no \`${key}\`: ${instead(key, SLIDE_KEYS)}`)
  const parsed = Front.safeParse(front.value)
  if (!parsed.success) {
    report.problems.push(...schemaProblems(parsed.error, front, report.file))
    return
  }
  const { id, question, outcomes, predict } = parsed.data
  slide.id = id ?? null
  if (question !== undefined)
    slide.question = inlinesOf(
      parseSentence(textInBrackets(question, place.library), front.lineOf(['question']), report),
      place,
    )
  slide.outcomes = (outcomes ?? []).map((row, i) => outcomeOf(row, front.lineOf(['outcomes', i]), around, place))
  if (!predict) return
  slide.predict = predict
  for (const rec of recordingsOf(predict)) {
    try {
      around.library.program(around.deckDir, rec)
    } catch (error) {
      report.say(front.lineOf(['predict']), (error as Error).message)
    }
  }
}

function outcomeOf(row: z.infer<typeof OutcomeRow>, line: number, around: Surroundings, place: Place): Outcome {
  const [text, section, tests = []] = row
  if (!around.letters.has(section))
    around.report.say(line, `there is no section ${section}: ${instead(section, [...around.letters])}`)
  for (const test of tests) {
    const [kind, name = ''] = test.split(':')
    const known = kind === 'quiz' ? [...around.questions.keys()] : [...around.exercises]
    if (!known.includes(name)) around.report.say(line, `the deck has no ${kind} \`${name}\`: ${instead(name, known)}`)
  }
  return {
    text: inlinesOf(parseSentence(textInBrackets(text, around.library), line, around.report), place),
    section,
    tests,
    line,
  }
}

// ---------- what a slide must be ----------

const flat = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap(b =>
    b.kind === 'group' || b.kind === 'quote'
      ? flat(b.blocks)
      : b.kind === 'list'
        ? [b, ...b.items.flatMap(item => flat(item.blocks))]
        : [b],
  )

/** A message numbers its lines as the plate of the same program beside it does. */
function numberMessages(blocks: readonly Block[]): void {
  for (const message of blocks) {
    if (message.kind !== 'message' || message.region !== null) continue
    const plate = blocks.find(block => block.kind === 'plate' && block.rec === message.rec)
    if (plate?.kind === 'plate') Object.assign(message, { region: plate.region, lines: plate.lines })
  }
}

function checkShape(slide: Slide, text: SlideText, report: Reporter): void {
  const blocks = flat([...slide.body, ...slide.right])
  const figures = blocks.filter(b => b.kind === 'figure')
  // A tag that could not be read has been reported; it is not missing.
  const written = /<[A-Z]/.test(text.content)
  if (
    slide.layout === 'figure' &&
    (figures.length > 1 || (!figures.length && !written && !blocks.some(b => b.kind === 'drawing')))
  )
    report.say(
      figures[1]?.line ?? slide.line,
      `a \`figure\` slide has one figure, this one has ${figures.length}: use \`layout: split\`, or two slides`,
    )
  if (!DRAWN.has(slide.layout) && !blocks.length && !written)
    report.say(slide.line, 'the slide shows nothing but its title: add what proves the claim')
}

/** Marks in the notes step through the slide: one that nothing answers is a mark too many. */
function checkMarks(slide: Slide, text: SlideText, report: Reporter): void {
  const marks = slide.notes.reduce((most, part) => Math.max(most, part.click), 0)
  if (marks === slide.clicks || slide.layout === 'quiz') return
  if (marks > slide.clicks) {
    const beyond = slide.notes.find(part => part.click > slide.clicks)
    report.say(
      beyond?.line ?? text.noteLine,
      `the notes step to click ${marks}, and the slide has ${slide.clicks || 'no clicks'}: take a \`[click]\` out, or let the slide step`,
    )
  } else if (slide.notes.length)
    report.say(
      text.noteLine,
      `the slide steps ${slide.clicks} times and its notes ${marks || 'never'}: add the \`[click]\` marks where it steps`,
    )
}
