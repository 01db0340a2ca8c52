// The marks of notes: which paragraphs are spoken, asked, answered, read. Text in, pieces with their lines out; nothing is parsed as Markdown yet. Pure.
import type { Reporter } from './reporter.ts'

export const CUES = ['Ask', 'Answer', 'Poll', 'Demo', 'Aside', 'Read'] as const
type CueName = (typeof CUES)[number]

export interface NotePiece {
  kind: 'said' | Lowercase<CueName>
  /** The step of the slide, 0 before the first click. */
  click: number
  /** Whether the piece itself opens with `[click]`. */
  steps: boolean
  frame: number | null
  text: string
  /** Line of the file on which `text` begins. */
  line: number
}

const CLICK = /^\[click(?::(\d+))?\]\s*/i
const FRAME = /^\[frame (\d+)\]\s*/
const ANY_MARK = /\[(?:click|frame)\b[^\]]*\]/gi
const CUE = /^(Ask|Answer|Poll|Demo|Aside|Read):(?:[ \t]+|$)/
const NEAR_CUE = /^(?:\*\*|__)?([A-Za-z]+):(?:\*\*|__)?\s/

interface Paragraph {
  text: string
  line: number
}

/** Paragraphs of a note: runs of lines without an empty one, fences kept whole; a cue begins one of its own. */
function paragraphsOf(note: string, firstLine: number): Paragraph[] {
  const out: Paragraph[] = []
  let open: { lines: string[]; line: number } | null = null
  let fence = ''
  const close = (): void => {
    if (open) out.push({ text: open.lines.join('\n'), line: open.line })
    open = null
  }
  note.split('\n').forEach((line, i) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark && (!fence || mark.startsWith(fence))) fence = fence ? '' : mark
    if (!fence && !mark && line.trim() === '') return close()
    if (!fence && open && CUE.test(line)) close()
    if (open) open.lines.push(line)
    else open = { lines: [line], line: firstLine + i }
  })
  close()
  return out
}

/** Takes the marks off a paragraph's head. */
function headOf(paragraph: Paragraph): { clicks: number; steps: boolean; frame: number | null; text: string } {
  let { text } = paragraph
  let clicks = 0
  let steps = false
  let frame: number | null = null
  for (;;) {
    const click = CLICK.exec(text)
    const set = FRAME.exec(text)
    if (click) {
      clicks += Number(click[1] ?? 1)
      steps = true
    } else if (set) frame = Number(set[1])
    else return { clicks, steps, frame, text }
    text = text.slice((click ?? set)![0].length)
  }
}

/**
 * Divides a note into its pieces, in order.
 * @param firstLine line of the file on which the note begins
 */
export function readMarks(note: string, firstLine: number, report: Reporter): NotePiece[] {
  const out: NotePiece[] = []
  let click = 0
  let reading: NotePiece | null = null
  for (const paragraph of paragraphsOf(note, firstLine)) {
    const { clicks, steps, frame, text } = headOf(paragraph)
    checkMarks(text, paragraph.line, report)
    const cue = CUE.exec(text)
    if (reading && !steps && !cue) {
      reading.text += `${'\n'.repeat(paragraph.line - endOf(reading))}${paragraph.text}`
      continue
    }
    reading = null
    click += clicks
    const name = (cue?.[1]?.toLowerCase() ?? 'said') as NotePiece['kind']
    const piece: NotePiece = {
      kind: name,
      click,
      steps,
      frame,
      text: cue ? text.slice(cue[0].length) : text,
      line: paragraph.line,
    }
    if (!cue) nearCue(text, paragraph.line, report)
    if (frame !== null && cue && name !== 'read')
      report.say(
        paragraph.line,
        `\`[frame ${frame}]\` sets the figure for a paragraph that is read or spoken, not for \`${cue[1]}:\``,
      )
    if (name === 'answer') checkAnswer(out.at(-1), paragraph.line, report)
    if (!piece.text.trim() && name !== 'read')
      report.say(
        paragraph.line,
        `\`${cue?.[1] ?? '[click]'}${cue ? ':' : ''}\` stands alone: write its words in the same paragraph`,
      )
    out.push(piece)
    if (name === 'read') reading = piece
  }
  for (const piece of out)
    if (piece.kind === 'read' && !piece.text.trim())
      report.say(piece.line, '`Read:` is empty: write what a reader gets, to the next mark')
  return out
}

/** The line after a piece's last one. */
const endOf = (piece: NotePiece): number => piece.line + piece.text.split('\n').length - 1

function checkMarks(text: string, line: number, report: Reporter): void {
  const shown = text.replaceAll(/`[^`]*`/g, code => ' '.repeat(code.length))
  for (const mark of shown.matchAll(ANY_MARK)) {
    const at = line + shown.slice(0, mark.index).split('\n').length - 1
    const right = /^\[click(?::\d+)?\]$/i.test(mark[0]) || /^\[frame \d+\]$/.test(mark[0])
    report.say(
      at,
      right
        ? `\`${mark[0]}\` stands at the start of a paragraph: put an empty line before it`
        : `\`${mark[0]}\` is no mark: write \`[click]\`, \`[click:2]\` or \`[frame 4]\``,
    )
  }
}

function checkAnswer(before: NotePiece | undefined, line: number, report: Reporter): void {
  if (before?.kind !== 'ask') report.say(line, '`Answer:` stands directly after its `Ask:`: move it there')
}

/** A cue that is almost one is published as prose, which nobody wants. */
function nearCue(text: string, line: number, report: Reporter): void {
  const word = NEAR_CUE.exec(text)?.[1]
  if (!word) return
  const meant = CUES.find(
    cue => cue.toLowerCase() === word.toLowerCase() || `${cue}s`.toLowerCase() === word.toLowerCase(),
  )
  if (meant)
    report.say(
      line,
      `\`${text.slice(0, text.indexOf(':') + 1)}\` is no mark: write \`${meant}:\` at the start of the paragraph`,
    )
}
