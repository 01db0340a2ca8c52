// A control group for one run, asked of systemd: it gives every user of a desktop one that the kernel holds to its limits, and takes it away again.
import { spawnSync } from 'node:child_process'
import { COMPILER } from './limits.ts'

/** A command that puts `argv` into a control group of its own, with the environment that it needs to ask for one. */
export interface Cgroup {
  around: (argv: readonly string[]) => string[]
  env: Record<string, string>
}

/** Bytes for all that a run starts, compiler included; the watcher holds the program to less. */
const MEMORY = COMPILER.tree.memory
const TASKS = COMPILER.tree.threads + 16
/** How systemd finds the user's own manager. */
const PASSED = ['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS']

/** Prints what the kernel says of the group that it runs in: asked for is not had. */
const ASK =
  'group=$(sed -n "s/^0:://p" /proc/self/cgroup); cat "/sys/fs/cgroup$group/memory.max" "/sys/fs/cgroup$group/pids.max"'

type Run = (argv: readonly string[], env: Record<string, string>) => string
const start: Run = (argv, env) =>
  spawnSync(argv[0]!, argv.slice(1), { env, encoding: 'utf8', timeout: 5000 }).stdout ?? ''

/** Null where no group can be had, or where the kernel does not hold it to what was asked. */
export function findCgroup(run: Run = start): Cgroup | null {
  const env = Object.fromEntries(
    ['PATH', ...PASSED].flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])),
  )
  const cgroup: Cgroup = {
    env,
    around: argv =>
      [
        ['systemd-run', '--scope', '--quiet', '--collect'],
        process.getuid?.() === 0 ? [] : ['--user'],
        [`MemoryMax=${MEMORY}`, 'MemorySwapMax=0', `TasksMax=${TASKS}`].map(property => `--property=${property}`),
        ['--', 'env', '-i', ...argv],
      ].flat(),
  }
  const said = run(cgroup.around(['/bin/sh', '-c', ASK]), env)
    .trim()
    .split('\n')
  return said[0] === String(MEMORY) && said[1] === String(TASKS) ? cgroup : null
}
