// npm run record [-- path, folder, name …]: asks the compiler about every snippet whose recording is stale, and resolves the
// addresses of the text.
//   --force              every recording again, also the fresh ones
//   --measure            the times of measuring programs again, which are kept otherwise: on a quiet machine
//   --move OLD..NEW      from one release to another, for all snippets: `--move 1.99.1..1.100.0`
//   --no-install         installs no compiler, says what is missing
import { command } from './lib/command.ts'
import { ProblemError } from './lib/problem.ts'
import { listSnippets, orphans, pick, ROOT } from './lib/recording/files.ts'
import { type Move, recordAll } from './lib/recording/recordAll.ts'
import { prepareWorld, showReports, withProgress } from './lib/recording/terminal.ts'
import { foldersOf, recordSources, showSources } from './lib/sources/course.ts'
import { renameRelease } from './lib/toolchain/rename.ts'

/** @throws Error when the text is not two releases */
function readMove(text: string): Move {
  const [, from, to] = /^([\w.-]+?)\.\.([\w.-]+)$/.exec(text) ?? []
  if (from && to) return { from, to }
  throw new Error(
    `--move ${text}: write the release that is recorded and the one to move to, as in --move 1.99.1..1.100.0`,
  )
}

await command({
  name: 'npm run record -- [path, folder or name …]',
  description: 'Compile and run the snippets, and write what the compiler said beside them.',
  args: {
    force: { type: 'boolean', description: 'make every recording again, also the fresh ones' },
    measure: { type: 'boolean', description: 'take the times of measuring programs again' },
    move: { type: 'string', description: 'record everything with another release: OLD..NEW' },
    install: { type: 'boolean', default: true, negativeDescription: 'install no compiler, say what is missing' },
  },
  async run(args) {
    try {
      const asked = args.move ? readMove(args.move) : undefined
      if (asked && args._.length) throw new Error('--move is for the whole course: name no snippets')
      const move = asked && (await renameRelease(ROOT, asked))
      const { picked, unknown } = pick(listSnippets(), args._)
      for (const name of unknown) console.error(`${name}: no snippet has this path or name`)
      const world = await prepareWorld(picked, { install: args.install })
      const reports = await withProgress('recording', picked.length, progress =>
        recordAll(picked, world, {
          force: args.force === true,
          measure: args.measure === true,
          ...(move ? { move } : {}),
          progress,
        }),
      )
      const failed = showReports(reports)
      const left = args._.length ? [] : orphans()
      for (const path of left)
        console.error(`${path}:1: belongs to no snippet: delete it, or give the snippet its name back`)
      const sources = await recordSources({
        root: ROOT,
        folders: foldersOf(args._, picked, ROOT),
        install: args.install,
      })
      const lost = showSources(sources, 'record')
      process.exitCode = failed || lost || unknown.length || left.length ? 1 : 0
    } catch (error) {
      if (!(error instanceof ProblemError) && !(error instanceof Error && error.message.startsWith('--move')))
        throw error
      console.error(error.message)
      process.exitCode = 1
    }
  },
})
