// `npm run editor` writes rust-project.json, so that rust-analyzer knows every snippet as a crate of its own. Not committed: it names this machine's sysroot.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { command } from './lib/command.ts'
import { ROOT } from './lib/deck.ts'
import { listSnippets } from './lib/recording/files.ts'
import { parseSnippet } from './lib/recording/snippet.ts'
import { findToolchain } from './lib/toolchain/find.ts'

await command({
  name: 'npm run editor',
  description: 'Writes rust-project.json, so that rust-analyzer knows every snippet.',
  args: {},
  async run() {
    const { course } = findToolchain(ROOT)
    if (!course) {
      console.error(
        'The compiler that toolchains.json names is not here. `npm run verify` installs it; then run this again.',
      )
      process.exit(1)
    }
    const crates = listSnippets().map(({ path, source }) => {
      const { directives } = parseSnippet(readFileSync(source, 'utf8'), path)
      return {
        root_module: path,
        edition: String(directives.editions[0]),
        deps: [],
        cfg: [],
        is_workspace_member: true,
      }
    })
    writeFileSync(join(ROOT, 'rust-project.json'), `${JSON.stringify({ sysroot: course.sysroot, crates }, null, 2)}\n`)
    console.log(`rust-project.json names ${crates.length} snippets; open the folder in an editor with rust-analyzer.`)
  },
})
