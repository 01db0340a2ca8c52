// Runs `cargo test` on a folder and reads what it said. Touches processes; judging is in judge.ts.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { readTests, type CargoOutcome } from './judge.ts'

const BUILD_MS = 300_000
const TEST_MS = 60_000

/** `rustc -vV`, or null where there is no Rust. */
export function rustcIdentity(): string | null {
  const run = spawnSync('rustc', ['-vV'], { encoding: 'utf8' })
  return run.status === 0 ? run.stdout : null
}

interface Said {
  code: number | null
  stdout: string
  stderr: string
  timedOut: boolean
}

function run(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, ms: number): Promise<Said> {
  return new Promise((resolve, reject) => {
    // Own process group: a test that hangs is stopped with everything it started.
    const child = spawn('cargo', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = '',
      stderr = '',
      timedOut = false
    const stop = (): void => {
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        /* it ended by itself in the meantime */
      }
    }
    const timer = setTimeout(() => {
      timedOut = true
      stop()
    }, ms)
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk
      if (stdout.length > 64e6) stop()
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk
      if (stderr.length > 64e6) stop()
    })
    child.on('error', reject)
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, stdout, stderr, timedOut })
    })
  })
}

/**
 * Builds and runs all tests of the package in `cwd` except doc tests, which have no name that an exercise could promise.
 * Offline when the package has no dependencies; with them the committed Cargo.lock decides.
 */
export async function cargoTest(cwd: string, options: { offline: boolean }): Promise<CargoOutcome> {
  const env = {
    ...process.env,
    CARGO_TARGET_DIR: join(cwd, 'target'),
    CARGO_TERM_COLOR: 'never',
    RUST_BACKTRACE: '0',
    LC_ALL: 'C',
  }
  const common = ['test', '--all-targets', '--no-fail-fast', options.offline ? '--offline' : '--locked']
  const build = await run([...common, '--no-run', '--message-format=json'], cwd, env, BUILD_MS)
  const errors = readErrors(build.stdout)
  if (build.code !== 0) {
    const last = build.stderr
      .trim()
      .split('\n')
      .filter(line => line.startsWith('error'))
      .at(0)
    if (!errors.length)
      errors.push({
        code: null,
        message: build.timedOut
          ? 'the build did not end in time'
          : (last ?? build.stderr.trim()).replace(/^error: /, ''),
        file: null,
        line: null,
      })
    return { errors, built: false, tests: [], timedOut: false }
  }
  const tests = await run([...common, '--quiet', '--', '--test-threads=1', '--format=pretty'], cwd, env, TEST_MS)
  return { errors: [], built: true, tests: readTests(tests.stdout), timedOut: tests.timedOut }
}

interface Message {
  reason: string
  message?: {
    level: string
    message: string
    code: { code: string } | null
    spans: { file_name: string; line_start: number; is_primary: boolean }[]
  }
}

/** Errors of cargo's JSON stream, without rustc's closing summaries. */
export function readErrors(stdout: string): CargoOutcome['errors'] {
  const errors: CargoOutcome['errors'] = []
  const seen = new Set<string>()
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{')) continue
    const { reason, message } = JSON.parse(line) as Message
    if (reason !== 'compiler-message' || !message?.level.startsWith('error') || !message.spans.length) continue
    const span = message.spans.find(s => s.is_primary) ?? message.spans[0]!
    const error = {
      code: message.code?.code ?? null,
      message: message.message,
      file: span.file_name,
      line: span.line_start,
    }
    // The library is compiled twice for `cargo test`: once for itself, once with its unit tests.
    const key = JSON.stringify(error)
    if (!seen.has(key)) errors.push(error)
    seen.add(key)
  }
  return errors
}
