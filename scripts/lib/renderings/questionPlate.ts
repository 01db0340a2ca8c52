// The listing of a question as a plate. In: the question, and the recordings around it. Out: a block, for whoever sets it.
import type { Plate } from '../content/blocks.ts'
import type { ResolvedQuestion } from '../quiz/resolve.ts'
import { regionOf } from '../recording/snippet.ts'
import type { Around } from './gather.ts'

/** Whether the plate carries what decides the question, and whether its lines are numbered. */
type Style = Pick<Plate, 'weave' | 'message' | 'output' | 'judged' | 'numbered'>

/** @returns null for a question without code */
export function questionPlate({ code }: ResolvedQuestion, around: Around, style: Style): Plate | null {
  if (!code) return null
  const rec = code.src.replace(/\.rs$/, '')
  const { snippet, recording } = around.program(rec)
  const { lines, dedent } = regionOf(snippet, code.region)
  const runs = recording.runs.filter(run => code.edition === null || run.edition === code.edition)
  return {
    kind: 'plate',
    rec,
    recording,
    runs: runs.length ? runs : recording.runs,
    line: 1,
    from: null,
    region: code.region,
    title: null,
    lines,
    dedent,
    mark: new Set(),
    fade: new Set(),
    tight: true,
    reveal: null,
    ...style,
  }
}
