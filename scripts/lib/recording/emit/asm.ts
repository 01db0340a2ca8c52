// `//@ emit: asm FN`: one function's assembly in Intel syntax. Labels stay, directives go, symbols are read back to paths.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, EmitError, firstError } from '../bench.ts'
import { normaliseCompiler } from '../normalise.ts'
import type { Asm } from '../schema.ts'
import { demangle } from './demangle.ts'
import { shortType } from './debugInfo.ts'

/** `-O`, unless the snippet says how much to optimise. */
export const optimised = (flags: readonly string[]): string[] =>
  flags.some(f => f === '-O' || /opt-level/.test(f)) ? [] : ['-O']

export async function takeAsm(bench: Bench, fn: string): Promise<{ body: Asm; command: string[] }> {
  const { target } = await bench.dumped()
  const flags = [
    ...optimised(bench.snippet.directives.flags),
    ...(bench.library ? ['--crate-type', 'lib'] : []),
    '--emit=asm',
    '-C',
    'codegen-units=1',
    '-C',
    'symbol-mangling-version=v0',
    ...(/^(x86_64|i\d86)/.test(target) ? ['-C', 'llvm-args=-x86-asm-syntax=intel'] : []),
    '-Zmerge-functions=disabled',
  ]
  const compiled = await bench.rustc(flags, { bootstrap: true })
  if (compiled.status !== 0) throw new EmitError(`the assembly cannot be had: ${firstError(compiled)}`)
  const text = readFileSync(join(compiled.dir, `${bench.stem}.s`), 'utf8')
  const lines = sliceAsm(text, fn)
  if (!lines)
    throw new EmitError(
      `the assembly holds no function \`${fn}\`: it was inlined, or nothing calls it. Write \`#[unsafe(no_mangle)] pub fn ${fn}\``,
    )
  return { body: { fn, lines }, command: ['RUSTC_BOOTSTRAP=1', 'rustc', ...bench.base, ...flags, bench.file] }
}

/** Lines of the function whose symbol is `fn`, or reads back to a path that ends in `fn`; null when there is none. */
export function sliceAsm(text: string, fn: string): string[] | null {
  const lines = text.split('\n')
  const names = (label: string): boolean => {
    const path = demangle(label)
    return (
      label === fn ||
      [path, withoutGenerics(path), path.replace(/<([\w:]+)>::/g, '$1::')].some(p => p === fn || p.endsWith(`::${fn}`))
    )
  }
  // LLVM 23 quotes a symbol that is also the name of a register, such as `"al"`.
  const start = lines.findIndex(l => {
    const label = /^"?([\w$.]+)"?:/.exec(l)?.[1]
    return label !== undefined && !label.startsWith('.') && names(label)
  })
  if (start < 0) return null
  const out: string[] = []
  for (const line of lines.slice(start + 1)) {
    if (/^\.?Lfunc_end\d+:|^\s*\.cfi_endproc/.test(line)) break
    if (/^\s*\.(?!L)/.test(line) || /^\s*[#;]/.test(line) || !line.trim() || /^\.L(?:tmp|func_begin)\d+:/.test(line))
      continue
    out.push(line.startsWith('\t') ? `    ${readSymbols(line.trim().replace('\t', ' '))}` : line.trim())
  }
  // Labels count from the start of the file: number them from the start of the function, so that a function above changes nothing here.
  const order = new Map<string, string>()
  for (const line of out) {
    const label = /^(\.L\w+):$/.exec(line)
    if (label) order.set(label[1]!, `.L${order.size}`)
  }
  return out.map(line =>
    normaliseCompiler(line.replace(/\.L[A-Z]\w+/g, label => order.get(label) ?? label.replace(/\d+_/, ''))),
  )
}

const readSymbols = (line: string): string => line.replace(/\b_(?:R|ZN)[\w$.]+/g, symbol => shortType(demangle(symbol)))
const withoutGenerics = (path: string): string => {
  let depth = 0,
    out = ''
  for (const c of path) {
    if (c === '<') depth++
    else if (c === '>') depth--
    else if (depth === 0) out += c
  }
  return out.replaceAll('::::', '::').replace(/::$/, '')
}
