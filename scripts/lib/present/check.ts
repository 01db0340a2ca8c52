// What a talk needs of this machine, asked the day before: compilers, Miri, sandbox, fonts, port, recordings, the build, a second screen. One table, one exit code.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkFile } from '../recording/check.ts'
import { listSnippets } from '../recording/files.ts'
import { findSandbox, type Sandbox } from '../runner/sandbox.ts'
import { describeCompiler } from '../toolchain/compiler.ts'
import { miriSysroot } from '../toolchain/miriSysroot.ts'
import { provide, type Provided } from '../toolchain/provide.ts'
import { FIRST_PORT, isFree } from './port.ts'

export interface Finding {
  what: string
  /** `no`: the talk would miss it, and the exit code is 1. `look`: a person has to decide. */
  state: 'yes' | 'look' | 'no'
  says: string
}

const found = (what: string, says: string): Finding => ({ what, state: 'yes', says })
const doubt = (what: string, says: string): Finding => ({ what, state: 'look', says })
const fault = (what: string, says: string): Finding => ({ what, state: 'no', says })

export interface CheckOptions {
  root: string
  /** The deck that is asked about; all of them when null. */
  deck: string | null
  port?: number
  /** Whether what is missing of the compilers may be installed. */
  install: boolean
}

/** Asks for everything that a talk needs. Takes seconds; minutes where a compiler or Miri's std has to be made. */
export async function checkRoom({ root, deck, port = FIRST_PORT, install }: CheckOptions): Promise<Finding[]> {
  const provided = await provide(root, { course: {}, miri: { components: ['miri', 'rust-src'] } }, { install })
  return [
    ...compilers(provided),
    await miri(provided),
    await box(provided),
    fonts(root),
    await free(port),
    recordings(root, deck),
    build(root, deck),
    screens(),
  ]
}

function compilers({ toolchain: { course }, lacking }: Provided): Finding[] {
  const lack = lacking.find(({ role }) => role === 'course')
  if (!course) return [fault('compiler', lack?.message ?? 'the compiler of the course is not here')]
  return [found('compiler', describeCompiler(course))]
}

async function miri({ toolchain, lacking }: Provided): Promise<Finding> {
  const lack = lacking.find(({ role }) => role === 'miri')
  if (lack || !toolchain.nightly) return fault('Miri', lack?.message ?? 'Miri is not here')
  try {
    const sysroot = await miriSysroot(toolchain)
    return found('Miri', `${describeCompiler(toolchain.nightly)}, its std is in ${sysroot}`)
  } catch (error) {
    return fault('Miri', (error as Error).message)
  }
}

async function box({ toolchain: { course } }: Provided): Promise<Finding> {
  return course
    ? boxed(await findSandbox({ toolchains: [course.sysroot] }))
    : doubt('sandbox', 'not tried without a compiler')
}
/** What a sandbox means for a talk. Pure. */
export function boxed({ boxed: inBox, lacks, remedy }: Pick<Sandbox, 'boxed' | 'lacks' | 'remedy'>): Finding {
  if (inBox)
    return lacks.length ? doubt('sandbox', lacks.join(' ')) : found('sandbox', 'live runs see nothing of this machine')
  return doubt('sandbox', `none: live runs are offered after a yes. ${remedy ?? ''}`.trim())
}

/** The first four bytes of a WOFF2. */
const WOFF2 = 'wOF2'
function fonts(root: string): Finding {
  const css = join(root, 'styles', 'fonts.css')
  const names = [...readFileSync(css, 'utf8').matchAll(/url\('\.\.\/public\/fonts\/([^']+)'\)/g)].map(
    ([, name]) => name!,
  )
  const bad = names.filter(name => {
    const path = join(root, 'public', 'fonts', name)
    return !existsSync(path) || readFileSync(path).subarray(0, 4).toString('latin1') !== WOFF2
  })
  if (!names.length) return fault('fonts', `${css}:1: it names no face of public/fonts/`)
  if (bad.length)
    return fault('fonts', `missing or damaged in public/fonts/: ${bad.join(', ')}. \`git checkout public/fonts\``)
  return found('fonts', `${names.length} faces, nothing is loaded from elsewhere`)
}

