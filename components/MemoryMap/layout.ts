// Where everything of a MemoryMap stands. Stack and heap share one row grid; arrows keep to the gutters between rows and to the channels between regions.
import {
  isStrip,
  textWidth,
  type Mark,
  type MarkState,
  type PointerKind,
  type Size,
  type Texture,
} from '../figure/contract.ts'
import { cell, clip, fits, nowLast, region, word, type Area } from '../figure/pieces.ts'
import { programHeight, programWindow } from '../figure/program.ts'
import type { Block, Frame, Part, Place } from './frames.ts'

const PROGRAM_LINES = 5

interface Grid {
  dense: boolean
  height: number
  stackW: number
  label: number
  cx: number
  stackRight: number
  heapX: number
  bx: number
  heapRight: number
  heapH: number
  staticY: number
  top: number
  pitch: number
  ch: number
  lift: number
  unit: number
  channel: number
  lane: number
}

function grid(f: Frame, box: Size): Grid {
  const dense = isStrip(box),
    k = dense ? box.width / 300 : 1
  const lines = dense ? 0 : Math.min(f.program.length, PROGRAM_LINES),
    height = lines ? box.height - programHeight(lines) - 16 : box.height
  const top = dense ? 20 : 32,
    statics = f.rows.statics
  const staticH = statics ? (dense ? 32 : 62) : 0,
    heapH = statics ? height - staticH - (dense ? 4 : 10) : height
  // A row is what stands over the cells (a name or a size), the cells, and the gutter that arrows run in.
  const pitch = Math.min(
    (height - top - 2) / Math.max(f.rows.stack, dense ? 2 : 3),
    (heapH - top - 2) / Math.max(f.rows.heap, 1),
    dense ? 44 * k : 56,
  )
  const ch = Math.min(dense ? 24 * k : 30, pitch - (dense ? 9 : pitch < 40 ? 12 : 22)),
    lift = pitch - ch - (dense ? 6 : pitch < 40 ? 8 : 8)
  const lanes = Math.min(f.rows.lanes, 3)
  return {
    dense,
    height,
    top,
    pitch,
    ch,
    lift,
    heapH,
    staticY: height - staticH,
    stackW: dense ? Math.round(146 * k) : 396,
    label: dense ? 6 : 16,
    cx: dense ? Math.round(48 * k) : 116 + lanes * 4,
    stackRight: dense ? Math.round(146 * k) - 6 : 384,
    heapX: dense ? Math.round(166 * k) : 440,
    bx: dense ? Math.round(176 * k) : 464,
    heapRight: box.width - (dense ? 5 : 14),
    unit: dense ? 30 * k : 84,
    channel: dense ? Math.round(149 * k) : 402,
    lane: dense ? 5 : 7,
  }
}

/** A cell on the sheet, with what it is part of. */
interface Spot extends Area {
  key: string
  part: Part
  owner: string
  last: boolean
  first: boolean
}

const shortName = (n: string): string => n.split('.').at(-1)!
const valueText = (p: Part): string => (p.is.kind === 'value' ? p.is.value : '')

/** Widths of a row's cells: all alike, wider only where a single value needs it. */
function widths(parts: readonly Part[], room: number, g: Grid): number[] {
  if (parts.length === 1)
    return [Math.min(room, Math.max(g.unit, textWidth(valueText(parts[0]!), g.dense ? 12 : 13) + (g.dense ? 8 : 22)))]
  const need = parts.map(p =>
    p.is.kind === 'value' && p.is.value.length > 8
      ? textWidth(p.is.value, g.dense ? 12 : 13) + (g.dense ? 6 : 18)
      : g.unit,
  )
  const sum = need.reduce((a, b) => a + b, 0)
  return sum <= room ? need : parts.map(() => room / parts.length)
}

