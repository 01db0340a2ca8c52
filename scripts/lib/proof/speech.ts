// How long a slide takes to speak: its notes by kind of paragraph, and the seconds that they need. Pure.
import { attribute, findTags } from '../tags.ts'
import type { Slide } from '../deck.ts'
import { PACE } from './limits.ts'

const KINDS = ['Ask', 'Answer', 'Poll', 'Demo', 'Aside', 'Read'] as const
/** `spoken`: a plain paragraph or one that begins with `[click]`. */
type Kind = 'spoken' | Lowercase<(typeof KINDS)[number]>

export interface Part {
  kind: Kind
  text: string
}

const CLICK = /\[click(?::(\d+))?\]/g
const FRAME = /\[frame \d+\]/g
/** The marks that end a `Read:` block: a cue, or a click. */
const MARK = new RegExp(`^((?:\\s*\\[(?:click(?::\\d+)?|frame \\d+)\\])*\\s*)(?:[*_]{0,2}(${KINDS.join('|')}):)?`)

/** The paragraphs of a note. A line that begins with a mark begins one; `Read:` lasts to the next mark other than `[frame n]`. */
export function partsOf(note: string): Part[] {
  const parts: Part[] = []
  let fence = false
  let fresh = true
  for (const line of note.split('\n')) {
    const inFence = fence
    if (/^\s*```/.test(line)) fence = !fence
    const [, before = '', cue] = inFence ? [] : (MARK.exec(line) ?? [])
    const clicked = /\[click/.test(before)
    if (!line.trim()) {
      fresh = true
      if (!inFence) continue
    }
    const last = parts.at(-1)
    if (cue) parts.push({ kind: cue.toLowerCase() as Kind, text: line.replace(`${cue}:`, '') })
    else if (clicked || !last || (fresh && !inFence && last.kind !== 'read')) parts.push({ kind: 'spoken', text: line })
    else last.text += `\n${line}`
    fresh = false
  }
  return parts
}

/** Words of a text without marks, fences and markup. */
export const wordCount = (text: string): number =>
  text
    .replaceAll(CLICK, ' ')
    .replaceAll(FRAME, ' ')
    .replaceAll(/```[\s\S]*?```/g, ' ')
    .split(/\s+/)
    .filter(w => /[\p{L}\p{N}]/u.test(w)).length

const only = (parts: readonly Part[], ...kinds: Kind[]): string =>
  parts
    .filter(p => kinds.includes(p.kind))
    .map(p => p.text)
    .join('\n\n')

/** Words of the paragraphs that the speaker says without being asked. */
export const spokenWords = (note: string): number => wordCount(only(partsOf(note), 'spoken'))

/** Words of each answer. */
export const answerWords = (note: string): number[] =>
  partsOf(note)
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
  const parts = partsOf(slide.note)
  const said = only(parts, 'spoken', 'ask', 'answer', 'poll')
  const clicks = [...said.matchAll(CLICK)].reduce((n, m) => n + Number(m[1] ?? 1), 0)
  const questions = parts.filter(p => p.kind === 'ask' || p.kind === 'poll').length
  const code = said.replaceAll(/```[\s\S]*?```/g, ' ').match(/`[^`\n]+`/g)?.length ?? 0
  return (
    wordCount(said) * PACE.word +
    clicks * PACE.click +
    questions * PACE.question +
    predictions(slide) * PACE.prediction +
    code * PACE.code
  )
}
