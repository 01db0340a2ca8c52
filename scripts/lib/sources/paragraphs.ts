// The sentences that a deck says, paragraph by paragraph, with the place of each. In: a deck's files. Out: notes, slide text, captions, quiz, exercises.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Deck, Slide } from '../deck.ts'
import { parseLocatedYaml } from '../locatedYaml.ts'
import { attribute, findTags, type Tag } from '../tags.ts'

export interface Paragraph {
  /** Markdown as it is written, without the mark of its list. */
  text: string
  /** Relative to the root. */
  file: string
  /** 1-based. */
  line: number
  /** 1-based; null outside of slides. */
  slide: number | null
  where: 'note' | 'slide' | 'caption' | 'quiz' | 'exercise'
  /** Whether the compiler has judged code that stands beside it: on the slide, in the question, in the exercise. */
  judged: boolean
  /** Whether something that ran is shown beside it: code, output, or a figure that plays a recording. A model is none. */
  recorded: boolean
}

type Frame = Omit<Paragraph, 'text' | 'line'>

const FENCE = /^(`{3,}|~{3,})/
const HEADING = /^#{1,6}\s/
const ITEM = /^\s*(?:[*+-]|\d+[.)])\s+/
const ROW = /^\s*\|/
const RULE = /^[\s|:-]+$/
const SLOT = /^::[\w-]+::\s*$/

/** Paragraphs, items of lists and rows of tables of a Markdown text; no headings, which cannot carry a link, and no fences. Pure. */
export function paragraphsOf(text: string, frame: Frame, firstLine: number): Paragraph[] {
  const out: Paragraph[] = []
  let fence: string | null = null
  let open: Paragraph | null = null
  text.split('\n').forEach((raw, at) => {
    const mark = FENCE.exec(raw)?.[1]
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null
      return
    }
    if (mark) fence = mark
    if (mark || !raw.trim() || HEADING.test(raw) || SLOT.test(raw) || (ROW.test(raw) && RULE.test(raw))) {
      open = null
      return
    }
    const begins =
      !open || ITEM.test(raw) || ROW.test(raw) || /^(?:\[click|Ask:|Answer:|Demo:|Aside:|Poll:|Read:)/.test(raw)
    if (begins) {
      open = { ...frame, text: raw.replace(ITEM, ''), line: firstLine + at }
      out.push(open)
    } else open!.text += `\n${raw}`
  })
  return out
}

/** Attributes in which an author says something of a figure or of code. */
const SAID = ['caption', 'question', 'note', 'label']
const JUDGED = new Set(['Code', 'Diagnostic', 'Output'])

/** A figure with operations beside its program computes what it shows. */
function playsRecording(tag: Tag, deck: Deck): boolean {
  const name = attribute(tag, 'src') ?? attribute(tag, 'rec')
  return name !== undefined && !existsSync(join(deck.dir, 'snippets', `${name}.ops.yaml`))
}

function slideParagraphs(deck: Deck, slide: Slide, noteLine: number): Paragraph[] {
  const tags = findTags(slide.content)
  const judged = tags.some(tag => JUDGED.has(tag.name) && attribute(tag, 'unjudged') === undefined)
  const recorded = slide.layout === 'quiz' || tags.some(tag => playsRecording(tag, deck))
  const frame = (where: Paragraph['where']): Frame => ({ file: deck.file, slide: slide.no, where, judged, recorded })
  const captions = tags.flatMap(tag =>
    SAID.flatMap(name => {
      const text = attribute(tag, name)
      return text && /\s/.test(text) ? [{ ...frame('caption'), text, line: slide.line + tag.line - 1 }] : []
    }),
  )
  // References say what an authority is for; the list itself is the evidence.
  const said = slide.layout === 'references' ? [] : paragraphsOf(slide.content, frame('slide'), slide.line)
  return [...said, ...captions, ...paragraphsOf(slide.note, frame('note'), noteLine)]
}

/** Lines on which the slides' notes begin: each note is looked for behind the content of its slide. */
function noteLines(deck: Deck, source: string): number[] {
  return deck.slides.map(slide => {
    if (!slide.note) return slide.line
    const from = source
      .split('\n')
      .slice(0, slide.start - 1)
      .join('\n').length
    const at = source.indexOf(slide.note, from)
    return at < 0 ? slide.line : source.slice(0, at).split('\n').length
  })
}

interface Asked {
  id?: unknown
  question?: unknown
  why?: unknown
  snippet?: unknown
  options?: { because?: unknown }[]
}

function quizParagraphs(deck: Deck, root: string): Paragraph[] {
  const path = join(deck.dir, 'quiz.yaml')
  if (!existsSync(path)) return []
  const file = join('decks', deck.id, 'quiz.yaml')
  const yaml = parseLocatedYaml(readFileSync(join(root, file), 'utf8'), file)
  return ((yaml.value ?? []) as Asked[]).flatMap((question, at) => {
    const frame: Frame = { file, slide: null, where: 'quiz', judged: question.snippet !== undefined, recorded: true }
    const said = (text: unknown, ...place: PropertyKey[]): Paragraph[] =>
      typeof text === 'string' ? [{ ...frame, text, line: yaml.lineOf([at, ...place]) }] : []
    return [
      ...said(question.question, 'question'),
      ...(question.options ?? []).flatMap((option, n) => said(option.because, 'options', n, 'because')),
      ...said(question.why, 'why'),
    ]
  })
}

function exerciseParagraphs(deck: Deck): Paragraph[] {
  return globSync('exercises/*/exercise.md', { cwd: deck.dir })
    .sort()
    .flatMap(name => {
      const text = readFileSync(join(deck.dir, name), 'utf8')
      const head = /^---\n[\s\S]*?\n---\n/.exec(text)?.[0] ?? ''
      const frame: Frame = {
        file: join('decks', deck.id, name),
        slide: null,
        where: 'exercise',
        judged: true,
        recorded: true,
      }
      return paragraphsOf(text.slice(head.length), frame, head.split('\n').length)
    })
}

/** Everything that a deck says, in the order of its files. */
export function deckParagraphs(deck: Deck, root: string): Paragraph[] {
  const lines = noteLines(deck, readFileSync(join(root, deck.file), 'utf8'))
  return [
    ...deck.slides.flatMap((slide, at) => slideParagraphs(deck, slide, lines[at]!)),
    ...quizParagraphs(deck, root),
    ...exerciseParagraphs(deck),
  ]
}
