// One slide as a section of the article: its claim as heading, what it is about beside the text, the text in steps.
import { answersFrom, bodyOf, partedBody } from '../../content/asked.ts'
import type { Block, Figure, Slide } from '../../content/blocks.ts'
import { textOf } from '../../content/tree.ts'
import { type Part, type Step, stepsOf } from '../../content/steps.ts'
import { escape } from '../../site/head.ts'
import { answerBlocks, answeredPlate, decidedHtml } from './answer.ts'
import { blockHtml, blocksHtml, isBroad } from './blocks.ts'
import { type Film, filmOf, frameAt, stageHtml, stillFigure, stillHtml } from './film.ts'
import { folded, inlineHtml, plainHtml, titleHtml } from './inline.ts'
import type { Pen } from './pen.ts'
import { formHtml } from './predict.ts'

/** Heading, place on the deck, link to itself, and to where an error in it is reported. */
export function headerHtml(slide: Slide, pen: Pen, kicker = ''): string {
  const id = pen.anchor(slide.no)
  const over = kicker
    ? `<p class="kicker">${kicker}</p>`
    : slide.extra
      ? '<p class="kicker further">Further reading</p>'
      : ''
  return `<header><a class="where" href="../index.html#/${slide.no}">slide ${slide.no}</a>${over}<h3 id="${id}">${titleHtml(slide.title)}</h3><a class="self" href="#${id}" aria-label="Link to this section">#</a>${errataHtml(id, pen)}</header>`
}

/** Opens an issue that says which text of which edition is meant; absent where the course has no repository. */
function errataHtml(id: string, { around }: Pen): string {
  const { repository, deck, stamp } = around
  if (!repository) return ''
  // There is one at each heading, so it says no more than what finds the sentence: deck, anchor, edition, compiler.
  const query = new URLSearchParams({ title: `${deck.id}#${id}`, body: stamp })
  return `<a class="errata" href="${escape(`${repository}/issues/new?${query}`)}" rel="noreferrer" data-unsearched>A sentence is wrong</a>`
}

/** Old addresses name a slide by its number. */
export const numbered = (slide: Slide): string => `id="s${slide.no}" data-no="${slide.no}"`

export function slideHtml(slide: Slide, pen: Pen): string {
  const from = answersFrom(slide)
  return from === null ? claimHtml(slide, pen) : predictionHtml(slide, from, pen)
}

const open = (slide: Slide, pen: Pen, ...names: string[]): string =>
  `<section class="${['slide', ...names].join(' ')}" ${numbered(slide)} aria-labelledby="${pen.anchor(slide.no)}">`

const exhibit = (inner: string): string => (inner ? `<div class="exhibit"><div class="pin">${inner}</div></div>` : '')

// ---------- claims ----------

function claimHtml(slide: Slide, pen: Pen): string {
  const body = bodyOf(slide)
  const figures = body.filter((block): block is Figure => block.kind === 'figure')
  if (figures.length) return filmSection(slide, body, figures, pen)
  const broad = body.filter(isBroad)
  const beside = body.filter(block => !isBroad(block))
  const messages = new Set(body.flatMap(block => (block.kind === 'message' ? [block.rec] : [])))
  const steps = stepsOf(slide)
  const header = headerHtml(slide, pen)
  const wide = broad.length ? `<div class="wide">${blocksHtml(broad, pen)}</div>` : ''
  return `${open(slide, pen, ...(broad.length ? ['has-wide'] : []))}
${header}${wide}
${exhibit(blocksHtml(beside, pen, { beside: messages }))}
<div class="prose">${steps.map(step => stepHtml(step, pen)).join('\n')}</div>
</section>`
}

