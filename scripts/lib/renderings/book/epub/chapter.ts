// A chapter as the files of an EPUB: its opening, a file for each section, what it asks, and the answers at its end. Pure.
// The answer of a prediction stands behind a link among the answers, so that no eye meets it by turning the page.
import type { Chapter, ExercisePages, FigureSheet, Guess, Note, Part, QuizPages, SlidePages, Words } from '../model.ts'
import { plainOf } from '../words.ts'
import { figureHtml, type Heard, sheetHtml, sheetsHtml } from './sheets.ts'
import { badgesHtml, el, escaped, idOf, inline, linkTo, type Markup, pictureHtml } from './xhtml.ts'

/** An entry of the contents. */
export interface Entry {
  label: string
  words: Markup
  inner: Entry[]
}
export interface Leaf {
  /** Without its ending. */
  name: string
  title: string
  /** Name of the structure's vocabulary and the role of the whole. */
  type: string
  role: string
  body: Markup
}
/** Where something was shown or named. */
export interface Place {
  label: string
  /** `8.5` */
  words: string
  main: boolean
}
export interface Made {
  leaves: Leaf[]
  entry: Entry
  programs: Map<string, Place[]>
  index: Map<string, Place[]>
}

const ENDS = new Set(['exercises', 'quiz', 'summary', 'references'])

export function chapterLeaves(chapter: Chapter): Made {
  const writer = new Writer(chapter)
  return writer.made()
}

class Writer {
  private readonly chapter: Chapter
  private readonly programs = new Map<string, Place[]>()
  private readonly index = new Map<string, Place[]>()
  /** Answers of predictions, as far as the slides were written. */
  private readonly predicted: Markup[] = []
  private readonly two: string

  constructor(chapter: Chapter) {
    this.chapter = chapter
    this.two = String(chapter.number).padStart(2, '0')
  }

  made(): Made {
    const { chapter, two } = this
    const promise = chapter.slides.filter(slide => slide.layout === 'promise')
    const entry: Entry = { label: chapter.label, words: `${chapter.number} ${escaped(chapter.title)}`, inner: [] }
    const leaves: Leaf[] = [
      this.leaf(two, chapter.title, [this.opening(), ...promise.map(slide => this.slide(slide, 2))], 'chapter'),
    ]
    for (const slides of this.groups()) {
      const [first] = slides
      if (!first) continue
      const own = first.layout === 'section' || ENDS.has(first.layout)
      const body = slides.map(slide => this.slide(slide, own && slide !== first ? 3 : 2))
      const inner = own ? slides.slice(1) : slides
      const entries = inner.map(slide => entryOf(slide))
      if (own) entry.inner.push({ ...entryOf(first), inner: entries })
      else entry.inner.push(...entries)
      const name = first.layout === 'section' ? `${two}-${first.letter.toLowerCase()}` : `${two}-${first.number}`
      leaves.push(this.leaf(name, plainOf(first.title), body))
    }
    const answers = this.answers()
    if (answers) {
      leaves.push(this.leaf(`${two}-answers`, `Answers of chapter ${chapter.number}`, [answers]))
      entry.inner.push({ label: `answers-${two}`, words: 'Answers', inner: [] })
    }
    return { leaves, entry, programs: this.programs, index: this.index }
  }

  private leaf(name: string, title: string, body: readonly Markup[], type = ''): Leaf {
    return { name, title, type, role: type ? `doc-${type}` : '', body: body.join('\n') }
  }

  /** Slides by sections; what ends a chapter stands for itself. */
  private groups(): SlidePages[][] {
    const groups: SlidePages[][] = []
    for (const slide of this.chapter.slides.filter(s => s.layout !== 'promise')) {
      const last = groups.at(-1)
      const before = last?.at(-1)
      const opens = slide.layout === 'section' || ENDS.has(slide.layout) || (before && ENDS.has(before.layout))
      if (last && !opens) last.push(slide)
      else groups.push([slide])
    }
    return groups
  }

  private note(map: Map<string, Place[]>, key: string, place: Place): void {
    const places = map.get(key) ?? []
    map.set(key, places)
    const known = places.find(p => p.label === place.label)
    if (!known) places.push(place)
    else if (place.main) known.main = true
  }
  /** What is shown and named from now on is of this slide. */
  private heard(slide: Pick<SlidePages, 'number' | 'label'>, level: number): Heard {
    const place = { label: slide.label, words: `${this.chapter.number}.${slide.number}`, main: false }
    return {
      program: rec => this.note(this.programs, rec, place),
      index: entries => entries.forEach(entry => this.note(this.index, entry, { ...place })),
      level,
    }
  }

