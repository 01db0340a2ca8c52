// dist/exercises/rust-internals-starters.zip: every starter of the course, for a laptop without network.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Site, SiteJob } from './jobs.ts'
import { exercisesZip } from '../exercise/zip.ts'

export const STARTERS = 'exercises/rust-internals-starters.zip'

/** None where no deck has an exercise. */
export function starters(site: Site): SiteJob[] {
  const zip = exercisesZip(
    site.root,
    site.decks.map(d => d.id),
  )
  if (!zip) return []
  return [
    {
      name: 'starters',
      part: 'site',
      outputs: [STARTERS],
      reads: /$^/,
      code: [import.meta.dirname, ...site.decks.map(d => join(d.dir, 'exercises'))],
      async run() {
        await writeFile(site.path(STARTERS), zip)
      },
    },
  ]
}
