// What blocks are made of besides text: snippets with their recordings, the figure families, and the attributes that tags know. Each is read once.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FigureModel, Trace } from '../../../components/figure/contract.ts'
import { parseLocatedYaml } from '../locatedYaml.ts'
import { ProblemError } from '../problem.ts'
import { checkFile } from '../recording/check.ts'
import { snippetFile } from '../recording/files.ts'
import type { History } from '../recording/history.ts'
import { readHistory } from '../recording/historyFile.ts'
import type { Recording } from '../recording/schema.ts'
import { parseSnippet, type Snippet, SnippetError } from '../recording/snippet.ts'
import { type Prop, propsAt } from './props.ts'

/** What a family's model.ts exports for those who draw. */
export interface Family {
  model: FigureModel<unknown>
  fromRecording: (recording: Recording, options: Record<string, unknown>) => Trace<unknown>
}
export interface Program {
  source: string
  snippet: Snippet
  recording: Recording
  /** What released compilers said, where the snippet asks for it and they were asked about this text. */
  history: History | null
  /** The parsed `.ops.yaml` beside the snippet, where there is one. */
  ops: unknown
}

export class Library {
  readonly root: string
  readonly families: ReadonlyMap<string, Family>
  private readonly programs = new Map<string, Program | Error>()

  private constructor(root: string, families: ReadonlyMap<string, Family>) {
    this.root = root
    this.families = families
  }

  /** Loads the models of all figure families, which are the folders of components/ with a model.ts. */
  static async open(root: string): Promise<Library> {
    const components = join(root, 'components')
    const names = readdirSync(components).filter(name => existsSync(join(components, name, 'model.ts')))
    const loaded = names.map(async (name): Promise<[string, Family]> => [
      name,
      (await import(pathToFileURL(join(components, name, 'model.ts')).href)) as Family,
    ])
    return new Library(root, new Map(await Promise.all(loaded)))
  }

  /** The same families over snippets that are read anew, for a server that runs while they change. */
  fresh(): Library {
    return new Library(this.root, this.families)
  }

  /** What an author may write on a tag that shows something recorded. */
  props(tag: string): Map<string, Prop> {
    if (this.families.has(tag)) return new Map([['rec', REC], ...propsAt(this.root, tag, tag)])
    return propsAt(this.root, 'Code', tag)
  }

  /**
   * A snippet of a deck with its recording.
   * @param rec the snippet's path below snippets/, without `.rs`
   * @throws Error whose message says what is missing and what to do
   */
  program(deckDir: string, rec: string): Program {
    const path = join(deckDir, 'snippets', `${rec}.rs`)
    let found = this.programs.get(path)
    if (!found) {
      try {
        found = this.read(path)
      } catch (error) {
        if (!(error instanceof Error)) throw error
        found = error
      }
      this.programs.set(path, found)
    }
    if (found instanceof Error) throw found
    return found
  }

  private read(path: string): Program {
    const name = relative(this.root, path)
    if (!existsSync(path)) throw new Error(`there is no ${name}: create it, or mend the name`)
    const source = readFileSync(path, 'utf8')
    const file = snippetFile(name.split(sep).join('/'), this.root)
    const check = checkFile(file, this.root)
    if (!check.ok) throw new Error(check.sentence.replace(/^.*?:1: /, `${name}: `))
    const snippet = snippetOf(source, name)
    const history = snippet.directives.history ? readHistory(file) : null
    const ops = path.replace(/\.rs$/, '.ops.yaml')
    return {
      source,
      recording: check.recording,
      snippet,
      history: typeof history === 'string' ? null : history,
      ops: existsSync(ops) ? parseLocatedYaml(readFileSync(ops, 'utf8'), relative(this.root, ops)).value : undefined,
    }
  }
}

const REC: Prop = { name: 'rec', required: true, string: true, number: false, boolean: false, other: false, values: [] }

function snippetOf(source: string, name: string): Snippet {
  try {
    return parseSnippet(source, name)
  } catch (error) {
    if (!(error instanceof SnippetError)) throw error
    throw new ProblemError(error.problems.map(p => ({ file: name, line: p.line, message: p.message })))
  }
}
