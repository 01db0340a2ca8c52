// Handles, counted blocks, and below them one bar for each handle's life: the count at a step is the number of bars that cross it.
import {
  isStrip,
  textWidth,
  type Mark,
  type MarkState,
  type PointerKind,
  type Size,
  type Texture,
} from '../figure/contract.ts'
import { cell, clip, fits, nowLast, region, word } from '../figure/pieces.ts'
import { programHeight, programWindow } from '../figure/program.ts'
import type { Bar, Counter, CountFrame, Handle } from './frames.ts'

interface Grid {
  dense: boolean
  h: number
  top: number
  leftW: number
  label: number
  hx: number
  hw: number
  hPitch: number
  hh: number
  rightX: number
  bx: number
  cells: [number, number, number]
  cPitch: number
  ch: number
  lanesY: number
  lanesH: number
  lines: number
}

function grid(f: CountFrame, box: Size): Grid {
  const dense = isStrip(box),
    k = dense ? box.width / 300 : 1,
    bars = f.rows.bars.length
  const lines = dense ? 0 : Math.min(f.program.length, bars > 6 || f.rows.counters > 1 ? 3 : 5),
    foot = lines ? programHeight(lines) + 14 : 0
  const lanesH = dense ? 0 : 22 + bars * Math.min(16, Math.max(13, (bars > 6 ? 120 : 96) / bars)),
    h = dense ? box.height : box.height - foot - lanesH - 10
  const top = dense ? 22 : 26,
    hPitch = Math.min(dense ? 36 * k : 40, (h - top - 4) / f.rows.handles),
    cPitch = Math.min(dense ? 60 * k : 74, (h - top - 2) / f.rows.counters)
  return {
    dense,
    h,
    top,
    hPitch,
    cPitch,
    lines,
    lanesH,
    lanesY: h + 10,
    leftW: dense ? 116 * k : 388,
    label: dense ? 6 : 16,
    hx: dense ? 50 * k : 116,
    hw: dense ? 54 * k : 96,
    hh: Math.min(dense ? 22 * k : 28, hPitch - (dense ? 4 : 6)),
    rightX: dense ? 136 * k : 432,
    bx: dense ? 146 * k : 464,
    cells: dense ? [46 * k, 40 * k, 50 * k] : [96, 96, 152],
    ch: Math.min(dense ? 24 * k : 34, cPitch - (dense ? 16 : 20)),
  }
}

const LANE_WORD: Record<Bar['lane'], string> = { strong: 'strong', weak: 'weak', shared: 'shared', excl: 'exclusive' }
const KIND: Record<Handle['kind'], PointerKind> = { strong: 'own', weak: 'weak', shared: 'shared', excl: 'excl' }
const WORD: Record<Handle['kind'], string> = { strong: 'own', weak: 'Weak', shared: '&', excl: '&mut' }

