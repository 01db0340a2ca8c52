// Makes the recording of one snippet: compiles it in each edition, runs it, takes what its `//@ emit:` lines ask for, normalises.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Compiler } from '../toolchain/compiler.ts'
import { compilerOf, type Toolchain } from '../toolchain/find.ts'
import { type Bench, baseFlags, crateType, makeBench, needsBootstrap, shellWord } from './bench.ts'
import { CRATES_DIRECTORY, type CrateSet } from './crates.ts'
import { errorCodes } from './diagnostics.ts'
import { TAKE } from './emit/index.ts'
import { UB } from './emit/witness.ts'
import { judge } from './expect.ts'
import { bodyKey, srcKey, toolKey } from './keys.ts'
import { exploredBy, LOOM_ENVIRONMENT } from './loom.ts'
import { asserted } from './measured.ts'
import { MODELS } from './miri/directive.ts'
import type { Core } from './merged.ts'
import { judgeMiri, takeMiri } from './miri/take.ts'
import { normaliseStderr, normaliseStdout } from './normalise.ts'
import { PROGRAM_LIMITS, run } from './process.ts'
import { type Emit, Recording, type Run, SCHEMA_VERSION, type Verdict } from './schema.ts'
import { type Edition, hasMain, type Problem, type Snippet } from './snippet.ts'
import { stampOf } from './stamp.ts'
import { drawnApart, FIGURE_FLAGS } from './variants.ts'

export interface Job {
  name: string
  source: string
  snippet: Snippet
  toolchain: Toolchain
  crates: CrateSet | null
  /** Instead of the snippet's own, for the drift report. */
  compiler?: Compiler
  /** What was recorded before: it stands for programs that this machine cannot run. */
  recorded: Recording | null
}
export interface Made {
  recording: Recording
  problems: Problem[]
}

/** The compiler that a snippet asks for; null when it is not installed. */
export const compilerFor = (snippet: Snippet, toolchain: Toolchain): Compiler | null =>
  compilerOf(toolchain, snippet.directives.toolchain)

/** Programs of the course's target run on this machine. */
export const runsHere = (compiler: Compiler, toolchain: Toolchain): boolean => compiler.host === toolchain.target

/** Something of the snippet has to run, not only to be compiled. */
export const mustRun = ({ directives }: Snippet): boolean =>
  directives.expect.kind.startsWith('run') || asksWitnesses(directives)
export const asksWitnesses = (directives: Snippet['directives']): boolean =>
  directives.emits.some(e => e.kind === 'witness')
/** Part of its recording is what Miri says. */
export const asksMiri = (directives: Snippet['directives']): boolean =>
  directives.miri !== null || asksWitnesses(directives)

/** What a reader types, in the snippet's folder. */
export function publicCommand(
  name: string,
  snippet: Snippet,
  edition: Edition,
  source: string,
  { names, target }: Pick<Toolchain, 'names' | 'target'>,
): string[] {
  const { directives } = snippet
  const runs = directives.expect.kind.startsWith('run')
  const file = fileOf(name)
  const stem = file.replace(/\.rs$/, '')
  const words = [
    ...(needsBootstrap(snippet) ? ['RUSTC_BOOTSTRAP=1'] : []),
    'rustc',
    ...(directives.toolchain === 'course' ? [] : [`+${names[directives.toolchain].channel}`]),
    ...baseFlags(
      snippet,
      edition,
      runs ? null : (directives.target ?? target),
      directives.crates.length ? cratesFrom(name) : null,
    ).map(shellWord),
    ...(hasMain(source) ? [] : ['--crate-type', 'lib']),
  ]
  return runs
    ? [...words, file, '&&', `./${stem}`, ...directives.args.map(shellWord)]
    : [...words, '--emit=metadata', file]
}

/** decks/<id>/snippets and components/<Tag>/examples both lie three folders deep. */
const cratesFrom = (name: string): string => `${'../'.repeat(3 + name.split('/').length - 1)}${CRATES_DIRECTORY}`

