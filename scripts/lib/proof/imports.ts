// Who may import whom: the browser's code nothing of Node, the figures' contract only types of recordings, no room one further down the flow.
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import type { Problem } from '../problem.ts'
import type { RuleAnswer } from './pending.ts'

/**
 * The rooms of scripts/lib in the order in which the data flows, one row for each step: a room imports nothing from a later row,
 * and nothing from another room of its own row. `slides` and `site` are renderings, which share their links and the shell of static
 * pages with those in `renderings`; `site` dissolves into its successors.
 */
const FLOW: readonly (readonly string[])[] = [
  ['toolchain', 'fonts'],
  ['recording'],
  ['sources'],
  ['content'],
  ['slides', 'article', 'book', 'programs', 'landing', 'search', 'site'],
  ['renderings'],
  ['print'],
  ['build'],
]
/** Rooms beside the flow, which may import from all of it. */
const BESIDE = ['runner', 'present', 'exercise', 'quiz', 'schedule', 'picture', 'proof']
/** Rooms beside the flow that nothing in the flow may need: they use what it makes. */
const ONLOOKERS = ['present', 'picture', 'proof']

/** Files of setup/ that Slidev runs in Node; the others run in the browser. */
const NODE_SETUP = ['shiki', 'transformers', 'preparser', 'vite-plugins', 'unocss']

const TEST = /\.(?:test|testing)\.ts$/

/** One `import` or `export … from` of a file. */
export interface Import {
  /** Relative to the root, with forward slashes. */
  from: string
  /** Likewise; for a module of Node or a virtual one its name. */
  to: string
  /** As it is written in the file. */
  specifier: string
  /** Whether nothing is left of it at run time. */
  typeOnly: boolean
}

/** An import that breaks a rule. */
export interface Breach {
  rule: 'browser' | 'figure-types' | 'rooms'
  from: string
  to: string
  specifier: string
  message: string
}

/** `scripts/lib/site/search.ts -> scripts/lib/build/pages.ts`: the name under which a breach is listed as an exception. */
const breachName = (breach: Breach): string => `${breach.from} -> ${breach.to}`

