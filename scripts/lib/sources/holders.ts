// Where the targets of addresses lie on this machine: components of the named compilers, crates of cargo's registry.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from '../toolchain/compiler.ts'
import { type Component, componentPath } from '../toolchain/components.ts'
import type { Toolchain } from '../toolchain/find.ts'
import type { Needs } from '../toolchain/provide.ts'
import type { Address, Kind, Named } from './address.ts'

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

/** What the citations need of the compilers, for `provide`. */
export function needsOf(addresses: readonly Address[]): Needs {
  const needs: { course: Set<Component>; next: Set<Component> } = { course: new Set(), next: new Set() }
  let miri = false
  for (const address of addresses) {
    const component = COMPONENT_OF[address.kind]
    if (component) needs['toolchain' in address ? address.toolchain : 'course'].add(component)
    if (address.kind === 'miri') miri = true
  }
  return {
    ...(needs.course.size ? { course: { components: [...needs.course] } } : {}),
    ...(needs.next.size ? { next: { components: [...needs.next] } } : {}),
    ...(miri ? { miri: {} } : {}),
  }
}

const COMPONENT_OF: Partial<Record<Kind, Component>> = {
  lib: 'rust-src',
  rustc: 'rustc-dev',
  doc: 'rust-docs',
  ref: 'rust-docs',
  nomicon: 'rust-docs',
  edition: 'rust-docs',
  release: 'rust-docs',
}

/** Crates are asked of cargo when the first is cited. */
export function worldOf(root: string, toolchain: Toolchain): World {
  return {
    holder(name) {
      const compiler = toolchain[name]
      return (
        compiler && {
          release: compiler.version,
          lib: componentPath(compiler, 'rust-src'),
          rustc: componentPath(compiler, 'rustc-dev'),
          docs: componentPath(compiler, 'rust-docs'),
        }
      )
    },
    miriCommit: () => toolchain.nightly?.commit ?? null,
    crate: crateFinder(root, toolchain.cargo),
  }
}

const LOCK = 'scripts/crates/Cargo.lock'

/** Crates at the versions of the lock of the snippets, which cargo fetches and checks against it; asked of cargo once. */
function crateFinder(root: string, cargo: string | null): World['crate'] {
  let folders: Map<string, string> | string | null = null
  return (name, version) => {
    const locked = lockedVersions(readFileSync(join(root, LOCK), 'utf8')).get(name) ?? []
    if (!locked.includes(version))
      return {
        wrong: locked.length
          ? `${LOCK} has ${name} ${locked.join(' and ')}, not ${version}: cite what the programs are compiled with`
          : `${LOCK} has no crate \`${name}\`: add it to the manifest beside it`,
      }
    folders ??= fetchCrates(root, cargo)
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
