// Which compilers this machine has: resolved once, without the rustup proxy, which costs as much as a small compilation.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Compiler {
  name: 'stable' | 'nightly'
  path: string
  version: string
  commit: string
  date: string
  host: string
}

export interface Toolchain {
  stable: Compiler | null
  nightly: Compiler | null
  /** Path of `cargo` beside the stable compiler. */
  cargo: string | null
  /** Path of `miri`, which only nightly has. */
  miri: string | null
  valgrind: string | null
}

const ask = (command: string, args: readonly string[], cwd?: string): string | null => {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      ...(cwd ? { cwd } : {}),
    }).trim()
  } catch {
    return null
  }
}
const EXE = process.platform === 'win32' ? '.exe' : ''

function compiler(name: Compiler['name'], path: string | null): Compiler | null {
  const text = path && ask(path, ['-vV'])
  if (!path || !text) return null
  const field = (key: string): string => new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1] ?? 'unknown'
  return {
    name,
    path,
    version: field('release'),
    commit: field('commit-hash').slice(0, 9),
    date: field('commit-date'),
    host: field('host'),
  }
}

/** In `root`, so that a rust-toolchain.toml there decides. */
export function findToolchain(root: string): Toolchain {
  const resolve = (...toolchain: string[]): string | null => {
    const path = ask('rustup', ['which', ...toolchain, 'rustc'], root)
    return path && existsSync(path) ? path : null
  }
  const sysroot = (): string | null => {
    const text = ask('rustc', ['--print', 'sysroot'], root)
    return text ? join(text, 'bin', `rustc${EXE}`) : null
  }
  const stable = compiler('stable', resolve() ?? sysroot())
  const nightly = compiler('nightly', resolve('--toolchain', 'nightly'))
  const beside = (of: Compiler | null, tool: string): string | null => {
    const path = of && join(dirname(of.path), `${tool}${EXE}`)
    return path && existsSync(path) ? path : null
  }
  return {
    stable,
    nightly,
    cargo: beside(stable, 'cargo'),
    miri: beside(nightly, 'miri'),
    valgrind: ask('valgrind', ['--version']) ? 'valgrind' : null,
  }
}

/** Attributes of rustc_attrs were renamed in 1.97; ours are asked for by what they do. */
export function attribute(of: Compiler, what: 'layout' | 'vtable' | 'variance'): string {
  const [major = 0, minor = 0] = of.version.split('.').map(Number)
  const renamed = major > 1 || minor >= 97
  switch (what) {
    case 'layout':
      return renamed ? 'rustc_dump_layout(debug)' : 'rustc_layout(debug)'
    case 'vtable':
      return 'rustc_dump_vtable'
    case 'variance':
      return renamed ? 'rustc_dump_variances' : 'rustc_variance'
  }
}
