// The processes of this machine, where no box counts them: how many are ours, and which of them a run left behind.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { release } from 'node:os'

interface Running {
  pid: number
  uid: number
  threads: number
}

/** Living processes of this machine, from /proc; one that ends while being read, or only waits to be counted as dead, is left out. Empty on other systems. */
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

/** Threads of our user: without a namespace of its own the kernel's limit counts all of them, not only those of the program. */
export function ownThreads(): number {
  const uid = process.getuid?.() ?? 0
  if (process.platform === 'linux')
    return processTable().reduce((sum, running) => sum + (running.uid === uid ? running.threads : 0), 0)
  const ps = spawnSync('ps', ['-U', String(uid), '-o', 'pid='], { encoding: 'utf8' })
  return ps.stdout?.split('\n').length ?? 500
}

/** Since Linux 5.14 the limit on processes counts those of one user namespace. */
export function kernelCountsPerNamespace(): boolean {
  const [major = 0, minor = 0] = release().split('.').map(Number)
  return major > 5 || (major === 5 && minor >= 14)
}

/** Processes of a run that has no box: everything under its own identity, or whatever works in its folder or was built there. */
export function processesOf(user: number | null, folder: string): number[] {
  return processTable()
    .filter(
      ({ pid, uid }) =>
        pid !== process.pid && (user === null ? uid === process.getuid?.() && livesIn(pid, folder) : uid === user),
    )
    .map(({ pid }) => pid)
}

/** Kills them, and those that they start meanwhile. */
export function sweep(user: number | null, folder: string): void {
  for (let round = 0; round < 20; round++) {
    const left = processesOf(user, folder)
    if (!left.length) return
    for (const pid of left)
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
