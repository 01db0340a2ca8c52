// What the witnesses said of a program: for each edition verdict, messages, output and what else the compiler was asked. Pure.
import type { Recording, Run, Stamp } from '../../recording/schema.ts'
import type { Stamps } from '../../recording/stamp.ts'
import { escape } from '../../site/head.ts'
import { badge } from './badge.ts'
import { emitHtml } from './emits.ts'
import { textHtml } from './listing.ts'
import { miriHtml } from './miri.ts'

/** @param stamps the compilers of the course: that of Miri stands in no recording */
export function saidHtml(recording: Recording, stamps: Stamps): string {
  return recording.runs.map(run => runHtml(recording, run, stamps)).join('\n')
}

function runHtml(recording: Recording, run: Run, stamps: Stamps): string {
  const messages = run.diagnostics.map(d => d.rendered.trimEnd()).join('\n\n')
  const texts = [
    textHtml('The compiler', messages),
    endOf(run),
    textHtml('The program prints', run.stdout),
    textHtml('On standard error', run.stderr),
  ]
  const witnesses =
    run.emits.some(e => e.kind === 'witness') && stamps.miri ? `<p class="by">${by('Miri', stamps.miri)}</p>` : ''
  return `<section class="run"><h3>${badge(run.verdict)} <span>edition ${run.edition}</span></h3>
<p class="by">${by('rustc', recording.rustc, run.measuredWith)}</p>
${texts.join('')}${miriHtml(run, stamps.miri ?? null)}${run.emits.map(emitHtml).join('')}${witnesses}</section>`
}

/** How the program ended, where that is more than ending well. */
function endOf({ verdict }: Run): string {
  const { exit } = verdict
  if (exit === null || exit === 0) return ''
  return `<p>It ended with status ${exit}${exit > 128 ? `, which is 128 and signal ${exit - 128}` : ''}.</p>`
}

/** Which compiler it was, and of which day. */
function by(tool: string, { version, commit, date, target }: Stamp, measured?: string): string {
  const times = measured && measured !== version ? `; its times were taken with ${measured}` : ''
  return escape(`Said by ${tool} ${version} (${commit}, ${date}) for ${target}${times}.`)
}

/** The words of every error message of a program, each once. */
export const messagesOf = (recording: Recording, code: string): string[] => [
  ...new Set(recording.runs.flatMap(run => run.diagnostics.filter(d => d.code === code).map(d => d.message))),
]
