// `//@ emit: layout TYPE`: size, alignment, every field's offset, padding, niche and tag, exactly as the compiler laid the type out.
// `//@ emit: layout TYPE @ TARGET`: the same for another target; the snippet must compile there (`#![no_core]` where the target's std is not installed).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appendedAt, type Bench, crateType, EmitError, firstError, RUSTC_ATTRS } from '../bench.ts'
import { primaryLine } from '../diagnostics.ts'
import type { Layout, LayoutField } from '../schema.ts'
import { attribute } from '../attribute.ts'
import {
  asList,
  asNumber,
  asOption,
  asRange,
  asStruct,
  asTuple,
  type DebugStruct,
  type DebugValue,
  parseDebug,
} from './debugText.ts'
import { type DebugMember, type DebugType, typeOfProbe } from './debugInfo.ts'

const PROBE = '__layout_probe'

export async function takeLayout(bench: Bench, arg: string): Promise<{ body: Layout; command: string[] }> {
  const { type, target } = placed(arg)
  const all = bench.snippet.directives.emits
    .filter(e => e.kind === 'layout')
    .map(e => placed(e.arg))
    .filter(p => p.target === target)
    .map(p => p.type)
  // Two compilations for all types of one target; if one of them does not compile, each is asked alone, so that only that one fails.
  const together = await bench
    .once(`layout @ ${target ?? ''}`, () => ask(bench, all, target))
    .catch((error: unknown) => {
      if (error instanceof EmitError) return null
      throw error
    })
  const { message, info } = (together ?? (await ask(bench, [type], target))).get(type)!
  const body = parseLayout(message, info, { ...(await bench.dumped(target ?? undefined)), type })
  return {
    body: { ...body, type: arg },
    command: [
      'RUSTC_BOOTSTRAP=1',
      'rustc',
      ...(target === null ? bench.base : bench.baseFor(target)),
      ...flagsOf(bench),
      bench.file,
      `# with \`#[${attribute(bench.compiler, 'layout')}] type Layout = ${withLifetimes(type)};\` at its end`,
    ],
  }
}

/** `Packet @ avr-none`: a type, and the target that it is laid out for where that is not the snippet's own. */
export function placed(arg: string): { type: string; target: string | null } {
  const [, type, target] = /^(.*\S)\s+@\s+([a-z0-9_.-]+)$/.exec(arg) ?? []
  return type && target ? { type, target } : { type: arg, target: null }
}

const flagsOf = (bench: Bench): string[] => [...RUSTC_ATTRS, ...crateType(bench), '--emit=metadata']

/** The compiler's layout dump of each type, and the debug information of the same. */
async function ask(
  bench: Bench,
  types: readonly string[],
  target: string | null,
): Promise<Map<string, { message: string; info: DebugType }>> {
  const attr = attribute(bench.compiler, 'layout')
  const aliases = types.map(
    (type, index) => `#[${attr}] #[allow(dead_code)] type __Layout${index} = ${withLifetimes(type)};`,
  )
  const probes = types.map(
    (type, index) => `#[allow(private_interfaces)] pub fn ${PROBE}${index}(_: ${withLifetimes(type)}) {}`,
  )
  const on = target === null ? {} : { target }
  const [dump, named] = await Promise.all([
    bench.rustc(flagsOf(bench), { append: aliases.join('\n'), bootstrap: true, ...on }),
    bench.rustc(['-g', '--crate-type', 'lib', '--emit=llvm-ir=probe.ll', '-C', 'codegen-units=1'], {
      append: probes.join('\n'),
      ...on,
    }),
  ])
  const messages = types.map(
    (_, index) =>
      dump.diagnostics.find(d => d.message.startsWith('layout_of(') && primaryLine(d) === appendedAt(bench) + index)
        ?.message,
  )
  const absent = messages.findIndex(m => m === undefined)
  if (absent >= 0) throw new EmitError(`the layout of \`${types[absent]!}\` cannot be had: ${firstError(dump)}`)
  if (named.status !== 0)
    throw new EmitError(`the field names of \`${types.join('`, `')}\` cannot be had: ${firstError(named)}`)
  const ir = readFileSync(join(named.dir, 'probe.ll'), 'utf8')
  return new Map(
    types.map((type, index) => [type, { message: messages[index]!, info: typeOfProbe(ir, `${PROBE}${index}`) }]),
  )
}

