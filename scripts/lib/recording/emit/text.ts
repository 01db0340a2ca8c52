// Emits that are a text, or a verdict, of one more run of the compiler: hir, expand, llvm-ir, thir, variance.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, crateType, EmitError, firstError, RUSTC_ATTRS } from '../bench.ts'
import { normaliseCompiler } from '../normalise.ts'
import type { EmitOf } from '../schema.ts'
import { attribute } from '../attribute.ts'
import { optimised } from './asm.ts'
import { readSpan } from './mirText.ts'

type Taken<T> = { body: T; command: string[] }
const typed = (bench: Bench, flags: readonly string[], note?: string): string[] => [
  'RUSTC_BOOTSTRAP=1',
  'rustc',
  ...bench.base,
  ...flags,
  bench.file,
  ...(note ? [`# ${note}`] : []),
]

/** Lines from the one that `head` fits up to its closing brace; null when there is none. */
export function sliceItem(text: string, head: RegExp): string | null {
  const lines = text.split('\n')
  const start = lines.findIndex(l => head.test(l))
  if (start < 0) return null
  let depth = 0,
    opened = false
  for (let at = start; at < lines.length; at++) {
    for (const c of lines[at]!.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'/g, '')) {
      if (c === '{') {
        depth++
        opened = true
      } else if (c === '}') depth--
    }
    if (opened && depth === 0) return lines.slice(start, at + 1).join('\n')
  }
  return null
}
const fnHead = (fn: string): RegExp => new RegExp(`\\bfn ${fn.split('::').at(-1)!.replace(/[^\w]/g, '')}\\b`)

