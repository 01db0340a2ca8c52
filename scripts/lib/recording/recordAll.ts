// `record`: asks the compiler about every snippet whose recording is stale, and writes what it said. Another release than before is asked only by
// `--move`, which asks about everything first and writes at the end, so that the course never holds half of each.
import { availableParallelism } from 'node:os'
import { ProblemError } from '../problem.ts'
import type { Compiler } from '../toolchain/compiler.ts'
import { compilerOf } from '../toolchain/find.ts'
import { ROLES, type Role } from '../toolchain/roles.ts'
import { installCommand } from '../toolchain/rustup.ts'
import { checkText } from './check.ts'
import { keepWitnesses } from './compare.ts'
import {
  type Outcome,
  parse,
  prepare,
  type Progress,
  recordedOf,
  recordedText,
  type Report,
  type World,
} from './course.ts'
import { lockedVersions } from './crates.ts'
import { readText, type SnippetFile, writeAtomically } from './files.ts'
import { bodyKey } from './keys.ts'
import { asksMiri, compilerFor, makeRecording, mustRun, runsHere, toolKeyOf } from './make.ts'
import { keepMeasurements, takesTimes } from './measured.ts'
import { mapLimit } from './process.ts'
import type { Recording, Stamp } from './schema.ts'
import type { Problem, Snippet } from './snippet.ts'
import { readStamps, roleName, sameCompiler, STAMP_FILE, stampOf, stored, type Stamps, writeStamps } from './stamp.ts'

export interface RecordOptions {
  /** Make every recording again, also the fresh ones. */
  force?: boolean
  /** Take the times of measuring programs again. */
  measure?: boolean
  /** Release or commit that the recordings are of, and the one that they are to be of. */
  move?: Move
  progress?: Progress
}
export interface Move {
  from: string
  to: string
}

/**
 * Makes each recording that is not fresh. Writes only what fits the snippet's expectation.
 * @throws ProblemError when recordings of another release would be replaced without being told, or a move names other releases
 */
export async function recordAll(
  files: readonly SnippetFile[],
  world: World,
  options: RecordOptions = {},
): Promise<Report[]> {
  const before = readStamps(world.root)
  const stamps = planStamps(files, world, before, options.move)
  const pending: { file: SnippetFile; text: string }[] = []
  const write = (file: SnippetFile, text: string): void => {
    if (options.move) pending.push({ file, text })
    else writeAtomically(file.recording, text)
  }
  let done = 0
  const one = async (file: SnippetFile): Promise<Report> => {
    const outcome = await recordOne(file, world, { before, stamps, options, write })
    options.progress?.(++done, files.length, file)
    return { file, outcome }
  }
  // A first recording names its compiler before it is written: without the name nothing reads it.
  if (!options.move && JSON.stringify(stamps) !== JSON.stringify(before)) writeStamps(stamps, world.root)
  // A stopwatch runs alone: times taken beside a compiler at work say more of that compiler.
  const timed = files.filter(takesTimes)
  const reports = await mapLimit(
    files.filter(file => !timed.includes(file)),
    world.width ?? availableParallelism(),
    one,
  )
  reports.push(...(await mapLimit(timed, 1, one)))
  if (options.move) {
    for (const { file, text } of pending) writeAtomically(file.recording, text)
    writeStamps(stamps, world.root)
  }
  return files.map(file => reports.find(report => report.file === file)!)
}

/** The stamps after this recording. */
function planStamps(files: readonly SnippetFile[], world: World, before: Stamps, move: Move | undefined): Stamps {
  const after: Stamps = { ...before }
  const wanted = new Set(files.flatMap(file => rolesOf(file)))
  const moved: Role[] = []
  for (const role of ROLES) {
    const compiler = compilerOf(world.toolchain, role)
    if (!wanted.has(role) || !compiler) continue
    const now = stampOf(compiler, world.toolchain.target)
    const then = before[role]
    if (then && !sameCompiler(then, now)) {
      if (!move || !names(then, move.from) || !names(now, move.to)) throw refusal(role, then, now, move)
      moved.push(role)
    }
    after[role] = now
  }
  if (move && !moved.length)
    throw new ProblemError([
      {
        file: STAMP_FILE,
        line: 1,
        message: `nothing is recorded with ${move.from} that rustc ${move.to} could record again: this file says what the recordings are of, toolchains.json which compilers there are`,
      },
    ])
  return after
}

/** Compilers whose words the recording of a snippet holds. */
function rolesOf(file: SnippetFile): Role[] {
  const snippet = parse(file, readText(file.source))
  if (Array.isArray(snippet)) return []
  return [snippet.directives.toolchain, ...(asksMiri(snippet.directives) ? (['miri'] as const) : [])]
}

const names = (stamp: Stamp, text: string): boolean => stamp.version === text || stamp.commit === text