/** A figure follows the text: each step says which frame it speaks of. */
function filmSection(slide: Slide, body: readonly Block[], figures: readonly Figure[], pen: Pen): string {
  const header = headerHtml(slide, pen)
  const number = `${pen.around.deck.head.mechanism}.${slide.no}`
  const films = figures.map((figure, i) => filmOf(figure, number + (figures.length > 1 ? letter(i) : ''), pen))
  const labels = new Map(
    figures.flatMap(figure => {
      const before = body[body.indexOf(figure) - 1]
      return before && isLabel(before) ? [[figure, before] as const] : []
    }),
  )
  const named = new Set<Block>(labels.values())
  const others = body.filter(block => block.kind !== 'figure' && !named.has(block))
  const label = (figure: Figure): string => {
    const found = labels.get(figure)
    return found ? plainHtml(found.content, pen).replace(/:$/, '') : ''
  }
  const walk = new Walk(slide, films, others, pen)
  const steps = stepsOf(slide)
  const text = steps.length ? steps : [{ click: 0, frame: null, parts: [] }]
  return `${open(slide, pen, 'has-film')}
${header}
${exhibit(films.map(film => stageHtml(film, pen, label(film.figure))).join('\n'))}
<div class="prose">${text.map((step, i) => walk.step(step, i === text.length - 1)).join('\n')}</div>
</section>`
}

/** Words that end in a colon directly before a figure say which one it is. */
const isLabel = (block: Block): block is Extract<Block, { kind: 'paragraph' }> =>
  block.kind === 'paragraph' && block.from === null && textOf(block.content).endsWith(':')

const letter = (i: number): string => String.fromCharCode(97 + i)

/** Goes through the steps of a slide and keeps in mind which frames have been seen. */
class Walk {
  private readonly slide: Slide
  private readonly films: readonly Film[]
  private readonly waiting: Block[]
  private readonly pen: Pen
  /** By film, the last frame that stands in the text, from 0. */
  private readonly seen: number[]
  private readonly anchored = new Set<string>()

  constructor(slide: Slide, films: readonly Film[], others: readonly Block[], pen: Pen) {
    this.slide = slide
    this.films = films
    this.waiting = [...others]
    this.pen = pen
    this.seen = films.map(() => -1)
  }

  step(step: Step, last: boolean): string {
    const { films, seen } = this
    const frames = films.map(film =>
      step.frame === null ? frameAt(film, step.click) : Math.min(film.count, step.frame) - 1,
    )
    const moved = Math.max(
      0,
      frames.findIndex((frame, i) => frame !== seen[i]),
    )
    const changes = frames.some((frame, i) => frame !== seen[i])
    const fresh = films.flatMap((film, i) => this.fresh(film, i, frames[i]!, last))
    const back = step.frame !== null
    const mark = (films.length > 1 ? letter(moved) : '') + String(frames[moved]! + 1)
    const steps = films.some(film => film.figure.start !== null)
    const number = steps && (changes || back) ? numeral(back ? `(${mark})` : mark, back) : ''
    const due = this.due(step.click, last)
    const stills = fresh.length ? `<noscript class="frames"><div class="stills">${fresh.join('')}</div></noscript>` : ''
    const anchor = `${this.pen.anchor(this.slide.no)}--${frames[moved]! + 1}`
    const named = number && !back && !this.anchored.has(anchor)
    if (named) this.anchored.add(anchor)
    const after = stills + blocksHtml(due, this.pen)
    return stepHtml(step, this.pen, {
      after,
      number,
      attributes: `${named ? ` id="${anchor}"` : ''} data-f="${frames.join(' ')}"`,
    })
  }

  /** Frames that come into the text with this step; with the last step all that are left. */
  private fresh(film: Film, i: number, frame: number, last: boolean): string[] {
    const until = last ? film.count - 1 : frame
    const out: string[] = []
    for (let k = this.seen[i]! + 1; k <= until; k++) out.push(stillHtml(film, k, this.pen))
    this.seen[i] = Math.max(this.seen[i]!, until)
    return out
  }

  private due(click: number, last: boolean): Block[] {
    // What would be if the program were another one is asked when the figure has been told.
    const now = this.waiting.filter(block => last || (block.kind !== 'whatif' && (block.from ?? 0) <= click))
    for (const block of now) this.waiting.splice(this.waiting.indexOf(block), 1)
    return now
  }
}

const numeral = (text: string, back: boolean): string =>
  `<b class="num${back ? ' back' : ''}" data-unsearched>${text}</b>`

// ---------- predictions ----------