export function toolKeyOf(job: Job): string {
  const { snippet, toolchain } = job
  return toolKey(
    snippet.directives.editions.map(e => publicCommand(job.name, snippet, e, job.source, toolchain)),
    [
      ...cratesOf(job).flat(),
      // Miri is the only judge that is not the snippet's own compiler.
      ...(asksMiri(snippet.directives) ? [`miri ${toolchain.names.miri.commit}`] : []),
    ],
  )
}

const fileOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
const cratesOf = (job: Job): [string, string][] =>
  job.snippet.directives.crates.map(name => [name, job.crates?.versions[name] ?? 'missing'])

/** @param given what the merged crate gave, by edition: then only the emits are made here. */
export async function makeRecording(job: Job, given?: ReadonlyMap<Edition, Core>): Promise<Made> {
  const compiler = job.compiler ?? compilerFor(job.snippet, job.toolchain)
  if (!compiler)
    throw new Error(`${job.name} needs the compiler \`${job.snippet.directives.toolchain}\`, which is not installed`)
  const problems: Problem[] = []
  const runs: Run[] = []
  for (const edition of job.snippet.directives.editions) {
    const dir = mkdtempSync(join(tmpdir(), 'snippet-'))
    try {
      const bench = makeBench({ ...job, file: fileOf(job.name), edition, compiler, dir })
      const made = await oneEdition(bench, job, problems, given?.get(edition))
      problems.push(...judge(job.snippet, made), ...judgeMiri(job.snippet, made))
      runs.push(made)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
  const crates = Object.fromEntries(cratesOf(job))
  const recording: Recording = {
    schema: SCHEMA_VERSION,
    snippet: job.name,
    srcKey: srcKey(job.source),
    toolchain: job.snippet.directives.toolchain,
    toolKey: toolKeyOf(job),
    bodyKey: bodyKey(runs),
    rustc: stampOf(compiler, job.toolchain.target),
    ...(job.snippet.directives.crates.length ? { crates } : {}),
    runs,
  }
  return { recording: Recording.parse(recording), problems }
}

async function oneEdition(bench: Bench, job: Job, problems: Problem[], given?: Core): Promise<Run> {
  const { name } = job
  const { directives } = bench.snippet
  const command = publicCommand(name, bench.snippet, bench.edition, bench.source, bench.toolchain)
  const recorded = job.recorded?.runs.find(r => r.edition === bench.edition) ?? null
  const native = runsHere(bench.compiler, bench.toolchain)
  const result: Run = {
    edition: bench.edition,
    command,
    verdict: verdictOf([], null, ''),
    diagnostics: [],
    stdout: '',
    stderr: '',
    emits: [],
  }
  if (given) {
    Object.assign(result, {
      diagnostics: given.diagnostics,
      stdout: given.stdout,
      stderr: given.stderr,
      verdict: verdictOf(given.diagnostics, given.exit, given.stderr),
    })
    if (directives.trace) readEvents(bench, result, problems)
  } else await compileAndRun(bench, result, problems, native, recorded)
  /** A word of a command as it is typed. */
  const typed = (w: string): string =>
    w === bench.crates?.directory
      ? cratesFrom(name)
      : w.startsWith('#') || w === '&&' || /^\w+=/.test(w)
        ? w
        : shellWord(w)
  // What a figure shows of a program that is refused is asked of the same text without what is there for the verdict only.
  const drawing = drawnApart(bench.source) ? figureBench(bench) : bench
  for (const request of directives.emits) {
    // Where they cannot be asked, their words stay as they were recorded.
    if ((request.kind === 'witness' && !native) || (request.kind === 'borrows' && !bench.toolchain.miri)) {
      const before = recorded?.emits.find(e => e.kind === request.kind && e.arg === request.arg)
      if (before) result.emits.push(before)
      continue
    }
    try {
      const { body, command } = await TAKE[request.kind](drawing, request.arg)
      result.emits.push({
        kind: request.kind,
        arg: request.arg,
        body,
        ...(command.length ? { command: command.map(typed) } : {}),
      } as Emit)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      problems.push({
        line: request.line,
        message: `\`//@ emit: ${request.kind}${request.arg ? ` ${request.arg}` : ''}\`: ${error.message}`,
      })
    }
  }
  // Where there is no Miri its words stay as they were recorded; whoever asks is told that they were not checked.
  const miri = bench.toolchain.miri ? await takeMiri(bench, problems) : recorded?.miri
  if (miri) result.miri = miri
  if (isUndefined(result)) result.verdict = { ...result.verdict, kind: 'ub', label: 'UB' }
  return result
}

/** The same bench with the flags under which figures are drawn. */
function figureBench(bench: Bench): Bench {
  const { directives } = bench.snippet
  const snippet = { ...bench.snippet, directives: { ...directives, flags: [...directives.flags, ...FIGURE_FLAGS] } }
  const dir = join(bench.dir, 'figure')
  mkdirSync(dir)
  return makeBench({ ...bench, snippet, dir })
}

/** A tool reported undefined behaviour. A leak is none; what one aliasing model reports and the other does not is that model's word only. */
function isUndefined({ emits, miri }: Run): boolean {
  const reports = emits.flatMap(e =>
    e.kind === 'witness' ? e.body.filter(w => w.class === 'reported' && !LEAK.test(w.message ?? '')) : [],
  )
  const byMiri = (witness: string): boolean => reports.some(w => w.witness === witness)
  return (
    reports.some(w => !w.witness.startsWith('miri-')) ||
    (byMiri('miri-stacked') && byMiri('miri-tree')) ||
    (miri?.said.length === MODELS.length && miri.said.every(s => s.verdict === 'ub' || s.verdict === 'race'))
  )
}
const LEAK = /^memory leaked|LeakSanitizer/

async function compileAndRun(
  bench: Bench,
  result: Run,
  problems: Problem[],
  native: boolean,
  recorded: Run | null,
): Promise<void> {
  const { directives } = bench.snippet
  const program = directives.expect.kind.startsWith('run')
  const compiled =
    program && native
      ? await bench.rustc([...crateType(bench), '-o', bench.stem], { target: null })
      : await bench.rustc([...crateType(bench), '--emit=metadata'])
  if (compiled.other)
    problems.push({ line: directives.expectLine, message: `the compiler says ${compiled.other.split('\n')[0]}` })
  Object.assign(result, { diagnostics: compiled.diagnostics, verdict: verdictOf(compiled.diagnostics, null, '') })
  if (program && bench.library)
    problems.push({ line: directives.expectLine, message: `\`//@ ${directives.expect.kind}\` needs a \`fn main\`` })
  else if (program && compiled.status === 0 && native) await runProgram(bench, compiled.dir, result, problems)
  else if (program && compiled.status === 0 && recorded) {
    // Compiled for the course's target and not started: what it printed is left as it was recorded.
    const { stdout, stderr, events, verdict } = recorded
    Object.assign(result, { stdout, stderr, verdict, ...(events ? { events } : {}) })
  }
}

async function runProgram(bench: Bench, compiledIn: string, result: Run, problems: Problem[]): Promise<void> {
  const { directives } = bench.snippet
  const bad = (message: string): void => {
    problems.push({ line: directives.expectLine, message })
  }
  const limits = {
    ...PROGRAM_LIMITS,
    ...(directives.timeout ? { time: directives.timeout * 1000 } : {}),
    ...(directives.flags.some(f => f.includes('sanitizer')) ? { memory: null } : {}),
  }
  const once = async (round: string): Promise<Ran> => {
    const cwd = join(bench.dir, round)
    mkdirSync(cwd)
    const ran = await run([join(compiledIn, bench.stem), ...directives.args], {
      cwd,
      env: { LC_ALL: 'C', RUST_BACKTRACE: '0', TMPDIR: cwd, PATH: '', ...(directives.loom ? LOOM_ENVIRONMENT : {}) },
      limits,
    })
    if (ran.ended)
      bad(
        ran.ended === 'time'
          ? `the program did not end within ${limits.time / 1000} s: shorten it, or say \`//@ timeout: SECONDS\``
          : `the program printed more than ${limits.output / 1024} KiB`,
      )
    const dirs = [compiledIn, cwd, bench.dir]
    return {
      status: ran.status,
      ended: ran.ended !== null,
      stdout: normaliseStdout(ran.stdout, dirs),
      stderr: normaliseStderr(ran.stderr, dirs),
    }
  }
  const first = await once('run')
  if (directives.output === 'discard') Object.assign(first, { stdout: '', stderr: '' })
  else if (!first.ended) {
    const second = await once('again')
    const measured = directives.output === 'measured'
    const difference = firstDifference(asserted(first, measured), asserted(second, measured))
    if (difference)
      bad(
        `two runs differ (${difference}): make the program deterministic, or say \`//@ output: measured\` (times) or \`//@ output: discard\` (garbage)`,
      )
  }
  result.stdout = first.stdout
  result.stderr = first.stderr
  if (directives.loom) {
    const { stdout, loom } = exploredBy(first)
    Object.assign(result, { stdout, loom })
    if (first.status === 0 && loom.executions === null)
      bad('`//@ loom`: the program explored no model: call `loom::model` in `main`')
  }
  result.verdict = verdictOf(result.diagnostics, first.status, first.stderr)
  if (directives.trace) readEvents(bench, result, problems)
}

function readEvents(bench: Bench, result: Run, problems: Problem[]): void {
  const bad = (message: string): void => {
    problems.push({ line: bench.snippet.directives.expectLine, message })
  }
  result.events = []
  for (const [index, line] of result.stdout.split('\n').entries()) {
    if (!line.trim()) continue
    try {
      const event: unknown = JSON.parse(line)
      if (typeof event !== 'object' || event === null || Array.isArray(event)) throw new Error()
      result.events.push(event as Record<string, unknown>)
    } catch {
      bad(`\`//@ trace\`: line ${index + 1} of stdout is no JSON object: ${line.slice(0, 60)}`)
    }
  }
  if (!result.events.length) bad('`//@ trace`: the program printed no event')
}

interface Ran {
  status: number
  ended: boolean
  stdout: string
  stderr: string
}

function firstDifference(a: Ran, b: Ran): string | null {
  if (a.status !== b.status) return `exit ${a.status} and ${b.status}`
  const key = a.stdout === b.stdout ? 'stderr' : 'stdout'
  const left = a[key].split('\n'),
    right = b[key].split('\n')
  const at = left.findIndex((line, index) => line !== right[index])
  if (at < 0 && left.length === right.length) return null
  return `${key}: \`${left[at] ?? ''}\` and \`${right[at] ?? ''}\``
}

export function verdictOf(diagnostics: Run['diagnostics'], exit: number | null, stderr: string): Verdict {
  const codes = errorCodes(diagnostics)
  if (codes.length)
    return { kind: 'error', label: [...new Set(codes)].map(c => (c === 'none' ? 'error' : c)).join(' '), codes, exit }
  if (exit === null) return { kind: 'compiles', label: 'compiles', codes, exit }
  if (exit !== 0 && UB.test(stderr)) return { kind: 'ub', label: 'UB', codes, exit }
  if (exit === 101) return { kind: 'panics', label: 'panics', codes, exit }
  if (exit > 128) return { kind: 'aborts', label: 'aborts', codes, exit }
  return { kind: 'runs', label: exit === 0 ? 'runs' : `exit ${exit}`, codes, exit }
}
