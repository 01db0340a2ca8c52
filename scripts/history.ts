// npm run history -- snippet …: asks released compilers when their answer about a snippet with `//@ history:` changed, and writes it beside the recordings.
//   --home DIR   RUSTUP_HOME of the old compilers, instead of a folder that is deleted at the end
//   --keep       deletes no compiler: with --home, the next history finds them there (0.3 to 0.8 GB each)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { defineCommand, runMain } from 'citty'
import { parse } from './lib/recording/course.ts'
import { listSnippets, pick, readText, ROOT } from './lib/recording/files.ts'
import { askHistory, HistoryError } from './lib/recording/history.ts'
import { releasedCompilers, verdictBy } from './lib/recording/historyCompilers.ts'
import { writeHistory } from './lib/recording/historyFile.ts'
import { historyWords } from './lib/recording/historyWords.ts'
import { srcKey } from './lib/recording/keys.ts'
import { findToolchain } from './lib/toolchain/find.ts'
import { findRustup } from './lib/toolchain/rustup.ts'

await runMain(
  defineCommand({
    meta: { name: 'history', description: 'Ask released compilers when their answer about a snippet changed.' },
    args: {
      home: { type: 'string', description: 'RUSTUP_HOME of the old compilers' },
      keep: { type: 'boolean', description: 'delete no compiler afterwards' },
    },
    async run({ args }) {
      const fail = (message: string): void => {
        console.error(message)
        process.exitCode = 1
      }
      const { picked, unknown } = pick(listSnippets(), args._)
      for (const name of unknown) fail(`${name}: no snippet has this path or name`)
      if (!args._.length) return fail('name the snippets: npm run history -- SNIPPET')
      const rustup = findRustup()
      const toolchain = findToolchain(ROOT)
      if (!rustup || !toolchain.course)
        return fail('histories need rustup and the compiler of the course: see README.md')
      const { course } = toolchain
      const home = args.home ? resolve(args.home) : mkdtempSync(join(tmpdir(), 'history-compilers-'))
      const say = (message: string): void => console.error(message)
      const compilers = releasedCompilers({ rustup, home, keep: args.keep === true, host: course.host, say })
      try {
        for (const file of picked) {
          const source = readText(file.source)
          const snippet = parse(file, source)
          if (Array.isArray(snippet)) {
            for (const p of snippet) fail(`${file.path}:${p.line}: ${p.message}`)
            continue
          }
          const { history } = snippet.directives
          if (!history) {
            fail(`${file.path}:1: it does not say what changed: write \`//@ history: verdict E0502 -> ok\``)
            continue
          }
          try {
            const rows = await askHistory(snippet, course.version, async (release, edition) => {
              const path = release === course.version ? course.path : compilers.get(release)
              const answer = await verdictBy(path, file.name.split('/').at(-1)!, source, snippet, edition)
              say(`${file.name}, edition ${edition}: ${release} says ${answer}`)
              return answer
            })
            writeHistory(file, {
              schema: 1,
              snippet: file.name,
              srcKey: srcKey(source),
              asks: history.asks,
              target: toolchain.target,
              rows,
            })
            console.log(`${file.path}: ${historyWords(rows)}`)
          } catch (error) {
            if (!(error instanceof HistoryError)) throw error
            fail(`${file.path}:${history.line}: ${error.message}`)
          }
        }
      } finally {
        compilers.close()
        if (!args.home) rmSync(home, { recursive: true, force: true })
      }
    },
  }),
)
