// Sources of decks: recorded into sources.json, or held against it, and what is said about that on a terminal.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { formatProblem, type Problem, ProblemError } from '../problem.ts'
import { writeAtomically } from '../recording/files.ts'
import { checkSources, type Checked, type Difference } from './check.ts'
import { type Cited, citedIn, citingFolders } from './cited.ts'
import { needsOf, type World, worldOf } from './holders.ts'
import { NAMES_FILE } from '../toolchain/names.ts'
import { provide } from '../toolchain/provide.ts'
import { Resolver } from './resolve.ts'
import { readSources, type Source, SOURCES_FILE, sourcesText } from './store.ts'

export interface Options {
  root: string
  /** Folders with sources.json: `decks/<id>`, `''` for the course's own files. All when absent. */
  folders?: readonly string[]
  world?: World
  /** Components that are missing may be installed; true when absent. */
  install?: boolean
  /** Day that new entries carry; today when absent. */
  date?: string
}
export interface SourcesReport {
  problems: Problem[]
  differences: Difference[]
  checked: number
  missing: Map<string, number>
  /** How what is missing can be installed. */
  lacking: Problem[]
}

const today = (): string => new Date().toISOString().slice(0, 10)

async function checkAll(options: Options, each: (folder: string, checked: Checked) => void): Promise<SourcesReport> {
  const { root, folders = citingFolders(root), date = today() } = options
  const report: SourcesReport = { problems: [], differences: [], checked: 0, missing: new Map(), lacking: [] }
  const cited = folders.map(folder => citedIn(root, folder))
  const resolver = new Resolver(options.world ?? (await installed(root, cited, report, options.install ?? true)))
  for (const one of cited) {
    const { folder } = one
    const checked = checkSources(one, knownSources(root, folder, report), resolver, date)
    report.problems.push(...checked.problems)
    report.differences.push(...checked.differences)
    report.checked += checked.checked
    for (const [what, n] of checked.missing) report.missing.set(what, (report.missing.get(what) ?? 0) + n)
    each(folder, checked)
  }
  return report
}

/** The compilers' components that are cited; installed first where rustup is there. */
async function installed(
  root: string,
  cited: readonly Cited[],
  report: SourcesReport,
  install: boolean,
): Promise<World> {
  const needs = needsOf(cited.flatMap(c => c.citations.map(citation => citation.address)))
  const { toolchain, lacking } = await provide(root, needs, { install })
  report.lacking.push(...lacking.map(({ message, line }) => ({ file: NAMES_FILE, line, message })))
  return worldOf(root, toolchain)
}

function knownSources(root: string, folder: string, report: SourcesReport): Map<string, Source> {
  try {
    return readSources(root, folder)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    report.problems.push(...error.problems)
    return new Map()
  }
}

/** Writes sources.json of each folder. One whose addresses have problems is left as it was. */
export function recordSources(options: Options): Promise<SourcesReport> {
  return checkAll(options, (folder, { sources, problems, differences }) => {
    if (problems.length || !differences.length) return
    const path = join(options.root, folder, SOURCES_FILE)
    if (sources.length) writeAtomically(path, sourcesText(sources))
    else if (existsSync(path)) rmSync(path)
  })
}

/** Compares and writes nothing. */
export const verifySources = (options: Options): Promise<SourcesReport> => checkAll(options, () => {})

/** Prints what was found. What `record` wrote anew is told; to `verify` each difference is a failure. @returns whether something failed */
export function showSources(report: SourcesReport, command: 'record' | 'verify'): boolean {
  const { problems, differences, checked, missing, lacking } = report
  for (const problem of problems) console.error(formatProblem(problem))
  for (const difference of differences)
    if (command === 'verify') console.error(`${formatProblem(difference)}; \`npm run record\` writes it down`)
    else if (difference.kind === 'changed' || difference.kind === 'moved') console.log(formatProblem(difference))
  for (const lack of lacking) console.error(formatProblem(lack))
  for (const [what, n] of missing)
    console.error(
      `${n} address${n === 1 ? '' : 'es'} not resolved: ${what} is missing here${process.env['CI'] ? ', and CI must check all' : ''}`,
    )
  if (checked || problems.length) console.log(`${checked} addresses resolved${counts(differences)}`)
  const skipped = missing.size > 0 && Boolean(process.env['CI'])
  return problems.length > 0 || skipped || (command === 'verify' && differences.length > 0)
}

function counts(differences: readonly Difference[]): string {
  const count = new Map<string, number>()
  for (const { kind } of differences) count.set(kind, (count.get(kind) ?? 0) + 1)
  return count.size ? `: ${[...count].map(([kind, n]) => `${n} ${kind}`).join(', ')}` : ''
}

/** Folders that the arguments of a command mean: all without arguments, otherwise the decks of the snippets that they pick. */
export const foldersOf = (args: readonly string[], picked: readonly { path: string }[], root: string): string[] =>
  args.length ? [...new Set(picked.flatMap(s => /^decks\/[^/]+/.exec(s.path)?.[0] ?? []))] : citingFolders(root)
