// What is asked of the text of decks before they are bundled, and what of it stands outside their bundle.
import { join } from 'node:path'
import { type CourseContent, readCourse } from '../content/course.ts'
import { type Problem, ProblemError } from '../problem.ts'
import { readingHtml } from '../site/prose.ts'
import { courseLinks, noteLinks } from '../slides/courseLinks.ts'
import { programNames } from '../slides/places.ts'

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
  const problems = [...content.problems, ...ids.flatMap(id => unrecorded(content, root, id))]
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

/** Every program gets a page, whether or not something shows it: what is wrong with those that nothing shows is said here. */
function unrecorded({ library, problems }: CourseContent, root: string, id: string): Problem[] {
  const dir = join(root, 'decks', id)
  return programNames(dir).flatMap((rec): Problem[] => {
    const file = `decks/${id}/snippets/${rec}.rs`
    try {
      library.program(dir, rec)
      return []
    } catch (error) {
      const said = (error as Error).message
      // A program that a slide shows is reported there.
      if (problems.some(p => p.message.includes(said))) return []
      return error instanceof ProblemError
        ? [...error.problems]
        : [{ file, line: 1, message: said.replace(`${file}: `, '') }]
    }
  })
}
