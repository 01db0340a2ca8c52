// `//@ miri:`: Miri's verdict on the snippet, under both models, as it is recorded; and whether it is what the snippet expects.
import { type Bench, EmitError, shellWord } from '../bench.ts'
import type { MiriSaid, Run } from '../schema.ts'
import type { Problem, Snippet } from '../snippet.ts'
import { type Answer, askMiri, miriCommand } from './ask.ts'
import { MODEL_NAMES, MODELS, type MiriDirective, type MiriVerdict, type Model } from './directive.ts'

/**
 * What Miri says of the snippet; null where it has no `//@ miri:`. Each model that could not be asked is a problem at the directive's line.
 */
export async function takeMiri(bench: Bench, problems: Problem[]): Promise<Run['miri'] | null> {
  const { miri } = bench.snippet.directives
  if (!miri) return null
  const said: MiriSaid[] = []
  for (const model of MODELS) {
    try {
      said.push(toSaid(bench, model, await askMiri(bench, model), miri))
    } catch (error) {
      if (!(error instanceof EmitError)) throw error
      problems.push({ line: miri.line, message: `\`//@ miri\`: ${error.message}` })
    }
  }
  return { seeds: miri.seeds, flags: [...miri.flags], said }
}

function toSaid(bench: Bench, model: Model, answer: Answer, { seeds }: MiriDirective): MiriSaid {
  const verdict = verdictOf(answer, bench.snippet)
  if (verdict === null)
    throw new EmitError(
      `under ${MODEL_NAMES[model]} Miri reports nothing, and the program ${ENDED[answer.ending] ?? ''} (status ${answer.exit}${answer.message ? `: ${answer.message}` : ''}), which is not what \`//@ ${bench.snippet.directives.expect.kind}\` expects`,
    )
  return {
    model,
    verdict,
    ...(seeds === null ? {} : { reported: answer.reported ?? 0 }),
    ...(seeds !== null && answer.seed !== undefined ? { seed: answer.seed } : {}),
    message: verdict === 'ok' ? null : answer.message,
    reports: verdict === 'ok' ? [] : answer.reports,
    command: miriCommand(bench, model, answer.seed).map(word =>
      word.startsWith('$(') ? `"${word}"` : shellWord(word),
    ),
  }
}

const ENDED: Partial<Record<Answer['ending'], string>> = { panics: 'panics', aborts: 'aborts', exits: 'exits' }

/** A program that ends as it is expected to has nothing to report, be it by a panic; null: it ends otherwise. */
function verdictOf({ ending, exit }: Answer, { directives: { expect } }: Snippet): MiriVerdict | null {
  switch (ending) {
    case 'panics':
    case 'exits':
      return expect.kind === 'run-fail' && expect.exit === exit ? 'ok' : null
    case 'aborts':
      return expect.kind === 'run-crash' ? 'ok' : null
    case 'ok':
      return expect.kind === 'run-fail' || expect.kind === 'run-crash' ? null : 'ok'
    default:
      return ending
  }
}

const IN_WORDS: Readonly<Record<MiriVerdict, string>> = {
  ok: 'no report',
  ub: 'undefined behaviour',
  leak: 'a leak',
  race: 'a data race',
}

/** Does Miri say what the snippet expects? */
export function judgeMiri({ directives: { miri } }: Snippet, run: Run): Problem[] {
  if (!miri || !run.miri) return []
  return run.miri.said.flatMap(said => {
    const expected = miri.expect[said.model]
    if (expected === said.verdict) return []
    const heard = said.reports[0]
    const tried = miri.seeds === null ? '' : ` in ${miri.seeds} schedules`
    return [
      {
        line: miri.line,
        message: `\`//@ miri\` expects ${IN_WORDS[expected]} under ${MODEL_NAMES[said.model]}; Miri reports ${heard ? `\`${said.message}\`${placeOf(heard)}` : `nothing${tried}`}: correct the program or the directive`,
      },
    ]
  })
}

const placeOf = (report: MiriSaid['reports'][number]): string => {
  const line = report.spans.find(span => span.primary && span.file === undefined)?.line
  return line === undefined ? '' : ` at line ${line}`
}
