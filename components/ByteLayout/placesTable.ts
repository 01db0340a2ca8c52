// The arithmetic below a struct that is laid out field by field: what is given of each field, and the three offsets that follow from it.
import { textWidth, type Mark, type Size } from '../figure/contract.ts'
import { standing, type Frame } from './frame.ts'

const PITCH = 25,
  HEAD = 34
/** Right edges of the columns of numbers, from the column of names on. */
const COLUMNS = [
  ['align', 130],
  ['size', 210],
  ['offset so far', 350],
  ['rounded up to', 490],
  ['next offset', 620],
] as const

/** One line for each field and one for the end; a line's offsets appear when its field is placed. Nothing where there is no room for all of them. */
export function placesTable(f: Frame, box: Size, left: number, top: number): Mark[] {
  const b = f.blocks[0]!,
    row = b.rows[0]!,
    fields = row.cells.filter(c => c.kind === 'field')
  if (
    f.part !== 'places' ||
    top + HEAD + (fields.length + 1) * PITCH > box.height ||
    left + COLUMNS.at(-1)![1] > box.width ||
    fields.some(c => c.align === undefined)
  )
    return []
  const placed = standing(f, row),
    rounded = placed.length === row.cells.length && placed.at(-1)!.kind === 'pad'
  const head = top + 20,
    now = placed.filter(c => c.kind === 'field').length - (rounded ? 0 : 1)
  const lines = [
    ...fields.map((c, i) => ({
      name: textWidth(`${c.name}: ${c.ty}`, 15) < 90 ? `${c.name}: ${c.ty}` : c.name,
      given: [c.align!, c.size],
      sums: [i ? fields[i - 1]!.offset + fields[i - 1]!.size : 0, c.offset, c.offset + c.size],
    })),
    { name: b.title, given: [b.align], sums: [fields.at(-1)!.offset + fields.at(-1)!.size, b.size] },
  ]
  return [
    { kind: 'text', key: 'sum-field', x: left, y: head, text: 'field', face: 'serif', tone: 'ink2' },
    ...COLUMNS.map(([text, x], i): Mark => ({
      kind: 'text',
      key: `sum-head-${i}`,
      x: left + x,
      y: head,
      text,
      face: 'serif',
      tone: 'ink2',
      anchor: 'end',
    })),
    { kind: 'path', key: 'sum-rule', d: `M${left} ${head + 8.5}H${left + COLUMNS.at(-1)![1]}`, line: 'rule' },
    ...lines.flatMap((l, i): Mark[] => {
      const y = head + 3 + (i + 1) * PITCH,
        numbers = i <= now ? [...l.given, ...l.sums] : l.given,
        at = (k: number) => COLUMNS[k >= l.given.length ? k + 2 - l.given.length : k]![1]
      return [
        ...(i === now
          ? [
              {
                kind: 'dot',
                key: `now-sum-${i}`,
                shape: 'triangle',
                x: left - 16,
                y: y - 5,
                tone: 'accent',
              } satisfies Mark,
            ]
          : []),
        {
          kind: 'text',
          key: `sum-${i}`,
          x: left,
          y,
          text: l.name,
          size: 'code',
          weight: i === now ? 'bold' : 'normal',
          tone: i > now ? 'ink3' : 'ink',
        },
        ...numbers.map((n, k): Mark => ({
          kind: 'text',
          key: `sum-${i}-${k}`,
          x: left + at(k),
          y,
          text: String(n),
          size: 'code',
          anchor: 'end',
          weight: i === now && k >= l.given.length ? 'bold' : 'normal',
          tone: i > now ? 'ink3' : 'ink',
        })),
      ]
    }),
  ]
}
