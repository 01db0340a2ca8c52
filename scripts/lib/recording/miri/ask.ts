// Runs a snippet under the named nightly's Miri, once for each aliasing model, and reads what it reports. Used by `//@ miri:` and `//@ emit: witness`,
// which share each run: one snippet is asked once.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { miriSysroot } from '../../toolchain/miriSysroot.ts'
import type { Toolchain } from '../../toolchain/find.ts'
import { type Bench, compilerEnvironment, EmitError } from '../bench.ts'
import { PROGRAM_LIMITS, run, type Result } from '../process.ts'
import { MODEL_NAMES, type Model } from './directive.ts'
import { type Heard, kindOf, readErrors, readReport } from './report.ts'

/** One model's answer, over all seeds that were tried. */
export interface Answer extends Heard {
  /** Of the seeds of `//@ miri-seeds:`, how many ended with this report. Absent where the snippet names none. */
  reported?: number
  /** The seed of the report. */
  seed?: number
}

/** Milliseconds for all seeds of one model. */
const TIME = 240_000

const FLAGS: Readonly<Record<Model, readonly string[]>> = { stacked: [], tree: ['-Zmiri-tree-borrows'] }

/** Flags of Miri for a model and a snippet, without its seed. */
const miriFlags = (bench: Bench, model: Model): string[] => [
  ...FLAGS[model],
  ...(bench.snippet.directives.miri?.flags ?? []),
]

/**
 * @throws EmitError when Miri could not run the program (that it said nothing then is no verdict), or when two seeds end otherwise and the snippet
 *   names no number of seeds
 */
export const askMiri = (bench: Bench, model: Model): Promise<Answer> =>
  bench.once(`miri ${model}`, () => askOnce(bench, model))

async function askOnce(bench: Bench, model: Model): Promise<Answer> {
  const seeds = bench.snippet.directives.miri?.seeds ?? null
  return seeds === null ? sameTwice(bench, model) : overSeeds(bench, model, seeds)
}

/** Seeds decide addresses and the order of threads. What two of them judge otherwise says more of the seed than of the program. */
async function sameTwice(bench: Bench, model: Model): Promise<Answer> {
  const first = await oneSeed(bench, model, 0)
  const second = await oneSeed(bench, model, 1)
  if (first.ending === second.ending) return first
  const said = (heard: Heard): string => heard.message ?? heard.ending
  throw new EmitError(
    `under ${MODEL_NAMES[model]} the program is not deterministic: seed 0 ends with \`${said(first)}\`, seed 1 with \`${said(second)}\`; say how many seeds to try, \`//@ miri-seeds: 16\``,
  )
}

const oneSeed = async (bench: Bench, model: Model, seed: number): Promise<Heard> => {
  const { ran, dir } = await runMiri(bench, [...miriFlags(bench, model), `-Zmiri-seed=${seed}`])
  return readReport(ran, bench.file, [dir, bench.dir])
}

async function overSeeds(bench: Bench, model: Model, seeds: number): Promise<Answer> {
  const flags = [...miriFlags(bench, model), `-Zmiri-many-seeds=0..${seeds}`, '-Zmiri-many-seeds-keep-going']
  const { ran, dir } = await runMiri(bench, flags)
  const { reports, other } = readErrors(ran.stderr, bench.file, [dir, bench.dir])
  const tried = [...other.matchAll(/^Trying seed: (\d+)$/gm)].length
  const failing = [...other.matchAll(/^FAILING SEED: (\d+)$/gm)].map(match => Number(match[1])).sort((a, b) => a - b)
  const kinds = new Set(reports.map(report => kindOf(report.message)))
  if (tried === seeds && !failing.length && ran.status === 0 && !kinds.size)
    return { ending: 'ok', exit: 0, message: null, reports: [], reported: 0 }
  // Seeds run side by side and their words mix: the report that is shown is asked for alone.
  const heard = await oneSeed(bench, model, failing[0] ?? 0)
  if (tried !== seeds)
    throw new EmitError(
      `Miri tried ${tried} of ${seeds} seeds: ${ran.ended === 'time' ? 'it ran out of time' : `status ${ran.status}`}`,
    )
  if (kinds.size > 1)
    throw new EmitError(
      `the seeds do not agree on what is wrong: ${[...kinds].map(kind => `\`${reports.find(r => kindOf(r.message) === kind)!.message}\``).join(' and ')}; make one of them happen in every schedule, or none`,
    )
  return { ...heard, reported: failing.length, seed: failing[0] ?? 0 }
}

/** Sysroots by the folder of their nightly: each is built or found once in a process. */
const sysroots = new Map<string, Promise<string>>()

/** Absolute path of the std that Miri interprets. */
function sysrootOf(toolchain: Toolchain): Promise<string> {
  if (toolchain.miriSysroot) return Promise.resolve(toolchain.miriSysroot)
  const key = toolchain.nightly?.sysroot ?? ''
  const known = sysroots.get(key)
  if (known) return known
  const built = miriSysroot(toolchain).catch((error: unknown) => {
    throw new EmitError(`Miri has no sysroot: ${error instanceof Error ? error.message : String(error)}`)
  })
  sysroots.set(key, built)
  return built
}

/** Sanitizers and code generation are of no concern to an interpreter, and Miri refuses some of them. */
const forMiri = (words: readonly string[]): string[] =>
  words.filter(word => !/^-[CZ]sanitizer|^-Cunsafe-allow-abi-mismatch/.test(word))

async function runMiri(bench: Bench, flags: readonly string[]): Promise<{ ran: Result; dir: string }> {
  const dir = mkdtempSync(join(bench.dir, 'miri-'))
  writeFileSync(join(dir, bench.file), bench.source)
  return { ran: await interpret(bench, flags, dir), dir }
}

/** Another text than the snippet's, which lies in `dir` under the snippet's name, with the snippet's flags and the first seed. */
export const runOther = (bench: Bench, model: Model, dir: string, flags: readonly string[]): Promise<Result> =>
  interpret(bench, [...miriFlags(bench, model), '-Zmiri-seed=0', ...flags], dir)

async function interpret(bench: Bench, flags: readonly string[], dir: string): Promise<Result> {
  const { miri, nightly } = bench.toolchain
  if (!miri || !nightly) throw new EmitError('Miri is not installed')
  const sysroot = await sysrootOf(bench.toolchain)
  return run(
    [
      miri,
      ...forMiri(bench.base),
      ...flags,
      '--sysroot',
      sysroot,
      '--error-format=json',
      bench.file,
      ...programArgs(bench),
    ],
    {
      cwd: dir,
      env: compilerEnvironment(dir, false, nightly),
      limits: { ...PROGRAM_LIMITS, memory: null, time: TIME, output: 16 * 1024 * 1024 },
    },
  )
}

/** What a reader types to see a model's report again, in the snippet's folder. */
export function miriCommand(bench: Bench, model: Model, seed: number | undefined): string[] {
  const { channel } = bench.toolchain.names.miri
  return [
    'rustup',
    'run',
    channel,
    'miri',
    ...forMiri(bench.base),
    ...miriFlags(bench, model),
    ...(seed === undefined ? [] : [`-Zmiri-seed=${seed}`]),
    '--sysroot',
    `$(cargo +${channel} miri setup --print-sysroot)`,
    bench.file,
    ...programArgs(bench),
  ]
}

function programArgs({ snippet }: Bench): string[] {
  const { args } = snippet.directives
  return args.length ? ['--', ...args] : []
}
