// Where something is used, as a list of places with links: slides with their text, questions, exercises. Pure.
import { escape, rich } from '../../site/head.ts'
import { toRoot } from './shell.ts'
import type { Use, Way } from './uses.ts'

const WAYS: Readonly<Record<Way, string>> = {
  code: 'code',
  message: 'message',
  output: 'output',
  figure: 'figure',
  value: 'a value in the text',
  releases: 'releases',
  variants: 'variants',
  prediction: 'prediction',
  question: 'question',
  exercise: 'exercise',
  link: 'linked from the text',
}

/** Where a slide's text lies, from dist/. */
export const textOfSlide = (deck: string, slide: number): string => `${deck}/read/index.html#s${slide}`
export const slidePage = (deck: string, slide: number): string => `${deck}/index.html#/${slide}`

/**
 * @param uses of one program or term
 * @param from the page on which the list stands
 */
export function usesHtml(uses: readonly Use[], from: string): string {
  if (!uses.length)
    return '<p class="none" data-unsearched>Nowhere yet: it is recorded, and no slide, question or exercise shows it.</p>'
  const places = Map.groupBy(uses, use => `${use.deck} ${use.slide} ${use.slide === null ? use.name : use.title}`)
  return `<ul class="uses" data-unsearched>${[...places.values()].map(group => placeHtml(group, toRoot(from))).join('\n')}</ul>`
}

function placeHtml(group: readonly Use[], root: string): string {
  const [{ deck, slide, title, name }] = group as [Use]
  const ways = [...new Set(group.map(wayOf))].join(', ')
  if (slide === null)
    return `<li><a href="${root}${deck}/read/index.html#exercise-${escape(name ?? '')}">${rich(title)}</a> <small>${number(deck)}, ${ways}</small></li>`
  return `<li><a href="${root}${textOfSlide(deck, slide)}">${rich(title)}</a> <small>${number(deck)}, <a href="${root}${slidePage(deck, slide)}">slide ${slide}</a>: ${ways}</small></li>`
}

const number = (deck: string): string => deck.slice(0, 2)

function wayOf({ way, name, reading }: Use): string {
  const words = way === 'figure' && name ? `figure ${name}` : WAYS[way]
  return escape(reading && way !== 'exercise' ? `${words}, for readers` : words)
}
