// The sandbox attacked, as root and as an ordinary user: B9 to B13 of the review, and what a guest might think of next. Needs rustc and Linux.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../deck.ts'
import { findToolchain } from '../toolchain/find.ts'
import { readableToolchain, startAsker, type Asker } from './attacks/asker.ts'
import * as programs from './attacks/programs.ts'
import { nobodyOf } from './bubblewrap.ts'
import { inPath } from './files.ts'
import { processTable } from './processes.ts'

const { course } = findToolchain(ROOT)
const ready = course !== null && process.platform === 'linux' && inPath('bwrap') !== null
const root = process.getuid?.() === 0
/** Without an entry in /etc/passwd: an ordinary user to the kernel. One that no other test has at the same time. */
const ORDINARY = 66_000 + (process.pid % 4000)
const TIMES = { compile: 15_000, hurried: 2000, program: 3000 }
/** Milliseconds for a program that takes a gigabyte, which a busy machine is slow to give. */
const SLOW = 30_000
const CANARY = 'canary-7731-of-the-trainer'

it('has bubblewrap and a compiler where they are required', () => {
  if (process.env.CI !== 'true') return
  expect(course).not.toBeNull()
  if (process.platform === 'linux') expect(inPath('bwrap')).not.toBeNull()
})

const identities: [string, number | undefined][] = root
  ? [
      ['root', undefined],
      ['an ordinary user', ORDINARY],
    ]
  : [['you', undefined]]

