// Vite plugin: hands snippets and their recordings to the slides, and refuses a recording that does not belong to the text beside it.
//
//   x.rs?ri-code&region=a&edition=2021   ShownCode: highlighted lines of the region, and what the compiler said of the file
//   x.rs?ri-recording                    the whole Recording, for figures
//   x.rs?ri-source                       the snippet's text
//   x.rs?ri-history                      what released compilers said of it
//   x.ops.yaml?ri-yaml                   a parsed YAML file
//   virtual:ri-card                      Card of the deck that is shown; virtual:ri-card/<deck> of that deck
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Plugin } from 'vite'
import { parse as parseYaml } from 'yaml'
import { cardOf } from '../content/card.ts'
import { ROOT } from '../deck.ts'
import { highlightRust } from '../highlight.ts'
import { checkFile } from '../recording/check.ts'
import { type SnippetFile, snippetFile } from '../recording/files.ts'
import type { History } from '../recording/history.ts'
import { historyPath, readHistory } from '../recording/historyFile.ts'
import type { Diagnostic, Recording, Run } from '../recording/schema.ts'
import { parseSnippet, regionOf } from '../recording/snippet.ts'
import { miriWitness, readStamps, STAMP_FILE } from '../recording/stamp.ts'

export interface ShownLine {
  number: number
  html: string
  text: string
}
/** What `<Code>`, `<Diagnostic>`, `<Output>` and `<Fact>` get. */
export interface ShownCode {
  file: string
  /** Columns cut off at the left: column in the file minus this is the column on the slide. */
  dedent: number
  lines: ShownLine[]
  /** The lines that the compiler's spans point at, by their number in the file, as they were written. */
  pointed: Record<number, string>
  /** The snippet without directives, for running and for the Playground. */
  program: string
  /** The first and the last line of `program` that the slide shows, from 1. */
  at: [number, number]
  /** Prepared edits: the programs of the set that the snippet belongs to, itself among them. */
  edits: { label: string; program: string }[]
  rustc: string
  host: string
  /** Who judged where Miri was asked: `Miri 92b5b8c87 of 2026-10-29`. */
  miri: string | null
  runs: {
    edition: number
    command: string[]
    verdict: Run['verdict']
    diagnostics: Diagnostic[]
    stdout: string
    stderr: string
    miri?: Run['miri']
  }[]
}

const QUERY = /\?(?:.*&)?ri-(code|recording|source|history|yaml)\b/
export const CARD = 'virtual:ri-card'

/** Where snippets, recordings and YAML of slides and of the gallery's examples lie. */
const ROOMS = ['decks', 'components']
const NAMES = { code: /\.rs$/, recording: /\.rs$/, source: /\.rs$/, history: /\.rs$/, yaml: /\.ya?ml$/ }

/**
 * Refuses, before anything is read, what is not a file of the course: a module's id comes from whoever can reach the development server, and a link may lead anywhere.
 * @throws Error with the path as it was asked for, whether or not there is such a file
 */
export function courseFile(path: string, root: string, name: RegExp): string {
  const no = new Error(`${relative(root, path)}:1: this is no file of decks/ or components/ that a slide may show`)
  if (path.includes('\0') || !name.test(path)) throw no
  const inside = (real: string): boolean =>
    ROOMS.some(room => existsSync(join(root, room)) && real.startsWith(realpathSync(join(root, room)) + sep))
  if (!existsSync(path)) {
    // A missing file gets the sentence of whoever reads it, inside the course only.
    if (ROOMS.some(room => join(path).startsWith(join(root, room) + sep))) return path
    throw no
  }
  const real = realpathSync(path)
  if (!inside(real) || !name.test(real)) throw no
  return real
}

/** The snippet at an absolute path, with where its recording lies. */
const fileAt = (path: string): SnippetFile => snippetFile(relative(ROOT, path).split(sep).join('/'))

/** @throws Error with file:line and the way out when the snippet or its recording is missing, or they do not belong together */
export function readRecorded(snippet: string): { source: string; recording: Recording } {
  const file = fileAt(snippet)
  if (!existsSync(snippet))
    throw new Error(
      `${file.path}:1: this snippet does not exist: create it, or mend the \`src\` or \`rec\` that names it`,
    )
  const check = checkFile(file)
  if (!check.ok) throw new Error(check.sentence)
  return { source: readFileSync(snippet, 'utf8'), recording: check.recording }
}

/** @throws Error with file:line when nobody has asked, or the text has changed since */
function historyAt(path: string): History {
  const history = readHistory(fileAt(path))
  if (typeof history === 'string') throw new Error(`${fileAt(path).path}:1: ${history}`)
  return history
}

