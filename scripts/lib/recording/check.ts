// Does a snippet's text fit its recording? Needs no compiler: compares keys. Used by the build, by `verify` without rustc, and by `record`.
//
//   checkRecording(deckDir, snippet, root?) -> { ok: true, recording } | { ok: false, sentence }   for decks/<id> and a path below snippets/
//   checkFile(snippetFile)                  -> the same, for anything that listSnippets() lists
import { existsSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { readText, ROOT, type SnippetFile, snippetFile } from './files.ts'
import { bodyKey, srcKey } from './keys.ts'
import { Recording } from './schema.ts'

export type Check = { ok: true; recording: Recording } | { ok: false; sentence: string }

/** Pure: `path` is how the snippet is named in the sentence; `json` is the recording's text, null when there is none. */
export function checkText(path: string, source: string, json: string | null): Check {
  const again = `run \`npm run record -- ${path}\``
  const fail = (what: string): Check => ({ ok: false, sentence: `${path}:1: ${what}` })
  if (json === null) return fail(`there is no recording of it: ${again}`)
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return fail(`its recording is no JSON: ${again}`)
  }
  const result = Recording.safeParse(parsed)
  if (!result.success) {
    const issue = result.error.issues[0]
    return fail(
      `its recording does not have the shape of schema.ts (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}): ${again}`,
    )
  }
  const recording = result.data
  if (recording.srcKey !== srcKey(source)) return fail(`STALE: the snippet was edited after it was recorded: ${again}`)
  // The parsed body is compared, so that a key which the schema does not know counts as an edit too.
  if (recording.bodyKey !== bodyKey((parsed as { runs: unknown }).runs))
    return fail(`its recording was edited by hand, or half written: ${again}`)
  return { ok: true, recording }
}

export function checkFile(file: SnippetFile): Check {
  if (!existsSync(file.source)) return { ok: false, sentence: `${file.path}:1: there is no such snippet` }
  return checkText(file.path, readText(file.source), existsSync(file.recording) ? readText(file.recording) : null)
}

/** @param deckDir absolute path of decks/<id> @param snippet path below snippets/, with `.rs` */
export function checkRecording(deckDir: string, snippet: string, root: string = ROOT): Check {
  const deck = relative(root, deckDir).split(sep).join('/')
  return checkFile(snippetFile(`${deck}/snippets/${snippet}`, root))
}
