// The course itself: every snippet of every deck, and of the figures' examples, still gets what its recording says.
import { expect, test } from 'vitest'
import { listSnippets, orphans } from './files.ts'
import { prepareWorld, verifiedCache } from './terminal.ts'
import { verifyAll } from './verifyAll.ts'

test('every snippet is verified', async () => {
  const world = await prepareWorld(listSnippets(), { install: Boolean(process.env['CI']) })
  const cache = verifiedCache(Boolean(process.env['CI']))
  const reports = await verifyAll(listSnippets(), world, { cache })
  cache.save()
  expect(reports.length).toBeGreaterThan(0)
  const failures = reports.flatMap(({ file, outcome }) =>
    outcome.state === 'failed' ? outcome.problems.map(p => `${file.path}:${p.line}: ${p.message}`) : [],
  )
  expect(failures, failures.join('\n')).toEqual([])
  const skipped = reports.filter(r => r.outcome.state === 'skipped')
  if (skipped.length)
    console.warn(`${skipped.length} of ${reports.length} snippets were checked by their source key only`)
  if (process.env['CI'])
    expect(
      skipped.map(r => r.file.path),
      'CI must check every snippet',
    ).toEqual([])
}, 1_200_000)

test('no recording is left of a snippet that is gone', () => {
  expect(orphans()).toEqual([])
})