async function free(port: number): Promise<Finding> {
  return (await isFree(port, '127.0.0.1'))
    ? found('port', `${port} is free`)
    : doubt('port', `${port} is taken: another one is chosen by itself, or name one with --port`)
}

function recordings(root: string, deck: string | null): Finding {
  const all = listSnippets(root).filter(({ path }) => path.startsWith(deck === null ? 'decks/' : `decks/${deck}/`))
  const stale = all.flatMap(file => {
    const check = checkFile(file, root)
    return check.ok ? [] : [check.sentence]
  })
  if (!all.length) return fault('recordings', `there is no snippet in decks/${deck ?? ''}`)
  if (!stale.length) return found('recordings', `${all.length} programs say what was recorded`)
  const more = stale.length > 3 ? ` and ${stale.length - 3} more` : ''
  return fault('recordings', `${stale.slice(0, 3).join('; ')}${more}`)
}

function build(root: string, deck: string | null): Finding {
  const dist = join(root, 'dist')
  const decks = deck === null ? readdirSync(join(root, 'decks')).filter(id => /^\d\d-/.test(id)) : [deck]
  const missing = decks.filter(id => !existsSync(join(dist, id, 'index.html')))
  if (!missing.length) return found('build', deck === null ? `${decks.length} decks in dist/` : `dist/${deck}/`)
  return doubt(
    'build',
    `${missing.join(', ')} is made at the first start, in half a minute; now: npm run build -- --only site`,
  )
}

function screens(): Finding {
  return screensIn(connected())
}
/** Screens that the system names; null where a program cannot see them. */
function connected(): string[] | null {
  if (process.platform === 'darwin') {
    const { status, stdout } = spawnSync('system_profiler', ['SPDisplaysDataType', '-json'], {
      encoding: 'utf8',
      timeout: 20_000,
    })
    return status === 0 ? displaysOf(stdout) : null
  }
  const folder = '/sys/class/drm'
  if (process.platform !== 'linux' || !existsSync(folder)) return null
  const outputs = readdirSync(folder).filter(name => existsSync(join(folder, name, 'status')))
  if (!outputs.length) return null
  return outputs.filter(name => readFileSync(join(folder, name, 'status'), 'utf8').trim() === 'connected')
}
/** Names of the displays in what macOS's profiler says; null where it says nothing of the kind. Pure. */
export function displaysOf(json: string): string[] | null {
  interface Profile {
    SPDisplaysDataType?: { spdisplays_ndrvs?: { _name?: string }[] }[]
  }
  try {
    const cards = (JSON.parse(json) as Profile).SPDisplaysDataType
    return cards?.flatMap(card => card.spdisplays_ndrvs ?? []).map(({ _name }) => _name ?? 'a display') ?? null
  } catch {
    return null
  }
}
/** What a number of screens means for a talk. Pure. */
export function screensIn(names: readonly string[] | null): Finding {
  const what = 'second screen'
  if (names === null) return doubt(what, 'cannot be seen from here: connect the projector, and extend the desktop')
  if (names.length > 1) return found(what, names.join(', '))
  return doubt(
    what,
    `${names[0] ?? 'none'} is connected: a projector needs a second one, with the desktop extended and not mirrored`,
  )
}

const STATES = { yes: '✓', look: '?', no: '✗' }

/** The table as lines for the terminal, with a last one that sums it up. Pure. */
export function checkTable(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ what }) => what.length))
  const no = findings.filter(({ state }) => state === 'no').length
  const look = findings.filter(({ state }) => state === 'look').length
  const end = no
    ? `${no} of ${findings.length} would be missed in the room.`
    : look
      ? `Ready, with ${look} to look at.`
      : 'Ready.'
  return [...findings.map(({ what, state, says }) => `${STATES[state]} ${what.padEnd(width)}  ${says}`), '', end]
}
export const checkFails = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === 'no')
