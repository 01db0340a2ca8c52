// Released compilers, one at a time: installed into a RUSTUP_HOME of their own, asked, and deleted unless they are to be kept.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { HistoryError } from './history.ts'

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
