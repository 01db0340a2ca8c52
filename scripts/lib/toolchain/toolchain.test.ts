// Names, versions, and the whole way from a name to an installed compiler, against a rustup of three lines that keeps what it was told.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ROOT } from '../deck.ts'
import { ProblemError } from '../problem.ts'
import { describeCompiler, environmentOf } from './compiler.ts'
import { componentPath } from './components.ts'
import { findToolchain } from './find.ts'
import { parseNames, readNames } from './names.ts'
import { provide } from './provide.ts'
import { compareVersions, isAtLeast } from './version.ts'

const NAMES = readFileSync(join(ROOT, 'toolchains.json'), 'utf8')
const { course } = readNames(ROOT)

const problemsOf = (text: string): string => {
  try {
    parseNames(text)
  } catch (error) {
    if (error instanceof ProblemError) return error.message
    throw error
  }
  return 'no problem'
}

describe('versions', () => {
  test('are sorted as versions', () => {
    const sorted = ['1.100.0', '1.101.0-nightly', '1.95.0', '1.100.0-beta.10', '1.100.0-beta.7', '1.99.1'].sort(
      compareVersions,
    )
    expect(sorted).toEqual(['1.95.0', '1.99.1', '1.100.0-beta.7', '1.100.0-beta.10', '1.100.0', '1.101.0-nightly'])
  })
  test('a nightly of a release has what the release has', () => {
    expect(isAtLeast('1.97.0-nightly', '1.97')).toBe(true)
    expect(isAtLeast('1.100.0-beta.7', '1.97')).toBe(true)
    expect(isAtLeast('1.95.0', '1.97')).toBe(false)
  })
})

describe('toolchains.json', () => {
  test('the repository’s own is well formed', () => {
    expect(() => readNames(ROOT)).not.toThrow()
  })
  test('a channel that moves', () => {
    expect(problemsOf(NAMES.replace(/"beta-[\d-]+"/, '"beta"'))).toBe(
      'toolchains.json:9: next.channel: a channel that stays the same is needed: a release such as 1.99.1, or a dated beta-2026-10-18 or nightly-2026-10-30',
    )
  })
  test('a role that nothing knows, and one that is missing', () => {
    expect(problemsOf(NAMES.replace('"miri"', '"mirri"'))).toMatch(/toolchains\.json:13: mirri: there is no such field/)
    expect(problemsOf(NAMES.replace('"miri"', '"mirri"'))).toMatch(/miri: Invalid input/)
  })
  test('text that is no JSON', () => {
    expect(problemsOf('{ "course": ')).toMatch(/^toolchains\.json:\d+: this is not valid/)
  })
  test('no file', () => {
    expect(() => readNames(tmpdir())).toThrow('toolchains.json:1: there is no such file')
  })
})

