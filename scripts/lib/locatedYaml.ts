// YAML whose every value still knows its line, so that a schema's complaint names file and line. Pure.
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { ProblemError, type Problem } from './problem.ts'

type Path = readonly PropertyKey[]

export interface LocatedYaml {
  value: unknown
  /** Line of the value at `path`; of its key where there is one; of the nearest parent where the path ends early. */
  lineOf(path: Path): number
}

/**
 * Parses one YAML document. `firstLine` is the line of the file on which `text` begins.
 * @throws ProblemError for text that is not YAML, and for a key that stands twice.
 */
export function parseLocatedYaml(text: string, file: string, firstLine = 1): LocatedYaml {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const lineAt = (offset: number): number => counter.linePos(offset).line + firstLine - 1
  if (document.errors.length)
    throw new ProblemError(
      document.errors.map(error => ({
        file,
        line: lineAt(error.pos[0]),
        message: `this is not valid YAML: ${error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')}`,
      })),
    )
  return { value: document.toJS(), lineOf: path => lineOfPath(document, path, lineAt) }
}

function lineOfPath(document: Document, path: Path, lineAt: (offset: number) => number): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find(item => isScalar(item.key) && item.key.value === last)
      if (pair && isScalar(pair.key) && pair.key.range) return lineAt(pair.key.range[0])
    }
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
    if (node?.range) return lineAt(node.range[0])
  }
  const root = document.contents as { range?: [number, number, number] } | null
  return lineAt(root?.range?.[0] ?? 0)
}

/** A schema's issues as problems of the file; an item of a list is named by its place, from 1. */
export function schemaProblems(error: z.ZodError, yaml: LocatedYaml, file: string): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({
        file,
        line: yaml.lineOf([...issue.path, key]),
        message: `${named([...issue.path, key])}: there is no such field, take it out or mend its name`,
      }))
    return [
      {
        file,
        line: yaml.lineOf(issue.path),
        message: issue.path.length ? `${named(issue.path)}: ${issue.message}` : issue.message,
      },
    ]
  })
}

const named = (path: Path): string =>
  path.map(part => (typeof part === 'number' ? `#${part + 1}` : String(part))).join('.')
