// The exercises that lie in decks/<deck>/exercises/<name>/, read and checked for form; nothing is compiled here.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ProblemError, type Problem } from '../problem.ts'
import { parseExercise, type ExerciseText } from './parse.ts'

export interface Exercise {
  deck: string
  name: string
  /** `<deck>/<name>`. */
  id: string
  /** Absolute. */
  dir: string
  /** Of exercise.md, relative to the repository's root. */
  file: string
  text: ExerciseText
  /** Paths below `dir` with `/`, sorted; build output is left out. */
  files: string[]
}

const IGNORED = new Set(['target', '.git', '.DS_Store'])

/** Paths of all files below `dir`, with `/`, sorted by code unit so that every machine agrees. */
export function filesBelow(dir: string): string[] {
  const out: string[] = []
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (IGNORED.has(entry.name)) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else out.push(relative(dir, path).split(sep).join('/'))
    }
  }
  walk(dir)
  return out.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** From the easiest to the hardest, then from the shortest to the longest. */
const GRADES = ['easy', 'medium', 'hard']
const byGrade = (a: Exercise, b: Exercise): number =>
  GRADES.indexOf(a.text.level) - GRADES.indexOf(b.text.level) || a.text.minutes - b.text.minutes

/** Every exercise of every deck (or of the decks named), in order of deck and grade, with the problems of form. */
export function findExercises(root: string, decks?: readonly string[]): { exercises: Exercise[]; problems: Problem[] } {
  const exercises: Exercise[] = []
  const problems: Problem[] = []
  const decksDir = join(root, 'decks')
  const ids = existsSync(decksDir) ? readdirSync(decksDir).sort() : []
  for (const deck of ids) {
    if (decks && !decks.includes(deck)) continue
    const parent = join(decksDir, deck, 'exercises')
    if (!existsSync(parent)) continue
    const own: Exercise[] = []
    for (const entry of readdirSync(parent, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.isDirectory() || IGNORED.has(entry.name)) continue
      try {
        own.push(readExercise(root, deck, entry.name))
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        problems.push(...error.problems)
      }
    }
    exercises.push(...own.sort(byGrade))
  }
  return { exercises, problems }
}

/** @throws ProblemError */
export function readExercise(root: string, deck: string, name: string): Exercise {
  const dir = join(root, 'decks', deck, 'exercises', name)
  const base = `decks/${deck}/exercises/${name}`
  const file = `${base}/exercise.md`
  const files = filesBelow(dir)
  const problems: Problem[] = []
  const missing = (message: string, where = file): void => {
    problems.push({ file: where, line: 1, message })
  }
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    missing(`the folder's name \`${name}\` is typed in commands: use small letters, digits and \`-\``)
  if (!files.includes('exercise.md'))
    missing('the file is missing: it holds the task, the hints and the idea of the solution')
  if (!files.includes('Cargo.toml'))
    missing('the file is missing: every exercise is a cargo package', `${base}/Cargo.toml`)
  else if (!/^\[workspace\]\s*$/m.test(readFileSync(join(dir, 'Cargo.toml'), 'utf8')))
    missing(
      'add an empty `[workspace]` table: a copied starter must not look for a parent workspace',
      `${base}/Cargo.toml`,
    )
  if (!files.some(path => /^src\/(lib|main)\.rs$/.test(path)))
    missing('the starter is missing: write src/lib.rs or src/main.rs', `${base}/src/lib.rs`)
  if (!files.some(path => /^solution\/.*\.rs$/.test(path)))
    missing('the solution is missing: solution/ holds the files that replace those of src/', `${base}/solution/lib.rs`)
  let text: ExerciseText | undefined
  if (files.includes('exercise.md')) {
    try {
      text = parseExercise(readFileSync(join(dir, 'exercise.md'), 'utf8'), file)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length || !text) throw new ProblemError(problems)
  return { deck, name, id: `${deck}/${name}`, dir, file, text, files }
}