export function countsLayout(f: CountFrame, box: Size): Mark[] {
  const g = grid(f, box),
    flag = f.counters.some(c => c.kind === 'flag') || f.rows.bars.some(b => b.lane === 'shared' || b.lane === 'excl'),
    out: Mark[] = []
  out.push(
    ...region(
      'handles',
      { x: 0, y: 0, width: g.leftW, height: g.h },
      flag ? 'guards' : 'stack',
      g.dense ? '' : flag ? 'stack' : 'main',
      g.dense,
    ),
  )
  out.push(
    ...region(
      'blocks',
      { x: g.rightX, y: 0, width: box.width - g.rightX, height: g.h },
      flag ? 'RefCell' : 'heap',
      g.dense || !flag ? '' : 'stack',
      g.dense,
    ),
  )
  const counterY = new Map(
    f.counters.map((c, i) => [c.id, g.top + i * g.cPitch + (g.cPitch - g.ch) / 2 + (g.dense ? 5 : 7)]),
  )
  f.counters.forEach((c, i) => out.push(...counterMarks(c, counterY.get(c.id)!, i, f, g, box)))
  const variables = f.handles.filter(h => !h.inside),
    arriving = new Map<string, number>()
  const arrivals = (id: string) => variables.filter(h => h.of === id && h.state === 'live').length
  variables.forEach((h, i) => {
    const y = g.top + i * g.hPitch + (g.hPitch - g.hh) / 2,
      mid = y + g.hh / 2,
      gone = h.state === 'dropped',
      now = f.now.includes(`handle ${h.id}`)
    const texture: Texture = gone ? 'dropped' : h.kind === 'shared' ? 'shared' : h.kind === 'excl' ? 'excl' : 'live',
      size = g.dense ? ('fine' as const) : ('label' as const)
    out.push(
      cell(
        `handle ${h.id}`,
        { x: g.hx, y, width: g.hw, height: g.hh },
        texture,
        now ? 'now' : 'plain',
        `${h.name}: ${h.type}`,
      ),
    )
    out.push(
      word(`handle ${h.id} name`, g.label, mid + 4.5, clip(h.name, g.hx - g.label - 4, g.dense ? 12 : 13), {
        size,
        weight: 'medium',
        ...(gone ? { struck: true, tone: 'ink3' } : {}),
      }),
    )
    if (!g.dense && g.hw + g.hx + 14 + textWidth(h.type, 12) < g.leftW - 4)
      out.push(
        word(`handle ${h.id} type`, g.hx + g.hw + 14, mid + (gone ? 4.5 : -5), gone ? 'dropped' : '', {
          size: 'fine',
          tone: 'ink3',
        }),
      )
    if (!gone) {
      const tone =
        h.kind === 'shared' ? { tone: 'shared' as const } : h.kind === 'excl' ? { tone: 'excl' as const } : {}
      if (fits(WORD[h.kind], g.hw - 26, g.dense ? 12 : 13))
        out.push(
          word(`handle ${h.id} word`, g.hx + (g.dense ? 4 : 12), mid + 4.5, WORD[h.kind], {
            size,
            weight: 'bold',
            ...tone,
          }),
        )
      const dot = g.hx + g.hw - (g.dense ? 9 : 14),
        ty = counterY.get(h.of)
      if (ty !== undefined) {
        const nth = arriving.get(h.of) ?? 0,
          n = arrivals(h.of),
          into = ty + g.ch / 2 + (nth - (n - 1) / 2) * (n > 1 ? Math.min(9, (g.ch - 8) / (n - 1)) : 0)
        arriving.set(h.of, nth + 1)
        // Arrows that go up turn later than those above them, so that no two share a line.
        const lane =
          g.leftW +
          (g.dense ? 3 : 6) +
          (into < mid ? f.rows.handles - 1 - i : i) *
            Math.min(g.dense ? 3 : 7, (g.rightX - g.leftW - 8) / f.rows.handles)
        const points: [number, number][] =
          Math.abs(into - mid) < 0.5
            ? [
                [dot, mid],
                [g.bx, mid],
              ]
            : [
                [dot, mid],
                [lane, mid],
                [lane, into],
                [g.bx, into],
              ]
        out.push({
          kind: 'arrow',
          key: `arrow ${h.id}`,
          points,
          pointer: KIND[h.kind],
          state: now ? 'now' : 'plain',
          label: `${h.name} leads to ${h.of}`,
        })
      }
    } else
      out.push({
        kind: 'dot',
        key: `handle ${h.id} dot`,
        x: g.hx + g.hw - (g.dense ? 9 : 14),
        y: mid,
        shape: h.kind === 'weak' ? 'ring' : 'dot',
        tone: 'line',
      })
  })
  const right = g.bx + g.cells[0] + g.cells[1] + g.cells[2]
  f.handles
    .filter(h => h.inside && h.state === 'live')
    .forEach((h, i) => {
      const from = counterY.get(h.inside!),
        to = counterY.get(h.of)
      if (from === undefined || to === undefined) return
      const y0 = from + g.ch * (h.of === h.inside ? 0.3 : from < to ? 0.7 : 0.3),
        y1 = to + g.ch * (from < to ? 0.3 : 0.7),
        lane = right + (g.dense ? 4 : 12) + (i % 3) * (g.dense ? 3 : 9)
      out.push({
        kind: 'arrow',
        key: `arrow ${h.id}`,
        points: [
          [right - (g.dense ? 4.5 : 14), y0],
          [lane, y0],
          [lane, y1],
          [right, y1],
        ],
        pointer: KIND[h.kind],
        state: f.now.includes(`handle ${h.id}`) ? 'now' : 'plain',
        label: `${h.name} leads to ${h.of}`,
      })
      if (!g.dense)
        out.push(
          word(`arrow ${h.id} word`, right + 36, y0 + (from < to ? 14 : -5), WORD[h.kind], {
            size: 'label',
            weight: 'bold',
            halo: 'sheet',
          }),
        )
    })
  if (!g.dense) {
    out.push(...lanes(f, g, box))
    if (f.program.length) {
      const widest = Math.max(...f.program.map(p => textWidth(p.text, 13))) + 56,
        x = Math.max(g.bx - 16, widest),
        ok = f.program.every(p => !p.note || fits(p.note, box.width - x))
      out.push(
        ...programWindow(ok ? f.program : f.program.map(p => ({ ...p, note: undefined })), f.line, g.lines, box, x),
      )
    }
  }
  return nowLast(out)
}

