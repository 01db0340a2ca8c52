// In: a deck's content. Out: what its presenter's desk and phone know of it (talk.ts), as `<deck>/talk.json` of the site. Pure.
import type { Block, DeckContent, NotePart, Slide } from '../../content/blocks.ts'
import { blockHtml, inlineHtml } from '../../site/prose.ts'
import { marked } from './marked.ts'
import { outcomesOf, questionsOf, type Deciding } from './questions.ts'
import type { Talk, TalkNote, TalkSection, TalkSlide } from './talk.ts'

/** Where a built deck keeps it, relative to dist/. */
export const talkFile = (deck: string): string => `${deck}/talk.json`

/** A link would take the desk away from the talk: its words stay. */
const withoutLinks = (html: string): string => html.replaceAll(/<a\b[^>]*>([\s\S]*?)<\/a>/g, '$1')

function noteOf(part: NotePart): TalkNote[] {
  const note = (kind: TalkNote['kind'], html: string, answer: string | null = null): TalkNote[] => [
    { kind, click: part.click, html: withoutLinks(html), answer: answer && withoutLinks(answer) },
  ]
  switch (part.kind) {
    case 'read':
      return []
    case 'said':
      return note('said', blockHtml(part.block))
    case 'ask':
      return note('ask', inlineHtml(part.question), part.answer && inlineHtml(part.answer))
    default:
      return note(part.kind, inlineHtml(part.content))
  }
}

const slideOf = (slide: Slide, sections: readonly TalkSection[]): TalkSlide => ({
  no: slide.no,
  title: marked(slide.title),
  layout: slide.layout,
  minutes: slide.minutes,
  extra: slide.extra,
  section: sections.find(({ first, last }) => slide.no >= first && slide.no <= last)?.letter ?? null,
  clicks: slide.clicks,
  notes: slide.notes.flatMap(noteOf),
})

/** The cell under `may go first` in the row of a deck's number. */
function mayGoFirst(blocks: readonly Block[], number: number): string {
  for (const block of blocks) {
    if (block.kind !== 'table') continue
    const column = block.head.findIndex(cell => marked(cell.content).trim() === 'may go first')
    const row = block.rows.find(cells => Number.parseInt(marked(cells[0]?.content ?? []), 10) === number)
    if (column >= 0 && row?.[column]) return marked(row[column].content)
  }
  return ''
}

/** @param trainers the blocks of TRAINERS.md, whose table says what may go first */
export function talkOf(deck: DeckContent, trainers: readonly Block[], deciding: Deciding): Talk {
  const { id, head, slides, sections } = deck
  const spans = sections.map(({ letter, title, no, slides: own }): TalkSection => ({
    letter,
    title: marked(title),
    first: no,
    last: Math.max(no, ...own),
  }))
  return {
    id,
    number: head.mechanism,
    title: head.title,
    minutes: head.duration,
    slides: slides.map(slide => slideOf(slide, spans)),
    sections: spans,
    mayGoFirst: mayGoFirst(trainers, head.mechanism),
    questions: questionsOf(deck, deciding),
    outcomes: outcomesOf(deck),
  }
}
