// What is asked of the text of decks before they are bundled.
import { join } from 'node:path'
import { type CourseContent, readCourse } from '../content/course.ts'
import { type Problem, ProblemError } from '../problem.ts'
import { programNames } from '../slides/places.ts'

export interface Held {
  /** Everything that has the wrong form. */
  problems: Problem[]
  /** What was read: renderings made in Node start from it. */
  content: CourseContent
}

export async function holdText(root: string, ids: readonly string[]): Promise<Held> {
  const content = await readCourse(root, ids)
  const problems = [...content.problems, ...ids.flatMap(id => unrecorded(content, root, id))]
  return { problems, content }
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