  // ---------- opening ----------

  private opening(): Markup {
    const { chapter } = this
    const fact = (name: string, value: string): Markup =>
      el('div', {}, el('dt', {}, name), el('dd', {}, escaped(value)))
    return [
      el('p', { class: 'numeral', 'aria-hidden': 'true' }, this.two),
      el('h1', { id: idOf(chapter.label) }, escaped(chapter.title)),
      el('p', { class: 'summary' }, inline(chapter.summary)),
      chapter.cover ? el('figure', { class: 'picture' }, pictureHtml(chapter.cover.hero)) : '',
      el(
        'dl',
        { class: 'nameplate' },
        fact('Subjects', chapter.subjects),
        fact('Length', `${chapter.minutes} min, ${chapter.total} slides`),
        fact('Level', `${chapter.level}, ${chapter.after ? `after ${chapter.after}` : 'no prerequisites'}`),
        fact('Verified with', `rustc ${chapter.rustc}, checked ${chapter.checked}`),
      ),
      this.parts(chapter.opening, this.heard({ number: 1, label: chapter.label }, 4)),
    ].join('\n')
  }

  // ---------- slides ----------

  private slide(slide: SlidePages, level: number): Markup {
    const heard = this.heard(slide, level + 1)
    for (const entry of slide.index)
      this.note(this.index, entry, { label: slide.label, words: `${this.chapter.number}.${slide.number}`, main: true })
    const kicker = slide.asks ? 'Predict first' : slide.extra ? 'Further reading, beyond the lecture' : ''
    const site = slide.link && slide.layout === 'section' ? el('a', { href: slide.link }, 'on the site') : ''
    const head = el(
      'header',
      {},
      el(
        'p',
        { class: 'kicker' },
        [`slide ${slide.number}, ${slide.minutes} min`, kicker && el('strong', {}, kicker), site]
          .filter(Boolean)
          .join(' · '),
      ),
      el(
        `h${level}`,
        { id: idOf(slide.label) },
        slide.letter ? el('span', { class: 'letter' }, `${escaped(slide.letter)} `) : null,
        inline(slide.title),
      ),
      slide.question.length ? el('p', { class: 'question' }, inline(slide.question)) : null,
    )
    const own = this.layout(slide, heard)
    return el(
      'section',
      { class: slide.layout, 'aria-labelledby': idOf(slide.label) },
      head,
      own,
      this.flow(slide, level, heard),
    )
  }

  /** What the layouts of a promise, a summary, the references, a quiz and the exercises show. */
  private layout(slide: SlidePages, heard: Heard): Markup {
    switch (slide.layout) {
      case 'promise':
        return el('ol', { class: 'outcomes' }, ...slide.outcomes.map(outcome => this.outcome(outcome)))
      case 'summary':
        return (
          (slide.figure ? figureHtml(slide.figure as FigureSheet) : '') +
          el('ol', {}, ...slide.list.map(words => el('li', {}, inline(words))))
        )
      case 'references':
        return el('ol', { class: 'references' }, ...slide.list.map(words => el('li', {}, inline(words))))
      case 'quiz':
        return slide.quiz.map(question => questionHtml(question, heard)).join('\n')
      case 'exercises':
        return this.chapter.exercises.map(exercise => exerciseHtml(exercise, heard)).join('\n')
      default:
        return ''
    }
  }
  private outcome({ words, letter, section, tests }: SlidePages['outcomes'][number]): Markup {
    const of = this.chapter.slides.find(s => s.layout === 'section' && s.letter === letter)
    const where = `${escaped(letter)} ${inline(section)}`
    const tested = tests.length
      ? `; tested by ${tests.map(test => linkTo(test.to, inline(test.words))).join(', ')}`
      : ''
    return el('li', {}, inline(words), ' ', el('small', {}, of ? linkTo(of.label, where) : where, tested))
  }

