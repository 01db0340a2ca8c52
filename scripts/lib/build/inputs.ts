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
  const outside = relative(root, out)
  const skip = (path: string) =>
    NOT_INPUT.has(path) ||
    isTest(path) ||
    path === `${outside}/` ||
    /^[^/]+\.(md|log)$/i.test(path) ||
    /(^|\/)(node_modules|target)\/$/.test(path)
  const files = filesBelow(root, skip).map(path => `${path}\0${sha256(readFileSync(join(root, path)))}`)
  return keyOf(process.version, process.platform, process.arch, ...files)
}
