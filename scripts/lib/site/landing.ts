// dist/index.html: the mechanisms as numbered cards, order, map, schedules, search, progress. Plain HTML; the script adds search and progress.
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Site, SiteJob } from './jobs.ts'
import type { Card } from '../content/card.ts'
import { type CourseFile, readCourseFile } from '../courseFile.ts'
import { CLAIMS_PAGE, ERRORS_PAGE, GLOSSARY_PAGE, programsPage } from '../pageFiles.ts'
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

function card(d: Card, decks: readonly Card[], pages: ReadonlySet<string>): string {
  const after = d.prerequisites.map(p => decks.find(x => x.id === p)).filter((x): x is Card => !!x)
  return `<article class="card" id="${d.id}" data-deck="${d.id}" data-slides="${d.slides}">
<div class="n">${two(d.mechanism)}<small>${d.duration} min<br>${d.slides} slides</small></div>
<h2><a href="${d.id}/read/index.html">${rich(d.title)}</a></h2><p>${rich(d.summary)}</p>
<div class="tags">${d.tags.map(t => `<span>${escape(t)}</span>`).join(', ')}</div>
<div class="level">${d.level}${after.length ? `, after ${after.map(a => `<a href="#${a.id}">${two(a.mechanism)}</a>`).join(', ')}` : ''}</div>
<div class="go"><a href="${d.id}/index.html">Present</a><a href="${d.id}/read/index.html">Read</a><a href="pdf/${d.id}-slides.pdf">Slides PDF</a><a href="pdf/${d.id}-handout.pdf">Handout PDF</a>${d.exercises.length ? `<a href="${d.id}/read/index.html#exercises">Exercises</a>` : ''}${pages.has(programsPage(d.id)) ? `<a href="${programsPage(d.id)}">Programs</a>` : ''}<span class="seen" hidden></span></div>
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
export const KEEP = `<section class="plan keep" aria-labelledby="offline"><h2 id="offline">Without a network</h2>
<p class="kept-said" role="status">What you open stays on this device, with this page and the search.</p>
<progress class="kept-bar" aria-label="How much is kept" hidden></progress>
<p class="kept-do"><button type="button" class="keep-pages">Keep the course <small></small></button><button type="button" class="keep-large">Keep the PDFs too <small></small></button><button type="button" class="kept-stop" hidden>Stop</button><button type="button" class="kept-remove" hidden>Remove what is kept</button></p></section>`

export function landingHtml(
  decks: readonly Card[],
  o: {
    publicUrl: string | null
    stamp: string
    root: string
    course: CourseFile
    /** Files of pages that the site has besides landing page, decks and walkthroughs. */
    pages: ReadonlySet<string>
  },
): string {
  const css = readFileSync(join(import.meta.dirname, 'client/landing.css'), 'utf8'),
    tokens = readFileSync(join(o.root, 'styles/tokens.css'), 'utf8')
  const fonts = readFileSync(join(o.root, 'styles/fonts.css'), 'utf8').replaceAll('../public/', '')
  const minify = (s: string) => s.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\s+/g, ' ')
  const slides = decks.reduce((n, d) => n + d.slides, 0),
    minutes = decks.reduce((n, d) => n + d.duration, 0)
  const versions = [...new Set(decks.flatMap(d => d.rustc.split(', ')).filter(Boolean))].join(', ')
  return `<!doctype html>
<html lang="en">
<head>
${head({ title: o.course.title, description: `${decks.length} mechanisms that decide how Rust programs behave. Every line of code was judged by the compiler; every figure is drawn from what it said, or says that it is modelled.`, toRoot: '', path: '', publicUrl: o.publicUrl, ...(decks[0] ? { image: `${decks[0].id}/cover.png` } : {}), stamp: o.stamp })}
<style>${minify(fonts)}${minify(tokens)}${schemeStyles()}${minify(css)}</style>
<script type="module" src="site/landing.js"></script>
<script type="module" src="site/search.js"></script>
<script type="module" src="site/offline.js"></script>
</head>
<body>
<a class="skip" href="#mechanisms">Skip to the mechanisms</a>
<div class="wrap">
<header><h1>${escape(o.course.title)}</h1><p class="lead">${NUMBERS[decks.length] ?? decks.length} mechanism${decks.length === 1 ? '' : 's'} for engineers who already write Rust. Every line of code was judged by the compiler; every figure is drawn from what it said, or says that it is modelled.</p></header>
<div class="facts"><span><i>Length</i><b>${slides} slides, ${hours(minutes)}</b></span><span><i>Verified with</i><b>rustc ${escape(versions)}, edition 2024</b></span><span><i>All handouts</i><b><a href="pdf/rust-internals-handouts.pdf">rust-internals-handouts.pdf</a></b></span></div>
<div class="find"><form role="search"><label for="q">Search the course</label><input id="q" type="search" autocomplete="off" placeholder="drop flag, E0502, noalias …"></form><div class="resume" hidden></div><div class="results"></div></div>
<main id="mechanisms">
${decks.map(d => card(d, decks, o.pages)).join('\n')}
<section class="keycard"><h2>Key to the figures</h2>${keyToFigures()}</section>
</main>
<section class="plan" aria-labelledby="order"><h2 id="order">In which order</h2>
<p>${order(decks)}</p>
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
${lookUp(o.pages)}
<footer><span>What was observed with one compiler is not promised by the language; each figure says where it comes from.</span><span>${escape(o.stamp)}</span><span>Text ${escape(o.course.licence.text)}, code ${escape(o.course.licence.code)}${o.course.repository ? `, <a href="${escape(o.course.repository)}">in the repository</a>` : ''}</span></footer>
</div>
</body>
</html>
`
}

/** @param pages files of pages besides landing page, decks and walkthroughs */
export function landing(site: Site, pages: readonly string[] = []): SiteJob {
  const course = readCourseFile(site.root)
  return {
    name: 'landing page',
    part: 'site',
    outputs: ['index.html'],
    code: [import.meta.dirname, join(site.root, 'styles')],
    inputs: [JSON.stringify(site.cards), site.publicUrl ?? '', site.stamp, JSON.stringify(course), ...pages],
    async run() {
      await writeFile(
        site.path('index.html'),
        landingHtml(site.cards, {
          publicUrl: site.publicUrl,
          stamp: site.stamp,
          root: site.root,
          course,
          pages: new Set(pages),
        }),
      )
    },
  }
}
