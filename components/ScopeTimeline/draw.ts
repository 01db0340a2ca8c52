// Where the listing, the lanes and their bars stand.
import { listingMarks, listingWidth } from '../CodePane/listing.ts'
import { textWidth, type Mark, type Size } from '../figure/contract.ts'
import type { Frame } from './model.ts'
import { dropNumber, type Happening, type Lane, type Panel } from './panel.ts'

const HEAD = 20,
  WORDS = 17,
  FOOT = 18,
  MAX_COLUMN = 84
/** Events that stand over the lanes in words. */
const SPOKEN: readonly Happening['kind'][] = ['mark', 'panic', 'test']

interface Place {
  x: number
  y: number
  width: number
  names: number
  lane: number
  column: number
  head: number
  words: number
  foot: boolean
}

/** All marks of a frame. */
export function draw(f: Frame, box: Size): Mark[] {
  const strip = box.height < 200,
    narrow = box.width < 600
  const listing =
    strip || narrow || !f.lines.length
      ? 0
      : Math.min(Math.round(box.width * 0.45), Math.ceil(listingWidth(f.lines)) + 8)
  const current = [...new Set(f.panels.map((p, i) => p.events[f.shown[i]! - 1]?.line).filter(l => l != null))]
  const left = listing ? listing + 28 : 0
  const gap = strip ? 6 : 18
  const tallest = (box.height - gap * (f.panels.length - 1)) / f.panels.length
  const spoken = f.panels.some(p => p.events.some(e => SPOKEN.includes(e.kind)))
  const foot = !strip && tallest > 90 && f.panels.some(p => p.events.some(e => e.line !== null))
  const lanes = Math.max(...f.panels.map(p => p.lanes.length))
  const head = strip ? 16 : HEAD,
    words = !spoken || (strip && f.panels.length > 2) ? 0 : strip ? 14 : WORDS
  const lane = Math.max(
    strip ? 12 : 20,
    Math.min(narrow && f.lines.length ? 26 : 56, (tallest - head - words - (foot ? FOOT : 4)) / lanes),
  )
  const names = Math.min(
    Math.max(...f.panels.flatMap(p => p.lanes.map(l => textWidth(l.name, strip ? 12 : 13)))) + 16,
    (box.width - left) * 0.38,
  )
  const column = Math.min(MAX_COLUMN, (box.width - left - names - 16) / f.columns)
  const used = f.panels.length * (head + words + lane * lanes + (foot ? FOOT : 4)) + gap * (f.panels.length - 1)
  // A narrow box has the listing below, when there is room for some lines of it.
  const below = narrow && !strip && f.lines.length && box.height - used > 80 ? used + 22 : 0
  let y = strip || listing || below ? 0 : Math.max(0, Math.min(24, (box.height - used) / 2))
  const panels = f.panels.flatMap((p, i): Mark[] => {
    const place: Place = { x: left, y, width: box.width - left, names, lane, column, head, words, foot }
    y += head + words + lane * p.lanes.length + (foot ? FOOT : 4) + gap
    return panelMarks(p, i, f.shown[i]!, place, strip, box)
  })
  return [
    ...(listing
      ? listingMarks({ key: 'src', x: 0, y: 2, width: listing, height: box.height - 4, lines: f.lines, current })
      : []),
    ...(below
      ? listingMarks({
          key: 'src',
          x: 0,
          y: below,
          width: box.width,
          height: box.height - below,
          lines: f.lines,
          current,
          small: true,
        })
      : []),
    ...panels,
  ]
}

