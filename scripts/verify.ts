// npm run verify [-- path, folder, name …]: makes every recording again and prints what changed; writes nothing.
import { defineCommand, runMain } from 'citty'
import { listSnippets, orphans, pick } from './lib/recording/files.ts'
import { verifyAll } from './lib/recording/course.ts'
import { prepareWorld, showReports, withProgress } from './lib/recording/terminal.ts'

await runMain(defineCommand({
  meta: { name: 'verify', description: 'Hold every recording against the compiler.' },
  async run({ args }) {
    const { picked, unknown } = pick(listSnippets(), args._)
    for (const name of unknown) console.error(`${name}: no snippet has this path or name`)
    const world = await prepareWorld()
    const reports = await withProgress('verifying', picked.length, progress => verifyAll(picked, world, { progress }))
    const failed = showReports(reports)
    const left = args._.length ? [] : orphans()
    for (const path of left) console.error(`${path}:1: belongs to no snippet: delete it, or give the snippet its name back`)
    process.exitCode = failed || unknown.length || left.length ? 1 : 0
  },
}))