function predictionHtml(slide: Slide, from: number, pen: Pen): string {
  const header = headerHtml(slide, pen, 'Predict first')
  const { asked } = partedBody(slide, from)
  const boxes = slide.predict?.kind === 'lines'
  const shown = asked.map(block =>
    block.kind === 'figure' && block.start !== null
      ? stillFigure(block, pen, 0)
      : blockHtml(block, pen, '', { asked: true, boxes }),
  )
  const steps = stepsOf(slide)
  // What only readers get speaks of the answer, and so does what is asked after it.
  const before = steps.flatMap((step): Step[] => {
    if (step.click >= from) return []
    const parts = step.parts.filter(part => part.kind === 'block' && !part.read)
    return parts.length ? [{ ...step, parts }] : []
  })
  const behind = steps.flatMap((step): Step[] => {
    if (step.click >= from) return [step]
    const parts = step.parts.filter(part => part.kind !== 'block' || part.read)
    return parts.length ? [{ ...step, parts }] : []
  })
  const results = answerBlocks(slide, from)
  const answered = behind.map(step => {
    const due = [...results].filter(([click]) => click <= step.click).flatMap(([, blocks]) => blocks)
    for (const click of [...results.keys()].filter(k => k <= step.click)) results.delete(click)
    return stepHtml(step, pen, { after: answeredBlocks(due, pen) + movedFigures(asked, step, pen) })
  })
  const rest = answeredBlocks([...results.values()].flat(), pen)
  return `${open(slide, pen, 'predict')}
${header}
${exhibit(shown.join('\n'))}
<div class="prose">${before.map(step => stepHtml(step, pen)).join('\n')}
${formHtml(slide, pen)}
<details class="answer" data-unsearched><summary><span class="closed">Show the answer</span><span class="opened">The answer</span></summary>
<div class="compared" role="status"></div>${folded(decidedHtml(slide, pen) + answered.join('\n') + rest)}</details></div>
</section>`
}

const answeredBlocks = (blocks: readonly Block[], pen: Pen): string =>
  blocks.map(block => (block.kind === 'plate' ? answeredPlate(block, pen) : blockHtml(block, pen))).join('\n')

/** Figures of the question at the frame that this step brings. */
function movedFigures(asked: readonly Block[], step: Step, pen: Pen): string {
  return asked
    .flatMap(block => {
      if (block.kind !== 'figure' || block.start === null) return []
      const frame = step.click - block.start + 1
      return frame >= 1 && frame < block.trace.frames.length ? [stillFigure(block, pen, frame)] : []
    })
    .join('\n')
}

// ---------- steps ----------

interface StepExtras {
  /** Stands after the first block of text. */
  after?: string
  number?: string
  attributes?: string
}

export function stepHtml(step: Step, pen: Pen, { after = '', number = '', attributes = '' }: StepExtras = {}): string {
  const at = step.parts.findIndex(part => part.kind === 'block')
  const parts = step.parts.map((part, i) => partHtml(part, pen, i === at ? number : ''))
  const out = parts.map((html, i) => html + (i === at ? after : ''))
  // An aside stands beside the paragraph before it. Behind it in the markup, its top would be at the next one's.
  for (const [i, part] of step.parts.entries()) {
    if (part.kind !== 'aside') continue
    const of = step.parts.findLastIndex((other, k) => k < i && isParagraph(other))
    if (of < 0 || out[of]!.startsWith('<div class="noted">')) continue
    out[of] = `<div class="noted">${parts[i]}${parts[of]}</div>${of === at ? after : ''}`
    out[i] = ''
  }
  return `<div class="step"${attributes}>${at < 0 ? after : ''}${out.filter(Boolean).join('\n')}</div>`
}

const isParagraph = (part: Part): boolean => part.kind === 'block' && part.block.kind === 'paragraph'

function partHtml(part: Part, pen: Pen, opening: string): string {
  switch (part.kind) {
    case 'block':
      return blockHtml(part.block, pen, opening)
    case 'ask': {
      const { question, answer } = part.ask
      const fold = answer
        ? `<details data-unsearched><summary>Answer</summary>${folded(`<p>${inlineHtml(answer, pen)}</p>`)}</details>`
        : ''
      return `<aside class="ask"><h4>Question</h4><p>${inlineHtml(question, pen)}</p>${fold}</aside>`
    }
    case 'aside': {
      const { kind, content } = part.cue
      const name = kind === 'demo' ? '<b>Try it.</b> ' : ''
      return `<aside class="aside"><p>${name}${plainHtml(content, pen)}</p></aside>`
    }
  }
}
