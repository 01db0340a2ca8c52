// What makes a recording stale: a key of the snippet's text, a key of the tools, a key of the recording's own body.
import { createHash } from 'node:crypto'
import { SCHEMA_VERSION } from './schema.ts'

/** Raise this when an extractor reads more, or otherwise, out of the same compiler output: `record` then makes every recording again. */
export const EXTRACTION_VERSION = 2

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Key of a snippet's source and the schema. A recording whose `srcKey` differs is STALE; line endings do not count. */
export function srcKey(source: string): string {
  return sha256(`${SCHEMA_VERSION}\n${source.replaceAll('\r\n', '\n')}`)
}

/** Key of what was asked: every command line, in order, and what else decides the answer. Which compiler was asked stands in recorded.json. */
export function toolKey(commands: readonly (readonly string[])[], extra: readonly string[] = []): string {
  return sha256(JSON.stringify([EXTRACTION_VERSION, commands, extra]))
}

/** Key of a recording's body. It differs when somebody edited the recording by hand, also where there is no compiler to ask. */
export function bodyKey(runs: unknown): string {
  return sha256(JSON.stringify(runs))
}
