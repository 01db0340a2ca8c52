// From a recorded layout to what is drawn of it: blocks (one a type), rows (one a variant or a union's field), cells that tile each row.
import type { Layout, LayoutField } from '../../scripts/lib/recording/schema.ts'
import { patternText, valueLine, type ValueLine } from './values.ts'

export interface Cell {
  kind: 'field' | 'pad' | 'tag'
  name: string
  ty: string
  offset: number
  size: number
  /** As recorded; absent for padding, tags and opened parts. */ align?: number
}
export interface Row {
  key: string
  /** The variant, the union's field, or null for a type with one row. */
  name: string | null
  /** Left to right; together they cover `0..size` once. */
  cells: readonly Cell[]
  /** Fields without bytes. */
  zsts: readonly Cell[]
  /** Bytes of this row that carry the niche: legal values here, other meanings in other rows. */
  niche: { offset: number; size: number } | null
  inhabited: boolean
  /** The pattern of the tag or niche that means this row. */
  pattern: string | null
}
export interface Block {
  key: string
  type: string
  title: string
  size: number
  align: number
  target: string
  shape: 'struct' | 'enum' | 'union'
  encoding: 'none' | 'tag' | 'niche'
  rows: readonly Row[]
  values: ValueLine | null
  /** Bytes without a value in the row that has the fewest of them. */
  padding: number
  /** Elements of an array drawn side by side. */
  repeat: number
}

const cellOf = (f: LayoutField): Cell => ({
  kind: 'field',
  name: f.name,
  ty: f.ty,
  offset: f.offset,
  size: f.size,
  ...(f.align === undefined ? {} : { align: f.align }),
})
/** A field's parts in its place, where the recording holds the layout of its type. */
export type Parts = (ty: string) => Layout | null
const opened = (f: LayoutField, parts: Parts): Cell[] => {
  const inner = parts(f.ty)
  return inner && inner.fields.length > 1 && inner.size === f.size && !overlapping(inner.fields)
    ? tiled(
        inner.fields
          .filter(g => g.size > 0)
          .flatMap(g => opened({ ...g, offset: f.offset + g.offset, name: `${f.name}.${g.name}` }, parts)),
        f.size + f.offset,
        f.offset,
      )
    : [cellOf(f)]
}
const overlapping = (fields: readonly LayoutField[]) =>
  fields.some((f, i) =>
    fields.some(
      (g, j) => j > i && f.size > 0 && g.size > 0 && f.offset < g.offset + g.size && g.offset < f.offset + f.size,
    ),
  )

/** The cells sorted, with a `pad` cell in every gap, so that they tile `0..size`. */
export function tiled(cells: readonly Cell[], size: number, start = 0): Cell[] {
  const out: Cell[] = []
  let at = start
  for (const c of [...cells].sort((a, b) => a.offset - b.offset)) {
    if (c.offset > at) out.push({ kind: 'pad', name: 'pad', ty: '', offset: at, size: c.offset - at })
    out.push(c)
    at = c.offset + c.size
  }
  if (at < size) out.push({ kind: 'pad', name: 'pad', ty: '', offset: at, size: size - at })
  return out
}

function row(
  key: string,
  name: string | null,
  fields: readonly LayoutField[],
  size: number,
  tag: Cell | null,
  parts: Parts,
  extra: Partial<Row> = {},
): Row {
  const sized = fields.filter(f => f.size > 0).flatMap(f => opened(f, parts))
  return {
    key,
    name,
    cells: tiled(tag ? [...sized, tag] : sized, size),
    zsts: fields.filter(f => f.size === 0).map(cellOf),
    niche: null,
    inhabited: true,
    pattern: null,
    ...extra,
  }
}

