// Holds the simulator of the borrow models to Miri: the same programs under both models, verdict, class and line. Many programs share a file, and one
// process runs them until undefined behaviour ends it; the next begins behind the one that ended it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseOp, type Op } from '../../../../components/BorrowModels/simulator/ops.ts'
import { judge, type Outcome } from '../../../../components/BorrowModels/simulator/run.ts'
import { compilerEnvironment } from '../../recording/bench.ts'
import { MODELS, type Model } from '../../recording/miri/directive.ts'
import { borrowReport } from '../../recording/miri/report.ts'
import { mapLimit, PROGRAM_LIMITS, run } from '../../recording/process.ts'
import type { Toolchain } from '../../toolchain/find.ts'
import { miriSysroot } from '../../toolchain/miriSysroot.ts'
import { generate, type Line, PRELUDE, type Program, randomOf } from './generate.ts'

/** `ok`, or the class of the report and its line in the program's own text, from 1; `other`: a report that is no matter of aliasing. */
export interface Said {
  class: 'ok' | 'missing' | 'read-only' | 'protected' | 'forbidden' | 'other'
  line: number | null
  message: string
}
export interface Compared {
  name: string
  program: Program
  text: string
  simulator: Readonly<Record<Model, Said>>
  /** Null where rustc refuses the program. */
  miri: Readonly<Record<Model, Said>> | null
}

/** Programs in a file: one more costs all of them some compilation, one fewer a process. */
const BATCH = 20
const NAME = /^[a-z][a-z0-9_]*$/

/** The program's functions, and for each operation the line that does it, from 1. */
export function textOf(name: string, { lines }: Program): { text: string; ops: Op[]; at: number[] } {
  if (!NAME.test(name)) throw new Error(`\`${name}\` is no name of a Rust function in small letters`)
  const out: string[] = []
  const ops: Op[] = []
  const at: number[] = []
  const does = (texts: readonly string[], line: number): void => {
    for (const text of texts) {
      ops.push(parseOp(text))
      at.push(line)
    }
  }
  const callees = lines.flatMap(line => (line.calls ? [line.calls] : []))
  const heads = new Map<string, number>()
  for (const callee of callees) {
    heads.set(callee.name, out.push(callee.head))
    for (const line of callee.body) out.push(`    ${line.text}`)
    out.push('}')
  }
  out.push(`unsafe fn ${name}() {`)
  for (const line of lines) {
    const number = out.push(`    ${line.text}`)
    does(line.ops, number)
    if (!line.calls) continue
    const head = heads.get(line.calls.name)!
    does(line.calls.ops, head)
    line.calls.body.forEach((inner, i) => does(inner.ops, head + 1 + i))
    does(['return'], number)
  }
  out.push('}')
  return { text: out.join('\n'), ops, at }
}

/** What the simulator says of a program. */
export function simulated(name: string, program: Program): Record<Model, Said> {
  const { ops, at } = textOf(name, program)
  const said = judge(ops)
  const of = (outcome: Outcome): Said =>
    outcome.ub
      ? {
          class: outcome.violation.class,
          line: outcome.violation.action === 'return' ? null : at[outcome.op]!,
          message: outcome.violation.message,
        }
      : { class: 'ok', line: null, message: '' }
  return { stacked: of(said.stacked), tree: of(said.tree) }
}

/** Verdict, class and line agree; where a call releases its protectors, Miri names a line of its own. */
export const agrees = (simulator: Said, miri: Said): boolean =>
  simulator.class === miri.class && (simulator.line === null || miri.line === null || simulator.line === miri.line)

export interface Hold {
  toolchain: Toolchain
  /** Processes at once. */
  width: number
}

