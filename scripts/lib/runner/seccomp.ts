// The system calls that a live program has no use for, as the filter that bubblewrap loads into the kernel (`--seccomp`). Pure.
import { constants } from 'node:os'

/** `seccomp_data`, as linux/seccomp.h lays it out: the number, the architecture, then six arguments of 64 bits. */
const NUMBER = 0
const ARCHITECTURE = 4
const FIRST_ARGUMENT = 16

/** Opcodes of classic BPF (linux/bpf_common.h). */
const LOAD = 0x20
const JUMP_EQUAL = 0x15
const JUMP_GREATER_OR_EQUAL = 0x35
const JUMP_ANY_BIT = 0x45
const RETURN = 0x06

const ALLOW = 0x7fff0000
const KILL = 0x80000000
const refuse = (error: number): number => 0x00050000 | error

/** Numbers of system calls: those of x86-64, and the generic table that AArch64 uses (asm-generic/unistd.h). Null where an architecture lacks the call. */
type Numbers = readonly [x64: number, arm64: number | null]

/** Other processes, the kernel's own doors, new namespaces, and memory that belongs to no process and so escapes every count. */
const REFUSED: Record<string, Numbers> = {
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  pidfd_getfd: [438, 438],
  kcmp: [312, 272],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  move_mount: [429, 429],
  open_tree: [428, 428],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  chroot: [161, 51],
  unshare: [272, 97],
  setns: [308, 268],
  open_by_handle_at: [304, 265],
  name_to_handle_at: [303, 264],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  shmget: [29, 194],
  semget: [64, 190],
  msgget: [68, 186],
  mq_open: [240, 180],
  quotactl: [179, 60],
  swapon: [167, 224],
  swapoff: [168, 225],
  reboot: [169, 142],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  syslog: [103, 116],
  acct: [163, 89],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  fanotify_init: [300, 262],
  modify_ldt: [154, null],
  iopl: [172, null],
  ioperm: [173, null],
  lookup_dcookie: [212, 18],
  vhangup: [153, 58],
}
const SOCKET: Numbers = [41, 198]
const CLONE: Numbers = [56, 220]
const CLONE3: Numbers = [435, 435]
/** `AF_UNIX`, `AF_INET`, `AF_INET6`: these live in the network namespace of the box. Others, `AF_VSOCK` first, may reach past it. */
const FAMILIES = [1, 2, 10]
/** Every `CLONE_NEW…` flag that `clone` takes: time, mount, cgroup, uts, ipc, user, pid, net. */
const NEW_NAMESPACES = 0x7e020080
/** Calls of the x32 ABI carry this bit, and with it would pass a filter that compares numbers. */
const X32 = 0x40000000

const ARCHITECTURES = { x64: 0xc000003e, arm64: 0xc00000b7 } as const

/**
 * The filter as the bytes of `struct sock_filter[]`, or null for an architecture whose numbers are not known here.
 * What it refuses gets an error as if the kernel did not have it; a call of a foreign architecture ends the program.
 */
export function seccompFilter(arch: string = process.arch): Buffer | null {
  if (arch !== 'x64' && arch !== 'arm64') return null
  const column = arch === 'x64' ? 0 : 1
  const code: [opcode: number, whenTrue: number, whenFalse: number, operand: number][] = []
  const load = (offset: number) => code.push([LOAD, 0, 0, offset])
  const end = (value: number) => code.push([RETURN, 0, 0, value])
  /** Skips the next `count` instructions unless the loaded number equals `operand`. */
  const unless = (operand: number, count: number) => code.push([JUMP_EQUAL, 0, count, operand])

  load(ARCHITECTURE)
  code.push([JUMP_EQUAL, 1, 0, ARCHITECTURES[arch]])
  end(KILL)
  load(NUMBER)
  if (arch === 'x64') {
    code.push([JUMP_GREATER_OR_EQUAL, 0, 1, X32])
    end(KILL)
  }
  for (const numbers of Object.values(REFUSED)) {
    const number = numbers[column]
    if (number === null) continue
    unless(number, 1)
    end(refuse(constants.errno.EPERM))
  }
  // Its flags lie in memory, which a filter cannot read; the C library then falls back to `clone`.
  unless(CLONE3[column]!, 1)
  end(refuse(constants.errno.ENOSYS))
  unless(CLONE[column]!, 4)
  load(FIRST_ARGUMENT)
  code.push([JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES])
  end(refuse(constants.errno.EPERM))
  end(ALLOW)
  unless(SOCKET[column]!, FAMILIES.length + 3)
  load(FIRST_ARGUMENT)
  FAMILIES.forEach((family, index) => code.push([JUMP_EQUAL, FAMILIES.length - index, 0, family]))
  end(refuse(constants.errno.EAFNOSUPPORT))
  end(ALLOW)
  end(ALLOW)

  const bytes = Buffer.alloc(code.length * 8)
  code.forEach(([opcode, whenTrue, whenFalse, operand], index) => {
    bytes.writeUInt16LE(opcode, index * 8)
    bytes.writeUInt8(whenTrue, index * 8 + 2)
    bytes.writeUInt8(whenFalse, index * 8 + 3)
    bytes.writeUInt32LE(operand >>> 0, index * 8 + 4)
  })
  return bytes
}
