// How this machine can hold a program back: which wrappers exist is asked once, by trying them.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Sandbox {
  /** Wraps a program of the presenter: limits, no network and a process tree of its own where the system offers them. */
  wrap: (argv: readonly string[], limits: KernelLimits) => string[]
  /** Wraps the compiler: limits only. */
  limit: (argv: readonly string[], limits: KernelLimits) => string[]
  /** Identity that the program runs under when we are root: no rights, and a number of processes that the kernel can limit. */
  user: number | null
  /** The program has a shell above it, which says a signal as 128 + its number. */
  shell: boolean
  /** For the trainer: what holds a program back here. */
  description: string
}

export interface KernelLimits {
  /** Address space, bytes. */
  memory: number
  /** Bytes of any file that it writes. */
  file: number
  /** Seconds of processor time. */
  cpu: number
  /** Processes and threads at a time; null for a compiler, which is not the presenter's program. */
  processes: number | null
}

/** An identity that owns nothing: systemd hands out numbers from this range and never to a person. */
const NOBODY = 61_999

/**
 * First process of the separate tree. The program must not be that: the kernel spares a first process from signals that it sends itself, and `abort` would look like
 * something else. The shell's own remark on a signal goes nowhere.
 */
const INIT = ['sh', '-c', 'exec 3>&2 2>/dev/null; (exec "$@" 2>&3 3>&-); exit $?', 'sh']

const tried = (argv: readonly string[]): boolean =>
  spawnSync(argv[0]!, argv.slice(1), { stdio: 'ignore', timeout: 5000 }).status === 0

/** `works` says whether a command ends well here. */
export function findSandbox(works: (argv: readonly string[]) => boolean = tried): Sandbox {
  const root = process.getuid?.() === 0
  const user = root ? NOBODY : null
  const drop = root ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--no-new-privs'] : []
  const namespaces = [
    'unshare',
    ...(root ? [] : ['--user', '--map-current-user']),
    '--pid',
    '--fork',
    '--kill-child',
    '--net',
    '--ipc',
  ]
  const linux = process.platform === 'linux' && works(['prlimit', '--core=0', 'true'])
  const canDrop = !root || (linux && works([...drop, 'true']))
  const canSeparate = linux && canDrop && works([...namespaces, ...drop, ...INIT, 'true'])
  const outer = canSeparate ? namespaces : []
  const inner = canDrop ? drop : []
  return {
    user: canDrop ? user : null,
    shell: canSeparate,
    limit: (argv, limits) => [...(linux ? prlimit(limits, false) : ulimit(limits)), ...argv],
    wrap: (argv, limits) => [
      ...outer,
      ...(linux ? prlimit(limits, root && canDrop) : ulimit(limits)),
      ...inner,
      ...(canSeparate ? INIT : []),
      ...argv,
    ],
    description: [
      canSeparate ? 'own process tree, no network' : 'process group',
      root ? (canDrop ? 'as a user without rights' : 'AS ROOT') : 'as you',
      linux ? 'kernel limits' : 'shell limits',
    ].join(', '),
  }
}

function prlimit({ memory, file, cpu, processes }: KernelLimits, alone: boolean): string[] {
  const count = processes === null ? [] : [`--nproc=${alone ? processes : ownProcesses() + processes}`]
  return ['prlimit', '--core=0', `--as=${memory}`, `--fsize=${file}`, `--cpu=${cpu}`, '--nofile=256', ...count, '--']
}

/** Where there is no prlimit (macOS), bash sets what the system knows; address space is not limited there. */
function ulimit({ file, cpu, processes }: KernelLimits): string[] {
  const count = processes === null ? '' : `ulimit -u ${ownProcesses() + processes} 2>/dev/null; `
  return [
    'bash',
    '-c',
    `ulimit -c 0; ulimit -t ${cpu}; ulimit -f ${Math.ceil(file / 512)}; ulimit -n 256; ${count}exec "$@"`,
    'bash',
  ]
}

/** Threads of our user: the kernel's limit counts all of them, not only those of the program. */
function ownProcesses(): number {
  if (process.platform !== 'linux') {
    const ps = spawnSync('ps', ['-U', String(process.getuid?.() ?? 0), '-o', 'pid='], { encoding: 'utf8' })
    return ps.stdout?.split('\n').length ?? 500
  }
  return processTable().reduce(
    (sum, process) => sum + (process.uid === (globalThis.process.getuid?.() ?? 0) ? process.threads : 0),
    0,
  )
}

interface Running {
  pid: number
  uid: number
  threads: number
}

/** Living processes of this machine, from /proc; one that ends while being read, or only waits to be counted as dead, is left out. */
export function processTable(): Running[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap((name): Running[] => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8')
        if (/^State:\s+[ZX]/m.test(status)) return []
        const field = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
        return [{ pid: Number(name), uid: field('Uid'), threads: field('Threads') }]
      } catch {
        return []
      }
    })
}
