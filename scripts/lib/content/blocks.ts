// The content model: what a deck says, as typed blocks. Renderings read these and never HTML.
//
// Every block and every inline that an author wrote carries `line`, the 1-based line of its file; `from` is the click (from 1) with which
// it appears, null where it stands from the beginning. Quantities are those of the recording.
import type { FigureModel, Trace } from '../../../components/figure/contract.ts'
import type { Headmatter, LayoutName } from '../deck.ts'
import type { ExerciseText } from '../exercise/parse.ts'
import type { Question } from '../quiz/schema.ts'
import type { HistoryRow } from '../recording/history.ts'
import type { MiriSaid, Recording, Run } from '../recording/schema.ts'
import type { Prediction } from './prediction.ts'

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'emphasis' | 'strong' | 'struck'; children: Inline[] }
  /** `address` as it was written: `rustc:…`, `term:…`, `https://…`. What it leads to is the matter of scripts/lib/sources. */
  | { kind: 'link'; address: string; children: Inline[]; line: number }
  /** One recorded value; `quiet` where the slide fades it. */
  | {
      kind: 'fact'
      rec: string
      get: string
      edition: number | null
      value: string
      quiet: boolean
      from: number | null
      line: number
    }
  /** Words that appear with a click of their own. */
  | { kind: 'step'; from: number; children: Inline[] }
  | { kind: 'break' }

interface Placed {
  line: number
  from: number | null
}

/** A line of a snippet as a plate shows it: `number` counts in the file, from 1. */
export interface CodeLine {
  number: number
  text: string
}
/** What a plate, a message or an output speaks of. */
export interface Recorded {
  /** The snippet without `.rs`, as `run:` and `rec` name it. */
  rec: string
  recording: Recording
  /** The runs that are shown: those of the edition that was asked for, or all. Never empty. */
  runs: readonly Run[]
}

export interface Plate extends Placed, Recorded {
  kind: 'plate'
  region: string | null
  title: string | null
  lines: readonly CodeLine[]
  /** Columns cut off at the left: a column of the file minus this is the column on the plate. */
  dedent: number
  /** Lines of the plate, from 1. */
  mark: ReadonlySet<number>
  fade: ReadonlySet<number>
  /** Which diagnostic is woven under the lines, from 0. */
  weave: number | 'all' | 'off'
  message: boolean
  output: boolean
  judged: boolean
  numbered: boolean
  tight: boolean
  /** The click that shows verdict, labels, message and output; null where they stand from the beginning. */
  reveal: number | null
}
export interface Message extends Placed, Recorded {
  kind: 'message'
  region: string | null
  /** The lines of the region: a message numbers its lines as the plate of that region does. */
  lines: readonly CodeLine[]
  /** Miri's reports under this model, instead of what the compiler says. */
  miri: MiriSaid['model'] | null
  /** Which of the errors and warnings, or of the reports, from 0. */
  index: number
  /** Characters of source that a slide has room for. */
  columns: number
  without: readonly string[]
}
export interface Output extends Placed, Recorded {
  kind: 'output'
  stream: 'stdout' | 'stderr'
  title: string | null
  /** One text for each run that is shown: the lines that were asked for. */
  texts: readonly { edition: number; text: string }[]
  /** One column for each recorded edition. */
  each: boolean
}
export interface Figure extends Placed {
  kind: 'figure'
  family: string
  rec: string
  /** As the tag gives them, without `rec`, `at`, `width` and `height`. */
  options: Readonly<Record<string, unknown>>
  width: number
  height: number
  model: FigureModel<unknown>
  trace: Trace<unknown>
  /** The click that shows the second frame; null where the figure has one frame or stands still. */
  start: number | null
}
/** Releases with their answers. */
export interface History extends Placed, Recorded {
  kind: 'history'
  /** The directive, which says what was asked. */
  asks: string
  /** What each release said, edition by edition. */
  rows: readonly HistoryRow[]
}
/** One program of a set. */
export interface Variant extends Recorded {
  /** The words of its switch. */
  label: string
  /** The lines that are shown. */
  lines: readonly CodeLine[]
  /** Which of them are not in the base, from 1. */
  changed: ReadonlySet<number>
  /** The film of its figure, on the scale of the set; null where the set has no figure. */
  trace: Trace<unknown> | null
}
/** Programs that can be switched: the base first. */
export interface WhatIf extends Placed {
  kind: 'whatif'
  question: string
  programs: readonly Variant[]
  /** What draws the figures; null where only the programs differ. */
  model: FigureModel<unknown> | null
}

