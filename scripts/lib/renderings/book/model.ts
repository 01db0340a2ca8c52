// What book.typ reads: a document as JSON. Text is never escaped into Typst's markup, and nothing here knows of pages.

/** Text inside a line. A link without a letter leads to a place of the document or to an address that needs no note in the margin. */
export type Words = readonly Word[]
export type Word =
  | string
  | { code: string }
  | { em: Words }
  | { strong: Words }
  | { struck: Words }
  | { link: string; words: Words; letter: string }
  /** A label of this document. */
  | { to: string; words: Words }
  | { newline: true }

/** A token of Rust: a class of styles/code.css (empty for plain) and text. */
export type Token = readonly [kind: string, text: string]
/** A row of a plate: a line of code, or the compiler's words under it. `at` counts letters from the left. */
export type Row =
  | { row: 'line'; number: number; tokens: readonly Token[]; mark: boolean }
  | { row: 'words'; primary: boolean; at: number; carets: string; label: readonly [at: number, text: string] | null }
export interface Badge {
  kind: string
  label: string
  edition: number | null
}
export interface Picture {
  svg: string
  /** In SVG user units. */
  width: number
  height: number
  alt: string
}
export interface Frame extends Picture {
  number: number
  caption: Words
}

export interface PlateSheet {
  kind: 'plate'
  /** `question`: nothing of what was recorded. `answer`: only that, with the lines at which it points. */
  form: 'whole' | 'question' | 'answer'
  title: string
  program: string
  badges: readonly Badge[]
  rows: readonly Row[]
  /** Letters of the longest line. */
  columns: number
  numbered: boolean
  message: { head: string; text: string; notes: readonly string[] } | null
  output: string | null
  index: readonly string[]
}
export interface MessageRow {
  text: string
  strong: boolean
  /** Null for words that point at nothing. */
  source: { line: string; carets: string; label: string; primary: boolean } | null
}
export interface FigureSheet {
  kind: 'figure'
  /** `film`: states, one after the other. `legend`: the last frame holds all of them, numbered. `plate`: the picture to remember. */
  mode: 'film' | 'legend' | 'single' | 'plate'
  number: string
  title: Words
  hero: Picture
  caption: Words
  frames: readonly Frame[]
  witness: string
  note: string
  program: string
  /** The frame that stands large, from 1, and how many there are. */
  stands: number
  count: number
}
export type Sheet =
  | { kind: 'paragraph'; words: Words; frame: string | null; index: readonly string[] }
  | { kind: 'heading'; words: Words }
  | { kind: 'list'; ordered: boolean; items: readonly (readonly Sheet[])[] }
  | { kind: 'quote'; sheets: readonly Sheet[] }
  /** `weights`: letters of the widest cell of each column, so that widths can follow. */
  | {
      kind: 'table'
      head: readonly Words[]
      rows: readonly (readonly Words[])[]
      weights: readonly number[]
      wide: boolean
    }
  | { kind: 'fence'; text: string }
  | PlateSheet
  | {
      kind: 'message'
      head: string
      code: string
      parts: readonly { name: string; rows: readonly MessageRow[] }[]
      index: readonly string[]
    }
  | { kind: 'outputs'; columns: readonly { head: string; edition: number | null; text: string }[]; program: string }
  /** What each program or release got; `says` is empty where a verdict says it all. */
  | {
      kind: 'verdicts'
      head: readonly string[]
      rows: readonly { name: Words; lines: readonly (readonly Token[])[]; badges: readonly Badge[]; says: string }[]
      program: string
    }
  | { kind: 'pictures'; pictures: readonly (Picture & { caption: Words })[] }
  | FigureSheet
  | { kind: 'drawing'; picture: Picture }
  | { kind: 'columns'; columns: readonly (readonly Sheet[])[]; ratio: readonly number[] }

/** What stands in the margin. `label` and `answer` of a question name each other's places. */
export type Note =
  | { note: 'source'; letter: string; href: string; mark: string; name: string; where: string; release: string }
  | { note: 'ask'; words: Words; label: string; answer: string }
  | { note: 'aside' | 'demo'; words: Words }

/** Room for a guess, in the form in which it is asked. */
export type Guess =
  | { guess: 'lines'; names: readonly Words[] }
  | { guess: 'choices'; rows: readonly { name: Words; choices: readonly Words[] }[] }
  | { guess: 'marks' }

/** Text with its notes stands in the column; the rest is as wide as the page. */
export type Part =
  | { part: 'run'; items: readonly { sheet: Sheet; notes: readonly Note[] }[] }
  | { part: 'wide'; sheet: Sheet }
  | { part: 'decide'; guess: Guess }
  | { part: 'answer'; decided: Words }

export interface SlidePages {
  number: number
  label: string
  layout: string
  title: Words
  minutes: number
  extra: boolean
  asks: boolean
  parts: readonly Part[]
  index: readonly string[]
  /** Of a section's opening slide. */
  letter: string
  question: Words
  outcomes: readonly { words: Words; letter: string; section: Words; tests: readonly { to: string; words: Words }[] }[]
  quiz: readonly QuizPages[]
  /** What is to be remembered: the list of a summary, the entries of the references. */
  list: readonly Words[]
  figure: FigureSheet | null
  /** The article's heading on the site as a QR code. */
  code: Picture | null
  link: string
}
export interface QuizPages {
  number: number
  label: string
  answer: string
  stem: Words
  plate: PlateSheet | null
  options: readonly { box: string; words: Words }[]
  right: Words
  why: Words
  because: readonly { box: string; words: Words }[]
}
export interface ExercisePages {
  label: string
  hints: string
  name: string
  title: Words
  level: string
  minutes: number
  fails: string
  command: string
  task: readonly Sheet[]
  hintsText: readonly (readonly Sheet[])[]
  idea: readonly Sheet[]
}
export interface ProgramRow {
  program: string
  label: string
  badges: readonly Badge[]
  flags: string
  about: Words
}
export interface Chapter {
  number: number
  id: string
  label: string
  title: string
  summary: Words
  subjects: string
  level: string
  after: string
  minutes: number
  total: number
  checked: string
  rustc: string
  cover: FigureSheet | null
  opening: readonly Part[]
  slides: readonly SlidePages[]
  exercises: readonly ExercisePages[]
  asked: readonly { slide: number; label: string; answer: string; question: Words; text: Words }[]
  programs: readonly ProgramRow[]
  codes: readonly { code: string; message: Words }[]
}
export interface Document {
  kind: 'handout' | 'book'
  title: string
  author: string
  description: string
  keywords: readonly string[]
  version: string
  stamp: string
  /** How many chapters the course has: the pitch of the thumb index. */
  tabs: readonly number[]
  imprint: readonly Words[]
  reading: readonly Words[]
  key: readonly { head: string; rows: readonly { picture: Picture; means: string }[] }[]
  chapters: readonly Chapter[]
}
