// One snippet in one edition, with the compiler: gives extractors a place to compile in that vanishes afterwards.
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { parseDiagnostics, isError } from './diagnostics.ts'
import type { CrateSet } from './crates.ts'
import { COMPILER_LIMITS, run, type Result } from './process.ts'
import type { Diagnostic } from './schema.ts'
import { type Edition, hasMain, type Snippet } from './snippet.ts'
import type { Compiler } from '../toolchain/compiler.ts'
import type { Toolchain } from '../toolchain/find.ts'
import { plainSysroot } from '../toolchain/plainSysroot.ts'

/** What an extractor cannot do, as a sentence; reported at the line of its directive. */
export class EmitError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EmitError'
  }
}

export interface Compiled extends Result {
  dir: string
  diagnostics: Diagnostic[]
  other: string
}
export interface CompileOptions {
  /** Appended to the source; the lines above keep their numbers. */
  append?: string
  /** Instead of the snippet's text: the same lines, with an attribute put in. */
  source?: string
  /** RUSTC_BOOTSTRAP=1, for `-Z` flags of an extractor; the snippet's own directive counts too. */
  bootstrap?: boolean
  compiler?: Compiler
  /** Words of `base` to leave out. */
  without?: readonly string[]
  /** Instead of the course's target: another triple, or null for the machine that this runs on, whose programs can be started. */
  target?: string | null
}

export interface Bench {
  /** File name, `cube.rs`, and without its ending. */
  file: string
  stem: string
  source: string
  snippet: Snippet
  edition: Edition
  compiler: Compiler
  toolchain: Toolchain
  crates: CrateSet | null
  /** Temporary directory of this snippet. */
  dir: string
  /** Flags that every compilation of this snippet gets: edition, warnings, target, its own flags, crates. */
  base: readonly string[]
  /** The same for another target; null: for this machine, where no target is named. */
  baseFor(target: string | null): readonly string[]
  /** It has no `fn main`. */
  library: boolean
  rustc(argv: readonly string[], options?: CompileOptions): Promise<Compiled>
  /** Made once for this snippet and edition: several `//@ emit:` lines of a kind share one compilation. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>
  /** What a reader of layout dumps must know of a target, the course's when absent. */
  dumped(target?: string): Promise<{ target: string; pointer: number; version: string }>
}

/** The flag that lets appended code use rustc's own attributes without a `#![feature]` line above. */
export const RUSTC_ATTRS: readonly string[] = ['-Zcrate-attr=feature(rustc_attrs)']

export const needsBootstrap = (snippet: Snippet): boolean =>
  snippet.directives.bootstrap || snippet.directives.flags.some(f => f.startsWith('-Z'))

/**
 * Flags of `//@` directives that shape every compilation.
 * @param target null: programs of this machine, which can be started @param crates folder in which the crates lie; null: the snippet uses none
 */
export function baseFlags(snippet: Snippet, edition: Edition, target: string | null, crates: string | null): string[] {
  const { directives } = snippet
  return [
    '--edition',
    String(edition),
    ...(directives.warnings ? [] : ['-A', 'warnings']),
    ...(target === null ? [] : ['--target', target]),
    ...directives.flags,
    ...(crates === null
      ? []
      : ['-L', crates, ...directives.crates.flatMap(name => ['--extern', name.replaceAll('-', '_')])]),
  ]
}

/** What a compiler is started with: nothing of the user's but the PATH, on which the linker lies; the compiler's own tools come first there. */
export function compilerEnvironment(dir: string, bootstrap: boolean, { sysroot }: Compiler): Record<string, string> {
  return {
    PATH: [join(sysroot, 'bin'), process.env['PATH'] ?? ''].join(delimiter),
    LC_ALL: 'C',
    RUST_BACKTRACE: '0',
    TMPDIR: dir,
    HOME: dir,
    ...(bootstrap ? { RUSTC_BOOTSTRAP: '1' } : {}),
  }
}

