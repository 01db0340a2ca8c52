// Figures of the landing page. In: decks as they were read. Out: for each mechanism an emblem, and one figure that steps, as HTML with its styles.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mark, Size } from '../../../../components/figure/contract.ts'
import { bodyOf } from '../../content/asked.ts'
import type { DeckContent, Figure, Slide } from '../../content/blocks.ts'
import { escape } from '../../site/head.ts'
import { filmOf, stageHtml, stillHtml } from '../article/film.ts'
import { compact } from '../article/fit.ts'
import { drawing } from '../article/marks.ts'
import { Pen } from '../article/pen.ts'
import { type Edition, gather } from '../gather.ts'

export interface LandingFigures {
  /** By deck: SVG. */
  emblems: ReadonlyMap<string, string>
  /** A figure with its scale; empty where no deck has one that steps. */
  live: string
  /** What both are drawn with. */
  css: string
}

const figuresOf = (slide: Slide): Figure[] => bodyOf(slide).filter((block): block is Figure => block.kind === 'figure')

/** What shows a listing or numbers says little without its words. */
const WORDY = new Set(['CodePane', 'Bars'])
/** An emblem is drawn in a box of this width; higher ones would not stand beside each other. */
const HIGHEST = 200

interface Drawn {
  figure: Figure
  marks: readonly Mark[]
  box: Size
  svg: string
}

/** The fullest frame of a figure, in which what a frame changed does not matter. */
function drawnOf(figure: Figure): Drawn | null {
  const { box, frames } = compact(figure)
  if (box.height > HIGHEST) return null
  const drawn = frames.map((frame): Drawn => {
    const marks = frame.map(mark => (mark.state === 'now' ? { ...mark, state: 'plain' as const } : mark))
    return { figure, marks, box, svg: drawing(marks, box, figure.trace.title) }
  })
  return drawn.reduce((most, one) => (one.svg.length > most.svg.length ? one : most))
}

/** The smallest figure of the family that stands on the deck's cover, or of any family that is no listing. */
function emblemOf(deck: DeckContent): string | null {
  const all = deck.slides.flatMap(slide => figuresOf(slide)).filter(figure => !WORDY.has(figure.family))
  const cover = deck.slides.slice(0, 1).flatMap(figuresOf)[0]?.family
  const own = all.filter(figure => figure.family === cover)
  const drawn = (own.length ? own : all).flatMap(figure => drawnOf(figure) ?? [])
  if (!drawn.length) return null
  const { marks, box, figure } = drawn.reduce((least, one) => (one.svg.length < least.svg.length ? one : least))
  return drawing(marks, box, `${figure.trace.title}, drawn small`)
}

/** The first figure of the course that a reader can step through and that is no listing. */
function firstFilm(decks: readonly DeckContent[]): { deck: DeckContent; slide: Slide; figure: Figure } | null {
  for (const deck of decks)
    for (const slide of deck.slides.slice(1))
      for (const figure of figuresOf(slide))
        if (figure.start !== null && !WORDY.has(figure.family) && figure.trace.frames.length > 2)
          return { deck, slide, figure }
  return null
}

async function liveHtml(decks: readonly DeckContent[], edition: Edition): Promise<string> {
  const found = firstFilm(decks)
  if (!found) return ''
  const { deck, slide, figure } = found
  const pen = new Pen(await gather(deck, edition))
  const film = filmOf(figure, `${deck.head.mechanism}.${slide.no}`, pen)
  const { kind, rustc } = figure.trace.provenance
  const page = `${deck.id}/read/index.html#${pen.anchor(slide.no)}`
  const vouch = `<p class="vouch"><i></i>${kind === 'model' ? 'modelled' : 'recorded'} · rustc ${escape(rustc)} · <a href="${page}">from mechanism ${deck.head.mechanism}</a></p>`
  // Links of an article begin in its folder.
  const here = (html: string): string => html.replaceAll(/<p class="vouch"[\s\S]*?<\/p>/g, '')
  const stage = here(stageHtml(film, pen, '', true)).replace('</figure>', `${vouch}</figure>`)
  const stills = film.captions.map((_, i) => here(stillHtml(film, i, pen)))
  return `<section class="live has-film" aria-label="A figure of the course">${stage}<noscript class="frames"><div class="stills">${stills.join('')}</div></noscript></section>`
}

function styles(root: string): string {
  const figure = readFileSync(join(root, 'styles/figure.css'), 'utf8')
  const end = figure.indexOf('/* ---------- the frame round a figure')
  if (end < 0) throw new Error('styles/figure.css:1: there is no line that ends what a drawing needs')
  return figure.slice(0, end) + readFileSync(join(import.meta.dirname, '../article/css/film.css'), 'utf8')
}

export async function landingFigures(
  root: string,
  decks: readonly DeckContent[],
  edition: Edition,
): Promise<LandingFigures> {
  const emblems = new Map(
    decks.flatMap(deck => {
      const emblem = emblemOf(deck)
      return emblem ? [[deck.id, emblem] as const] : []
    }),
  )
  return { emblems, live: await liveHtml(decks, edition), css: styles(root) }
}
