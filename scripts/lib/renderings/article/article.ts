// A deck as an article. In: its content and what surrounds it. Out: one page of HTML, whole without a script.
import { answersFrom, bodyOf } from '../../content/asked.ts'
import type { DeckContent, Slide } from '../../content/blocks.ts'
import type { Card } from '../../content/card.ts'
import { stepsOf } from '../../content/steps.ts'
import { escape, head } from '../../site/head.ts'
import type { Around } from '../gather.ts'
import { blocksHtml } from './blocks.ts'
import { contentsHtml, type Group, groupsOf } from './contents.ts'
import { sourcesHtml, termsHtml } from './ending.ts'
import { exercisesHtml } from './exercises.ts'
import { emblemHtml } from './film.ts'
import { plainHtml, rich, titleHtml } from './inline.ts'
import { Pen } from './pen.ts'
import { quizHtml } from './quiz.ts'
import { numbered, slideHtml, stepHtml } from './section.ts'

export interface Article {
  html: string
  words: number
  /** To read the words and to think about the predictions. */
  minutes: number
}

/** Words a minute, of a reader of technical prose. */
const PACE = 210
/** Minutes for a prediction, and for a question of the quiz. */
const THINKING = { prediction: 2, question: 1 }

export function articleOf(around: Around): Article {
  const pen = new Pen(around)
  const { deck } = around
  const parts = deck.slides.map(slide => partHtml(slide, deck, pen))
  const terms = termsHtml(pen)
  const sources = sourcesHtml(pen)
  const groups = [...groupsOf(deck, pen), ...ending(sources, 'sources', 'Sources'), ...ending(terms, 'terms', 'Terms')]
  const predictions = deck.slides.filter(slide => slide.layout !== 'quiz' && answersFrom(slide) !== null).length
  const thinking = predictions * THINKING.prediction + around.questions.length * THINKING.question
  const minutes = Math.round(pen.words / PACE + thinking)
  const [cover = '', ...rest] = parts
  const text = [cover.replace('%MINUTES%', `${minutes} minutes to read`), contentsHtml(groups), ...rest, sources, terms]
  return { html: pageHtml(text.join('\n'), around), words: pen.words, minutes }
}

const ending = (html: string, id: string, name: string): Group[] =>
  html ? [{ id, html: name, letter: '', items: [] }] : []

function partHtml(slide: Slide, deck: DeckContent, pen: Pen): string {
  switch (slide.layout) {
    case 'cover':
      return coverHtml(slide, deck, pen)
    case 'promise':
      return promiseHtml(slide, pen)
    case 'section':
      return openerHtml(slide, deck, pen)
    case 'quiz':
      return quizHtml(slide, pen, !deck.slides.some(s => s.no < slide.no && s.layout === 'quiz'))
    case 'exercises':
      return exercisesHtml(slide, pen)
    default:
      return slideHtml(slide, pen)
  }
}

const leadHtml = (slide: Slide, pen: Pen): string => {
  const steps = stepsOf(slide).map(step => stepHtml(step, pen))
  return steps.length ? `<div class="lead">${steps.join('')}</div>` : ''
}
const two = (n: number): string => String(n).padStart(2, '0')

function coverHtml(slide: Slide, deck: DeckContent, pen: Pen): string {
  const { head: facts, id } = deck
  const figure = bodyOf(slide).find(block => block.kind === 'figure')
  const others = bodyOf(slide).filter(block => block.kind !== 'figure')
  const emblem = figure ? emblemHtml(figure) : blocksHtml(others, pen)
  const card = pen.around.cards.find(c => c.id === id)
  const line = [
    '%MINUTES%',
    facts.level,
    `<a href="../index.html#/1">${deck.slides.length} slides</a>`,
    ...(card?.rustc ? [`verified with rustc ${escape(card.rustc)}`] : []),
    `checked <span class="nb">${facts.checked}</span>`,
  ]
  return `<header class="cover" ${numbered(slide)}><div class="numeral" aria-hidden="true">${two(facts.mechanism)}</div><div class="words"><h1>${escape(facts.title)}</h1><p class="summary">${rich(facts.summary)}</p><p class="plate-line" data-unsearched>${line.join('<i></i>')}</p></div><div class="emblem">${emblem}</div>${leadHtml(slide, pen)}</header>`
}

