import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parts } from './parts.ts'
import type { Recording } from '../../scripts/lib/recording/schema.ts'

const recorded = (path: string): Recording =>
  JSON.parse(readFileSync(new URL(`../../decks/${path}`, import.meta.url), 'utf8')) as Recording

test('the source is shown as it was written, not as a suggestion would have it', () => {
  const error = recorded('11-allocator-api/recordings/infects.json').runs[0]!.diagnostics[0]!
  expect(error.rendered).toContain('send(body.to_vec());')
  const rows = parts(error, line => line, 60).find(p => p.name === 'where')!.rows
  expect(rows.flatMap(r => (r.kind === 'source' ? [r.text.trim()] : []))).toEqual(['send(body);', 'send(body);'])
})
