// npm run verify [-- path, folder, name …]: makes every recording again, resolves every address again and prints what changed;
// writes nothing.
//   --separate        each snippet in a process of its own, without the merged crate; the answer is the same, the way is longer
//   --force           also what was verified before with the same text, recording, compiler and program
//   --toolchain NAME  a drift report: what another compiler says otherwise, `next`, `miri` or a toolchain of rustup. Fails when a
//                     fact changed: a verdict, a code, a span, a size, an order, an output; wording and formats are counted
//   --report FILE     keeps the drift report as Markdown
//   --explain         prints the commands to type for the named snippets, and judges nothing
//   --no-install      installs no compiler, says what is missing
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { command } from './lib/command.ts'
import { ProblemError } from './lib/problem.ts'
import { driftOf } from './lib/recording/drift.ts'
import { driftReport } from './lib/recording/driftReport.ts'
import { explain } from './lib/recording/explain.ts'
import { listSnippets, orphans, pick, publishedSnippets, ROOT } from './lib/recording/files.ts'
import { prepareWorld, showReports, verifiedCache, withProgress } from './lib/recording/terminal.ts'
import { verifyAll } from './lib/recording/verifyAll.ts'
import { foldersOf, showSources, verifySources } from './lib/sources/course.ts'
import { describeCompiler } from './lib/toolchain/compiler.ts'
import { compilerNamed } from './lib/toolchain/find.ts'

await command({
  name: 'npm run verify -- [path, folder or name …]',
  description: 'Hold every recording against the compiler.',
  args: {
    separate: { type: 'boolean', description: 'one process for each snippet' },
    force: { type: 'boolean', description: 'forget what was verified before' },
    toolchain: { type: 'string', description: 'report what another compiler says otherwise' },
    report: { type: 'string', description: 'file for the report of --toolchain' },
    explain: { type: 'boolean', description: 'print the commands to type by hand' },
    install: { type: 'boolean', default: true, negativeDescription: 'install no compiler, say what is missing' },
  },
  async run(args) {
    // A draft is verified by name, until it is published.
    const { picked, unknown } = pick(args._.length ? listSnippets() : publishedSnippets(), args._)
    for (const name of unknown) console.error(`${name}: no snippet has this path or name`)
    if (unknown.length) process.exitCode = 1
    try {
      if (args.explain) {
        for (const file of picked) console.log(explain(file, ROOT))
        return
      }
      const world = await prepareWorld(picked, { install: args.install })
      if (args.toolchain) {
        const compiler = compilerNamed(ROOT, world.toolchain, args.toolchain)
        const drift = await withProgress(`asking ${describeCompiler(compiler)} about`, picked.length, progress =>
          driftOf(picked, world, compiler, progress),
        )
        const { facts, markdown } = driftReport(drift, describeCompiler(compiler))
        process.stdout.write(markdown)
        if (args.report) writeFileSync(resolve(process.env['INIT_CWD'] ?? '.', args.report), markdown)
        if (facts) process.exitCode = 1
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
      const sources = await verifySources({
        root: ROOT,
        folders: foldersOf(args._, picked, ROOT),
        install: args.install,
      })
      if (showSources(sources, 'verify') || failed || left.length) process.exitCode = 1
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      console.error(error.message)
      process.exitCode = 1
    }
  },
})
