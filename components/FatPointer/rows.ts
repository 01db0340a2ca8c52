// One pointer to a row: its two words, the bytes that the first leads to, and what the second means. Bytes share one unit in all rows.
import { isStrip, type Mark, type Size } from '../figure/contract.ts'
import { cell, clip, fits, nowLast, pointerKind, pointerWord, region, textureOf, word } from '../figure/pieces.ts'
import { programHeight, programMarks } from '../figure/program.ts'
import type { Frame } from './frames.ts'

export function rowsLayout(f: Frame, box: Size): Mark[] {
  const dense = isStrip(box),
    k = dense ? box.width / 300 : 1
  const height = dense ? box.height : box.height - programHeight(f.program.length) - 16
  const total = Math.max(f.program.length, f.pointers.length)
  const g = dense
    ? {
        label: 6,
        cx: 50 * k,
        cw: 34 * k,
        stackW: 124 * k,
        vx: 140 * k,
        vr: 232 * k,
        tx: 248 * k,
        tr: box.width - 6,
        tableX: 242 * k,
        top: 24,
      }
    : { label: 16, cx: 136, cw: 80, stackW: 304, vx: 350, vr: 592, tx: 652, tr: 860, tableX: 636, top: 30 }
  const pitch = (height - g.top - (dense ? 2 : 6)) / total,
    ch = Math.min(dense ? 22 * k : 28, pitch - (dense ? 8 : 25))
  const unit = Math.min(dense ? 14 : 24, (g.vr - g.vx - (dense ? 4 : 20)) / f.largest)
  const out: Mark[] = [
    ...region('stack', { x: 0, y: 0, width: g.stackW, height }, 'pointer', '', dense),
    ...region(
      'value',
      { x: g.vx - (dense ? 8 : 16), y: 0, width: g.vr - g.vx + (dense ? 10 : 28), height },
      'data',
      '',
      dense,
    ),
    ...region('static', { x: g.tableX, y: 0, width: box.width - g.tableX, height }, 'vtable', '', dense),
  ]
  const px = dense ? 12 : 13,
    size = dense ? ('fine' as const) : ('label' as const)
  f.pointers.forEach((p, i) => {
    const y = g.top + i * pitch + (pitch - ch) / 2,
      mid = y + ch / 2,
      kind = pointerKind(p.type),
      now = f.now.includes(`meta ${p.name}`)
    out.push(
      word(`pointer ${p.name}`, g.label, dense ? mid + 4 : mid - 3, clip(p.name, g.cx - g.label - 4, px), {
        size,
        weight: 'medium',
      }),
    )
    if (!dense)
      out.push(
        word(`pointer ${p.name} type`, g.label, mid + 13, clip(p.type, g.cx - g.label - 4, 12), {
          size: 'fine',
          tone: now ? 'accent' : 'ink3',
        }),
      )
    out.push(
      cell(
        `data ${p.name}`,
        { x: g.cx, y, width: g.cw, height: ch },
        textureOf(kind),
        f.now.includes(`data ${p.name}`) ? 'now' : 'plain',
        `${p.name}: address of ${p.to}`,
      ),
    )
    out.push(
      cell(
        `meta ${p.name}`,
        { x: g.cx + g.cw, y, width: g.cw, height: ch },
        p.meta ? 'live' : 'uninit',
        now ? 'now' : 'plain',
        p.meta?.kind === 'length' ? `${p.name}: length ${p.meta.length}` : `${p.name}: table`,
      ),
    )
    const tone = kind === 'shared' ? ('shared' as const) : kind === 'excl' ? ('excl' as const) : ('ink' as const)
    if (!dense)
      out.push(
        word(`data ${p.name} word`, g.cx + 24, mid + 4.5, `${pointerWord(p.type)} data`, { weight: 'medium', tone }),
      )
    const v = f.values.find(x => x.name === p.to)
    const lane = g.stackW + (dense ? 4 : 10),
      over = y - (dense ? 3 : 3)
    if (v) {
      const dx = g.cx + (dense ? g.cw / 2 : 12)
      out.push({
        kind: 'arrow',
        key: `arrow ${p.name}`,
        points: [
          [dx, mid],
          [dx, over - (dense ? 0 : 3)],
          [lane, over - (dense ? 0 : 3)],
          [lane, mid],
          [g.vx, mid],
        ].map((q): [number, number] => [q[0]!, q[1]!]),
        pointer: kind,
        label: `${p.name} leads to ${v.name}`,
      })
      for (const field of v.fields) {
        const x = g.vx + field.offset * unit,
          w = Math.max(field.size * unit, 2)
        const fieldNow = f.now.includes(`field ${v.name} ${field.name}`)
        out.push(
          cell(
            `field ${v.name} ${field.name || 'value'}`,
            { x, y, width: w, height: ch },
            'live',
            fieldNow ? 'now' : 'plain',
            `${field.name || v.name} at +${field.offset}: ${field.value}`,
          ),
        )
        const text =
          !dense && field.name && fits(`${field.name} ${field.value}`, w - 8, px)
            ? `${field.name} ${field.value}`
            : fits(field.value, w - 2, px)
              ? field.value
              : field.name && fits(field.name, w, 12)
                ? field.name
                : ''
        if (text)
          out.push(
            word(`field ${v.name} ${field.name || 'value'} text`, x + w / 2, mid + 4.5, text, {
              size,
              anchor: 'middle',
              weight: 'medium',
            }),
          )
      }
      // what is padding between and after fields
      let at = 0
      for (const field of [...v.fields].sort((a, b) => a.offset - b.offset)) {
        if (field.offset > at)
          out.push(
            cell(
              `pad ${v.name} ${at}`,
              { x: g.vx + at * unit, y, width: (field.offset - at) * unit, height: ch },
              'pad',
            ),
          )
        at = field.offset + field.size
      }
      if (at < v.size)
        out.push(
          cell(`pad ${v.name} ${at}`, { x: g.vx + at * unit, y, width: (v.size - at) * unit, height: ch }, 'pad'),
        )
      if (!dense) {
        const last = v.fields.find(
          x => f.said.kind === 'offset' && x.name === f.said.field && f.now.includes(`field ${v.name} ${x.name}`),
        )
        out.push(
          word(
            `value ${v.name}`,
            g.vx + 4,
            y - 5,
            `${v.type}, ${v.size === 1 ? '1 byte' : `${v.size} bytes`}${last ? `, ${last.name} at +${last.offset}` : ''}`,
            { size: 'fine', tone: 'ink3' },
          ),
        )
      }
    }
    if (p.meta?.kind === 'length') {
      out.push(
        word(
          `meta ${p.name} text`,
          g.cx + g.cw * 1.5,
          mid + 4.5,
          dense ? String(p.meta.length) : `len ${p.meta.length}`,
          { size, anchor: 'middle', weight: 'medium' },
        ),
      )
      return
    }
    if (!p.meta) return
    const table = f.tables.find(t => p.meta?.kind === 'table' && t.name === p.meta.table)!
    const dx = g.cx + 2 * g.cw - (dense ? g.cw / 2 : 10),
      under = y + ch + (dense ? 4 : 6),
      far = g.tableX - (dense ? 4 : 8)
    if (!dense) out.push(word(`meta ${p.name} text`, g.cx + g.cw + 8, mid + 4.5, 'vtable', { weight: 'medium' }))
    out.push({
      kind: 'arrow',
      key: `table ${p.name}`,
      points: [
        [dx, mid],
        [dx, under],
        [far, under],
        [far, mid],
        [g.tx, mid],
      ],
      pointer: 'address',
      state: now ? 'now' : 'plain',
      label: `${p.name} leads to the table ${table.name}`,
    })
    if (dense) {
      const slotNow = f.now.some(n => n.startsWith(`slot ${table.name} `)),
        align = table.slots[2]!.word
      out.push(
        cell(
          `table ${table.name}`,
          { x: g.tx, y, width: g.tr - g.tx, height: ch },
          'live',
          slotNow ? 'now' : 'plain',
          table.name,
        ),
      )
      out.push(
        word(
          `table ${table.name} text`,
          (g.tx + g.tr) / 2,
          mid + 4.5,
          fits(`al ${align}`, g.tr - g.tx - 4, 12) ? `al ${align}` : align,
          { size, anchor: 'middle' },
        ),
      )
      return
    }
    out.push(
      word(`table ${table.name} name`, g.tx, y - 5, clip(table.name, g.tr - g.tx, 12), { size: 'fine', tone: 'ink3' }),
    )
    const shown = table.slots.slice(0, 4),
      w = (g.tr - g.tx) / shown.length
    shown.forEach((s, n) => {
      const x = g.tx + n * w
      out.push(
        cell(
          `slot ${table.name} ${n}`,
          { x, y, width: w, height: ch },
          'live',
          f.now.includes(`slot ${table.name} ${n}`) ? 'now' : 'plain',
          `slot ${n} at +${s.offset}: ${s.name} ${s.word}`,
        ),
      )
      const text =
        s.kind === 'size' || s.kind === 'align'
          ? `${s.kind === 'size' ? 'sz' : 'al'} ${s.word}`
          : s.kind === 'drop'
            ? s.word === 'null'
              ? 'null'
              : 'drop'
            : s.name.split('::').at(-1)!
      out.push(
        word(`slot ${table.name} ${n} text`, x + w / 2, mid + 4, clip(text, w - 4, 12), {
          size: 'fine',
          anchor: 'middle',
        }),
      )
    })
  })
  if (!dense && f.program.length) out.push(...programMarks(f.program, f.line, box))
  return nowLast(out)
}
