// Where the targets of addresses lie on this machine: components of the named compilers, crates of cargo's registry.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Named } from './address.ts'

/** What of one compiler's components is installed; null where it is not. Absolute paths. */
export interface Holder {
  /** `1.99.1`, `1.100.0-beta.7` */
  release: string
  /** Folder that holds `alloc`, `core`, `std`: component rust-src. */
  lib: string | null
  /** Folder that holds `rustc_borrowck` and its kin: component rustc-dev. */
  rustc: string | null
  /** Folder that holds `std`, `reference`, `nomicon`: component rust-docs. */
  docs: string | null
}

export interface World {
  holder(name: Named): Holder | null
  /** What names the revision of Miri in the repository: a commit. Null when the nightly is not here. */
  miriCommit(): string | null
  /** Folder of an unpacked crate, or why there is none. `wrong` is the author's to mend, `missing` the machine's. */
  crate(name: string, version: string): { folder: string } | { wrong: string } | { missing: string }
}

const ask = (command: string, args: readonly string[]): string | null => {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}

/** Channels until toolchains.json names them. */
const CHANNELS = { course: '1.99.1', next: 'beta', miri: 'nightly-2026-10-30' } as const

function compiler(channel: string): { sysroot: string; release: string; commit: string } | null {
  const rustc = ask('rustup', ['which', '--toolchain', channel, 'rustc'])
  const about = rustc && ask(rustc, ['-vV'])
  const sysroot = rustc && ask(rustc, ['--print', 'sysroot'])
  if (!about || !sysroot) return null
  const field = (key: string): string => new RegExp(`^${key}: (.*)$`, 'm').exec(about)?.[1] ?? 'unknown'
  return { sysroot, release: field('release'), commit: field('commit-hash').slice(0, 9) }
}

/** Everything is looked up when it is first needed, once. */
export function findWorld(root: string): World {
  const compilers = new Map<keyof typeof CHANNELS, ReturnType<typeof compiler>>()
  const get = (name: keyof typeof CHANNELS): ReturnType<typeof compiler> => {
    if (!compilers.has(name)) compilers.set(name, compiler(CHANNELS[name]))
    return compilers.get(name)!
  }
  const crates = crateFinder(root, () => {
    const course = get('course')
    return course && join(course.sysroot, 'bin', 'cargo')
  })
  return {
    holder(name) {
      const found = get(name)
      if (!found) return null
      const folder = (path: string): string | null => {
        const full = join(found.sysroot, path)
        return existsSync(full) ? full : null
      }
      return {
        release: found.release,
        lib: folder('lib/rustlib/src/rust/library'),
        rustc: folder('lib/rustlib/rustc-src/rust/compiler'),
        docs: folder('share/doc/rust/html'),
      }
    },
    miriCommit: () => get('miri')?.commit ?? null,
    crate: crates,
  }
}

const LOCK = 'scripts/crates/Cargo.lock'

/** Crates at the versions of the lock of the snippets, which cargo fetches and checks against it; asked of cargo once. */
function crateFinder(root: string, cargo: () => string | null): World['crate'] {
  let folders: Map<string, string> | string | null = null
  return (name, version) => {
    const locked = lockedVersions(readFileSync(join(root, LOCK), 'utf8')).get(name) ?? []
    if (!locked.includes(version))
      return {
        wrong: locked.length
          ? `${LOCK} has ${name} ${locked.join(' and ')}, not ${version}: cite what the programs are compiled with`
          : `${LOCK} has no crate \`${name}\`: add it to the manifest beside it`,
      }
    folders ??= fetchCrates(root, cargo())
    if (typeof folders === 'string') return { missing: folders }
    const folder = folders.get(`${name}@${version}`)
    return folder ? { folder } : { missing: `the source of ${name} ${version}` }
  }
}

/** Versions of each crate of a lock file. */
export function lockedVersions(lock: string): Map<string, string[]> {
  const out = new Map<string, string[]>()
  for (const m of lock.matchAll(/^name = "(.*)"\nversion = "(.*)"/gm))
    out.set(m[1]!, [...(out.get(m[1]!) ?? []), m[2]!])
  return out
}

/** Folders of the manifest's packages by `name@version`, or what is missing. `cargo metadata` fetches what is not here yet. */
function fetchCrates(root: string, cargo: string | null): Map<string, string> | string {
  const args = [
    'metadata',
    '--locked',
    '--format-version',
    '1',
    '--manifest-path',
    join(root, 'scripts/crates/Cargo.toml'),
  ]
  const metadata = cargo && (ask(cargo, [...args, '--offline']) ?? ask(cargo, args))
  if (!metadata) return cargo ? 'the network to fetch the crates of scripts/crates' : 'cargo'
  const { packages } = JSON.parse(metadata) as { packages: { name: string; version: string; manifest_path: string }[] }
  return new Map(packages.map(p => [`${p.name}@${p.version}`, join(p.manifest_path, '..')]))
}
