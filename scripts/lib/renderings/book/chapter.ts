// A deck as a chapter: its opening, slides, quiz, exercises, answers, and the lists of what it showed.
import { bodyOf } from '../../content/asked.ts'
import type { Block, DeckContent, DeckExercise, Slide } from '../../content/blocks.ts'
import { letter } from '../../quiz/answers.ts'
import type { ResolvedQuestion } from '../../quiz/resolve.ts'
import { questionPlate } from '../questionPlate.ts'
import type { Around } from '../gather.ts'
import { qrOf } from './code.ts'
import { entriesOf, type Terms } from './entries.ts'
import { figureSheet } from './figures.ts'
import { type AskedQuestion, slideFlow } from './flow.ts'
import type { Chapter, ExercisePages, FigureSheet, ProgramRow, QuizPages, SlidePages, Words } from './model.ts'
import { Pen } from './pen.ts'
import { badgesOf, plateSheet } from './plate.ts'
import { sheetsOf } from './sheets.ts'
import { rich, wordsOf } from './words.ts'

/** Layouts whose body is set by the chapter, not as the flow of a slide. */
const OWN = new Set(['summary', 'references', 'quiz', 'exercises', 'promise', 'section'])

export function chapterOf(around: Around, terms: Terms): { chapter: Chapter; problems: Pen['problems'] } {
  const pen = new Pen(around, terms)
  const { deck } = around
  const asked: AskedQuestion[] = []
  const slides = deck.slides.map(slide => slidePages(slide, deck, pen, asked))
  const cover = deck.slides.find(slide => slide.layout === 'cover')
  const exercises = deck.exercises.map(exercise => exercisePages(exercise, pen))
  const { head } = deck
  const card = around.cards.find(c => c.id === deck.id)
  const chapter: Chapter = {
    number: head.mechanism,
    id: deck.id,
    label: `chapter-${pen.number}`,
    title: head.title,
    summary: rich(head.summary),
    subjects: head.tags.join(', '),
    level: head.level,
    after: head.prerequisites.map(id => id.slice(0, 2)).join(', '),
    minutes: head.duration,
    total: deck.slides.length,
    checked: head.checked,
    rustc: card?.rustc ?? '',
    cover: cover ? coverFigure(cover, pen) : null,
    opening: slides.find(slide => slide.layout === 'cover')?.parts ?? [],
    slides: slides.filter(slide => slide.layout !== 'cover'),
    exercises,
    asked,
    programs: programRows(pen),
    codes: [...pen.codes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, message]) => ({ code, message: rich(message) })),
  }
  return { chapter, problems: pen.problems }
}

function coverFigure(slide: Slide, pen: Pen): FigureSheet | null {
  const figure = bodyOf(slide).find(block => block.kind === 'figure')
  return figure ? figureSheet(figure, pen, { number: '', plate: true }) : null
}

// ---------- slides ----------

function slidePages(slide: Slide, deck: DeckContent, pen: Pen, asked: AskedQuestion[]): SlidePages {
  pen.slide()
  const own = OWN.has(slide.layout) || slide.layout === 'cover'
  const { parts, asked: questions, asks } = slideFlow(own ? { ...slide, body: [], right: [] } : slide, pen)
  asked.push(...questions)
  const section = deck.sections.find(s => s.no === slide.no)
  return {
    number: slide.no,
    label: `slide-${pen.number}-${slide.no}`,
    layout: slide.layout,
    title: wordsOf(slide.title, pen, 'none'),
    minutes: slide.minutes,
    extra: slide.extra,
    asks,
    parts,
    index: entriesOf(slide.title, pen.terms),
    letter: section?.letter ?? '',
    question: slide.question ? wordsOf(slide.question, pen, 'none') : [],
    outcomes: slide.outcomes.map(outcome => ({
      words: wordsOf(outcome.text, pen, 'none'),
      letter: outcome.section,
      section: wordsOf(deck.sections.find(s => s.letter === outcome.section)?.title ?? [], pen, 'none'),
      tests: outcome.tests.map(test => testOf(test, deck, pen)),
    })),
    quiz: slide.layout === 'quiz' ? quizOf(slide, pen) : [],
    list: slide.layout === 'summary' || slide.layout === 'references' ? listOf(slide, pen) : [],
    figure: slide.layout === 'summary' ? coverFigure(slide, pen) : null,
    ...codeOf(slide, pen),
  }
}

/** The address of the slide's heading in the article, as a link and, where a section opens, as a code to be photographed. */
function codeOf(slide: Slide, pen: Pen): Pick<SlidePages, 'code' | 'link'> {
  const { publicUrl, deck } = pen.around
  if (!publicUrl) return { code: null, link: '' }
  const link = `${publicUrl}${deck.id}/read/index.html#s${slide.no}`
  return {
    code: slide.layout === 'section' ? qrOf(link, `Code of the address of this section on the site: ${link}`) : null,
    link,
  }
}

