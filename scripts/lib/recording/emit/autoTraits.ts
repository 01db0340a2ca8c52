// `//@ emit: auto-traits TYPE`: which auto traits hold, and for those that do not, the chain from the leaf that breaks them.
import { appendedAt, type Bench, crateType, EmitError, firstError } from '../bench.ts'
import { isError, primaryLine } from '../diagnostics.ts'
import type { AutoTraits, Diagnostic } from '../schema.ts'
import { withLifetimes } from './layout.ts'

const TRAITS = ['Send', 'Sync', 'Unpin', 'UnwindSafe', 'RefUnwindSafe'] as const
const PATH: Record<(typeof TRAITS)[number], string> = {
  Send: 'Send',
  Sync: 'Sync',
  Unpin: 'Unpin',
  UnwindSafe: 'std::panic::UnwindSafe',
  RefUnwindSafe: 'std::panic::RefUnwindSafe',
}

export async function takeAutoTraits(bench: Bench, type: string): Promise<{ body: AutoTraits; command: string[] }> {
  const all = bench.snippet.directives.emits.filter(e => e.kind === 'auto-traits').map(e => e.arg)
  // One compilation for all types of the snippet; if one of them does not compile, each is asked alone, so that only that one fails.
  const together = await bench
    .once('auto-traits', () => ask(bench, all))
    .catch((error: unknown) => {
      if (error instanceof EmitError) return null
      throw error
    })
  const body = (together ?? (await ask(bench, [type]))).find(b => b.type === type)!
  return {
    body,
    command: [
      'rustc',
      ...bench.base,
      ...flagsOf(bench),
      bench.file,
      `# with \`fn auto<T: ?Sized + Send>() {} fn ask() { auto::<${type}>() }\` at its end`,
    ],
  }
}

const flagsOf = (bench: Bench): string[] => ['--diagnostic-width', '10000', ...crateType(bench), '--emit=metadata']

async function ask(bench: Bench, types: readonly string[]): Promise<AutoTraits[]> {
  const bounds = TRAITS.map((name, index) => `#[allow(dead_code)] fn __auto${index}<T: ?Sized + ${PATH[name]}>() {}`)
  const asks = types.flatMap((type, t) =>
    TRAITS.map(
      (_, index) => `#[allow(dead_code)] fn __ask${t}_${index}() { __auto${index}::<${withLifetimes(type)}>() }`,
    ),
  )
  const compiled = await bench.rustc(flagsOf(bench), { append: [bounds.join(' '), ...asks].join('\n') })
  const end = appendedAt(bench),
    first = end + 1
  const other = compiled.diagnostics.find(d => isError(d) && (primaryLine(d) ?? 0) >= end && d.code !== 'E0277')
  if (other)
    throw new EmitError(
      `the auto traits of \`${types.join('`, `')}\` cannot be had: ${other.code ?? 'error'}: ${other.message}`,
    )
  if (compiled.status !== 0 && !compiled.diagnostics.length) throw new EmitError(firstError(compiled))
  return types.map((type, t) => {
    const traits: Record<string, boolean> = {}
    const why: AutoTraits['why'] = []
    TRAITS.forEach((name, index) => {
      const errors = compiled.diagnostics.filter(
        d => isError(d) && primaryLine(d) === first + t * TRAITS.length + index,
      )
      traits[name] = errors.length === 0
      for (const error of errors) why.push({ trait: name, chain: chainOf(error, end) })
    })
    return { type, traits, why }
  })
}

/** From the first failing leaf outwards. Spans at or below line `end` are the probe's own. */
export function chainOf(error: Diagnostic, end: number): AutoTraits['why'][number]['chain'] {
  const spanOf = (spans: Diagnostic['spans']): AutoTraits['why'][number]['chain'][number]['span'] => {
    const found = spans.find(s => s.primary && (s.file !== undefined || s.line < end))
    return found
      ? {
          ...(found.file === undefined ? {} : { file: found.file }),
          line: found.line,
          column: found.column,
          lineEnd: found.lineEnd,
          columnEnd: found.columnEnd,
        }
      : null
  }
  const leaf =
    error.children.map(c => /trait `.*?` is not implemented for `(.*?)`(?:$|,)/.exec(c.message)?.[1]).find(Boolean) ??
    /`(.*?)`/.exec(error.message)?.[1] ??
    ''
  const chain = [{ text: error.message, ty: leaf, span: null as ReturnType<typeof spanOf> }]
  for (const child of error.children) {
    if (!/^required (?:because|for)/.test(child.message)) continue
    chain.push({
      text: child.message,
      ty: /`(.*?)`(?: to implement|$)/.exec(child.message)?.[1] ?? '',
      span: spanOf(child.spans),
    })
  }
  return chain
}
