// The flow of a slide on paper: text with its notes in the column, pictures and code where they are spoken of, a prediction before its answer.
import { answersFrom, bodyOf, partedBody, platesOf, refusedLines } from '../../content/asked.ts'
import type { Block, Figure, Plate, Slide } from '../../content/blocks.ts'
import { type Step, stepsOf } from '../../content/steps.ts'
import { decide } from '../../quiz/decide.ts'
import type { Guess, Note, Part, Sheet, Words } from './model.ts'
import { letterOf, type Pen } from './pen.ts'
import { plateSheet, verdictsSheet } from './plate.ts'
import { columnSheets, isWide, sheetOf, sheetsOf, type SheetStyle } from './sheets.ts'
import { rich, wordsOf } from './words.ts'

export interface AskedQuestion {
  slide: number
  label: string
  answer: string
  question: Words
  text: Words
}

/** Gathers sheets into runs of text and what stands across the page; notes find the text that they belong to. */
class Flow {
  readonly parts: Part[] = []
  private items: { sheet: Sheet; notes: Note[] }[] = []
  private waiting: Note[] = []

  add(sheet: Sheet, notes: readonly Note[] = []): void {
    if (isWide(sheet)) {
      this.close()
      this.parts.push({ part: 'wide', sheet })
      this.waiting.push(...notes)
      return
    }
    this.items.push({ sheet, notes: [...this.waiting, ...notes] })
    this.waiting = []
  }
  /** Beside the text before it. */
  note(note: Note): void {
    const last = this.items.at(-1)
    if (last) last.notes.push(note)
    else this.waiting.push(note)
  }
  put(part: Part): void {
    this.close()
    this.parts.push(part)
  }
  end(): Part[] {
    this.close()
    return this.parts
  }
  private close(): void {
    // Notes that no text follows stand beside the text before them, or in a run of their own.
    if (this.items.length) this.parts.push({ part: 'run', items: this.items })
    this.items = []
  }
  /** To be called before what must not come between notes and their text, and at the end. */
  settle(): void {
    if (!this.waiting.length) return
    const notes = this.waiting
    this.waiting = []
    const last = this.items.at(-1)
    if (last) last.notes.push(...notes)
    else this.items.push({ sheet: { kind: 'paragraph', words: [], frame: null, index: [] }, notes })
  }
}

export class SlideFlow {
  private readonly slide: Slide
  private readonly pen: Pen
  private readonly flow = new Flow()
  readonly asked: AskedQuestion[] = []
  private figures: Figure[] = []
  /** By figure, the last frame that the text has spoken of, from 0. */
  private seen: number[] = []

  constructor(slide: Slide, pen: Pen) {
    this.slide = slide
    this.pen = pen
  }

  private get style(): SheetStyle {
    const films = bodyOf(this.slide).filter(block => block.kind === 'figure')
    let at = 0
    const { mechanism } = this.pen.around.deck.head
    return {
      plate: ['cover', 'summary'].includes(this.slide.layout),
      number: () => `${mechanism}.${this.slide.no}${films.length > 1 ? letterOf(at++) : ''}`,
    }
  }

  claim(): Part[] {
    const { slide, flow, pen } = this
    this.figures = bodyOf(slide).filter(block => block.kind === 'figure')
    this.seen = this.figures.map(() => -1)
    const steps = stepsOf(slide)
    const body = slide.right.length
      ? columnSheets([slide.body, slide.right], pen, this.style)
      : sheetsOf(slide.body, pen, this.style)
    const notes = pen.taken()
    const early = this.beforeFigure(body, steps)
    for (const step of steps.slice(0, early)) this.step(step)
    body.forEach((sheet, i) => flow.add(sheet, i === body.length - 1 ? notes : []))
    for (const step of steps.slice(early)) this.step(step)
    flow.settle()
    return flow.end()
  }

  /** How many steps stand above the body: what is said before a figure moves, if it is short. */
  private beforeFigure(body: readonly Sheet[], steps: readonly Step[]): number {
    const stepped = body.some(sheet => sheet.kind === 'figure' && sheet.count > 1 && sheet.mode !== 'plate')
    const [first] = steps
    if (!stepped || !first || steps.length < 2 || first.click > 0) return 0
    return first.parts.filter(part => part.kind === 'block').length <= 2 ? 1 : 0
  }