export function makeBench(options: {
  file: string
  source: string
  snippet: Snippet
  edition: Edition
  compiler: Compiler
  toolchain: Toolchain
  crates: CrateSet | null
  dir: string
}): Bench {
  const { source, snippet, edition, dir } = options
  const file = basename(options.file)
  let count = 0
  const made = new Map<string, Promise<unknown>>()
  const crates = snippet.directives.crates.length && options.crates ? options.crates.directory : null
  const baseFor = (target: string | null): string[] => baseFlags(snippet, edition, target, crates)
  const ownTarget = snippet.directives.target ?? options.toolchain.target
  const bench: Bench = {
    ...options,
    file,
    stem: file.replace(/\.rs$/, ''),
    library: !hasMain(source),
    base: baseFor(ownTarget),
    baseFor,
    once<T>(key: string, make: () => Promise<T>): Promise<T> {
      const promise = made.get(key) ?? make()
      made.set(key, promise)
      return promise as Promise<T>
    },
    async dumped(target = ownTarget) {
      const { version } = options.compiler
      return { target, pointer: await pointerBytes(options.compiler, target, dir), version }
    },
    async rustc(
      argv,
      { append, source: text = source, bootstrap = false, compiler = options.compiler, without = [], target } = {},
    ) {
      const place = join(dir, String(++count))
      mkdirSync(place)
      writeFileSync(join(place, file), append === undefined ? text : `${text.replace(/\n*$/, '\n')}${append}\n`)
      const result = await run(
        [
          compiler.path,
          '--sysroot',
          plainSysroot(compiler),
          ...(target === undefined ? bench.base : baseFor(target)).filter(word => !without.includes(word)),
          ...argv,
          '--error-format=json',
          file,
        ],
        {
          cwd: place,
          env: compilerEnvironment(place, bootstrap || needsBootstrap(snippet), compiler),
          limits: COMPILER_LIMITS,
        },
      )
      if (result.ended)
        throw new EmitError(
          result.ended === 'time'
            ? `the compiler did not end within ${COMPILER_LIMITS.time / 1000} s`
            : 'the compiler printed more than can be read',
        )
      const { diagnostics, other } = parseDiagnostics(result.stderr, file, [place, dir])
      return { ...result, dir: place, diagnostics, other }
    },
  }
  return bench
}

const widths = new Map<string, Promise<number>>()

/** Bytes of a thin pointer, asked of the compiler once for each target: no name of a target says it. */
function pointerBytes(compiler: Compiler, target: string, cwd: string): Promise<number> {
  const key = `${compiler.path} ${target}`
  const known = widths.get(key)
  if (known) return known
  const asked = run([compiler.path, '--print', 'cfg', '--target', target], {
    cwd,
    env: compilerEnvironment(cwd, false, compiler),
    limits: COMPILER_LIMITS,
  }).then(({ stdout, stderr }) => {
    const bits = /^target_pointer_width="(\d+)"$/m.exec(stdout)?.[1]
    if (!bits) throw new EmitError(`the compiler knows no target \`${target}\`: ${stderr.split('\n')[0] ?? ''}`)
    return Number(bits) / 8
  })
  widths.set(key, asked)
  return asked
}

/** The compiler's first error, for a message of ours. */
export function firstError(compiled: Compiled): string {
  const error = compiled.diagnostics.find(isError)
  return error
    ? `${error.code ? `${error.code}: ` : ''}${error.message}`
    : compiled.other.split('\n')[0] || `the compiler ended with status ${compiled.status}`
}

/** First line of what is appended. */
export const appendedAt = (bench: Bench): number => bench.source.replace(/\n*$/, '\n').split('\n').length

export const crateType = (bench: Bench): string[] => (bench.library ? ['--crate-type', 'lib'] : [])

/** The sanitizers of rustc's own std run there. */
export const isSanitizable = (host: string): boolean => /^(?:x86_64|aarch64)-unknown-linux-gnu$/.test(host)

/** Quotes one word for a shell, if it needs it. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
