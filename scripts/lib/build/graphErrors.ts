// From the bundler's errors to the author's file and line, and to the decks that fail by them.
import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { Plugin } from 'vite'
import { type Problem, ProblemError } from '../problem.ts'
import type { DeckData } from './deck-data.ts'
import { slideOfModule } from './one-graph-plugin.ts'

/** The graph could not be built. The decks in `failing` are at fault; when it is empty, a shared file is. */
export class GraphError extends ProblemError {
  readonly failing: ReadonlySet<string>
  constructor(problems: readonly Problem[], failing: ReadonlySet<string>) {
    super(problems)
    this.name = 'GraphError'
    this.failing = failing
  }
}

interface BundlerError {
  message: string
  id?: string
  loc?: { line?: number }
  plugin?: string
}

/** Components that are registered by name at run time. */
const REGISTERED = new Set(['RouterLink', 'RouterView', 'router-link', 'router-view'])

/** Vue compiles an unknown component to a lookup that fails in the reader's browser; here it fails the build. */
export function unknownComponents(isOurs: (id: string) => boolean): Plugin {
  return {
    name: 'course:unknown-components',
    enforce: 'post',
    transform(code, id) {
      if (!isOurs(id) && !slideOfModule(id)) return
      for (const [, name = ''] of code.matchAll(/\b_?resolveComponent\("([^"]+)"\)/g))
        if (!REGISTERED.has(name))
          this.error({
            message: `there is no component \`<${name}>\`: mend its name, or write components/${name}/${name}.vue`,
            id,
          })
    },
  }
}

/** The first line of a slide that holds `text`, else the slide's own first line. 1-based. */
function lineInSlide(file: string, start: number, end: number, text: string | null): number {
  const lines = text ? readFileSync(file, 'utf8').split('\n') : []
  for (let i = start; text && i < Math.min(end, lines.length); i++) if (lines[i]?.includes(text)) return i + 1
  return start + 1
}

const clean = (message: string): string =>
  (message.replace(/^\[(slidev|plugin [^\]]*)\]\s*/, '').split('\n')[0] ?? '').trim()

/** The errors of a failed bundle as problems. Anything unexpected is named with the module where it happened. */
export function explainGraphError(error: unknown, decks: readonly DeckData[], root: string): GraphError {
  const failing = new Set<string>()
  let shared = false
  const errors = (error as { errors?: BundlerError[] }).errors ?? [error as BundlerError]
  const problems = errors.map((e): Problem => {
    const id = e.id ?? ''
    const message = clean(e.message ?? String(e))
    const slide = slideOfModule(id)
    const deck = decks.find(d =>
      slide ? d.number === slide.deckNumber : [id, message].some(t => t.includes(`decks${sep}${d.id}${sep}`)),
    )
    if (deck) failing.add(deck.id)
    else shared = true
    const placed = /^([^\s:]+):(\d+): ?([\s\S]+)$/.exec(message)
    if (placed) return { file: placed[1] as string, line: Number(placed[2]), message: placed[3] as string }
    if (deck && slide) {
      const info = deck.data.slides[slide.slideNo - 1]
      const source = info?.source
      const wanted = /`(<[\w-]+)/.exec(message)?.[1] ?? null
      const line = source ? lineInSlide(source.filepath, source.start, source.end, wanted) : 1
      return {
        file: relative(root, source?.filepath ?? deck.file),
        line,
        message: `slide ${slide.slideNo}: ${message}`,
      }
    }
    const file = id.replace(/^\0/, '').replace(/\?.*$/, '')
    return { file: file ? relative(root, file) : 'the graph', line: e.loc?.line ?? 1, message }
  })
  return new GraphError(problems, shared ? new Set() : failing)
}