function pointedLines(source: string, runs: readonly Run[]): Record<number, string> {
  const lines = source.split('\n')
  const spans = runs.flatMap(run =>
    [...run.diagnostics, ...(run.miri?.said.flatMap(s => s.reports) ?? [])].flatMap(d =>
      [d, ...d.children].flatMap(part => part.spans),
    ),
  )
  const own = new Set(spans.filter(span => !span.file).flatMap(span => [span.line, span.lineEnd]))
  return Object.fromEntries([...own].map(line => [line, (lines[line - 1] ?? '').replace(/\s*\/\/~.*$/, '')]))
}

/** The set of a snippet as paths, its base first; empty where it has no variants and is none. */
function setOf(snippet: string): string[] {
  const base = /^\/\/@ variant-of: (\S+)\s*$/m.exec(readFileSync(snippet, 'utf8'))?.[1] ?? basename(snippet, '.rs')
  const mark = new RegExp(`^//@ variant-of: ${base}\\s*$`, 'm')
  const folder = dirname(snippet)
  const variants = readdirSync(folder)
    .filter(name => name.endsWith('.rs'))
    .sort()
    .map(name => join(folder, name))
    .filter(path => mark.test(readFileSync(path, 'utf8')))
  return variants.length ? [join(folder, `${base}.rs`), ...variants] : []
}

function edits(snippet: string): ShownCode['edits'] {
  return setOf(snippet).map((path, i) => {
    const { directives, shown } = parseSnippet(readFileSync(path, 'utf8'), relative(ROOT, path))
    return { label: directives.label ?? (i ? basename(path) : 'as shown'), program: shown.text }
  })
}

async function shownCode(snippet: string, query: URLSearchParams): Promise<ShownCode> {
  const { source, recording } = readRecorded(snippet)
  const parsed = parseSnippet(source, relative(ROOT, snippet))
  const region = regionOf(parsed, query.get('region'), relative(ROOT, snippet))
  const html = await highlightRust(region.text)
  const edition = Number(query.get('edition') ?? 0)
  const runs = recording.runs.filter(r => !edition || r.edition === edition)
  if (!runs.length)
    throw new Error(
      `${relative(ROOT, snippet)}:1: no recording for edition ${edition}: add it to \`//@ edition:\` and run \`npm run record\``,
    )
  return {
    file: recording.snippet,
    dedent: region.dedent,
    lines: region.lines.map((l, i) => ({ number: l.number, text: l.text, html: html[i] ?? '' })),
    pointed: pointedLines(source, runs),
    program: parsed.shown.text,
    at: [region.lines[0]!, region.lines.at(-1)!].map(
      line => parsed.shown.lines.findIndex(shown => shown.number === line.number) + 1,
    ) as [number, number],
    edits: edits(snippet),
    rustc: runs[0]!.measuredWith ?? recording.rustc.version,
    host: recording.rustc.target,
    miri: miriWitness(readStamps()),
    runs: runs.map(({ edition, command, verdict, diagnostics, stdout, stderr, miri }) => ({
      edition,
      command,
      verdict,
      diagnostics,
      stdout,
      stderr,
      ...(miri?.said.some(s => s.reports.length) ? { miri } : {}),
    })),
  }
}

export function recordedSlides(): Plugin {
  /** The deck that Slidev shows alone: its folder is Vite's root. */
  let shown = ''
  return {
    name: 'ri:recorded-slides',
    enforce: 'pre',
    configResolved(config) {
      shown = basename(config.root)
    },
    resolveId(id) {
      if (id === CARD || id.startsWith(`${CARD}/`)) return `\0${id}`
      return QUERY.test(id) ? id : null
    },
    async load(id) {
      if (id.startsWith(`\0${CARD}`))
        return `export default ${JSON.stringify(cardOf(id.slice(CARD.length + 2) || shown, ROOT))}`
      const kind = QUERY.exec(id)?.[1] as keyof typeof NAMES | undefined
      if (!kind) return null
      const [asked = '', search = ''] = id.split('?')
      const path = courseFile(asked, ROOT, NAMES[kind])
      if (kind === 'code' || kind === 'recording') courseFile(fileAt(path).recording, ROOT, /\.json$/)
      this.addWatchFile(path)
      if (kind === 'yaml') return `export default ${JSON.stringify(parseYaml(readFileSync(path, 'utf8')))}`
      if (kind === 'history') {
        this.addWatchFile(historyPath(fileAt(path)))
        return { code: `export default ${JSON.stringify(historyAt(path))}`, map: { mappings: '' } }
      }
      if (kind !== 'source') {
        this.addWatchFile(fileAt(path).recording)
        this.addWatchFile(join(ROOT, STAMP_FILE))
        if (kind === 'code') for (const one of setOf(path)) this.addWatchFile(one)
      }
      const data =
        kind === 'source'
          ? readFileSync(path, 'utf8')
          : kind === 'recording'
            ? readRecorded(path).recording
            : await shownCode(path, new URLSearchParams(search))
      return { code: `export default ${JSON.stringify(data)}`, map: { mappings: '' } }
    },
  }
}
