// The panel's pure parts: colours, links, the recorded result.
import { expect, it } from 'vitest'
import { ansiSpans } from './ansi.ts'
import { playgroundLink } from './playground.ts'
import { isPlain, recordedAnswer, type RecordedRun } from './recorded.ts'

it('turns what rustc writes to a terminal into spans', () => {
  expect(
    ansiSpans('\u001B[1m\u001B[91merror[E0502]\u001B[0m\u001B[1m: no\u001B[0m\n \u001B[38;5;12m-->\u001B[0m a.rs'),
  ).toEqual([
    { text: 'error[E0502]', classes: ['ansi-bold', 'ansi-red'] },
    { text: ': no', classes: ['ansi-bold'] },
    { text: '\n ', classes: [] },
    { text: '-->', classes: ['ansi-blue'] },
    { text: ' a.rs', classes: [] },
  ])
})
it('links to the Playground with the program in the address', () => {
  const link = new URL(playgroundLink('fn main() { println!("&+%"); }\n', { edition: 2021, release: true }))
  expect(Object.fromEntries(link.searchParams)).toEqual({
    version: 'stable',
    mode: 'release',
    edition: '2021',
    code: 'fn main() { println!("&+%"); }\n',
  })
})
it('shows a recording like a run', () => {
  const run: RecordedRun = {
    edition: 2024,
    command: ['rustc', '--edition', '2024', 'a.rs', '&&', './a'],
    verdict: { kind: 'panics', label: 'panics', codes: [], exit: 101 },
    diagnostics: [],
    stdout: 'out\n',
    stderr: 'panicked',
  }
  expect(recordedAnswer(run).stages.map(s => [s.command, s.exit, s.stdout])).toEqual([
    ['rustc --edition 2024 a.rs', 0, ''],
    ['./a', 101, 'out\n'],
  ])
  expect(
    recordedAnswer({ ...run, verdict: { kind: 'error', label: 'E0502', codes: ['E0502'], exit: null } }).stages.map(
      s => s.exit,
    ),
  ).toEqual([1])
})
it('runs live only what the plain compiler takes', () => {
  expect(isPlain(['rustc', '--edition', '2024', '-O', 'a.rs'])).toBe(true)
  for (const command of [
    ['rustup', 'run', 'nightly', 'rustc'],
    ['RUSTC_BOOTSTRAP=1', 'rustc'],
    ['rustc', '--extern', 'tokio'],
  ])
    expect(isPlain(command)).toBe(false)
})
