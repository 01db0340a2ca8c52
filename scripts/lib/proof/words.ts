// Words: titles that claim, notes that can be followed and spoken in time, no typed Rust. Pure.
import { attribute, findTags } from '../tags.ts'
import type { Deck, Slide } from '../deck.ts'
import type { Problem } from '../problem.ts'
import { type Limit, LIMITS, outside, rangeOf } from './limits.ts'
import { answerWords, secondsOf, spokenWords } from './speech.ts'
import { type Claim, needOf } from '../sources/claims.ts'

/** Titles that say nothing that could be wrong. */
const LABELS =
  /^(introduction|overview|agenda|background|motivation|basics|conclusion|summary|recap|questions\??|outline|example|examples|demo|details|misc|more)$/i
/** Layouts whose notes may be short. */
const SHORT = new Set(['cover', 'section', 'promise', 'quiz', 'exercises', 'references', 'summary'])

function slideProblems(deck: Deck, s: Slide, figures: ReadonlySet<string>): Problem[] {
  const out: Problem[] = []
  const bad = (message: string, line = s.line) =>
    out.push({ file: deck.file, line, message: `slide ${s.no}: ${message}` })
  const plain = s.title.replaceAll('`', '').trim()
  if (!['section', 'quiz', 'exercises', 'summary', 'references', 'cover'].includes(s.layout) && LABELS.test(plain))
    bad(`"${plain}" is a label: make the title a claim that can be wrong`)
  const spoken = spokenWords(s.note)
  if (s.note.trim() && !SHORT.has(s.layout) && outside(spoken, LIMITS.spoken))
    bad(`its notes have ${spoken} words without \`Ask:\` and its kin; a listener needs ${rangeOf(LIMITS.spoken)}`)
  for (const words of answerWords(s.note))
    if (outside(words, LIMITS.answer))
      bad(`an answer has ${words} words; ${rangeOf(LIMITS.answer)} are read in one breath: move the rest to \`Read:\``)
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

const at = (deck: Deck, s: Slide, message: string): Problem => ({
  file: deck.file,
  line: s.line,
  message: `slide ${s.no}: ${message}`,
})

const rounded = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`

/** Slides whose notes, clicks, questions and predictions take longer than their `minutes`. */
export function hurriedSlides(deck: Deck): Problem[] {
  return deck.slides.flatMap(s => {
    const seconds = secondsOf(s)
    if (seconds <= s.minutes * 60) return []
    const way = 'raise `minutes:`, shorten the notes, or move what only a reader needs to `Read:`'
    return [at(deck, s, `it takes ${rounded(seconds)} to say, and it has ${s.minutes} min: ${way}`)]
  })
}

/** @param questions how many the quiz has */
export function quizProblems(deck: Deck, questions: number): Problem[] {
  if (!outside(questions, LIMITS.questions)) return []
  const message = `the deck has ${questions} ${LIMITS.questions.what}; it should have ${rangeOf(LIMITS.questions)}`
  return [{ file: `decks/${deck.id}/quiz.yaml`, line: 1, message }]
}

/** @param figures names of the tags that draw a recording */
export function deckProblems(deck: Deck, figures: ReadonlySet<string>): Problem[] {
  const out = deck.slides.flatMap(s => slideProblems(deck, s, figures))
  const bad = (message: string, line = 1) => out.push({ file: deck.file, line, message })
  const range = (n: number, limit: Limit, line?: number) => {
    if (outside(n, limit)) bad(`the deck has ${n} ${limit.what}; it should have ${rangeOf(limit)}`, line)
  }
  const extra = deck.slides.filter(s => s.extra)
  range(deck.slides.length - extra.length, LIMITS.slides)
  range(extra.length, LIMITS.extra)
  range(deck.head.duration, LIMITS.minutes)
  range(deck.sections.length, LIMITS.sections)
  const has = (layout: string) => deck.slides.some(s => s.layout === layout)
  for (const layout of ['cover', 'promise', 'exercises', 'quiz', 'summary', 'references'])
    if (!has(layout)) bad(`the deck has no ${layout} slide`)
  const outcomes = deck.slides.find(s => s.layout === 'promise')?.frontmatter.outcomes
  if (outcomes !== undefined)
    range(
      Array.isArray(outcomes) ? outcomes.length : 0,
      LIMITS.outcomes,
      deck.slides.find(s => s.layout === 'promise')?.start,
    )
  const references = deck.slides.filter(s => s.layout === 'references')
  const items = references.flatMap(s =>
    [...s.content.matchAll(/^\d+\.\s.*$/gm)].map(m => ({
      text: m[0],
      line: s.line + s.content.slice(0, m.index).split('\n').length - 1,
    })),
  )
  range(items.length, LIMITS.references, references[0]?.line)
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

/** Claims whose paragraph does not hold the evidence of their kind. */
export const claimProblems = (claims: readonly Claim[]): Problem[] =>
  claims
    .filter(claim => !claim.evidence.length)
    .map(({ file, line, kind, sentence }) => ({ file, line, message: `${needOf(kind)}: "${sentence}"` }))

/** `01: 3 of 66 claims without evidence, 02: …` */
export const claimCounts = (claims: ReadonlyMap<string, readonly Claim[]>): string =>
  `claims without evidence: ${[...claims]
    .map(([id, of]) => `${id.slice(0, 2)} ${of.filter(c => !c.evidence.length).length} of ${of.length}`)
    .join(', ')}`
