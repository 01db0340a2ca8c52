// npm run verify [-- path, folder, name …]: makes every recording again, resolves every address again and prints what changed; writes nothing.
//   --separate   each snippet in a process of its own, without the merged crate; the answer is the same, the way is longer
//   --force      also what was verified before with the same text, recording, compiler and program
//   --nightly    a drift report: what the nightly compiler says otherwise. Never a failure
//   --explain    prints the commands to type for the named snippets, and judges nothing
import { defineCommand, runMain } from 'citty'
import { driftOf, verifyAll } from './lib/recording/course.ts'
import { explain } from './lib/recording/explain.ts'
import { listSnippets, orphans, pick, ROOT } from './lib/recording/files.ts'
import { prepareWorld, showDrift, showReports, verifiedCache, withProgress } from './lib/recording/terminal.ts'
import { foldersOf, showSources, verifySources } from './lib/sources/course.ts'

await runMain(
  defineCommand({
    meta: { name: 'verify', description: 'Hold every recording against the compiler.' },
    args: {
      separate: { type: 'boolean', description: 'one process for each snippet' },
      force: { type: 'boolean', description: 'forget what was verified before' },
      nightly: { type: 'boolean', description: 'report what the nightly compiler says otherwise' },
      explain: { type: 'boolean', description: 'print the commands to type by hand' },
    },
    async run({ args }) {
      const { picked, unknown } = pick(listSnippets(), args._)
      for (const name of unknown) console.error(`${name}: no snippet has this path or name`)
      if (unknown.length) process.exitCode = 1
      if (args.explain) {
        for (const file of picked) console.log(explain(file))
        return
      }
      const world = await prepareWorld()
      if (args.nightly) {
        const { nightly } = world.toolchain
        if (!nightly) {
          console.error('no nightly compiler is installed: `rustup toolchain install nightly`')
          process.exitCode = 1
          return
        }
        showDrift(
          await withProgress(`asking rustc ${nightly.version} about`, picked.length, progress =>
            driftOf(picked, world, nightly, progress),
          ),
          nightly,
        )
        return
      }
      const cache = verifiedCache(args.force === true || Boolean(process.env['CI']))
      const reports = await withProgress('verifying', picked.length, progress =>
        verifyAll(picked, world, { separate: args.separate === true, progress, cache }),
      )
      cache.save()
      const left = args._.length ? [] : orphans()
      for (const path of left)
        console.error(`${path}:1: belongs to no snippet: delete it, or give the snippet its name back`)
      const failed = showReports(reports)
      const sources = await verifySources({ root: ROOT, folders: foldersOf(args._, picked, ROOT) })
      if (showSources(sources, 'verify') || failed || left.length) process.exitCode = 1
    },
  }),
)
