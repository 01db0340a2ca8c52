// npm run record [-- --force] [path, folder, name …]: asks the compiler about every snippet whose recording is stale, and resolves the addresses of the text.
import { defineCommand, runMain } from 'citty'
import { listSnippets, orphans, pick, ROOT } from './lib/recording/files.ts'
import { recordAll } from './lib/recording/course.ts'
import { prepareWorld, showReports, withProgress } from './lib/recording/terminal.ts'
import { foldersOf, recordSources, showSources } from './lib/sources/course.ts'

await runMain(
  defineCommand({
    meta: {
      name: 'record',
      description: 'Compile and run the snippets, and write what the compiler said beside them.',
    },
    args: { force: { type: 'boolean', description: 'make every recording again, also the fresh ones' } },
    async run({ args }) {
      const { picked, unknown } = pick(listSnippets(), args._)
      for (const name of unknown) console.error(`${name}: no snippet has this path or name`)
      const world = await prepareWorld()
      const reports = await withProgress('recording', picked.length, progress =>
        recordAll(picked, world, { force: args.force === true, progress }),
      )
      const failed = showReports(reports)
      const left = args._.length ? [] : orphans()
      for (const path of left)
        console.error(`${path}:1: belongs to no snippet: delete it, or give the snippet its name back`)
      const sources = await recordSources({ root: ROOT, folders: foldersOf(args._, picked, ROOT) })
      const lost = showSources(sources, 'record')
      process.exitCode = failed || lost || unknown.length || left.length ? 1 : 0
    },
  }),
)