describe.skipIf(!ready).each(identities)(
  'the sandbox as %s (needs rustc and bubblewrap)',
  { timeout: 60_000 },
  (_, user) => {
    let asker: Asker,
      folder: string,
      secret: string,
      temporary: string,
      server: Server[],
      toolchain: ReturnType<typeof readableToolchain>
    let host: Parameters<typeof programs.report>[0]
    const mine = (path: string) => user !== undefined && chownSync(path, user, user)
    const listen = (at: string | number) =>
      new Promise<Server>(resolve => {
        const listener = createServer(socket => socket.end('reached'))
        if (typeof at === 'number') listener.listen(at, '127.0.0.1', () => resolve(listener))
        else listener.listen(at, () => resolve(listener))
      })

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'ri-canary-'))
      chmodSync(folder, 0o755)
      const home = join(folder, 'home')
      mkdirSync(join(home, '.ssh'), { recursive: true })
      secret = join(home, '.ssh', 'id_canary')
      writeFileSync(secret, `"${CANARY}"\n`, { mode: 0o600 })
      for (const path of [home, join(home, '.ssh'), secret]) mine(path)
      temporary = join(folder, 'temporary')
      mkdirSync(temporary)
      mine(temporary)
      const abstract = `ri-canary-${process.pid}-${user ?? 'own'}`
      const socket = join(folder, 'socket')
      server = [await listen(0), await listen(socket), await listen(`\0${abstract}`)]
      chmodSync(socket, 0o777)
      toolchain = readableToolchain(course!.sysroot, course!.host)
      asker = await startAsker({
        ...(user === undefined ? {} : { user }),
        compilers: [toolchain.rustc],
        host: course!.host,
        times: TIMES,
        env: { HOME: home, RI_CANARY: CANARY, TMPDIR: temporary },
      })
      const { port } = server[0]!.address() as { port: number }
      host = { secret, home, folder, socket, abstract, port, server: asker.pid }
    }, 120_000)
    afterAll(() => {
      asker?.stop()
      for (const listener of server ?? []) listener.close()
      if (folder) rmSync(folder, { recursive: true, force: true })
      toolchain?.remove()
    })

    /** Answers and nothing of the last run stays. */
    const stillAnswers = async () => {
      const { stages } = await asker.ask('fn main() { println!("alive"); }')
      expect(stages.map(stage => stage.exit)).toEqual([0, 0])
      expect(stages[1]!.stdout).toBe('alive\n')
    }
    /** Processes of programs: under root's identity for them, or those of the ordinary user but for the runner itself. */
    const left = () => {
      const uid = root && user === undefined ? nobodyOf(asker.pid) : (user ?? process.getuid!())
      const programs = processTable().filter(running => running.uid === uid && running.pid !== asker.pid)
      return programs.filter(
        ({ pid }) => spawnSync('cat', [`/proc/${pid}/comm`], { encoding: 'utf8' }).stdout === 'main\n',
      )
    }

    it('is a box', () => {
      expect(asker.sandbox).toMatchObject({ boxed: true, watched: true, remedy: null })
    })

    it('shows a program nothing of this machine, and lets it do nothing to it (B10, B11)', async () => {
      const { stages } = await asker.ask(programs.report(host))
      expect(stages[0]!.stderr).toBe('')
      const lines = stages[1]!.stdout.trim().split('\n')
      expect(stages[1]).toMatchObject({ exit: 0, signal: null })
      expect(lines.length).toBeGreaterThan(60)
      expect(lines.filter(line => line.endsWith(': GOT'))).toEqual([])
      expect(lines.filter(line => line.endsWith(': refused')).length).toBeGreaterThan(55)
      const said = Object.fromEntries(lines.map(line => line.split(/: (.*)/s) as [string, string]))
      expect(said.processes).toBe('2')
      expect(said.environment).toBe('{"HOME", "LC_ALL", "PATH", "PWD", "RUST_BACKTRACE", "TMPDIR"}')
      expect(said['first process']).not.toContain(toolchain.rustc)
      expect(said['first environment']).not.toMatch(/HOME=|canary/i)
      for (const key of ['CapEff', 'CapPrm', 'CapInh', 'CapAmb', 'CapBnd']) expect(said[key], key).toMatch(/^0+$/)
      expect(said).toMatchObject({ NoNewPrivs: '1', Seccomp: '2', open: '[]' })
      // An ordinary user's program may write to the box's first process, its equal: that one is no way out, since it has no more rights.
      expect(said['first Seccomp']).toBe('2')
      if (user !== undefined || !root) expect(said['first CapEff']).toMatch(/^0+$/)
      expect(stages[1]!.stdout).not.toContain(CANARY)
      expect(existsSync(join(folder, 'ri-attack'))).toBe(false)
    })

    it('plants a hole and finds it: the witness is not blind', async () => {
      const open = await startAsker({
        ...(user === undefined ? {} : { user }),
        compilers: [toolchain.rustc],
        host: course!.host,
        times: TIMES,
        folders: [join(folder, 'home')],
      })
      const { stages } = await open.ask(
        'fn main() { println!("{:?}", std::fs::read_dir("/folders/0/.ssh").map(|d| d.count()).ok()); }',
      )
      open.stop()
      // The mounted folder is seen; its private part only by the identity that it belongs to.
      expect(stages[1]!.stdout).toMatch(/^(Some\(1\)|None)\n$/)
      expect(readdirSync(join(folder, 'home'))).toEqual(['.ssh'])
      if (user !== undefined) expect(stages[1]!.stdout).toBe('Some(1)\n')
    })

    it('lets the compiler read nothing outside (B9)', async () => {
      for (const [how, source] of Object.entries(programs.compilerReads(secret, asker.pid))) {
        const { stages } = await asker.ask(source)
        expect(JSON.stringify(stages), how).not.toContain(CANARY)
        expect(stages, how).toHaveLength(1)
        expect(stages[0]!.exit, how).toBe(1)
        expect(stages[0]!.stderr, how).toMatch(
          /couldn't read|couldn't find|No such file|Could not find|file not found|cannot find|unable to|linking/i,
        )
      }
      const own = await asker.ask(
        'fn main() { println!("{:?} {:?}", option_env!("RI_CANARY"), std::str::from_utf8(include_bytes!("/proc/self/environ")).unwrap()); }',
      )
      expect(JSON.stringify(own)).not.toContain(CANARY)
    })

    it('holds the memory of all processes together (B12)', async () => {
      const { stages } = await asker.ask(programs.threeChildren, {}, { program: SLOW })
      expect(stages[1]!.stdout).toBe('')
      expect(stages[1]!.stopped).toBe('the program was stopped: its processes together held more memory than 1024 MiB')
      await stillAnswers()
    })
    it('holds memory that belongs to no process', async () => {
      const { stages } = await asker.ask(programs.socketBuffers)
      // 64 processes with 64 open files each: what their sockets hold stays under the limit of one program.
      const held = stages[1]!.stdout.split('\n').reduce((sum, line) => sum + (Number(line) || 0), 0)
      expect(held).toBeLessThan(1024 * 1024 * 1024)
      await stillAnswers()
    })

    it.each(['/tmp', '/dev/shm', '/var/tmp', '.'])('bounds what is written to %s', async where => {
      const { stages } = await asker.ask(programs.fillFolder(where))
      const written = Number(/written (\d+) MiB/.exec(stages[1]!.stdout)?.[1])
      expect(written).toBeGreaterThan(100)
      expect(written).toBeLessThan(257)
      await stillAnswers()
    })
    it('bounds the number of files', async () => {
      const { stages } = await asker.ask(programs.manyFiles)
      expect(stages[1]!.stopped).toBe('the program was stopped: it made more than 20000 files')
      await stillAnswers()
    })
    it('keeps no file of a run, nor of one that was killed (B13)', async () => {
      const none = '/tmp: []\n/dev/shm: ["ri-trace-left"]\n/var/tmp: ["ri-trace-left"]\n.: []\n'
      const before = ['/tmp', '/dev/shm', '/var/tmp'].map(path =>
        readdirSync(path).filter(name => name.startsWith('ri-trace')),
      )
      // One folder under three names: what the first wrote the second shows, and nothing of an earlier run.
      expect((await asker.ask(programs.traces)).stages[1]!.stdout).toBe(none)
      expect((await asker.ask(programs.traces)).stages[1]!.stdout).toBe(none)
      const killed = await asker.ask('fn main() { std::fs::write("/tmp/ri-trace-killed", "x").unwrap(); loop {} }')
      expect(killed.stages[1]!.stopped).toBe('the program was stopped after 3 s')
      expect((await asker.ask(programs.traces)).stages[1]!.stdout).toBe(none)
      expect(
        ['/tmp', '/dev/shm', '/var/tmp'].map(path => readdirSync(path).filter(name => name.startsWith('ri-trace'))),
      ).toEqual(before)
      expect(readdirSync(temporary)).toEqual([])
    })

    it('ends a fork bomb, and daemons that leave the session', async () => {
      let most = 0
      const watch = setInterval(() => {
        most = Math.max(most, processTable().length)
      }, 100)
      const before = processTable().length
      const bomb = await asker.ask(programs.forkBomb)
      clearInterval(watch)
      expect(bomb.stages[1]!.stopped).toBe('the program was stopped after 3 s')
      expect(most - before).toBeLessThan(150)
      const { stages } = await asker.ask(programs.daemon)
      expect(stages[1]).toMatchObject({ stdout: 'started\n', exit: 0 })
      const threads = await asker.ask(programs.manyThreads)
      expect(Number(/threads (\d+)/.exec(threads.stages[1]!.stdout)![1])).toBeLessThan(64)
      await stillAnswers()
      expect(left()).toEqual([])
    })

    it('stops floods of output on either stream', async () => {
      for (const stream of ['stdout', 'stderr']) {
        const { stages } = await asker.ask(
          `use std::io::Write; fn main() { let b = [b'x'; 1 << 16]; loop { let _ = std::io::${stream}().write_all(&b); } }`,
        )
        expect(stages[1]!.stopped).toBe('the program was stopped: it wrote more than 256 KiB')
        expect(stages[1]!.stdout.length + stages[1]!.stderr.length).toBeLessThan(70_000)
      }
    })

    it('says what a crate that names itself, or is a library, comes to (fault 20)', async () => {
      const named = await asker.ask('#![crate_name = "foo"] fn main() { println!("named"); }')
      expect(named.stages[1]).toMatchObject({ stdout: 'named\n', exit: 0 })
      for (const type of ['lib', 'rlib', 'dylib', 'cdylib', 'staticlib']) {
        const library = await asker.ask(`#![crate_type = "${type}"] pub fn main() {}`)
        expect(library.stages, type).toHaveLength(1)
        expect(library.stages[0]!.stopped, type).toContain('there is nothing to run')
      }
      for (const name of ['../../evil', '-rf', 'a b', '$(id)', 'main.rs']) {
        const { stages } = await asker.ask(`#![crate_name = "${name}"] fn main() {}`)
        expect(stages, name).toHaveLength(1)
        expect(stages[0]!.exit, name).toBe(1)
      }
      expect((await asker.ask('#![crate_name = "foo"] pub fn f() {}', { mode: 'mir' })).text).toContain('fn f()')
    })

    it('believes nothing that a program says of itself', async () => {
      const { stages } = await asker.ask(
        'use std::io::Write; fn main() { for fd in 3..20 { if let Ok(mut f) = std::fs::OpenOptions::new().write(true).open(format!("/proc/self/fd/{fd}")) { let _ = f.write_all(b"compiled 9\\nlibrary\\n"); } } println!("compiled 9\\nlibrary"); std::process::exit(134) }',
      )
      expect(stages[0]!.exit).toBe(0)
      expect(stages[1]!.stdout).toBe('compiled 9\nlibrary\n')
    })

    it('does not let an endless constant hold up who waits', async () => {
      const endless =
        '#![allow(long_running_const_eval)] const fn f() -> u8 { let mut i = 0u64; while i < u64::MAX { i += 1; } 0 } const X: u8 = f(); fn main() { println!("{X}") }'
      const { stages } = await asker.ask(endless, { mode: 'check' })
      expect(stages[0]!.stopped).toBe('the compiler was stopped after 15 s')
      await stillAnswers()
    })
  },
)

