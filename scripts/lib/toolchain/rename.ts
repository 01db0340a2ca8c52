// Gives a role of toolchains.json to another release: the first half of moving the course to it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '../problem.ts'
import { identify } from './compiler.ts'
import { MINIMAL_MEGABYTES } from './components.ts'
import { NAMES_FILE, parseNames, readNames } from './names.ts'
import { findRustup, install, rustcOf } from './rustup.ts'
import { ROLES } from './roles.ts'

/**
 * Where a role still names `from`, it is given `to`, a release or a dated channel, which is installed when it is not there.
 * Where none does, toolchains.json was edited by hand and is left alone.
 * @returns the releases as `rustc -vV` names them, `from` unchanged
 * @throws ProblemError when `to` cannot be installed
 */
export async function renameRelease(
  root: string,
  move: { from: string; to: string },
): Promise<{ from: string; to: string }> {
  const names = readNames(root)
  const role = ROLES.find(r => [names[r].release, names[r].channel, names[r].commit].includes(move.from))
  if (!role) return move
  const rustup = findRustup()
  const channel = move.to
  if (rustup && !rustcOf(rustup, channel)) {
    console.error(`Installing ${channel} (about ${MINIMAL_MEGABYTES} MB on the disk, kept by rustup) …`)
    await install(rustup, channel, [], [])
  }
  const path = rustup && rustcOf(rustup, channel)
  const compiler = path ? identify(role, path) : null
  if (!compiler)
    throw new ProblemError([
      {
        file: NAMES_FILE,
        line: 1,
        message: `${channel} is no toolchain that rustup can install here: what it said stands above`,
      },
    ])
  const { release: before, commit: old } = names[role]
  const text = JSON.stringify(
    { ...names, [role]: { channel, release: compiler.version, commit: compiler.commit } },
    null,
    2,
  )
  // Refuses a channel that means another compiler tomorrow before anything is written.
  parseNames(text)
  writeFileSync(join(root, NAMES_FILE), `${text}\n`)
  const same = before === compiler.version
  return { from: same ? old : before, to: same ? compiler.commit : compiler.version }
}
