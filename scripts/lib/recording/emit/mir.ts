// `//@ emit: mir PASS FN` (before and after a pass) and `//@ emit: nll FN` (regions, constraints, loans, and what kills and violates them).
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, type Compiled, EmitError, firstError } from '../bench.ts'
import type { EmitOf, Nll } from '../schema.ts'
import { mirName, parseMir, parseNll } from './mirText.ts'

type Taken<T> = { body: T; command: string[] }

interface Dump {
  fn: string
  text: string
}
const dumps = (dir: string, ending: RegExp): Dump[] =>
  !existsSync(dir)
    ? []
    : readdirSync(dir)
        .filter(f => ending.test(f))
        .sort()
        .map(f => readFileSync(join(dir, f), 'utf8'))
        .map(text => ({ fn: mirName(text), text }))

/** The dump of `fn`: an exact name, a path's end (`S::drop` by the type of `self`), or the body of an async fn. @throws EmitError */
export function choose<D extends Dump>(all: readonly D[], fn: string, compiled: Compiled, what: string): D {
  if (!all.length)
    throw new EmitError(
      `${what} of \`${fn}\` cannot be had: ${compiled.status === 0 ? 'the compiler dumped nothing; is the pass spelt rightly?' : firstError(compiled)}`,
    )
  const [, type, method] = /^(?:(.*)::)?([^:]+)$/.exec(fn) ?? [undefined, undefined, fn]
  const exact = all.filter(d => d.fn === fn)
  if (exact.length === 1) return exact[0]!
  const ends = all.filter(d => d.fn.endsWith(`::${fn}`) && !d.fn.includes('{closure'))
  if (ends.length === 1) return ends[0]!
  const methods = type
    ? all.filter(
        d =>
          d.fn.endsWith(`>::${method}`) &&
          new RegExp(`_1: (?:&(?:mut )?)?${escape(type)}\\b|-> ${escape(type)}\\b`).test(d.text),
      )
    : []
  if (methods.length === 1) return methods[0]!
  const bodies = all.filter(d => d.fn === `${fn}::{closure#0}`)
  if (bodies.length === 1) return bodies[0]!
  throw new EmitError(
    `${what}: ${ends.length + methods.length > 1 ? `more than one function is called \`${fn}\`` : `no function is called \`${fn}\``}; there is ${[...new Set(all.map(d => d.fn))].join(', ')}`,
  )
}
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** MIR without the checks that debug builds put into it: what is left is what the source says. */
const CLEAN = ['-C', 'debug-assertions=no', '-Zub-checks=no']

export async function takeMir(bench: Bench, arg: string): Promise<Taken<EmitOf<'mir'>>> {
  const [pass = '', ...rest] = arg.split(' ')
  const fn = rest.join(' ')
  const flags = [
    '--crate-type',
    'lib',
    ...CLEAN,
    '-Zmir-include-spans=on',
    '--emit=mir',
    `-Zdump-mir=${pass}`,
    '-Zdump-mir-dir=mir',
  ]
  const compiled = await bench.rustc(flags, { bootstrap: true })
  const dir = join(compiled.dir, 'mir')
  const chosen = choose(
    dumps(dir, new RegExp(`\\.${escape(pass)}\\.after\\.mir$`)),
    preferBody(fn, pass),
    compiled,
    `the MIR after ${pass}`,
  )
  const before = dumps(dir, new RegExp(`\\.${escape(pass)}\\.before\\.mir$`)).find(d => d.fn === chosen.fn)
  return {
    body: { pass, before: before ? parseMir(before.text, bench.file) : null, after: parseMir(chosen.text, bench.file) },
    command: ['RUSTC_BOOTSTRAP=1', 'rustc', ...bench.base, ...flags, bench.file],
  }
}
/** StateTransform works on the body of an async fn, never on the fn that makes the future. */
const preferBody = (fn: string, pass: string): string =>
  pass === 'StateTransform' && !fn.includes('{') ? `${fn}::{closure#0}` : fn

export async function takeNll(bench: Bench, fn: string): Promise<Taken<Nll>> {
  const flags = [
    '--crate-type',
    'lib',
    '--emit=metadata',
    '-Zdump-mir=nll',
    '-Zdump-mir-dir=mir',
    '-Znll-facts',
    '-Znll-facts-dir=facts',
  ]
  const compiled = await bench.rustc(flags, { bootstrap: true })
  const chosen = choose(dumps(join(compiled.dir, 'mir'), /\.nll\.0\.mir$/), fn, compiled, 'the NLL dump')
  const body = parseNll(chosen.text, bench.file)
  const facts = factsDir(join(compiled.dir, 'facts'), chosen.fn)
  if (facts)
    body.facts = parseFacts(
      readFileSync(join(facts, 'loan_killed_at.facts'), 'utf8'),
      readFileSync(join(facts, 'loan_invalidated_at.facts'), 'utf8'),
    )
  return { body, command: ['RUSTC_BOOTSTRAP=1', 'rustc', ...bench.base, ...flags, bench.file] }
}

function factsDir(base: string, fn: string): string | null {
  if (!existsSync(base)) return null
  const last = fn.split('::').at(-1)!
  const dirs = readdirSync(base)
  const found = dirs.filter(d => d === fn.replaceAll('::', '-')).concat(dirs.filter(d => d.endsWith(`-${last}`)))
  return found[0] ? join(base, found[0]) : null
}

/** Tab-separated, quoted: `"bw0"	"Mid(bb1[2])"` and `"Start(bb0[2])"	"bw0"`. */
export function parseFacts(killed: string, invalidated: string): NonNullable<Nll['facts']> {
  const rows = (text: string): string[][] =>
    text
      .split('\n')
      .filter(Boolean)
      .map(line => line.split('\t').map(cell => cell.replace(/^"|"$/g, '')))
  const point = (text: string): string => /bb\d+\[\d+\]/.exec(text)?.[0] ?? text
  return {
    killed: rows(killed).map(([loan, at]) => ({ loan: loan!, at: point(at!) })),
    invalidated: rows(invalidated).map(([at, loan]) => ({ loan: loan!, at: point(at!) })),
  }
}
