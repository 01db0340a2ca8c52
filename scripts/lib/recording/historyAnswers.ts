// What one compiler of any age answers about a snippet: a verdict, a line of its output, a number of a layout, a lint's level.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { baseFlags, needsBootstrap } from './bench.ts'
import type { HistoryForm } from './historyWish.ts'
import { COMPILER_LIMITS, PROGRAM_LIMITS, run } from './process.ts'
import { type Edition, hasMain, type Snippet } from './snippet.ts'

/** Error codes in what a compiler of any age prints, sorted; `none` where it gives none; `ok` where it compiles. */
export function verdictIn(status: number, stderr: string): string {
  if (status === 0) return 'ok'
  const codes = [...stderr.matchAll(/^(?:.*? )?error(?:\[(E\d{4})\])?:.*?(?:\[(E\d{4})\])?$/gm)]
    .filter(m => !/aborting due to|could not compile/.test(m[0]))
    .map(m => m[1] ?? m[2] ?? 'none')
  return [...new Set(codes)].sort().join(' ') || 'none'
}

interface Message {
  level: string
  code: { code: string } | null
  children?: { message: string }[]
}

/** How loud a lint was: `silent`, `warns` or `denies`. @param stderr of `--error-format=json` */
export function lintLevelIn(stderr: string, lint: string): string {
  // Some lints carry an error's code (E0133): then the note tells which lint it is, `#[warn(unsafe_op_in_unsafe_fn)]` on by default.
  const levels = stderr
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Message)
    .filter(({ code, children }) => code?.code === lint || children?.some(note => note.message.includes(`(${lint})`)))
    .map(message => message.level)
  if (levels.includes('error')) return 'denies'
  return levels.includes('warning') ? 'warns' : 'silent'
}

/** A length that no type's size is. */
const NO_SIZE = 987_654_321
/** A constant that every compiler since 1.24 tells in its message: the length of the array is not the one that was written. */
const layoutQuestion = ({ type, field }: Extract<HistoryForm, { kind: 'layout' }>): string => {
  const number =
    field === 'size' || field === 'align'
      ? `std::mem::${field}_of::<${type}>()`
      : `std::mem::offset_of!(${type}, ${field})`
  return `const _RI_ASKED: [(); ${NO_SIZE}] = [(); ${number}];\n`
}
/** The number in that message, or null. */
export function layoutIn(stderr: string): string | null {
  const m = new RegExp(`size of ${NO_SIZE}(?: elements)?, found one with (?:a size of )?(\\d+)`).exec(stderr)
  return m?.[1] ?? null
}

/** An answer of the other forms where the program does not compile. */
const rejected = (verdict: string): string => `rejected ${verdict}`

/** Asks one compiler for what the snippet's history is about, of the text as it stands. */
export async function answerBy(
  rustc: string,
  file: string,
  source: string,
  snippet: Snippet,
  form: HistoryForm,
  edition: Edition,
): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'history-'))
  const env = {
    PATH: process.env['PATH'] ?? '',
    LC_ALL: 'C',
    TMPDIR: dir,
    HOME: dir,
    ...(needsBootstrap(snippet) ? { RUSTC_BOOTSTRAP: '1' } : {}),
  }
  try {
    writeFileSync(join(dir, file), form.kind === 'layout' ? `${source}\n${layoutQuestion(form)}` : source)
    const directives = { ...snippet.directives, warnings: form.kind === 'warning' }
    // Editions have a flag since the second one is stable.
    const flags = baseFlags({ ...snippet, directives }, edition, null, null).slice(edition === 2015 ? 2 : 0)
    const kind = hasMain(source) ? [] : ['--crate-type', 'lib']
    const emit = form.kind === 'output' ? ['-o', 'program'] : ['--emit=metadata']
    const format = form.kind === 'warning' ? ['--error-format=json'] : []
    const compiled = await run([rustc, ...flags, ...kind, ...format, ...emit, file], {
      cwd: dir,
      env,
      limits: COMPILER_LIMITS,
    })
    const { status, stderr } = compiled
    switch (form.kind) {
      case 'verdict':
        return verdictIn(status, stderr)
      case 'layout':
        return layoutIn(stderr) ?? rejected(verdictIn(status, stderr))
      case 'warning': {
        const level = lintLevelIn(stderr, form.lint)
        return status === 0 || level === 'denies' ? level : rejected(verdictIn(status, stderr))
      }
      case 'output': {
        if (status !== 0) return rejected(verdictIn(status, stderr))
        const { stdout } = await run([join(dir, 'program')], { cwd: dir, env, limits: PROGRAM_LIMITS })
        return stdout.split('\n')[form.line - 1] ?? ''
      }
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
