// One process with limits on time and output, and nothing of it left afterwards.
import { spawn } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import { processTable } from './sandbox.ts'

export interface LimitedOptions {
  cwd: string
  env: Record<string, string>
  /** Milliseconds of wall clock. */
  time: number
  /** Bytes kept of stdout and of stderr; a process that writes four times as much is stopped. */
  output: number
  /** Identity of the process, where it has its own: whatever of it survives is found by this. */
  user: number | null
  abort?: AbortSignal
}

export interface Ended {
  exit: number | null
  signal: string | null
  stopped: 'time' | 'output' | 'abort' | null
  stdout: string
  stderr: string
  ms: number
}

/** Never throws for what the process does; throws when it cannot be started. */
export function runLimited(argv: readonly string[], options: LimitedOptions): Promise<Ended> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(argv[0]!, argv.slice(1), {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stopped: Ended['stopped'] = null
    const stop = (why: NonNullable<Ended['stopped']>): void => {
      stopped ??= why
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        /* it ended in the meantime */
      }
      sweep(options)
      // A descendant that left the group may hold the pipes open: it no longer decides when we are done.
      setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, 500).unref()
    }
    const timer = setTimeout(() => stop('time'), options.time)
    const abort = (): void => stop('abort')
    options.abort?.addEventListener('abort', abort, { once: true })
    const keep = (stream: NodeJS.ReadableStream): (() => string) => {
      const chunks: Buffer[] = []
      let kept = 0,
        seen = 0
      stream.on('data', (chunk: Buffer) => {
        seen += chunk.length
        if (kept < options.output) chunks.push(chunk.subarray(0, options.output - kept))
        kept = Math.min(options.output, kept + chunk.length)
        if (seen > options.output * 4 && !stopped) stop('output')
      })
      return () => Buffer.concat(chunks).toString('utf8') + (seen > kept ? '\n[… cut here]' : '')
    }
    const stdout = keep(child.stdout),
      stderr = keep(child.stderr)
    const finish = (): void => {
      clearTimeout(timer)
      options.abort?.removeEventListener('abort', abort)
    }
    child.on('error', error => {
      finish()
      reject(error)
    })
    child.on('exit', () => {
      if (!stopped)
        setTimeout(() => {
          child.stdout.destroy()
          child.stderr.destroy()
        }, 1000).unref()
    })
    child.on('close', (exit, signal) => {
      finish()
      sweep(options)
      resolve({ exit, signal, stopped, stdout: stdout(), stderr: stderr(), ms: performance.now() - started })
    })
    if (options.abort?.aborted) abort()
  })
}

/** Kills what left the process group: everything under the program's own identity, or whatever works in its folder or was built there. */
function sweep({ user, cwd }: LimitedOptions): void {
  for (let round = 0; round < 20; round++) {
    const left = processTable().filter(
      ({ pid, uid }) =>
        pid !== process.pid && (user === null ? uid === process.getuid?.() && livesIn(pid, cwd) : uid === user),
    )
    if (!left.length) return
    for (const { pid } of left)
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        /* it ended in the meantime */
      }
  }
}

function livesIn(pid: number, folder: string): boolean {
  return ['cwd', 'exe'].some(link => {
    try {
      return readlinkSync(`/proc/${pid}/${link}`).startsWith(folder)
    } catch {
      return false
    } // ended, or not ours to look at
  })
}
