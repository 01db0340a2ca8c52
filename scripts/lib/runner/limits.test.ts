// The pure parts of the sandbox: the filter of system calls, the script, the group, the consent.
import { describe, expect, it } from 'vitest'
import { findCgroup } from './cgroup.ts'
import { agreed, CONSENT, limitLines, mayRun } from './consent.ts'
import { COMPILER } from './limits.ts'
import { Queue } from './queue.ts'
import { jobScript, STATUS_LINE } from './script.ts'
import { seccompFilter } from './seccomp.ts'

/** The kernel's machine for such a filter, as far as ours goes (linux/filter.h). */
function judge(filter: Buffer, arch: number, number: number, argument = 0): number {
  const data: Record<number, number> = { 0: number, 4: arch, 16: argument }
  let loaded = 0
  for (let at = 0; ; at++) {
    const code = filter.readUInt16LE(at * 8)
    const [yes, no] = [filter.readUInt8(at * 8 + 2), filter.readUInt8(at * 8 + 3)]
    const operand = filter.readUInt32LE(at * 8 + 4)
    if (code === 0x06) return operand
    if (code === 0x20) loaded = data[operand]!
    else {
      const holds =
        code === 0x15
          ? loaded === operand
          : code === 0x35
            ? loaded >>> 0 >= operand
            : code === 0x45
              ? (loaded & operand) !== 0
              : null
      if (holds === null) throw new Error(`no such instruction: ${code}`)
      at += holds ? yes : no
    }
  }
}
const ALLOW = 0x7fff0000
const refused = (error: number) => 0x00050000 | error
const KILL = 0x80000000

describe.each([
  ['x64', 0xc000003e, { read: 0, ptrace: 101, clone: 56, clone3: 435, socket: 41, vhangup: 153 }],
  ['arm64', 0xc00000b7, { read: 63, ptrace: 117, clone: 220, clone3: 435, socket: 198, vhangup: 58 }],
] as const)('the filter for %s', (name, arch, call) => {
  const filter = seccompFilter(name)!
  it('refuses what it lists, first and last, and lets pass what it does not', () => {
    expect(judge(filter, arch, call.read)).toBe(ALLOW)
    expect(judge(filter, arch, call.ptrace)).toBe(refused(1))
    expect(judge(filter, arch, call.vhangup)).toBe(refused(1))
    expect(judge(filter, arch, call.clone3)).toBe(refused(38))
  })
  it('lets a process fork, and make no namespace', () => {
    expect(judge(filter, arch, call.clone, 0x01200011)).toBe(ALLOW)
    for (const flag of [0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000])
      expect(judge(filter, arch, call.clone, 17 | flag), flag.toString(16)).toBe(refused(1))
  })
  it('knows three families of sockets', () => {
    for (const family of [1, 2, 10]) expect(judge(filter, arch, call.socket, family)).toBe(ALLOW)
    for (const family of [0, 3, 16, 17, 31, 38, 40]) expect(judge(filter, arch, call.socket, family)).toBe(refused(97))
  })
  it('ends whoever speaks as another architecture', () => {
    expect(judge(filter, 0x40000003, call.read)).toBe(KILL)
    if (name === 'x64') expect(judge(filter, arch, 0x40000000 + call.read)).toBe(KILL)
  })
})
it('has no filter for an architecture whose calls it does not know', () => {
  expect(seccompFilter('riscv64')).toBeNull()
})

it('quotes every word of the script, and reads nothing but its own lines', () => {
  const script = jobScript({ mode: 'run', compiler: ["/it's/rustc", '$(id)', 'main.rs'], around: ['prlimit', '--'] })
  expect(script).toContain(String.raw`'/it'\''s/rustc' '$(id)' 'main.rs' 3>&- 4>&-`)
  expect(script.split('\n').at(-1)).toBe(`exec 'prlimit' '--' "./$program" >&4 2>&1 3>&- 4>&-`)
  expect(['compiled 0', 'started', 'library'].every(line => STATUS_LINE.test(line))).toBe(true)
  expect(['compiled', 'compiled -1', 'compiled 0 x', 'libraries', ''].some(line => STATUS_LINE.test(line))).toBe(false)
})

describe('a control group', () => {
  const { memory, threads } = COMPILER.tree
  it('is used when the kernel holds it to what was asked', () => {
    const group = findCgroup(() => `${memory}\n${threads + 16}\n`)!
    const argv = group.around(['bwrap', '--args', '6'])
    expect(argv.slice(-6)).toEqual(['--', 'env', '-i', 'bwrap', '--args', '6'])
    expect(argv).toContain(`--property=MemoryMax=${memory}`)
  })
  it.each([
    ['no systemd-run', ''],
    ['a controller that is not delegated', 'max\nmax\n'],
    ['memory alone', `${memory}\nmax\n`],
  ])('is left out where there is %s', (_, said) => {
    expect(findCgroup(() => said)).toBeNull()
  })
})

describe('without a sandbox', () => {
  const bare = { boxed: false, holds: ['some limits'], lacks: ['everything else'], remedy: 'Install it.' }
  it('nothing is run before a yes', () => {
    expect(mayRun({ boxed: true }, {})).toBe(true)
    expect(mayRun(bare, {})).toBe(false)
    expect(mayRun(bare, { [CONSENT]: 'no' })).toBe(false)
    expect(mayRun(bare, { [CONSENT]: 'yes' })).toBe(true)
  })
  it('a yes is a flag or a word at a terminal; silence and anything else is no', async () => {
    expect(await agreed({ boxed: true }, false, null)).toBe(true)
    expect(await agreed(bare, true, null)).toBe(true)
    expect(await agreed(bare, false, null)).toBe(false)
    for (const [answer, yes] of [
      ['y', true],
      [' Yes ', true],
      ['', false],
      ['n', false],
      ['yesterday', false],
    ] as const)
      expect(await agreed(bare, false, async () => answer), answer).toBe(yes)
  })
  it('what holds, what does not and what to do is said', () => {
    expect(limitLines(bare)).toEqual([
      'Live Rust has NO SANDBOX here:',
      '  + some limits',
      '  - everything else',
      'Install it.',
    ])
  })
})

it('hurries a job once another waits behind it, before or after it began', async () => {
  const queue = new Queue(3)
  const log: string[] = []
  const until = (hurry: AbortSignal) =>
    new Promise<void>(resolve => {
      if (hurry.aborted) resolve()
      else hurry.addEventListener('abort', () => resolve())
    })
  const first = queue.add(async hurry => {
    expect(hurry.aborted).toBe(false)
    await until(hurry)
    log.push('first')
  })
  await Promise.resolve()
  const second = queue.add(async hurry => {
    await until(hurry)
    log.push('second')
  })
  const third = queue.add(async hurry => {
    log.push(`third ${hurry.aborted}`)
  })
  await Promise.all([first, second, third])
  expect(log).toEqual(['first', 'second', 'third false'])
})
