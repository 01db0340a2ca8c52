// Where histories lie: decks/<id>/histories/<name>.json, beside the recordings and not among them, since `record` does not make them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readText, type SnippetFile, writeAtomically } from './files.ts'
import { History } from './history.ts'
import { srcKey } from './keys.ts'

export const historyPath = (file: SnippetFile): string =>
  join(file.source, '../..', 'histories', file.name.replace(/\.rs$/, '.json'))

/** The history of a snippet, or a sentence without its place that says why there is none. */
export function readHistory(file: SnippetFile): History | string {
  const path = historyPath(file)
  const way = `run \`npm run history -- ${file.path}\``
  if (!existsSync(path)) return `there is no history of it: ${way}`
  const parsed = History.safeParse(JSON.parse(readText(path)))
  if (!parsed.success) return `its history has another shape: ${way}`
  return parsed.data.srcKey === srcKey(readText(file.source))
    ? parsed.data
    : `STALE: it was edited after its history was asked for: ${way}`
}

export const writeHistory = (file: SnippetFile, history: History): void =>
  writeAtomically(historyPath(file), `${JSON.stringify(History.parse(history), null, 1)}\n`)
