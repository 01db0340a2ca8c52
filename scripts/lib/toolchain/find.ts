// The compilers that toolchains.json names, as they are on this machine. In: the repository's root. Out: each compiler, or null. Installs nothing.
import { ProblemError } from '../problem.ts'
import { ask, beside, type Compiler, identify, identifyByHand } from './compiler.ts'
import { componentPath } from './components.ts'
import { lineOfRole, type Named, NAMES_FILE, type Names, readNames } from './names.ts'
import { ROLES, type Role } from './roles.ts'
import { findRustup, installCommand, rustcOf } from './rustup.ts'

export interface Toolchain {
  course: Compiler | null
  next: Compiler | null
  /** The nightly whose Miri judges. */
  nightly: Compiler | null
  /** What toolchains.json says, for messages and for what is installed. */
  names: Names
  /** Triple that everything which is only compiled is compiled for. */
  target: string
  /** `cargo` of the course's compiler. */
  cargo: string | null
  /** The program `miri` of the nightly. */
  miri: string | null
  /** A std for Miri that was built elsewhere; absent: the one of the user's cache, built when it is first needed. */
  miriSysroot?: string
  valgrind: string | null
}

/**
 * @param root folder of toolchains.json
 * @throws ProblemError when toolchains.json is not well formed, when RUSTC names no compiler, or when a channel is kept by rustup under the right
 *   name and is another compiler than toolchains.json says
 */
export function findToolchain(root: string): Toolchain {
  const names = readNames(root)
  const rustup = findRustup()
  const course = chosenByHand() ?? named(root, rustup, 'course', names.course)
  const nightly = named(root, rustup, 'miri', names.miri)
  return {
    course,
    next: named(root, rustup, 'next', names.next),
    nightly,
    names,
    target: names.target,
    cargo: beside(course, 'cargo'),
    miri: componentPath(nightly, 'miri'),
    valgrind: ask('valgrind', ['--version']) ? 'valgrind' : null,
  }
}

/** The compiler in one role. */
export const compilerOf = (toolchain: Toolchain, role: Role): Compiler | null =>
  role === 'miri' ? toolchain.nightly : toolchain[role]

/**
 * A compiler by what a person types: a role of toolchains.json or any toolchain that rustup keeps.
 * @throws ProblemError that says which names there are, or how to install it
 */
export function compilerNamed(root: string, toolchain: Toolchain, name: string): Compiler {
  const role = ROLES.find(r => r === name)
  const rustup = findRustup()
  const path = role || !rustup ? null : rustcOf(rustup, name)
  const compiler = role ? compilerOf(toolchain, role) : path ? identify('course', path) : null
  if (compiler) return compiler
  const channel = role ? toolchain.names[role].channel : name
  throw new ProblemError([
    {
      file: NAMES_FILE,
      line: role ? lineOfRole(root, role) : 1,
      message: `there is no toolchain \`${name}\` here: this file names ${ROLES.join(', ')}, and \`${installCommand(channel, [])}\` installs one that rustup knows`,
    },
  ])
}

function chosenByHand(): Compiler | null {
  const path = process.env['RUSTC']
  if (!path) return null
  const compiler = identifyByHand(path)
  if (compiler) return compiler
  throw new ProblemError([
    {
      file: NAMES_FILE,
      line: 1,
      message: `RUSTC=${path} is no rustc that answers \`--print sysroot\`: name one, or unset RUSTC to use the compiler of this file`,
    },
  ])
}

function named(root: string, rustup: string | null, role: Role, wanted: Named): Compiler | null {
  if (!rustup) return null
  const path = rustcOf(rustup, wanted.channel)
  if (!path) return moving(rustup, role, wanted)
  const compiler = identify(role, path)
  if (!compiler || isWanted(compiler, wanted)) return compiler
  throw new ProblemError([
    {
      file: NAMES_FILE,
      line: lineOfRole(root, role),
      message: `rustup's ${wanted.channel} is rustc ${compiler.version} (${compiler.commit}), this file says ${wanted.release} (${wanted.commit}): correct the file, or \`rustup toolchain uninstall ${wanted.channel}\` and run this again`,
    },
  ])
}

const isWanted = (compiler: Compiler, wanted: Named): boolean =>
  compiler.version === wanted.release && compiler.commit === wanted.commit

/** The same compiler under the name of a channel that moves: somebody who has `beta` of that day need not load it a second time. */
function moving(rustup: string, role: Role, wanted: Named): Compiler | null {
  const channel = /^(?:beta|nightly)/.exec(wanted.channel)?.[0] ?? 'stable'
  const path = rustcOf(rustup, channel)
  const compiler = path ? identify(role, path) : null
  return compiler && isWanted(compiler, wanted) ? compiler : null
}
