// What a presenter's desk knows of a built deck: `<deck>/talk.json`. Types only, so that the browser and Node read one text.

/** `said`: spoken; the others open with their mark in the notes. */
export type TalkNoteKind = 'said' | 'ask' | 'poll' | 'demo' | 'aside'

export interface TalkNote {
  kind: TalkNoteKind
  /** The step of the slide to which it belongs, 0 before the first click. */
  click: number
  html: string
  /** Of an `ask`, where the deck gives one; HTML. */
  answer: string | null
}

export interface TalkSlide {
  /** From 1, as in the address. */
  no: number
  /** Plain text, with code in backticks. */
  title: string
  layout: string
  minutes: number
  /** Beyond the lecture: a step passes over it, a jump does not. */
  extra: boolean
  /** Letter of its section; null before the first and after the last. */
  section: string | null
  /** How often it steps. */
  clicks: number
  notes: TalkNote[]
}

export interface TalkSection {
  letter: string
  title: string
  /** Numbers of its first and last slide. */
  first: number
  last: number
}

/** An answer, by form: positions of options (`one`, `many`, `order`; for `cases` one of each row), or one text of each row (`values`). */
export type Answer = number[] | string[]

/** What can be chosen. Texts set code in backticks; `line` is the line of `code` that is chosen. */
export interface TalkOption {
  text: string
  line: number | null
}

/** How a question is answered: `cases` takes one of the options for each row, `values` a text for each row; a row without a name is the only one. */
export interface TalkForm {
  form: 'one' | 'many' | 'order' | 'cases' | 'values'
  options: TalkOption[]
  rows: string[]
}

/** A question that the audience can answer. */
export interface TalkQuestion extends TalkForm {
  /** Unique in the deck. */
  id: string
  kind: 'prediction' | 'quiz' | 'poll'
  slide: number
  /** It is open from this click on, and until the click `ends`, which may lie beyond the slide's last one. */
  asks: number
  ends: number
  /** Plain text, with code in backticks. */
  text: string
  /** Lines that belong to the question and are not on every screen. */
  code: string[]
  /** What a recording, or the quiz, says; null where nothing decides. */
  right: Answer | null
}

/** What the deck promises, with the questions of the quiz that test it. */
export interface TalkOutcome {
  text: string
  /** Ids of `questions`. */
  questions: string[]
}

export interface Talk {
  id: string
  number: number
  title: string
  /** Of the lecture: extra slides take none. */
  minutes: number
  slides: TalkSlide[]
  sections: TalkSection[]
  /** What TRAINERS.md lets go first when time is short; empty where it says nothing. */
  mayGoFirst: string
  questions: TalkQuestion[]
  outcomes: TalkOutcome[]
}
