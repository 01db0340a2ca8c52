// vue-tsc, strict. Slidev's client comes as sources that are not strict: what it says of files in node_modules is not ours to mend.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../problem.ts'
import type { Gate } from './gate.ts'

/** Errors of our own files in the output of vue-tsc. */
export function typeErrors(output: string): Problem[] {
  return [...output.matchAll(/^(?!node_modules\/|\.\.\/)(\S+?)\((\d+),\d+\): error (TS\d+): (.*)$/gm)].map(m => ({
    file: m[1]!,
    line: Number(m[2]),
    message: `${m[3]}: ${m[4]}`,
  }))
}

export const typesGate: Gate = {
  name: 'types',
  about: 'vue-tsc, strict, over scripts and components',
  async run({ root }) {
    const output = await new Promise<string>((resolve, reject) =>
      execFile(
        'npx',
        ['vue-tsc', '--noEmit', '--pretty', 'false', '--listFilesOnly', '-p', '.'],
        { cwd: root, maxBuffer: 1 << 26 },
        (error, stdout) => (error && !stdout ? reject(error) : resolve(stdout)),
      ),
    )
    const ours = output.split('\n').filter(f => f.startsWith(root) && !f.includes('/node_modules/'))
    const said = await new Promise<string>((resolve, reject) =>
      execFile(
        'npx',
        ['vue-tsc', '--noEmit', '--pretty', 'false', '-p', '.'],
        { cwd: root, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => (error && !stdout ? reject(new Error(stderr)) : resolve(stdout)),
      ),
    )
    // A setting that loosens the check would make it green for nothing.
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
      compilerOptions: { strict?: boolean }
    }
    const problems = typeErrors(said)
    if (!compilerOptions.strict) problems.push({ file: 'tsconfig.json', line: 1, message: 'strict is off' })
    return { checked: ours.length, what: 'files', problems }
  },
}
