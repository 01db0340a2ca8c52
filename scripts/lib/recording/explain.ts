// `npm run verify -- --explain [NAME]`: the commands by which a reader sees the same with his own hands, one block for each snippet.
import { dirname } from 'node:path'
import { readNames } from '../toolchain/names.ts'
import { recordedOf } from './course.ts'
import { readText, ROOT, type SnippetFile } from './files.ts'
import { publicCommand } from './make.ts'
import { parseSnippet } from './snippet.ts'

/** A recorded command as one line for a terminal, with the compiler that is meant: `channel` is what rustup installs. */
export const handCommand = (words: readonly string[], channel: string): string =>
  words.join(' ').replace(/\brustc(?: \+\S+)? /, `rustc +${channel} `)

/** Commands for each edition, then those that the recording names for its emits. Every one says which compiler is meant. */
export function explain(file: SnippetFile, root: string = ROOT): string {
  const source = readText(file.source)
  const snippet = parseSnippet(source, file.path)
  const names = readNames(root)
  const { channel } = names[snippet.directives.toolchain]
  const meant = (words: readonly string[]): string => handCommand(words, channel)
  const lines = [
    `# ${file.path}`,
    `cd ${dirname(file.path)}`,
    ...snippet.directives.editions.map(edition =>
      meant(publicCommand(file.name, snippet, edition, source, { names, target: names.target })),
    ),
  ]
  for (const run of recordedOf(file, root)?.runs ?? [])
    for (const emit of run.emits)
      if (emit.command) lines.push(`# ${emit.kind} ${emit.arg} (edition ${run.edition})`, meant(emit.command))
  if (snippet.directives.crates.length) lines.push('# the crates are built by `npm run record`')
  return lines.join('\n')
}
