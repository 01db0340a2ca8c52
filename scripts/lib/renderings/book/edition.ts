// What all documents of a build share, read from the course.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordingsOf } from '../../content/card.ts'
import type { CourseContent } from '../../content/course.ts'
import { readCourseFile } from '../../courseFile.ts'
import type { Edition } from './document.ts'

/** @param tabs numbers of all chapters that the course has */
export function editionOf(
  root: string,
  { decks, glossary }: Pick<CourseContent, 'decks' | 'glossary'>,
  stamp: string,
  tabs: readonly number[],
): Edition {
  const { title, licence } = readCourseFile(root)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const sources = decks.flatMap(({ id }) =>
    recordingsOf(join(root, 'decks', id), root).flatMap(({ recording }) => {
      const path = join(root, 'decks', id, 'snippets', recording.snippet)
      return existsSync(path) ? [readFileSync(path, 'utf8')] : []
    }),
  )
  return { course: title, version, licence, stamp, tabs, glossary, sources }
}
