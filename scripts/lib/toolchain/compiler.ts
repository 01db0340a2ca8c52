// One compiler on this machine: what it says of itself, and how programs that look for a compiler are led to it.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { Role } from './roles.ts'

export interface Compiler {
  role: Role
  /** Absolute path of `rustc` itself, never of rustup's proxy, which costs as much as a small compilation. */
  path: string
  /** Absolute: the folder that holds `bin`, `lib` and `share` of this compiler. */
  sysroot: string
  /** `1.99.1`, `1.100.0-beta.7`, `1.101.0-nightly` */
  version: string
  /** First nine digits. */
  commit: string
  /** Day of the commit, `2026-10-13`. */
  date: string
  /** Triple of the machine that it runs on. */
  host: string
  /** `RUSTC` in the environment chose it, whatever toolchains.json says. */
  chosenByHand: boolean
}

const EXE = process.platform === 'win32' ? '.exe' : ''

/** What a command prints, without its last line feed; null when it cannot be started or fails. */
export function ask(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}

/** A rustc that somebody named, which may be rustup's proxy of one or a link to one. @returns null when it is no compiler */
export function identifyByHand(path: string): Compiler | null {
  const sysroot = ask(path, ['--print', 'sysroot'])
  if (!sysroot) return null
  const direct = join(sysroot, 'bin', `rustc${EXE}`)
  return identify('course', existsSync(direct) ? direct : path, sysroot, true)
}

/** @returns null when it is no compiler */
export function identify(
  role: Role,
  path: string,
  sysroot: string = join(dirname(path), '..'),
  chosenByHand = false,
): Compiler | null {
  const text = ask(path, ['-vV'])
  if (!text) return null
  const field = (key: string): string => new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1] ?? 'unknown'
  return {
    role,
    path,
    sysroot,
    version: field('release'),
    commit: field('commit-hash').slice(0, 9),
    date: field('commit-date'),
    host: field('host'),
    chosenByHand,
  }
}

/** A tool that lies beside the compiler (`cargo`, `miri`, `cargo-miri`); null when it is not installed. */
export function beside(compiler: Compiler | null, tool: string): string | null {
  const path = compiler && join(compiler.sysroot, 'bin', `${tool}${EXE}`)
  return path && existsSync(path) ? path : null
}

/** `rustc 1.99.1 (58cf8f9c3 2026-10-13)`, with the variable that chose it where one did. */
export const describeCompiler = (compiler: Compiler): string =>
  `rustc ${compiler.version} (${compiler.commit} ${compiler.date})${compiler.chosenByHand ? `, chosen by RUSTC=${compiler.path}` : ''}`

/** Environment in which cargo, and whatever it starts, uses this compiler and no other. */
export function environmentOf(compiler: Compiler, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { RUSTUP_TOOLCHAIN: _, RUSTC_WRAPPER: __, ...rest } = env
  const rustdoc = beside(compiler, 'rustdoc')
  return {
    ...rest,
    PATH: [join(compiler.sysroot, 'bin'), env['PATH'] ?? ''].join(delimiter),
    RUSTC: compiler.path,
    ...(rustdoc ? { RUSTDOC: rustdoc } : {}),
    // As rustup's proxies do: beside the component rustc-dev lies a second copy of the compiler's library, which build scripts of cargo load first
    // and which finds LLVM only so.
    [LIBRARIES]: [join(compiler.sysroot, 'lib'), ...(env[LIBRARIES] ? [env[LIBRARIES]] : [])].join(delimiter),
  }
}
const LIBRARIES = process.platform === 'darwin' ? 'DYLD_FALLBACK_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