function panelMarks(p: Panel, index: number, shown: number, at: Place, strip: boolean, box: Size): Mark[] {
  const key = `p${index}`,
    x = (i: number) => at.x + at.names + (i + 0.5) * at.column
  const lanesTop = at.y + at.head + at.words,
    bottom = lanesTop + at.lane * p.lanes.length
  const end = x(p.events.length - 1) + at.column / 2
  const most = Math.floor(at.width / 7.8)
  return [
    { kind: 'path', key: `${key}-rule`, d: `M${at.x} ${at.y + at.head - 2}H${at.x + at.width}`, line: 'frame' },
    {
      kind: 'text',
      key: `${key}-title`,
      x: at.x,
      y: at.y + at.head - 7,
      text: p.title.length > most ? `${p.title.slice(0, most - 1)}…` : p.title,
      weight: 'bold',
      size: strip ? 'fine' : 'label',
    },
    ...words(p, key, shown, at, x, box),
    ...p.lanes.flatMap((l, i) =>
      laneMarks(p, l, `${key}-${i}`, shown, at, x, lanesTop + at.lane * (i + 0.5), end, strip),
    ),
    ...(at.foot ? ticks(p, key, shown, at, x, bottom + 13) : []),
  ]
}

/** Marks, panics and tests: a word over a rule through all lanes, as wide as the room to the next word. */
function words(p: Panel, key: string, shown: number, at: Place, x: (i: number) => number, box: Size): Mark[] {
  const spoken = p.events.map((e, i) => ({ e, i })).filter(w => SPOKEN.includes(w.e.kind) && w.i < shown)
  const base = at.y + at.head + at.words - 4,
    bottom = at.y + at.head + at.words + at.lane * p.lanes.length
  return spoken.flatMap(({ e, i }, k): Mark[] => {
    const begin = (n: number) => Math.max(at.x, x(n) - at.column * 0.4),
      from = begin(i)
    const most = Math.floor(((spoken[k + 1] ? begin(spoken[k + 1]!.i) - 6 : box.width) - from) / 7.2)
    const word = e.kind === 'test' ? 'test' : e.text || e.kind
    const text = word.length <= most ? word : most < 3 ? '' : `${word.slice(0, most - 1)}…`
    return [
      {
        kind: 'path',
        key: `${key}-w${i}`,
        d: `M${x(i)} ${base + 4}V${bottom}`,
        line: e.kind === 'panic' ? 'strong' : 'dashed',
        state: e.kind === 'panic' && i === shown - 1 ? 'now' : 'plain',
      },
      ...(text && at.words
        ? [
            {
              kind: 'text',
              key: `${key}-wt${i}`,
              x: from,
              y: base,
              text,
              size: 'fine',
              tone: i === shown - 1 ? 'ink' : 'ink2',
              weight: i === shown - 1 || e.kind === 'panic' ? 'bold' : 'normal',
            } satisfies Mark,
          ]
        : []),
    ]
  })
}

