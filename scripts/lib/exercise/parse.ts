// exercise.md: front matter, the task, hints in steps, the idea of the solution. Pure.
import { z } from 'zod'
import { splitFrontMatter } from '../frontMatter.ts'
import { schemaProblems } from '../locatedYaml.ts'
import { ProblemError, type Problem } from '../problem.ts'

export const LEVELS = ['easy', 'medium', 'hard'] as const

const ERROR_CODE = /^E\d{4}$/
const TEST_NAME = /^[a-z_][a-z0-9_]*(::[a-z_][a-z0-9_]*)*$/

const Head = z.strictObject({
  title: z.string({ error: 'give the exercise a title' }).trim().min(1),
  level: z.enum(LEVELS, { error: `the level is one of ${LEVELS.join(', ')}` }),
  minutes: z.int({ error: 'minutes is a whole number' }).min(1).max(120),
  fails: z
    .string({ error: 'say what the starter fails: the name of a test, or an error code such as E0277' })
    .refine(value => ERROR_CODE.test(value) || TEST_NAME.test(value), {
      error: 'name one test function (`sum_of_empty_is_zero`) or one error code (`E0277`)',
    }),
})

export interface ExerciseText {
  title: string
  level: (typeof LEVELS)[number]
  minutes: number
  /** What the starter fails: a test's name or an error code. */
  fails: string
  /** Markdown between the front matter and the first hint. */
  task: string
  hints: string[]
  idea: string
  /** Line of `fails:`, where a proof that fails is reported. */
  failsLine: number
}

export const isErrorCode = (fails: string): boolean => ERROR_CODE.test(fails)

/** @throws ProblemError with every problem of the file. */
export function parseExercise(text: string, file: string): ExerciseText {
  const { yaml, body, bodyLine } = splitFrontMatter(text, file)
  const head = Head.safeParse(yaml.value)
  const { sections, problems } = readSections(body, bodyLine, file)
  if (!head.success) problems.unshift(...schemaProblems(head.error, yaml, file))
  if (!head.success || problems.length) throw new ProblemError(problems)
  return { ...head.data, ...sections, failsLine: yaml.lineOf(['fails']) }
}

interface Sections {
  task: string
  hints: string[]
  idea: string
}

function readSections(body: string, bodyLine: number, file: string): { sections: Sections; problems: Problem[] } {
  const problems: Problem[] = []
  const parts: { heading: string; line: number; lines: string[] }[] = [{ heading: '', line: bodyLine, lines: [] }]
  let fence = ''
  body.split('\n').forEach((line, index) => {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark && (!fence || mark.startsWith(fence))) fence = fence ? '' : mark
    const heading = fence ? null : /^##\s+(.+?)\s*$/.exec(line)
    if (heading) parts.push({ heading: heading[1]!, line: bodyLine + index, lines: [] })
    else parts.at(-1)!.lines.push(line)
  })
  const sections: Sections = { task: '', hints: [], idea: '' }
  const task: string[] = []
  for (const part of parts) {
    const text = part.lines.join('\n').trim()
    const bad = (message: string): void => {
      problems.push({ file, line: part.line, message })
    }
    const hint = /^Hint (\d+)$/.exec(part.heading)
    if (hint) {
      if (Number(hint[1]) !== sections.hints.length + 1)
        bad(`hints are numbered from 1 without a gap: this one is hint ${sections.hints.length + 1}`)
      if (sections.idea) bad('hints stand before `## Solution idea`')
      if (!text) bad(`\`## ${part.heading}\` is empty`)
      sections.hints.push(text)
    } else if (part.heading === 'Solution idea') {
      if (!text) bad('`## Solution idea` is empty')
      sections.idea = text
    } else if (/^(hint|solution)/i.test(part.heading))
      bad(`\`## ${part.heading}\`: the headings are \`## Hint 1\`, \`## Hint 2\` … and \`## Solution idea\``)
    else if (sections.hints.length || sections.idea)
      bad(
        `\`## ${part.heading}\` stands after the hints: everything that belongs to the task comes before \`## Hint 1\``,
      )
    else task.push(part.heading ? `## ${part.heading}\n\n${text}` : text)
  }
  sections.task = task.filter(Boolean).join('\n\n')
  if (!sections.task)
    problems.push({
      file,
      line: bodyLine,
      message: 'the task is missing: write it between the front matter and `## Hint 1`',
    })
  if (!sections.hints.length) problems.push({ file, line: bodyLine, message: 'there is no hint: add `## Hint 1`' })
  if (!sections.idea && !parts.some(part => part.heading === 'Solution idea'))
    problems.push({ file, line: bodyLine, message: 'the end is missing: add `## Solution idea`' })
  return { sections, problems }
}
