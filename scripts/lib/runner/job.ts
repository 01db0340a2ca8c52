// One request: the compiler, and for `run` the program, in one sandbox, each with its limits.
import { constants } from 'node:os'
import { readableAsm } from './asm.ts'
import { COMPILER, OUTPUT, PROGRAM, type Times } from './limits.ts'
import { runScript, type Ended } from './limited.ts'
import type { RunAnswer, RunRequest, Stage } from './protocol.ts'
import type { Sandbox } from './sandbox.ts'
import { jobScript } from './script.ts'

const MIB = 1024 * 1024
/** Bytes of MIR or assembly that are read; directives and the standard library's part are left out afterwards. */
const MOST_TEXT = 16 * MIB

export interface Compiler {
  path: string
  host: string
}

/** Signals of a request: it was given up; another waits behind it. `hear` gets what there is before the end. */
export interface Signals {
  abort?: AbortSignal
  hurry?: AbortSignal
  hear?: (part: { compiled: Stage } | { said: string }) => void
}

/** Runs one request. Never throws for what compiler or program do. */
export async function runJob(
  request: RunRequest,
  compiler: Compiler,
  sandbox: Sandbox,
  times: Times,
  { hear, ...signals }: Signals = {},
): Promise<RunAnswer> {
  const { mode, source } = request
  const args = compilerArguments(request, compiler.host)
  const script = jobScript({
    mode,
    compiler: [...sandbox.limit('compiler'), sandbox.inside(compiler.path), ...SHOWN, ...args],
    around: sandbox.limit('program'),
  })
  const most = mode === 'run' ? OUTPUT : MOST_TEXT
  const compilation = (ended: Ended): Stage => stageOf(`rustc ${args.join(' ')}`, ended, 'the compiler', times)
  const run = await runScript(sandbox.enter(script), sandbox, {
    source,
    times,
    most,
    ...signals,
    ...(hear && mode === 'run'
      ? { hear: { compiled: ended => hear({ compiled: compilation(ended) }), said: said => hear({ said }) } }
      : {}),
  })
  const compiled = compilation(run.compiler)
  const { program } = run
  if (run.library) return { stages: [{ ...compiled, stopped: LIBRARY }], text: null }
  if (mode === 'run' && program)
    return { stages: [compiled, stageOf('./main', program, 'the program', times)], text: null }
  const text = program && (mode === 'mir' || mode === 'asm') ? readText(mode, program.stdout) : null
  return { stages: [compiled], text }
}

const LIBRARY = 'it compiled, and there is nothing to run: its `crate_type` says that it is a library'
/** How messages are shown: the page's business, and not part of what a person would type. */
const SHOWN = ['--color=always', '--diagnostic-width=96']

/** The arguments as a person would type them; a file without `main` is a library. */
export function compilerArguments({ source, mode, edition, release }: RunRequest, host: string): string[] {
  const library = mode !== 'run' && !/\bfn\s+main\s*\(/.test(source)
  const common = [`--edition=${edition}`, ...(release ? ['-O'] : []), ...(library ? ['--crate-type=lib'] : [])]
  switch (mode) {
    case 'check':
      return [...common, '--emit=metadata', 'main.rs']
    case 'run':
      return [...common, 'main.rs']
    case 'mir':
      return [...common, '--emit=mir', 'main.rs']
    case 'asm': {
      const intel = /^(x86_64|i\d86)/.test(host) ? ['-C', 'llvm-args=-x86-asm-syntax=intel'] : []
      return [...common, '--emit=asm', ...intel, 'main.rs']
    }
  }
}

/** 128 + a signal's number is how the script's shell says that a signal ended it. */
const signalOf = (status: number | null): string | null =>
  Object.entries(constants.signals).find(([, number]) => status === 128 + number)?.[0] ?? null

function stageOf(command: string, ended: Ended, who: string, times: Times): Stage {
  const signal = signalOf(ended.status)
  return {
    command,
    exit: signal ? null : ended.status,
    signal: signal ?? (ended.stopped ? 'SIGKILL' : null),
    stopped: ended.stopped && `${who} was stopped${reason(ended.stopped, who, times)}`,
    stdout: ended.stdout,
    stderr: ended.stderr,
    ms: Math.round(ended.ms),
  }
}

/** Continues "the program was stopped". */
function reason(stopped: NonNullable<Ended['stopped']>, who: string, times: Times): string {
  switch (stopped) {
    case 'time':
      return ` after ${(who === 'the compiler' ? times.compile : times.program) / 1000} s`
    case 'hurry':
      return ` after ${times.hurried / 1000} s, since another request was waiting`
    case 'output':
      return `: it wrote more than ${(OUTPUT * 4) / 1024} KiB`
    case 'memory':
      return `: its processes together held more memory than ${who === 'the compiler' ? `${COMPILER.tree.memory / MIB} MiB` : `${PROGRAM.tree.memory / MIB} MiB`}`
    case 'threads':
      return ': it had too many processes'
    case 'files':
      return `: it made more than ${PROGRAM.tree.files} files`
    case 'abort':
      return ''
  }
}

function readText(mode: 'mir' | 'asm', text: string): string {
  const readable = mode === 'asm' ? readableAsm(text) : text.replace(/^\/\/ WARNING.*\n(\/\/.*\n)*\n?/, '')
  return readable.length > OUTPUT * 4 ? `${readable.slice(0, OUTPUT * 4)}\n[… cut here]` : readable
}