function counterMarks(c: Counter, y: number, index: number, f: CountFrame, g: Grid, box: Size): Mark[] {
  const out: Mark[] = [],
    [ws, ww, wv] = g.cells,
    gone = c.state === 'freed',
    mid = y + g.ch / 2,
    size = g.dense ? ('fine' as const) : ('label' as const)
  const draw = (
    part: 'strong' | 'weak' | 'flag' | 'value',
    x: number,
    width: number,
    text: string,
    dropped: boolean,
  ) => {
    const now = f.now.includes(`${part} ${c.id}`),
      texture: Texture = gone || dropped ? 'dropped' : 'live',
      state: MarkState = now && !gone ? 'now' : 'plain'
    out.push(cell(`${part} ${c.id}`, { x, y, width, height: g.ch }, texture, state, `${part} is ${text || 'gone'}`))
    if (gone) return
    const name = part === 'flag' ? 'borrow' : part
    if (!g.dense && part !== 'value')
      out.push(word(`${part} ${c.id} name`, x + 10, mid + 4.5, name, { size: 'fine', tone: 'ink3' }))
    if (part === 'value') {
      const t = clip(dropped ? (g.dense ? 'gone' : 'dropped') : text, width - (g.dense ? 8 : 34), g.dense ? 12 : 13)
      if (t)
        out.push(
          word(`value ${c.id} text`, g.dense ? x + 2 : x + 12, mid + 4.5, t, {
            size,
            weight: 'medium',
            ...(dropped ? { tone: 'ink3', struck: true } : {}),
          }),
        )
      return
    }
    out.push(
      word(
        `${part} ${c.id} text`,
        g.dense ? x + width / 2 : x + width - 12,
        mid + (g.dense || g.ch < 28 ? 4.5 : 7),
        text,
        { size: g.dense || g.ch < 28 ? 'label' : 'big', weight: 'medium', anchor: g.dense ? 'middle' : 'end' },
      ),
    )
  }
  if (c.kind === 'rc') {
    draw('strong', g.bx, ws, String(c.strong), false)
    draw('weak', g.bx + ws, ww, String(c.weak), false)
    draw('value', g.bx + ws + ww, wv, c.value, c.state === 'dropped')
  } else {
    draw('flag', g.bx, ws + ww, String(c.flag), false)
    draw('value', g.bx + ws + ww, wv, c.value, c.state === 'dropped')
  }
  if (g.dense) {
    if (index === 0 && !gone)
      out.push(
        ...(c.kind === 'rc'
          ? [
              word('head strong', g.bx, y - 4, 'strong', { size: 'fine', tone: 'ink3' }),
              word('head weak', g.bx + ws + 2, y - 4, 'weak', { size: 'fine', tone: 'ink3' }),
            ]
          : [word('head flag', g.bx, y - 4, 'borrow', { size: 'fine', tone: 'ink3' })]),
      )
    return out
  }
  const said = c.state === 'freed' ? ' · freed' : c.state === 'leaked' ? ' · nothing leads here any more' : ''
  out.push(
    word(
      `counter ${c.id} name`,
      g.bx + 1,
      y - 6,
      clip(
        c.kind === 'rc' ? `${c.name} · ${c.type}, ${c.size} bytes${said}` : `${c.name}: ${c.type}, ${c.size} bytes`,
        box.width - g.bx - 8,
        12,
      ),
      {
        size: 'fine',
        tone: c.state === 'leaked' ? 'ink' : 'ink3',
        ...(c.state === 'leaked' ? { weight: 'medium' } : {}),
      },
    ),
  )
  return out
}