export async function takeUnpretty(bench: Bench, fn: string, mode: 'hir' | 'expanded'): Promise<Taken<EmitOf<'hir'>>> {
  const flags = [...crateType(bench), `-Zunpretty=${mode}`]
  const compiled = await bench.rustc(flags, { bootstrap: true })
  if (compiled.status !== 0) throw new EmitError(firstError(compiled))
  const all = normaliseCompiler(compiled.stdout, [compiled.dir])
    .split('\n')
    .filter(l => !/^\s*\/\/[@~]|^\s*\/\/\s*#(?:end)?region/.test(l))
    .join('\n')
    .trim()
  const text = fn ? sliceItem(all, fnHead(fn)) : all
  if (text === null) throw new EmitError(`the ${mode} text holds no \`fn ${fn}\``)
  return { body: { text }, command: typed(bench, flags) }
}

export async function takeLlvmIr(bench: Bench, fn: string): Promise<Taken<EmitOf<'llvm-ir'>>> {
  const flags = [
    ...optimised(bench.snippet.directives.flags),
    ...crateType(bench),
    '--emit=llvm-ir',
    '-C',
    'codegen-units=1',
    '-C',
    'symbol-mangling-version=v0',
    '-Zmerge-functions=disabled',
  ]
  const compiled = await bench.rustc(flags, { bootstrap: true })
  if (compiled.status !== 0) throw new EmitError(firstError(compiled))
  const text = sliceIr(readFileSync(join(compiled.dir, `${bench.stem}.ll`), 'utf8'), fn)
  if (text === null)
    throw new EmitError(`the LLVM IR holds no function \`${fn}\`: write \`#[unsafe(no_mangle)] pub fn ${fn}\``)
  return { body: { text }, command: typed(bench, flags) }
}

/** One function without attribute groups and metadata; null when there is none. */
export function sliceIr(ir: string, fn: string): string | null {
  const text = sliceItem(ir, new RegExp(`^define .*@"?(?:${fn}|_R\\w*\\d${fn.split('::').at(-1)!})"?\\(`))
  return (
    text &&
    normaliseCompiler(
      text
        .replace(/, !\w+ !\d+/g, '')
        .replace(/ #\d+(?= \{| personality|$)/gm, '')
        .replace(/ !dbg !\d+/g, ''),
    )
  )
}

export async function takeThir(bench: Bench, fn: string): Promise<Taken<EmitOf<'thir'>>> {
  const flags = ['--crate-type', 'lib', '-Zunpretty=thir-flat']
  const compiled = await bench.rustc(flags, { bootstrap: true })
  const borrows = parseThir(compiled.stdout, fn, bench.source, bench.file)
  if (!borrows)
    throw new EmitError(compiled.stdout.trim() ? `the THIR holds no function \`${fn}\`` : firstError(compiled))
  return { body: { fn, borrows }, command: typed(bench, flags) }
}

/** Borrows of one function in source order; null when the dump does not hold it. */
export function parseThir(dump: string, fn: string, source: string, snippet: string): EmitOf<'thir'>['borrows'] | null {
  const bodies = dump.split(/^(?=DefId\()/m)
  const body = bodies.find(b =>
    new RegExp(
      `^DefId\\(.*?::${fn
        .split('::')
        .at(-1)!
        .replace(/[^\w{}#]/g, '')}\\):`,
    ).test(b),
  )
  if (!body) return null
  const lines = source.split('\n')
  const found = [
    ...body.matchAll(
      /kind: Borrow \{\s+borrow_kind: (Shared|Fake\([^)]*\)|Mut \{\s+kind: (\w+),\s+\}),[\s\S]*?span: (.*?) \(#\d+\)/g,
    ),
  ].flatMap(m => {
    const span = readSpan(m[3]!, snippet)
    if (!span || span.file !== undefined) return []
    const text =
      span.line === span.lineEnd
        ? [...lines[span.line - 1]!].slice(span.column - 1, span.columnEnd - 1).join('')
        : lines[span.line - 1]!.slice(span.column - 1)
    const kind = m[1]!.startsWith('Mut')
      ? ('mut' as const)
      : m[1]!.startsWith('Fake')
        ? ('fake' as const)
        : ('shared' as const)
    return [{ span, twoPhase: m[2] === 'TwoPhaseBorrow', text, kind }]
  })
  return found.sort((a, b) => a.span.line - b.span.line || a.span.column - b.span.column)
}

export async function takeVariance(bench: Bench, type: string): Promise<Taken<EmitOf<'variance'>>> {
  const attr = attribute(bench.compiler, 'variance')
  const flags = [...RUSTC_ATTRS, ...crateType(bench), '--emit=metadata']
  const item = /^\w+$/.test(type)
    ? new RegExp(`^(\\s*)((?:pub(?:\\([^)]*\\))?\\s+)?(?:struct|enum|union)\\s+${type}\\b)`, 'm')
    : null
  const local = item !== null && item.test(bench.source)
  // A type that is not the snippet's own is asked for as the only field of a struct with the same parameters.
  const params = [...new Set([...type.matchAll(/'[a-z]\w*|\b[A-Z]\b/g)].map(m => m[0]))]
    .filter(p => p !== "'static")
    .sort((a, b) => Number(b.startsWith("'")) - Number(a.startsWith("'")))
  if (!local && !params.length)
    throw new EmitError(
      `\`${type}\` is no struct or enum of this file and has no parameter: write for example \`variance Cell<T>\``,
    )
  const compiled = await bench.rustc(
    flags,
    local
      ? { source: bench.source.replace(item, `$1#[${attr}] $2`), bootstrap: true }
      : { append: `#[${attr}] #[allow(dead_code)] struct __Variance<${params.join(', ')}>(${type});`, bootstrap: true },
  )
  const body = compiled.diagnostics.map(d => parseVariance(d.message)).find(p => p !== null)
  if (!body) throw new EmitError(firstError(compiled))
  return {
    body: { type, params: body },
    command: typed(
      bench,
      flags,
      `with \`#[${attr}]\` on ${local ? `\`${type}\`` : `\`struct Probe<${params.join(', ')}>(${type});\``}`,
    ),
  }
}

/** `['a: +, T: o]`; null when the message is something else. */
export function parseVariance(message: string): EmitOf<'variance'>['params'] | null {
  const m = /^\[((?:'?\w+: [+\-o*](?:, )?)+)\]$/.exec(message)
  return (
    m &&
    m[1]!.split(', ').map(p => {
      const [name = '', variance = ''] = p.split(': ')
      return { name, variance: variance as '+' }
    })
  )
}
