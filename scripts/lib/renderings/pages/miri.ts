// What Miri said under each aliasing model, and what loom found in all executions of a model. Pure.
import { MODEL_NAMES } from '../../recording/miri/directive.ts'
import type { Loom, MiriSaid, Run, Stamp } from '../../recording/schema.ts'
import { escape } from '../../site/head.ts'
import { textHtml } from './listing.ts'

const VERDICTS: Readonly<Record<MiriSaid['verdict'], string>> = {
  ok: 'reports nothing',
  ub: 'reports undefined behaviour',
  leak: 'reports a leak',
  race: 'reports a data race',
}

/** @param stamp of Miri; null where recorded.json names none */
export function miriHtml({ miri, loom }: Run, stamp: Stamp | null): string {
  const models = miri?.said.map(said => modelHtml(said, miri.seeds, stamp)) ?? []
  return models.join('') + (loom ? loomHtml(loom) : '')
}

function modelHtml(said: MiriSaid, seeds: number | null, stamp: Stamp | null): string {
  const by = stamp ? `, with Miri ${stamp.version} (${stamp.commit}, ${stamp.date})` : ''
  const words = `Under ${MODEL_NAMES[said.model]}, one model of aliasing, Miri ${VERDICTS[said.verdict]}${schedules(said, seeds)}${by}.`
  return `<section class="emit"><h4>miri, ${said.model}</h4><p>${escape(words)}</p>${textHtml('Miri', said.reports.map(r => r.rendered.trimEnd()).join('\n\n'))}</section>`
}

/** Silence in so many schedules is no proof for the others. */
function schedules({ reported, seed }: MiriSaid, seeds: number | null): string {
  if (seeds === null) return ''
  if (reported === undefined) return ` in ${seeds} schedules`
  return ` in ${reported} of ${seeds} schedules${seed === undefined ? '' : `, first with the seed ${seed}`}`
}

function loomHtml({ executions, fault }: Loom): string {
  const words = executions === null ? 'loom stopped at a fault.' : `loom explored all ${executions} executions.`
  return `<section class="emit"><h4>loom</h4><p>${words}</p>${textHtml('loom', fault ?? '')}</section>`
}