function spots(
  parts: readonly Part[],
  x: number,
  y: number,
  room: number,
  key: string,
  owner: string,
  g: Grid,
): Spot[] {
  const w = widths(parts, room, g)
  let at = x
  return parts.map((part, i) => {
    const s: Spot = {
      key: `${key} ${part.offset}${part.is.kind === 'uninit' ? ' rest' : ''}`,
      part,
      owner,
      x: at,
      y,
      width: w[i]!,
      height: g.ch,
      first: i === 0,
      last: i === parts.length - 1,
    }
    at += w[i]!
    return s
  })
}

type Holder = { kind: 'place'; place: Place; spots: Spot[] } | { kind: 'block'; block: Block; spots: Spot[] }

export function memoryLayout(f: Frame, box: Size): Mark[] {
  const g = grid(f, box),
    out: Mark[] = [],
    several = f.calls.length > 1
  out.push(
    ...region(
      'stack',
      { x: 0, y: 0, width: g.stackW, height: g.height },
      'stack',
      several || g.dense ? '' : 'main',
      g.dense,
    ),
  )
  out.push(...region('heap', { x: g.heapX, y: 0, width: box.width - g.heapX, height: g.heapH }, 'heap', '', g.dense))
  if (f.rows.statics)
    out.push(
      ...region(
        'static',
        { x: g.heapX, y: g.staticY, width: box.width - g.heapX, height: g.height - g.staticY },
        'static',
        '',
        g.dense,
      ),
    )
  const rowY = (row: number) => g.top + row * g.pitch + g.lift
  const holders = new Map<string, Holder>()
  for (const c of f.calls)
    if (c.row >= 0) {
      const y = rowY(c.row) + g.ch - (g.dense ? 3 : 8)
      out.push(
        {
          kind: 'path',
          key: `call ${c.fn} rule`,
          d: `M${g.dense ? 0 : g.label} ${y - (g.dense ? 13 : 19)}H${g.stackW - (g.dense ? 0 : 12)}`,
          line: 'thin',
        },
        word(`call ${c.fn}`, g.label, y, clip(c.fn, g.stackW - 2 * g.label, 12), {
          size: 'fine',
          tone: f.changes.some(x => x.kind === 'enter' && x.fn === c.fn) ? 'accent' : 'ink2',
          weight: 'medium',
        }),
      )
    }
  for (const p of f.places)
    holders.set(p.path, {
      kind: 'place',
      place: p,
      spots: spots(p.parts, g.cx, rowY(p.row), g.stackRight - g.cx, `place ${p.path}`, p.path, g),
    })
  const statics = f.blocks.filter(b => b.region === 'static')
  for (const b of f.blocks) {
    const y = b.region === 'static' ? g.staticY + (g.dense ? 20 : 27) - (g.dense ? 8 : 0) : rowY(b.row)
    const nth = statics.indexOf(b),
      room =
        b.region === 'static'
          ? (g.heapRight - g.bx - (statics.length - 1) * 14 - (g.dense ? 46 : 60)) / Math.max(1, statics.length)
          : g.heapRight - g.bx
    const x = b.region === 'static' ? g.bx + (g.dense ? 46 : 60) + nth * (room + 14) : g.bx
    holders.set(b.at, {
      kind: 'block',
      block: b,
      spots: spots(b.parts, x, y, room, `block ${b.at}`, b.at, g).map(s =>
        b.region === 'static' ? { ...s, height: Math.min(g.ch, g.dense ? 18 : 28) } : s,
      ),
    })
  }
  for (const h of holders.values()) out.push(...holderMarks(h, f, g))
  out.push(...arrows(f, holders, g))
  if (!g.dense && f.program.length) {
    // Long lines push the notes to the right; where they do not fit any more, they are left out.
    const widest = Math.max(...f.program.map(p => textWidth(p.text, 13))) + 56,
      noteX = Math.max(g.bx, widest),
      notes = f.program.every(p => !p.note || fits(p.note, box.width - noteX))
    const lines = notes ? f.program : f.program.map(p => ({ ...p, note: undefined }))
    out.push(...programWindow(lines, f.line, Math.min(lines.length, PROGRAM_LINES), box, noteX))
  }
  return nowLast(out)
}

