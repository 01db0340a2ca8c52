// What a command needs of the compilers, installed where rustup is there and the command may install; else one sentence that says what to type.
import { type Compiler, describeCompiler } from './compiler.ts'
import {
  type Component,
  componentPath,
  hasTarget,
  megabytesOf,
  MINIMAL_MEGABYTES,
  TARGET_MEGABYTES,
} from './components.ts'
import { compilerOf, findToolchain, type Toolchain } from './find.ts'
import { lineOfRole, NAMES_FILE } from './names.ts'
import { ROLES, type Role } from './roles.ts'
import { findRustup, install, installCommand } from './rustup.ts'

/** For each compiler that is needed: its components beyond rustc, std and cargo, and the targets it must compile for. */
export type Needs = Partial<Record<Role, { components?: readonly Component[]; targets?: readonly string[] }>>

export interface Lack {
  role: Role
  /** One sentence, with the command that ends it. */
  message: string
  /** Line of toolchains.json. */
  line: number
}

export interface Provided {
  toolchain: Toolchain
  /** What is still missing, and why. */
  lacking: readonly Lack[]
}

/** What installs rustup without a toolchain; everything else is then installed by the commands themselves. */
const RUSTUP_COMMAND =
  process.platform === 'win32'
    ? 'winget install Rustlang.Rustup'
    : "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --default-toolchain none"

interface Missing {
  role: Role
  channel: string
  release: string
  compiler: Compiler | null
  components: Component[]
  targets: string[]
}

/**
 * @param install `true` for commands that may install (`record`, `verify`, `exercises`); `false` for those that never do (`present`, the live runner)
 * @throws ProblemError as `findToolchain` does
 */
export async function provide(root: string, needs: Needs, options: { install: boolean }): Promise<Provided> {
  let toolchain = findToolchain(root)
  let missing = missingOf(toolchain, needs)
  if (!missing.length) return { toolchain, lacking: [] }
  const rustup = findRustup()
  const failures = new Map<Role, string>()
  if (rustup && options.install) {
    for (const one of missing) {
      console.error(announcement(one))
      const failure = await install(rustup, one.channel, one.components, one.targets)
      if (failure) failures.set(one.role, failure)
    }
    toolchain = findToolchain(root)
    for (const { role } of missing) {
      const compiler = compilerOf(toolchain, role)
      if (compiler) console.error(`${describeCompiler(compiler)} is installed in ${compiler.sysroot}, kept by rustup`)
    }
    missing = missingOf(toolchain, needs)
  }
  return {
    toolchain,
    lacking: missing.map(one => ({
      role: one.role,
      line: lineOfRole(root, one.role),
      message: sentence(one, rustup !== null, failures.get(one.role)),
    })),
  }
}

/** What `needs` asks for and this machine lacks. */
function missingOf(toolchain: Toolchain, needs: Needs): Missing[] {
  return ROLES.flatMap((role): Missing[] => {
    const need = needs[role]
    if (!need) return []
    const compiler = compilerOf(toolchain, role)
    const components = (need.components ?? []).filter(name => !componentPath(compiler, name))
    const targets = (need.targets ?? []).filter(target =>
      compiler ? !hasTarget(compiler, target) : !process.platform.startsWith('linux') || process.arch !== 'x64',
    )
    if (compiler && !components.length && !targets.length) return []
    const { channel, release } = toolchain.names[role]
    return [{ role, channel, release, compiler, components, targets }]
  })
}

const parts = (missing: Missing): string[] => [
  ...(missing.compiler ? [] : [`rustc ${missing.release}`]),
  ...missing.components.map(name => `the component \`${name}\``),
  ...missing.targets.map(target => `std for ${target}`),
]

const listed = new Intl.ListFormat('en-GB')

function announcement(missing: Missing): string {
  const megabytes =
    (missing.compiler ? 0 : MINIMAL_MEGABYTES) +
    missing.components.reduce((sum, name) => sum + megabytesOf(name), 0) +
    missing.targets.length * TARGET_MEGABYTES
  const of = missing.compiler ? ` of rustc ${missing.release}` : ''
  return `Installing ${listed.format(parts(missing))}${of} (about ${megabytes} MB on the disk, kept by rustup; your default toolchain stays as it is) …`
}

function sentence(missing: Missing, hasRustup: boolean, failure: string | undefined): string {
  const { channel, release, role, compiler } = missing
  const what = `${listed.format(parts(missing))}${compiler ? ` of rustc ${release}` : ''} (\`${role}\` in ${NAMES_FILE})`
  if (compiler?.chosenByHand)
    return `${what}: not installed beside RUSTC=${compiler.path}; install it there, or unset RUSTC`
  const command = installCommand(channel, missing.components, missing.targets)
  if (failure) return `${what}: cannot be installed; rustup says: ${failure}. The command was \`${command}\``
  if (!hasRustup) return `${what}: not installed here, nor is rustup; run \`${RUSTUP_COMMAND}\`, then this again`
  return `${what}: not installed here; run \`${command}\``
}
