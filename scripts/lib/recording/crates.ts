// The crates that snippets may use, built once from scripts/crates (one manifest, one lock file) into .cache/crates; offline after the first fetch.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readText, ROOT, writeAtomically } from './files.ts'
import type { Toolchain } from './toolchain.ts'

export interface CrateSet {
  /** Absolute: what `-L` names. */
  directory: string
  /** Exact versions of what the manifest names, by name. */
  versions: Record<string, string>
}

const TARGET = '.cache/crates'
export const MANIFEST = 'scripts/crates/Cargo.toml'
/** As a reader types it: relative to the root. */
export const CRATES_DIRECTORY = `${TARGET}/debug/deps`

/** Versions of the manifest's own dependencies, out of its lock file. */
export function crateVersions(manifest: string, lock: string): Record<string, string> {
  const section = /^\[dependencies\]$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(manifest)?.[1] ?? ''
  const names = [...section.matchAll(/^([\w-]+)\s*=/gm)].map(m => m[1]!)
  const locked = new Map([...lock.matchAll(/^name = "(.*)"\nversion = "(.*)"/gm)].map(m => [m[1]!, m[2]!]))
  return Object.fromEntries(names.flatMap(name => locked.has(name) ? [[name, locked.get(name)!]] : []))
}

/** The built crates, or a phrase that says why there are none here: no cargo, or no network and no cache. */
export async function buildCrates(toolchain: Toolchain, root: string = ROOT): Promise<CrateSet | string> {
  const { stable, cargo } = toolchain
  if (!stable || !cargo) return 'cargo'
  const manifest = readText(join(root, MANIFEST)), lock = readText(join(root, 'scripts/crates/Cargo.lock'))
  const target = join(root, TARGET), stamp = join(target, 'built-for')
  // Crates that lie beside the manifest are built again when their text changes; their version, which recordings name, is raised with it.
  const own = globSync('scripts/crates/*/{Cargo.toml,src/**/*.rs}', { cwd: root }).sort().map(path => readText(join(root, path)))
  const key = createHash('sha256').update([stable.commit, stable.host, manifest, lock, ...own].join('\n')).digest('hex')
  const set: CrateSet = { directory: join(root, CRATES_DIRECTORY), versions: crateVersions(manifest, lock) }
  const begun = existsSync(stamp) ? readText(stamp).split('\n') : []
  if (begun[0] === key && begun[1] === 'done') return set
  // A build for the same key goes on where it was cut off; of another one nothing may stay: two versions of a crate make `--extern NAME` ambiguous.
  if (begun[0] !== key) rmSync(target, { recursive: true, force: true })
  writeAtomically(stamp, `${key}\n`)
  const env = { ...process.env, RUSTC: stable.path, RUSTFLAGS: '', RUSTC_BOOTSTRAP: '0' }
  const build = (...more: string[]): Promise<unknown> => promisify(execFile)(cargo, ['build', '--locked', '--quiet', '--manifest-path', join(root, MANIFEST), '--target-dir', target, ...more], { env, maxBuffer: 1 << 26 })
  try { await build('--offline') }
  catch {
    try { await build() }
    catch (error) { return `a build of ${MANIFEST} (${(error as { stderr?: string }).stderr?.trim().split('\n')[0] || String(error)})` }
  }
  writeAtomically(stamp, `${key}\ndone`)
  return set
}
