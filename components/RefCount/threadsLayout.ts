// Columns of threads, operations in the order in which they ran, and the edges by which one happens before another.
import { isStrip, type Mark, type Size } from '../figure/contract.ts'
import { cell, clip, fits, nowLast, region, word } from '../figure/pieces.ts'
import type { Op, ThreadFrame } from './frames.ts'

export function threadsLayout(f: ThreadFrame, box: Size): Mark[] {
  const dense = isStrip(box),
    k = dense ? box.width / 300 : 1,
    out: Mark[] = [],
    n = f.threads.length,
    middle = dense ? 56 * k : 152
  const width = (box.width - middle * (n - 1)) / n,
    top = dense ? 22 : 34,
    pitch = Math.min(dense ? 40 * k : 60, (box.height - top - 4) / f.ops.length),
    ch = Math.min(dense ? 20 * k : 36, pitch - (dense ? 4 : 14))
  const columnX = (t: string) => f.threads.indexOf(t) * (width + middle),
    pad = dense ? 6 : 16
  const area = (o: Op) => ({
    x: columnX(o.thread) + pad,
    y: top + o.index * pitch + (pitch - ch) / 2,
    width: width - 2 * pad,
    height: ch,
  })
  const mid = (o: Op) => {
    const a = area(o)
    return a.y + a.height / 2
  }
  for (const t of f.threads)
    out.push(
      ...region(
        `thread ${t}`,
        { x: columnX(t), y: 0, width, height: box.height },
        dense ? t : `thread ${t}`,
        '',
        dense,
      ),
    )
  const counted = f.ops.find(o => o.old !== null)
  if (counted && n > 1 && !dense)
    out.push(word('counter name', width + middle / 2, 20, counted.place, { weight: 'bold', anchor: 'middle' }))
  // An edge runs through the middle of the operation where it ends: the count there stands below it.
  const countAt = (o: Op) => mid(o) + (f.edges.some(e => e.to === o.index) ? (dense ? 13 : 19) : 4.5)
  for (const o of f.ops) {
    const a = area(o),
      done = o.index < f.done,
      now = o.index === f.done - 1,
      raced = f.races.some(r => r.first === o.index || r.second === o.index)
    out.push(
      cell(
        `op ${o.index}`,
        a,
        o.order === 'drop' || o.order === 'free' ? 'dropped' : 'live',
        !done ? 'later' : now ? 'now' : 'plain',
        `${o.thread}: ${o.text}`,
      ),
    )
    if (!done) continue
    const px = dense ? 12 : 13,
      order = ['Release', 'Acquire', 'AcqRel', 'Relaxed'].includes(o.order) ? '' : o.order
    out.push(
      word(
        `op ${o.index} text`,
        a.x + (dense ? 4 : 14),
        mid(o) + 4.5,
        clip(
          dense ? o.text.replace('fetch_sub(1, ', '-1 (').replace('drop the value', 'drop') : o.text,
          a.width - (dense ? (f.edges.some(e => e.from === o.index) ? 16 : 6) : 20),
          px,
        ),
        { size: dense ? 'fine' : 'label', weight: 'medium' },
      ),
    )
    if (!dense && order && order !== o.text && fits(`${o.text}   ${order}`, a.width - 28, px))
      out.push(
        word(`op ${o.index} order`, a.x + a.width - 14, mid(o) + 4.5, order, {
          size: 'fine',
          tone: 'ink3',
          anchor: 'end',
        }),
      )
    if (o.old !== null && n > 1)
      out.push(
        word(
          `op ${o.index} count`,
          width + middle / 2,
          countAt(o),
          o.old === o.new ? `${o.old}` : `${o.old} → ${o.new}`,
          { size: dense ? 'fine' : 'label', weight: now ? 'bold' : 'normal', anchor: 'middle', halo: 'paper' },
        ),
      )
    if (raced && !dense)
      out.push(
        word(`op ${o.index} race`, a.x + a.width, a.y - 4, 'data race', {
          size: 'fine',
          tone: 'accent',
          weight: 'bold',
          anchor: 'end',
        }),
      )
  }
  const side = (o: Op, other: Op) => {
    const a = area(o)
    return f.threads.indexOf(o.thread) < f.threads.indexOf(other.thread) ? a.x + a.width : a.x
  }
  f.edges.forEach((e, i) => {
    const a = f.ops[e.from]!,
      b = f.ops[e.to]!,
      x1 = side(a, b),
      x2 = side(b, a),
      lane = x1 + (x2 - x1) * (dense ? 0.2 : 0.16) + i * 6,
      y1 = mid(a) + ch * 0.2
    out.push({
      kind: 'arrow',
      key: `edge ${e.from} ${e.to}`,
      points: [
        [x1 - (dense ? 6 : 10), y1],
        [lane, y1],
        [lane, mid(b)],
        [x2, mid(b)],
      ],
      pointer: 'address',
      state: e.to === f.done - 1 ? 'now' : 'plain',
      label: `${a.text} of ${a.thread} happens before ${b.text} of ${b.thread}`,
    })
    if (!dense)
      out.push(
        word(
          `edge ${e.from} ${e.to} word`,
          (lane + (x2 > x1 ? x2 - pad : x2 + pad)) / 2,
          mid(b) - 11,
          'happens before',
          { face: 'serif', anchor: 'middle', halo: 'paper' },
        ),
      )
  })
  for (const r of f.races) {
    const a = f.ops[r.first]!,
      b = f.ops[r.second]!,
      x1 = side(a, b),
      x2 = side(b, a),
      lane = (x1 + x2) / 2 + (dense ? 18 * k : 44)
    out.push({
      kind: 'path',
      key: `race ${r.first} ${r.second}`,
      d: `M${x1} ${mid(a)}H${lane}V${mid(b)}H${x2}`,
      line: 'dashed',
      state: 'now',
    })
    out.push({
      kind: 'dot',
      key: `race ${r.first} ${r.second} cross`,
      x: lane,
      y: (mid(a) + mid(b)) / 2 + (dense ? 0 : pitch / 2),
      shape: 'cross',
      tone: 'accent',
    })
  }
  return nowLast(out)
}
