// What Miri said, in words for prose and figures. Silence is said with the number of schedules that it is of: it is no proof. Pure.
import type { Run } from '../schema.ts'
import { MODEL_NAMES, type MiriVerdict, type Model } from './directive.ts'

type Recorded = NonNullable<Run['miri']>

const REPORT: Readonly<Record<Exclude<MiriVerdict, 'ok'>, string>> = {
  ub: 'undefined behaviour',
  leak: 'a leak',
  race: 'a data race',
}

/** `no race in 16 schedules`, `a data race in 15 of 16 schedules`, `undefined behaviour`, `no report`. */
export function miriWords({ seeds, said }: Recorded, model: Model): string | null {
  const one = said.find(s => s.model === model)
  if (!one) return null
  if (one.verdict === 'ok') return seeds === null ? 'no report' : `no race in ${seeds} schedules`
  return seeds === null ? REPORT[one.verdict] : `${REPORT[one.verdict]} in ${one.reported ?? 0} of ${seeds} schedules`
}

/** Both models in one phrase where they say the same, else each with its name. */
export function miriBoth(recorded: Recorded): string {
  const [stacked, tree] = [miriWords(recorded, 'stacked'), miriWords(recorded, 'tree')]
  return stacked === tree && stacked !== null
    ? stacked
    : [[stacked, MODEL_NAMES.stacked] as const, [tree, MODEL_NAMES.tree] as const]
        .flatMap(([words, name]) => (words === null ? [] : [`${words} (${name})`]))
        .join(', ')
}