  /** The flow of a slide; from the answer of a prediction on it goes to the end of the chapter. */
  private flow(slide: SlidePages, level: number, heard: Heard): Markup {
    const at = slide.parts.findIndex(part => part.part === 'answer')
    if (at < 0) return this.parts(slide.parts, heard)
    const answer = slide.parts[at] as Extract<Part, { part: 'answer' }>
    const label = `answer-${this.two}-${slide.number}`
    this.predicted.push(
      el(
        'section',
        { 'aria-labelledby': idOf(label) },
        el('h4', { id: idOf(label) }, inline(slide.title)),
        answer.decided.length ? el('p', { class: 'decided' }, inline(answer.decided)) : null,
        this.parts(slide.parts.slice(at + 1), { ...heard, level: 5 }),
        el('p', { class: 'back' }, linkTo(slide.label, `Back to slide ${slide.number}, and on`)),
      ),
    )
    const asked = this.parts(slide.parts.slice(0, at), { ...heard, level: level + 1 })
    return asked + el('p', { class: 'go' }, linkTo(label, 'Compare with the answer'))
  }

  private parts(parts: readonly Part[], heard: Heard): Markup {
    const sources: Extract<Note, { note: 'source' }>[] = []
    const html = parts.map(part => {
      switch (part.part) {
        case 'wide':
          return sheetHtml(part.sheet, heard)
        case 'decide':
          return guessHtml(part.guess)
        case 'answer':
          return ''
        case 'run':
          return part.items
            .map(({ sheet, notes }) => {
              sources.push(...notes.filter(n => n.note === 'source'))
              return [sheetHtml(sheet, heard), ...notes.filter(n => n.note !== 'source').map(noteHtml)].join('\n')
            })
            .join('\n')
      }
    })
    if (sources.length) html.push(el('ul', { class: 'sources', 'aria-label': 'Sources' }, ...sources.map(sourceHtml)))
    return html.filter(Boolean).join('\n')
  }

  // ---------- answers ----------

  private answers(): Markup {
    const { chapter, predicted } = this
    const quiz = chapter.slides.flatMap(slide => slide.quiz)
    const asked = chapter.asked.filter(question => question.answer !== '')
    const part = (title: string, rows: readonly Markup[]): Markup =>
      rows.length ? el('section', {}, el('h3', {}, title), ...rows) : ''
    const parts = [
      part('Predictions', predicted),
      part('Questions in the text', asked.map(askedHtml)),
      part('Quiz', quiz.map(rightHtml)),
      part(
        'Exercises: hints, then the idea of the solution',
        chapter.exercises.map(exercise => this.hints(exercise)),
      ),
    ].join('\n')
    return parts && el('h2', { id: `answers-${this.two}` }, `Answers of chapter ${chapter.number}`) + parts
  }
  private hints(exercise: ExercisePages): Markup {
    const heard = { program: () => {}, index: () => {}, level: 5 }
    return el(
      'div',
      { class: 'reply', id: idOf(exercise.hints) },
      el('h4', {}, inline(exercise.title)),
      ...exercise.hintsText.map((hint, i) => el('p', { class: 'part' }, `Hint ${i + 1}`) + sheetsHtml(hint, heard)),
      el('p', { class: 'part' }, 'Idea') + sheetsHtml(exercise.idea, heard),
      el('p', { class: 'back' }, linkTo(exercise.label, 'Back to the task')),
    )
  }
}

const entryOf = (slide: SlidePages): Entry => ({
  label: slide.label,
  words: `${slide.letter ? `${escaped(slide.letter)} ` : ''}${escaped(plainOf(slide.title))}`,
  inner: [],
})

const NAMES = { ask: 'Ask', aside: 'Aside', demo: 'Try it' } as const
function noteHtml(note: Note): Markup {
  if (note.note === 'source') return ''
  const asks = note.note === 'ask'
  return el(
    'div',
    { class: `note ${note.note}`, role: 'note', id: asks ? idOf(note.label) : null },
    el(
      'p',
      {},
      el('b', {}, `${NAMES[note.note]}:`),
      ' ',
      inline(note.words),
      asks && note.answer ? ` ${linkTo(note.answer, 'Answer')}` : null,
    ),
  )
}
const sourceHtml = ({ letter, name, where, href }: Extract<Note, { note: 'source' }>): Markup =>
  el(
    'li',
    {},
    el('b', {}, escaped(letter)),
    ' ',
    name ? `${escaped(name)} ` : null,
    el('a', { href }, el('code', {}, escaped(where))),
  )

