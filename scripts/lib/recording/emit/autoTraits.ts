// `//@ emit: auto-traits TYPE`: which auto traits hold, and for those that do not, the chain from the leaf that breaks them.
import { type Bench, crateType, EmitError, firstError } from '../bench.ts'
import { isError, primaryLine } from '../diagnostics.ts'
import type { AutoTraits, Diagnostic } from '../schema.ts'
import { withLifetimes } from './layout.ts'

const TRAITS = ['Send', 'Sync', 'Unpin', 'UnwindSafe', 'RefUnwindSafe'] as const
const PATH: Record<(typeof TRAITS)[number], string> = { Send: 'Send', Sync: 'Sync', Unpin: 'Unpin', UnwindSafe: 'std::panic::UnwindSafe', RefUnwindSafe: 'std::panic::RefUnwindSafe' }

export async function takeAutoTraits(bench: Bench, type: string): Promise<{ body: AutoTraits; command: string[] }> {
  const owned = withLifetimes(type)
  const probes = TRAITS.map((name, index) => `#[allow(dead_code)] fn __auto${index}<T: ?Sized + ${PATH[name]}>() {} #[allow(dead_code)] fn __ask${index}() { __auto${index}::<${owned}>() }`)
  const flags = ['--diagnostic-width', '10000', ...crateType(bench), '--emit=metadata']
  const compiled = await bench.rustc(flags, { append: probes.join('\n') })
  const first = bench.source.replace(/\n*$/, '\n').split('\n').length
  const other = compiled.diagnostics.find(d => isError(d) && (primaryLine(d) ?? 0) >= first && d.code !== 'E0277')
  if (other) throw new EmitError(`the auto traits of \`${type}\` cannot be had: ${other.code ?? 'error'}: ${other.message}`)
  if (compiled.status !== 0 && !compiled.diagnostics.length) throw new EmitError(firstError(compiled))
  const traits: Record<string, boolean> = {}
  const why: AutoTraits['why'] = []
  TRAITS.forEach((name, index) => {
    const errors = compiled.diagnostics.filter(d => isError(d) && primaryLine(d) === first + index)
    traits[name] = errors.length === 0
    for (const error of errors) why.push({ trait: name, chain: chainOf(error, first) })
  })
  return { body: { type, traits, why }, command: ['rustc', ...bench.base, ...flags, bench.file, `# with \`fn auto<T: ?Sized + Send>() {} fn ask() { auto::<${type}>() }\` at its end`] }
}

/** From the first failing leaf outwards. Spans at or below line `end` are the probe's own. */
export function chainOf(error: Diagnostic, end: number): AutoTraits['why'][number]['chain'] {
  const spanOf = (spans: Diagnostic['spans']): AutoTraits['why'][number]['chain'][number]['span'] => {
    const found = spans.find(s => s.primary && (s.file !== undefined || s.line < end))
    return found ? { ...(found.file === undefined ? {} : { file: found.file }), line: found.line, column: found.column, lineEnd: found.lineEnd, columnEnd: found.columnEnd } : null
  }
  const leaf = error.children.map(c => /trait `.*?` is not implemented for `(.*?)`(?:$|,)/.exec(c.message)?.[1]).find(Boolean) ?? /`(.*?)`/.exec(error.message)?.[1] ?? ''
  const chain = [{ text: error.message, ty: leaf, span: null as ReturnType<typeof spanOf> }]
  for (const child of error.children) {
    if (!/^required (?:because|for)/.test(child.message)) continue
    chain.push({ text: child.message, ty: /`(.*?)`(?: to implement|$)/.exec(child.message)?.[1] ?? '', span: spanOf(child.spans) })
  }
  return chain
}
