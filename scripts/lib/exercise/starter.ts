// What an attendee gets: the package without its solution, the task and the hints as files. Used by the copy command and the zip alike.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Exercise } from './find.ts'

export interface StarterFile {
  path: string
  data: Uint8Array
}

const text = (path: string, content: string): StarterFile => ({ path, data: new TextEncoder().encode(content) })

/** Sorted by path; solution/, wrong/ and the idea of the solution stay behind. */
export function starterFiles(exercise: Exercise): StarterFile[] {
  const { title, level, minutes, task, hints } = exercise.text
  const files: StarterFile[] = exercise.files
    .filter(path => path !== 'exercise.md' && !/^(?:solution|wrong)\//.test(path))
    .map(path => ({ path, data: new Uint8Array(readFileSync(join(exercise.dir, path))) }))
  files.push(
    text(
      'TASK.md',
      `# ${title}\n\n*${level}, about ${minutes} minutes*\n\n${task}\n\nRun \`cargo test\` to see where you are. When you are stuck, open HINTS.md and read one hint at a time.\n`,
    ),
  )
  files.push(
    text(
      'HINTS.md',
      `# Hints: ${title}\n\n${hints.map((hint, index) => `## Hint ${index + 1}\n\n${hint}\n`).join('\n')}`,
    ),
  )
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}
