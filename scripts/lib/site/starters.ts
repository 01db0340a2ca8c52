// dist/exercises/: every starter of the course in one archive, for a laptop without network, and each in one of its own.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Site, SiteJob } from './jobs.ts'
import { findExercises } from '../exercise/find.ts'
import { exercisesZip, zipExercises } from '../exercise/zip.ts'

export const STARTERS = 'exercises/rust-internals-starters.zip'

/** Where the starter of one exercise lies. @param id `<deck>/<name>` */
export const starterFile = (id: string): string => `exercises/${id}.zip`

/** None where no deck has an exercise. */
export function starters(site: Site): SiteJob[] {
  const decks = site.decks.map(d => d.id)
  const zip = exercisesZip(site.root, decks)
  if (!zip) return []
  const { exercises } = findExercises(site.root, decks)
  return [
    {
      name: 'starters',
      part: 'site',
      outputs: [STARTERS, ...exercises.map(({ id }) => starterFile(id))],
      reads: /$^/,
      code: [import.meta.dirname, ...site.decks.map(d => join(d.dir, 'exercises'))],
      async run() {
        await writeFile(site.path(STARTERS), zip)
        for (const exercise of exercises) await writeFile(site.path(starterFile(exercise.id)), zipExercises([exercise]))
      },
    },
  ]
}
