// The runner with the real compiler, asked over HTTP: it answers, and outlives whatever a program or a compiler does.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ROOT } from '../deck.ts'
import { findToolchain } from '../toolchain/find.ts'
import { ENDPOINT, STREAM, TOKEN_HEADER, type RunAnswer, type RunPart, type RunRequest } from './protocol.ts'
import { NOBODY } from './bubblewrap.ts'
import { processTable } from './processes.ts'
import { findSandbox } from './sandbox.ts'
import { createRunner, type Runner } from './server.ts'

const { course } = findToolchain(ROOT)

it('has a compiler where one is required', () => {
  if (process.env.CI === 'true') expect(course).not.toBeNull()
})

const ENDLESS =
  '#![allow(long_running_const_eval)] const fn f() -> u8 { let mut i = 0u64; while i < u64::MAX { i += 1; } 0 } const X: u8 = f(); fn main() { println!("{X}") }'
const wanted = { toolchains: course ? [course.sysroot] : [] }

describe.skipIf(!course).each([
  ['with all that this system offers', {}],
  ['without a box', { bubblewrap: true }],
])('the runner %s (needs rustc)', { timeout: 120_000 }, (_, hidden) => {
  let server: Server, runner: Runner, origin: string, temporary: string
  beforeAll(async () => {
    temporary = mkdtempSync(join(tmpdir(), 'ri-runner-'))
    // As root the program runs under an identity of its own, which must find its folder.
    chmodSync(temporary, 0o755)
    vi.stubEnv('TMPDIR', temporary)
    const sandbox = await findSandbox(wanted, hidden)
    runner = createRunner(course!, sandbox, { compile: 12_000, hurried: 3000, program: 3000 })
    server = createServer((request, response) => {
      void runner.handle(request, response)
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await new Promise(resolve => server.close(resolve))
    vi.unstubAllEnvs()
    rmSync(temporary, { recursive: true, force: true })
  })

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${origin}${ENDPOINT}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { origin, 'content-type': 'application/json', [TOKEN_HEADER]: runner.token, ...headers },
    })
  const ask = async (source: string, over: Partial<RunRequest> = {}): Promise<RunAnswer> => {
    const response = await post({ source, mode: 'run', edition: 2024, release: false, ...over })
    expect(response.status, await response.clone().text()).toBe(200)
    return (await response.json()) as RunAnswer
  }
  const stillAnswers = async () => {
    const { stages } = await ask('fn main() { println!("alive"); }')
    expect(stages.map(s => s.exit)).toEqual([0, 0])
    expect(stages[1]!.stdout).toBe('alive\n')
  }
  const leftovers = () => readdirSync(temporary)

  it('runs a program and shows both streams in the order in which they came, and the exit', async () => {
    const { stages } = await ask(
      'fn main() { for i in 0..3 { println!("out {i}"); eprintln!("err {i}"); } std::process::exit(3) }',
    )
    expect(stages[1]).toMatchObject({ exit: 3, signal: null, stopped: null, stderr: '' })
    expect(stages[1]!.stdout).toBe('out 0\nerr 0\nout 1\nerr 1\nout 2\nerr 2\n')
  })
  it('says what a program writes while it runs', async () => {
    const source =
      'fn main() { for i in 0..3 { println!("ö{i}"); std::thread::sleep(std::time::Duration::from_millis(400)); } }'
    const response = await post({ source, mode: 'run', edition: 2024, release: false }, { accept: STREAM })
    expect(response.headers.get('content-type')).toBe(STREAM)
    const parts: { part: RunPart; at: number }[] = []
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        parts.push({ part: JSON.parse(text.slice(0, end)) as RunPart, at: performance.now() })
        text = text.slice(end + 1)
      }
    }
    expect(parts[0]!.part).toMatchObject({ compiled: { exit: 0, command: 'rustc --edition=2024 main.rs' } })
    expect(parts.slice(1, -1).map(({ part }) => part)).toEqual([{ said: 'ö0\n' }, { said: 'ö1\n' }, { said: 'ö2\n' }])
    expect(parts.at(-1)!.part).toMatchObject({ answer: { stages: [{ exit: 0 }, { exit: 0, stdout: 'ö0\nö1\nö2\n' }] } })
    // Not gathered up to the end.
    expect(parts[3]!.at - parts[1]!.at).toBeGreaterThan(500)
  })
  it('keeps of a flood in parts what it keeps of one in a piece', async () => {
    const source = `use std::io::Write; fn main() { let b = [b'x'; 1 << 16]; loop { let _ = std::io::stdout().write_all(&b); } }`
    const response = await post({ source, mode: 'run', edition: 2024, release: false }, { accept: STREAM })
    const text = await response.text()
    expect(text.length).toBeLessThan(150_000)
    expect(text).toContain('it wrote more than 256 KiB')
  })
  it('refuses in one piece, also who would take parts', async () => {
    const response = await post({ source: 'fn main() {}', mode: 'dance' }, { accept: STREAM })
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json'])
  })
  it('shows a panic and an abort for what they are', async () => {
    const panic = await ask('fn main() { panic!("no") }')
    expect(panic.stages[1]!.exit).toBe(101)
    expect(panic.stages[1]!.stdout).toMatch(/panicked at main\.rs:1:13:\nno/)
    expect((await ask('fn main() { std::process::abort() }')).stages[1]).toMatchObject({
      exit: null,
      signal: 'SIGABRT',
      stderr: '',
    })
    expect(
      (await ask('fn main() { unsafe { *std::ptr::null_mut::<u8>().wrapping_add(8) = 1 } }', { release: true }))
        .stages[1]!.signal,
    ).toBe('SIGSEGV')
  })
  it('prints diagnostics as rustc does, in colour', async () => {
    const { stages } = await ask('fn main() { let mut v = vec![1]; let a = &v[0]; v.push(2); println!("{a}"); }')
    expect(stages).toHaveLength(1)
    expect(stages[0]!.stderr).toContain('\u001B[')
    expect(stages[0]!.stderr).toContain('E0502')
    expect(stages[0]!.stderr).not.toContain(tmpdir())
  })
  it('knows check, editions, MIR and assembly', async () => {
    expect((await ask('pub fn f() {}', { mode: 'check' })).stages[0]!.exit).toBe(0)
    expect((await ask('pub fn f() { let async = 1; }', { mode: 'check', edition: 2015 })).stages[0]!.exit).toBe(0)
    expect((await ask('pub fn f() { let async = 1; }', { mode: 'check', edition: 2024 })).stages[0]!.exit).toBe(1)
    expect((await ask('pub fn f(x: u32) -> u32 { x + 1 }', { mode: 'mir' })).text).toMatch(
      /^fn f\(_1: u32\) -> u32 \{[\s\S]*AddWithOverflow/,
    )
    const { text } = await ask('#[inline(never)] pub fn twice(x: u32) -> u32 { x * 2 }', { mode: 'asm', release: true })
    expect(text).toMatch(/^main::twice:\n/)
    expect(text).not.toMatch(/^\s*\./m)
  })
  it('stops an endless loop', async () => {
    const { stages } = await ask('fn main() { loop { std::hint::spin_loop() } }')
    expect(stages[1]!.stopped).toBe('the program was stopped after 3 s')
    await stillAnswers()
  })
  it('stops a program that writes a gigabyte, and keeps the beginning', async () => {
    const { stages } = await ask(
      "use std::io::Write; fn main() { let b = [b'x'; 1 << 20]; let mut o = std::io::stdout(); for _ in 0..1024 { if o.write_all(&b).is_err() { return } } }",
    )
    expect(stages[1]!.stopped).toBe('the program was stopped: it wrote more than 256 KiB')
    expect(stages[1]!.stdout.length).toBeLessThan(70_000)
    await stillAnswers()
  })
  it('stops a fork bomb, and nothing of it is left', async () => {
    const before = processTable().length
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, processTable().length)
    }, 50)
    const bomb = await ask(
      'unsafe extern "C" { fn fork() -> i32; fn setsid() -> i32; } fn main() { loop { unsafe { if fork() == 0 { setsid(); } } } }',
    )
    clearInterval(watch)
    expect(bomb.stages[1]!.stopped).toBe('the program was stopped after 3 s')
    expect(most - before).toBeLessThan(400)
    expect(processTable().filter(p => p.uid === NOBODY)).toEqual([])
    await stillAnswers()
  })
  it('does not wait for a child that holds its output open', async () => {
    const { stages } = await ask(
      'unsafe extern "C" { fn fork() -> i32; fn setsid() -> i32; fn sleep(s: u32) -> u32; } fn main() { unsafe { if fork() == 0 { setsid(); sleep(60); } } println!("done"); }',
    )
    expect(stages[1]).toMatchObject({ stdout: 'done\n', exit: 0 })
    expect(stages[1]!.ms).toBeLessThan(20_000)
  })
  it('limits memory', async () => {
    const { stages } = await ask(
      'fn main() { let mut v: Vec<Vec<u8>> = vec![]; loop { v.push(Vec::with_capacity(64 << 20)); } }',
    )
    expect(stages[1]!.stdout).toMatch(/memory allocation of \d+ bytes failed/)
    expect(stages[1]!.signal).toBe('SIGABRT')
    await stillAnswers()
  })
  it('outlives a compiler that crashes, and one that does not end', async () => {
    const deep = `fn main() { let _ = ${'('.repeat(9000)}1${')'.repeat(9000)}; }`
    expect((await ask(deep)).stages[0]!.exit).not.toBe(0)
    const { stages } = await ask(ENDLESS)
    expect(stages).toHaveLength(1)
    expect(stages[0]!.exit).not.toBe(0)
    await stillAnswers()
  })
  it('leaves no folder behind, also of a request that was given up', async () => {
    const gone = new AbortController()
    const given = fetch(`${origin}${ENDPOINT}`, {
      method: 'POST',
      signal: gone.signal,
      body: JSON.stringify({ source: 'fn main() { loop {} }', mode: 'run', edition: 2024, release: false }),
      headers: { origin, 'content-type': 'application/json', [TOKEN_HEADER]: runner.token },
    })
    setTimeout(() => gone.abort(), 1500)
    await expect(given).rejects.toThrow()
    await stillAnswers()
    expect(leftovers()).toEqual([])
  })
  it('refuses foreign origins, wrong tokens and malformed requests', async () => {
    const good = { source: 'fn main() {}', mode: 'check', edition: 2024, release: false }
    expect((await post(good, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post(good, { [TOKEN_HEADER]: 'x'.repeat(32) })).status).toBe(403)
    expect((await post({ ...good, mode: 'rm' })).status).toBe(400)
    expect((await post({ ...good, source: 'x'.repeat(70_000) })).status).toBe(400)
    expect((await post({ ...good, source: 'x'.repeat(300_000) })).status).toBe(400)
    await stillAnswers()
  })
  it('does not let an endless constant hold up who waits, and forgets who went away', async () => {
    const begun = performance.now()
    const endless = ask(ENDLESS)
    const gone = new AbortController()
    const given = fetch(`${origin}${ENDPOINT}`, {
      method: 'POST',
      signal: gone.signal,
      body: JSON.stringify({ source: ENDLESS, mode: 'check', edition: 2024, release: false }),
      headers: { origin, 'content-type': 'application/json', [TOKEN_HEADER]: runner.token },
    }).catch(() => null)
    const waiting = stillAnswers()
    setTimeout(() => gone.abort(), 500)
    expect((await endless).stages[0]!.stopped).toBe(
      'the compiler was stopped after 3 s, since another request was waiting',
    )
    await waiting
    await given
    expect(performance.now() - begun).toBeLessThan(11_000)
  })
})
