// Where cargo has put the libraries of a build, before and after its folders changed, and the one folder that `-L` names.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { gatherArtifacts } from './crates.ts'

/** A build whose crates lie at these paths, with the messages of cargo. */
function built(...paths: string[]) {
  const target = mkdtempSync(join(tmpdir(), 'crates-test-'))
  onTestFinished(() => rmSync(target, { recursive: true, force: true }))
  const files = paths.map(path => join(target, 'debug', path))
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, file)
  }
  const messages = files.map(file => JSON.stringify({ reason: 'compiler-artifact', filenames: [file] })).join('\n')
  const deps = join(target, 'debug', 'deps')
  gatherArtifacts(messages, target, deps)
  return (name: string) => existsSync(join(deps, name))
}

test('cargo 1.99 has them in one folder, and nothing is moved', () => {
  const has = built('deps/liblog-1.rlib', 'build/log-1/build-script-build', 'libsnippet_crates.rlib')
  expect(has('liblog-1.rlib')).toBe(true)
  for (const name of ['build-script-build', 'libsnippet_crates.rlib']) expect(has(name)).toBe(false)
})
test('cargo 1.100 has a folder for each crate: its libraries and macros are gathered, its build scripts are not', () => {
  const has = built(
    'build/log/1/out/liblog-1.rlib',
    'build/log/1/out/liblog-1.rmeta',
    'build/macros/2/out/libmacros-2.so',
    'build/log/3/out/build_script_build',
    'libsnippet_crates.rlib',
  )
  for (const name of ['liblog-1.rlib', 'liblog-1.rmeta', 'libmacros-2.so']) expect(has(name)).toBe(true)
  for (const name of ['build_script_build', 'libsnippet_crates.rlib']) expect(has(name)).toBe(false)
})