const LANE_ORDER: readonly Bar['lane'][] = ['strong', 'weak', 'shared', 'excl']

/** One row for each handle that ever lives, grouped by counter and lane. */
function lanes(f: CountFrame, g: Grid, box: Size): Mark[] {
  const out: Mark[] = [],
    order = [...f.rows.bars].sort(
      (a, b) =>
        a.of.localeCompare(b.of, 'en', { numeric: true }) || LANE_ORDER.indexOf(a.lane) - LANE_ORDER.indexOf(b.lane),
    )
  const pitch = (g.lanesH - 22) / Math.max(1, order.length),
    x0 = 232,
    x1 = box.width - 30,
    y0 = g.lanesY + 16,
    several = new Set(order.map(b => b.of)).size > 1
  const x = (i: number) => x0 + (f.steps === 1 ? 0 : i * ((x1 - x0) / f.steps))
  out.push({ kind: 'path', key: 'lanes rule', d: `M0 ${g.lanesY}H${box.width}`, line: 'rule' })
  for (let i = 0; i <= f.steps; i++)
    out.push({ kind: 'path', key: `tick ${i}`, d: `M${x(i)} ${g.lanesY}v5`, line: 'tick' })
  out.push({
    kind: 'path',
    key: 'lanes at',
    d: `M${(x(f.step) + x(f.step + 1)) / 2} ${g.lanesY + 2}l5 8h-10z`,
    line: 'hair',
    fill: 'accent',
    state: 'now',
  })
  let group = ''
  order.forEach((row, i) => {
    const y = y0 + i * pitch + pitch / 2,
      bar = f.bars.find(b => b.id === row.id),
      id = `${row.of} ${row.lane}`
    if (id !== group) {
      group = id
      const c = f.counters.find(k => k.id === row.of),
        n =
          c && c.state !== 'freed'
            ? row.lane === 'strong'
              ? c.strong
              : row.lane === 'weak'
                ? c.weak
                : row.lane === 'excl'
                  ? Math.max(0, -c.flag)
                  : Math.max(0, c.flag)
            : 0
      out.push(
        word(
          `lane ${id}`,
          16,
          y + 4,
          `${several ? `${f.rows.counters > 1 ? (/\d+$/.exec(row.of)?.[0] ?? '') : ''} ` : ''}${LANE_WORD[row.lane]}`,
          { size: 'fine', weight: 'bold' },
        ),
      )
      out.push(word(`lane ${id} count`, 110, y + 4, String(n), { size: 'fine', weight: 'bold', anchor: 'end' }))
      if (i > 0) out.push({ kind: 'path', key: `lane ${id} line`, d: `M16 ${y - pitch / 2}H${x1}`, line: 'hair' })
    }
    out.push(
      word(`bar ${row.id} label`, x0 - 14, y + 4, clip(row.label, 96, 12), {
        size: 'fine',
        anchor: 'end',
        tone: bar ? (bar.to === null ? 'ink' : 'ink3') : 'ink3',
      }),
    )
    if (!bar) return
    const end = bar.to ?? f.step + 1
    out.push({
      kind: 'bar',
      key: `bar ${row.id}`,
      x1: x(bar.from) + 2,
      x2: Math.max(x(bar.from) + 4, x(end) - 2),
      y1: y,
      y2: y,
      tone: row.lane === 'shared' ? 'shared' : row.lane === 'excl' ? 'excl' : 'ink',
      openEnd: bar.to === null,
      state: bar.from === f.step || bar.to === f.step ? 'now' : 'plain',
    })
  })
  return out
}
