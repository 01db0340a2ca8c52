// A Markdown file's front matter and the line on which its body begins. Pure.
import { parseLocatedYaml, type LocatedYaml } from './locatedYaml.ts'
import { ProblemError } from './problem.ts'

export interface FrontMatter {
  yaml: LocatedYaml
  body: string
  bodyLine: number
}

/** @throws ProblemError when the file does not begin with `---` … `---`. */
export function splitFrontMatter(text: string, file: string): FrontMatter {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  if (lines[0]?.trimEnd() !== '---' || end < 0)
    throw new ProblemError([
      {
        file,
        line: 1,
        message: 'the front matter is missing: begin the file with a line `---`, its fields, and a line `---`',
      },
    ])
  return {
    yaml: parseLocatedYaml(lines.slice(1, end).join('\n'), file, 2),
    body: lines.slice(end + 1).join('\n'),
    bodyLine: end + 2,
  }
}
