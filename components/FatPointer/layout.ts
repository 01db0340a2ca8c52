// Where everything of a frame stands, for the picture of pointers over a table. Widths and heights come from the box alone.
import { isStrip, type Mark, type Size } from '../figure/contract.ts'
import {
  cell,
  clip,
  fits,
  nowLast,
  pointerKind,
  pointerWord,
  region,
  textureOf,
  word,
  type Area,
} from '../figure/pieces.ts'
import { programHeight, programMarks } from '../figure/program.ts'
import type { Frame, Pointer, Table, Value } from './frames.ts'

interface Grid {
  dense: boolean
  height: number
  stackW: number
  label: number
  cx: number
  cw: number
  ch: number
  top: number
  bottom: number
  staticX: number
  tx: number
  rightEdge: number
  turn: number
}
const grid = (box: Size, rows: number, programLines: number): Grid => {
  const dense = isStrip(box)
  if (dense) {
    const k = box.width / 300,
      height = Math.min(box.height, 152 * k + 30),
      free = height - 26 - 8
    const ch = Math.min(rows <= 2 ? 34 * Math.min(k, 1.4) : 30 * k, (free - (rows - 1) * 12) / Math.max(rows, 1))
    return {
      dense,
      height,
      stackW: Math.round(124 * k),
      label: 8,
      cx: 8,
      cw: 52 * k,
      ch,
      top: 26,
      bottom: height - 8,
      staticX: Math.round(140 * k),
      tx: Math.round(148 * k),
      rightEdge: box.width - 6,
      turn: Math.round(132 * k),
    }
  }
  const height = box.height - (programLines ? programHeight(programLines) + 16 : 0)
  const ch = rows <= 2 ? 52 : rows === 3 ? 42 : Math.min(36, (height - 54) / rows - 14)
  return {
    dense,
    height,
    stackW: 388,
    label: 16,
    cx: 124,
    cw: 124,
    ch,
    top: 40,
    bottom: height - 14,
    staticX: 432,
    tx: 448,
    rightEdge: box.width - 16,
    turn: 412,
  }
}

export function pointersLayout(f: Frame, box: Size): Mark[] {
  const rows: (Value | Pointer)[] = [...f.values, ...f.pointers]
  const all = Math.max(2, rows.length),
    g = grid(box, all, f.program.length)
  const step = (g.bottom - g.top - g.ch) / (all - 1)
  const rowY = new Map(rows.map((r, i) => [r.name, g.top + i * step]))
  const out: Mark[] = []
  const heap = f.values.filter(v => v.region !== 'stack')
  if (heap.length) {
    // What lies elsewhere gets a sheet of its own above the stack's.
    const split = rowY.get(f.values.at(-1)!.name)! + g.ch + (g.dense ? 6 : 14)
    const kind = heap[0]!.region
    out.push(
      ...region(kind, { x: 0, y: 0, width: g.stackW, height: split }, kind, '', g.dense),
      ...region(
        'stack',
        { x: 0, y: split + (g.dense ? 4 : 8), width: g.stackW, height: g.height - split - (g.dense ? 4 : 8) },
        'stack',
        g.dense ? '' : 'main',
        g.dense,
        g.dense ? g.cx + g.cw + 6 : undefined,
      ),
    )
  } else
    out.push(
      ...region('stack', { x: 0, y: 0, width: g.stackW, height: g.height }, 'stack', g.dense ? '' : 'main', g.dense),
    )
  for (const v of f.values) out.push(...valueMarks(v, rowY.get(v.name)!, f, g))
  const above = new Map<string, number>()
  f.pointers.forEach(p => {
    const previous = rowY.get(rows[rows.indexOf(p) - 1]?.name ?? '') ?? null
    const targetY = rowY.get(p.to)
    const between = rows.some(r => rowY.get(r.name)! > (targetY ?? 0) && rowY.get(r.name)! < rowY.get(p.name)!)
    if (between) above.set(p.name, above.size)
    out.push(
      ...pointerMarks(p, rowY.get(p.name)!, targetY ?? null, between ? above.get(p.name)! : null, previous, f, g),
    )
  })
  out.push(...tablesMarks(f, g, rowY, box))
  if (!g.dense && f.program.length) out.push(...programMarks(f.program, f.line, box))
  return nowLast(out)
}