export interface ListItem {
  blocks: Block[]
  from: number | null
  line: number
}
export interface Cell {
  content: Inline[]
  align: 'left' | 'center' | 'right' | null
}

export type Block =
  | (Placed & { kind: 'paragraph'; content: Inline[] })
  | (Placed & { kind: 'heading'; level: number; content: Inline[] })
  | (Placed & { kind: 'list'; ordered: boolean; items: ListItem[] })
  | (Placed & { kind: 'quote'; blocks: Block[] })
  | (Placed & { kind: 'table'; head: Cell[]; rows: Cell[][] })
  /** Commands and plain text; never Rust. */
  | (Placed & { kind: 'fence'; language: string; text: string })
  /** Blocks that belong together; with `columns` (a CSS list of tracks) they stand side by side. */
  | (Placed & { kind: 'group'; columns: string | null; blocks: Block[] })
  /** A drawing of the author's own; `words` are all the text that stands in it. */
  | (Placed & { kind: 'drawing'; svg: string; label: string; words: string[] })
  | Plate
  | Message
  | Output
  | Figure
  | History
  | WhatIf
  /** Questions of quiz.yaml: each takes a click to its answer and one to the next. */
  | (Placed & { kind: 'quiz'; questions: Question[]; start: number })

/** Words of the notes. `click`: the step of the slide at which they are said, 0 before the first. */
export interface Said {
  kind: 'said'
  click: number
  /** The frame that `[frame n]` sets, from 1. */
  frame: number | null
  block: Block
  line: number
}
/** `Ask:` with its answer. */
export interface Asked {
  kind: 'ask'
  click: number
  question: Inline[]
  answer: Inline[] | null
  line: number
}
export interface Cue {
  kind: 'poll' | 'demo' | 'aside'
  click: number
  content: Inline[]
  line: number
}
/** What only a reader gets. */
export interface Reading {
  kind: 'read'
  click: number
  parts: { frame: number | null; block: Block }[]
  line: number
}
export type NotePart = Said | Asked | Cue | Reading

export interface Slide {
  no: number
  /** Name of its anchor, from `id:`; null until its first publication gives it one. */
  id: string | null
  extra: boolean
  layout: LayoutName
  minutes: number
  title: Inline[]
  /** The title as plain text. */
  titleText: string
  question: Inline[] | null
  /** What stands under the title, or left of `::right::`. */
  body: Block[]
  right: Block[]
  notes: NotePart[]
  /** How often the slide steps. */
  clicks: number
  predict: Prediction | null
  outcomes: Outcome[]
  /** First line of its front matter, 1-based. */
  start: number
  line: number
}
export interface Outcome {
  text: Inline[]
  section: string
  /** `quiz:order`, `exercise:own-rc`. */
  tests: string[]
  line: number
}
export interface DeckSection {
  letter: string
  title: Inline[]
  question: Inline[]
  minutes: number
  /** Number of its opening slide, and those of the slides in it. */
  no: number
  slides: number[]
}
export interface DeckExercise {
  name: string
  text: ExerciseText
  task: Block[]
  hints: Block[][]
  idea: Block[]
  /** Wrong solutions: path in the exercise, and the name of what must refuse it. */
  wrong: { path: string; fails: string }[]
}
export interface DeckContent {
  id: string
  /** slides.md, relative to the repository's root. */
  file: string
  head: Headmatter
  draft: boolean
  slides: Slide[]
  sections: DeckSection[]
  quiz: Question[]
  exercises: DeckExercise[]
  /** Old anchors with their present ones. */
  published: Readonly<Record<string, string>>
}
export interface Term {
  id: string
  term: string
  forms: string[]
  text: Inline[]
  authority: string
  deck: string
  line: number
}
