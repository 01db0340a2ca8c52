// The way in which commands name their options: nothing undeclared is passed over, and `--help` of each of them prints and does nothing.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unknownOptions } from './command.ts'

const SCRIPTS = join(import.meta.dirname, '..')
const { scripts } = JSON.parse(readFileSync(join(SCRIPTS, '..', 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const names = Object.keys(scripts)
const scriptOf = (name: string): string => /scripts\/([\w-]+\.ts)$/.exec(scripts[name]!)![1]!
const asks = (file: string): boolean =>
  /^await (command|optionsOf)\(|= await optionsOf\(/m.test(readFileSync(join(SCRIPTS, file), 'utf8'))
// Whoever does not ask would do its work in the test below.
const ours = names.map(scriptOf).filter(asks)
const others = readdirSync(SCRIPTS).filter(file => file.endsWith('.ts') && !ours.includes(file))

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

/** Imports each script in one process, as if it had been started with `--help`; what ends a process ends only that script. */
const ASK_ALL = `
const lines = []
console.log = text => lines.push(text)
process.exit = code => { throw { exit: code } }
const answers = {}
for (const file of JSON.parse(process.argv[1])) {
  process.argv = [process.execPath, file, '--help']
  lines.length = 0
  const exit = await import(file).then(() => 'went on', thrown => thrown.exit ?? String(thrown))
  answers[file] = { exit, said: lines.join() }
}
process.stdout.write(JSON.stringify(answers))
`

describe('commands', () => {
  it('all ask for their options in the one way', () => expect(others).toEqual([]))
  it('of package.json say what they do when they are asked, and do nothing', () => {
    const files = ours.map(name => join(SCRIPTS, name))
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', ASK_ALL, JSON.stringify(files)],
      { encoding: 'utf8', cwd: '/', timeout: 100_000, env: { ...process.env, NO_COLOR: '1' } },
    )
    expect(stderr).toBe('')
    const answers = JSON.parse(stdout) as Record<string, { exit: unknown; said: string }>
    for (const [name, file] of names.map(name => [name, join(SCRIPTS, scriptOf(name))] as const)) {
      expect([name, answers[file]?.exit]).toEqual([name, 0])
      const typed = ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`
      expect(answers[file]?.said).toContain('USAGE')
      expect(answers[file]?.said).toMatch(new RegExp(`\\(${typed}( |\\))`))
    }
  })
  it.each([
    [['--nonsense'], 'There is no option --nonsense.'],
    [['--of', 'nothing'], 'Invalid value'],
  ])('refuse %j with their usage', (given, sentence) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(SCRIPTS, 'pictures.ts'), ...given], {
      encoding: 'utf8',
      timeout: 100_000,
    })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(sentence)
    expect(stderr).toContain('USAGE')
  })
})