/** Whether this frame made or changed the part. */
function isNow(f: Frame, owner: string, part: Part, index: number): boolean {
  return f.changes.some(
    c =>
      (c.kind === 'new place' && c.path === owner) ||
      (c.kind === 'new block' && c.at === owner && part.is.kind !== 'uninit') ||
      (c.kind === 'place' && c.path === owner && c.part === (part.name || String(index))) ||
      (c.kind === 'block' && c.at === owner && c.part === (part.name || String(index)) && c.to !== 'uninit'),
  )
}

function holderMarks(h: Holder, f: Frame, g: Grid): Mark[] {
  const out: Mark[] = [],
    size = g.dense ? ('fine' as const) : ('label' as const),
    px = g.dense ? 12 : 13
  const id = h.kind === 'place' ? h.place.path : h.block.at,
    state = h.kind === 'place' ? h.place.state : h.block.state
  const gone = state === 'dropped' || state === 'freed'
  // A frame has at most a few accents: where everything of a value is new, its outline says so.
  const changed = h.spots.map((s, i) => isNow(f, id, s.part, i)),
    ended = f.changes.some(
      c => ((c.kind === 'drop' || c.kind === 'free') && c.at === id) || (c.kind === 'dropped' && c.path === id),
    ),
    all = changed.length > 3 && changed.every(Boolean)
  h.spots.forEach((s, i) => {
    const p = s.part,
      mid = s.y + s.height / 2
    const texture: Texture =
      gone || p.is.kind === 'dropped'
        ? 'dropped'
        : p.moved
          ? 'moved'
          : p.is.kind === 'uninit'
            ? 'uninit'
            : p.is.kind === 'pointer'
              ? p.is.pointer === 'shared'
                ? 'shared'
                : p.is.pointer === 'excl'
                  ? 'excl'
                  : 'live'
              : 'live'
    const mark: MarkState =
      (changed[i] && !all && texture !== 'uninit') || (ended && texture === 'dropped') ? 'now' : 'plain'
    out.push(
      cell(
        s.key,
        { x: s.x, y: s.y, width: s.width, height: s.height },
        texture,
        mark,
        `${id}${p.name && `.${p.name}`}`,
      ),
    )
    if (state === 'freed') return
    const halo = texture === 'moved' || texture === 'uninit' ? { halo: 'sheet' as const } : {},
      tone = gone || p.moved ? { tone: 'ink3' as const } : {}
    if (p.is.kind === 'uninit') {
      if (fits('uninit', s.width - 6, px))
        out.push(
          word(`${s.key} text`, s.x + s.width / 2, mid + 4.5, 'uninit', {
            size: 'fine',
            tone: 'ink2',
            anchor: 'middle',
            halo: 'sheet',
          }),
        )
      return
    }
    const name = g.dense ? '' : shortName(p.name),
      pad = g.dense ? 3 : 9
    if (p.is.kind === 'dropped') {
      if (fits('dropped', s.width - 4, px))
        out.push(
          word(`${s.key} text`, s.x + s.width / 2, mid + 4.5, 'dropped', {
            size: 'fine',
            tone: 'ink3',
            anchor: 'middle',
            struck: true,
          }),
        )
      return
    }
    if (p.is.kind === 'pointer') {
      const kind = p.is.pointer,
        w = { own: 'own', shared: '&', excl: '&mut', raw: '*', weak: 'Weak' }[kind],
        dead = p.moved || gone
      const left = leavesLeft(s, p),
        dotX = left ? s.x + (g.dense ? 8 : 12) : s.x + s.width - (g.dense ? 8 : 12)
      if (dead)
        out.push({
          kind: 'dot',
          key: `${s.key} dot`,
          x: dotX,
          y: mid,
          shape: kind === 'weak' ? 'ring' : 'dot',
          tone: 'line',
        })
      if (g.dense) {
        const room = s.width - 16
        if (!dead && fits(w, room - 3, 12))
          out.push(
            word(`${s.key} word`, left ? dotX + 7 : s.x + 3, mid + 4.5, w, {
              size: 'fine',
              weight: 'bold',
              ...(kind === 'shared' ? { tone: 'shared' } : kind === 'excl' ? { tone: 'excl' } : {}),
            }),
          )
        return
      }
      const space = s.width - 12 - 8 - pad,
        both = name && fits(`${name} ${w}`, space, px)
      const x0 = left ? dotX + 10 : s.x + pad
      if (both) out.push(word(`${s.key} name`, x0, mid + 4.5, name, { size: 'fine', tone: 'ink3', ...halo }))
      const wx = both ? x0 + textWidth(name, 12) + 7 : x0
      if (fits(w, s.x + s.width - wx - (left ? 2 : 18), px))
        out.push(
          word(`${s.key} word`, wx, mid + 4.5, w, {
            weight: 'bold',
            ...(dead
              ? { tone: 'ink3' as const }
              : kind === 'shared'
                ? { tone: 'shared' as const }
                : kind === 'excl'
                  ? { tone: 'excl' as const }
                  : {}),
            ...halo,
          }),
        )
      return
    }
    const value = valueText(p),
      inside = s.width - 2 * pad
    if (name && !/^\[\d+\]$/.test(name) && fits(`${name} ${value}`, inside, px)) {
      out.push(word(`${s.key} name`, s.x + pad, mid + 4.5, name, { size: 'fine', tone: 'ink3', ...halo }))
      out.push(
        word(`${s.key} text`, s.x + s.width - pad, mid + 4.5, value, {
          size,
          weight: 'medium',
          anchor: 'end',
          struck: gone,
          ...halo,
          ...tone,
        }),
      )
    } else {
      const t = clip(value, inside + (g.dense ? 2 : 8), px)
      if (t)
        out.push(
          word(`${s.key} text`, s.x + s.width / 2, mid + 4.5, t, {
            size,
            weight: 'medium',
            anchor: 'middle',
            struck: gone,
            ...halo,
            ...tone,
          }),
        )
    }
  })
  if (!h.spots.length) return out
  const first = h.spots[0]!,
    last = h.spots.at(-1)!,
    right = last.x + last.width
  if (all)
    out.push(
      cell(`${id} outline`, { x: first.x, y: first.y, width: right - first.x, height: first.height }, 'none', 'now'),
    )
  const mid = first.y + first.height / 2
  if (h.kind === 'place') {
    const p = h.place,
      room = g.cx - g.label - (g.dense ? 4 : 10) - Math.min(f.rows.lanes, 3) * (g.dense ? 0 : 5)
    const twoLines = !g.dense && g.pitch >= 36,
      struck = p.state === 'moved' || p.state === 'dropped'
    out.push(
      word(`place ${id} name`, g.label, twoLines ? mid - 3 : mid + 4.5, clip(p.name, room, px), {
        size,
        weight: 'medium',
        ...(struck ? { tone: 'ink3', struck: p.state === 'dropped' } : {}),
      }),
    )
    if (twoLines)
      out.push(word(`place ${id} type`, g.label, mid + 12, clip(p.type, room, 12), { size: 'fine', tone: 'ink3' }))
    const said =
      p.state === 'moved'
        ? 'moved'
        : p.state === 'dropped'
          ? 'dropped'
          : p.parts.some(x => x.moved)
            ? 'partly moved'
            : ''
    if (said && !g.dense && g.lift >= 14)
      out.push(word(`place ${id} state`, right, first.y - 4, said, { size: 'fine', tone: 'ink2', anchor: 'end' }))
    // Fields of a field stand under its name.
    if (!g.dense && g.lift >= 14)
      for (const group of new Set(
        p.parts.map(x => (x.name.includes('.') ? x.name.split('.')[0]! : '')).filter(Boolean),
      )) {
        const s = h.spots.find(x => x.part.name.startsWith(`${group}.`))!
        out.push(word(`place ${id} field ${group}`, s.x + 2, s.y - 4, group, { size: 'fine', tone: 'ink3' }))
      }
    return out
  }
  const b = h.block
  if (!g.dense && g.lift >= 14 && b.region === 'heap') {
    const text = `${b.number} · ${b.type}, ${b.size === 1 ? '1 byte' : `${b.size} bytes`}`,
      said = b.state === 'freed' ? ' · freed' : b.state === 'dropped' ? ' · dropped' : ''
    out.push(
      word(`block ${id} name`, first.x + 1, first.y - 5, clip(text + said, g.heapRight - first.x, 12), {
        size: 'fine',
        tone: 'ink3',
      }),
    )
  } else if (b.region === 'heap' && fits(String(b.number), g.heapRight - right - 4, 12))
    out.push(
      word(`block ${id} name`, right + 4, mid + 4, String(b.number), {
        size: 'fine',
        tone: 'ink3',
        struck: b.state === 'freed',
      }),
    )
  else if (b.region === 'static' && !g.dense)
    out.push(
      word(`block ${id} size`, right + 10, mid + 4.5, b.size === 1 ? '1 byte' : `${b.size} bytes`, {
        size: 'fine',
        tone: 'ink3',
      }),
    )
  return out
}

