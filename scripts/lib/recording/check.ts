// Does a snippet's text fit its recording? Needs no compiler: compares keys. The only place that reads recordings: slides, quizzes, figures, pages,
// `verify` without rustc and `record` all come here.
//
//   checkFile(snippetFile, root?)  -> { ok: true, recording } | { ok: false, sentence }   for anything that listSnippets() lists
//   readRecording(path, root?)     -> the recording in that file, whatever its snippet says; throws when it is damaged
import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { readText, ROOT, type SnippetFile } from './files.ts'
import { bodyKey, srcKey } from './keys.ts'
import { type Recording, StoredRecording } from './schema.ts'
import { readStamps, STAMP_FILE, stamped, type Stamps } from './stamp.ts'

export type Check = { ok: true; recording: Recording } | { ok: false; sentence: string }

/** A recording's text as a recording, or a phrase that says what is wrong with it. */
function parseRecording(json: string, stamps: Stamps): Recording | string {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return 'its recording is no JSON, it was cut off or holds conflict marks'
  }
  const result = StoredRecording.safeParse(parsed)
  if (!result.success) {
    const issue = result.error.issues[0]
    return `its recording does not have the shape of schema.ts (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`
  }
  // The parsed body is compared, so that a key which the schema does not know counts as an edit too.
  if (result.data.bodyKey !== bodyKey((parsed as { runs: unknown }).runs))
    return 'its recording was edited by hand, or half written'
  return (
    stamped(result.data, stamps) ??
    `${STAMP_FILE} does not say which compiler \`${result.data.toolchain}\` recorded it with`
  )
}

/** Pure: `path` is how the snippet is named in the sentence; `json` is the recording's text, null when there is none. */
export function checkText(path: string, source: string, json: string | null, stamps: Stamps): Check {
  const fail = (what: string): Check => ({
    ok: false,
    sentence: `${path}:1: ${what}: run \`npm run record -- ${path}\``,
  })
  if (json === null) return fail('there is no recording of it')
  const recording = parseRecording(json, stamps)
  if (typeof recording === 'string') return fail(recording)
  if (recording.srcKey !== srcKey(source)) return fail('STALE: the snippet was edited after it was recorded')
  const common = stamps[recording.toolchain]
  if (common && common.commit !== recording.rustc.commit)
    return fail(
      `it is still recorded with rustc ${recording.rustc.version}, the others with ${common.version}, and no \`//@ toolchain:\` asks for that`,
    )
  return { ok: true, recording }
}

export function checkFile(file: SnippetFile, root: string = ROOT): Check {
  if (!existsSync(file.source)) return { ok: false, sentence: `${file.path}:1: there is no such snippet` }
  const json = existsSync(file.recording) ? readText(file.recording) : null
  return checkText(file.path, readText(file.source), json, readStamps(root))
}

/** @param path of the recording's file @throws Error with file and line when it is not what `record` wrote */
export function readRecording(path: string, root: string = ROOT): Recording {
  const recording = parseRecording(readText(path), readStamps(root))
  if (typeof recording !== 'string') return recording
  throw new Error(`${relative(root, path).split(sep).join('/')}:1: ${recording}: run \`npm run record\``)
}

/** A recorded example of a figure, for its tests: `components/<Tag>/examples/<name>.json`. */
export const readExample = (tag: string, name: string): Recording =>
  readRecording(join(ROOT, 'components', tag, 'examples', `${name}.json`))
