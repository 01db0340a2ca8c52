// The page of one program: its source, how to run it by hand, what was asked, what was said, where the course uses it. Pure but for the highlighter.
import type { Program } from '../../content/library.ts'
import { handCommand } from '../../recording/explain.ts'
import { historyRows, historySubject } from '../../recording/historyWords.ts'
import type { Stamps } from '../../recording/stamp.ts'
import { escape, rich } from '../../site/head.ts'
import { programPage, programsPage } from '../../pageFiles.ts'
import { badge } from './badge.ts'
import { askedIn } from './directives.ts'
import { programHtml } from './listing.ts'
import { awayFromPlayground, playground } from './play.ts'
import { saidHtml } from './said.ts'
import { pageHtml, type Shell, toRoot } from './shell.ts'
import type { Use } from './uses.ts'
import { usesHtml } from './usesHtml.ts'

/** A program with its place in the course. */
export interface CourseProgram {
  deck: { id: string; title: string; number: number }
  /** Path below snippets/, without `.rs`. */
  rec: string
  program: Program
  uses: readonly Use[]
  /** The other programs of its set, the base first. */
  variants?: readonly { rec: string; label: string }[]
}

/** The names of the compilers that judge, by the role that a snippet names: what `rustc +NAME` takes. */
export type Channels = Readonly<Record<'course' | 'next' | 'miri', string>>

export interface Around {
  shell: Shell
  stamps: Stamps
  channels: Channels
}

export const fileName = (rec: string): string => `${rec.slice(rec.lastIndexOf('/') + 1)}.rs`
export const deckLabel = ({ number, title }: CourseProgram['deck']): string =>
  `${String(number).padStart(2, '0')} ${title}`

/** Whether a prediction or a question asks what becomes of the program: then the answer is folded, and no search tells it. */
export const isAsked = (uses: readonly Use[]): boolean =>
  uses.some(use => use.way === 'prediction' || use.way === 'question')

export async function programPageHtml(one: CourseProgram, around: Around): Promise<string> {
  const { deck, rec, program, uses } = one
  const file = programPage(deck.id, rec)
  const name = fileName(rec)
  const asked = isAsked(uses)
  const main = `<header class="title"><p class="over">A program of <a href="${toRoot(file)}${deck.id}/read/index.html">${escape(deck.title)}</a></p>
<h1><code>${escape(rec)}.rs</code></h1>${asked ? '' : `<p class="verdicts" data-unsearched>${verdictsHtml(one, file)}</p>`}</header>
<div class="beside">
<div>${await plateHtml(one)}
${byHandHtml(one, around.channels)}</div>
<section aria-labelledby="used"><h2 id="used">Where it is used</h2>${usesHtml(uses, file)}${variantsHtml(one, file)}</section>
</div>
${askedHtml(program.source, asked)}
${answerHtml(`${codesHtml(one, file)}${saidHtml(program.recording, around.stamps)}${releasesHtml(program)}`, asked)}`
  const title = `${name}, ${deckLabel(deck)}`
  const description = `A Rust program of "${deck.title}" with the command to run it by hand, and what rustc ${program.recording.rustc.version} said of it.`
  const above = [
    { file: `${deck.id}/read/index.html`, label: deckLabel(deck) },
    { file: programsPage(deck.id), label: 'Programs' },
  ]
  return pageHtml({ file, title, description, above, kind: 'program', main }, around.shell)
}

/** The programs that differ from this one by a change; their verdicts stand on their own pages, so that they can be predicted. */
function variantsHtml({ deck, variants }: CourseProgram, from: string): string {
  if (!variants?.length) return ''
  const links = variants.map(
    ({ rec, label }) =>
      `<li><a href="${toRoot(from)}${programPage(deck.id, rec)}"><code>${escape(rec)}</code></a> ${escape(label)}</li>`,
  )
  return `<h2 id="variants">What if</h2><ul>${links.join('')}</ul>`
}

/** Verdicts, one for all editions where they agree; codes lead to their pages. */
export function verdictsHtml({ program }: CourseProgram, from: string): string {
  const { runs } = program.recording
  const [first] = runs
  const agree = runs.every(run => run.verdict.label === first!.verdict.label)
  const shown = agree ? [badge(first!.verdict)] : runs.map(run => badge(run.verdict, run.edition))
  const codes = codesOf(program)
  return codes.length === 1 ? shown.map(html => linked(html, codes[0]!, from)).join(' ') : shown.join(' ')
}