  private step(step: Step): void {
    let mark = this.markOf(step)
    for (const part of step.parts) {
      switch (part.kind) {
        case 'block': {
          const sheets = sheetOf(part.block, this.pen, this.style)
          const notes = this.pen.taken()
          sheets.forEach((sheet, i) => {
            const numbered = mark && sheet.kind === 'paragraph' ? { ...sheet, frame: mark } : sheet
            if (numbered !== sheet) mark = null
            this.flow.add(numbered, i === sheets.length - 1 ? notes : [])
          })
          break
        }
        case 'ask':
          this.ask(part.ask)
          break
        case 'aside':
          this.flow.note({
            note: part.cue.kind === 'demo' ? 'demo' : 'aside',
            words: wordsOf(part.cue.content, this.pen),
          })
          for (const note of this.pen.taken()) this.flow.note(note)
      }
    }
  }

  private ask({ question, answer }: Extract<Step['parts'][number], { kind: 'ask' }>['ask']): void {
    const name = `${this.pen.number}-${this.slide.no}${letterOf(this.asked.length)}`
    const words = wordsOf(question, this.pen)
    const text = answer ? wordsOf(answer, this.pen, 'brackets') : []
    const label = `ask-${name}`
    const place = text.length ? `reply-${name}` : ''
    this.flow.note({ note: 'ask', words, label, answer: place })
    for (const note of this.pen.taken()) this.flow.note(note)
    this.asked.push({ slide: this.slide.no, label, answer: place, question: words, text })
  }

  /** The number of the frame that a step speaks of, where it is another one than before. */
  private markOf(step: Step): string | null {
    const films = this.figures
    if (!films.some(film => film.start !== null)) return null
    const frames = films.map(film => {
      const count = film.trace.frames.length
      if (step.frame !== null) return Math.min(count, step.frame) - 1
      return film.start === null ? count - 1 : Math.max(0, Math.min(count - 1, step.click - film.start + 1))
    })
    const moved = frames.findIndex((frame, i) => frame !== this.seen[i])
    const back = step.frame !== null
    const at = Math.max(0, moved)
    if (moved >= 0) this.seen = frames.map((frame, i) => Math.max(frame, this.seen[i]!))
    if (moved < 0 && !back) return null
    const mark = `${films.length > 1 ? letterOf(at) : ''}${frames[at]! + 1}`
    return back ? `(${mark})` : mark
  }

  // ---------- predictions ----------

  prediction(from: number): Part[] {
    const { slide, flow, pen } = this
    const { asked, answered } = partedBody(slide, from)
    const steps = stepsOf(slide)
    for (const sheet of sideBySide(asked, pen, { ...this.style, asked: true })) flow.add(sheet)
    // What only readers get speaks of the answer, and so does what is asked after it.
    const isQuestion = (step: Step, part: Step['parts'][number]): boolean =>
      step.click < from && part.kind === 'block' && !part.read
    for (const step of steps) this.step({ ...step, parts: step.parts.filter(part => isQuestion(step, part)) })
    for (const note of pen.taken()) flow.note(note)
    flow.settle()
    flow.put({ part: 'decide', guess: this.guess() })
    flow.put({ part: 'answer', decided: this.decided() })
    const verdicts = this.verdicts()
    if (verdicts) flow.add(verdicts)
    for (const sheet of this.answerSheets(asked, answered, from)) flow.add(sheet)
    for (const step of steps) this.step({ ...step, parts: step.parts.filter(part => !isQuestion(step, part)) })
    for (const note of pen.taken()) flow.note(note)
    flow.settle()
    return flow.end()
  }

  private answerSheets(asked: readonly Block[], answered: readonly Block[], from: number): Sheet[] {
    const { slide, pen } = this
    const several = platesOf(slide).length > 1 || slide.predict?.kind === 'verdicts'
    const plates = asked
      .filter((block): block is Plate => block.kind === 'plate')
      .map(plate => plateSheet(plate, pen, { form: 'answer', half: false }))
      .filter(
        sheet =>
          sheet.rows.length > 0 ||
          sheet.output !== null ||
          sheet.message !== null ||
          (sheet.badges.length > 0 && !several),
      )
    // A figure of the question moves on with the answer.
    const films = asked.filter(block => block.kind === 'figure' && block.start !== null && block.start >= from)
    return [...plates, ...sideBySide([...films, ...answered], pen, this.style)]
  }

