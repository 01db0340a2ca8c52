// sources.json beside a deck's slides: where each cited address led when it was last recorded. Written by `record`, read by everything else.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { schemaProblems, parseLocatedYaml } from '../locatedYaml.ts'
import { ProblemError } from '../problem.ts'

const Source = z.strictObject({
  address: z.string().describe('as the link says it'),
  release: z
    .string()
    .nullable()
    .describe('of the compiler or the crate, or the commit of Miri; null for pages without releases'),
  path: z
    .string()
    .nullable()
    .describe('from the root of the repository, the documentation or the crate; a page with its anchor'),
  line: z.int().min(1).nullable().describe('of the item'),
  hash: z
    .string()
    .nullable()
    .describe("of the item's lines or of the words below the anchor: the first 16 digits of SHA-256"),
  date: z.iso.date().describe('when `record` found it so'),
})
export type Source = z.infer<typeof Source>
const SourcesFile = z.array(Source)

export const SOURCES_FILE = 'sources.json'

/** Sources by address; none where the file does not exist. @throws ProblemError when it has another form */
export function readSources(root: string, folder: string): Map<string, Source> {
  const file = join(folder, SOURCES_FILE)
  const path = join(root, file)
  if (!existsSync(path)) return new Map()
  const json = parseLocatedYaml(readFileSync(path, 'utf8'), file)
  const parsed = SourcesFile.safeParse(json.value)
  if (!parsed.success) throw new ProblemError(schemaProblems(parsed.error, json, file))
  return new Map(parsed.data.map(source => [source.address, source]))
}

/** One source a line, in the order of their addresses: what changed can be read in a diff. */
export const sourcesText = (sources: readonly Source[]): string =>
  `[\n${[...sources]
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .map(source => `  ${JSON.stringify(source)}`)
    .join(',\n')}\n]\n`
