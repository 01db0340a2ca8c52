// Notes as typed parts: what is said at which step, what is asked and answered, what only a reader gets.
import { blocksOf } from './tree.ts'
import type { Asked, Block, NotePart } from './blocks.ts'
import { Clicks } from './clicks.ts'
import type { Place } from './components.ts'
import { readMarks, type NotePiece } from './marks.ts'
import { textInBrackets } from './brackets.ts'
import { parseMarkup } from './markup.ts'

const FRAME = /^\[frame (\d+)\][ \t]*/

/**
 * @param note the text between `<!--` and `-->`
 * @param firstLine line of the file on which it begins
 */
export function notesOf(note: string, firstLine: number, place: Place): NotePart[] {
  // Figures in notes are no part of the slide: they do not step it.
  const within: Place = { ...place, clicks: new Clicks(), still: true }
  const out: NotePart[] = []
  for (const piece of readMarks(note, firstLine, place.report)) {
    const part = partOf(piece, within, out.at(-1))
    out.push(...part)
  }
  within.clicks.resolve()
  return out
}

function markdownOf(text: string, line: number, place: Place): Block[] {
  return blocksOf(parseMarkup(textInBrackets(text, place.library), line, place.report), place)
}

/** The one paragraph of a cue, as inlines. */
function sentenceOf(piece: NotePiece, place: Place) {
  const blocks = markdownOf(piece.text, piece.line, place)
  const [only] = blocks
  if (only?.kind === 'paragraph' && blocks.length === 1) return only.content
  if (blocks.length)
    place.report.say(
      piece.line,
      `\`${nameOf(piece)}:\` is one paragraph of text: lists, tables and tags belong into \`Read:\``,
    )
  return blocks.flatMap(block => ('content' in block ? block.content : []))
}
const nameOf = (piece: NotePiece): string => piece.kind.replace(/^./, letter => letter.toUpperCase())

function partOf(piece: NotePiece, place: Place, before: NotePart | undefined): NotePart[] {
  const { kind, click, line, frame } = piece
  switch (kind) {
    case 'said':
      return markdownOf(piece.text, line, place).map(block => ({ kind, click, frame, block, line: block.line }))
    case 'ask':
      return [{ kind, click, question: sentenceOf(piece, place), answer: null, line }]
    case 'answer': {
      const answer = sentenceOf(piece, place)
      if (before?.kind === 'ask') (before as Asked).answer = answer
      return []
    }
    case 'read':
      return [{ kind, click, line, parts: readParts(piece, place) }]
    default:
      return [{ kind, click, content: sentenceOf(piece, place), line }]
  }
}

/** The blocks of a `Read:`; a paragraph may open with the frame that it goes back to. */
function readParts(piece: NotePiece, place: Place): Extract<NotePart, { kind: 'read' }>['parts'] {
  return markdownOf(piece.text, piece.line, place).map((block, i) => {
    const frame = i === 0 ? piece.frame : null
    if (block.kind !== 'paragraph') return { frame, block }
    const [first, ...rest] = block.content
    const mark = first?.kind === 'text' ? FRAME.exec(first.text) : null
    if (!mark || first?.kind !== 'text') return { frame, block }
    const text = first.text.slice(mark[0].length)
    return {
      frame: Number(mark[1]),
      block: { ...block, content: [...(text ? [{ kind: 'text' as const, text }] : []), ...rest] },
    }
  })
}
