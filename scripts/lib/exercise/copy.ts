// Copies one starter to a folder of the attendee's choice, and never over anything.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Exercise } from './find.ts'
import { starterFiles } from './starter.ts'

/**
 * The exercise that `query` means: `<deck>/<name>`, with the deck also by its number (`3/…`, `03/…`), or a name that only one deck has.
 * @throws Error with the near misses when none or several fit.
 */
export function pickExercise(exercises: readonly Exercise[], query: string): Exercise {
  const [first = '', second] = query.replace(/\/$/, '').split('/')
  const number = (id: string): number => Number.parseInt(id, 10)
  const found = exercises.filter(({ deck, name }) =>
    second === undefined
      ? name === first
      : name === second && (deck === first || (/^\d+$/.test(first) && number(deck) === number(first))),
  )
  if (found.length === 1) return found[0]!
  if (found.length)
    throw new Error(`several exercises are named \`${query}\`: ${found.map(e => e.id).join(', ')}. Write the deck too.`)
  throw new Error(
    `there is no exercise \`${query}\`. The exercises are:\n${exercises.map(e => `  ${e.id}`).join('\n') || '  (none yet)'}`,
  )
}

/** @throws Error when the folder exists and is not empty, or is a file. */
export function copyStarter(exercise: Exercise, dir: string): void {
  if (existsSync(dir)) {
    if (!statSync(dir).isDirectory()) throw new Error(`${dir} is a file: name a folder that does not exist yet`)
    if (readdirSync(dir).length)
      throw new Error(
        `${dir} is not empty, and nothing is ever overwritten: name another folder, or move this one away`,
      )
  }
  for (const { path, data } of starterFiles(exercise)) {
    const to = join(dir, path)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, data, { flag: 'wx' })
  }
}
