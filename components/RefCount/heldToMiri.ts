// A race that a figure names is one that Miri reports of the shown program, in at least one recorded schedule; silence is said with the number of schedules.
import { miriBoth } from '../../scripts/lib/recording/miri/words.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'
import { FigureDataError } from '../figure/contract.ts'
import type { Frame } from './frames.ts'

/**
 * What Miri says of the program, for the figure's foot; empty where it was not asked and the figure names no race.
 * @throws FigureDataError when the derived races and Miri's report do not agree
 */
export function heldToMiri(recording: Recording, edition: number | undefined, frames: readonly Frame[]): string {
  const run = recording.runs.find(r => r.edition === edition) ?? recording.runs[0]!
  const derived = frames.some(frame => frame.show === 'threads' && frame.races.length > 0)
  const reported = run.miri?.said.some(said => said.verdict === 'race') ?? false
  if (derived && !reported)
    throw new FigureDataError(
      run.miri
        ? `${recording.snippet}: its orderings leave a race, Miri reports ${miriBoth(run.miri)}: mend the program, or try more schedules by \`//@ miri-seeds:\``
        : `${recording.snippet}: the figure would name a race that no tool has reported: add \`//@ miri: race\``,
    )
  if (reported && !derived)
    throw new FigureDataError(
      `${recording.snippet}: Miri reports a data race, the printed operations and their orderings hold none: mend what the program prints`,
    )
  return run.miri ? `Miri: ${miriBoth(run.miri)}` : ''
}
