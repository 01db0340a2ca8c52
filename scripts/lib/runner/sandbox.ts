// How this machine can hold a live run: a box where there can be one, else what the system offers. What holds is tried, not assumed, and said in sentences.
import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBubblewrap, INSTALL, makeBox, NOBODY, SCRATCH_FOLDER, type Box } from './bubblewrap.ts'
import { findCgroup, type Cgroup } from './cgroup.ts'
import { COMPILER, PROGRAM, SCRATCH, TIMES, type KernelLimits } from './limits.ts'
import { runScript } from './limited.ts'
import { kernelCountsPerNamespace, ownThreads, processesOf, sweep } from './processes.ts'
import { jobScript } from './script.ts'
import { canWalk, processesBelow } from './tree.ts'

/** A command that runs a script of the runner, and what goes with it. */
export interface Entry {
  argv: string[]
  cwd: string
  env: Record<string, string>
  /** What it reads from file descriptors `FIRST_FREE` on. */
  inputs: Buffer[]
  /** The processes that belong to the run whose first process is `pid`. */
  members: (pid: number) => number[]
  /** Kills what left the process group. */
  sweep: () => void
  /** Removes what the run left on disk. */
  clean: () => void
}

export interface Sandbox {
  /** Compiler and program are in a box. Without one a program can read and write what the trainer can. */
  boxed: boolean
  /** The folder in memory that the box writes to; null without a box. */
  scratch: string | null
  /** The memory and processes of all that a run starts are summed many times a second. */
  watched: boolean
  /** What holds a run here, and what does not: a sentence each. */
  holds: string[]
  lacks: string[]
  /** What to do for a box, as a sentence; null where there is one. */
  remedy: string | null
  /** A path of this machine as a run knows it. */
  inside: (path: string) => string
  /** The wrapper that limits one process. */
  limit: (who: 'compiler' | 'program') => string[]
  enter: (script: string) => Entry
}

export interface Wanted {
  /** Sysroots of the compilers that a run may use; the first is tried. */
  toolchains: readonly string[]
  /** Further folders that it may read, such as Miri's sysroot. */
  folders?: readonly string[]
}

/** What a machine lacks, so that a test can play it. */
export interface Hidden {
  bubblewrap?: boolean
  namespaces?: boolean
  cgroups?: boolean
  linux?: boolean
}

const MIB = 1024 * 1024
const TIMED = 'The compiler is stopped after 20 s, the program after 5 s, both when they write more than 256 KiB.'

/** Tries what there is. Takes half a second where there is a box: a program is compiled and run in it. */
export async function findSandbox({ toolchains, folders = [] }: Wanted, hidden: Hidden = {}): Promise<Sandbox> {
  const linux = process.platform === 'linux' && !hidden.linux
  if (!linux) return bare('A sandbox for live Rust is there on Linux only.', false)
  const bubblewrap = hidden.bubblewrap ? { missing: INSTALL } : findBubblewrap()
  if ('missing' in bubblewrap) return bare(bubblewrap.missing, true)
  try {
    const sandbox = boxed(makeBox(bubblewrap.path, toolchains, folders), hidden.cgroups ? null : findCgroup())
    const problem = await trial(sandbox, toolchains[0]!, hidden.namespaces === true)
    return problem === null ? sandbox : bare(problem, true)
  } catch (error) {
    return bare(`A sandbox cannot be made: ${(error as Error).message}.`, true)
  }
}

/** The smallest program, compiled and run in the box: null, or why that failed. */
async function trial(sandbox: Sandbox, toolchain: string, withoutNamespaces: boolean): Promise<string | null> {
  const compiler = [...sandbox.limit('compiler'), sandbox.inside(join(toolchain, 'bin', 'rustc')), 'main.rs']
  const entry = sandbox.enter(jobScript({ mode: 'run', compiler, around: sandbox.limit('program') }))
  if (withoutNamespaces)
    entry.argv = ['unshare', '--user', '--map-root-user', 'sh', '-c', NO_NAMESPACES, 'sh', ...entry.argv]
  const { compiler: compiled, program } = await runScript(entry, sandbox, {
    source: 'fn main() {}',
    times: TIMES,
    most: 1024,
  })
  if (program?.status === 0) return null
  const { stdout, stderr } = program ?? compiled
  const said = (program ? stdout : stderr).trim().split('\n').at(-1)
  return `Bubblewrap can make no sandbox here (${said || 'it ended without a word'}). Where users may make no namespaces, one of these settings says so: sysctl kernel.unprivileged_userns_clone, user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns.`
}
/** Plays a system that lets users make no namespaces: the kernel refuses every further one. */
const NO_NAMESPACES = 'echo 0 >/proc/sys/user/max_user_namespaces; echo 0 >/proc/sys/user/max_pid_namespaces; exec "$@"'

