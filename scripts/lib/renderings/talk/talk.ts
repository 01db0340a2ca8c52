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
}
