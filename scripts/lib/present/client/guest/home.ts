// One file to take home: the slides that were starred, one's own answers with what was right, one's own questions. It is made on the device and sent nowhere.
import type { Kept } from './kept.ts'
import { parts } from './words.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const plain = (text: string): string => text.replaceAll(/[&<>"]/g, sign => ESCAPES[sign]!)
const rich = (text: string): string =>
  parts(text)
    .map(part => (part.code ? `<code>${plain(part.text)}</code>` : plain(part.text)))
    .join('')

const STYLE =
  'body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.5 Georgia,serif;color-scheme:light dark}h1{font-size:1.6rem}h2{margin-top:2rem;font-size:1.2rem}li{margin:.6rem 0}p{margin:.2rem 0}small{opacity:.75}code{font-size:.9em}'

/** @param titleOf the title of a slide, with code in backticks */
export function homePage(
  title: string,
  day: string,
  { votes, asks, stars }: Kept,
  titleOf: (slide: number) => string,
): string {
  const list = (head: string, items: readonly string[]): string =>
    items.length ? `<h2>${head}</h2>\n<ul>\n${items.map(item => `<li>${item}</li>`).join('\n')}\n</ul>\n` : ''
  const slides = stars.map(star => Number(star.split(' ')[1])).sort((a, b) => a - b)
  const rounds = { first: '', second: 'after the discussion', before: 'before the talk', after: 'after the talk' }
  const answered = Object.values(votes).map(({ text, slide, round, words, right }) => {
    const where = [slide ? `slide ${slide}` : '', rounds[round]].filter(Boolean).join(', ')
    return `<p>${rich(text)}${where ? ` <small>(${where})</small>` : ''}</p><p>You said: ${rich(words)}.${right ? ` Right is: ${rich(right)}.` : ''}</p>`
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${plain(title)}</title><style>${STYLE}</style></head><body>
<h1>${rich(title)}</h1><p>${plain(day)}</p>
${list(
  'Slides that you starred',
  slides.map(slide => `${slide}. ${rich(titleOf(slide))}`),
)}${list('Your answers', answered)}${list(
    'Your questions',
    asks.map(({ slide, text }) => `${plain(text)} <small>(slide ${slide})</small>`),
  )}</body></html>\n`
}
