// npm run bench:record: what recording and verifying the whole course costs: cold, warm, after one edit; each as a ratio to a plain loop that
// starts one process for each snippet, one after another, and extracts nothing. Works on a copy; writes nothing here.
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { optionsOf } from './lib/command.ts'
import type { Report } from './lib/recording/course.ts'
import { listSnippets, readText, ROOT, type SnippetFile } from './lib/recording/files.ts'
import { makeRecording } from './lib/recording/make.ts'
import { parseSnippet } from './lib/recording/snippet.ts'
import { recordAll } from './lib/recording/recordAll.ts'
import { prepareWorld } from './lib/recording/terminal.ts'
import { verifyAll } from './lib/recording/verifyAll.ts'

await optionsOf({
  name: 'npm run bench:record',
  description: 'Measures what recording and verifying the whole course costs, on a copy.',
  args: {},
})

const here = await prepareWorld(listSnippets(ROOT), { install: true })
const { course } = here.toolchain
if (!course) throw new Error('bench:record needs rustc')
const copy = mkdtempSync(join(tmpdir(), 'course-'))
const world = { ...here, root: copy }
try {
  for (const file of listSnippets(ROOT)) {
    const target = join(copy, file.path)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(file.source, target)
  }
  cpSync(join(ROOT, 'scripts/crates'), join(copy, 'scripts/crates'), { recursive: true })
  const files = listSnippets(copy)
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now()
    await work()
    return (performance.now() - start) / 1000
  }
  const failed = (reports: readonly Report[]): void => {
    const bad = reports.filter(r => r.outcome.state === 'failed')
    if (bad.length) console.error(`${bad.length} snippets failed: the times below are not those of a sound course`)
  }
  const plain = async (file: SnippetFile): Promise<void> => {
    const source = readText(file.source)
    const snippet = parseSnippet(source, file.path)
    if (snippet.directives.crates.length) return
    await makeRecording({
      name: file.name,
      source,
      snippet: { ...snippet, directives: { ...snippet.directives, emits: [] } },
      toolchain: world.toolchain,
      crates: null,
      recorded: null,
    })
  }
  const emits = files.reduce((sum, f) => {
    const { directives: d } = parseSnippet(readText(f.source), f.path)
    return sum + d.emits.length * d.editions.length
  }, 0)
  console.log(`${files.length} snippets, ${emits} emits, rustc ${course.version}`)
  const loop = await time(async () => {
    for (const file of files) await plain(file)
  })
  const rows: [string, number][] = [['one process per snippet, in a row, no emits', loop]]
  rows.push(['record, cold', await time(async () => failed(await recordAll(files, world)))])
  rows.push(['record, warm', await time(() => recordAll(files, world))])
  appendFileSync(files[0]!.source, '// edited\n')
  rows.push(['record, one edit', await time(() => recordAll(files, world))])
  rows.push(['verify, separate', await time(async () => failed(await verifyAll(files, world, { separate: true })))])
  rows.push(['verify, merged', await time(async () => failed(await verifyAll(files, world)))])
  const seen = new Set<string>()
  const cache = {
    has: (key: string): boolean => seen.has(key),
    add: (key: string): void => {
      seen.add(key)
    },
  }
  await verifyAll(files, world, { cache })
  rows.push(['verify, nothing changed', await time(() => verifyAll(files, world, { cache }))])
  for (const [name, seconds] of rows)
    console.log(`${name.padEnd(46)} ${seconds.toFixed(2).padStart(8)} s   ${(seconds / loop).toFixed(3)} of the loop`)
} finally {
  rmSync(copy, { recursive: true, force: true })
}