/** An arrow that leaves along a row turns off before one that arrives along it: else both would lie on one line. */
function inLaneOrder(
  sources: readonly { h: Holder; s: Spot }[],
  holders: ReadonlyMap<string, Holder>,
): { h: Holder; s: Spot }[] {
  const out = [...sources],
    arrives = (x: { s: Spot }) =>
      x.s.part.is.kind === 'pointer' ? holders.get(x.s.part.is.to)?.spots[0]?.y : undefined
  for (let i = 0; i < out.length; i++)
    for (let j = i + 1; j < out.length; j++) {
      const a = out[i]!,
        b = out[j]!
      if (b.s.last && arrives(a) !== undefined && Math.abs(arrives(a)! - b.s.y) < 1 && arrives(b) !== arrives(a)) {
        out.splice(j, 1)
        out.splice(i, 0, b)
      }
    }
  return out
}

const isBlock = (to: string) => /^(heap|static)\d+$/.test(to)
/** A borrow of a local leaves its cell to the left, where the stack's own channel is. */
const leavesLeft = (s: Spot, p: Part): boolean =>
  s.first && p.is.kind === 'pointer' && !isBlock(p.is.to) && !isBlock(s.owner)

function arrows(f: Frame, holders: ReadonlyMap<string, Holder>, g: Grid): Mark[] {
  const out: Mark[] = []
  const sources = [...holders.values()].flatMap(h =>
    h.spots
      .filter(
        s =>
          s.part.is.kind === 'pointer' &&
          !s.part.moved &&
          (h.kind === 'place' ? h.place.state === 'live' : h.block.state === 'live'),
      )
      .map(s => ({ h, s })),
  )
  const arriving = new Map<string, number>(),
    expected = new Map<string, number>()
  for (const { s } of sources)
    if (s.part.is.kind === 'pointer' && !s.part.is.at) expected.set(s.part.is.to, (expected.get(s.part.is.to) ?? 0) + 1)
  let channel = 0,
    leftLane = 0,
    heapLane = 0
  const below = new Map<number, number>()
  for (const { h, s } of inLaneOrder(sources, holders)) {
    if (s.part.is.kind !== 'pointer') continue
    const { to, at, pointer } = s.part.is,
      target = holders.get(to),
      kind: PointerKind = pointer,
      index = h.spots.indexOf(s)
    const state: MarkState = isNow(f, s.owner, s.part, index) ? 'now' : 'plain',
      mid = s.y + s.height / 2
    const fromBlock = h.kind === 'block',
      toBlock = isBlock(to)
    const key = `arrow ${s.owner} ${s.part.offset}`,
      label = `${s.owner}${s.part.name && `.${s.part.name}`} leads to ${to}${at ? `, ${at} bytes in` : ''}`
    if (!target?.spots.length) {
      // The address of something that is not shown any more.
      const x = s.x + s.width - (g.dense ? 8 : 12)
      out.push({
        kind: 'arrow',
        key,
        points: [
          [x, mid],
          [s.x + s.width + (g.dense ? 8 : 22), mid],
        ],
        pointer: kind,
        dangling: true,
        state,
        label: `${label}, which is gone`,
      })
      continue
    }
    const freed = target.kind === 'block' && target.block.state === 'freed',
      tf = target.spots[0]!,
      tl = target.spots.at(-1)!
    const inner = at > 0 ? target.spots.find(t => t.part.offset === at) : undefined
    const n = expected.get(to) ?? 1,
      nth = arriving.get(to) ?? 0
    if (!inner) arriving.set(to, nth + 1)
    const spread = n > 1 ? Math.min(g.dense ? 5 : 8, (tf.height - 6) / (n - 1)) : 0
    const into = tf.y + tf.height / 2 + (nth - (n - 1) / 2) * spread
    const slot = below.get(Math.round(s.y)) ?? 0,
      under = s.y + s.height + (g.dense ? 3 : 4) + slot * (g.dense ? 2 : 3)
    const enterBelow = (t: Spot, lane: number): [number, number][] => {
      const y = t.y + t.height + (g.dense ? 3 : 6)
      return [
        [lane, y],
        [t.x + t.width / 2, y],
        [t.x + t.width / 2, t.y + t.height],
      ]
    }
    let points: [number, number][]
    const left = leavesLeft(s, s.part)
    if (left) {
      const dot = s.x + (g.dense ? 8 : 12),
        lane = g.cx - (g.dense ? 4 : 8) - (leftLane++ % 3) * (g.dense ? 3 : 5)
      points = inner
        ? [[dot, mid], [lane, mid], ...enterBelow(inner, lane)]
        : [
            [dot, mid],
            [lane, mid],
            [lane, into],
            [tf.x, into],
          ]
    } else {
      const dot = s.x + s.width - (g.dense ? 8 : 12)
      const exit: [number, number][] = s.last
        ? [[dot, mid]]
        : [
            [dot, mid],
            [dot, under],
          ]
      if (!s.last) below.set(Math.round(s.y), slot + 1)
      const y0 = s.last ? mid : under
      if (!fromBlock && toBlock) {
        if (s.last && Math.abs(into - mid) < 0.5 && !inner)
          points = [
            [dot, mid],
            [tf.x, mid],
          ]
        else {
          const lane = g.channel + (channel++ % 5) * g.lane
          points = inner
            ? [...exit, [lane, y0], ...enterBelow(inner, lane)]
            : [...exit, [lane, y0], [lane, into], [tf.x, into]]
        }
      } else if (!fromBlock) {
        const lane = g.cx - (g.dense ? 4 : 8) - (leftLane++ % 3) * (g.dense ? 3 : 5),
          y1 = s.last ? s.y + s.height + (g.dense ? 3 : 4) : under
        points = inner
          ? [[dot, mid], [dot, y1], [lane, y1], ...enterBelow(inner, lane)]
          : [
              [dot, mid],
              [dot, y1],
              [lane, y1],
              [lane, into],
              [tf.x, into],
            ]
      } else if (toBlock) {
        const lane = g.bx - (g.dense ? 5 : 9) - (heapLane++ % 3) * (g.dense ? 2 : 5),
          y1 = s.y + s.height + (g.dense ? 3 : 4) + slot * 3
        points = inner
          ? [[dot, mid], [dot, y1], [lane, y1], ...enterBelow(inner, lane)]
          : [
              [dot, mid],
              [dot, y1],
              [lane, y1],
              [lane, into],
              [tf.x, into],
            ]
      } else {
        const lane = g.channel + (channel++ % 5) * g.lane,
          y1 = s.y + s.height + (g.dense ? 3 : 4) + slot * 3
        points = [
          [dot, mid],
          [dot, y1],
          [lane, y1],
          [lane, into],
          [tl.x + tl.width, into],
        ]
      }
    }
    out.push({ kind: 'arrow', key, points, pointer: kind, state, dangling: freed, label })
  }
  return out
}
