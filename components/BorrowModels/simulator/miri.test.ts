// Where Miri is installed, it judges our own programs too, and must say what the models say. Elsewhere the count of what was not asked is printed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../../../scripts/lib/deck.ts'
import { findToolchain } from '../../../scripts/lib/toolchain/find.ts'
import { miriSysroot } from '../../../scripts/lib/toolchain/miriSysroot.ts'
import { parseScript } from './ops.ts'
import { judge } from './run.ts'

const folder = join(import.meta.dirname, '../examples')
const programs = readdirSync(folder)
  .filter(f => f.endsWith('.ops.yaml'))
  .map(f => f.replace('.ops.yaml', ''))
const toolchain = findToolchain(ROOT)
const { miri } = toolchain

const root = miri ? await miriSysroot(toolchain) : null
if (!miri || !root)
  console.warn(
    `borrow models: ${programs.length * 2} verdicts were not asked of Miri itself, which is not installed here (npm run verify installs it)`,
  )

describe.skipIf(!miri || !root)(`Miri itself, on ${programs.length} programs`, () => {
  let dir = ''
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'borrow-models-'))
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  for (const name of programs) {
    for (const [model, flags] of [
      ['stacked', []],
      ['tree', ['-Zmiri-tree-borrows']],
    ] as const) {
      test(`${name}, ${model}`, () => {
        const ran = spawnSync(
          miri!,
          ['--edition', '2024', '-A', 'warnings', ...flags, '--sysroot', root!, join(folder, `${name}.rs`)],
          { cwd: dir, encoding: 'utf8', timeout: 60_000 },
        )
        const ops = parseScript(parse(readFileSync(join(folder, `${name}.ops.yaml`), 'utf8'))).steps.flatMap(s => s.ops)
        expect(/Undefined Behavior/.test(ran.stderr), ran.stderr).toBe(judge(ops)[model].ub)
      })
    }
  }
})
