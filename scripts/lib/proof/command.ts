// Gates that are a command of their own: its exit code is the verdict, its output the report.
import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import type { Skip, Verdict } from './gate.ts'

/**
 * The skips that a command names in its output: its own lines `skipped 3 (required): why`, and what Vitest counts as skipped,
 * for our tests are skipped only where a compiler or a browser is missing. Pure.
 */
export function skipsIn(output: string): Skip[] {
  const text = stripVTControlCharacters(output)
  const own = [...text.matchAll(/^skipped (\d+) \((required|wide)\): (.+)$/gm)].map(([, count, kind, why]) => ({
    class: kind as Skip['class'],
    count: Number(count),
    why: why!,
  }))
  const tests = /^\s*Tests\s.*?(\d+) skipped/m.exec(text)?.[1]
  if (!tests) return own
  const why = 'tests that need a compiler, Miri or a browser which is not here; `npx vitest run` names them'
  return [...own, { class: 'required', count: Number(tests), why }]
}

/** Runs a command of the repository with its output passed through. @param count reads from the output how much was checked */
export function runCommand(
  root: string,
  what: string,
  command: string,
  args: readonly string[],
  count: (output: string) => number,
): Promise<Verdict> {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: process.env })
    // A gate that is broken off must not leave its command running beside the next one.
    const stop = () => {
      child.kill('SIGTERM')
    }
    process.once('exit', stop)
    let output = ''
    const take = (stream: NodeJS.WriteStream) => (data: Buffer) => {
      output += data
      stream.write(data)
    }
    child.stdout.on('data', take(process.stdout))
    child.stderr.on('data', take(process.stderr))
    child.on('error', error =>
      resolve({
        checked: 0,
        what,
        problems: [{ file: command, line: 1, message: `cannot be started: ${error.message}` }],
      }),
    )
    child.on('close', code => {
      process.off('exit', stop)
      resolve({
        checked: count(output),
        what,
        skipped: skipsIn(output),
        problems:
          code === 0
            ? []
            : [
                {
                  file: [command, ...args].join(' '),
                  line: 1,
                  message: `ended with ${code}; what is wrong is said above`,
                },
              ],
      })
    })
  })
}
