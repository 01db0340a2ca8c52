// A listing inside a figure: numbered lines, the current ones in ink behind a triangle, all others faded.
import { textWidth, type Mark } from '../figure/contract.ts'
import { windowOf } from './lines.ts'

export interface ListingLine {
  /** Half a number stands on a line that goes on with the one before. */ number: number
  text: string
}
export interface Listing {
  x: number
  y: number
  width: number
  height: number
  key: string
  lines: readonly ListingLine[]
  current: readonly number[]
  /** Shows line numbers. */ numbers?: boolean
  small?: boolean
  /** Columns (from 1) to underline on a line. */ span?: { line: number; from: number; to: number } | null
}

/** Marks of a listing; what does not fit is left out around the current line, and a long line ends in `…`. */
export function listingMarks(l: Listing): Mark[] {
  const px = l.small ? 12 : 13,
    pitch = Math.min(l.small ? 17 : 20, Math.max(15, (l.height - 4) / Math.max(1, l.lines.length)))
  const numbers = l.numbers !== false,
    digits = String(l.lines.at(-1)?.number ?? 0).length
  const left = l.x + 14 + (numbers ? digits * 7.2 + 12 : 0)
  const most = Math.floor((l.x + l.width - left) / (px * 0.6))
  return windowOf(l.lines, Math.max(1, Math.floor((l.height - 4) / pitch + 0.01)), l.current[0] ?? null).flatMap(
    (line, i): Mark[] => {
      const y = l.y + i * pitch + 13,
        on = l.current.includes(line.number)
      const text = line.text.length > most ? `${line.text.slice(0, Math.max(1, most - 1))}…` : line.text
      const span = on && l.span?.line === line.number && l.span.to <= most + 1 ? l.span : null
      const indent = text.length - text.trimStart().length
      return [
        ...(on && line.number === l.current[0]
          ? [{ kind: 'dot', key: `${l.key}-at`, shape: 'triangle', x: l.x, y: y - 4.5, tone: 'accent' } satisfies Mark]
          : []),
        ...(numbers && Number.isInteger(line.number)
          ? [
              {
                kind: 'text',
                key: `${l.key}-n${line.number}`,
                x: left - 12,
                y,
                text: String(line.number),
                size: 'fine',
                anchor: 'end',
                tone: on ? 'ink' : 'ink3',
                weight: on ? 'bold' : 'normal',
              } satisfies Mark,
            ]
          : []),
        {
          kind: 'text',
          key: `${l.key}-${line.number}`,
          x: left + indent * px * 0.6,
          y,
          text: text.trimStart(),
          size: l.small ? 'fine' : 'label',
          tone: on ? 'ink' : 'ink3',
          weight: on ? 'medium' : 'normal',
        },
        ...(span
          ? [
              {
                kind: 'path',
                key: `${l.key}-span`,
                d: `M${left + (span.from - 1) * px * 0.6} ${y + 3.5}h${Math.max(1, span.to - span.from) * px * 0.6}`,
                line: 'strong',
                state: 'now',
              } satisfies Mark,
            ]
          : []),
      ]
    },
  )
}
/** Width that a listing needs to show its lines whole. */
export const listingWidth = (lines: readonly ListingLine[], small = false, numbers = true): number =>
  Math.max(0, ...lines.map(l => textWidth(l.text, small ? 12 : 13))) +
  20 +
  (numbers ? String(lines.at(-1)?.number ?? 0).length * 7.2 + 12 : 0)
