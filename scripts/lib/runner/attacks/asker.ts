// A runner under an identity of its own, for tests: a process that answers requests, one line of JSON each, as root or as an ordinary user.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../../deck.ts'
import type { Times } from '../limits.ts'
import type { RunAnswer, RunRequest } from '../protocol.ts'
import type { Hidden, Sandbox } from '../sandbox.ts'

const here = join(ROOT, 'scripts', 'lib', 'runner')

/** Runs in the process of its own: finds the sandbox, then answers. */
const SERVER = `
const [at, rustc, host, hidden, times, folders] = process.argv.slice(1)
const { findSandbox } = await import(at + '/sandbox.ts')
const { runJob } = await import(at + '/job.ts')
const { dirname } = await import('node:path')
const { createInterface } = await import('node:readline')
const compilers = rustc.split(':')
const wanted = { toolchains: compilers.map(path => dirname(dirname(path))), folders: JSON.parse(folders) }
const sandbox = await findSandbox(wanted, JSON.parse(hidden))
console.log(JSON.stringify(sandbox))
for await (const line of createInterface({ input: process.stdin })) {
  const { request, which, program } = JSON.parse(line)
  const answer = await runJob(request, { path: compilers[which], host }, sandbox, { ...JSON.parse(times), program })
  console.log(JSON.stringify(answer))
}`

export interface Asker {
  pid: number
  sandbox: Pick<Sandbox, 'boxed' | 'holds' | 'lacks' | 'remedy' | 'watched'>
  /** Runs one program; `which` names the compiler by its place, `program` is the program's time in milliseconds. */
  ask: (source: string, over?: Partial<RunRequest>, more?: { which?: number; program?: number }) => Promise<RunAnswer>
  stop: () => void
}

export interface Identity {
  /** User and group; without a number, our own. */
  user?: number
  compilers: readonly string[]
  host: string
  times: Times
  folders?: readonly string[]
  hidden?: Hidden
  env?: Record<string, string>
}

export async function startAsker({
  user,
  compilers,
  host,
  times,
  folders = [],
  hidden = {},
  env = {},
}: Identity): Promise<Asker> {
  const args = [here, compilers.join(':'), host, JSON.stringify(hidden), JSON.stringify(times), JSON.stringify(folders)]
  const drop = user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups']
  const [command, ...rest] = [...drop, process.execPath, '--input-type=module', '-e', SERVER, ...args]
  const child = spawn(command!, rest, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next()
    if (done) throw new Error('the runner of this test ended')
    return JSON.parse(value)
  }
  const sandbox = (await next()) as Sandbox
  return {
    pid: child.pid!,
    sandbox,
    ask: (source, over = {}, { which = 0, program = times.program } = {}) => {
      const request = { source, mode: 'run', edition: 2024, release: false, ...over }
      child.stdin.write(`${JSON.stringify({ request, which, program })}\n`)
      return next() as Promise<RunAnswer>
    },
    stop: () => child.kill(),
  }
}

/** A toolchain's compiler and standard library where every user may read them: linked, not copied, where the disk allows it. Returns the compiler. */
export function readableToolchain(sysroot: string, host: string): { rustc: string; remove: () => void } {
  const to = mkdtempSync(join(tmpdir(), 'ri-toolchain-'))
  const rustlib = join('lib', 'rustlib', host)
  mkdirSync(join(to, 'lib', 'rustlib'), { recursive: true })
  const parts = [
    'bin',
    ...readdirSync(join(sysroot, 'lib'))
      .filter(name => name !== 'rustlib')
      .map(name => join('lib', name)),
    rustlib,
  ]
  for (const part of parts) {
    const copy = (how: string) => spawnSync('cp', [how, join(sysroot, part), join(to, part)]).status === 0
    if (existsSync(join(sysroot, part)) && !copy('-al') && !copy('-a')) throw new Error(`${part} cannot be copied`)
  }
  spawnSync('chmod', ['755', to])
  return { rustc: join(to, 'bin', 'rustc'), remove: () => rmSync(to, { recursive: true, force: true }) }
}
