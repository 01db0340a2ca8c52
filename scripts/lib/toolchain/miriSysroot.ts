// Miri needs a std of its own, built once for each nightly and target from rust-src: about three minutes, then kept in the user's cache.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { userCache } from './cache.ts'
import { beside, environmentOf } from './compiler.ts'
import type { Toolchain } from './find.ts'

/**
 * Absolute path of the sysroot for `miri --sysroot`, built now if it was not.
 * @param onBuild called once, before it is asked for: a first build takes minutes
 * @throws Error with cargo-miri's own words when it cannot be built
 */
export async function miriSysroot(toolchain: Toolchain, onBuild?: () => void): Promise<string> {
  const { nightly, target } = toolchain
  const cargoMiri = beside(nightly, 'cargo-miri')
  if (!nightly || !cargoMiri) throw new Error('Miri is not installed')
  // A folder for each nightly, so that two do not take turns in one.
  const cache = join(userCache(), `miri-${nightly.commit}`)
  mkdirSync(cache, { recursive: true })
  onBuild?.()
  // MIRI_SYSROOT would be taken for an answer, whatever compiler built it.
  const { MIRI_SYSROOT: _, ...env } = environmentOf(nightly)
  return new Promise((resolve, reject) => {
    const child = spawn(cargoMiri, ['miri', 'setup', '--target', target, '--print-sysroot'], {
      env: { ...env, XDG_CACHE_HOME: cache },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0 && out.trim()) resolve(out.trim())
      else reject(new Error(`the std of Miri cannot be built: ${said.trim().split('\n').at(-1) ?? `status ${code}`}`))
    })
  })
}