/** Two nightlies of one release are told apart by their commits. */
const nameOf = (stamp: Stamp, other: Stamp): string => (stamp.version === other.version ? stamp.commit : stamp.version)

function refusal(role: Role, then: Stamp, now: Stamp, move: Move | undefined): ProblemError {
  const [from, to] = [nameOf(then, now), nameOf(now, then)]
  const said = move
    ? `\`--move ${move.from}..${move.to}\` names other releases`
    : 'recordings do not change their release by the way'
  return new ProblemError([
    {
      file: STAMP_FILE,
      line: 1,
      message: `${roleName(role)} is recorded with rustc ${then.version} (${then.commit}), the compiler here is ${now.version} (${now.commit}); ${said}: to record everything again run \`npm run record -- --move ${from}..${to}\``,
    },
  ])
}

interface Recorder {
  before: Stamps
  stamps: Stamps
  options: RecordOptions
  write(file: SnippetFile, text: string): void
}

async function recordOne(file: SnippetFile, world: World, recorder: Recorder): Promise<Outcome> {
  const { before, stamps, options } = recorder
  const source = readText(file.source)
  const snippet = parse(file, source)
  if (Array.isArray(snippet)) {
    keepOldStamp(file, recordedOf(file, world.root), recorder)
    return { state: 'failed', problems: snippet }
  }
  const again = options.force || (options.measure && takesTimes(file))
  if (!again && isFresh(file, source, snippet, world, before)) return { state: 'fresh' }
  const compiler = compilerFor(snippet, world.toolchain)
  if (compiler && mustRun(snippet) && !runsHere(compiler, world.toolchain)) {
    keepOldStamp(file, recordedOf(file, world.root), recorder)
    return cannotRun(compiler, world)
  }
  const unasked = lacksMiri(snippet, world)
  if (unasked) {
    keepOldStamp(file, recordedOf(file, world.root), recorder)
    return { state: 'failed', problems: [unasked] }
  }
  const prepared = await prepare(file, world)
  if ('outcome' in prepared) {
    keepOldStamp(file, recordedOf(file, world.root), recorder)
    return prepared.outcome
  }
  const { job } = prepared
  const { recording, problems } = await makeRecording(job)
  if (problems.length) {
    keepOldStamp(file, job.recorded, recorder)
    return { state: 'failed', problems }
  }
  const old = job.recorded
  if (!options.measure) keepMeasurements(recording, old, job.source)
  keepWitnesses(recording, old)
  recording.bodyKey = bodyKey(recording.runs)
  const text = `${JSON.stringify(stored(recording, stamps), null, 1)}\n`
  if (text === recordedText(file)) return { state: 'unchanged' }
  recorder.write(file, text)
  const same =
    old && old.bodyKey === recording.bodyKey && sameCompiler(before[recording.toolchain] ?? old.rustc, old.rustc)
  return { state: same ? 'unchanged' : 'written' }
}

/** The directive that asks Miri, where there is none: a recording without its answer would be no recording of the snippet. */
function lacksMiri({ directives: { miri } }: Snippet, { toolchain }: World): Problem | null {
  if (!miri || toolchain.miri) return null
  const command = installCommand(toolchain.names.miri.channel, ['miri', 'rust-src'])
  return { line: miri.line, message: `\`//@ miri\`: Miri is not installed here: run \`${command}\`, then this again` }
}

/** When the others move on and this one cannot, it must go on saying whose it is. */
function keepOldStamp(file: SnippetFile, old: Recording | null, { stamps, write, options }: Recorder): void {
  if (!options.move || !old) return
  write(file, `${JSON.stringify(stored(old, stamps), null, 1)}\n`)
}

/** It fits the text, was asked the same, and what recorded it is the compiler that is here. Builds no crate: their versions stand in the lock file. */
function isFresh(file: SnippetFile, source: string, snippet: Snippet, world: World, before: Stamps): boolean {
  const check = checkText(file.path, source, recordedText(file), before)
  if (!check.ok) return false
  const compiler = compilerFor(snippet, world.toolchain)
  // Without the compiler nothing can be said against it, and `prepare` says what is missing.
  if (!compiler) return false
  const crates = { directory: '', versions: snippet.directives.crates.length ? lockedVersions(world.root) : {} }
  const job = { name: file.name, source, snippet, toolchain: world.toolchain, crates, recorded: null }
  return (
    check.recording.toolKey === toolKeyOf(job) &&
    sameCompiler(check.recording.rustc, stampOf(compiler, world.toolchain.target))
  )
}

const cannotRun = (compiler: Compiler, { toolchain }: World): Outcome => ({
  state: 'failed',
  problems: [
    {
      line: 1,
      message: `its program runs on ${toolchain.target} only, this compiler is of ${compiler.host}: record it there; what is only compiled can be recorded here`,
    },
  ],
})