function laneMarks(
  p: Panel,
  l: Lane,
  key: string,
  shown: number,
  at: Place,
  x: (i: number) => number,
  y: number,
  end: number,
  strip: boolean,
): Mark[] {
  const mine = p.events.map((e, i) => ({ e, i })).filter(w => w.e.name === l.name && w.i < shown)
  const last = mine.at(-1)?.e.kind,
    px = strip ? 12 : 13,
    most = Math.floor((at.names - 8) / (px * 0.6))
  const out: Mark[] = [
    {
      kind: 'text',
      key: `${key}-name`,
      x: at.x,
      y: y + 4.5,
      text: l.name.length > most ? `${l.name.slice(0, Math.max(1, most - 1))}…` : l.name,
      size: strip ? 'fine' : 'label',
      weight: l.flag ? 'normal' : 'medium',
      tone: mine.length ? 'ink' : 'ink3',
      struck: last === 'drop',
      label: `${l.name}${l.what ? `, ${l.what}` : ''}`,
    },
  ]
  if (l.flag) return [...out, ...flagCells(mine, key, shown, at, x, y)]
  if (!strip && l.what && textWidth(`${l.name}  ${l.what}`, 12) < at.names - 4)
    out.push({
      kind: 'text',
      key: `${key}-what`,
      x: at.x + textWidth(l.name, px) + 8,
      y: y + 4.5,
      text: l.what,
      size: 'fine',
      tone: 'ink3',
    })
  const until = x(Math.max(0, shown - 1)) + at.column * 0.3
  mine.forEach(({ e, i }, k) => {
    const next = mine[k + 1]
    if (e.kind === 'make')
      out.push({
        kind: 'bar',
        key: `${key}-b${i}`,
        x1: x(i),
        y1: y,
        x2: next ? x(next.i) : Math.max(until, x(i) + 3),
        y2: y,
        tone: 'ink',
        openEnd: !next,
        state: i === shown - 1 || next?.i === shown - 1 ? 'now' : 'plain',
        label: `${l.name} lives`,
      })
    if (e.kind === 'drop')
      out.push({
        kind: 'text',
        key: `${key}-d${i}`,
        x: x(i) + 9,
        y: y + (strip ? 4.5 : 5),
        text: String(dropNumber(p, i)),
        size: strip ? 'fine' : 'code',
        weight: 'bold',
        tone: i === shown - 1 ? 'accent' : 'ink',
      })
    if (e.kind === 'move' || e.kind === 'forget') {
      const from = x(i) + 4,
        to = next ? x(next.i) : Math.min(end, until),
        word = e.kind === 'move' ? 'moved' : 'forgotten'
      if (to - from > 6)
        out.push({
          kind: 'rect',
          key: `${key}-m${i}`,
          x: from,
          y: y - 7,
          width: to - from,
          height: 14,
          texture: 'moved',
          state: 'faded',
        })
      const w = textWidth(word, 12)
      if (to - from > w + 8)
        out.push({
          kind: 'text',
          key: `${key}-mt${i}`,
          x: (from + to) / 2,
          y: y + 4,
          text: word,
          size: 'fine',
          anchor: 'middle',
          tone: 'ink2',
          halo: 'paper',
        })
    }
  })
  return out
}

/** A flag holds one bit from one of its events to the next. */
function flagCells(
  mine: readonly { e: Happening; i: number }[],
  key: string,
  shown: number,
  at: Place,
  x: (i: number) => number,
  y: number,
): Mark[] {
  const turns = mine.filter(w => w.e.kind !== 'test')
  return turns.flatMap(({ e, i }, k): Mark[] => {
    const to = turns[k + 1] ? x(turns[k + 1]!.i) : x(shown - 1) + at.column * 0.4,
      from = x(i)
    return [
      {
        kind: 'rect',
        key: `${key}-c${i}`,
        x: from,
        y: y - Math.min(9, at.lane / 2 - 0.5),
        width: Math.max(14, to - from),
        height: Math.min(18, at.lane - 1),
        texture: 'live',
        state: i === shown - 1 ? 'now' : e.text === '1' ? 'plain' : 'faded',
        label: `flag ${e.text}`,
      },
      {
        kind: 'text',
        key: `${key}-ct${i}`,
        x: from + 8,
        y: y + 4.5,
        text: e.text,
        size: 'fine',
        anchor: 'middle',
        weight: e.text === '1' ? 'bold' : 'normal',
        tone: e.text === '1' ? 'ink' : 'ink3',
      },
    ]
  })
}

/** Lines of the snippet under the lanes; a line that stays is not repeated. */
function ticks(p: Panel, key: string, shown: number, at: Place, x: (i: number) => number, y: number): Mark[] {
  let free = at.x + 36
  const numbers = p.events.flatMap((e, i): Mark[] => {
    if (i >= shown || e.line === null || (i > 0 && p.events[i - 1]!.line === e.line)) return []
    const text = String(e.line),
      half = textWidth(text, 12) / 2
    if (x(i) - half < free) return []
    free = x(i) + half + 4
    return [
      {
        kind: 'text',
        key: `${key}-l${i}`,
        x: x(i),
        y,
        text,
        size: 'fine',
        anchor: 'middle',
        tone: i === shown - 1 ? 'ink' : 'ink3',
      },
    ]
  })
  return [{ kind: 'text', key: `${key}-l`, x: at.x, y, text: 'line', size: 'fine', tone: 'ink3' }, ...numbers]
}
