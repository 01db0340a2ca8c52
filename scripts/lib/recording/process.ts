// Starts a compiler or a program with limits: time, output, memory, files, and an environment that holds nothing of ours.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

export interface Limits {
  /** Milliseconds after which the whole process group is killed. */
  time: number
  /** Bytes of stdout and stderr together. */
  output: number
  /** Address space in KiB; null where a sanitizer or a compiler needs more than can be said. */
  memory: number | null
}
export const PROGRAM_LIMITS: Limits = { time: 20_000, output: 256 * 1024, memory: 4 * 1024 * 1024 }
export const COMPILER_LIMITS: Limits = { time: 120_000, output: 256 * 1024 * 1024, memory: null }

export interface Result {
  /** Exit status; 128 + number for a signal, as a shell says it. */
  status: number
  signal: string | null
  stdout: string
  stderr: string
  /** Which limit ended it, if one did. */
  ended: 'time' | 'output' | null
}

/** Runs `argv` in `cwd` and never throws for what the process does; throws when it cannot be started at all. */
export function run(
  argv: readonly string[],
  options: { cwd: string; env: Record<string, string>; limits: Limits; input?: string },
): Promise<Result> {
  const { limits } = options
  const shell = process.platform !== 'win32'
  const ulimits = `ulimit -c 0; ulimit -f 2097152${limits.memory === null ? '' : `; ulimit -v ${limits.memory}`}; exec "$@"`
  const [command, ...args] = shell ? ['/bin/sh', '-c', ulimits, 'sh', ...argv] : argv
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, {
      cwd: options.cwd,
      env: options.env,
      detached: shell,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let ended: Result['ended'] = null
    let size = 0
    const kill = (why: NonNullable<Result['ended']>): void => {
      ended ??= why
      try {
        if (shell && child.pid) process.kill(-child.pid, 'SIGKILL')
        else child.kill('SIGKILL')
      } catch {
        /* it is gone already */
      }
    }
    const timer = setTimeout(() => kill('time'), limits.time)
    const collect = (stream: NodeJS.ReadableStream): (() => string) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > limits.output) kill('output')
        else chunks.push(chunk)
      })
      return () => Buffer.concat(chunks).toString('utf8')
    }
    const stdout = collect(child.stdout),
      stderr = collect(child.stderr)
    child.stdin.on('error', () => {
      /* the program does not read it */
    })
    child.stdin.end(options.input ?? '')
    child.on('error', error => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const status = code ?? 128 + (signal ? constants.signals[signal] : 0)
      resolve({ status, signal, stdout: stdout(), stderr: stderr(), ended })
    })
  })
}

/** Calls `work` for each item, at most `width` at a time, results in order. */
export async function mapLimit<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = Array.from({ length: items.length })
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++
      results[index] = await work(items[index]!, index)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(width, items.length)) }, worker))
  return results
}
