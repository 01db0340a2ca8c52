// Recordings depend on the compiler and the snippet only: `verify` is asked under other languages, widths, users, variables and
// paths. One snippet for each kind of verdict and of emit, recorded by whoever recorded the course. Needs half a minute: gate `faults`.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findToolchain } from '../toolchain/find.ts'
import { listSnippets, ROOT, type SnippetFile } from './files.ts'
import type { Recording } from './schema.ts'

const toolchain = findToolchain(ROOT)
const there = mkdtempSync(join(tmpdir(), 'ri-surroundings-'))
afterAll(() => rmSync(there, { recursive: true, force: true }))

/** What a recording holds of kinds; empty where it needs crates or a clock, which are other matters. */
function kindsOf(file: SnippetFile): string[] {
  const { runs } = JSON.parse(readFileSync(file.recording, 'utf8')) as Recording
  const emits = runs.flatMap(run => run.emits.map(emit => emit.kind))
  return [...runs.map(run => `verdict ${run.verdict.kind}`), ...emits]
}

/** The fewest snippets in the order of their paths that show each kind once. */
function sample(): { files: SnippetFile[]; kinds: string[] } {
  const seen = new Set<string>()
  const files = listSnippets().filter(file => {
    if (/^\/\/@ (?:crates|emit: bench|toolchain)/m.test(readFileSync(file.source, 'utf8'))) return false
    const news = kindsOf(file).filter(kind => !seen.has(kind))
    for (const kind of news) seen.add(kind)
    return news.length > 0
  })
  return { files, kinds: [...seen] }
}

interface Answer {
  code: number | null
  said: string
}
const verify = (root: string, files: readonly SnippetFile[], env: Record<string, string>): Promise<Answer> =>
  new Promise(resolve => {
    const args = ['scripts/verify.ts', '--force', '--no-install', ...files.map(file => file.path)]
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
    let said = ''
    for (const out of [child.stdout, child.stderr]) out.on('data', (data: Buffer) => (said += data.toString()))
    child.on('close', code => resolve({ code, said }))
  })

const folder = (name: string): string => {
  const path = join(there, name)
  mkdirSync(path, { recursive: true })
  return path
}
/** Where the toolchains lie must stay known when the home is another. */
const RUSTUP_HOME = process.env['RUSTUP_HOME'] ?? join(homedir(), '.rustup')

describe.skipIf(!toolchain.course)('what is recorded stays the same (needs rustc)', { timeout: 300_000 }, () => {
  const { files, kinds } = sample()

  it('is asked of each kind of answer', () => {
    expect(kinds).toEqual(expect.arrayContaining(['verdict runs', 'verdict error', 'layout', 'nll', 'asm', 'mir']))
    expect(files.length).toBeGreaterThan(9)
  })
  it.each<[string, Record<string, string>]>([
    [
      'another language, terminal and clock',
      {
        LANG: 'de_DE.UTF-8',
        LC_ALL: 'tr_TR.UTF-8',
        LANGUAGE: 'de:tr',
        COLUMNS: '31',
        TERM: 'xterm-256color',
        CARGO_TERM_COLOR: 'always',
        TZ: 'Pacific/Kiritimati',
        SOURCE_DATE_EPOCH: '0',
      },
    ],
    ['another user and home', { USER: 'ada', LOGNAME: 'ada', HOME: folder('the home of ada'), RUSTUP_HOME }],
    ['a long folder for temporary files, with a blank', { TMPDIR: folder(`${'deep/'.repeat(12)}a b`) }],
    [
      'variables that change compilers',
      { RUSTFLAGS: '-O -Cdebuginfo=2', RUST_BACKTRACE: 'full', RUSTC_LOG: 'info', RUST_MIN_STACK: '16777216' },
    ],
    ['another default toolchain', { RUSTUP_TOOLCHAIN: 'none-such', RUSTUP_AUTO_INSTALL: '0' }],
  ])('under %s', async (_, env) => {
    const { code, said } = await verify(ROOT, files, env)
    expect(said).toContain(`${files.length} verified`)
    expect(code).toBe(0)
  })

  it('in a checkout with another, longer path that has blanks', async () => {
    const root = folder('a checkout whose path is longer/and has blanks')
    for (const name of ['scripts', 'components', 'decks'])
      cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: path => !path.includes('/target/') })
    for (const name of ['package.json', 'toolchains.json', 'recorded.json', 'course.yaml', 'glossary.yaml'])
      cpSync(join(ROOT, name), join(root, name))
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
    const { code, said } = await verify(root, files, {})
    expect(said).toContain(`${files.length} verified`)
    expect(code).toBe(0)
  })
})