  private cases(): string[] {
    const { slide } = this
    const plates = platesOf(slide).filter(plate => plate.judged)
    return [...new Set(slide.predict?.kind === 'verdicts' ? slide.predict.cases : plates.map(plate => plate.rec))]
  }

  private verdicts(): Sheet | null {
    const cases = this.cases()
    if (cases.length < 2) return null
    const rows = cases.map(rec => {
      const { recording } = this.pen.around.program(rec)
      const plate = platesOf(this.slide).find(p => p.rec === rec)
      return { rec, recording, runs: plate?.runs ?? recording.runs, label: plate?.title ?? recording.snippet }
    })
    return verdictsSheet(rows, this.pen)
  }

  private recording(rec: string | undefined) {
    return this.pen.around.program(rec ?? this.cases()[0] ?? platesOf(this.slide)[0]!.rec).recording
  }

  /** What decides, in a sentence or in lines. */
  private decided(): Words {
    const prediction = this.slide.predict
    switch (prediction?.kind) {
      case 'verdicts': {
        const [only, ...others] = prediction.cases
        if (only === undefined || others.length) return []
        return [this.recording(only).runs[0]!.verdict.kind === 'error' ? 'The compiler rejects it.' : 'It compiles.']
      }
      case 'options':
        return ['Recorded: ', { code: decide(this.recording(prediction.rec), prediction.decide) }]
      case 'output':
        return lines(this.recording(prediction.rec).runs[0]!.stdout.trimEnd().split('\n'))
      case 'table':
        return lines(prediction.cells.map(cell => decide(this.recording(prediction.rec), cell)))
      case 'lines': {
        const plate = platesOf(this.slide).find(p => p.rec === prediction.rec)
        const refused = plate ? refusedLines(plate) : []
        if (!refused.length) return ['The compiler rejects none of the lines.']
        return [`The compiler rejects ${refused.length === 1 ? 'line' : 'lines'} ${refused.join(' and ')}.`]
      }
      default:
        return []
    }
  }

  private guess(): Guess {
    const { slide } = this
    const prediction = slide.predict
    const plates = platesOf(slide)
    const count = (n: number): Words[] => Array.from({ length: n }, (_, i) => [String(i + 1)])
    switch (prediction?.kind) {
      case 'verdicts':
        return {
          guess: 'choices',
          rows: prediction.cases.map(rec => ({
            name: [{ code: plates.find(plate => plate.rec === rec)?.title ?? `${rec}.rs` }],
            choices: [['compiles'], ['is rejected']],
          })),
        }
      case 'options':
        return { guess: 'choices', rows: [{ name: [], choices: prediction.options.map(rich) }] }
      case 'order':
        return { guess: 'lines', names: prediction.items.map(rich) }
      case 'table':
        return { guess: 'lines', names: count(prediction.cells.length) }
      case 'output':
        return {
          guess: 'lines',
          names: count(this.recording(prediction.rec).runs[0]!.stdout.trimEnd().split('\n').length),
        }
      case 'editions':
        return { guess: 'lines', names: this.recording(prediction.rec).runs.map(run => [`edition ${run.edition}`]) }
      case 'lines':
        return { guess: 'marks' }
      default:
        return { guess: 'lines', names: [[], []] }
    }
  }
}

/** Values one under the other, numbered where there are several. */
function lines(values: readonly string[]): Words {
  const [only] = values
  if (values.length === 1 && only !== undefined) return ['Recorded: ', { code: only }]
  return values.flatMap((value, i) => [...(i ? [{ newline: true } as const] : []), `${i + 1}\u2002`, { code: value }])
}

/** Two narrow plates side by side, anything else one under the other. */
function sideBySide(blocks: readonly Block[], pen: Pen, style: SheetStyle): Sheet[] {
  const [left, right] = blocks
  if (blocks.length === 2 && left && right) return columnSheets([[left], [right]], pen, style)
  return sheetsOf(blocks, pen, style)
}

/** All that a slide says, and what it asks; the chapter prints the answers. */
export function slideFlow(slide: Slide, pen: Pen): { parts: Part[]; asked: AskedQuestion[]; asks: boolean } {
  const flow = new SlideFlow(slide, pen)
  const from = answersFrom(slide)
  const asks = from !== null && slide.layout !== 'quiz'
  const parts = asks ? flow.prediction(from) : flow.claim()
  return { parts, asked: flow.asked, asks }
}
