// Programs that are variants of one another: a fold for each, of which one is open. A verdict is seen when its program is, with or without a script.
// What is closed stands in `<noscript>`: it costs nothing until a reader opens it.
import type { Figure, Plate, Variant, WhatIf } from '../../content/blocks.ts'
import { escape } from '../../site/head.ts'
import { stillFigure } from './film.ts'
import { folded, rich } from './inline.ts'
import type { Pen } from './pen.ts'
import { plateHtml } from './plate.ts'

export function whatIfHtml(block: WhatIf, pen: Pen): string {
  const group = pen.plate()
  const one = (program: Variant, i: number): string => {
    const figure = figureOf(block, program)
    const body =
      plateHtml(plateOf(block, program, pen), pen) +
      (figure ? stillFigure(figure, pen, figure.trace.frames.length - 1) : '')
    return `<details class="whatif-one" name="${group}"${i ? '' : ' open'}><summary>${rich(program.label)}</summary>${i ? folded(body) : body}</details>`
  }
  return `<div class="whatif" id="what-if-${group}" role="group" aria-label="${escape(block.question.replaceAll('`', ''))}"><p>${rich(block.question)}</p>${block.programs.map(one).join('')}</div>`
}

function plateOf(block: WhatIf, program: Variant, pen: Pen): Plate {
  const source = pen.around.program(program.rec).source.split('\n')
  const first = program.lines.find(line => line.text !== '')
  const written = first ? (source[first.number - 1] ?? '').replace(/ *\/\/~.*$/, '') : ''
  return {
    kind: 'plate',
    rec: program.rec,
    recording: program.recording,
    runs: program.runs,
    line: block.line,
    from: null,
    region: null,
    title: null,
    lines: program.lines,
    // Columns of messages count in the file; the lines here begin further left.
    dedent: first ? Math.max(0, written.length - first.text.length) : 0,
    mark: program.changed,
    fade: new Set(),
    weave: 0,
    message: false,
    output: program.trace === null,
    judged: true,
    numbered: true,
    tight: true,
    reveal: null,
  }
}

function figureOf({ model, line }: WhatIf, { rec, trace }: Variant): Figure | null {
  if (!model || !trace) return null
  return {
    kind: 'figure',
    line,
    from: null,
    family: '',
    rec,
    options: {},
    width: 0,
    height: 0,
    model,
    trace,
    start: null,
  }
}