const linked = (html: string, code: string, from: string): string =>
  html.includes(`>${code}<`) ? `<a href="${toRoot(from)}errors/${code}/index.html">${html}</a>` : html

/** The error codes with which the compiler refuses a program; lints and errors without a code have no page. */
export const codesOf = ({ recording }: Program): string[] => [
  ...new Set(recording.runs.flatMap(run => run.verdict.codes).filter(code => /^E\d{4}$/.test(code))),
]

function codesHtml({ program }: CourseProgram, from: string): string {
  const links = codesOf(program).map(code => `<a href="${toRoot(from)}errors/${code}/index.html">${code}</a>`)
  return links.length ? `<p data-unsearched>What else of the course is refused so: ${links.join(', ')}.</p>` : ''
}

/** What compilers of other releases said. */
function releasesHtml({ history }: Program): string {
  if (!history) return ''
  const subject = historySubject(history)
  const rows = historyRows(history).map(({ editions, said }) => `<p>${escape(`${editions}: ${said}`)}</p>`)
  return `<section class="run"><h3>${escape(`In other releases${subject ? `: ${subject}` : ''}`)}</h3>${rows.join('')}</section>`
}

async function plateHtml({ rec, program }: CourseProgram): Promise<string> {
  const name = fileName(rec)
  const link = playground(program.snippet, program.recording)
  const away = awayFromPlayground(program.snippet)
  const elsewhere = link
    ? `<a href="${escape(link)}" rel="noreferrer">Playground</a>`
    : `<span class="away">Not for the Playground: ${rich(away ?? '')}.</span>`
  return `<figure class="plate program"><div class="plate-head"><span class="file">${escape(name)}</span></div>
${await programHtml(program.snippet.shown.lines, name)}
<figcaption data-unsearched><button type="button" class="copy" data-copies="code" hidden>Copy the code</button><a href="${escape(name)}" download>Download</a>${elsewhere}</figcaption></figure>`
}

/** The commands for each edition, and those by which the compiler was asked for more. */
function byHandHtml({ rec, program }: CourseProgram, channels: Channels): string {
  const { recording, snippet } = program
  const channel = channels[snippet.directives.toolchain]
  const verdicts = recording.runs.map(run => handCommand(run.command, channel))
  const emits = recording.runs.flatMap(run =>
    run.emits.flatMap(e => (e.command ? [handCommand(e.command, channel)] : [])),
  )
  const crates = Object.entries(recording.crates ?? {}).map(([name, version]) => `\`${name} ${version}\``)
  const needs = crates.length
    ? `<p>${rich(`Its crates (${crates.join(', ')}) are built in the repository by \`npm run record\`.`)}</p>`
    : ''
  const miri = recording.runs.flatMap(run => run.miri?.said.map(said => said.command.join(' ')) ?? [])
  const commands = [...new Set([...verdicts, ...miri, ...emits])].map(
    command =>
      `<li><pre tabindex="0" aria-label="A command"><code>${escape(command)}</code></pre><button type="button" class="copy" hidden>Copy</button></li>`,
  )
  return `<section class="hand" aria-labelledby="hand" data-unsearched><h2 id="hand">By hand</h2><p>${rich(`Beside the downloaded \`${fileName(rec)}\`, whose lines the messages count:`)}</p><ul>${commands.join('')}</ul>${needs}</section>`
}

function askedHtml(source: string, folded: boolean): string {
  const rows = askedIn(source).map(
    ({ written, words }) => `<div><dt><code>//@ ${escape(written)}</code></dt><dd>${rich(words)}</dd></div>`,
  )
  const list = `<dl class="asked" data-unsearched>${rows.join('\n')}</dl>`
  if (folded)
    return `<details class="ask" data-unsearched><summary>What was asked, and what is expected</summary>${list}</details>`
  return `<section aria-labelledby="asked" data-unsearched><h2 id="asked">What was asked</h2>${list}</section>`
}

/** The course asks readers about some programs: what was said of those is opened, and no search tells it. */
function answerHtml(html: string, folded: boolean): string {
  if (!folded) return `<section aria-labelledby="said"><h2 id="said">What was said</h2>${html}</section>`
  return `<details class="answer" data-unsearched><summary>What was said: the course asks about this program, so predict first</summary>${html}</details>`
}
