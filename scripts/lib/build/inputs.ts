// Every file that can change what a build makes, as one key.
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { filesBelow, isTest, keyOf, sha256 } from './digest.ts'

/** Folders that hold results or other people's files. */
const NOT_INPUT = new Set(['node_modules/', 'dist/', '.cache/', '.git/', '.ci/', '.github/', '.vscode/', '.idea/'])

/**
 * Key of all inputs: everything in the repository but results, tests and what is written for people (README, licences).
 * Tool versions come in by the lock file and by Node's own.
 */
export function inputsKey(root: string, out: string): string {
  const files = [...inputFiles(root, out)].map(([path, digest]) => `${path}\0${digest}`)
  return keyOf(process.version, process.platform, process.arch, ...files)
}

/** Digests of all inputs by their paths. */
function inputFiles(root: string, out: string): Map<string, string> {
  const outside = relative(root, out)
  const skip = (path: string) =>
    NOT_INPUT.has(path) ||
    isTest(path) ||
    path === `${outside}/` ||
    /^[^/]+\.(md|log)$/i.test(path) ||
    /(^|\/)(node_modules|target)\/$/.test(path)
  return new Map(filesBelow(root, skip).map(path => [path, sha256(readFileSync(join(root, path)))]))
}

/** What of a deck is named one by one, with the folder that it stands in; everything else counts by its folder at the top. */
const partOf = (path: string): string => /^decks\/[^/]+\/[^/]+/.exec(path)?.[0] ?? path.split('/', 1)[0]!

/** Digests of the inputs, part by part: a build keeps them, so that it can be said later what of it is stale. */
export function inputParts(root: string, out: string): Record<string, string> {
  const parts = new Map<string, string[]>()
  for (const [path, digest] of inputFiles(root, out))
    parts.set(partOf(path), [...(parts.get(partOf(path)) ?? []), `${path}\0${digest}`])
  return Object.fromEntries([...parts].map(([part, files]) => [part, keyOf(...files).slice(0, 16)]))
}