describe.skipIf(process.platform === 'win32')('from a name to a compiler', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'toolchain-'))
    writeFileSync(join(root, 'toolchains.json'), NAMES)
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.stubEnv('RUSTC', undefined)
    vi.stubEnv('CARGO_HOME', join(root, 'cargo'))
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    rmSync(root, { recursive: true, force: true })
  })

  const script = (path: string, text: string): void => {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, `#!/bin/sh\n${text}\n`)
    chmodSync(path, 0o755)
  }
  /** A compiler that can only say who it is. */
  const rustc = (path: string, release: string, commit: string): void =>
    script(
      path,
      `if [ "$1" = --print ]; then dirname "$(dirname "$0")"; else printf 'release: ${release}\\ncommit-hash: ${commit}00000\\ncommit-date: 2026-10-13\\nhost: x86_64-unknown-linux-gnu\\n'; fi`,
    )
  /** Keeps compilers in `root`/kept; `template` is what it installs; `fails` is how it refuses. */
  const rustup = (options: { default?: string; fails?: string } = {}): void => {
    rustc(join(root, 'template/bin/rustc'), course.release, course.commit)
    if (options.default) writeFileSync(join(root, 'default'), options.default)
    script(
      join(root, 'bin/rustup'),
      `case "$1 $2" in
--version*) echo rustup ;;
"which --toolchain") if [ -e "${root}/kept/$3/bin/rustc" ]; then echo "${root}/kept/$3/bin/rustc"; else exit 1; fi ;;
"toolchain install") echo "$@" >> "${root}/log"; ${options.fails ? `echo 'error: ${options.fails}' >&2; exit 1` : `mkdir -p "${root}/kept"; cp -r "${root}/template" "${root}/kept/$3"; [ -e "${root}/default" ] || echo "$3" > "${root}/default"`} ;;
"default "*) if [ -n "$2" ]; then rm "${root}/default"; elif [ -e "${root}/default" ]; then cat "${root}/default"; else exit 1; fi ;;
esac`,
    )
    vi.stubEnv('PATH', `${join(root, 'bin')}${delimiter}/usr/bin${delimiter}/bin`)
  }
  const kept = (channel: string): string => join(root, 'kept', channel, 'bin/rustc')

  test('the compiler that rustup keeps under the name', () => {
    rustup()
    rustc(kept(course.channel), course.release, course.commit)
    const { course: found, next } = findToolchain(root)
    expect(found).toMatchObject({ path: kept(course.channel), version: course.release, chosenByHand: false })
    expect(next).toBeNull()
    expect(environmentOf(found!)).toMatchObject({ RUSTC: kept(course.channel) })
    expect(environmentOf(found!)['PATH']).toMatch(new RegExp(`^${root}/kept/${course.channel}/bin:`))
    expect(componentPath(found, 'rust-src')).toBeNull()
    mkdirSync(join(root, 'kept', course.channel, 'lib/rustlib/src/rust/library'), { recursive: true })
    expect(componentPath(found, 'rust-src')).toBe(join(root, 'kept', course.channel, 'lib/rustlib/src/rust/library'))
  })
  test('the same compiler under a moving name, and another one under it, which is not taken', () => {
    rustup()
    const { next } = readNames(ROOT)
    rustc(kept('beta'), next.release, next.commit)
    expect(findToolchain(root).next).toMatchObject({ version: next.release })
    rustc(kept('beta'), next.release, '000000000')
    expect(findToolchain(root).next).toBeNull()
  })
  test('a name that means another compiler than the file says', () => {
    rustup()
    rustc(kept(course.channel), '1.80.0', 'abcdef123')
    expect(() => findToolchain(root)).toThrow(
      new RegExp(
        `^toolchains\\.json:4: rustup's ${course.channel} is rustc 1\\.80\\.0 \\(abcdef123\\), this file says`,
      ),
    )
  })
  test('RUSTC overrides, and is shown', () => {
    rustup()
    const own = join(root, 'own/bin/rustc')
    rustc(own, '1.42.0', '123456789')
    vi.stubEnv('RUSTC', own)
    expect(describeCompiler(findToolchain(root).course!)).toBe(
      `rustc 1.42.0 (123456789 2026-10-13), chosen by RUSTC=${own}`,
    )
    vi.stubEnv('RUSTC', join(root, 'nothing'))
    expect(() => findToolchain(root)).toThrow(/RUSTC=.* is no rustc .*unset RUSTC/)
  })
  test('what is missing is installed by name, and a rustup without a default keeps having none', async () => {
    rustup()
    const { toolchain, lacking } = await provide(root, { course: {} }, { install: true })
    expect(lacking).toEqual([])
    expect(toolchain.course?.version).toBe(course.release)
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe(
      `toolchain install ${course.channel} --profile minimal --no-self-update\n`,
    )
    expect(existsSync(join(root, 'default'))).toBe(false)
    const said = vi.mocked(console.error).mock.calls.flat().join('\n')
    expect(said).toMatch(/Installing rustc .* \(about \d+ MB on the disk, kept by rustup; your default toolchain stays/)
    expect(said).toMatch(/is installed in .*kept by rustup/)
  })
  test('the default of a user who has one stays', async () => {
    rustup({ default: 'mine' })
    await provide(root, { course: {} }, { install: true })
    expect(readFileSync(join(root, 'default'), 'utf8')).toBe('mine')
  })
  test('who may not install says what to type', async () => {
    rustup()
    const { lacking } = await provide(root, { course: { components: ['rust-src'] } }, { install: false })
    expect(existsSync(join(root, 'log'))).toBe(false)
    expect(lacking).toEqual([
      {
        role: 'course',
        line: 4,
        message: `rustc ${course.release} and the component \`rust-src\` (\`course\` in toolchains.json): not installed here; run \`rustup toolchain install ${course.channel} --profile minimal --component rust-src\``,
      },
    ])
  })
  test('a component that cannot be installed', async () => {
    rustup({ fails: 'component download failed' })
    rustc(kept(course.channel), course.release, course.commit)
    const { lacking } = await provide(root, { course: { components: ['rustc-dev'] } }, { install: true })
    expect(lacking[0]?.message).toMatch(
      /^the component `rustc-dev` of rustc .*: cannot be installed; rustup says: component download failed\. The command was `rustup toolchain install/,
    )
  })
  test('no rustup', async () => {
    vi.stubEnv('PATH', '/nowhere')
    const { lacking } = await provide(root, { course: {} }, { install: true })
    expect(lacking[0]?.message).toMatch(
      /not installed here, nor is rustup; run `curl .*sh\.rustup\.rs.*`, then this again/,
    )
  })
})
