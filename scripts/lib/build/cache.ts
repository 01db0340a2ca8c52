// Results by the key of their inputs, each file with its checksum: an entry is whole and right, or it is not used.
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  existsSync,
  readdirSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { sha256 } from './digest.ts'
import { isDiskFull } from './failure.ts'

interface Manifest {
  files: Record<string, string>
  meta?: unknown
}
interface Sealed {
  checksum: string
  manifest: Manifest
}

/** Entries of as many builds as this are kept. */
const KEEP_BUILDS = 6

export interface Cache {
  /** Copies an entry's files into `to` and returns its meta data (`{}` when it has none); `null` when there is no sound entry. */
  restore(key: string, to: string): unknown | null
  /** Keeps files (paths relative to `from`) under a key. */
  keep(key: string, from: string, files: readonly string[], meta?: unknown): void
  /** Forgets entries that no recent build has used. */
  prune(): void
  /** Entries that were found damaged and were thrown away. */
  readonly damaged: string[]
}

/** For `--no-cache` and for folders that may not be written. */
export const noCache: Cache = { restore: () => null, keep: () => {}, prune: () => {}, damaged: [] }

/** @throws when the folder may not be written */
export function openCache(dir: string): Cache {
  const store = join(dir, 'store')
  const history = join(dir, 'history.json')
  mkdirSync(store, { recursive: true })
  rmSync(mkdtempSync(join(store, 'probe-')), { recursive: true })
  const used = new Set<string>()
  const damaged: string[] = []

  const read = (key: string): Manifest | null => {
    const path = join(store, key, 'entry.json')
    if (!existsSync(path)) return null
    try {
      const { checksum, manifest } = JSON.parse(readFileSync(path, 'utf8')) as Sealed
      if (sha256(JSON.stringify(manifest)) === checksum) return manifest
    } catch {
      /* not even JSON: as damaged as a wrong checksum */
    }
    damaged.push(key)
    return null
  }

  return {
    damaged,
    restore(key, to) {
      const manifest = read(key)
      if (!manifest) return null
      const contents: [string, Buffer][] = []
      for (const [path, checksum] of Object.entries(manifest.files)) {
        const file = join(store, key, 'files', path)
        const content = existsSync(file) ? readFileSync(file) : null
        if (!content || sha256(content) !== checksum) {
          damaged.push(key)
          rmSync(join(store, key), { recursive: true, force: true })
          return null
        }
        contents.push([path, content])
      }
      for (const [path, content] of contents) {
        mkdirSync(dirname(join(to, path)), { recursive: true })
        writeFileSync(join(to, path), content)
      }
      used.add(key)
      return manifest.meta ?? {}
    },
    keep(key, from, files, meta) {
      const draft = mkdtempSync(join(store, 'draft-'))
      try {
        const manifest: Manifest = { files: {}, ...(meta === undefined ? {} : { meta }) }
        for (const path of files) {
          const content = readFileSync(join(from, path))
          manifest.files[path] = sha256(content)
          mkdirSync(dirname(join(draft, 'files', path)), { recursive: true })
          writeFileSync(join(draft, 'files', path), content)
        }
        const sealed: Sealed = {
          checksum: sha256(JSON.stringify(manifest)),
          manifest: JSON.parse(JSON.stringify(manifest)) as Manifest,
        }
        writeFileSync(join(draft, 'entry.json'), JSON.stringify(sealed))
        rmSync(join(store, key), { recursive: true, force: true })
        renameSync(draft, join(store, key))
        used.add(key)
      } catch (e) {
        rmSync(draft, { recursive: true, force: true })
        throw e
      }
    },
    prune() {
      let builds: string[][] = []
      try {
        builds = JSON.parse(readFileSync(history, 'utf8')) as string[][]
      } catch {
        /* none yet, or damaged: then only this build's entries are known */
      }
      builds = [[...used], ...builds].slice(0, KEEP_BUILDS)
      try {
        writeFileSync(history, JSON.stringify(builds))
      } catch (e) {
        if (!isDiskFull(e)) throw e
      }
      const wanted = new Set(builds.flat())
      for (const name of readdirSync(store))
        if (!wanted.has(name)) rmSync(join(store, name), { recursive: true, force: true })
    },
  }
}
