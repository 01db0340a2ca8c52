// The proof of the exercises: each starter fails for the promised reason, each solution passes, each wrong solution is refused by what it names. Cached by content and compiler.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Problem } from '../problem.ts'
import { cargoTest } from './cargo.ts'
import type { Exercise } from './find.ts'
import { judgeSolution, judgeStarter, judgeWrong, type Complaint } from './judge.ts'

/** Raise this when the judgement changes: every exercise is then proved again. */
const PROOF_VERSION = 2
/** Two jobs: tests of one exercise run while another one is being built. */
const JOBS = 2

export interface ProofResult {
  exercise: Exercise
  problems: Problem[]
  cached: boolean
  ms: number
}

/** Key of everything that decides the outcome: the exercise's files, the compiler, the judge. */
export function proofKey(exercise: Exercise, rustc: string): string {
  const hash = createHash('sha256').update(`${PROOF_VERSION}\n${rustc}\n`)
  for (const path of exercise.files)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(exercise.dir, path)))
      .update('\0')
  return hash.digest('hex')
}

/** Proves all exercises; `report` is called as each one ends. Only success is remembered. */
export async function proveExercises(
  root: string,
  exercises: readonly Exercise[],
  rustc: string,
  report: (result: ProofResult) => void,
): Promise<ProofResult[]> {
  const cache = join(root, '.cache', 'exercises')
  const results: ProofResult[] = []
  const queue = [...exercises]
  const worker = async (): Promise<void> => {
    for (let exercise = queue.shift(); exercise; exercise = queue.shift()) {
      const result = await proveOne(cache, exercise, rustc)
      results.push(result)
      report(result)
    }
  }
  await Promise.all(Array.from({ length: JOBS }, worker))
  return results.sort((a, b) => (a.exercise.id < b.exercise.id ? -1 : 1))
}

async function proveOne(cache: string, exercise: Exercise, rustc: string): Promise<ProofResult> {
  const started = performance.now()
  const key = proofKey(exercise, rustc)
  const proof = join(cache, 'proofs', exercise.deck, exercise.name)
  if (existsSync(proof) && readFileSync(proof, 'utf8') === key) return { exercise, problems: [], cached: true, ms: 0 }
  rmSync(proof, { force: true })
  const problems: Problem[] = []
  const manifest = readFileSync(join(exercise.dir, 'Cargo.toml'), 'utf8')
  const offline = !/^\[(target\..*\.)?(dev-|build-)?dependencies/m.test(manifest)
  if (!offline && !exercise.files.includes('Cargo.lock'))
    problems.push({
      file: `decks/${exercise.id.replace('/', '/exercises/')}/Cargo.toml`,
      line: 1,
      message: 'the package has dependencies but no Cargo.lock: run `cargo generate-lockfile` there and commit it',
    })
  else {
    // A target folder for each exercise: cargo takes two packages of one name in a shared folder for one, and runs the other's tests.
    const dir = join(cache, 'work', exercise.deck, exercise.name)
    rmSync(dir, { recursive: true, force: true })
    for (const [variant, judge] of [
      ['starter', judgeStarter],
      ['solution', judgeSolution],
    ] as const) {
      layOut(exercise, dir, variant)
      const complaint = judge(exercise.text.fails, await cargoTest(dir, { offline }))
      if (complaint) problems.push(problemOf(exercise, variant, complaint))
    }
    for (const path of exercise.files.filter(file => /^wrong\/.*\.rs$/.test(file))) {
      const file = `decks/${exercise.deck}/exercises/${exercise.name}/${path}`
      const source = readFileSync(join(exercise.dir, path), 'utf8')
      const fails = /^\/\/ fails: (\S+)\n/.exec(source)?.[1]
      if (!fails) {
        problems.push({ file, line: 1, message: 'begin with `// fails: NAME`: the test, code or lint that refuses it' })
        continue
      }
      layOut(exercise, dir, 'starter')
      writeFileSync(join(dir, 'src/lib.rs'), source)
      const complaint = judgeWrong(fails, await cargoTest(dir, { offline }))
      if (complaint) problems.push({ file, line: 1, message: complaint.message })
    }
    rmSync(dir, { recursive: true, force: true })
  }
  if (!problems.length) {
    mkdirSync(dirname(proof), { recursive: true })
    writeFileSync(proof, key)
  }
  return { exercise, problems, cached: false, ms: performance.now() - started }
}

/** The starter first, the solution over it: written anew, so that cargo sees the newer file and builds the dependencies only once. */
function layOut(exercise: Exercise, dir: string, variant: 'starter' | 'solution'): void {
  for (const path of exercise.files) {
    if (path.startsWith('wrong/') || path.startsWith('solution/') !== (variant === 'solution')) continue
    const to = join(dir, path.replace(/^solution\//, 'src/'))
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, readFileSync(join(exercise.dir, path)))
  }
}

function problemOf(exercise: Exercise, variant: 'starter' | 'solution', complaint: NonNullable<Complaint>): Problem {
  const { file, line, message } = complaint
  if (!file) return { file: exercise.file, line: exercise.text.failsLine, message }
  const solved = file.replace(/^src\//, 'solution/')
  const own = variant === 'solution' && exercise.files.includes(solved) ? solved : file
  return { file: `decks/${exercise.deck}/exercises/${exercise.name}/${own}`, line: line ?? 1, message }
}
