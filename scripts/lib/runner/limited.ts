// One run of the script: compiler and program with their limits on time, output and memory, and nothing of them left afterwards.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { COMPILER, OUTPUT, PROGRAM, type Times } from './limits.ts'
import type { Entry, Sandbox } from './sandbox.ts'
import { FIRST_FREE, PROGRAM_OUT, STATUS, STATUS_LINE } from './script.ts'
import { held } from './tree.ts'

/** Why a stage was stopped by us. */
export type Stopped = 'time' | 'hurry' | 'output' | 'memory' | 'threads' | 'files' | 'abort'

export interface Ended {
  /** Status as a shell says it; null when it was stopped. */
  status: number | null
  stopped: Stopped | null
  stdout: string
  stderr: string
  ms: number
}

export interface Run {
  compiler: Ended
  /** Null when the compiler refused or nothing was to be started; `stdout` holds MIR or assembly where that was asked for. */
  program: Ended | null
  /** The compiler made a library where a program was to be started. */
  library: boolean
}

export interface RunOptions {
  source: string
  times: Times
  /** Bytes kept of what the program writes, or of the text that was asked for. */
  most: number
  /** Hears when the compiler has ended well, and then what the program writes, as far as it is kept. */
  hear?: { compiled: (compiler: Ended) => void; said: (text: string) => void }
  /** The request was given up. */
  abort?: AbortSignal
  /** Another request waits. */
  hurry?: AbortSignal
}

/** Milliseconds between two looks at the tree: the box's is walked from its root, without a box the whole table of processes is read. */
const LOOK = { boxed: 25, bare: 200 }

/** Keeps the beginning of a stream and counts the rest. */
class Kept {
  readonly chunks: Buffer[] = []
  seen = 0
  readonly most: number
  constructor(most: number) {
    this.most = most
  }
  /** @returns the part that is kept */
  add(chunk: Buffer): Buffer {
    const kept = chunk.subarray(0, Math.max(0, this.most - this.seen))
    if (kept.length) this.chunks.push(kept)
    this.seen += chunk.length
    return kept
  }
  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8') + (this.seen > this.most ? '\n[… cut here]' : '')
  }
}

/** Never throws for what compiler or program do; throws when the sandbox cannot be started. */
export function runScript(entry: Entry, sandbox: Sandbox, options: RunOptions): Promise<Run> {
  const { times, most } = options
  return new Promise((resolve, reject) => {
    const child = spawn(entry.argv[0]!, entry.argv.slice(1), {
      cwd: entry.cwd,
      env: entry.env,
      detached: true,
      stdio: [...Array.from({ length: FIRST_FREE }, () => 'pipe' as const), ...entry.inputs.map(() => 'pipe' as const)],
    })
    const pipes = child.stdio as unknown as (Readable & Writable)[]
    const since = { compiler: performance.now(), program: 0 }
    let compiled: number | null = null,
      compiledAfter = 0,
      library = false,
      stopped: Stopped | null = null
    const running = (): 'compiler' | 'program' => (compiled === null ? 'compiler' : 'program')

    const letGo = (): void => {
      for (const pipe of pipes) pipe.destroy()
    }
    const stop = (why: Stopped): void => {
      if (stopped) return
      stopped = why
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        /* it ended in the meantime */
      }
      entry.sweep()
      // A descendant that left the group may hold the pipes open: it no longer decides when we are done.
      setTimeout(letGo, 500).unref()
    }
    let timer = setTimeout(() => stop('time'), times.compile)
    const watch = setInterval(
      () => {
        const { tree } = running() === 'compiler' ? COMPILER : PROGRAM
        const now = held(entry.members(child.pid!), sandbox.scratch, tree.memory)
        if (now.memory > tree.memory) stop('memory')
        else if (now.threads > tree.threads) stop('threads')
        else if (now.files > tree.files) stop('files')
      },
      sandbox.boxed ? LOOK.boxed : LOOK.bare,
    )
    if (!sandbox.watched) clearInterval(watch)
    const abort = (): void => stop('abort')
    const hurry = (): void => {
      if (running() !== 'compiler') return
      clearTimeout(timer)
      timer = setTimeout(() => stop('hurry'), Math.max(0, times.hurried - (performance.now() - since.compiler)))
    }
    const finish = (): void => {
      clearTimeout(timer)
      clearInterval(watch)
      options.abort?.removeEventListener('abort', abort)
      options.hurry?.removeEventListener('abort', hurry)
      entry.clean()
    }

    const keep = (pipe: Readable, bytes: number, hear?: (part: Buffer) => void): Kept => {
      const kept = new Kept(bytes)
      pipe.on('data', (chunk: Buffer) => {
        const part = kept.add(chunk)
        if (part.length) hear?.(part)
        if (kept.seen > bytes * 4) stop('output')
      })
      return kept
    }
    // A character may come in two parts.
    const decoder = new StringDecoder('utf8')
    const streams = {
      compiler: [keep(pipes[1]!, OUTPUT), keep(pipes[2]!, OUTPUT)],
      program: [keep(pipes[PROGRAM_OUT]!, most, part => options.hear?.said(decoder.write(part)))],
    } as const
    let line = ''
    pipes[STATUS]!.on('data', (chunk: Buffer) => {
      line += chunk.toString('latin1')
      for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
        const said = STATUS_LINE.exec(line.slice(0, end))
        line = line.slice(end + 1)
        if (!said || stopped) continue
        if (said[1] !== undefined) {
          compiled = Number(said[1])
          compiledAfter = performance.now() - since.compiler
          since.program = performance.now()
          clearTimeout(timer)
          timer = setTimeout(() => stop('time'), times.program)
          if (compiled === 0) {
            const [stdout, stderr] = streams.compiler
            options.hear?.compiled({
              status: 0,
              stopped: null,
              stdout: stdout.text,
              stderr: stderr.text,
              ms: compiledAfter,
            })
          }
        } else if (said[3]) library = true
      }
    })
    // A child that ends early closes its pipes: that is not our fault.
    for (const pipe of pipes) pipe.on('error', () => {})
    pipes[0]!.end(options.source)
    entry.inputs.forEach((bytes, index) => pipes[FIRST_FREE + index]!.end(bytes))

    child.on('error', error => {
      finish()
      reject(error)
    })
    child.on('exit', () => {
      entry.sweep()
      setTimeout(letGo, 1000).unref()
    })
    child.on('close', (code, signal) => {
      finish()
      const ended = performance.now()
      const of = (who: 'compiler' | 'program', status: number | null, ms: number): Ended => {
        const [stdout, stderr] = streams[who]
        return {
          status,
          stopped: running() === who ? stopped : null,
          stdout: stdout.text,
          stderr: stderr?.text ?? '',
          ms,
        }
      }
      // A box that broke before the compiler said anything has told why on the compiler's stderr.
      const last = stopped ? null : (code ?? 128 + (constants.signals[signal!] ?? 0))
      resolve({
        compiler: of('compiler', compiled ?? last, compiled === null ? ended - since.compiler : compiledAfter),
        program: compiled === 0 && !library ? of('program', last, ended - since.program) : null,
        library,
      })
    })
    options.abort?.addEventListener('abort', abort, { once: true })
    options.hurry?.addEventListener('abort', hurry, { once: true })
    if (options.abort?.aborted) abort()
    if (options.hurry?.aborted) hurry()
  })
}
