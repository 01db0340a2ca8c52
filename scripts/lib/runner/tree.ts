// The processes below one process of ours, and what they hold: where the kernel counts nobody's tree, this does.
import { existsSync, readdirSync, readFileSync, statfsSync } from 'node:fs'

const KIB = 1024

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it ended, or is not ours to look at
  }
}
const names = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
const kib = (text: string, key: string): number =>
  Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * KIB

/** Whether the kernel lists the children of each thread (CONFIG_PROC_CHILDREN); without it there is no walk. */
export const canWalk = (): boolean => existsSync(`/proc/self/task/${process.pid}/children`)

/** Every living process below `root`, itself included. A box's orphans belong to the first process of the box, so none is lost. */
export function processesBelow(root: number): number[] {
  const found: number[] = []
  const left = [root]
  while (left.length) {
    const pid = left.pop()!
    found.push(pid)
    for (const thread of names(`/proc/${pid}/task`))
      for (const child of read(`/proc/${pid}/task/${thread}/children`).split(' ')) if (child) left.push(Number(child))
  }
  return found
}

export interface Held {
  /** Bytes of memory that belong to these processes, shared pages counted once where the kernel tells, with the files in the box's own memory. */
  memory: number
  /** Processes and threads. */
  threads: number
  /** Files, folders and links in the box's own memory. */
  files: number
}

/**
 * What these processes hold now. `scratch` is the folder in the box that lives in memory, or null; `enough` is the limit for memory, in bytes: only when the
 * quick sum, which counts pages that processes share once for each, passes it are the kernel's exact numbers asked for.
 */
export function held(pids: readonly number[], scratch: string | null, enough: number): Held {
  const inScratch = scratch === null ? { bytes: 0, files: 0 } : usedIn(pids, scratch)
  const status = pids.map(pid => read(`/proc/${pid}/status`))
  const quick = status.reduce((sum, text) => sum + kib(text, 'RssAnon') + kib(text, 'RssShmem'), inScratch.bytes)
  const memory = quick <= enough ? quick : pids.reduce((sum, pid) => sum + proportional(pid), inScratch.bytes)
  const threads = status.reduce((sum, text) => sum + Number(/^Threads:\s+(\d+)/m.exec(text)?.[1] ?? 0), 0)
  return { memory, threads, files: inScratch.files }
}

/** A process's share of the memory that it and others hold, libraries read from disk left out. */
function proportional(pid: number): number {
  const rollup = read(`/proc/${pid}/smaps_rollup`)
  if (rollup) return kib(rollup, 'Pss_Anon') + kib(rollup, 'Pss_Shmem')
  const status = read(`/proc/${pid}/status`)
  return kib(status, 'RssAnon') + kib(status, 'RssShmem')
}

/** The box's folder as its last process sees it: the first ones stand outside. */
function usedIn(pids: readonly number[], scratch: string): { bytes: number; files: number } {
  for (const pid of pids.toReversed()) {
    try {
      const { bsize, blocks, bfree, files, ffree, type } = statfsSync(`/proc/${pid}/root${scratch}`)
      if (type === TMPFS) return { bytes: bsize * (blocks - bfree), files: files - ffree }
    } catch {
      /* it ended: the next one is asked */
    }
  }
  return { bytes: 0, files: 0 }
}
/** `TMPFS_MAGIC` of linux/magic.h. */
const TMPFS = 0x01021994
