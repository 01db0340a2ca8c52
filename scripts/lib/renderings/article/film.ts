// A figure in the article: one frame that stands, or a film that follows the text, whose frames stand in the text where no script runs and on paper.
import type { TextTree } from '../../../../components/figure/contract.ts'
import type { Figure } from '../../content/blocks.ts'
import { escape } from '../../site/head.ts'
import { rangesOf } from './client/ranges.ts'
import type { Fitted } from '../../../../components/figure/natural.ts'
import { compact, inColumn } from './fit.ts'
import { rich } from './inline.ts'
import { drawing, keyedMark } from './marks.ts'
import type { Pen } from './pen.ts'

export interface Film {
  id: string
  /** `8.7`, with a letter where a slide has several. */
  no: string
  figure: Figure
  count: number
  column: Fitted
  compact: Fitted
  /** HTML, one for each frame. */
  captions: string[]
  outlines: string[]
}

export function filmOf(figure: Figure, no: string, pen: Pen): Film {
  const { model, trace } = figure
  return {
    id: pen.film(),
    no,
    figure,
    count: trace.frames.length,
    column: inColumn(figure),
    compact: compact(figure),
    captions: trace.frames.map((frame, i) => captionHtml(model.describe(trace.frames[i - 1] ?? null, frame))),
    outlines: trace.frames.map(frame => outlineHtml(model.outline(frame))),
  }
}

/** The frame of a film at a click of its slide, from 0. */
export function frameAt({ figure, count }: Film, click: number): number {
  if (figure.start === null) return count - 1
  return Math.max(0, Math.min(count - 1, click - figure.start + 1))
}

const outlineHtml = ({ text, children }: TextTree): string =>
  `${rich(text)}${children?.length ? `<ul>${children.map(child => `<li>${outlineHtml(child)}</li>`).join('')}</ul>` : ''}`

/** Who vouches for the picture: `recorded · rustc 1.99.1 · 2024 · counts.rs`. */
function vouchHtml(figure: Figure, pen: Pen): string {
  const { kind, rustc, witness, edition, compared = [], note } = figure.trace.provenance
  const program = pen.page({ page: 'program', deck: pen.around.deck.id, snippet: figure.rec })
  const source = escape(`${figure.rec}.rs`)
  const facts = [
    kind === 'model' ? 'modelled' : 'recorded',
    escape(witness ?? `rustc ${rustc}`),
    [...new Set([edition, ...compared])].sort((a, b) => a - b).join(' and '),
    program ? `<a href="${program}">${source}</a>` : source,
    ...(note ? [escape(note)] : []),
  ]
  return `<p class="vouch">${facts.join(' · ')}</p>`
}

/** JSON that may stand in a `<script>`, which ends at its closing tag; a comment or another script would begin in it. */
const jsonText = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('</', String.raw`<\/`)
    .replaceAll(/<(?=!|script)/gi, String.raw`\u003c`)

/** In JSON a double quotation mark takes two letters. */
const singly = (mark: string): string => (mark.includes("'") ? mark : mark.replaceAll('"', "'"))

/** The frames as one pool of marks, each mark once, and for each frame the numbers of its own. */
function framesOf({ column, captions, outlines }: Film): string {
  const pool = new Map<string, number>()
  const numberOf = (mark: string): number => {
    const known = pool.get(mark) ?? pool.size
    pool.set(mark, known)
    return known
  }
  const frames = column.frames.map(marks => rangesOf(marks.map(mark => numberOf(singly(keyedMark(mark))))))
  return jsonText({ pool: [...pool.keys()], frames, captions, outlines })
}

/** Only code that is long may be broken: `'?2` would be, after its question mark. */
const captionHtml = (text: string): string => rich(text).replaceAll(/<code>(?=[^<]{25})/g, '<code class="long">')