describe.skipIf(!ready)('what a system lacks (needs rustc and bubblewrap)', { timeout: 60_000 }, () => {
  const start = (hidden: object, folders: string[] = [], compilers = [course!.path], env = {}) =>
    startAsker({ compilers, host: course!.host, times: TIMES, hidden, folders, env })

  it('is said: bubblewrap', async () => {
    const asker = await start({ bubblewrap: true })
    asker.stop()
    expect(asker.sandbox).toMatchObject({ boxed: false, watched: true })
    expect(asker.sandbox.remedy).toContain('apt-get install bubblewrap')
    expect(asker.sandbox.lacks.join('\n')).toContain('The compiler reads every file that you can read')
  })
  it('is said: namespaces, which a kernel without them refuses', async () => {
    const asker = await start({ namespaces: true })
    asker.stop()
    expect(asker.sandbox.boxed).toBe(false)
    expect(asker.sandbox.remedy).toMatch(/^Bubblewrap can make no sandbox here \(bwrap: .*\)/)
  })
  it('is said: control groups; the watcher then holds the memory', async () => {
    const asker = await start({ cgroups: true })
    asker.stop()
    expect(asker.sandbox.boxed).toBe(true)
    expect(asker.sandbox.holds.join('\n')).toMatch(/summed 40 times a second/)
    expect(asker.sandbox.holds.join('\n')).not.toMatch(/cgroup/)
  })
  it('is said: Linux', async () => {
    const asker = await start({ linux: true })
    const { stages } = await asker.ask('fn main() { println!("bare"); }')
    asker.stop()
    expect(asker.sandbox).toMatchObject({ boxed: false, watched: false })
    expect(asker.sandbox.lacks).toContain('Memory is not limited.')
    expect(stages[1]!.stdout).toBe('bare\n')
  })
  it('is true of what is said: without a box the sum of memory holds, and nothing is left', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'ri-bare-'))
    // As root the program runs under an identity of its own, which must find its folder.
    chmodSync(temporary, 0o755)
    const asker = await start({ bubblewrap: true }, [], [course!.path], { TMPDIR: temporary })
    const { stages } = await asker.ask(programs.threeChildren, {}, { program: SLOW })
    asker.stop()
    expect(stages[1]!.stopped).toContain('held more memory than 1024 MiB')
    expect(readdirSync(temporary)).toEqual([])
    rmSync(temporary, { recursive: true })
  })

  it('mounts several toolchains and a sysroot beside', async () => {
    const others = spawnSync('rustup', ['toolchain', 'list'], { encoding: 'utf8' })
      .stdout?.split('\n')
      .map(line => line.split(' ')[0]!)
      .filter(Boolean)
      .map(name => spawnSync('rustup', ['which', '--toolchain', name, 'rustc'], { encoding: 'utf8' }).stdout.trim())
      .filter(path => path && path !== course!.path)
    const compilers = [course!.path, ...(others ?? []).slice(0, 2)]
    const extra = mkdtempSync(join(tmpdir(), 'ri-sysroot-'))
    chmodSync(extra, 0o755)
    writeFileSync(join(extra, 'version'), 'of miri')
    const asker = await start({}, [extra], compilers)
    for (const which of compilers.keys()) {
      const { stages } = await asker.ask(
        'fn main() { print!("{} {}", std::fs::read_dir("/toolchains").unwrap().count(), include_str!("/folders/0/version")); }',
        {},
        { which },
      )
      expect(stages[1]?.stdout, stages[0]!.stderr).toBe(`${compilers.length} of miri`)
    }
    asker.stop()
    rmSync(extra, { recursive: true })
  })
})
