// The index of a deck's programs: each with verdict, codes, what else was asked, and the slides that use it. Pure.
import { escape, rich } from '../../site/head.ts'
import { programPage, programsPage } from '../../pageFiles.ts'
import { type Around, type CourseProgram, deckLabel, isAsked, verdictsHtml } from './program.ts'
import { pageHtml, toRoot } from './shell.ts'
import { tableHtml } from './table.ts'
import { slidePage } from './usesHtml.ts'

/** @param programs those of one deck, not empty */
export function programsPageHtml(programs: readonly CourseProgram[], { shell }: Around): string {
  const { deck } = programs[0]!
  const file = programsPage(deck.id)
  const root = toRoot(file)
  const table = tableHtml(
    programs,
    [
      {
        head: 'program',
        cell: p => `<a href="${root}${programPage(deck.id, p.rec)}"><code>${escape(p.rec)}.rs</code></a>`,
      },
      { head: 'verdict', cell: p => verdictsHtml(p, file), hidden: p => isAsked(p.uses) },
      { head: 'recorded as well', cell: recorded },
      { head: 'slides', cell: p => slidesOf(p, root) },
    ],
    `Programs of ${deck.title}`,
  )
  const main = `<header class="title"><p class="over">${escape(deckLabel(deck))}</p><h1>Programs</h1>
<p class="lead">${programs.length === 1 ? 'The one program' : `The ${programs.length} programs`} of this deck, with what rustc ${escape(programs[0]!.program.recording.rustc.version)} said of each. Each has a page with its source, the command to run it by hand, and the places that use it.</p></header>
${table}`
  const above = [{ file: `${deck.id}/read/index.html`, label: deckLabel(deck) }]
  const description = `Every program of "${deck.title}" with its verdict, its error codes and the slides that use it.`
  return pageHtml({ file, title: `Programs of ${deckLabel(deck)}`, description, above, kind: 'index', main }, shell)
}

/** What was taken out of the compiler besides the verdict, by its kinds. */
const recorded = ({ program }: CourseProgram): string =>
  [...new Set(program.recording.runs.flatMap(run => run.emits.map(e => rich(`\`${e.kind}\``))))].join(', ')

function slidesOf({ deck, uses }: CourseProgram, root: string): string {
  const own = uses.filter(use => use.deck === deck.id && use.slide !== null).map(use => use.slide!)
  return [...new Set(own)]
    .sort((a, b) => a - b)
    .map(no => `<a href="${root}${slidePage(deck.id, no)}">${no}</a>`)
    .join(', ')
}
