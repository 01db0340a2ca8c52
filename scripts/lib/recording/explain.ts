// `npm run verify -- --explain NAME`: the commands by which a reader sees the same with his own hands.
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { readText, type SnippetFile } from './files.ts'
import { publicCommand } from './make.ts'
import type { Recording } from './schema.ts'
import { parseSnippet } from './snippet.ts'

/** Commands for each edition, then those that the recording names for its emits. */
export function explain(file: SnippetFile): string {
  const source = readText(file.source)
  const snippet = parseSnippet(source, file.path)
  const lines = [
    `# ${file.path}`,
    `cd ${dirname(file.path)}`,
    ...snippet.directives.editions.map(edition => publicCommand(file.name, snippet, edition, source).join(' ')),
  ]
  const recording = existsSync(file.recording) ? (JSON.parse(readText(file.recording)) as Recording) : null
  for (const run of recording?.runs ?? [])
    for (const emit of run.emits)
      if (emit.command) lines.push(`# ${emit.kind} ${emit.arg} (edition ${run.edition})`, emit.command.join(' '))
  if (snippet.directives.crates.length) lines.push('# the crates are built by `npm run record`')
  return lines.join('\n')
}
