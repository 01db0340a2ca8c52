// Gates that are a command of their own: its exit code is the verdict, its output the report.
import { spawn } from 'node:child_process'
import type { Verdict } from './gate.ts'

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
