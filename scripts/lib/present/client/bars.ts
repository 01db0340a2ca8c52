// The room's answers as rows of bars, rounds side by side: for the projector, the desk and a guest's page. Pure.
import type { TalkForm } from '../../renderings/talk/talk.ts'
import type { Tally } from '../audience/messages.ts'
import { OTHERS } from '../audience/votes.ts'

export interface BarRow {
  /** Text with code in backticks. */
  label: string
  /** A line of code, or what a machine prints: set in mono as it stands. */
  verbatim: boolean
  /** Null until the slide has said it. */
  right: boolean | null
  /** Round by round. */
  shares: { count: number; percent: number }[]
}
export interface BarGroup {
  /** Empty where there is only one. */
  name: string
  rows: BarRow[]
}

const percent = (count: number, of: number): number => (of ? Math.round((count / of) * 100) : 0)

export const answersWords = (count: number): string => `${count} ${count === 1 ? 'answer' : 'answers'}`

/** Where labels are not options, bars of both rounds meet by their words. */
export function barGroups({ form, options, rows }: TalkForm, tallies: readonly Tally[]): BarGroup[] {
  const names = rows.length ? rows : ['']
  const free = form === 'values' || form === 'order'
  return names.map((name, row) => {
    const labels = free
      ? [...new Set(tallies.flatMap(({ bars }) => bars.filter(bar => bar.row === row).map(bar => bar.label)))]
      : options.map(({ text }) => text)
    // What nobody could name comes last.
    if (free) labels.sort((a, b) => Number(a === OTHERS) - Number(b === OTHERS))
    return {
      name,
      rows: labels.map((label, at) => {
        const found = tallies.map(({ bars }) => {
          const own = bars.filter(bar => bar.row === row)
          return free ? own.find(bar => bar.label === label) : own[at]
        })
        return {
          label: label === OTHERS ? 'other answers' : label,
          verbatim: label !== OTHERS && (free || (options[at]?.line ?? null) !== null),
          right: found.find(bar => bar)?.right ?? null,
          shares: found.map((bar, i) => ({
            count: bar?.count ?? 0,
            percent: percent(bar?.count ?? 0, tallies[i]!.answers),
          })),
        }
      }),
    }
  })
}
