// The box: compiler and program in one set of namespaces, with a file system that holds a toolchain, a linker, and a folder in memory.
//
// Bubblewrap makes it. It is what Flatpak rests on, is in every distribution, needs no rights beyond those that the kernel gives to every user, and leaves us no
// system call to get wrong; only the list of refused calls is ours, since bubblewrap takes that as bytes.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { inPath, neededFiles, type Needed } from './files.ts'
import { SCRATCH } from './limits.ts'
import { FIRST_FREE } from './script.ts'
import { seccompFilter } from './seccomp.ts'

/**
 * An identity that owns nothing, one for each process that asks: systemd hands out numbers from this range and never to a person. Two servers with one identity
 * would share the kernel's limit on processes, and end one another's.
 */
export const NOBODY = nobodyOf(process.pid)

/** The identity that the runner in the process `pid` gives its programs when it is root. */
export function nobodyOf(pid: number): number {
  return 61_200 + (pid % 4000)
}
/** The folder in which a box compiles and runs: all that it can write to. */
export const SCRATCH_FOLDER = '/tmp'
/** What a program may open of /dev. */
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom']
/** `--size`, `--disable-userns` and `--perms` are all there since this release. */
const OLDEST = [0, 8]

export interface Box {
  /** `seccomp` where the architecture's calls are known. */
  filtered: boolean
  inside: Needed['inside']
  /** The command that runs `script` in a new box, and what it reads from file descriptors `FIRST_FREE` on. */
  enter: (script: string) => { argv: string[]; inputs: Buffer[] }
}

export const INSTALL =
  'Install bubblewrap for a sandbox (Debian, Ubuntu: apt-get install bubblewrap; Fedora: dnf install bubblewrap).'

/** Bubblewrap in PATH, or the sentence that says how to get it. */
export function findBubblewrap(): { path: string } | { missing: string } {
  const path = inPath('bwrap')
  if (!path) return { missing: INSTALL }
  const text = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? ''
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number)
  if (major === 0 && minor < OLDEST[1]!)
    return {
      missing: `The sandbox needs bubblewrap ${OLDEST.join('.')} or newer: ${path} is ${text.trim() || 'of no known version'}.`,
    }
  return { path }
}

/**
 * A box for these toolchains (sysroots) and further folders (Miri's sysroot), which it shows read-only and nothing else of the disk but linker and C library.
 * @throws with a sentence when something that it needs is not there
 */
export function makeBox(bubblewrap: string, toolchains: readonly string[], folders: readonly string[]): Box {
  const root = process.getuid?.() === 0
  const tool = (name: string): string => {
    const path = inPath(name)
    if (!path) throw new Error(`the program ${name} was not found`)
    return path
  }
  const tools = ['sh', 'cat', 'prlimit', ...(root ? ['setpriv'] : [])].map(tool)
  const { mounts, inside } = neededFiles(toolchains, folders, tools)
  const filter = seccompFilter()
  const linked = ['/lib', '/lib32', '/lib64', '/bin', '/sbin'].filter(path => existsSync(path))
  const args: string[] = [
    // As root we keep our user namespace and become nobody in it, so that the kernel counts the processes of that identity.
    root ? [] : ['--unshare-user', '--disable-userns'],
    ['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
    ['--hostname', 'box', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    root ? ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'].flatMap(cap => ['--cap-add', cap]) : [],
    // Made beforehand: bubblewrap lets nobody but its own identity into folders that it makes by the way.
    foldersAbove([...mounts.map(({ to }) => to), '/dev/shm', '/var/tmp']).flatMap(path => [
      '--perms',
      '0755',
      '--dir',
      path,
    ]),
    linked.flatMap(path => ['--symlink', `usr${path}`, path]),
    mounts.flatMap(({ from, to }) => ['--ro-bind', from, to]),
    ['--proc', '/proc'],
    DEVICES.flatMap(name => ['--dev-bind', `/dev/${name}`, `/dev/${name}`]),
    ['--symlink', '/proc/self/fd', '/dev/fd'],
    // One folder in memory for all that is written: one size bounds it, and it goes with the last process.
    ['--perms', '1777', '--size', String(SCRATCH), '--tmpfs', SCRATCH_FOLDER],
    ['--symlink', SCRATCH_FOLDER, '/dev/shm', '--symlink', `..${SCRATCH_FOLDER}`, '/var/tmp'],
    ['--perms', '0777', '--dir', `${SCRATCH_FOLDER}/live`],
    ['--remount-ro', '/', '--chdir', `${SCRATCH_FOLDER}/live`],
    Object.entries(ENVIRONMENT).flatMap(([name, value]) => ['--setenv', name, value]),
    filter ? ['--seccomp', String(FIRST_FREE + 1)] : [],
  ].flat()
  const drop = root
    ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--inh-caps=-all', '--bounding-set=-all']
    : []
  return {
    filtered: filter !== null,
    inside,
    // By a descriptor, since the first process of the box shows its command line to the program, and paths of this machine stand in it.
    enter: script => ({
      argv: [bubblewrap, '--args', String(FIRST_FREE), ...drop, 'sh', '-c', script],
      inputs: [Buffer.from(args.map(arg => `${arg}\0`).join('')), ...(filter ? [filter] : [])],
    }),
  }
}

const ENVIRONMENT = {
  PATH: '/usr/bin:/bin',
  HOME: SCRATCH_FOLDER,
  TMPDIR: SCRATCH_FOLDER,
  LC_ALL: 'C.UTF-8',
  RUST_BACKTRACE: '0',
}

/** Every folder above these paths, outer ones first. */
function foldersAbove(paths: readonly string[]): string[] {
  const above = (path: string): string[] => (path === '/' ? [] : [...above(dirname(path)), path])
  return [...new Set(paths.flatMap(path => above(dirname(path))))]
}

/** Whether `apt-get` could install it: root on a Debian. */
const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version')

/**
 * Installs bubblewrap where it is missing and a machine of tests may do so (`CI=true`, root, Debian), as the browser is.
 * A trainer's machine is asked in a sentence and never changed.
 */
export function installBubblewrapInCi(): void {
  if (process.env.CI !== 'true' || inPath('bwrap') || !canInstall()) return
  process.stderr.write('bubblewrap was not found: installing it.\n')
  const apt = (...args: string[]): boolean =>
    spawnSync('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], {
      stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    }).status === 0
  const install = ['install', '-y', '--no-install-recommends', 'bubblewrap']
  if (!apt(...install) && apt('update')) apt(...install)
}