function valueMarks(v: Value, y: number, f: Frame, g: Grid): Mark[] {
  const now = f.now.includes(`value ${v.name}`),
    gone = v.state !== 'live',
    mid = y + g.ch / 2
  const out: Mark[] = []
  const shown = v.fields.length,
    each = (g.cw * (g.dense && shown > 1 ? 2 : shown > 1 ? 1.95 : 1)) / shown
  const texture = gone ? 'dropped' : 'live'
  v.fields.forEach((field, i) => {
    const x = g.cx + i * each,
      at: Area = { x, y, width: each, height: g.ch }
    out.push(
      cell(
        `value ${v.name} ${field.name || i}`,
        at,
        texture,
        now ? 'now' : 'plain',
        `${v.name}${field.name && `.${field.name}`} is ${field.value}`,
      ),
    )
    const big = !g.dense && shown === 1,
      named = !g.dense && field.name !== '' && fits(`${field.name}  ${field.value}`, each - 20, 13)
    const value = clip(field.value, each - 8, g.dense ? 12 : big ? 20 : 13)
    if (v.state === 'freed') return
    if (named)
      out.push(word(`value ${v.name} ${field.name} label`, x + 10, mid + 5, field.name, { size: 'fine', tone: 'ink3' }))
    out.push(
      word(
        `value ${v.name} ${field.name || i} text`,
        named ? x + each - 10 : x + each / 2,
        mid + (big ? 7 : 4.5),
        value,
        {
          size: big ? 'big' : g.dense ? 'fine' : 'label',
          weight: 'medium',
          anchor: named ? 'end' : 'middle',
          struck: gone,
          ...(gone ? { tone: 'ink3' } : {}),
        },
      ),
    )
  })
  if (!g.dense) {
    const tight = g.ch < 40
    out.push(
      word(`value ${v.name} name`, g.label, tight ? mid + 4.5 : mid - 3, clip(v.name, g.cx - g.label - 6), {
        weight: 'medium',
        ...(gone ? { struck: true, tone: 'ink3' } : {}),
      }),
    )
    if (!tight)
      out.push(
        word(`value ${v.name} type`, g.label, mid + 15, clip(v.type, g.cx - g.label - 12, 12), {
          size: 'fine',
          tone: 'ink3',
        }),
      )
    const after = g.cx + each * shown + 10,
      size = v.size === 1 ? '1 byte' : `${v.size} bytes`
    const said = v.state === 'freed' ? 'freed' : v.state === 'dropped' ? 'dropped' : size
    if (fits(said, g.stackW - after - 4, 12))
      out.push(word(`value ${v.name} size`, after, mid + 4.5, said, { size: 'fine', tone: 'ink2' }))
    else
      out.push(word(`value ${v.name} size`, g.stackW - 8, y - 6, said, { size: 'fine', tone: 'ink2', anchor: 'end' }))
  } else if (shown === 1)
    out.push(
      word(`value ${v.name} name`, g.cx + g.cw + 8, mid + 4.5, clip(v.name, g.stackW - g.cx - g.cw - 10, 12), {
        size: 'fine',
        weight: 'medium',
      }),
    )
  return out
}

/** Dot and word of one word of a pointer: dot above the word when there is height, side by side when not. A first word's dot then stands left, a second's right: on the side where its line leaves. */
function dotAt(
  x: number,
  y: number,
  g: Grid,
  first: boolean,
): { dx: number; dy: number; textX: number; textY: number; anchor: 'middle' | 'start' } {
  const tall = g.ch >= (g.dense ? 30 : 42)
  return tall
    ? {
        dx: x + g.cw / 2,
        dy: y + (g.dense ? 9 : g.ch * 0.33),
        textX: x + g.cw / 2,
        textY: y + g.ch - (g.dense ? 7 : g.ch >= 50 ? 11 : 8),
        anchor: 'middle',
      }
    : {
        dx: first ? x + (g.dense ? 8 : 14) : x + g.cw - (g.dense ? 7 : 14),
        dy: y + g.ch / 2,
        textX: x + (first ? (g.dense ? 15 : 26) : g.dense ? 4 : 12),
        textY: y + g.ch / 2 + 4.5,
        anchor: 'start',
      }
}

