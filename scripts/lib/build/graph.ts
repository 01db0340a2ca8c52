// ONE Vite graph over all decks: bundles it and hands back what the pages, the fingerprints and the report need.
import { createRequire } from 'node:module'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { createDataUtils, resolveOptions, ViteSlidevPlugin } from '@slidev/cli'
import type { ResolvedSlidevOptions } from '@slidev/types'
import {
  build,
  loadConfigFromFile,
  mergeConfig,
  type InlineConfig,
  type Logger,
  type Plugin,
  type PluginOption,
  type Rollup,
} from 'vite'
import { inEnglishOrder } from './collation.ts'
import { disagreements, loadDeck, mergeDecks, type DeckData, type DeckSource } from './deck-data.ts'
import { guestChunks } from './guest-chunks.ts'
import { explainGraphError, GraphError, unknownComponents } from './graphErrors.ts'
import { deckModule, ENTRY, oneGraph, slideOfModule } from './one-graph-plugin.ts'
import { scopeIds } from './placeless.ts'
import type { Problem } from '../problem.ts'

export interface GraphOptions {
  /** The repository's root: the addon of every deck. */
  root: string
  decks: readonly DeckSource[]
  /** Where the site's files go; the folder exists and is empty. */
  outDir: string
  /** A folder for what Slidev generates while it runs. */
  scratch: string
  /** Module that guests' pages run before Slidev's client, for the edition without notes, answers and keys; it says when a slide may be loaded. */
  guests?: string
}

/** A chunk or asset with what the pages need to name it, paths relative to outDir. */
export interface Chunk {
  file: string
  imports: readonly string[]
  dynamicImports: readonly string[]
  css: readonly string[]
  modules: readonly string[]
}

/** A module as it went into the bundle. */
export interface GraphModule {
  id: string
  code: string | null
  imports: readonly string[]
}

export interface Graph {
  decks: readonly DeckData[]
  /** Slidev's index.html with each deck's own head tags, its script tag still unbuilt. */
  html: ReadonlyMap<string, string>
  chunks: ReadonlyMap<string, Chunk>
  modules: ReadonlyMap<string, GraphModule>
  warnings: readonly string[]
}

