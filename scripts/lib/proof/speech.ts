// How long a slide takes to speak: its notes by kind of paragraph, and the seconds that they need. Pure.
import { attribute, findTags } from '../tags.ts'
import { type NotePiece, readMarks } from '../content/marks.ts'
import { Reporter } from '../content/reporter.ts'
import type { Slide } from '../deck.ts'
import { PACE } from './limits.ts'

/** Marks are no words, wherever they stand. */
const CLICK = /\[click(?::\d+)?\]/g
const FRAME = /\[frame \d+\]/g

/** The pieces of a note. What is wrong in them the content's reader reports. */
const piecesOf = (note: string): NotePiece[] => readMarks(note, 1, new Reporter(''))

/** Words of a text without marks, fences and markup. */
export const wordCount = (text: string): number =>
  text
    .replaceAll(CLICK, ' ')
    .replaceAll(FRAME, ' ')
    .replaceAll(/```[\s\S]*?```/g, ' ')
    .split(/\s+/)
    .filter(w => /[\p{L}\p{N}]/u.test(w)).length

const only = (pieces: readonly NotePiece[], ...kinds: NotePiece['kind'][]): string =>
  pieces
    .filter(p => kinds.includes(p.kind))
    .map(p => p.text)
    .join('\n\n')

/** Words of the paragraphs that the speaker says without being asked. */
export const spokenWords = (note: string): number => wordCount(only(piecesOf(note), 'said'))

/** Words of each answer. */
export const answerWords = (note: string): number[] =>
  piecesOf(note)
    .filter(p => p.kind === 'answer')
    .map(p => wordCount(p.text))

/** A slide that asks for a prediction asks once; otherwise what is revealed at one click is one prediction. */
function predictions(slide: Pick<Slide, 'layout' | 'content'>): number {
  const revealed = findTags(slide.content).filter(tag => tag.attributes.some(a => a.name === 'reveal'))
  const clicks = new Set(revealed.map(tag => attribute(tag, 'at') ?? ''))
  return Math.max(slide.layout === 'predict' ? 1 : 0, clicks.size)
}

/** Seconds that the slide takes: words, clicks, questions to the room, predictions, spans of code. */
export function secondsOf(slide: Pick<Slide, 'layout' | 'content' | 'note'>): number {
  const pieces = piecesOf(slide.note)
  const said = only(pieces, 'said', 'ask', 'answer', 'poll')
  const clicks = pieces.at(-1)?.click ?? 0
  const questions = pieces.filter(p => p.kind === 'ask' || p.kind === 'poll').length
  const code = said.replaceAll(/```[\s\S]*?```/g, ' ').match(/`[^`\n]+`/g)?.length ?? 0
  return (
    wordCount(said) * PACE.word +
    clicks * PACE.click +
    questions * PACE.question +
    predictions(slide) * PACE.prediction +
    code * PACE.code
  )
}
