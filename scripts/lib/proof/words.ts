// Words: titles that claim, notes that can be followed, no typed Rust. Pure.
import { attribute, findTags } from '../tags.ts'
import type { Deck, Slide } from '../deck.ts'
import type { Problem } from '../problem.ts'

/** Titles that say nothing that could be wrong. */
const LABELS =
  /^(introduction|overview|agenda|background|motivation|basics|conclusion|summary|recap|questions\??|outline|example|examples|demo|details|misc|more)$/i
/** Layouts whose notes may be short. */
const SHORT = new Set(['cover', 'section', 'promise', 'quiz', 'exercises', 'references', 'summary'])
export const NOTE_WORDS = { least: 60, most: 180 }
export const DECK = {
  slides: [24, 36],
  minutes: [60, 80],
  references: [10, 15],
  outcomes: [4, 6],
  sections: [4, 6],
} as const

/** Words of a note without marks and markup. */
export const wordCount = (note: string): number =>
  note
    .replaceAll(/\[click(?::\d+)?\]/g, ' ')
    .replaceAll(/```[\s\S]*?```/g, ' ')
    .split(/\s+/)
    .filter(w => /[\p{L}\p{N}]/u.test(w)).length

function slideProblems(deck: Deck, s: Slide, figures: ReadonlySet<string>): Problem[] {
  const out: Problem[] = []
  const bad = (message: string, line = s.line) =>
    out.push({ file: deck.file, line, message: `slide ${s.no}: ${message}` })
  const plain = s.title.replaceAll('`', '').trim()
  if (!['section', 'quiz', 'exercises', 'summary', 'references', 'cover'].includes(s.layout) && LABELS.test(plain))
    bad(`"${plain}" is a label: make the title a claim that can be wrong`)
  if (s.layout === 'figure' && plain.length > 64)
    bad(`the title has ${plain.length} characters; over a figure there is room for about 60`)
  const words = wordCount(s.note)
  if (words && !SHORT.has(s.layout) && words < NOTE_WORDS.least)
    bad(`its notes have ${words} words; a reader without the speaker needs at least ${NOTE_WORDS.least}`)
  else if (words > NOTE_WORDS.most)
    bad(`its notes have ${words} words; at most ${NOTE_WORDS.most} stand on a page: split the slide or shorten them`)
  for (const m of s.content.matchAll(/^```(rust|rs)\b/gm))
    bad(
      'a Rust fence: put the code into snippets/ and show it with <Code src="…"/>',
      s.line + s.content.slice(0, m.index).split('\n').length - 1,
    )
  for (const tag of findTags(s.content)) {
    const line = s.line + tag.line - 1
    if ((tag.name === 'Code' || tag.name === 'Diagnostic' || tag.name === 'Output') && !attribute(tag, 'src'))
      bad(`<${tag.name}> needs \`src="snippet.rs"\``, line)
    if (figures.has(tag.name) && !attribute(tag, 'rec')) bad(`<${tag.name}> needs \`rec="snippet"\``, line)
  }
  if (s.layout === 'section' && !s.frontmatter.question)
    bad('a section opens with its question: add `question:`', s.start)
  return out
}

/** @param figures names of the tags that draw a recording */
export function deckProblems(deck: Deck, figures: ReadonlySet<string>): Problem[] {
  const out = deck.slides.flatMap(s => slideProblems(deck, s, figures))
  const bad = (message: string, line = 1) => out.push({ file: deck.file, line, message })
  const range = (what: string, n: number, [least, most]: readonly [number, number], line?: number) => {
    if (n < least || n > most) bad(`the deck has ${n} ${what}; it should have ${least} to ${most}`, line)
  }
  range('slides', deck.slides.length, DECK.slides)
  range('minutes', deck.head.duration, DECK.minutes)
  range('sections', deck.sections.length, DECK.sections)
  const has = (layout: string) => deck.slides.some(s => s.layout === layout)
  for (const layout of ['cover', 'promise', 'exercises', 'quiz', 'summary', 'references'])
    if (!has(layout)) bad(`the deck has no ${layout} slide`)
  const outcomes = deck.slides.find(s => s.layout === 'promise')?.frontmatter.outcomes
  if (outcomes !== undefined)
    range(
      'outcomes',
      Array.isArray(outcomes) ? outcomes.length : 0,
      DECK.outcomes,
      deck.slides.find(s => s.layout === 'promise')?.start,
    )
  const references = deck.slides.filter(s => s.layout === 'references')
  const items = references.flatMap(s =>
    [...s.content.matchAll(/^\d+\.\s.*$/gm)].map(m => ({
      text: m[0],
      line: s.line + s.content.slice(0, m.index).split('\n').length - 1,
    })),
  )
  range('references', items.length, DECK.references, references[0]?.line)
  for (const section of deck.sections) {
    if (!section.slides.length) bad(`section ${section.letter} is empty`, deck.slides[section.no - 1]?.start)
    if (
      section.slides.length &&
      !section.slides.some(s => s.layout === 'predict' || /\breveal\b|<v-click/.test(s.content))
    )
      bad(`section ${section.letter} has no predict-first slide`, deck.slides[section.no - 1]?.start)
  }
  return out
}