/** Names that say whose a chunk is: `assets/<deck>/07-<hash>.js`, `assets/slidev/...`, `assets/...`. */
function chunkName(decks: readonly DeckSource[]): (chunk: { name: string; moduleIds: readonly string[] }) => string {
  const folder = new Map(decks.map(d => [d.number, d.id]))
  return ({ name, moduleIds }) => {
    const deck = decks.find(d => moduleIds.includes(deckModule(d.id)))
    if (deck) return `assets/${deck.id}/deck-[hash].js`
    const slides = moduleIds.map(slideOfModule).filter(s => s?.type === 'md')
    const [slide] = slides
    if (slide && slides.every(s => s?.deckNumber === slide.deckNumber && s.slideNo === slide.slideNo))
      return `assets/${folder.get(slide.deckNumber)}/${String(slide.slideNo).padStart(2, '0')}-[hash].js`
    if (name.includes('/')) return 'assets/[name]-[hash].js'
    const ofSlidev = moduleIds.filter(id => /\/@slidev\/|\/@vueuse\//.test(id)).length
    return ofSlidev > moduleIds.length * 0.6 ? 'assets/slidev/[name]-[hash].js' : 'assets/[name]-[hash].js'
  }
}

async function flat(plugins: PluginOption[]): Promise<Plugin[]> {
  const resolved = await Promise.all(plugins)
  const out: Plugin[] = []
  for (const p of resolved) {
    if (Array.isArray(p)) out.push(...(await flat(p)))
    else if (p) out.push(p as Plugin)
  }
  return out
}

/** Where UnoCSS looks for names of its classes: of slides in their tags alone. Searching each word of their prose and code takes longer than all the rest of it. */
const utilityClasses = (decks: readonly DeckData[]) => ({
  pipeline: { exclude: [/\.css($|\?)/, /__slidev_\d+\./] },
  inline: decks.flatMap(deck =>
    deck.data.slides.map(slide => (slide.content.match(/<[A-Za-z][^>]*>/g) ?? []).join('\n')),
  ),
})

/** Slidev's options for a course: the entry is only a peg, since Slidev insists on a file. */
async function courseOptions(o: GraphOptions): Promise<ResolvedSlidevOptions> {
  const theme = dirname(createRequire(join(o.root, 'package.json')).resolve('@slidev/theme-default/package.json'))
  const entry = join(o.scratch, 'slides.md')
  await mkdir(o.scratch, { recursive: true })
  await writeFile(
    entry,
    `---\ntheme: ${JSON.stringify(theme)}\naddons: [${JSON.stringify(o.root)}]\ntitle: course\nfonts: { provider: none }\nfavicon: /favicon.svg\n---\n`,
  )
  return resolveOptions(
    { entry, routerMode: 'hash', download: !o.guests, withoutNotes: o.guests !== undefined },
    'build',
  )
}

const SILENT_WARNINGS =
  /chunks are larger than|dynamically imported by .* but also statically imported|PLUGIN_TIMINGS|plugin_timings/i

function quietLogger(warnings: string[]): Logger {
  const warn = (message: string) => {
    if (!SILENT_WARNINGS.test(message)) warnings.push(message)
  }
  return {
    info: () => {},
    warn,
    warnOnce: warn,
    error: message => warnings.push(message),
    clearScreen: () => {},
    hasErrorLogged: () => false,
    hasWarned: false,
  }
}

/** Builds the graph. @throws GraphError with what is wrong in which decks */
export async function buildGraph(o: GraphOptions): Promise<Graph> {
  const options = await courseOptions(o)
  const problems: Problem[] = []
  const failing = new Set<string>()
  const decks: DeckData[] = []
  const layouts = await options.utils.getLayouts()
  for (const source of o.decks) {
    const { deck, problems: own } = await loadDeck(source, o.root, options.roots, options.data.themeMeta)
    deck.data.config.routerMode = 'hash'
    const wrong = [...own, ...unknownLayouts(deck, layouts, o.root)]
    if (wrong.length) failing.add(deck.id)
    problems.push(...wrong)
    decks.push(deck)
  }
  for (const { deck, problem } of disagreements(decks, o.root)) {
    failing.add(deck)
    problems.push(problem)
  }
  if (problems.length) throw new GraphError(problems, failing)

  options.data = mergeDecks(decks)
  // Twoslash loads the TypeScript compiler, whether or not a slide asks for it.
  const twoslash = decks.some(d => d.data.slides.some(s => /^```.*\btwoslash\b/m.test(s.content)))
  Object.assign(options.data.config, { routerMode: 'hash', download: !o.guests, twoslash })
  options.utils = await createDataUtils(options)
  // Public files are copied once, to the site's root, not to `theme/` as an addon's.
  options.addonRoots = []

  const env = { mode: 'production', command: 'build' } as const
  const own = await loadConfigFromFile(env, undefined, o.root, 'silent')
  let slidevPlugins: Plugin[] = []
  const graph = oneGraph(
    options,
    decks,
    layouts.error as string,
    () => slidevPlugins.find(p => p.name === 'slidev:loader') as never,
    o.guests,
  )
  slidevPlugins = await flat(
    await ViteSlidevPlugin(options, {
      ...(own?.config as { slidev?: object } | undefined)?.slidev,
      vue: { features: { componentIdGenerator: scopeIds(o) } },
      unocss: { content: utilityClasses(decks) },
    }),
  )
  const wrapper = slidevPlugins.findIndex(p => p.name === 'slidev:layout-wrapper')
  if (wrapper < 0) throw new Error('Slidev has no plugin slidev:layout-wrapper any more: look at one-graph-plugin.ts.')
  slidevPlugins.splice(wrapper + 1, 0, graph.afterLayout)

  const chunks = new Map<string, Chunk>()
  const modules = new Map<string, GraphModule>()
  const warnings: string[] = []
  let ids: readonly string[] = []
  const config: InlineConfig = {
    configFile: false,
    root: o.scratch,
    base: './',
    publicDir: join(o.root, 'public'),
    logLevel: 'silent',
    customLogger: quietLogger(warnings),
    plugins: [
      graph.before,
      ...slidevPlugins,
      unknownComponents(id => id.startsWith(o.root) && !id.includes('/node_modules/')),
      collect(chunks, modules),
      {
        name: 'course:ids',
        buildEnd() {
          ids = [...this.getModuleIds()]
        },
      },
    ],
    define: {
      __VUE_PROD_DEVTOOLS__: false,
      'import.meta.env.RI_GUESTS': String(o.guests !== undefined),
    },
    build: {
      outDir: o.outDir,
      emptyOutDir: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4000,
      rollupOptions: {
        input: { course: ENTRY },
        output: {
          entryFileNames: 'assets/course-[hash].js',
          chunkFileNames: chunkName(decks),
          ...(o.guests && { manualChunks: guestChunks(o.guests, () => ids) }),
        },
      },
    },
  }
  try {
    const whole = own ? mergeConfig({ ...own.config, publicDir: undefined }, config) : config
    await inEnglishOrder(() => build(whole))
  } catch (e) {
    throw explainGraphError(e, decks, o.root)
  }

  const html = new Map<string, string>()
  for (const deck of decks) {
    // Slidev escapes `info` twice and takes no other description: the page's comes from the summary, in pages.ts.
    const headmatter = { ...deck.data.headmatter, info: undefined }
    html.set(deck.id, (await createDataUtils({ ...options, data: { ...deck.data, headmatter } })).indexHtml)
  }
  return { decks, html, chunks, modules, warnings }
}

/** Slidev falls back to the default layout with a line in its log; here it is a mistake of the deck. */
function unknownLayouts(deck: DeckData, layouts: Record<string, string>, root: string): Problem[] {
  return deck.data.slides
    .filter(s => !layouts[String(s.frontmatter.layout)])
    .map(s => ({
      file: relative(root, s.source.filepath),
      line: s.source.start + 1,
      message: `there is no layout \`${String(s.frontmatter.layout)}\`: use one of ${Object.keys(layouts).sort().join(', ')}`,
    }))
}

function collect(chunks: Map<string, Chunk>, modules: Map<string, GraphModule>): Plugin {
  return {
    name: 'course:collect',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const chunk = file as Rollup.OutputChunk
        chunks.set(chunk.fileName, {
          file: chunk.fileName,
          imports: chunk.imports,
          dynamicImports: chunk.dynamicImports,
          css: [...(chunk.viteMetadata?.importedCss ?? [])],
          modules: chunk.moduleIds,
        })
      }
      for (const id of this.getModuleIds()) {
        const info = this.getModuleInfo(id)
        if (info)
          modules.set(id, { id, code: info.code, imports: [...info.importedIds, ...info.dynamicallyImportedIds] })
      }
    },
  }
}
