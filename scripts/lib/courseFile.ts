// course.yaml: title, licences and addresses of the course. In: the file. Out: its values, or problems with file and line.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseLocatedYaml, schemaProblems } from './locatedYaml.ts'
import { ProblemError } from './problem.ts'

export const COURSE_FILE = 'course.yaml'

/** The name of an edition, and of the folder of the site that holds it. */
export const EDITION = /^\d{4}-(?:0[1-9]|1[0-2])$/

const Address = z
  .string()
  .refine(
    value => URL.canParse(value) && value.startsWith('https://') && !/[?#]/.test(value),
    'an address such as https://example.org/course/ is needed, without a question mark or #; leave the field out where there is none',
  )

const CourseFile = z.strictObject({
  title: z.string({ error: 'the course needs a title' }).min(3, 'the course needs a title of three letters or more'),
  licence: z.strictObject(
    {
      code: z
        .string({ error: 'name the licence of the code' })
        .min(2)
        .describe('of scripts, components and Rust programs'),
      text: z.string({ error: 'name the licence of the text' }).min(2).describe('of text and figures'),
    },
    { error: 'name the licences: `licence: { code: …, text: … }`' },
  ),
  edition: z
    .string()
    .regex(EDITION, 'an edition is named by year and month, such as 2026-12')
    .optional()
    .describe('below which address of the site this edition stays when a later one is the current'),
  site: Address.transform(value => (value.endsWith('/') ? value : `${value}/`))
    .optional()
    .describe('where the site is published, with a slash at the end'),
  repository: Address.transform(value => value.replace(/\/$/, ''))
    .optional()
    .describe('where the sources are, without a slash at the end'),
})
export type CourseFile = z.infer<typeof CourseFile>

/** Pure half of `readCourseFile`. @throws ProblemError */
export function parseCourseFile(text: string): CourseFile {
  const yaml = parseLocatedYaml(text, COURSE_FILE)
  const result = CourseFile.safeParse(yaml.value)
  if (!result.success) throw new ProblemError(schemaProblems(result.error, yaml, COURSE_FILE))
  return result.data
}

/** @throws ProblemError when the file is missing or has the wrong form */
export function readCourseFile(root: string): CourseFile {
  const path = join(root, COURSE_FILE)
  if (existsSync(path)) return parseCourseFile(readFileSync(path, 'utf8'))
  const message = 'there is no such file: write `title:` and `licence: { code: …, text: … }`'
  throw new ProblemError([{ file: COURSE_FILE, line: 1, message }])
}
