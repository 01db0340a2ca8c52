// Snippets of the course and what this machine can ask about them: shared by `record`, `verify` and the drift report.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ProblemError } from '../problem.ts'
import type { Toolchain } from '../toolchain/find.ts'
import { checkText, readRecording } from './check.ts'
import { type CrateSet, MANIFEST } from './crates.ts'
import { readText, ROOT, type SnippetFile } from './files.ts'
import { compilerFor, type Job } from './make.ts'
import type { Recording } from './schema.ts'
import { parseSnippet, type Problem, type Snippet, SnippetError } from './snippet.ts'
import { readStamps, type Stamps } from './stamp.ts'
import { variantProblems } from './variants.ts'

export type Outcome =
  | { state: 'fresh' | 'written' | 'unchanged' | 'verified' }
  | { state: 'failed'; problems: Problem[] }
  | { state: 'skipped'; why: string }

export interface Report {
  file: SnippetFile
  outcome: Outcome
}
export interface World {
  toolchain: Toolchain
  /** Repository whose snippets are judged. */
  root: string
  /** Called when the first snippet needs a crate. */
  crates: () => Promise<CrateSet | string>
  width?: number
  /** Hash of the program that judges, for the cache. */
  code?: string
}
export type Progress = (done: number, total: number, file: SnippetFile) => void

/** What a snippet needs and this machine lacks, or null. Without a compiler only the keys can be compared. */
export function missing(snippet: Snippet, toolchain: Toolchain): string | null {
  const { directives } = snippet
  const role = directives.toolchain
  if (!compilerFor(snippet, toolchain)) return `rustc ${toolchain.names[role].release} (\`${role}\`)`
  if (directives.needs.includes('miri') && !toolchain.miri) return 'Miri'
  if (directives.needs.includes('valgrind') && !toolchain.valgrind) return 'valgrind'
  return null
}

/** The snippet beside `file` that a variant names as its base; null where there is none, or one that is not well formed. */
function baseOf(file: SnippetFile, snippet: Snippet): Snippet | null {
  const path = join(dirname(file.source), `${snippet.directives.variantOf?.name}.rs`)
  if (!existsSync(path) || path === file.source) return null
  try {
    return parseSnippet(readText(path), path)
  } catch (error) {
    if (error instanceof SnippetError) return null
    throw error
  }
}

/** Parsed, or the problems that keep it from being asked about. */
export function parse(file: SnippetFile, source: string): Snippet | Problem[] {
  try {
    const snippet = parseSnippet(source, file.path)
    const misfits = snippet.directives.variantOf ? variantProblems(snippet, baseOf(file, snippet)) : []
    return misfits.length ? misfits : snippet
  } catch (error) {
    if (error instanceof SnippetError) return [...error.problems]
    throw error
  }
}

export const recordedText = (file: SnippetFile): string | null =>
  existsSync(file.recording) ? readText(file.recording) : null

/** Keys only: for a machine without the tool. */
function keysOnly(file: SnippetFile, source: string, why: string, stamps: Stamps): Outcome {
  const check = checkText(file.path, source, recordedText(file), stamps)
  return check.ok
    ? { state: 'skipped', why }
    : { state: 'failed', problems: [{ line: 1, message: check.sentence.replace(/^.*?:1: /, '') }] }
}

export async function prepare(file: SnippetFile, world: World): Promise<{ job: Job } | { outcome: Outcome }> {
  const source = readText(file.source)
  const snippet = parse(file, source)
  if (Array.isArray(snippet)) return { outcome: { state: 'failed', problems: snippet } }
  const lack = missing(snippet, world.toolchain)
  if (lack) return { outcome: keysOnly(file, source, lack, readStamps(world.root)) }
  let crates: CrateSet | null = null
  if (snippet.directives.crates.length) {
    const set = await world.crates()
    if (typeof set === 'string') return { outcome: keysOnly(file, source, set, readStamps(world.root)) }
    const unknown = snippet.directives.crates.filter(name => !set.versions[name])
    if (unknown.length)
      return {
        outcome: {
          state: 'failed',
          problems: [{ line: 1, message: `\`//@ crate: ${unknown.join(' ')}\` is not in ${MANIFEST}: add it there` }],
        },
      }
    crates = set
  }
  return {
    job: {
      name: file.name,
      source,
      snippet,
      toolchain: world.toolchain,
      crates,
      recorded: recordedOf(file, world.root),
    },
  }
}

/** The recording as it lies there; null when there is none, or one that `record` did not write so. */
export function recordedOf(file: SnippetFile, root: string = ROOT): Recording | null {
  try {
    return existsSync(file.recording) ? readRecording(file.recording, root) : null
  } catch (error) {
    if (error instanceof ProblemError) throw error
    return null
  }
}
