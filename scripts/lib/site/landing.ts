// dist/index.html: the mechanisms as numbered cards, order, map, schedules, search, progress. Plain HTML; the script adds search and progress.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Card } from '../content/card.ts'
import type { CourseFile } from '../courseFile.ts'
import { BOOK_FILE, CLAIMS_PAGE, EPUB_FILE, ERRORS_PAGE, GLOSSARY_PAGE, programsPage } from '../pageFiles.ts'
import { smallCss } from './css.ts'
import { escape, head, rich, schemeStyles } from './head.ts'
import { keyToFigures } from './key.ts'
import { prerequisiteMap } from './map.ts'
import { STARTERS } from './starters.ts'
import { recommendedOrder, variants } from './variants.ts'

const NUMBERS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
]
const two = (n: number): string => String(n).padStart(2, '0')
const hours = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`

function card(d: Card, decks: readonly Card[], o: LandingFacts): string {
  const after = d.prerequisites.map(p => decks.find(x => x.id === p)).filter((x): x is Card => !!x)
  const quiz = (o.questions.get(d.id) ?? []).map(({ id, hash }) => `${id} ${hash}`).join()
  const emblem = o.figures.emblems.get(d.id)
  return `<article class="card" id="${d.id}" data-deck="${d.id}" data-no="${d.mechanism}" data-slides="${d.slides}" data-quiz="${escape(quiz)}">
<div class="n" aria-hidden="true">${two(d.mechanism)}</div>${emblem ? `<div class="emblem">${emblem}</div>` : ''}
<h2><a href="${d.id}/read/index.html">${rich(d.title)}</a></h2><p>${rich(d.summary)}</p>
<div class="tags">${d.tags.map(t => `<span>${escape(t)}</span>`).join(', ')}</div>
<div class="level">${d.duration} min, ${d.slides} slides, ${d.level}${after.length ? `, after ${after.map(a => `<a href="#${a.id}">${two(a.mechanism)}</a>`).join(', ')}` : ''}</div>
<div class="go"><a href="${d.id}/read/index.html">Read</a><a href="${d.id}/index.html">Slides</a>${d.exercises.length ? `<a href="${d.id}/read/index.html#exercises">Exercises</a>` : ''}${o.pages.has(programsPage(d.id)) ? `<a href="${programsPage(d.id)}">Programs</a>` : ''}<a data-current href="pdf/${d.id}-handout.pdf">Handout PDF</a><a data-current href="pdf/${d.id}-slides.pdf">Slides PDF</a></div>
<p class="seen"></p>
</article>`
}

/** The recommended order; where it is that of the numbers, there is nothing to list. */
function order(decks: readonly Card[]): string {
  const way = recommendedOrder(decks)
  return way.every((d, i) => d === decks[i])
    ? 'That of their numbers is a good one: no deck needs a later one. What each needs is drawn here.'
    : `What each deck needs is drawn here. An order that respects it: ${way.map(d => `<a href="${d.id}/read/index.html">${two(d.mechanism)}</a>`).join(', ')}.`
}

/** What else the course knows, as far as this site has it. */
function lookUp(pages: ReadonlySet<string>): string {
  const all: readonly (readonly [file: string, name: string, words: string])[] = [
    [GLOSSARY_PAGE, 'Glossary', 'what the terms mean, and who says so'],
    [ERRORS_PAGE, 'Error codes', 'the programs that the compiler refuses, by code'],
    [CLAIMS_PAGE, 'Claims', 'each with its evidence, and when that was last verified'],
  ]
  const rows = all
    .filter(([file]) => pages.has(file))
    .map(([file, name, words]) => `<li><a href="${file}">${name}</a>: ${words}</li>`)
  return rows.length
    ? `<section class="plan" aria-labelledby="look-up"><h2 id="look-up">To look things up</h2><ul class="look-up">${rows.join('')}</ul></section>`
    : ''
}

/** Live where the script runs; its room is there before. */
export const KEEP = `<section class="plan keep" data-current aria-labelledby="offline"><h2 id="offline">Without a network</h2>
<p class="kept-said" role="status">What you open stays on this device, with this page and the search.</p>
<progress class="kept-bar" aria-label="How much is kept" hidden></progress>
<p class="kept-do"><button type="button" class="keep-pages">Keep the course <small></small></button><button type="button" class="keep-large">Keep the PDFs too <small></small></button><button type="button" class="kept-stop" hidden>Stop</button><button type="button" class="kept-remove" hidden>Remove what is kept</button></p></section>`

/**
 * What the newest edition corrects: the list under `### Corrections` in the first part of CHANGELOG.md.
 * @returns Markdown of each item; none where there is no such list
 */
