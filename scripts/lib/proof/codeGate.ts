// Code: format, lint, imports, form of the files, unused files and exports, duplicate blocks, licences of what is installed.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../problem.ts'
import { runCommand } from './command.ts'
import type { Gate } from './gate.ts'
import { askImports } from './imports.ts'
import { parsePending, PENDING_FILE } from './pending.ts'
import { askHistory } from './pendingHistory.ts'

/** Licences under which a dependency may come along. Weak copyleft ones (MPL, EPL, LGPL) and the dictionary's CC BY-SA are tools of the build: nothing of them is in dist/. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSD',
  '0BSD',
  'Apache-2.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-3.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Python-2.0',
  'MPL-2.0',
  'OFL-1.1',
  'WTFPL',
  'LGPL-3.0-or-later',
  'PSF-2.0',
  'Zlib',
  'EPL-2.0',
  'CC BY-SA 4.0',
])

/** Whether an SPDX expression can be satisfied by allowed licences. */
export function licenceAllowed(expression: string): boolean {
  const flat = expression.replaceAll(/[()]/g, '').trim()
  return flat.split(/\s+OR\s+/i).some(alternative => alternative.split(/\s+AND\s+/i).every(l => ALLOWED.has(l.trim())))
}

/** From the lock file: every installed package with its licence. @returns problems for those that are not allowed or say nothing */
export function licenceProblems(root: string): { checked: number; problems: Problem[] } {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; license?: string; optional?: boolean }>
  }
  const problems: Problem[] = []
  let checked = 0
  for (const [path, p] of Object.entries(lock.packages)) {
    if (!path || !existsSync(join(root, path))) continue
    checked++
    const own = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as {
      license?: string | { type?: string }
      licenses?: { type?: string }[]
    }
    const licence =
      p.license ??
      (typeof own.license === 'string' ? own.license : own.license?.type) ??
      own.licenses?.map(l => l.type).join(' OR ') ??
      ''
    if (!licence) {
      if (!/licen[cs]e/i.test(execFileSync('ls', [join(root, path)], { encoding: 'utf8' })))
        problems.push({ file: 'package-lock.json', line: 1, message: `${path} names no licence` })
    } else if (!licenceAllowed(licence.replaceAll('*', '')))
      problems.push({
        file: 'package-lock.json',
        line: 1,
        message: `${path} is licensed under ${licence}, which is not among those allowed`,
      })
  }
  return { checked, problems }
}

/** Form that every text file keeps: a last line feed, no tabs or blanks at line ends, LF. */
export function formProblems(file: string, text: string): Problem[] {
  const out: Problem[] = [],
    bad = (line: number, message: string) => out.push({ file, line, message })
  if (text.includes('\r')) bad(1, 'has carriage returns: use LF')
  if (text && !text.endsWith('\n')) bad(text.split('\n').length, 'does not end in a line feed')
  if (text.endsWith('\n\n')) bad(text.split('\n').length - 1, 'ends in blank lines')
  text.split('\n').forEach((l, i) => {
    if (/[ \t]+$/.test(l) && !file.endsWith('.md')) bad(i + 1, 'ends in blanks')
    if (l.startsWith('\t')) bad(i + 1, 'begins with a tab: indent by two spaces')
  })
  return out
}

const TEXT = /\.(?:ts|vue|css|md|ya?ml|json|rs|toml|html)$/
/** Written by machines, or compiler output kept as it came. */
const MADE = /(?:^|\/)(?:recordings|fixtures|examples)\/|package-lock\.json$|Cargo\.lock$|\.LICENSE/

export const codeGate: Gate = {
  name: 'code',
  about: 'format, lint, imports, form, unused files and exports, duplicate blocks, licences, pending.json only shrinks',
  async run({ root }) {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    })
      .split('\n')
      .filter(f => TEXT.test(f) && !MADE.test(f) && existsSync(join(root, f)))
    const problems = files.flatMap(f => formProblems(f, readFileSync(join(root, f), 'utf8')))
    const licences = licenceProblems(root)
    const imports = await askImports(root)
    const history = askHistory(root, parsePending(readFileSync(join(root, PENDING_FILE), 'utf8')))
    problems.push(...licences.problems, ...imports.problems, ...history.problems)
    for (const [what, args] of [
      ['format', ['oxfmt', '--check', '.']],
      ['lint', ['oxlint', '--deny-warnings']],
      ['unused', ['knip', '--no-progress']],
      ['duplicates', ['jscpd', 'components', 'scripts', 'layouts', 'setup', 'pages', 'styles']],
    ] as const)
      problems.push(...(await runCommand(root, what, 'npx', args, () => 1)).problems)
    return {
      checked: files.length + licences.checked,
      what: 'files and packages',
      problems,
      rules: imports.rules,
      skipped: history.skipped,
    }
  },
}
