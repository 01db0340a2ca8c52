// `//@ emit: coroutine FN`: the state machine of an async fn. States, saved locals with spans and the resume switch come from the MIR after
// StateTransform; every offset from the layout dump; names and types of fields from the debug information of the same type.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, EmitError, firstError, RUSTC_ATTRS } from '../bench.ts'
import type { Coroutine, Layout, LayoutField, MirBody } from '../schema.ts'
import { attribute } from '../attribute.ts'
import { type DebugType, typeOfProbe } from './debugInfo.ts'
import { asList, asNumber, asStruct, parseDebug } from './debugText.ts'
import { parseCoroutineTable } from './coroutineText.ts'
import { type Dumped, parseLayout } from './layout.ts'
import { choose } from './mir.ts'
import { mirName, parseMir } from './mirText.ts'

/** Names the future that FN makes, whatever its parameters: a trait over functions, one impl for each number of parameters. */
export function probe(fn: string, attr: string): string {
  const impls = [0, 1, 2, 3, 4, 5, 6].map(n => {
    const params = Array.from({ length: n }, (_, i) => `A${i}`)
    const tuple = n === 1 ? '(A0,)' : `(${params.join(', ')})`
    return `impl<F: Fn(${params.join(', ')}) -> R, ${[...params, 'R'].join(', ')}> __Makes<${tuple}> for F { type Out = R; }`
  })
  return [
    '#[allow(dead_code)] trait __Makes<A> { type Out; }',
    ...impls,
    '#[allow(dead_code)] fn __make<A, M: __Makes<A>>(_: M) -> M::Out { loop {} }',
    `#[${attr}] #[allow(dead_code)] type __Future = impl Sized;`,
    `#[allow(dead_code)] #[define_opaque(__Future)] fn __future() -> __Future { __make(${fn}) }`,
    '#[allow(private_interfaces)] pub fn __layout_probe(_: __Future) {}',
  ].join(' ')
}

export async function takeCoroutine(bench: Bench, fn: string): Promise<{ body: Coroutine; command: string[] }> {
  const attr = attribute(bench.compiler, 'layout')
  const dump = [
    '--crate-type',
    'lib',
    '--emit=metadata',
    '-Zmir-include-spans=on',
    '-Zdump-mir=StateTransform',
    '-Zdump-mir-dir=mir',
  ]
  const features = [...RUSTC_ATTRS, '-Zcrate-attr=feature(type_alias_impl_trait)', '--crate-type', 'lib']
  const [machine, laid, named] = await Promise.all([
    bench.rustc(dump, { bootstrap: true }),
    bench.rustc([...features, '--emit=metadata'], { append: probe(fn, attr), bootstrap: true }),
    bench.rustc([...features, '-g', '-C', 'codegen-units=1', '--emit=llvm-ir=probe.ll'], {
      append: probe(fn, 'allow(unused)'),
      bootstrap: true,
    }),
  ])
  const message = laid.diagnostics.find(d => d.message.startsWith('layout_of('))?.message
  if (message === undefined)
    throw new EmitError(`the layout of the future of \`${fn}\` cannot be had: ${firstError(laid)}`)
  if (named.status !== 0) throw new EmitError(`the saved locals of \`${fn}\` cannot be had: ${firstError(named)}`)
  const dir = join(machine.dir, 'mir')
  const texts = readdirSync(dir)
    .filter(f => f.endsWith('.StateTransform.after.mir'))
    .map(f => readFileSync(join(dir, f), 'utf8'))
    .map(text => ({ fn: mirName(text), text }))
  const { text } = choose(texts, `${fn}::{closure#0}`, machine, 'the state machine')
  const info = typeOfProbe(readFileSync(join(named.dir, 'probe.ll'), 'utf8'), '__layout_probe')
  return {
    body: parseCoroutine({ fn, text, message, info, dumped: await bench.dumped(), file: bench.file }),
    command: ['RUSTC_BOOTSTRAP=1', 'rustc', ...bench.base, ...dump, bench.file],
  }
}

export interface CoroutineText {
  fn: string
  /** MIR after StateTransform, with spans */ text: string
  /** `layout_of(…) = …` */ message: string
  info: DebugType
  dumped: Omit<Dumped, 'type'>
  file: string
}

/** @throws Error when the three sources do not agree on the number of states */
export function parseCoroutine({ fn, text, message, info, dumped, file }: CoroutineText): Coroutine {
  const layout: Layout = parseLayout(message, info, { ...dumped, type: fn })
  const raw = asStruct(parseDebug(message.slice(message.indexOf('= ') + 2), dumped.version))
  const tag =
    layout.tag ??
    (() => {
      throw new Error('the future has no state tag')
    })()
  const table = parseCoroutineTable(text, dumped.version, file)
  const { variants } = table
  const mir = parseMir(text, file)
  if (variants.length !== layout.variants.length)
    throw new Error(`the MIR has ${variants.length} states, the layout ${layout.variants.length}`)
  const prefix = asList(asStruct(raw.fields['fields']).fields['offsets']).map(asNumber)
  const tagField = asNumber(asStruct(raw.fields['variants']).fields['tag_field'])
  const captured = info.variants?.[0]?.members ?? []
  const upvars: LayoutField[] = prefix.flatMap((offset, index) => {
    const member = captured.find(m => m.offset === offset)
    return index >= tagField || !member
      ? []
      : [{ name: member.name, ty: member.ty, offset, size: member.size, align: member.align }]
  })
  const saved = table.saved.map(({ id, span, ignoreForTraits }) => {
    const field = variants.flatMap((v, index) => {
      const at = v.saved.indexOf(id)
      return at < 0 ? [] : [info.variants?.[index]?.members[at]]
    })[0]
    // A number is no name: the compiler's own temporaries have none.
    const name = field && !/^\d+$/.test(field.name) ? field.name : null
    return { id, name, ty: field?.ty ?? '', span, ignoreForTraits }
  })
  const states = variants.map((variant, index) => {
    const laid = layout.variants[index]!
    const fields = variant.saved.map((id, at) => {
      const field = laid.fields[at] ?? { name: id, ty: '', offset: 0, size: 0 }
      const local = saved.find(s => s.id === id)
      return { ...field, name: local?.name ?? field.name, saved: id as string | null }
    })
    const awaitee = saved.find(s => s.name === '__awaitee' && variant.saved.includes(s.id))
    return {
      name: variant.name,
      discriminant: variant.discriminant,
      awaits: awaitee?.span ?? null,
      fields: variant.name === 'Unresumed' ? upvars.map(u => ({ ...u, saved: null })) : fields,
    }
  })
  return {
    fn,
    size: layout.size,
    align: layout.align,
    tag: { offset: tag.offset, size: tag.size },
    upvars,
    saved,
    states,
    resume: resumeSwitch(mir),
  }
}

function resumeSwitch(mir: MirBody): Coroutine['resume'] {
  const head = mir.blocks[0]
  if (head?.terminator.kind !== 'switchInt')
    throw new Error('the resume function does not begin with a switch on its state')
  return head.terminator.targets.map(t => ({ value: t.label, to: t.to }))
}
