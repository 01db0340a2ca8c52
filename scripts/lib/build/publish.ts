// dist/ is replaced as a whole or not at all: the finished tree is renamed into its place, and what a killed build left half done is completed or removed.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { checksums, sha256 } from './digest.ts'
import { BuildFailure } from './failure.ts'

/** Lies in dist/ and says of which inputs it was made, and what each file must be. */
export const MANIFEST = '.build.json'
interface Manifest {
  key: string
  files: Record<string, string>
  /** Digests of what it was made of, part by part (inputs.ts). */
  inputs?: Record<string, string> | undefined
}

const isManifest = (path: string): boolean => path === MANIFEST

/** Writes the manifest of a finished tree. */
export function seal(dir: string, key: string, inputs?: Record<string, string>): void {
  writeFileSync(
    join(dir, MANIFEST),
    JSON.stringify({ key, files: checksums(dir, isManifest), inputs } satisfies Manifest),
  )
}

/** The parts of the inputs that differ from those of a build; null where there is no build, or one that does not say. */
export function staleParts(dir: string, inputs: Record<string, string>): string[] | null {
  const made = readManifest(dir)?.inputs
  if (!made) return null
  return [...new Set([...Object.keys(made), ...Object.keys(inputs)])].filter(part => made[part] !== inputs[part]).sort()
}

function readManifest(dir: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(join(dir, MANIFEST), 'utf8')) as Manifest
  } catch {
    return null
  }
}

/** Whether `out` holds exactly what a build of `key` made: no file missing, changed or added. */
export function isCurrent(out: string, key: string): boolean {
  const manifest = readManifest(out)
  return (
    manifest?.key === key &&
    sha256(JSON.stringify(checksums(out, isManifest))) === sha256(JSON.stringify(manifest.files))
  )
}

/** Where the two trees of a swap lie: beside the cache where that is the same file system, else beside `out`. */
function swapFolders(out: string, cacheDir: string): string[] {
  return [join(cacheDir, 'swap'), join(dirname(out), `.${basename(out)}.swap`)]
}

/** Finishes or undoes what a killed build left between its two renames. Call under the lock. */
export function recover(out: string, cacheDir: string): void {
  for (const swap of swapFolders(out, cacheDir)) {
    if (!existsSync(swap)) continue
    if (!existsSync(out)) {
      const next = join(swap, 'new')
      const previous = join(swap, 'old')
      if (readManifest(next)) renameSync(next, out)
      else if (existsSync(previous)) renameSync(previous, out)
    }
    rmSync(swap, { recursive: true, force: true })
  }
}

/** @throws BuildFailure when `out` holds something that no build made, which a swap would delete */
export function refuseForeign(out: string): void {
  if (existsSync(out) && !readManifest(out) && (!statSync(out).isDirectory() || readdirSync(out).length > 0))
    throw new BuildFailure(
      `${out} was not made by this command and would be replaced. Move it away, or build elsewhere with --out.`,
    )
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EXDEV') throw e
    cpSync(from, to, { recursive: true })
    rmSync(from, { recursive: true, force: true })
  }
}

/** Puts the finished, sealed tree `stage` in the place of `out`. Between two renames `out` is away for some microseconds; `recover` knows how to go on. */
export function swap(stage: string, out: string, cacheDir: string): void {
  const place = existsSync(out) ? realpathSync(out) : out
  mkdirSync(dirname(place), { recursive: true })
  const [beside, next] = swapFolders(place, cacheDir) as [string, string]
  const sameDisk =
    statSync(dirname(stage)).dev === statSync(dirname(place)).dev && existsSync(cacheDir) && stage.startsWith(cacheDir)
  const folder = sameDisk ? beside : next
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  move(stage, join(folder, 'new'))
  if (existsSync(place)) renameSync(place, join(folder, 'old'))
  renameSync(join(folder, 'new'), place)
  rmSync(folder, { recursive: true, force: true })
}
