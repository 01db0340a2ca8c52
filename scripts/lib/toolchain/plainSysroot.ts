// A view of a compiler's libraries that holds std and nothing else, whatever components are installed beside it. With rust-src a message shows lines
// of std and names another path; with rustc-dev a hundred crates of the compiler can be found, and are suggested. What is recorded must depend on
// the compiler and the program only, so every compilation of ours is given this view with `--sysroot`.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { userCache } from './cache.ts'
import type { Compiler } from './compiler.ts'

const made = new Map<string, string>()

/**
 * Absolute path of the view: symbolic links into the compiler's own sysroot, kept in the user's cache.
 * A compiler that was not installed by rustup has no lists of its components; its sysroot is returned as it is.
 */
export function plainSysroot(compiler: Compiler): string {
  const known = made.get(compiler.sysroot)
  if (known) return known
  const path = viewOf(compiler) ?? compiler.sysroot
  made.set(compiler.sysroot, path)
  return path
}

function viewOf({ sysroot, commit }: Compiler): string | null {
  const rustlib = join(sysroot, 'lib/rustlib')
  const files = ['manifest-rust-std-*', 'manifest-rustc-*-*-*']
    .flatMap(pattern => globSync(pattern, { cwd: rustlib }))
    .filter(name => !name.startsWith('manifest-rustc-dev') && !name.startsWith('manifest-rustc-codegen'))
    .flatMap(name => filesOf(join(rustlib, name)))
  if (!files.length || process.platform === 'win32') return null
  // A component that is added or taken away changes the list, and so the name of the view.
  const key = createHash('sha256')
    .update(JSON.stringify([sysroot, files]))
    .digest('hex')
    .slice(0, 12)
  const view = join(userCache(), `std-${commit}-${key}`)
  if (existsSync(view)) return view
  mkdirSync(userCache(), { recursive: true })
  const draft = mkdtempSync(`${view}.`)
  try {
    for (const file of files) {
      const to = join(draft, file)
      mkdirSync(dirname(to), { recursive: true })
      symlinkSync(join(sysroot, file), to)
    }
    renameSync(draft, view)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another process was quicker.
    if (!existsSync(view)) throw error
  }
  return view
}

/** What one component put below lib/rustlib/<target>: libraries of std, and the linker that comes with the compiler. */
const filesOf = (manifest: string): string[] =>
  readFileSync(manifest, 'utf8')
    .split('\n')
    .filter(line => /^file:lib\/rustlib\/[^/]+-[^/]+\/(?:lib|bin)\//.test(line))
    .map(line => line.slice('file:'.length))
