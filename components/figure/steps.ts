// A traced program's events, grouped by the line that caused them. Every family that plays a trace reads it through these.
//
// The one event that all vocabularies share:
//   {"ev":"line","n":25,"text":"let r = &cube;"}   this line begins; what follows, up to the next `line`, is what it did
// Events before the first `line` prepare the stage and belong to the first step.
import { FigureDataError, type ProgramLine } from './contract.ts'

export type Event = Readonly<Record<string, unknown>>
export interface Step {
  /** Index into the program. */ line: number
  events: Event[]
}

/** Steps in the order in which they ran, and the program's lines in the order in which they first ran. */
export function stepsOf(events: readonly Event[], file: string): { steps: Step[]; program: ProgramLine[] } {
  const steps: Step[] = [],
    program: ProgramLine[] = [],
    indexOf = new Map<string, number>()
  let before: Event[] = []
  for (const e of events) {
    if (text(e, 'ev', file) !== 'line') {
      if (steps.length) steps.at(-1)!.events.push(e)
      else before.push(e)
      continue
    }
    const id = `${number(e, 'n', file)}:${text(e, 'text', file)}`
    if (!indexOf.has(id)) {
      indexOf.set(id, program.length)
      program.push({ text: text(e, 'text', file), ...(typeof e.indent === 'number' ? { indent: e.indent } : {}) })
    }
    steps.push({ line: indexOf.get(id)!, events: before })
    before = []
  }
  return { steps, program }
}

/** A text field of an event. @throws FigureDataError naming the event */
export function text(e: Event, key: string, file: string): string {
  const v = e[key]
  if (typeof v !== 'string')
    throw new FigureDataError(`${file} printed an event whose \`${key}\` is no text: \`${JSON.stringify(e)}\``)
  return v
}
/** A number field of an event. @throws FigureDataError naming the event */
export function number(e: Event, key: string, file: string): number {
  const v = e[key]
  if (typeof v !== 'number')
    throw new FigureDataError(`${file} printed an event whose \`${key}\` is no number: \`${JSON.stringify(e)}\``)
  return v
}
/** A list field of an event. @throws FigureDataError naming the event */
export function list(e: Event, key: string, file: string): readonly Event[] {
  const v = e[key]
  if (!Array.isArray(v))
    throw new FigureDataError(`${file} printed an event whose \`${key}\` is no list: \`${JSON.stringify(e)}\``)
  return v as Event[]
}
/** @throws FigureDataError: the figure's vocabulary has no such event */
export function unknownEvent(e: Event, known: readonly string[], file: string): never {
  throw new FigureDataError(
    `${file} printed the event \`${JSON.stringify(e)}\`, which this figure does not know; it knows ${known.join(', ')}`,
  )
}

/** `[from, to]` of the step numbers that a slide wants, `2-4` or `3`; all without a wish. @throws FigureDataError */
export function rangeOf(wish: string | number | undefined, count: number): [number, number] {
  if (wish === undefined) return [0, count - 1]
  const m = /^(\d+)(?:-(\d+))?$/.exec(String(wish)),
    from = Number(m?.[1]),
    to = Number(m?.[2] ?? m?.[1])
  if (!m || from < 1 || to < from || to > count)
    throw new FigureDataError(`frames="${wish}" does not fit: this recording has frames 1 to ${count}`)
  return [from - 1, to - 1]
}

/** At most `most` of `count` frames, first and last among them, the others those that matter most by `weight`, in order. */
export function pickKeys(count: number, most: number, weight: (i: number) => number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i)
  const inner = Array.from({ length: count - 2 }, (_, i) => i + 1)
    .sort((a, b) => weight(b) - weight(a) || a - b)
    .slice(0, most - 2)
  return [0, ...inner, count - 1].sort((a, b) => a - b)
}
