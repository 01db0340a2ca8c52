// One request: a fresh folder, the compiler, and for `run` the program, each with its limits.
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readableAsm } from './asm.ts'
import { runLimited, type Ended, type LimitedOptions } from './limited.ts'
import type { RunAnswer, RunRequest, Stage } from './protocol.ts'
import type { KernelLimits, Sandbox } from './sandbox.ts'

const MIB = 1024 * 1024
const OUTPUT = 64 * 1024
const COMPILER: KernelLimits = { memory: 6 * 1024 * MIB, file: 256 * MIB, cpu: 30, processes: null }
const PROGRAM: KernelLimits = { memory: 1024 * MIB, file: 16 * MIB, cpu: 10, processes: 64 }

/** Milliseconds of wall clock for the compiler and for the program. */
export interface Times {
  compile: number
  program: number
}
export const TIMES: Times = { compile: 20_000, program: 5_000 }

export interface Compiler {
  path: string
  host: string
}

/** Runs one request. Never throws for what the program does. */
export async function runJob(
  request: RunRequest,
  compiler: Compiler,
  sandbox: Sandbox,
  times: Times,
  abort?: AbortSignal,
): Promise<RunAnswer> {
  const dir = mkdtempSync(join(tmpdir(), 'ri-live-'))
  try {
    if (sandbox.user !== null) chownSync(dir, sandbox.user, sandbox.user)
    writeFileSync(join(dir, 'main.rs'), request.source)
    const base = { cwd: dir, env: environment(dir), output: OUTPUT, ...(abort ? { abort } : {}) }
    const compiled = await compile(request, compiler, sandbox, { ...base, time: times.compile, user: null })
    const answer: RunAnswer = { stages: [compiled.stage], text: null }
    if (compiled.stage.exit !== 0) return answer
    if (request.mode === 'run')
      answer.stages.push(await runProgram(sandbox, { ...base, time: times.program, user: sandbox.user }))
    else if (request.mode !== 'check') answer.text = readText(request.mode, join(dir, compiled.output))
    return answer
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Nothing of the presenter's environment but what a compiler needs to find itself and its linker. */
function environment(dir: string): Record<string, string> {
  const passed = Object.fromEntries(
    ['PATH', 'RUSTUP_HOME', 'CARGO_HOME', 'SDKROOT', 'DEVELOPER_DIR'].flatMap(name =>
      process.env[name] ? [[name, process.env[name]]] : [],
    ),
  )
  return { ...passed, HOME: dir, TMPDIR: dir, LC_ALL: 'C.UTF-8', RUST_BACKTRACE: '0' }
}

/** The arguments as a person would type them; a file without `main` is a library. */
export function compilerArguments(
  { source, mode, edition, release }: RunRequest,
  host: string,
): { args: string[]; output: string } {
  const library = mode !== 'run' && !/\bfn\s+main\s*\(/.test(source)
  const common = [`--edition=${edition}`, ...(release ? ['-O'] : []), ...(library ? ['--crate-type=lib'] : [])]
  switch (mode) {
    case 'check':
      return { args: [...common, '--emit=metadata', 'main.rs'], output: '' }
    case 'run':
      return { args: [...common, 'main.rs'], output: 'main' }
    case 'mir':
      return { args: [...common, '--emit=mir', 'main.rs'], output: 'main.mir' }
    case 'asm':
      return {
        args: [
          ...common,
          '--emit=asm',
          ...(/^(x86_64|i\d86)/.test(host) ? ['-C', 'llvm-args=-x86-asm-syntax=intel'] : []),
          'main.rs',
        ],
        output: 'main.s',
      }
  }
}

async function compile(
  request: RunRequest,
  compiler: Compiler,
  sandbox: Sandbox,
  options: LimitedOptions,
): Promise<{ stage: Stage; output: string }> {
  const { args, output } = compilerArguments(request, compiler.host)
  // The compiler is not the presenter's program: it keeps our identity, with which it finds its libraries, and gets limits only.
  const plain = sandbox.limit([compiler.path, '--color=always', '--diagnostic-width=96', ...args], COMPILER)
  const ended = await runLimited(plain, options)
  return { stage: stageOf(`rustc ${args.join(' ')}`, ended, 'the compiler', options.time), output }
}

async function runProgram(sandbox: Sandbox, options: LimitedOptions): Promise<Stage> {
  chmodSync(join(options.cwd, 'main'), 0o755)
  const ended = await runLimited(sandbox.wrap([join(options.cwd, 'main')], PROGRAM), options)
  const signal =
    sandbox.shell && ended.exit !== null && ended.exit > 128
      ? Object.entries(constants.signals).find(([, number]) => number === ended.exit! - 128)?.[0]
      : undefined
  return stageOf('./main', signal ? { ...ended, exit: null, signal } : ended, 'the program', options.time)
}

function stageOf(command: string, ended: Ended, who: string, time: number): Stage {
  const stopped =
    ended.stopped === 'time'
      ? `${who} was stopped after ${time / 1000} s`
      : ended.stopped === 'output'
        ? `${who} was stopped: it wrote more than ${(OUTPUT * 4) / 1024} KiB`
        : ended.stopped === 'abort'
          ? `${who} was stopped`
          : null
  return {
    command,
    exit: ended.exit,
    signal: ended.signal,
    stopped,
    stdout: ended.stdout,
    stderr: ended.stderr,
    ms: Math.round(ended.ms),
  }
}

function readText(mode: 'mir' | 'asm', path: string): string {
  const text = readFileSync(path, 'utf8')
  const readable = mode === 'asm' ? readableAsm(text) : text.replace(/^\/\/ WARNING.*\n(\/\/.*\n)*\n?/, '')
  return readable.length > OUTPUT * 4 ? `${readable.slice(0, OUTPUT * 4)}\n[… cut here]` : readable
}
