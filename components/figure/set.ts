// Figures of several programs that are variants of one another: one scale for all, the step that means the same, and what differs between two of them. Pure.
import type { FigureModel, Mark, Size, Trace } from './contract.ts'

/** The figure of a set beside its program, where the tag names no other size. */
export const SET: Size = { width: 500, height: 300 }

/**
 * The source of a program for its figure: the program stands beside it, so that the figure needs no strip of it.
 * @param options of the figure; a view by lines is drawn on the program itself
 */
export const sourceFor = (source: string, options: Readonly<Record<string, unknown>>): string =>
  options.view === 'lines' ? source : source.replaceAll(/(\/\/\s*#(?:end)?region) program\b/g, '$1 beside')

/** The films of a set on one scale, where the family has one. */
export const onOneScale = <F>(model: FigureModel<F>, traces: readonly Trace<F>[]): readonly Trace<F>[] =>
  model.share?.(traces) ?? traces

/** What a step means, and the how manieth step with this meaning it is. */
function meaningAt<F>(model: FigureModel<F>, trace: Trace<F>, step: number): string {
  const said = trace.frames.slice(0, step + 1).map(frame => model.meaning!(frame))
  const meaning = said[step]!
  return `${meaning} ${said.filter(other => other === meaning).length}`
}

/**
 * The frame of `to` that shows what frame `step` of `from` shows: both from 0. The end where no frame does, since that is where most can be seen.
 */
export function sameStep<F>(model: FigureModel<F>, from: Trace<F>, step: number, to: Trace<F>): number {
  const end = to.frames.length - 1
  if (step >= from.frames.length - 1) return end
  if (!model.meaning) return from.frames.length === to.frames.length ? step : end
  const wanted = meaningAt(model, from, step)
  const found = to.frames.findIndex((_, i) => meaningAt(model, to, i) === wanted)
  return found < 0 ? end : found
}

/** What a mark says, without its place and its rank: two marks that say the same are one thing that has moved. Lengths say something only in a figure that is drawn to scale. */
function saying(mark: Mark, scaled: boolean): string {
  switch (mark.kind) {
    case 'text':
      return `text ${mark.text} ${mark.struck ?? false}`
    case 'rect':
      return `rect ${mark.texture} ${scaled ? Math.round(mark.width) : ''}`
    case 'bar':
      return `bar ${mark.tone} ${scaled ? Math.round(mark.x2 - mark.x1) : ''} ${(mark.cut ?? []).length} ${(mark.cross ?? []).length}`
    case 'arrow':
      return `arrow ${mark.pointer} ${mark.word ?? ''} ${mark.dangling ?? false}`
    case 'dot':
      return `dot ${mark.shape} ${mark.tone ?? ''}`
    case 'path':
      return `path ${mark.line} ${mark.fill ?? ''}`
  }
}

/** Lines of a picture and its ruler: they carry nothing that a program could change. */
const quiet = (mark: Mark): boolean => mark.kind === 'path' || (mark.kind === 'text' && /^\d+$/.test(mark.text))

/**
 * Keys of the marks of `after` that `before` does not show, wherever it shows them.
 * @param scaled whether lengths mean something in these pictures
 */
export function differences(before: readonly Mark[], after: readonly Mark[], scaled: boolean): Set<string> {
  const said = new Map(before.map(mark => [mark.key, saying(mark, scaled)]))
  // What kept its key and says the same is the same; of the rest, what says the same has moved.
  const kept = new Set(after.filter(mark => said.get(mark.key) === saying(mark, scaled)).map(mark => mark.key))
  const left = new Map<string, number>()
  for (const [key, words] of said) if (!kept.has(key)) left.set(words, (left.get(words) ?? 0) + 1)
  const out = new Set<string>()
  for (const mark of after) {
    if (kept.has(mark.key)) continue
    const words = saying(mark, scaled),
      count = left.get(words) ?? 0
    if (count) left.set(words, count - 1)
    else if (!quiet(mark)) out.add(mark.key)
  }
  return out
}

/** The picture with the accent on what differs and on nothing else. */
export const accented = (marks: readonly Mark[], keys: ReadonlySet<string>): Mark[] =>
  marks.map((mark): Mark => {
    if (keys.has(mark.key)) return { ...mark, state: 'now' }
    return mark.state === 'now' ? { ...mark, state: 'plain' } : mark
  })
