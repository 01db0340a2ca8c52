// The crates that snippets may use, built once from scripts/crates (one manifest, one lock file) into .cache/crates; offline after the first fetch.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { readText, ROOT, writeAtomically } from './files.ts'
import { environmentOf } from '../toolchain/compiler.ts'
import type { Toolchain } from '../toolchain/find.ts'

export interface CrateSet {
  /** Absolute: what `-L` names. */
  directory: string
  /** Exact versions of what the manifest names, by name. */
  versions: Record<string, string>
}

const TARGET = '.cache/crates'
export const MANIFEST = 'scripts/crates/Cargo.toml'
const LOCK = 'scripts/crates/Cargo.lock'
/** As a reader types it: relative to the root. */
export const CRATES_DIRECTORY = `${TARGET}/debug/deps`

/** Versions of the manifest's own dependencies, out of its lock file. */
export function crateVersions(manifest: string, lock: string): Record<string, string> {
  const section = /^\[dependencies\]$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(manifest)?.[1] ?? ''
  const names = [...section.matchAll(/^([\w-]+)\s*=/gm)].map(m => m[1]!)
  const locked = new Map([...lock.matchAll(/^name = "(.*)"\nversion = "(.*)"/gm)].map(m => [m[1]!, m[2]!]))
  return Object.fromEntries(names.flatMap(name => (locked.has(name) ? [[name, locked.get(name)!]] : [])))
}

/** Exact versions of the crates that snippets may use, without building them. */
export const lockedVersions = (root: string): Record<string, string> =>
  crateVersions(readText(join(root, MANIFEST)), readText(join(root, LOCK)))

/** The built crates, or a phrase that says why there are none here: no cargo, or no network and no cache. */
export async function buildCrates(
  toolchain: Toolchain,
  options: {
    root?: string
    /** called when something has to be built, which takes a while */ onBuild?: () => void
  } = {},
): Promise<CrateSet | string> {
  const { root = ROOT } = options
  const { course, cargo } = toolchain
  if (!course || !cargo) return 'cargo'
  const manifest = readText(join(root, MANIFEST)),
    lock = readText(join(root, LOCK))
  const target = join(root, TARGET),
    stamp = join(target, 'built-for')
  const hash = (...text: string[]): string => createHash('sha256').update(text.join('\n')).digest('hex')
  // A crate that lies beside the manifest is built again when its text changes; its version, which recordings name, is raised with it.
  const own = globSync('scripts/crates/*/{Cargo.toml,src/**/*.rs}', { cwd: root })
    .sort()
    .map(path => readText(join(root, path)))
  const key = hash(course.commit, course.host, manifest, lock, ...own)
  const set: CrateSet = { directory: join(root, CRATES_DIRECTORY), versions: lockedVersions(root) }
  if (existsSync(stamp) && readText(stamp) === key) return set
  options.onBuild?.()
  const env = { ...environmentOf(course), RUSTFLAGS: '', RUSTC_BOOTSTRAP: '0' }
  const args = [
    'build',
    '--locked',
    '--quiet',
    '--message-format',
    'json',
    '--manifest-path',
    join(root, MANIFEST),
    '--target-dir',
    target,
  ]
  const build = async (...more: string[]): Promise<string> =>
    (await promisify(execFile)(cargo, [...args, ...more], { env, maxBuffer: 1 << 26 })).stdout
  let artifacts: string
  try {
    artifacts = await build('--offline')
  } catch {
    try {
      artifacts = await build()
    } catch (error) {
      return `a build of ${MANIFEST} (${(error as { stderr?: string }).stderr?.trim().split('\n')[0] || String(error)})`
    }
  }
  gatherArtifacts(artifacts, target, set.directory)
  // What an earlier manifest left would make `--extern NAME` ambiguous.
  const current = artifactFiles(artifacts)
  for (const file of readdirSync(set.directory))
    if (/^lib.*\.(?:rlib|rmeta)$/.test(file) && !current.has(file)) rmSync(join(set.directory, file))
  writeAtomically(stamp, key)
  return set
}

/** What cargo says that this build has made, from `--message-format json`. */
const artifactPaths = (messages: string): string[] =>
  messages
    .split('\n')
    .filter(l => l.startsWith('{'))
    .flatMap(line => {
      const message = JSON.parse(line) as { reason: string; filenames?: string[] }
      return message.reason === 'compiler-artifact' ? (message.filenames ?? []) : []
    })

/** Names of the libraries that belong to this build. */
export const artifactFiles = (messages: string): Set<string> => new Set(artifactPaths(messages).map(f => basename(f)))

/**
 * Puts the libraries of a build into the one folder that `-L` names. Up to 1.99, cargo has them there; from 1.100 on, each crate has a folder of its
 * own, `debug/build/NAME/HASH/out`.
 */
export function gatherArtifacts(messages: string, target: string, directory: string): void {
  mkdirSync(directory, { recursive: true })
  const own = artifactPaths(messages).filter(path => path.startsWith(join(target, 'debug', 'build') + sep))
  for (const path of own) if (/\.(?:rlib|rmeta|so|dylib|dll)$/.test(path)) cpSync(path, join(directory, basename(path)))
}
