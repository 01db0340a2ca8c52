// One table, filled group by group; beside it the methods as declared, each with its slot or without one.
import { isStrip, type Mark, type Size } from '../figure/contract.ts'
import { cell, clip, fits, nowLast, region, word } from '../figure/pieces.ts'
import type { Frame } from './frames.ts'

export function slotsLayout(f: Frame, box: Size): Mark[] {
  const dense = isStrip(box),
    t = f.tables[0]!,
    height = box.height,
    gatedNow = f.said.kind === 'gated'
  const g = dense
    ? {
        leftW: Math.round(box.width * 0.4),
        staticX: Math.round(box.width * 0.4) + 8,
        tx: Math.round(box.width * 0.4) + 14,
        tr: box.width - 6,
        top: 22,
        bottom: height - 4,
        label: 8,
      }
    : { leftW: 388, staticX: 432, tx: 448, tr: 860, top: 40, bottom: height - 14, label: 16 }
  const out: Mark[] = [
    ...region('traits', { x: 0, y: 0, width: g.leftW, height }, dense ? 'methods' : 'declared', '', dense),
    ...region(
      'static',
      { x: g.staticX, y: 0, width: box.width - g.staticX, height },
      'static',
      dense ? '' : t.name,
      dense,
    ),
  ]
  const rh = Math.min(dense ? 26 : 34, (g.bottom - g.top) / t.slots.length),
    width = g.tr - g.tx,
    oc = dense ? 32 : 44,
    size = dense ? ('fine' as const) : ('label' as const),
    px = dense ? 12 : 13
  t.slots.forEach((s, i) => {
    const y = g.top + i * rh,
      mid = y + rh / 2,
      key = `slot ${t.name} ${i}`,
      filled = i < f.filled,
      now = f.now.includes(key)
    out.push(
      cell(
        key,
        { x: g.tx, y, width, height: rh },
        'live',
        !filled ? 'later' : now ? 'now' : 'plain',
        filled ? `slot ${i} at +${s.offset}: ${s.name}` : 'a slot that is filled later',
      ),
    )
    if (!filled) return
    out.push({ kind: 'path', key: `${key} rule`, d: `M${g.tx + oc} ${y}V${y + rh}`, line: 'rule' })
    out.push(
      word(`${key} offset`, g.tx + oc - (dense ? 3 : 7), mid + 4, `+${s.offset}`, {
        size: 'fine',
        anchor: 'end',
        tone: now ? 'accent' : 'ink3',
        ...(now ? { weight: 'bold' } : {}),
      }),
    )
    const name = s.kind === 'vptr' ? (dense ? `→ ${s.name}` : `table of ${s.name}`) : s.name,
      code = s.kind === 'method' ? (s.impl ?? '') : s.kind === 'vptr' ? `${t.type} as ${s.name}` : ''
    const both = !dense && code !== '' && fits(`${name}   ${code}`, width - oc - 40, px)
    out.push(
      word(`${key} name`, g.tx + oc + (dense ? 5 : 10), mid + 4.5, clip(name, width - oc - (dense ? 9 : 30), px), {
        size,
        weight: 'medium',
      }),
    )
    if (both) {
      out.push(word(`${key} impl`, g.tr - 30, mid + 4.5, code, { size: 'fine', tone: 'ink3', anchor: 'end' }))
      out.push({ kind: 'dot', key: `${key} dot`, x: g.tr - 16, y: mid, shape: 'dot' })
    }
  })
  // declared methods, trait by trait
  const traits = [...new Set(f.declared.map(d => d.trait))],
    rows: ({ trait: string } | { d: Frame['declared'][number] })[] = traits.flatMap(tr => [
      { trait: tr },
      ...f.declared.filter(d => d.trait === tr).map(d => ({ d })),
    ])
  const pitch = Math.min(dense ? 18 : 26, (g.bottom - g.top + (dense ? 6 : 10)) / Math.max(rows.length, 1)),
    group = f.said.kind === 'slots' ? f.said.group : ''
  rows.forEach((r, i) => {
    const y = g.top + i * pitch + (dense ? 9 : 14)
    if ('trait' in r) {
      const full = f.traits.find(x => x.split(/[:\s]/)[0] === r.trait) ?? r.trait
      out.push(
        word(`trait ${r.trait}`, g.label, y, clip(dense ? r.trait : `trait ${full}`, g.leftW - 2 * g.label, px), {
          size,
          weight: 'bold',
          ...(r.trait === group || f.filled === t.slots.length ? {} : { tone: 'ink3' }),
        }),
      )
      return
    }
    const { d } = r,
      slot = t.slots.findIndex(s => s.name === `${d.trait}::${d.name}`),
      now = f.now.includes(slot >= 0 ? `slot ${t.name} ${slot}` : `declared ${d.trait}::${d.name}`),
      known = slot >= 0 ? slot < f.filled : gatedNow
    const x = g.label + (dense ? 10 : 24)
    const where = slot >= 0 ? (known ? `slot ${slot}` : '') : gatedNow ? (dense ? 'none' : 'no slot: Self: Sized') : ''
    const room = g.leftW - x - g.label - (where ? (where.length + 1) * 12 * 0.6 : 0)
    out.push(
      word(`declared ${d.trait}::${d.name}`, x, y, clip(dense ? d.name : `fn ${d.name}`, room, px), {
        size,
        weight: now ? 'medium' : 'normal',
        tone: now ? 'accent' : known ? 'ink' : 'ink3',
      }),
    )
    if (where && fits(where, g.leftW - x - g.label - (d.name.length + 1) * px * 0.6, 12))
      out.push(
        word(`declared ${d.trait}::${d.name} where`, g.leftW - g.label, y, where, {
          size: 'fine',
          anchor: 'end',
          tone: now ? 'accent' : 'ink3',
        }),
      )
  })
  return nowLast(out)
}