function promiseHtml(slide: Slide, pen: Pen): string {
  const rows = slide.outcomes.map(
    ({ text, section }, i) => `<li><b>${i + 1}</b><span>${plainHtml(text, pen)}</span><i>${escape(section)}</i></li>`,
  )
  const id = pen.anchor(slide.no)
  return `<section class="promise" ${numbered(slide)} aria-labelledby="${id}"><h2 id="${id}">${titleHtml(slide.title)}</h2><ol>${rows.join('')}</ol>${leadHtml(slide, pen)}</section>`
}

function openerHtml(slide: Slide, deck: DeckContent, pen: Pen): string {
  const letter = deck.sections.find(section => section.no === slide.no)?.letter ?? ''
  const id = pen.anchor(slide.no)
  const question = slide.question ? `<p class="question-line">${titleHtml(slide.question)}</p>` : ''
  return `<section class="opener" ${numbered(slide)} aria-labelledby="${id}"><div class="letter" aria-hidden="true">${letter}</div><header><h2 id="${id}">${titleHtml(slide.title)}</h2>${question}</header>${leadHtml(slide, pen)}</section>`
}

// ---------- the page ----------

/** The deck before and after this one, in the order of their numbers. */
function neighbourHtml(label: 'Before' | 'Next', card: Card | undefined): string {
  if (!card) return '<span></span>'
  return `<a class="${label.toLowerCase()}" href="../../${card.id}/read/index.html"><i>${label}</i><b>${two(card.mechanism)}</b>${escape(card.title)}</a>`
}

function pageHtml(text: string, around: Around): string {
  const { course, deck, cards, stamp, publicUrl } = around
  const { title, summary, mechanism } = deck.head
  const at = cards.findIndex(card => card.id === deck.id)
  const handouts = around.planned.has(`pdf/${deck.id}-handout.pdf`)
  const stays = around.stays ? `${around.stays}${deck.id}/read/` : null
  const facts = head({
    title: `${title} · ${course}`,
    description: summary,
    toRoot: '../../',
    path: `${deck.id}/read/`,
    publicUrl,
    image: `${deck.id}/cover.png`,
    stamp,
  })
  return `<!doctype html>
<html lang="en">
<head>
${facts}
<link rel="preload" href="../../fonts/serif-basic-normal.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="../../site/article.css">
<noscript><link rel="stylesheet" href="../../site/still.css"></noscript>
<script src="../../site/early.js"></script>
<script type="module" src="../../site/article.js"></script>
<script type="module" src="../../site/search.js"></script>
<script type="module" data-current src="../../site/offline.js"></script>
</head>
<body>
<a class="skip" href="#read">Skip to the text</a>
<header class="bar" data-unsearched><a class="home" href="../../index.html">${escape(course)}</a><a class="deck" href="#top"><b>${two(mechanism)}</b><span>${escape(title)}</span></a><span class="here" aria-hidden="true"></span><a class="contents-link" href="#contents">contents</a><span class="bar-tools"></span><a class="present" href="../index.html">Slides</a>${handouts ? `<a class="present" data-current href="../../pdf/${deck.id}-handout.pdf">PDF</a>` : ''}<span class="progress" aria-hidden="true"></span></header>
<main id="read" data-deck="${deck.id}" data-course="${escape(course)}"${stays ? ` data-stays="${escape(stays)}"` : ''}><span id="top" class="old"></span>
${text}
</main>
<nav class="between" aria-label="Other mechanisms" data-unsearched>${neighbourHtml('Before', cards[at - 1])}${neighbourHtml('Next', cards[at + 1])}</nav>
<footer class="colophon" data-unsearched><p>${escape(stamp)}. What was observed is not promised.${stays ? ` This edition stays at <a href="${escape(stays)}">${escape(stays)}</a>.` : ''}</p></footer>
</body>
</html>
`
}
