// What is asked of the text of decks before they are bundled, and what of it stands outside their bundle.
import { join } from 'node:path'
import { type CourseContent, readCourse } from '../content/course.ts'
import type { Problem } from '../problem.ts'
import { readingHtml } from '../site/prose.ts'
import { courseLinks, noteLinks } from '../slides/courseLinks.ts'

export interface Held {
  /** Everything that has the wrong form. */
  problems: Problem[]
  /** By deck, for each slide in order: what only readers get, as HTML. */
  readings: Map<string, string[]>
  /** What was read: renderings made in Node start from it. */
  content: CourseContent
}

export async function holdText(root: string, ids: readonly string[]): Promise<Held> {
  const content = await readCourse(root, ids)
  const problems = [...content.problems]
  const readings = new Map<string, string[]>()
  for (const { id, file, slides } of content.decks) {
    const origin = { root, deck: id, file: join(root, file), line: 1, alone: false }
    try {
      const links = courseLinks(origin)
      readings.set(
        id,
        slides.map(slide => noteLinks(readingHtml(slide.notes), links, origin)),
      )
    } catch (cause) {
      const [, line = '1', message = (cause as Error).message] =
        /^[^:]+:(\d+): ([\s\S]*)$/.exec((cause as Error).message) ?? []
      problems.push({ file, line: Number(line), message })
    }
  }
  return { problems, readings, content }
}