/** @throws Error when Miri is missing, or says what cannot be read */
export async function holdToMiri(
  programs: readonly { name: string; program: Program }[],
  { toolchain, width }: Hold,
): Promise<Compared[]> {
  const { miri, nightly } = toolchain
  if (!miri || !nightly)
    throw new Error(
      `Miri is not installed: run \`rustup toolchain install ${toolchain.names.miri.channel} --component miri,rust-src\``,
    )
  const sysroot = await miriSysroot(toolchain)
  const batches: (typeof programs)[] = []
  for (let i = 0; i < programs.length; i += BATCH) batches.push(programs.slice(i, i + BATCH))
  return (await mapLimit(batches, width, holdBatch)).flat()

  async function holdBatch(batch: typeof programs): Promise<Compared[]> {
    const dir = mkdtempSync(join(tmpdir(), 'borrow-models-'))
    try {
      const { kept, answers } = await underModel(batch, 'stacked', dir)
      const other = await underModel(kept, 'tree', dir)
      return batch.map(({ name, program }): Compared => {
        const at = kept.findIndex(k => k.name === name)
        return {
          name,
          program,
          text: textOf(name, program).text,
          simulator: simulated(name, program),
          miri: at < 0 ? null : { stacked: answers[at]!, tree: other.answers[at]! },
        }
      })
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }

  /** Answers for those that rustc accepts. */
  async function underModel(
    batch: typeof programs,
    model: Model,
    dir: string,
  ): Promise<{ kept: typeof programs; answers: Said[] }> {
    let kept = batch
    let answers: Said[] = []
    while (answers.length < kept.length) {
      const { source, begins } = fileOf(kept)
      writeFileSync(join(dir, 'batch.rs'), source)
      const flags = model === 'tree' ? ['-Zmiri-tree-borrows'] : []
      const ran = await run(
        [
          miri!,
          '--edition',
          '2024',
          '-A',
          'warnings',
          '-Zmiri-ignore-leaks',
          ...flags,
          '--sysroot',
          sysroot,
          '--error-format=json',
          'batch.rs',
          '--',
          String(answers.length),
        ],
        {
          cwd: dir,
          env: compilerEnvironment(dir, false, nightly!),
          limits: { ...PROGRAM_LIMITS, memory: null, time: 120_000, output: 64 * 1024 * 1024 },
        },
      )
      const errors = readErrors(ran.stderr)
      const begun = [...ran.stdout.matchAll(/^@(\d+)$/gm)].map(m => Number(m[1]))
      if (!begun.length) {
        const refused = new Set(
          errors.flatMap(error => error.lines.map(line => begins.findLastIndex(first => first <= line))),
        )
        if (!refused.size || refused.has(-1))
          throw new Error(`Miri does not run the generated programs: ${errors[0]?.message ?? ran.stderr.slice(0, 400)}`)
        kept = kept.filter((_, i) => !refused.has(i))
        answers = []
        continue
      }
      const last = begun.at(-1)!
      for (let i = answers.length; i < last; i++) answers.push(OK)
      const ub = errors.find(error => error.message.startsWith('Undefined Behavior: '))
      if (!ub && ran.status !== 0)
        throw new Error(
          `Miri ends otherwise than by undefined behaviour: ${errors[0]?.message ?? ran.stderr.slice(0, 400)}`,
        )
      answers.push(ub ? saidOf(ub, begins[last]!) : OK)
    }
    return { kept, answers }
  }
}

const OK: Said = { class: 'ok', line: null, message: '' }

/** @returns the file, and for each program its first line, from 1 */
function fileOf(programs: readonly { name: string; program: Program }[]): { source: string; begins: number[] } {
  const lines = PRELUDE.split('\n')
  const begins = programs.map(({ name, program }) => {
    const first = lines.length + 1
    lines.push(...textOf(name, program).text.split('\n'))
    return first
  })
  lines.push(
    `static ALL: [unsafe fn(); ${programs.length}] = [${programs.map(p => p.name).join(', ')}];`,
    'unsafe extern "Rust" { fn miri_write_to_stdout(text: &[u8]); }',
    `static MARKS: [&[u8]; ${programs.length}] = [${programs.map((_, i) => `b"@${i}\\n"`).join(', ')}];`,
    'fn main() {',
    '    let first: usize = std::env::args().nth(1).unwrap().parse().unwrap();',
    '    for i in first..ALL.len() { unsafe { miri_write_to_stdout(MARKS[i]); ALL[i]() } }',
    '}',
  )
  return { source: `${lines.join('\n')}\n`, begins }
}

interface Reported {
  message: string
  help: string[]
  /** Lines of the file that it names, the first one first. */
  lines: number[]
}
function readErrors(stderr: string): Reported[] {
  return stderr.split('\n').flatMap((line): Reported[] => {
    if (!line.startsWith('{')) return []
    const json = JSON.parse(line) as {
      level: string
      message: string
      rendered: string | null
      spans: { file_name: string; line_start: number; is_primary: boolean }[]
      children: { message: string }[]
    }
    if (json.level !== 'error' || json.message.startsWith('aborting due to')) return []
    const own = json.spans.filter(span => span.is_primary && span.file_name === 'batch.rs').map(span => span.line_start)
    // What std does is reported inside std; the calls that lead there are listed.
    const called = [...(json.rendered ?? '').matchAll(/batch\.rs:(\d+):/g)].map(m => Number(m[1]))
    return [{ message: json.message, help: json.children.map(c => c.message), lines: own.length ? own : called }]
  })
}

function saidOf({ message, help, lines }: Reported, begins: number): Said {
  const text = message.replace(/^Undefined Behavior: /, '')
  const line = lines[0] === undefined ? null : lines[0] - begins + 1
  try {
    return { class: borrowReport(text, help, () => null, []).class, line, message: text }
  } catch {
    return { class: 'other', line, message: text }
  }
}

// ---------- what was tried ----------

export const FEATURES = [
  'borrow',
  'reborrow',
  'raw copy',
  'read',
  'write',
  'protected call',
  'return',
  'two-phase',
  'cell',
  'deallocation',
] as const
export type Feature = (typeof FEATURES)[number]

/** What a program does before both models have stopped. */
export function featuresOf(name: string, program: Program): Set<Feature> {
  const { ops } = textOf(name, program)
  const { stacked, tree } = judge(ops)
  const end = Math.max(stacked.ub ? stacked.op : ops.length, tree.ub ? tree.op : ops.length)
  const made = new Map<string, string>()
  const found = new Set<Feature>()
  for (const op of ops.slice(0, end + 1)) {
    if (op.kind === 'borrow') {
      made.set(op.tag, op.how)
      const parent = made.get(op.parent)
      found.add(parent?.startsWith('&') && !parent.startsWith('&raw') ? 'reborrow' : 'borrow')
      if (op.how === '&mut two-phase') found.add('two-phase')
      if (op.arg) found.add('protected call')
      if (op.cell === 'all' || op.cell.length) found.add('cell')
    } else if (op.kind === 'copy') found.add('raw copy')
    else if (op.kind === 'read' || op.kind === 'write' || op.kind === 'return') found.add(op.kind)
    else if (op.kind === 'dealloc') found.add('deallocation')
  }
  return found
}

/** The lines without one that nothing else needs; all such programs. */
export function smaller({ lines }: Program): Program[] {
  const uses = (rest: readonly Line[]): Set<string> =>
    new Set(rest.flatMap(line => [...line.uses, ...(line.calls ? line.calls.body.flatMap(l => l.uses) : [])]))
  const without = lines.flatMap((line, i): Program[] => {
    const rest = lines.filter((_, k) => k !== i)
    return line.defines !== null && uses(rest).has(line.defines) ? [] : [{ lines: rest }]
  })
  const inside = lines.flatMap((line, i): Program[] =>
    (line.calls?.body ?? []).flatMap((inner, k) => {
      const body = line.calls!.body.filter((_, j) => j !== k)
      if (inner.defines !== null && body.some(l => l.uses.includes(inner.defines!))) return []
      return [{ lines: lines.map((l, j) => (j === i ? { ...line, calls: { ...line.calls!, body } } : l)) }]
    }),
  )
  return [...without, ...inside].filter(program => program.lines.length > 0)
}

/** The smallest program that still differs. */
export async function shrink(compared: Compared, hold: Hold): Promise<Compared> {
  let smallest = compared
  for (;;) {
    const candidates = smaller(smallest.program).map((program, i) => ({
      name: `${compared.name.replace(/_s\d+$/, '')}_s${i}`,
      program: renamed(program, i),
    }))
    if (!candidates.length) return smallest
    const differs = (await holdToMiri(candidates, hold)).find(isDifferent)
    if (!differs) return smallest
    smallest = differs
  }
}

/** Two programs of a file need functions of two names. */
function renamed({ lines }: Program, i: number): Program {
  return {
    lines: lines.map(line => {
      if (!line.calls) return line
      const name = `${line.calls.name.replace(/_s\d+$/, '')}_s${i}`
      const rename = (text: string): string => text.replaceAll(line.calls!.name, name)
      return {
        ...line,
        text: rename(line.text),
        calls: { ...line.calls, name, head: rename(line.calls.head), ops: line.calls.ops.map(rename) },
      }
    }),
  }
}

export const isDifferent = ({ simulator, miri }: Compared): boolean =>
  miri !== null && MODELS.some(model => !agrees(simulator[model], miri[model]))

// ---------- many programs of one seed ----------

export interface Tally {
  compared: number
  /** What rustc refuses. */
  refused: number
  /** Undefined behaviour for Miri: under each model, and under one of them at least. */
  undefined: Readonly<Record<Model | 'either', number>>
  features: Readonly<Record<Feature, number>>
  different: readonly Compared[]
}

/** Programs that are asked at once: the memory of one round. */
const ROUND = 400

/** Generates programs until `count` of them have been compared. */
export async function holdMany(
  count: number,
  seed: number,
  hold: Hold & { progress?: (compared: number) => void },
): Promise<Tally> {
  const random = randomOf(seed)
  const features = Object.fromEntries(FEATURES.map(feature => [feature, 0])) as Record<Feature, number>
  const faults = { stacked: 0, tree: 0, either: 0 }
  const different: Compared[] = []
  let [compared, refused, made] = [0, 0, 0]
  while (compared < count) {
    const size = Math.min(ROUND, Math.max(BATCH, Math.ceil((count - compared) * 1.25)))
    const programs = Array.from({ length: size }, () => {
      const name = `p${made++}`
      return { name, program: generate(random, name) }
    })
    for (const one of await holdToMiri(programs, hold)) {
      if (!one.miri) {
        refused++
        continue
      }
      if (compared === count) break
      compared++
      for (const feature of featuresOf(one.name, one.program)) features[feature]++
      const said = MODELS.filter(model => one.miri![model].class !== 'ok')
      for (const model of said) faults[model]++
      if (said.length) faults.either++
      if (isDifferent(one)) different.push(one)
    }
    hold.progress?.(compared)
  }
  return { compared, refused, undefined: faults, features, different }
}