function pointerMarks(
  p: Pointer,
  y: number,
  targetY: number | null,
  lane: number | null,
  floor: number | null,
  f: Frame,
  g: Grid,
): Mark[] {
  const kind = pointerKind(p.type),
    wide = p.meta !== null,
    mid = y + g.ch / 2,
    out: Mark[] = [],
    gone = p.state !== 'live'
  const dataNow = f.now.includes(`data ${p.name}`),
    metaNow = f.now.includes(`meta ${p.name}`)
  const size = g.dense ? 'fine' : 'label'
  const a = dotAt(g.cx, y, g, true),
    b = dotAt(g.cx + g.cw, y, g, false)
  out.push(
    cell(
      `data ${p.name}`,
      { x: g.cx, y, width: g.cw, height: g.ch },
      gone ? 'moved' : textureOf(kind),
      dataNow ? 'now' : 'plain',
      `${p.name}: address of ${p.to}`,
    ),
  )
  const named = g.dense && wide && !stepRoom(y, floor, g),
    dataWord = named ? clip(p.name, g.cw - 16, 12) : wide || g.dense ? 'data' : 'address'
  if (!gone || !g.dense)
    out.push(
      word(`data ${p.name} text`, a.textX, a.textY, gone ? 'moved' : dataWord, {
        size,
        weight: 'medium',
        anchor: a.anchor,
        ...(gone ? { halo: 'paper', tone: 'ink3' } : {}),
      }),
    )
  if (targetY !== null && !gone) {
    const tail: [number, number] = [a.dx, a.dy],
      value = f.values.find(v => v.name === p.to),
      freed = value?.state === 'freed'
    const points: [number, number][] =
      lane === null
        ? [tail, [a.dx, targetY + g.ch]]
        : [tail, [g.cx - 8 - lane * 6, a.dy], [g.cx - 8 - lane * 6, targetY + g.ch / 2], [g.cx, targetY + g.ch / 2]]
    if (lane === null || !g.dense)
      out.push({
        kind: 'arrow',
        key: `arrow ${p.name}`,
        points,
        pointer: kind,
        dangling: freed,
        state: dataNow ? 'now' : 'plain',
        label: `${p.name} leads to ${p.to}`,
      })
    else
      out.push({
        kind: 'arrow',
        key: `arrow ${p.name}`,
        points: [tail, [3, a.dy], [3, targetY + g.ch / 2], [g.cx, targetY + g.ch / 2]],
        pointer: kind,
        state: dataNow ? 'now' : 'plain',
        label: `${p.name} leads to ${p.to}`,
      })
    const tone = kind === 'shared' ? ('shared' as const) : kind === 'excl' ? ('excl' as const) : ('ink' as const)
    const room = lane === null && y - targetY - g.ch > 18
    if (room)
      out.push(
        word(`arrow ${p.name} word`, a.dx + 9, y - (g.dense ? 8 : 10), pointerWord(p.type), {
          size: g.dense ? 'label' : 'code',
          weight: 'bold',
          tone,
          halo: 'sheet',
        }),
      )
    else if (!g.dense && a.anchor === 'middle')
      out.push(word(`arrow ${p.name} word`, a.dx + 9, a.dy + 4, pointerWord(p.type), { weight: 'bold', tone }))
  }
  if (p.meta) {
    out.push(cell(`meta ${p.name}`, { x: g.cx + g.cw, y, width: g.cw, height: g.ch }, gone ? 'moved' : 'none', 'plain'))
    out.push(
      cell(
        `meta ${p.name} ground`,
        { x: g.cx + g.cw, y, width: g.cw, height: g.ch },
        gone ? 'moved' : 'live',
        metaNow ? 'now' : 'plain',
        p.meta.kind === 'table'
          ? `${p.name}: address of the table ${p.meta.table}`
          : `${p.name}: length ${p.meta.length}`,
      ),
    )
    if (!gone)
      out.push(
        word(
          `meta ${p.name} text`,
          p.meta.kind === 'table' ? b.textX : g.cx + g.cw * 1.5,
          p.meta.kind === 'table' ? b.textY : mid + 4.5,
          p.meta.kind === 'table'
            ? fits('vtable', g.cw - (b.anchor === 'start' ? 14 : 2), g.dense ? 12 : 13)
              ? 'vtable'
              : 'vt'
            : `len ${p.meta.length}`,
          { size, weight: 'medium', anchor: p.meta.kind === 'table' ? b.anchor : 'middle' },
        ),
      )
  }
  // names: left of the cells, or over them where there is no margin
  if (g.dense) {
    const right = g.cx + (wide ? 2 : 1) * g.cw
    if (!wide)
      out.push(
        word(`pointer ${p.name} name`, right + 8, mid + 4.5, clip(p.name, g.stackW - right - 10, 12), {
          size: 'fine',
          weight: 'medium',
        }),
      )
    else if (!named)
      out.push(
        word(`pointer ${p.name} name`, right - 2, y - 6, p.name, { size: 'fine', weight: 'medium', anchor: 'end' }),
      )
  } else {
    const tight = g.ch < 40,
      shy = lane !== null || f.pointers.some(q => q !== p && q.to === p.to) ? 22 : 12
    out.push(
      word(`pointer ${p.name} name`, g.label, tight ? mid + 4.5 : mid - 3, clip(p.name, g.cx - g.label - shy), {
        weight: 'medium',
        ...(gone ? { struck: true, tone: 'ink3' } : {}),
      }),
    )
    if (!tight)
      out.push(
        word(`pointer ${p.name} type`, g.label, mid + 15, clip(p.type, g.cx - g.label - shy + 6, 12), {
          size: 'fine',
          tone: metaNow && wide ? 'accent' : 'ink3',
          ...(metaNow && wide ? { weight: 'medium' } : {}),
        }),
      )
    const free = stepRoom(y, floor, g)
    if (f.registers?.pointer === p.name && free) {
      out.push(
        word(`register ${p.name} data`, a.dx - 12, y - 10, f.registers.data, {
          size: 'fine',
          tone: 'ink2',
          anchor: 'end',
        }),
      )
      out.push(
        word(`register ${p.name} table`, g.cx + g.cw * 1.5, y - 10, f.registers.table, {
          size: 'fine',
          tone: 'ink2',
          anchor: 'middle',
        }),
      )
    } else if ((dataNow || metaNow) && !gone && free) {
      if (wide)
        out.push(
          word(`pointer ${p.name} size`, g.cx + 2 * g.cw, y - 10, '16 bytes', {
            size: 'fine',
            tone: 'ink2',
            anchor: 'end',
          }),
        )
      else
        out.push(word(`pointer ${p.name} size`, g.cx + g.cw + 12, mid + 4.5, '8 bytes', { size: 'fine', tone: 'ink2' }))
    }
  }
  return out
}
/** True when a line of text fits between the row above and this one. */
const stepRoom = (y: number, floor: number | null, g: Grid) => floor === null || y - floor - g.ch > 16

