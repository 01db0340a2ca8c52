// Where the parts of a compiler lie that are not the compiler: sources of std and of rustc, documentation, Miri, std for another target.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beside, type Compiler } from './compiler.ts'

/** Each component of rustup that the course uses; megabytes as they lie on the disk, measured with 1.99.1 and nightly-2026-10-30. */
const COMPONENTS = {
  'rust-src': { megabytes: 55, path: 'lib/rustlib/src/rust/library' },
  'rustc-dev': { megabytes: 640, path: 'lib/rustlib/rustc-src/rust/compiler' },
  'rust-docs': { megabytes: 910, path: 'share/doc/rust/html' },
  miri: { megabytes: 15, path: null },
} as const
export type Component = keyof typeof COMPONENTS

/** rustc, std of the host and cargo: rustup's profile `minimal`. */
export const MINIMAL_MEGABYTES = 600
export const TARGET_MEGABYTES = 160

export const megabytesOf = (component: Component): number => COMPONENTS[component].megabytes

/**
 * Absolute path of an installed component, null when this compiler does not have it: std's sources (the folder that holds `alloc`, `core`, `std`),
 * the compiler's sources (the folder that holds `rustc_borrowck` and its kin), the documentation's HTML, or the program `miri`.
 */
export function componentPath(compiler: Compiler | null, component: Component): string | null {
  if (!compiler) return null
  const { path } = COMPONENTS[component]
  if (path === null) return beside(compiler, component)
  const full = join(compiler.sysroot, path)
  return existsSync(full) ? full : null
}

/** Whether programs of `target` can be compiled against std. */
export const hasTarget = (compiler: Compiler, target: string): boolean =>
  existsSync(join(compiler.sysroot, 'lib/rustlib', target, 'lib'))
