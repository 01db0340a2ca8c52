// The quiz: choices, then the right one with the reason of each, in a closed `<details>`. A script compares, and keeps the answer where the deck keeps it.
import type { Plate, Slide } from '../../content/blocks.ts'
import { stepsOf } from '../../content/steps.ts'
import { letter } from '../../quiz/answers.ts'
import type { ResolvedQuestion, ShownOption } from '../../quiz/resolve.ts'
import { questionPlate } from '../questionPlate.ts'
import { escape } from '../../site/head.ts'
import { folded, plainHtml, titleHtml } from './inline.ts'
import type { Pen } from './pen.ts'
import { plateHtml } from './plate.ts'
import { headerHtml, numbered, stepHtml } from './section.ts'

/** @param first whether the page has no quiz before this one: then `#quiz` leads here */
export function quizHtml(slide: Slide, pen: Pen, first: boolean): string {
  const ids = slide.body.flatMap(block => (block.kind === 'quiz' ? block.questions.map(q => q.id) : []))
  const questions = ids.flatMap(id => pen.around.questions.find(q => q.id === id) ?? [])
  const header = headerHtml(slide, pen)
  // From the first step on a speaker gives answers.
  const lead = stepsOf(slide).flatMap(step => {
    const parts = step.parts.filter(part => step.click === 0 && part.kind === 'block' && part.read)
    return parts.length ? [stepHtml({ ...step, parts }, pen)] : []
  })
  return `<section class="quiz" ${numbered(slide)} aria-labelledby="${pen.anchor(slide.no)}">${first ? '<span id="quiz" class="old"></span>' : ''}
${header}${lead.length ? `<div class="prose">${lead.join('')}</div>` : ''}
<div class="questions">${questions.map((question, i) => questionHtml(question, i + 1, pen)).join('\n')}</div>
</section>`
}

/** The answer shows all that was recorded; the question asks with the same plate. */
const STYLE = { weave: 0, message: true, output: true, judged: true, numbered: true } as const

function questionHtml(question: ResolvedQuestion, no: number, pen: Pen): string {
  const { id, kind, hash, options } = question
  const plate = questionPlate(question, pen.around, STYLE)
  const title = `q-${id}`
  const choices = options.map((option, i) => choiceHtml(question, option, i, pen)).join('')
  const code = plate ? `<div class="q-code">${plateHtml(plate, pen, { asked: true })}</div>` : ''
  return `<div class="question${plate ? '' : ' no-code'}" id="quiz-${id}" role="group" aria-labelledby="${title}" data-kind="${kind}" data-id="${pen.around.deck.id}:${id}" data-hash="${hash}"><h4 id="${title}"><b class="qno">${no}</b>${sentence(question.stem, pen)}</h4>
${code}<div class="options" data-unsearched>${choices}<p class="feedback" role="status"></p>${whyHtml(question, plate, pen)}</div></div>`
}

const sentence = (text: string, pen: Pen): string => plainHtml(pen.around.sentence(text), pen)

/** The machine's words, such as numbers that were printed, where all options are such. */
const isMachine = ({ kind, options }: ResolvedQuestion): boolean =>
  kind === 'prediction' && options.every(option => /^[\d\w. ]+$/.test(option.text))

const optionHtml = (question: ResolvedQuestion, option: ShownOption, pen: Pen): string => {
  if (option.line !== null) return `line ${option.line}: <code class="long">${escape(option.text.trim())}</code>`
  // An option is pressed, so a link in it is only words.
  return isMachine(question)
    ? `<code class="long">${escape(option.text)}</code>`
    : titleHtml(pen.around.sentence(option.text))
}

function choiceHtml(question: ResolvedQuestion, option: ShownOption, i: number, pen: Pen): string {
  const what = `<span class="box">${letter(i)}</span><span class="what">${optionHtml(question, option, pen)}</span>`
  if (question.kind !== 'order')
    return `<label class="option"><input type="radio" name="quiz-${question.id}" value="${i}">${what}</label>`
  const places = question.options.map((_, place) => `<option value="${place}">${place + 1}</option>`)
  return `<label class="option ordered">${what}<select aria-label="Place of ${letter(i)}"><option value="">–</option>${places.join('')}</select></label>`
}

function whyHtml(question: ResolvedQuestion, plate: Plate | null, pen: Pen): string {
  const rows = question.options.map((option, i) => {
    const place = option.place === null ? '' : ` data-place="${option.place}"`
    const right = question.kind === 'order' || option.right
    const said = option.place === null ? (option.right ? '<b>right.</b> ' : '') : `<b>place ${option.place + 1}.</b> `
    const because = option.because ? sentence(option.because, pen) : ''
    // An option that is neither right nor explained needs no row of its own.
    const empty = !said && !because
    return `<li data-option="${i}"${right ? ' data-right' : ''}${place}${empty ? ' class="empty"' : ''}><b>${letter(i)}</b><span>${said}${because}</span></li>`
  })
  const recorded = plate ? plateHtml(plate, pen, { again: true }) : ''
  const reasons = `<ul>${rows.join('')}</ul><p class="why">${sentence(question.why, pen)}</p>${recorded}`
  return `<details class="reasons"><summary>Show the answer</summary>${folded(reasons)}<button type="button" class="again" hidden>answer again</button></details>`
}
