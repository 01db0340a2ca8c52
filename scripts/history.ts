// npm run history -- snippet …: asks released compilers when their answer about a snippet with `//@ history:` changed, and writes it beside the recordings.
// Several snippets share what is fetched: the release that most of them wait for is asked next.
//   --home DIR   RUSTUP_HOME of the old compilers, instead of a folder that is deleted at the end
//   --keep       deletes no compiler: with --home, the next history finds them there (0.3 to 0.8 GB each)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { command } from './lib/command.ts'
import { parse } from './lib/recording/course.ts'
import { listSnippets, pick, readText, ROOT } from './lib/recording/files.ts'
import { askHistory, HistoryError, type Newest } from './lib/recording/history.ts'
import { answerBy } from './lib/recording/historyAnswers.ts'
import { releasedCompilers } from './lib/recording/historyCompilers.ts'
import { writeHistory } from './lib/recording/historyFile.ts'
import { Turns } from './lib/recording/historyTurns.ts'
import { historyWords } from './lib/recording/historyWords.ts'
import { srcKey } from './lib/recording/keys.ts'
import { compilerOf, findToolchain } from './lib/toolchain/find.ts'
import { findRustup } from './lib/toolchain/rustup.ts'

await command({
  name: 'npm run history -- snippet …',
  description: 'Ask released compilers when their answer about a snippet changed.',
  args: {
    home: { type: 'string', description: 'RUSTUP_HOME of the old compilers' },
    keep: { type: 'boolean', description: 'delete no compiler afterwards' },
  },
  async run(args) {
    const fail = (message: string): void => {
      console.error(message)
      process.exitCode = 1
    }
    const { picked, unknown } = pick(listSnippets(), args._)
    for (const name of unknown) fail(`${name}: no snippet has this path or name`)
    if (!args._.length) return fail('name the snippets: npm run history -- SNIPPET')
    const rustup = findRustup()
    const toolchain = findToolchain(ROOT)
    if (!rustup || !toolchain.course) return fail('histories need rustup and the compiler of the course: see README.md')
    const { course } = toolchain
    const home = args.home ? resolve(args.home) : mkdtempSync(join(tmpdir(), 'history-compilers-'))
    const say = (message: string): void => console.error(message)
    const compilers = releasedCompilers({ rustup, home, keep: args.keep === true, host: course.host, say })
    const wishes = picked.flatMap(file => {
      const source = readText(file.source)
      const snippet = parse(file, source)
      if (Array.isArray(snippet)) {
        for (const p of snippet) fail(`${file.path}:${p.line}: ${p.message}`)
        return []
      }
      const wish = snippet.directives.history
      if (wish) return [{ file, source, snippet, wish }]
      fail(`${file.path}:1: it does not say what changed: write \`//@ history: verdict E0502 -> ok\``)
      return []
    })
    const turns = new Turns(wishes.length)
    const here = new Map([course, toolchain.next].flatMap(found => (found ? [[found.version, found.path]] : [])))
    const one = async ({ file, source, snippet, wish }: (typeof wishes)[number]): Promise<void> => {
      const named = compilerOf(toolchain, snippet.directives.toolchain)
      if (!named) {
        turns.leave()
        return fail(`${file.path}:1: its compiler is not installed: see README.md`)
      }
      const newest: Newest = named === toolchain.next ? [course.version, named.version] : [course.version]
      try {
        const rows = await askHistory(wish, newest, async (release, edition) => {
          await turns.turn(release)
          const path = here.get(release) ?? compilers.get(release)
          const answer = await answerBy(path, basename(file.name), source, snippet, wish.form, edition)
          say(`${file.name}, edition ${edition}: ${release} says ${answer}`)
          return answer
        })
        const history = { asks: wish.asks, target: toolchain.target, rows }
        writeHistory(file, { schema: 1, snippet: file.name, srcKey: srcKey(source), ...history })
        console.log(`${file.path}: ${historyWords(history)}`)
      } catch (error) {
        if (!(error instanceof HistoryError)) throw error
        fail(`${file.path}:${wish.line}: ${error.message}`)
      } finally {
        turns.leave()
      }
    }
    try {
      await Promise.all(wishes.map(one))
    } finally {
      compilers.close()
      if (!args.home) rmSync(home, { recursive: true, force: true })
    }
  },
})