/** Whether the file is bundled for the browser. */
export function runsInBrowser(file: string): boolean {
  if (TEST.test(file)) return false
  if (file.endsWith('.vue') || /^(?:components|pages|layouts)\//.test(file) || /(?:^|\/)client\//.test(file))
    return true
  return file.startsWith('setup/') && !NODE_SETUP.some(name => file === `setup/${name}.ts`)
}

/** The room of a file of scripts/lib; `null` for what lies in scripts/lib itself and serves all rooms; undefined elsewhere. */
function roomOf(file: string): string | null | undefined {
  const found = /^scripts\/lib\/(?:([^/]+)\/)?[^/]/.exec(file)
  return found ? (found[1] ?? null) : undefined
}

/** Why a room may not import from another one, or null when it may. */
function roomFault(from: string | null, to: string): string | null {
  if (from === to) return null
  if (from === null) return 'what lies in scripts/lib itself serves every room'
  const [here, there] = [from, to].map(room => FLOW.findIndex(step => step.includes(room)))
  if (here! < 0) return null
  if (there! < 0) return ONLOOKERS.includes(to) ? `\`${to}\` uses what \`${from}\` makes, not the reverse` : null
  if (there! > here!) return `\`${to}\` is further down the flow than \`${from}\``
  return there === here ? 'renderings do not import from one another' : null
}

function roomBreaches(imports: readonly Import[]): Breach[] {
  const out: Breach[] = []
  for (const { from, to, specifier } of imports) {
    const [here, there] = [roomOf(from), roomOf(to)]
    if (here === undefined || !there) continue
    const fault = roomFault(here, there)
    if (!fault) continue
    const way = 'move what both need to the earlier room, or to a file of scripts/lib itself that imports no room'
    out.push({ rule: 'rooms', from, to, specifier, message: `imports ${to}, but ${fault}: ${way}` })
  }
  return out
}

function figureBreaches(imports: readonly Import[]): Breach[] {
  return imports
    .filter(i => !i.typeOnly && i.from.startsWith('components/figure/') && roomOf(i.to) === 'recording')
    .map(({ from, to, specifier }) => ({
      rule: 'figure-types',
      from,
      to,
      specifier,
      message: `imports code of ${to}; components/figure takes only types of recordings: write \`import type\`, or let the caller hand the value over`,
    }))
}

/** Chains of run-time imports that lead from the browser's code to a module of Node, each reported once, where Node is imported. */
function browserBreaches(imports: readonly Import[]): Breach[] {
  const next = Map.groupBy(
    imports.filter(i => !i.typeOnly),
    i => i.from,
  )
  const out = new Map<string, Breach>()
  const roots = [...next.keys()].filter(runsInBrowser)
  const chains = new Map(roots.map(file => [file, [file]]))
  const queue = [...roots]
  for (let file = queue.shift(); file; file = queue.shift()) {
    const chain = chains.get(file)!
    for (const { to, specifier } of next.get(file) ?? []) {
      if (isBuiltin(to)) {
        const way = chain.length > 1 ? ` (${chain.join(' -> ')})` : ''
        out.set(`${file} ${to}`, {
          rule: 'browser',
          from: file,
          to,
          specifier,
          message: `imports ${to}, and it runs in the browser${way}: keep what touches Node in a file that nothing in the browser imports`,
        })
      } else if (!chains.has(to)) {
        chains.set(to, [...chain, to])
        queue.push(to)
      }
    }
  }
  return [...out.values()]
}

/** Every import that breaks a rule; tests may import what they like. Pure. */
export function breaches(all: readonly Import[]): Breach[] {
  const imports = all.filter(i => !TEST.test(i.from))
  return [...browserBreaches(imports), ...figureBreaches(imports), ...roomBreaches(imports)]
}

/** Folders of scripts/lib that stand in no list of rooms: a new one must be given its place. Pure. */
export function strayRooms(files: readonly string[]): string[] {
  const known = new Set([...FLOW.flat(), ...BESIDE])
  return [...new Set(files.map(roomOf))].filter((room): room is string => typeof room === 'string' && !known.has(room))
}

/** What `askImports` reads when it is not told otherwise. */
const SOURCES = ['components', 'layouts', 'pages', 'setup', 'scripts', 'global-bottom.vue', 'custom-nav-controls.vue']

/** Reads every import of the repository's TypeScript and Vue files, types included. */
export async function readImports(
  root: string,
  sources: readonly string[] = SOURCES,
): Promise<{ files: string[]; imports: Import[] }> {
  const { output } = await cruise([...sources], {
    baseDir: root,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:fixtures|examples|node_modules)/' },
    enhancedResolveOptions: { extensions: ['.ts', '.vue', '.js'], exportsFields: ['exports'] },
  })
  const { modules } = output as ICruiseResult
  const ours = modules.filter(m => !m.coreModule && !m.couldNotResolve)
  return {
    files: ours.map(m => m.source),
    imports: ours.flatMap(m =>
      m.dependencies.map(d => ({
        from: m.source,
        to: d.coreModule ? d.module : d.resolved,
        specifier: d.module,
        typeOnly: d.dependencyTypes.includes('type-only') || m.source.endsWith('.d.ts'),
      })),
    ),
  }
}

/** The breach as a problem at the line of its import. */
function breachProblem(root: string, breach: Breach): Problem {
  const quoted = [breach.specifier, `node:${breach.specifier}`].flatMap(name => [`'${name}'`, `"${name}"`])
  const lines = readFileSync(join(root, breach.from), 'utf8').split('\n')
  const at = lines.findIndex(line => quoted.some(name => line.includes(name)))
  return { file: breach.from, line: Math.max(0, at) + 1, message: breach.message }
}

/** Asks the rules of the repository's imports. Node in the browser is a problem at once; the other two may be pending. */
export async function askImports(
  root: string,
  sources = SOURCES,
): Promise<{ checked: number; problems: Problem[]; rules: RuleAnswer[] }> {
  const { files, imports } = await readImports(root, sources)
  const found = breaches(imports)
  const strays = strayRooms(files).map(room => ({
    file: `scripts/lib/${room}`,
    line: 1,
    message: 'is a new room: give it its place in the flow (FLOW in scripts/lib/proof/imports.ts)',
  }))
  const browser = found.filter(b => b.rule === 'browser').map(b => breachProblem(root, b))
  const rules = (['rooms', 'figure-types'] as const).map(rule => ({
    rule,
    asked: 'all' as const,
    problems: found.filter(b => b.rule === rule).map(b => ({ ...breachProblem(root, b), item: breachName(b) })),
  }))
  return { checked: imports.length, problems: [...browser, ...strays], rules }
}
