// rustup, where it is: which compilers it keeps, and how one is installed without touching what the user chose.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ask } from './compiler.ts'

const EXE = process.platform === 'win32' ? '.exe' : ''

/** Command or path by which rustup is started; null where there is none. A fresh installation is not on the PATH of an old shell. */
export function findRustup(): string | null {
  if (ask('rustup', ['--version']) !== null) return 'rustup'
  const own = join(process.env['CARGO_HOME'] ?? join(homedir(), '.cargo'), 'bin', `rustup${EXE}`)
  return existsSync(own) ? own : null
}

/** Path of the rustc of an installed toolchain; null when it is not installed. Never installs. */
export function rustcOf(rustup: string, channel: string): string | null {
  const path = ask(rustup, ['which', '--toolchain', channel, 'rustc'])
  return path && existsSync(path) ? path : null
}

/** What a reader types to have a toolchain and its components. */
export const installCommand = (
  channel: string,
  components: readonly string[],
  targets: readonly string[] = [],
): string => ['rustup', ...installArguments(channel, components, targets)].join(' ')

const installArguments = (channel: string, components: readonly string[], targets: readonly string[]): string[] => [
  'toolchain',
  'install',
  channel,
  '--profile',
  'minimal',
  ...components.flatMap(name => ['--component', name]),
  ...targets.flatMap(name => ['--target', name]),
]

/**
 * Installs a toolchain, or adds to one; rustup's own progress goes to stderr. Works with RUSTUP_AUTO_INSTALL=0, since it is asked by name.
 * @returns null, or rustup's own words that say why not
 */
export async function install(
  rustup: string,
  channel: string,
  components: readonly string[],
  targets: readonly string[],
): Promise<string | null> {
  const before = ask(rustup, ['default'])
  const failure = await start(rustup, [...installArguments(channel, components, targets), '--no-self-update'])
  // The first toolchain of a rustup that has none becomes its default: that was not ours to choose.
  if (!before) ask(rustup, ['default', 'none'])
  return failure
}

/** A terminal gets rustup's bars as they are; into a pipe it writes lines, which are passed on and searched for the reason of a failure. */
function start(rustup: string, args: readonly string[]): Promise<string | null> {
  return new Promise(resolve => {
    const child = spawn(rustup, args, {
      // stdout only repeats what was installed.
      stdio: ['ignore', 'ignore', process.stderr.isTTY ? 'inherit' : 'pipe'],
      env: { ...process.env, RUST_BACKTRACE: '0' },
    })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      process.stderr.write(text)
    })
    child.on('error', error => resolve(error.message))
    child.on('close', code =>
      resolve(
        code === 0 ? null : (/^error: (.*)$/m.exec(said)?.[1] ?? 'rustup gave no reason beyond what stands above'),
      ),
    )
  })
}
