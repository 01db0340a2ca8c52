// The way in which commands name their options: nothing undeclared is passed over, and `--help` of each of them prints and does nothing.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unknownOptions } from './command.ts'

const SCRIPTS = join(import.meta.dirname, '..')
const ours = readdirSync(SCRIPTS).filter(
  name => name.endsWith('.ts') && readFileSync(join(SCRIPTS, name), 'utf8').includes(`from './lib/command.ts'`),
)

describe('options', () => {
  const args = {
    port: { type: 'string', alias: 'p' },
    'lunch-at': { type: 'string' },
    exercises: { type: 'boolean' },
    deck: { type: 'positional' },
  } as const
  it.each<[string[], string[]]>([
    [['3', '--port', '80', '-p', '1', '--lunch-at=12:00', '--no-exercises', '--help'], []],
    [['--lunch', '60'], ['lunch']],
    [
      ['--exercise=yes', '-x'],
      ['exercise', 'x'],
    ],
    [['--deck', '3'], ['deck']],
    [['--', '--anything'], []],
    [['--port', '-1'], []],
  ])('of %j that nobody declared are %j', (given, unknown) => expect(unknownOptions(args, given)).toEqual(unknown))
})

describe('commands', () => {
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(SCRIPTS, script), ...args], { encoding: 'utf8', cwd: '/', timeout: 100_000 })
  it('are there', () => expect(ours.length).toBeGreaterThan(5))
  it.each(ours)('%s says what it does, and refuses what it does not know', script => {
    const help = run(script, '--help')
    expect([help.status, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toContain('USAGE')
    const wrong = run(script, '--nonsense')
    expect(wrong.status).toBe(1)
    expect(wrong.stderr).toContain('There is no option --nonsense.')
  })
})
