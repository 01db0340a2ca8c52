// The answer of a prediction: what was recorded, at the steps that speak of it. All of it stands in a closed `<details>`, which needs neither script nor style sheet to keep it.
import { partedBody, platesOf, refusedLines } from '../../content/asked.ts'
import type { Block, Plate, Slide } from '../../content/blocks.ts'
import { decide } from '../../quiz/decide.ts'
import { escape } from '../../site/head.ts'
import type { Pen } from './pen.ts'
import { plateHtml, saysMore, verdictTable } from './plate.ts'

/** Blocks of the answer by the step after whose first paragraph they stand. */
export function answerBlocks(slide: Slide, from: number): Map<number, Block[]> {
  const out = new Map<number, Block[]>()
  const put = (click: number, block: Block): void => {
    const at = Math.max(from, click)
    out.set(at, [...(out.get(at) ?? []), block])
  }
  const { asked, answered } = partedBody(slide, from)
  const several = platesOf(slide).length > 1
  const cases = slide.predict?.kind === 'verdicts'
  for (const block of asked)
    // What a program printed is an answer, whether or not a verdict stands beside it.
    if (block.kind === 'plate' && (saysMore(block) || (block.judged && !several && !cases)))
      put(block.reveal ?? from, block)
  for (const block of answered) put(block.from ?? from, block)
  return out
}

/** What decides the prediction, for the reader's eye and for the script that compares. */
export function decidedHtml(slide: Slide, pen: Pen): string {
  const plates = platesOf(slide).filter(plate => plate.judged)
  const recs = slide.predict?.kind === 'verdicts' ? slide.predict.cases : plates.map(plate => plate.rec)
  const rows = [...new Set(recs)].map(rec => {
    const plate = plates.find(p => p.rec === rec)
    const { recording } = pen.around.program(rec)
    return { rec, recording, runs: plate?.runs ?? recording.runs, label: plate?.title ?? recording.snippet, id: rec }
  })
  const table = rows.length > 1 ? verdictTable(rows, pen) : ''
  return table + predictedHtml(slide, plates, pen)
}

/** One verdict needs no table, and a value or a line is said in words. */
function predictedHtml(slide: Slide, plates: readonly Plate[], pen: Pen): string {
  const prediction = slide.predict
  if (!prediction) return ''
  const recordingOf = (rec: string | undefined) =>
    pen.around.program(rec ?? (plates[0] ?? platesOf(slide)[0]!).rec).recording
  switch (prediction.kind) {
    case 'verdicts': {
      const [only, ...others] = prediction.cases
      if (only === undefined || others.length) return ''
      const kind = recordingOf(only).runs[0]!.verdict.kind === 'error' ? 'refused' : 'accepted'
      return `<p class="decided" data-case="${escape(only)}" data-kind="${kind}">${kind === 'refused' ? 'The compiler rejects it.' : 'It compiles.'}</p>`
    }
    case 'options': {
      const value = decide(recordingOf(prediction.rec), prediction.decide)
      return `<p class="decided" data-value="${escape(value)}">Recorded: <code class="long">${escape(value)}</code></p>`
    }
    case 'output': {
      const lines = recordingOf(prediction.rec).runs[0]!.stdout.trimEnd().split('\n')
      return linesHtml(lines)
    }
    case 'table':
      return linesHtml(prediction.cells.map(cell => decide(recordingOf(prediction.rec), cell)))
    case 'lines': {
      const plate = plates.find(p => p.rec === prediction.rec)
      const refused = plate ? refusedLines(plate) : []
      return `<p class="decided" data-lines="${refused.join(' ')}">${refused.length ? `The compiler rejects ${refused.length === 1 ? 'line' : 'lines'} ${refused.join(' and ')}.` : 'The compiler rejects none of the lines.'}</p>`
    }
    case 'editions':
    case 'order':
      return ''
  }
}

const linesHtml = (lines: readonly string[]): string =>
  `<ol class="decided">${lines.map(line => `<li data-answer="${escape(line)}"><code class="long">${escape(line)}</code></li>`).join('')}</ol>`

/** A plate again, with what was recorded of it. */
export const answeredPlate = (plate: Plate, pen: Pen): string => plateHtml(plate, pen, { again: true })