function guessHtml(guess: Guess): Markup {
  const list = (names: readonly Words[]): Markup => el('ul', {}, ...names.map(name => el('li', {}, inline(name))))
  const named = guess.guess === 'lines' ? guess.names.filter(name => name.length) : []
  switch (guess.guess) {
    case 'marks':
      return el('p', { class: 'guess' }, 'Which lines does the compiler reject, and why? Write it down first.')
    case 'lines':
      return el(
        'div',
        { class: 'guess' },
        el('p', {}, 'Write your prediction down first.'),
        named.length > 1 ? list(named) : null,
      )
    case 'choices':
      return el(
        'div',
        { class: 'guess' },
        el('p', {}, 'Decide first.'),
        ...guess.rows.map(row =>
          row.name.length
            ? el('p', {}, inline(row.name), ': ', row.choices.map(inline).join(' or '), '?')
            : list(row.choices),
        ),
      )
  }
}

// ---------- quiz and exercises ----------

function questionHtml(question: QuizPages, heard: Heard): Markup {
  return el(
    'div',
    { class: 'asked', id: idOf(question.label) },
    el(`h${heard.level}`, {}, `Question ${question.number}`),
    el('p', {}, inline(question.stem)),
    question.plate ? sheetHtml(question.plate, heard) : null,
    el(
      'ul',
      { class: 'options' },
      ...question.options.map(({ box, words }) =>
        el('li', {}, el('b', { class: 'box' }, escaped(box)), ' ', inline(words)),
      ),
    ),
    el('p', { class: 'go' }, linkTo(question.answer, 'Compare with the answer')),
  )
}
const rightHtml = (question: QuizPages): Markup =>
  el(
    'div',
    { class: 'reply', id: idOf(question.answer) },
    el('h4', {}, `Question ${question.number}`),
    el('p', {}, el('b', {}, inline(question.right)), ' ', inline(question.why)),
    question.because.length
      ? el(
          'ul',
          { class: 'options' },
          ...question.because.map(({ box, words }) =>
            el('li', {}, el('b', { class: 'box' }, escaped(box)), ' ', inline(words)),
          ),
        )
      : null,
    el('p', { class: 'back' }, linkTo(question.label, 'Back to the question')),
  )
const askedHtml = (asked: Chapter['asked'][number]): Markup =>
  el(
    'div',
    { class: 'reply', id: idOf(asked.answer) },
    el('p', {}, el('i', {}, inline(asked.question)), ' ', inline(asked.text)),
    el('p', { class: 'back' }, linkTo(asked.label, `Back to slide ${asked.slide}`)),
  )

function exerciseHtml(exercise: ExercisePages, heard: Heard): Markup {
  return el(
    'div',
    { class: 'exercise', id: idOf(exercise.label) },
    el(`h${heard.level}`, {}, inline(exercise.title)),
    el('p', { class: 'kicker' }, `${escaped(exercise.level)}, ${exercise.minutes} min`),
    sheetsHtml(exercise.task, heard),
    el('p', {}, 'Fails until then: ', el('code', {}, escaped(exercise.fails)), '.'),
    el('pre', { class: 'said' }, escaped(exercise.command)),
    el('p', { class: 'go' }, linkTo(exercise.hints, 'Hints, and the idea of the solution')),
  )
}

// ---------- lists ----------

export const placesHtml = (places: readonly Place[]): Markup =>
  places.map(place => linkTo(place.label, place.words, place.main ? { class: 'main' } : {})).join(', ')

export const programsHtml = (chapter: Chapter, places: ReadonlyMap<string, Place[]>): Markup =>
  el(
    'dl',
    { class: 'programs' },
    ...chapter.programs.map(program =>
      el(
        'div',
        {},
        el(
          'dt',
          { id: idOf(program.label) },
          el('code', {}, escaped(program.program)),
          ' ',
          badgesHtml(program.badges),
        ),
        el(
          'dd',
          {},
          [
            program.about.length ? `${inline(program.about)}.` : '',
            program.flags && `Built with ${el('code', {}, escaped(program.flags))}.`,
            places.has(program.program) ? `Slide ${placesHtml(places.get(program.program) ?? [])}.` : '',
          ]
            .filter(Boolean)
            .join(' '),
        ),
      ),
    ),
  )
