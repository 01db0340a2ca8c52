// Hashes of files and folders. Content only: no time stamp is ever asked, so a clock that goes backwards changes nothing.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** A key of several parts; no two lists of parts give the same. */
export const keyOf = (...parts: readonly string[]): string => sha256(JSON.stringify(parts))

/** Paths of all files below a folder, relative to it, with `/`, sorted. `skip` gets each relative path, folders' with a slash at the end. */
export function filesBelow(dir: string, skip: (path: string) => boolean = () => false): string[] {
  const out: string[] = []
  const walk = (prefix: string) => {
    for (const entry of readdirSync(join(dir, prefix), { withFileTypes: true })) {
      const path = prefix + entry.name
      const folder =
        entry.isDirectory() ||
        (entry.isSymbolicLink() && statSync(join(dir, path), { throwIfNoEntry: false })?.isDirectory())
      if (skip(folder ? `${path}/` : path)) continue
      if (folder) walk(`${path}/`)
      else if (entry.isFile() || entry.isSymbolicLink()) out.push(path)
    }
  }
  walk('')
  return out.sort()
}

/** Checksum of every file below a folder. */
export const checksums = (dir: string, skip?: (path: string) => boolean): Record<string, string> =>
  Object.fromEntries(filesBelow(dir, skip).map(path => [path, sha256(readFileSync(join(dir, path)))]))

/** One hash for files and folders (absolute paths); what does not exist counts as absent. Tests are no input. */
export function digestOf(paths: readonly string[]): string {
  return keyOf(
    ...paths.map(path => {
      const stat = statSync(path, { throwIfNoEntry: false })
      if (!stat) return 'absent'
      return stat.isDirectory() ? JSON.stringify(checksums(path, isTest)) : sha256(readFileSync(path))
    }),
  )
}

/** Tests, their examples and fixtures decide nothing of what is built. */
export const isTest = (path: string): boolean => /\.test\.ts$|(^|\/)(fixtures|node_modules|target)\/$/.test(path)
