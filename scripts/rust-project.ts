// `npm run editor` writes rust-project.json, so that rust-analyzer knows every snippet as a crate of its own. Not committed: it names this machine's sysroot.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './lib/deck.ts'
import { listSnippets } from './lib/recording/files.ts'
import { parseSnippet } from './lib/recording/snippet.ts'

const sysroot = execFileSync('rustc', ['--print', 'sysroot'], { encoding: 'utf8' }).trim()
const crates = listSnippets().map(({ path, source }) => {
  const { directives } = parseSnippet(readFileSync(source, 'utf8'), path)
  return { root_module: path, edition: String(directives.editions[0]), deps: [], cfg: [], is_workspace_member: true }
})
writeFileSync(join(ROOT, 'rust-project.json'), `${JSON.stringify({ sysroot, crates }, null, 2)}\n`)
console.log(`rust-project.json names ${crates.length} snippets; open the folder in an editor with rust-analyzer.`)
