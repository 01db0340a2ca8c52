// Released compilers, one at a time: installed into a RUSTUP_HOME of their own, asked, and deleted unless they are to be kept.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { baseFlags } from './bench.ts'
import { HistoryError } from './history.ts'
import { COMPILER_LIMITS, run } from './process.ts'
import { type Edition, hasMain, type Snippet } from './snippet.ts'

export interface Compilers {
  /** Path of a release's rustc. Installs it, and deletes the one before, unless they are kept. @throws HistoryError when it cannot be installed */
  get(release: string): string
  /** Deletes what this run has installed, unless it is to be kept. */
  close(): void
}

/**
 * @param home RUSTUP_HOME of the old compilers; never the reader's own
 * @param keep leaves them there for the next history
 */
export function releasedCompilers(options: {
  rustup: string
  home: string
  keep: boolean
  host: string
  say: (message: string) => void
}): Compilers {
  const { rustup, home, keep, host, say } = options
  const env = { ...process.env, RUSTUP_HOME: home }
  const rustup_ = (...args: string[]): void => {
    execFileSync(rustup, args, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  }
  let installed: string | null = null
  const remove = (): void => {
    if (installed && !keep) rustup_('toolchain', 'uninstall', installed)
    installed = null
  }
  return {
    get(release) {
      const path = join(home, 'toolchains', `${release}-${host}`, 'bin', 'rustc')
      if (existsSync(path)) return path
      remove()
      say(`fetching rustc ${release}`)
      try {
        rustup_('toolchain', 'install', release, '--profile', 'minimal', '--no-self-update')
      } catch (error) {
        const words = String((error as { stderr?: string }).stderr ?? error)
        throw new HistoryError(
          `rustc ${release} cannot be installed: ${/^error: (.*)$/m.exec(words)?.[1] ?? words.split('\n')[0]}`,
        )
      }
      installed = release
      return path
    },
    close: remove,
  }
}

/** Error codes in what a compiler of any age prints; `error` where it gives none. */
export function verdictIn(status: number, stderr: string): string {
  if (status === 0) return 'ok'
  const codes = [...stderr.matchAll(/^(?:.*? )?error(?:\[(E\d{4})\])?:.*?(?:\[(E\d{4})\])?$/gm)]
    .filter(m => !/aborting due to|could not compile/.test(m[0]))
    .map(m => m[1] ?? m[2] ?? 'error')
  return [...new Set(codes)].sort().join(' ') || 'error'
}

/** Asks one compiler for the verdict of the text as it stands. */
export async function verdictBy(
  rustc: string,
  file: string,
  source: string,
  snippet: Snippet,
  edition: Edition,
): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'history-'))
  try {
    writeFileSync(join(dir, file), source)
    // Editions have a flag since the second one is stable.
    const flags = baseFlags(snippet, edition, null, null).slice(edition === 2015 ? 2 : 0)
    const kind = hasMain(source) ? [] : ['--crate-type', 'lib']
    const { status, stderr } = await run([rustc, ...flags, ...kind, '--emit=metadata', file], {
      cwd: dir,
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TMPDIR: dir, HOME: dir },
      limits: COMPILER_LIMITS,
    })
    return verdictIn(status, stderr)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
