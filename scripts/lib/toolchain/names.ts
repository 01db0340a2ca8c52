// toolchains.json: which compilers this course names, by what they are for. In: the file. Out: channels, or problems with file and line.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseLocatedYaml, schemaProblems } from '../locatedYaml.ts'
import { ProblemError } from '../problem.ts'
import type { Role } from './roles.ts'

export const NAMES_FILE = 'toolchains.json'

const Named = z.strictObject({
  channel: z
    .string()
    .regex(
      /^(?:\d+\.\d+\.\d+|(?:beta|nightly)-\d{4}-\d{2}-\d{2})$/,
      'a channel that stays the same is needed: a release such as 1.99.1, or a dated beta-2026-10-18 or nightly-2026-10-30',
    )
    .describe('what rustup installs'),
  release: z.string().describe('what `rustc -vV` says after `release:`, and what the course prints'),
  commit: z
    .string()
    .regex(/^[0-9a-f]{9}$/, 'the first nine digits of the commit-hash of `rustc -vV` are needed')
    .describe('tells two nightlies of one release apart'),
})
const Names = z.strictObject({
  target: z.string().describe('what is only compiled is compiled for this target, on every machine'),
  course: Named,
  next: Named,
  miri: Named,
})
export type Named = z.infer<typeof Named>
export type Names = z.infer<typeof Names>

/** @throws ProblemError when the file is missing, is no JSON, or names a compiler in a way that could mean another one tomorrow. */
export function readNames(root: string): Names {
  const path = join(root, NAMES_FILE)
  if (!existsSync(path))
    throw new ProblemError([
      { file: NAMES_FILE, line: 1, message: 'there is no such file, and nothing else says which compiler is meant' },
    ])
  return parseNames(readFileSync(path, 'utf8'))
}

/** Pure half of `readNames`. @throws ProblemError */
export function parseNames(text: string): Names {
  const json = parseLocatedYaml(text, NAMES_FILE)
  const result = Names.safeParse(json.value)
  if (!result.success) throw new ProblemError(schemaProblems(result.error, json, NAMES_FILE))
  return result.data
}

/** Line of toolchains.json on which a role's channel stands, for a message of ours; 1 where the file cannot be read. */
export function lineOfRole(root: string, role: Role): number {
  try {
    return parseLocatedYaml(readFileSync(join(root, NAMES_FILE), 'utf8'), NAMES_FILE).lineOf([role, 'channel'])
  } catch {
    return 1
  }
}
