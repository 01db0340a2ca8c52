// The pages of error codes: the programs that the compiler refuses so, the slides that show it, what rustc's own index says. Pure.
import { escape, rich } from '../../site/head.ts'
import { ERRORS_PAGE, errorPage, programPage } from '../../pageFiles.ts'
import { type Around, codesOf, type CourseProgram, deckLabel, isAsked } from './program.ts'
import { messagesOf } from './said.ts'
import { pageHtml, toRoot } from './shell.ts'
import { tableHtml } from './table.ts'
import { slidePage, textOfSlide } from './usesHtml.ts'
import type { Use } from './uses.ts'

/** Programs by the codes with which they are refused, the codes in order. */
export function programsByCode(programs: readonly CourseProgram[]): Map<string, CourseProgram[]> {
  const out = new Map<string, CourseProgram[]>()
  for (const one of programs) for (const code of codesOf(one.program)) out.set(code, [...(out.get(code) ?? []), one])
  return new Map([...out].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Words of each message of this code in the course, the most frequent first. */
function messages(programs: readonly CourseProgram[], code: string): string[] {
  const count = new Map<string, number>()
  for (const { program } of programs)
    for (const words of messagesOf(program.recording, code)) {
      // Names in backticks are those of one program.
      const shape = words.replaceAll(/`[^`]*`/g, '`…`')
      count.set(shape, (count.get(shape) ?? 0) + 1)
    }
  return [...count].sort(([, a], [, b]) => b - a).map(([shape]) => shape)
}

/** @param programs those that are refused with this code, not empty */
export function errorPageHtml(code: string, programs: readonly CourseProgram[], { shell }: Around): string {
  const file = errorPage(code)
  const root = toRoot(file)
  const { version } = programs[0]!.program.recording.rustc
  const shapes = messages(programs, code)
  const table = tableHtml(
    programs,
    [
      {
        head: 'program',
        cell: p => `<a href="${root}${programPage(p.deck.id, p.rec)}"><code>${escape(p.rec)}.rs</code></a>`,
        hidden: p => isAsked(p.uses),
      },
      { head: 'deck', cell: p => escape(deckLabel(p.deck)) },
      {
        head: 'the compiler says',
        cell: p => messagesOf(p.program.recording, code).map(rich).join('<br>'),
        hidden: p => isAsked(p.uses),
      },
    ],
    `Programs that are refused with ${code}`,
  )
  const main = `<header class="title"><p class="over">An error of the compiler</p><h1><code>${code}</code></h1>
<p class="lead">${shapes.slice(0, 3).map(rich).join('<br>')}</p>
<p>What it means in general, with an example: <a href="${indexOfRustc(code, version)}">${code} in rustc’s index of errors</a>, of ${escape(version)}.</p></header>
<section aria-labelledby="programs"><h2 id="programs">Programs of the course</h2>${table}</section>
<section aria-labelledby="slides" data-unsearched><h2 id="slides">Slides that show it</h2>${slidesHtml(programs, root)}</section>`
  const above = [{ file: ERRORS_PAGE, label: 'Error codes' }]
  const description = `The programs of the course that rustc refuses with ${code}, what it says of each, and the slides that show it.`
  return pageHtml({ file, title: code, description, above, kind: 'error', main }, shell)
}

/** The documentation of that release; a beta has none under its number. */
const indexOfRustc = (code: string, version: string): string =>
  `https://doc.rust-lang.org/${version.includes('-') ? 'nightly' : version}/error_codes/${code}.html`

/** Uses of a program that show its message. */
const SHOWING = new Set<Use['way']>(['code', 'message', 'variants'])

function slidesHtml(programs: readonly CourseProgram[], root: string): string {
  const uses = programs.flatMap(p => p.uses.filter(use => use.slide !== null && !use.reading && SHOWING.has(use.way)))
  const inOrder = uses.sort((a, b) => (a.deck === b.deck ? a.slide! - b.slide! : a.deck < b.deck ? -1 : 1))
  const slides = new Map(inOrder.map(use => [`${use.deck} ${use.slide}`, use]))
  if (!slides.size) return '<p class="none">None: the programs stand in the text, in questions and in exercises.</p>'
  const rows = [...slides.values()].map(
    ({ deck, slide, title }) =>
      `<li><a href="${root}${textOfSlide(deck, slide!)}">${rich(title)}</a> <small>${deck.slice(0, 2)}, <a href="${root}${slidePage(deck, slide!)}">slide ${slide}</a></small></li>`,
  )
  return `<ul class="uses">${rows.join('\n')}</ul>`
}

/** The index of codes. */
export function errorsPageHtml(byCode: ReadonlyMap<string, readonly CourseProgram[]>, { shell }: Around): string {
  const root = toRoot(ERRORS_PAGE)
  const decks = (programs: readonly CourseProgram[]): string =>
    [...new Set(programs.map(p => p.deck.id.slice(0, 2)))].join(', ')
  const table = tableHtml(
    [...byCode],
    [
      { head: 'code', cell: ([code]) => `<a href="${root}${errorPage(code)}"><code>${code}</code></a>` },
      { head: 'what the compiler says', cell: ([code, programs]) => rich(messages(programs, code)[0] ?? '') },
      { head: 'programs', cell: ([, programs]) => String(programs.length), number: true },
      { head: 'decks', cell: ([, programs]) => decks(programs) },
    ],
    'Error codes of the course',
  )
  const main = `<header class="title"><h1>Error codes</h1>
<p class="lead">The ${byCode.size} codes with which the compiler refuses programs of this course. Each has a page with the programs and the slides that show it.</p></header>
${table}`
  const description = 'Every error code with which rustc refuses a program of the course, with its programs and slides.'
  return pageHtml({ file: ERRORS_PAGE, title: 'Error codes', description, above: [], kind: 'index', main }, shell)
}