export function correctionsOf(root: string): string[] {
  const file = join(root, 'CHANGELOG.md')
  if (!existsSync(file)) return []
  const newest = readFileSync(file, 'utf8').split(/^## /m)[1] ?? ''
  const list = /^### Corrections\n+((?:[*-] .*\n?(?: {2}.*\n?)*)+)/m.exec(newest)?.[1] ?? ''
  return list
    .split(/^[*-] /m)
    .map(item => item.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
}

const correctionsHtml = (corrections: readonly string[]): string =>
  corrections.length
    ? `<section class="plan" aria-labelledby="corrected"><h2 id="corrected">Corrected since the last edition</h2><ul class="look-up">${corrections.map(item => `<li>${rich(item)}</li>`).join('')}</ul></section>`
    : ''

/** Where to begin, for who has not been here. */
function startHtml(decks: readonly Card[]): string {
  const [first, second] = recommendedOrder(decks)
  if (!first) return ''
  const link = (d: Card): string => `<a href="${d.id}/read/index.html">${two(d.mechanism)} ${rich(d.title)}</a>`
  const then = second ? `, then ${link(second)}` : ''
  return `<p class="start">To begin, read ${link(first)}${then}. <a href="#order">What needs what</a> is drawn below.</p>`
}

export interface LandingFacts {
  publicUrl: string | null
  stamp: string
  root: string
  course: CourseFile
  corrections: readonly string[]
  figures: { emblems: ReadonlyMap<string, string>; live: string; css: string }
  /** By deck. */
  questions: ReadonlyMap<string, readonly { id: string; hash: string }[]>
  /** Files of pages that the site has besides landing page, decks and articles. */
  pages: ReadonlySet<string>
}

export function landingHtml(decks: readonly Card[], o: LandingFacts): string {
  const css = readFileSync(join(import.meta.dirname, 'client/landing.css'), 'utf8'),
    tokens = readFileSync(join(o.root, 'styles/tokens.css'), 'utf8')
  const fonts = readFileSync(join(o.root, 'styles/fonts.css'), 'utf8').replaceAll('../public/', '')
  const slides = decks.reduce((n, d) => n + d.slides, 0),
    minutes = decks.reduce((n, d) => n + d.duration, 0)
  const versions = [...new Set(decks.flatMap(d => d.rustc.split(', ')).filter(Boolean))].join(', ')
  const description = `${decks.length} mechanisms that decide how Rust programs behave. Every line of code was judged by the compiler; every figure is drawn from what it said, or says that it is modelled.`
  const image = decks[0] ? { image: `${decks[0].id}/cover.png` } : {}
  return `<!doctype html>
<html lang="en">
<head>
${head({ title: o.course.title, description, toRoot: '', path: '', publicUrl: o.publicUrl, ...image, stamp: o.stamp })}
<link rel="preload" href="fonts/serif-basic-normal.woff2" as="font" type="font/woff2" crossorigin>
<style>${smallCss(fonts)}${smallCss(tokens)}${schemeStyles()}${smallCss(o.figures.css)}${smallCss(css)}</style>
<script src="site/scheme.js"></script>
<script type="module" src="site/landing.js"></script>
<script type="module" src="site/live.js"></script>
<script type="module" src="site/search.js"></script>
<script type="module" data-current src="site/offline.js"></script>
</head>
<body>
<a class="skip" href="#mechanisms">Skip to the mechanisms</a>
<div class="wrap">
<header>
<div class="top"><span>${escape(o.stamp)}</span><span class="top-tools">${o.course.repository ? `<a href="${escape(o.course.repository)}">Repository</a>` : ''}</span></div>
<div class="what"><h1>${escape(o.course.title)}</h1><p class="lead">${NUMBERS[decks.length] ?? decks.length} mechanism${decks.length === 1 ? '' : 's'} for engineers who already write Rust. Every line of code was judged by the compiler; every figure is drawn from what it said, or says that it is modelled.</p>
<div class="way">${startHtml(decks)}<div class="resume" hidden></div></div></div>
${o.figures.live}
</header>
<div class="facts"><span><i>Length</i><b>${slides} slides, ${hours(minutes)}</b></span><span><i>Verified with</i><b>rustc ${escape(versions)}</b></span>${o.pages.has(BOOK_FILE) ? `<span data-current><i>The course as a book</i><b><a href="${BOOK_FILE}">one PDF</a>${o.pages.has(EPUB_FILE) ? `, <a href="${EPUB_FILE}">one EPUB</a>` : ''}</b></span>` : ''}</div>
<div class="find"><form role="search"><label for="q">Search the course</label><input id="q" type="search" autocomplete="off" placeholder="drop flag, E0502, noalias …"><kbd aria-hidden="true">/</kbd></form><div class="results"></div></div>
<main id="mechanisms">
${decks.map(d => card(d, decks, o)).join('\n')}
<section class="keycard"><h2>Key to the figures</h2>${keyToFigures()}</section>
</main>
<section class="plan" aria-labelledby="order"><h2 id="order">In which order</h2>
<p>${order(decks)}</p>
<p class="sideways">The map is wider than this window: it scrolls sideways.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Map of prerequisites">${prerequisiteMap(decks)}</div></section>
<section class="plan" aria-labelledby="time"><h2 id="time">How much time</h2>
<table><thead><tr><th scope="col">you have</th><th scope="col">take</th><th scope="col">minutes</th></tr></thead><tbody>${variants(
    decks,
  )
    .map(
      v =>
        `<tr><th scope="row">${v.name}</th><td>${v.decks.map(d => `<a href="#${d.id}">${two(d.mechanism)}</a> ${escape(d.title)}`).join(', ') || 'no deck fits'}${v.left.length ? `<small>left for another time: ${v.left.map(d => two(d.mechanism)).join(', ')}</small>` : ''}</td><td>${v.minutes}</td></tr>`,
    )
    .join('')}</tbody></table>
<p>In the course's repository, <code>npm run schedule -- --start 9:00</code> makes the timetable with breaks.</p>${decks.some(d => d.exercises.length) ? `<p>All exercises: <a href="${STARTERS}">starters as a zip</a>.</p>` : ''}</section>
${KEEP}
${correctionsHtml(o.corrections)}
${lookUp(o.pages)}
<footer><span>What was observed with one compiler is not promised by the language; each figure says where it comes from.</span><span>${escape(o.stamp)}</span><span>Text ${escape(o.course.licence.text)}, code ${escape(o.course.licence.code)}${o.course.repository ? `, <a href="${escape(o.course.repository)}">in the repository</a>` : ''}</span></footer>
</div>
</body>
</html>
`
}
