// What a compiler and its linker open, found by asking them, so that a box holds these files and no others.
import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'

/** A file or folder of this machine, and where the box shows it. */
export interface Mount {
  from: string
  to: string
}

/** Start files, and the libraries that rustc names to the linker, for dynamic and for static programs. */
const LINKED = [
  'crt1.o Scrt1.o rcrt1.o gcrt1.o crti.o crtn.o',
  'libc.so libc.a libc_nonshared.a libm.so libm.a libmvec.so libmvec.a',
  'libdl.a libdl.so libpthread.a libpthread.so librt.a librt.so libutil.a libutil.so',
].flatMap(names => names.split(' '))
/** Loaded when a program starts; some are named by nobody but a linker script. */
const LOADED =
  'libc.so.6 libm.so.6 libmvec.so.1 libdl.so.2 libpthread.so.0 librt.so.1 libutil.so.1 libgcc_s.so.1'.split(' ')
/** Folders that hold much else: a compiler installed there is not mounted with its whole prefix. */
const SHARED_PREFIXES = ['/', '/usr', '/usr/local', '/opt']

const ask = (command: string, ...args: string[]): string =>
  spawnSync(command, args, { encoding: 'utf8', env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } }).stdout ?? ''

/** The program of that name in PATH, or null. */
export function inPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name)
    if (folder.startsWith('/') && existsSync(file)) return file
  }
  return null
}

/** The libraries that the loader would load for these programs, itself included. */
const librariesOf = (...programs: string[]): string[] => [
  ...new Set([...ask('ldd', ...programs).matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)].map(match => match[1]!)),
]

/** The same file under a name whose folders are no links, since a box has the folders and not the links to them. */
const placed = (file: string): string => join(realpathSync(dirname(file)), basename(file))

const mount = (file: string): Mount => ({ from: realpathSync(file), to: placed(file) })

/** The C compiler that rustc calls to link: its program files, its own folder, and the C library's files for linking. */
function linker(cc: string): { programs: string[]; data: string[] } {
  const there = (file: string): boolean => file.startsWith('/') && existsSync(file)
  const fileOf = (name: string): string => ask(cc, `-print-file-name=${name}`).trim()
  const own = dirname(fileOf('libgcc.a'))
  const programs = ['collect2', 'ld'].map(name => ask(cc, `-print-prog-name=${name}`).trim())
  const libraries = [...new Set(['Scrt1.o', 'libc.so.6', 'libgcc_s.so.1'].map(fileOf).filter(there).map(dirname))]
  return {
    programs: [cc, ...programs.flatMap(file => (there(file) ? file : (inPath(file) ?? [])))],
    data: [own, ...libraries.flatMap(folder => [...LINKED, ...LOADED].map(name => join(folder, name)))].filter(there),
  }
}

export interface Needed {
  mounts: Mount[]
  /** A path of this machine as the box knows it. */
  inside: (path: string) => string
}

/**
 * The files that a box needs: toolchains (as sysroots), further folders to read (Miri's sysroot), the tools of the box's own script, the linker.
 * @throws when no C compiler is there to link with
 */
export function neededFiles(
  toolchains: readonly string[],
  folders: readonly string[],
  tools: readonly string[],
): Needed {
  const cc = inPath('cc')
  if (!cc) throw new Error('no C compiler (cc) was found to link with')
  const own = toolchains.map(path => realpathSync(path))
  const whole = own.filter(path => !SHARED_PREFIXES.includes(path))
  const moved: Mount[] = [
    ...whole.map((from, index) => ({ from, to: `/toolchains/${index}` })),
    ...folders.map((folder, index) => ({ from: realpathSync(folder), to: `/folders/${index}` })),
  ]
  const compilers = own.map(path => join(path, 'bin', 'rustc'))
  const { programs, data } = linker(cc)
  // A toolchain that shares its prefix with other programs is not mounted whole: compiler, rustlib, and what the loader asks for.
  const shared = own
    .filter(path => SHARED_PREFIXES.includes(path))
    .flatMap(path => [join(path, 'bin', 'rustc'), join(path, 'lib', 'rustlib')])
  const files = [
    ...librariesOf(...compilers, ...tools, ...programs).filter(
      file => !whole.some(path => file.startsWith(`${path}/`)),
    ),
    ...shared,
    ...tools,
    ...programs,
    ...data,
    ...['/etc/ld.so.cache'].filter(file => existsSync(file)),
  ].map(mount)
  const mounts = [...moved, ...new Map(files.map(file => [file.to, file])).values()]
  return {
    // Folders first: a file inside one that is mounted already needs no place of its own.
    mounts: mounts.filter(({ to }) => !mounts.some(other => other.to !== to && to.startsWith(`${other.to}/`))),
    inside: path => {
      const real = existsSync(path) ? realpathSync(path) : path
      const home = moved.find(({ from }) => real === from || real.startsWith(`${from}/`))
      return home ? home.to + real.slice(home.from.length) : path
    },
  }
}
