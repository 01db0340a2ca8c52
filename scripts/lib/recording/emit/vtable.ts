// `//@ emit: vtable TYPE TRAIT`: the slots of the table, in order. The dump attribute goes on an empty subtrait's impl, whose table is its
// first supertrait's own; so the author writes no attribute, and blanket and derived impls can be asked for too.
import { type Bench, EmitError, firstError, RUSTC_ATTRS } from '../bench.ts'
import type { Vtable, VtableSlot } from '../schema.ts'
import { splitWords } from '../snippet.ts'
import { attribute } from '../attribute.ts'
import { withLifetimes } from './layout.ts'

export async function takeVtable(bench: Bench, arg: string): Promise<{ body: Vtable; command: string[] }> {
  const words = splitWords(arg)
  const trait = words.pop()!
  const type = words.filter(w => w !== 'as').join(' ')
  const attr = attribute(bench.compiler, 'vtable')
  const probe = `trait __VtableProbe: ${trait} {} #[${attr}] impl __VtableProbe for ${withLifetimes(type)} {}`
  const flags = [...RUSTC_ATTRS, ...(bench.library ? ['--crate-type', 'lib'] : []), '--emit=metadata']
  const compiled = await bench.rustc(flags, { append: probe, bootstrap: true })
  const message = compiled.diagnostics.find(d => d.message.startsWith('vtable entries: ['))?.message
  if (message === undefined)
    throw new EmitError(`the vtable of \`${type}\` for \`${trait}\` cannot be had: ${firstError(compiled)}`)
  return {
    body: { type, trait, slots: parseVtable(message) },
    command: [
      'RUSTC_BOOTSTRAP=1',
      'rustc',
      ...bench.base,
      ...flags,
      bench.file,
      `# with \`trait Probe: ${trait} {} #[${attr}] impl Probe for ${type} {}\` at its end`,
    ],
  }
}

/** @param message `vtable entries: [ … ]` @throws Error naming an entry that is not known */
export function parseVtable(message: string): VtableSlot[] {
  const entries = message
    .slice(message.indexOf('[') + 1, message.lastIndexOf(']'))
    .split('\n')
    .map(l => l.trim().replace(/,$/, ''))
    .filter(Boolean)
  return entries.map((entry, index): VtableSlot => {
    if (entry === 'MetadataDropInPlace') return { index, kind: 'drop', name: 'drop', impl: null }
    if (entry === 'MetadataSize') return { index, kind: 'size', name: 'size', impl: null }
    if (entry === 'MetadataAlign') return { index, kind: 'align', name: 'align', impl: null }
    if (entry === 'Vacant') return { index, kind: 'vacant', name: 'vacant', impl: null }
    let m = /^Method\((.*)\)$/.exec(entry)
    if (m) return { index, kind: 'method', name: methodName(m[1]!), impl: m[1]! }
    m = /^TraitVPtr\((.*)\)$/.exec(entry)
    if (m) return { index, kind: 'vptr', name: traitOf(m[1]!) ?? m[1]!, impl: m[1]! }
    throw new Error(`the vtable dump holds \`${entry}\`, which is not known`)
  })
}

/** `Shape` of `<Cube as Shape>…`; null when the text has not this shape. */
function traitOf(text: string): string | null {
  if (!text.startsWith('<')) return null
  let depth = 0,
    as = -1
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '<') depth++
    else if (text[at] === '>' && text[at - 1] !== '-') {
      if (--depth === 0) return as < 0 ? null : text.slice(as + 4, at)
    } else if (depth === 1 && text.startsWith(' as ', at)) as = at
  }
  return null
}
function methodName(impl: string): string {
  const trait = traitOf(impl)
  return trait === null ? impl : `${trait}::${impl.slice(impl.lastIndexOf('>::') + 3)}`
}