/** How many letters of the text's face a caption is wide: those of code are wider. */
function lettersOf(caption: string): number {
  const code = [...caption.matchAll(/<code[^>]*>(.*?)<\/code>/g)].map(found => found[1]!)
  const count = (html: string): number => html.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, '.').length
  return Math.ceil(count(caption) + 0.2 * count(code.join('')))
}

/**
 * The figure beside the text. A film is drawn by the script that steps it, when it comes near the window, since where no script runs
 * its frames stand in the text; its box is there before.
 * @param label HTML that says which of the figures of a slide this one is
 * @param drawn whether the first frame is drawn all the same
 */
export function stageHtml(film: Film, pen: Pen, label = '', drawn = film.count === 1): string {
  const { id, no, count, figure, column, captions, outlines } = film
  const title = escape(figure.trace.title)
  const svg = drawing(drawn ? column.frames[0]! : [], column.box, figure.trace.title, true)
  const scale = count > 1 ? `<span class="scale" role="group" aria-label="Frames of figure ${no}"></span>` : ''
  // What changes with the frames has its room before: a caption has that of the longest, in letters, and a phone's drawing its own.
  const longest = Math.max(...captions.map(lettersOf))
  const data = count > 1 ? `<script type="application/json" class="frames-data">${framesOf(film)}</script>` : ''
  return `<figure class="stage" id="${id}" data-title="${title}" aria-label="Figure ${no}: ${title}">
${label && `<p class="which">${label}</p>`}<div class="plot full">${svg}</div><div class="plot compact"${count > 1 ? ` style="aspect-ratio:${film.compact.box.width}/${film.compact.box.height}"` : ''}></div>
<div class="sr-only outline">${drawn ? outlines[0] : ''}</div>
<figcaption class="band" style="--letters:${longest}"><b class="fig-no">Fig. ${no}</b><span class="fig-cap">${captions[0]}</span>${scale}</figcaption>${count > 1 ? '<span class="sr-only said" role="status"></span>' : ''}
${vouchHtml(figure, pen)}${data}</figure>`
}

/** One frame in the text. */
export function stillHtml(film: Film, frame: number, pen: Pen): string {
  const { figure, compact: small, count, captions } = film
  const label = count > 1 ? `${figure.trace.title}, frame ${frame + 1} of ${count}` : figure.trace.title
  const svg = drawing(small.frames[frame]!, small.box, label)
  const number = count > 1 ? `<b>${frame + 1}</b> ` : ''
  const first = frame === 0 ? ` <small>Fig. ${film.no}</small>${vouchHtml(figure, pen)}` : ''
  return `<figure class="still" data-film="${film.id}" data-frame="${frame}">${svg}<figcaption>${number}${captions[frame]}${first}</figcaption></figure>`
}

/** Drawn for a column and for a phone: the style sheet shows one of them. */
function bothDrawings(figure: Figure, at: number, calm: boolean): string {
  const one = (name: string, { box, frames }: Fitted): string => {
    const marks = frames[at]!.map(mark => (calm && mark.state === 'now' ? { ...mark, state: 'plain' as const } : mark))
    return `<div class="plot ${name}">${drawing(marks, box, figure.trace.title)}</div>`
  }
  return one('full', inColumn(figure)) + one('compact', compact(figure))
}

const standing = ({ model, trace }: Figure): number => model.stands?.(trace) ?? trace.frames.length - 1

/** A figure outside of the flow of steps: the frame that stands for it. */
export function stillFigure(figure: Figure, pen: Pen, at = standing(figure)): string {
  const { model, trace } = figure
  const caption = rich(model.describe(trace.frames[at - 1] ?? null, trace.frames[at]))
  return `<figure class="stage alone">${bothDrawings(figure, at, false)}<figcaption class="band"><span class="fig-cap">${caption}</span></figcaption>${vouchHtml(figure, pen)}</figure>`
}

/** The picture of a cover, which shows what there is and not what changed. */
export const emblemHtml = (figure: Figure): string => bothDrawings(figure, standing(figure), true)
