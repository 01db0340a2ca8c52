// The limits of a live run: one place for the numbers, of which the kernel, the watcher and the sentences on the page all speak. Pure.

const MIB = 1024 * 1024

/** What the kernel limits for each process. */
export interface KernelLimits {
  /** Address space, bytes. */
  memory: number
  /** Bytes of any file that it writes. */
  file: number
  /** Seconds of processor time. */
  cpu: number
  /** Open files, which bounds what sockets and pipes may hold in the kernel. */
  open: number
  /** Processes and threads at a time; null for a compiler, which is not the presenter's program. */
  processes: number | null
}

/** What the watcher limits for all processes of a stage together. */
export interface TreeLimits {
  /** Bytes of memory, with the files that the box keeps in memory. */
  memory: number
  /** Processes and threads. */
  threads: number
  /** Files, folders and links. */
  files: number
}

export const COMPILER: { each: KernelLimits; tree: TreeLimits } = {
  each: { memory: 6 * 1024 * MIB, file: 256 * MIB, cpu: 30, open: 256, processes: null },
  tree: { memory: 2 * 1024 * MIB, threads: 128, files: 20_000 },
}
export const PROGRAM: { each: KernelLimits; tree: TreeLimits } = {
  each: { memory: 1024 * MIB, file: 16 * MIB, cpu: 10, open: 64, processes: 64 },
  // A shell of the box and its first process are counted too.
  tree: { memory: 1024 * MIB, threads: 64 + 8, files: 20_000 },
}
/** Bytes that all files of a box hold together: they lie in memory. */
export const SCRATCH = 256 * MIB

/** Bytes kept of each stream; a stage that writes four times as much is stopped. */
export const OUTPUT = 64 * 1024

/** Milliseconds of wall clock. */
export interface Times {
  /** For the compiler when nobody waits. */
  compile: number
  /** For the compiler when another request waits behind it. */
  hurried: number
  program: number
}
export const TIMES: Times = { compile: 20_000, hurried: 4000, program: 5000 }
