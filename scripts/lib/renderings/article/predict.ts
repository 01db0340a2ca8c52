// Predictions: the form in which a reader commits to one. Pure.
import { platesOf } from '../../content/asked.ts'
import type { Plate, Slide } from '../../content/blocks.ts'
import { escape } from '../../site/head.ts'
import { rich } from './inline.ts'
import type { Pen } from './pen.ts'

const nameOf = (plate: Plate | undefined, rec: string): string => plate?.title ?? `${rec}.rs`

/** A name for the radio buttons of one form. */
const group = (pen: Pen, slide: Slide, part: string | number): string => `g-${pen.anchor(slide.no)}-${part}`

const choices = (name: string, values: readonly { value: string; html: string }[]): string =>
  values
    .map(
      ({ value, html }) => `<label><input type="radio" name="${escape(name)}" value="${escape(value)}">${html}</label>`,
    )
    .join('')

/** The form of a prediction: choices where there are some, else a line to write on. */
export function formHtml(slide: Slide, pen: Pen): string {
  const prediction = slide.predict
  const plates = platesOf(slide)
  const fieldset = (legend: string, body: string, kind: string): string =>
    `<fieldset class="guess ${kind}" data-unsearched><legend>${legend}</legend>${body}</fieldset>`
  const written = (name: string, label: string): string => {
    const named = label ? `<span>${label}</span>` : ''
    const aria = label ? '' : ' aria-label="Your prediction"'
    return `<label>${named}<input type="text" name="${escape(name)}"${aria} autocomplete="off" spellcheck="false"></label>`
  }
  switch (prediction?.kind) {
    case 'verdicts': {
      const rows = prediction.cases.map((rec, i) => {
        const name = nameOf(
          plates.find(plate => plate.rec === rec),
          rec,
        )
        const both = choices(group(pen, slide, i), [
          { value: 'accepted', html: 'compiles' },
          { value: 'refused', html: 'is rejected' },
        ])
        return `<div class="case" role="radiogroup" aria-label="${escape(name)}" data-case="${escape(rec)}"><span>${escape(name)}</span>${both}</div>`
      })
      return fieldset('Your verdicts', rows.join(''), 'verdict-guess')
    }
    case 'options':
      return fieldset(
        'Your choice',
        choices(
          group(pen, slide, 'o'),
          prediction.options.map(text => ({ value: text, html: rich(text) })),
        ),
        'option-guess',
      )
    case 'order': {
      const rows = prediction.items.map((item, i) => written(`${group(pen, slide, i)}`, rich(item)))
      return fieldset('Number them in your order', rows.join(''), 'order-guess')
    }
    case 'table':
    case 'output': {
      const count = prediction.kind === 'table' ? prediction.cells.length : printedLines(slide, prediction.rec)
      const rows = Array.from({ length: count }, (_, i) => written(group(pen, slide, i), String(i + 1)))
      return fieldset(prediction.kind === 'table' ? 'Your values' : 'Your lines', rows.join(''), 'line-guess')
    }
    case 'editions': {
      const editions = plates.find(plate => plate.rec === prediction.rec)?.recording.runs.map(run => run.edition) ?? []
      const rows = editions.map(edition => written(group(pen, slide, edition), `edition ${edition}`))
      return fieldset('Your answers', rows.join(''), 'line-guess')
    }
    case 'lines':
      return '<p class="guess-hint" data-unsearched>Mark the lines in the listing.</p>'
    default:
      return fieldset('Your prediction', written(group(pen, slide, 'w'), ''), 'free-guess')
  }
}

/** How many lines the program prints: the reader is told, since the lines are what is asked. */
const printedLines = (slide: Slide, rec: string): number =>
  platesOf(slide)
    .find(plate => plate.rec === rec)
    ?.runs[0]?.stdout.trimEnd()
    .split('\n').length ?? 1