/** Short name of a slot: the method alone when all methods are of one trait. */
function slotName(t: Table, i: number): string {
  const s = t.slots[i]!,
    traits = new Set(t.slots.filter(x => x.kind === 'method').map(x => x.name.split('::')[0]))
  return s.kind === 'vptr'
    ? `→ ${s.name}`
    : s.kind === 'method' && traits.size === 1
      ? s.name.split('::').at(-1)!
      : s.name
}

const REMARK: Partial<Record<string, (word: string) => string>> = {
  drop: w => (w === 'null' ? 'no drop glue to run' : w === 'code' ? 'how to destroy the value' : ''),
  size: () => 'what size_of_val reads',
  align: () => 'what align_of_val reads',
}

function tablesMarks(f: Frame, g: Grid, rowY: ReadonlyMap<string, number>, box: Size): Mark[] {
  const out: Mark[] = [],
    used = new Set(f.pointers.flatMap(p => (p.meta?.kind === 'table' ? [p.meta.table] : [])))
  const order = [...f.tables].sort((a, b) => b.slots.length - a.slots.length)
  const two = order.length > 1
  out.push(
    ...region(
      'static',
      { x: g.staticX, y: 0, width: box.width - g.staticX, height: g.height },
      'static',
      g.dense || order.length !== 1 ? '' : order[0]!.name,
      g.dense,
    ),
  )
  const gap = g.dense ? 16 : 24,
    width = two
      ? (g.rightEdge - g.tx - gap * (order.length - 1)) / order.length
      : g.dense
        ? Math.round((g.rightEdge - g.tx) * 0.62)
        : 196
  order.forEach((t, ti) => {
    const x = g.tx + ti * (width + gap),
      live = used.has(t.name)
    const top = g.top + (two && !g.dense ? 18 : two ? 13 : 0)
    const rh = Math.min(
      g.dense ? 24 : 34,
      (g.bottom - top - (two ? (g.dense ? 4 : 6) : 0)) / Math.max(...order.map(o => o.slots.length)),
    )
    const boxes = !two && (g.dense ? t.slots.length <= 5 : rh >= 26)
    const oc = g.dense ? (two ? 0 : 30) : 44
    if (two)
      out.push(
        word(`table ${t.name} name`, x, top - (g.dense ? 4 : 8), clip(t.name, width, 12), {
          size: 'fine',
          tone: live ? 'ink2' : 'ink3',
        }),
      )
    t.slots.forEach((s, i) => {
      const y = top + i * rh,
        mid = y + rh / 2,
        key = `slot ${t.name} ${i}`
      const now = f.now.includes(key),
        faded = !live || (f.prefix?.table === t.name && i >= f.prefix.slots),
        fnNow = f.now.includes(`fn ${t.name} ${i}`)
      const state = now ? ('now' as const) : faded ? ('faded' as const) : ('plain' as const)
      const size = g.dense ? ('fine' as const) : ('label' as const),
        px = g.dense ? 12 : 13,
        tone = faded ? { tone: 'ink3' as const } : {}
      out.push(cell(key, { x, y, width, height: rh }, 'live', state, `slot ${i} at +${s.offset}: ${s.name}`))
      if (oc) {
        out.push({ kind: 'path', key: `${key} rule`, d: `M${x + oc} ${y}V${y + rh}`, line: faded ? 'thin' : 'rule' })
        out.push(
          word(`${key} offset`, x + oc - (g.dense ? 3 : 7), mid + 4, `+${s.offset}`, {
            size: 'fine',
            tone: now ? 'accent' : 'ink3',
            anchor: 'end',
            ...(now ? { weight: 'bold' } : {}),
          }),
        )
      }
      const nx = x + oc + (g.dense ? 5 : 10),
        number = s.kind === 'size' || s.kind === 'align' || s.word === 'null'
      const room = width - oc - (g.dense ? 8 : 22) - (number ? (s.word.length + 1) * px * 0.6 : 12)
      const shown = slotName(t, i),
        tight = number && !fits(`${shown} ${s.word}`, width - oc - (g.dense ? 9 : 22), px)
      out.push(
        word(
          `${key} name`,
          nx,
          mid + 4.5,
          clip(shown, tight ? width - oc - (g.dense ? 9 : 22) : Math.max(room, 14), px),
          { size, weight: 'medium', ...tone },
        ),
      )
      if (number) {
        if (!tight)
          out.push(
            word(`${key} value`, x + width - (g.dense ? 4 : 12), mid + 4.5, s.word, { size, anchor: 'end', ...tone }),
          )
        if (!g.dense && boxes)
          out.push(
            word(`${key} remark`, 700, mid + 4.5, REMARK[s.kind]?.(s.word) ?? '', {
              face: 'serif',
              tone: faded ? 'ink3' : 'ink2',
            }),
          )
        return
      }
      const dx = x + width - (g.dense ? 8 : 16),
        arrowState = fnNow ? ('now' as const) : faded ? ('faded' as const) : ('plain' as const)
      if (s.kind === 'vptr') {
        const ti2 = order.findIndex(o => o.name === s.word)
        if (ti2 > ti) {
          const tx2 = g.tx + ti2 * (width + gap),
            lane = tx2 - (g.dense ? 8 : 14),
            into = top + rh * (g.dense ? 0.35 : 0.3)
          out.push({
            kind: 'arrow',
            key: `${key} arrow`,
            points: [
              [dx, mid],
              [lane, mid],
              [lane, into],
              [tx2, into],
            ],
            pointer: 'address',
            state: now ? 'now' : arrowState,
            label: `leads to the table ${s.word}`,
          })
        } else out.push({ kind: 'dot', key: `${key} dot`, x: dx, y: mid, shape: 'dot', tone: faded ? 'line' : 'ink' })
        return
      }
      if (!boxes) {
        out.push({
          kind: 'dot',
          key: `${key} dot`,
          x: dx,
          y: mid,
          shape: 'dot',
          ...(fnNow ? { state: 'now' as const } : { tone: faded ? ('line' as const) : ('ink' as const) }),
        })
        return
      }
      const fx = g.dense ? x + width + 16 : 700,
        fw = g.rightEdge - fx,
        fh = rh - (g.dense ? 3 : 6)
      const code = s.kind === 'drop' ? (g.dense ? 'glue' : 'drop glue') : (s.impl ?? s.name),
        codeText = clip(g.dense ? code.split('::').at(-1)! : code, fw - (g.dense ? 8 : 20), px)
      out.push({
        kind: 'arrow',
        key: `${key} arrow`,
        points: [
          [dx, mid],
          [fx, mid],
        ],
        pointer: 'address',
        state: arrowState,
        label: `leads to ${code}`,
      })
      if (!g.dense)
        out.push(
          word(`${key} fn`, (x + width + fx) / 2 - 5, mid - 6, 'fn', {
            size: 'fine',
            tone: faded ? 'ink3' : 'ink2',
            anchor: 'middle',
            halo: 'sheet',
          }),
        )
      out.push(
        cell(
          `fn ${t.name} ${i}`,
          { x: fx, y: mid - fh / 2, width: fw, height: fh },
          'live',
          fnNow ? 'now' : faded ? 'faded' : 'plain',
          code,
        ),
      )
      out.push(
        word(`fn ${t.name} ${i} name`, fx + (g.dense ? 4 : 12), mid + 4.5, codeText, {
          size,
          weight: 'medium',
          ...tone,
        }),
      )
    })
    // the pointers that lead here
    f.pointers.forEach((p, pi) => {
      if (p.meta?.kind !== 'table' || p.meta.table !== t.name || p.state !== 'live') return
      const y = rowY.get(p.name)!,
        b = dotAt(g.cx + g.cw, y, g, false),
        same = f.pointers.filter(q => q.meta?.kind === 'table' && q.meta.table === t.name)
      const k = same.indexOf(p),
        into = top + rh * (same.length > 1 ? 0.25 + (0.5 * k) / (same.length - 1) : two ? 0.7 : 0.5),
        lane = g.turn + (g.dense ? -3 : -10) + pi * (g.dense ? 4 : 7)
      const state = f.now.includes(`meta ${p.name}`) ? ('now' as const) : ('plain' as const)
      if (ti === 0)
        out.push({
          kind: 'arrow',
          key: `table ${p.name}`,
          points: [
            [b.dx, b.dy],
            [lane, b.dy],
            [lane, into],
            [x, into],
          ],
          pointer: 'address',
          state,
          label: `${p.name} leads to the table ${t.name}`,
        })
      else {
        const under = g.bottom + (g.dense ? 3 : 5),
          lane2 = x - (g.dense ? 5 : 8)
        out.push({
          kind: 'arrow',
          key: `table ${p.name}`,
          points: [
            [b.dx, b.dy],
            [lane, b.dy],
            [lane, under],
            [lane2, under],
            [lane2, into],
            [x, into],
          ],
          pointer: 'address',
          state,
          label: `${p.name} leads to the table ${t.name}`,
        })
      }
    })
  })
  return out
}