/** A type alias must name its lifetimes: `&T` becomes `&'static T`. */
export const withLifetimes = (type: string): string =>
  type.replace(/&(?!\s*')\s*/g, "&'static ").replace(/'_\b/g, "'static")

/** Of which type a dump is, for which target, by which compiler. */
export interface Dumped {
  type: string
  target: string
  /** Bytes of a thin pointer of the target: the dump says `pointer` and not how wide it is. */
  pointer: number
  /** Release of the compiler that printed the dump. */
  version: string
}

/** @param message `layout_of(T) = Layout { … }` @param info names and types of the same type */
export function parseLayout(message: string, info: DebugType, { type, target, pointer, version }: Dumped): Layout {
  const layout = asStruct(parseDebug(message.slice(message.indexOf('= ') + 2), version))
  const size = asNumber(layout.fields['size'])
  const align = alignOf(layout)
  const variants = variantsOf(layout)
  const base = { type, target, size, align, niche: nicheOf(layout, pointer) }
  if (!variants) {
    const single = info.variants?.length ? asStruct(layout.fields['variants']) : null
    if (single?.name === 'Single')
      return {
        ...base,
        fields: [],
        padding: [],
        tag: null,
        variants: singleVariant(layout, info, asNumber(single.fields['index']), size),
      }
    const fields = fieldsOf(layout, info.members, info)
    return {
      ...base,
      fields,
      padding: fields.length || size === 0 || isOpaque(layout) ? gaps(fields, size) : [],
      tag: null,
      variants: [],
    }
  }
  const tagField = asNumber(variants.fields['tag_field'])
  const tagOffset = asNumber(asList(asStruct(layout.fields['fields']).fields['offsets'])[tagField])
  const scalar = asStruct(variants.fields['tag'])
  const tagSize = scalarSize(scalar.fields['value'], pointer)
  const names = info.variants ?? []
  const inner = asList(variants.fields['variants']).map(asStruct)
  const encoding = variants.fields['tag_encoding']
  const direct = encoding === 'Direct'
  const niche = direct ? null : asStruct(encoding)
  const untagged = niche ? asNumber(niche.fields['untagged_variant']) : null
  const nameOf = (index: number): string => names[index]?.name ?? String(index)
  const bits = BigInt(tagSize * 8)
  const values = inner.flatMap((variant, index) => {
    if (niche) {
      const range = asRange(niche.fields['niche_variants'])
      if (index === untagged || BigInt(index) < range.start || BigInt(index) > range.end) return []
      return [
        {
          variant: nameOf(index),
          value: String(
            BigInt.asUintN(
              Number(bits),
              BigInt(index) - range.start + BigInt(niche.fields['niche_start'] as number | bigint),
            ),
          ),
        },
      ]
    }
    const uninhabited = variant.fields['uninhabited'] === 'true'
    return uninhabited && names[index]?.discriminant == null
      ? []
      : [
          {
            variant: nameOf(index),
            value: String(BigInt.asUintN(Number(bits), names[index]?.discriminant ?? BigInt(index))),
          },
        ]
  })
  return {
    ...base,
    fields: [],
    padding: [],
    tag: {
      offset: tagOffset,
      size: tagSize,
      encoding: direct ? 'direct' : 'niche',
      untagged: untagged === null ? null : nameOf(untagged),
      values,
    },
    variants: inner.map((variant, index) => {
      const fields = fieldsOf(variant, names[index]?.members ?? [], null)
      const cover = direct || index !== untagged ? [...fields, { offset: tagOffset, size: tagSize }] : fields
      return {
        name: nameOf(index),
        size: asNumber(variant.fields['size']),
        fields,
        padding: gaps(cover, size),
        inhabited: variant.fields['uninhabited'] !== 'true',
      }
    }),
  }
}

const alignOf = (layout: DebugStruct): number => {
  const align = layout.fields['align']
  return typeof align === 'number' ? align : asNumber(asStruct(align).fields['abi'])
}
const variantsOf = (layout: DebugStruct): DebugStruct | null => {
  const variants = layout.fields['variants']
  return typeof variants === 'object' && 'fields' in variants && variants.name === 'Multiple' ? variants : null
}
const isOpaque = (layout: DebugStruct): boolean => typeof layout.fields['fields'] === 'object'

/** An enum of which one variant can exist: no tag, the others hold nothing. */
function singleVariant(layout: DebugStruct, info: DebugType, lives: number, size: number): Layout['variants'] {
  return info.variants!.map((variant, index) => {
    if (index !== lives) return { name: variant.name, size: 0, fields: [], padding: [], inhabited: false }
    const fields = fieldsOf(layout, variant.members, null)
    return {
      name: variant.name,
      size,
      fields,
      padding: gaps(fields, size),
      inhabited: layout.fields['uninhabited'] !== 'true',
    }
  })
}

function fieldsOf(layout: DebugStruct, members: readonly DebugMember[], info: DebugType | null): LayoutField[] {
  const shape = layout.fields['fields']
  const named = (index: number, offset: number): LayoutField => {
    const member = members[index]
    return {
      name: member?.name ?? String(index),
      ty: member?.ty ?? '',
      offset,
      size: member?.size ?? 0,
      ...(member?.align ? { align: member.align } : {}),
    }
  }
  // From 1.97 on a variant has its own, flatter shape.
  const offsets =
    layout.name === 'VariantLayout'
      ? layout.fields['field_offsets']
      : typeof shape === 'object' && 'fields' in shape && shape.name === 'Arbitrary'
        ? shape.fields['offsets']
        : undefined
  if (offsets !== undefined) return asList(offsets).map((offset, index) => named(index, asNumber(offset)))
  if (shape === 'Primitive') return []
  if (typeof shape === 'object' && 'fields' in shape && shape.name === 'Array') {
    const stride = asNumber(shape.fields['stride']),
      count = Math.min(asNumber(shape.fields['count']), 256)
    return Array.from({ length: count }, (_, index) => ({
      name: String(index),
      ty: info?.element?.ty ?? '',
      offset: index * stride,
      size: stride,
      ...(info?.element?.align ? { align: info.element.align } : {}),
    }))
  }
  if (typeof shape === 'object' && 'items' in shape && shape.name === 'Union')
    return members.map((_, index) => named(index, 0))
  throw new Error(
    `the layout dump has fields of a shape that is not known: ${JSON.stringify(shape)?.slice(0, 60) ?? layout.name}`,
  )
}

function nicheOf(layout: DebugStruct, pointer: number): Layout['niche'] {
  const found = asOption(layout.fields['largest_niche'])
  if (found === null) return null
  const niche = asStruct(found)
  const size = scalarSize(niche.fields['value'], pointer)
  const range = asRange(niche.fields['valid_range'])
  const used = BigInt.asUintN(size * 8, range.end - range.start) + 1n
  return {
    offset: asNumber(niche.fields['offset']),
    size,
    validStart: String(range.start),
    validEnd: String(range.end),
    available: String((1n << BigInt(size * 8)) - used),
  }
}

/** Bytes of `Int(I8, false)`, `Pointer(..)`, `Float(F32)`. */
function scalarSize(value: DebugValue | undefined, pointer: number): number {
  const primitive = asTuple(value)
  if (primitive.name === 'Pointer') return pointer
  const kind = primitive.items[0]
  const bits = /^[IF](\d+)$/.exec(String(kind))
  if (!bits) throw new Error(`unknown scalar ${String(kind)}`)
  return Number(bits[1]) / 8
}

/** The bytes from 0 to `size` that no field covers. */
export function gaps(
  fields: readonly { offset: number; size: number }[],
  size: number,
): { offset: number; size: number }[] {
  const found: { offset: number; size: number }[] = []
  let at = 0
  for (const field of fields.filter(f => f.size > 0).sort((a, b) => a.offset - b.offset)) {
    if (field.offset > at) found.push({ offset: at, size: field.offset - at })
    at = Math.max(at, field.offset + field.size)
  }
  if (at < size) found.push({ offset: at, size: size - at })
  return found
}