function rowsOf(l: Layout, key: string, parts: Parts): { rows: Row[]; shape: Block['shape'] } {
  const { tag } = l
  if (!l.variants.length || (l.variants.length === 1 && !tag)) {
    const fields = l.fields.length ? l.fields : (l.variants[0]?.fields ?? [])
    if (!fields.length && l.size > 0 && !l.padding.length)
      return {
        shape: 'struct',
        rows: [
          {
            ...row(`${key}.all`, null, [{ name: l.type, ty: '', offset: 0, size: l.size }], l.size, null, parts),
            niche: l.niche && { offset: l.niche.offset, size: l.niche.size },
          },
        ],
      }
    if (overlapping(fields))
      return { shape: 'union', rows: fields.map(f => row(`${key}.${f.name}`, f.name, [f], l.size, null, parts)) }
    return {
      shape: 'struct',
      rows: [
        row(`${key}.all`, null, fields, l.size, null, parts, {
          niche: l.niche && { offset: l.niche.offset, size: l.niche.size },
        }),
      ],
    }
  }
  const rows = l.variants.map((v): Row => {
    const value = tag?.values.find(t => t.variant === v.name)?.value ?? null
    const holds = tag?.encoding === 'niche' && tag.untagged === v.name
    const tagCell =
      tag && !holds && v.inhabited
        ? {
            kind: 'tag' as const,
            name: value === null ? 'tag' : `tag ${patternText(value)}`,
            ty: '',
            offset: tag.offset,
            size: tag.size,
          }
        : null
    return row(`${key}.${v.name}`, v.name, v.inhabited ? v.fields : [], l.size, tagCell, parts, {
      inhabited: v.inhabited,
      pattern: value,
      niche: holds ? { offset: tag.offset, size: tag.size } : null,
    })
  })
  // One variant with data and others without: a single row says it all, and the value line says the rest.
  const data = l.variants.filter(v => v.inhabited && v.fields.some(f => f.size > 0))
  if (tag && data.length === 1 && l.variants.every(v => v.inhabited)) {
    const only = rows[l.variants.indexOf(data[0]!)]!
    const cells = only.cells.map(c => (c.kind === 'tag' ? { ...c, name: 'tag' } : c))
    return { shape: 'enum', rows: [{ ...only, cells, key: `${key}.all`, name: null, pattern: null }] }
  }
  if (tag && !data.length && rows.every(r => r.inhabited))
    return {
      shape: 'enum',
      rows: [
        row(
          `${key}.all`,
          null,
          [],
          l.size,
          { kind: 'tag', name: 'tag', ty: '', offset: tag.offset, size: tag.size },
          parts,
        ),
      ],
    }
  return { shape: 'enum', rows }
}

export function blockOf(l: Layout, title: string, index: number, parts: Parts = () => null, repeat = 1): Block {
  const key = `t${index}`
  const { rows, shape } = rowsOf(l, key, parts)
  const one: Block = {
    key,
    type: l.type,
    title,
    size: l.size,
    align: l.align,
    target: l.target,
    shape,
    encoding: l.tag ? (l.tag.encoding === 'niche' ? 'niche' : 'tag') : 'none',
    rows,
    values: shape === 'union' ? null : valueLine(l),
    repeat: 1,
    padding: Math.min(...rows.filter(r => r.inhabited).map(padOf), l.size),
  }
  return repeat > 1 && rows.length === 1 ? repeated(one, repeat) : one
}
/** Bytes of padding in a row. */
export const padOf = (r: Row): number => r.cells.reduce((n, c) => n + (c.kind === 'pad' ? c.size : 0), 0)

/** An array: the element again and again at a stride of its size, which is all that an array is. */
function repeated(b: Block, times: number): Block {
  const one = b.rows[0]!
  const cells = Array.from({ length: times }, (_, i) =>
    one.cells.map(c => ({ ...c, offset: c.offset + i * b.size })),
  ).flat()
  return {
    ...b,
    title: `[${b.title}; ${times}]`,
    size: b.size * times,
    padding: b.padding * times,
    repeat: times,
    values: null,
    rows: [{ ...one, cells, niche: null }],
  }
}