function testOf(test: string, deck: DeckContent, pen: Pen): { to: string; words: Words } {
  const [kind = '', name = ''] = test.split(':')
  const question = deck.quiz.findIndex(q => q.id === name) + 1
  return {
    to: `${kind}-${pen.number}-${name}`,
    words:
      kind === 'quiz' ? [`question ${question}`] : rich(deck.exercises.find(e => e.name === name)?.text.title ?? name),
  }
}

/** The entries of a summary's or of the references' list. */
function listOf(slide: Slide, pen: Pen): Words[] {
  const blocks: Block[] = bodyOf(slide)
  const addresses = slide.layout === 'references' ? 'brackets' : 'none'
  return blocks.flatMap(block =>
    block.kind === 'list'
      ? block.items.map(item =>
          item.blocks.flatMap(inner => (inner.kind === 'paragraph' ? wordsOf(inner.content, pen, addresses) : [])),
        )
      : block.kind === 'paragraph'
        ? [wordsOf(block.content, pen, addresses)]
        : [],
  )
}

// ---------- quiz ----------

function quizOf(slide: Slide, pen: Pen): QuizPages[] {
  const ids = slide.body.flatMap(block => (block.kind === 'quiz' ? block.questions.map(q => q.id) : []))
  return ids.flatMap(id => {
    const question = pen.around.questions.find(q => q.id === id)
    return question ? [questionOf(question, pen)] : []
  })
}

function questionOf(question: ResolvedQuestion, pen: Pen): QuizPages {
  const said = (text: string): Words => wordsOf(pen.around.sentence(text), pen, 'brackets')
  const boxes = question.options.map((option, i) => (option.line === null ? letter(i) : String(option.line)))
  return {
    number: question.no,
    label: `quiz-${pen.number}-${question.id}`,
    answer: `right-${pen.number}-${question.id}`,
    stem: wordsOf(pen.around.sentence(question.stem), pen, 'none'),
    plate: quizPlate(question, pen),
    options: question.options.map((option, i) => ({
      box: boxes[i]!,
      words:
        option.line === null ? wordsOf(pen.around.sentence(option.text), pen, 'none') : [{ code: option.text.trim() }],
    })),
    right: rightOf(question, boxes, pen),
    why: said(question.why),
    because: question.options.flatMap((option, i) =>
      option.because ? [{ box: boxes[i]!, words: said(option.because) }] : [],
    ),
  }
}

function rightOf(question: ResolvedQuestion, boxes: readonly string[], pen: Pen): Words {
  if (question.kind === 'order') {
    const order = question.options.map((option, i) => ({ place: option.place ?? 0, box: boxes[i]! }))
    return [
      order
        .sort((a, b) => a.place - b.place)
        .map(o => o.box)
        .join(' '),
    ]
  }
  const index = question.options.findIndex(option => option.right)
  const option = question.options[index]
  if (!option) return []
  if (option.line !== null) return [`line ${option.line}`]
  return [`${boxes[index]}\u2002`, ...wordsOf(pen.around.sentence(option.text), pen, 'none')]
}

function quizPlate(question: ResolvedQuestion, pen: Pen) {
  const numbered = question.kind === 'line'
  const style = { weave: 'off', message: false, output: false, judged: false, numbered } as const
  const plate = questionPlate(question, pen.around, style)
  return plate && plateSheet(plate, pen, { form: 'question' })
}

// ---------- exercises ----------

function exercisePages(exercise: DeckExercise, pen: Pen): ExercisePages {
  const { name, text, task, hints, idea } = exercise
  const set = (blocks: readonly Block[]) => sheetsOf(blocks, pen, { addresses: 'brackets' })
  return {
    label: `exercise-${pen.number}-${name}`,
    hints: `hints-${pen.number}-${name}`,
    name,
    title: rich(text.title),
    level: text.level,
    minutes: text.minutes,
    fails: text.fails,
    command: `npm run exercise -- ${pen.around.deck.id}/${name}`,
    task: set(task),
    hintsText: hints.map(set),
    idea: set(idea),
  }
}

// ---------- lists ----------

/** What the first comment of a program says that it shows. */
const aboutOf = (source: string): string =>
  source
    .split('\n')
    .find(line => !/^\/\/@|^\/\/ #/.test(line))
    ?.match(/^\/\/ (.+)$/)?.[1]
    ?.replace(/\.$/, '') ?? ''

function programRows(pen: Pen): ProgramRow[] {
  return [...pen.programs].sort().flatMap(rec => {
    let found
    try {
      found = pen.around.program(rec)
    } catch {
      // The content has reported it where it is named.
      return []
    }
    const { recording, snippet, source } = found
    const { flags, crates } = snippet.directives
    const editions = [...new Set(recording.runs.map(run => run.edition))]
    const built = [
      ...flags,
      ...crates.map(name => `crate ${name}`),
      ...(editions.length > 1 || editions[0] !== 2024 ? [`edition ${editions.join(', ')}`] : []),
    ]
    return [
      {
        program: rec,
        label: `program-${pen.number}-${rec}`,
        badges: badgesOf(recording.runs),
        flags: built.join(' · '),
        about: rich(aboutOf(source)),
      },
    ]
  })
}