function boxed(box: Box, cgroup: Cgroup | null): Sandbox {
  const walked = canWalk()
  const counted = process.getuid?.() === 0 || kernelCountsPerNamespace()
  return {
    boxed: true,
    scratch: SCRATCH_FOLDER,
    watched: walked,
    holds: [
      'Compiler and program see a file system of their own: the toolchain and the linker, read-only, and a folder in memory that is gone afterwards. Nothing of your files, and no environment.',
      'No network, no sockets, no processes of this machine; no rights, also as root.',
      ...(box.filtered ? ['System calls that a program has no use for are refused (seccomp).'] : []),
      ...(cgroup
        ? [`Memory of all processes together: the kernel (cgroup) holds it to ${COMPILER.tree.memory / MIB} MiB.`]
        : []),
      ...(walked
        ? [`Memory of all processes together: summed 40 times a second, stopped over ${PROGRAM.tree.memory / MIB} MiB.`]
        : []),
      `${PROGRAM.each.processes} processes and threads, files of ${PROGRAM.each.file / MIB} MiB, ${SCRATCH / MIB} MiB written in all.`,
      TIMED,
    ],
    lacks: [
      ...(box.filtered ? [] : [`No filter of system calls is known for ${process.arch}.`]),
      ...(cgroup || walked ? [] : ['Memory is limited for each process only.']),
    ],
    remedy: null,
    inside: box.inside,
    limit: who => prlimit((who === 'compiler' ? COMPILER : PROGRAM).each, counted ? 0 : ownThreads()),
    enter: script => {
      const { argv, inputs } = box.enter(script)
      return {
        argv: cgroup ? cgroup.around(argv) : argv,
        cwd: '/',
        env: cgroup?.env ?? {},
        inputs,
        members: processesBelow,
        // The box's first process dies with bubblewrap, and everything in the box with that.
        sweep: () => {},
        clean: () => {},
      }
    },
  }
}

/** Without a box: limits of the kernel, and as root an identity without rights for the program. */
function bare(remedy: string, linux: boolean): Sandbox {
  const root = process.getuid?.() === 0
  const drop = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--no-new-privs']
  const dropped = root && linux && works([...drop, 'true'])
  const user = dropped ? NOBODY : null
  return {
    boxed: false,
    scratch: null,
    watched: linux,
    holds: [
      `${PROGRAM.each.processes} processes and threads, files of ${PROGRAM.each.file / MIB} MiB each.`,
      ...(linux
        ? [
            `${PROGRAM.each.memory / MIB} MiB of memory for each process; of all together summed 5 times a second and stopped over that.`,
          ]
        : []),
      ...(dropped ? ['The program runs as a user without rights.'] : []),
      TIMED,
    ],
    lacks: [
      'The compiler reads every file that you can read, and a program can show what it read.',
      dropped
        ? 'The program reads what everybody on this machine may read, and writes where everybody may write.'
        : `The program can do what you can${root ? ', and you are root' : ''}: read, write and delete your files.`,
      'The program reaches the network and the sockets of this machine, and what it writes elsewhere stays.',
      ...(linux ? [] : ['Memory is not limited.']),
    ],
    remedy,
    inside: path => path,
    limit: who => {
      const { each } = who === 'compiler' ? COMPILER : PROGRAM
      if (!linux) return ulimit(each)
      return [...prlimit(each, dropped ? 0 : ownThreads()), ...(dropped && who === 'program' ? drop : [])]
    },
    enter: script => {
      const folder = mkdtempSync(join(tmpdir(), 'ri-live-'))
      if (user !== null) chownSync(folder, user, user)
      return {
        argv: ['sh', '-c', script],
        cwd: folder,
        env: environment(folder),
        inputs: [],
        members: () => processesOf(user, folder),
        sweep: () => sweep(user, folder),
        clean: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
      }
    },
  }
}

const works = (argv: readonly string[]): boolean =>
  spawnSync(argv[0]!, argv.slice(1), { stdio: 'ignore', timeout: 5000 }).status === 0

/** Nothing of the trainer's environment but what a compiler needs to find itself and its linker. */
function environment(folder: string): Record<string, string> {
  const passed = Object.fromEntries(
    ['PATH', 'SDKROOT', 'DEVELOPER_DIR'].flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])),
  )
  return { ...passed, HOME: folder, TMPDIR: folder, LC_ALL: 'C.UTF-8', RUST_BACKTRACE: '0' }
}

/** `others`: threads that the kernel counts with those of the run. */
function prlimit({ memory, file, cpu, open, processes }: KernelLimits, others: number): string[] {
  const count = processes === null ? [] : [`--nproc=${others + processes}`]
  return [
    'prlimit',
    '--core=0',
    `--as=${memory}`,
    `--fsize=${file}`,
    `--cpu=${cpu}`,
    `--nofile=${open}`,
    ...count,
    '--',
  ]
}

/** Where there is no prlimit (macOS), bash sets what the system knows; address space is not limited there. */
function ulimit({ file, cpu, open, processes }: KernelLimits): string[] {
  const count = processes === null ? '' : `ulimit -u ${ownThreads() + processes} 2>/dev/null; `
  return [
    'bash',
    '-c',
    `ulimit -c 0; ulimit -t ${cpu}; ulimit -f ${Math.ceil(file / 512)}; ulimit -n ${open}; ${count}exec "$@"`,
    'bash',
  ]
}
