// A figure on paper: a film of its frames, one picture with numbers where it grew, or the frame that stands for it. Decided from the marks. Pure.
import {
  type Mark,
  type Size,
  STRIP,
  TEXT_PX,
  textWidth,
  type TextTree,
} from '../../../../components/figure/contract.ts'
import type { Figure, WhatIf } from '../../content/blocks.ts'
import type { FigureSheet, Frame, Picture, Words } from './model.ts'
import type { Pen } from './pen.ts'
import { bottomOf, drawSvg } from './svg.ts'
import { rich } from './words.ts'

/** A longer film shows its key frames. */
const MOST_FRAMES = 12
/** A page holds no higher listing, in user units. */
const HEIGHTS = [460, 580, 700, 860]
/** Between a number at the left of the plot and the plot, in user units. */
const PIN_GAP = 5
/** An alternative text may be long, and is read from the beginning. */
const LONGEST = 1500

const treeText = ({ text, children }: TextTree): string => {
  const own = text.replaceAll('`', '').trim()
  return children?.length ? `${own.replace(/[.:]$/, '')}: ${children.map(treeText).join('; ')}` : own
}

/** What is seen, in words. */
export function altOf(figure: Pick<Figure, 'model' | 'trace' | 'line'>, frame: unknown, pen: Pen): string {
  const seen = treeText(figure.model.outline(frame))
  if (!seen)
    pen.complain(
      figure.line,
      `the figure "${figure.trace.title}" says nothing to those who do not see it: let \`outline\` of its model say what is seen`,
    )
  const all = `${figure.trace.title.replaceAll('`', '')}. ${seen}`
  if (all.length <= LONGEST) return all
  const cut = all.slice(0, LONGEST)
  return `${cut.slice(0, Math.max(cut.lastIndexOf('; '), cut.lastIndexOf('. '), LONGEST - 200))}; and more.`
}

/** @param only the frame that is shown, from 0: a question shows what stands before the answer */
export function figureSheet(
  figure: Figure,
  pen: Pen,
  { number, plate, only = null }: { number: string; plate: boolean; only?: number | null },
): FigureSheet {
  const { model, trace } = figure
  const { frames } = trace
  const count = frames.length
  pen.shows(figure.rec)
  const wanted = plate
    ? { width: figure.width, height: Math.min(figure.height, Math.round(figure.width * 0.56)) }
    : { width: figure.width, height: figure.height }
  const layouts = (height: number): Mark[][] => frames.map(frame => [...model.layout(frame, { ...wanted, height })])
  const listing = figure.family === 'CodePane'
  // On a slide a long listing scrolls; paper is as high as it needs to be.
  const height =
    listing && !plate ? ([wanted.height, ...HEIGHTS].find(h => cumulative(layouts(h))) ?? wanted.height) : wanted.height
  const box: Size = { ...wanted, height }
  const all = layouts(height)
  const standing = only ?? standingFrame(figure, all, plate)
  const mode = plate ? 'plate' : count === 1 || only !== null ? 'single' : cumulative(all) ? 'legend' : 'film'
  const picture = (marks: readonly Mark[], size: Size, frame: unknown, trim: boolean, left = 0): Picture => ({
    ...drawSvg(marks, size, { trim, left }),
    alt: altOf(figure, frame, pen),
  })
  const caption = (i: number): Words => rich(model.describe(frames[i - 1] ?? null, frames[i]))
  const legendPicture = (): Picture => {
    const marks = legendMarks(all, figure.family)
    const pins = marks.flatMap(m => (m.kind === 'text' && m.key.startsWith('pin-') ? [m] : []))
    const left = listing ? 0 : Math.max(16, ...pins.map(pin => textWidth(pin.text, TEXT_PX.label) + PIN_GAP))
    return picture(marks, box, frames.at(-1), true, left)
  }
  const hero = mode === 'legend' ? legendPicture() : picture(all[standing]!, box, frames[standing], !plate)
  const { kind, note } = trace.provenance
  return {
    kind: 'figure',
    mode,
    number,
    title: rich(trace.title),
    hero,
    caption: mode === 'legend' ? [] : caption(standing),
    frames: framesOf(figure, mode, caption, picture),
    witness: kind === 'model' ? 'modelled' : 'recorded',
    note: note ?? '',
    program: figure.rec,
    stands: standing + 1,
    count,
  }
}

/** An end where all is gone shows nothing: the last frame in which something still points at something. */
function standingFrame({ model, trace }: Figure, all: readonly Mark[][], plate: boolean): number {
  const said = model.stands?.(trace)
  if (said !== undefined) return said
  const alive = all.findLastIndex(marks => marks.some(m => m.kind === 'arrow'))
  return alive >= 0 && !plate ? alive : all.length - 1
}

function framesOf(
  { model, trace, family }: Figure,
  mode: FigureSheet['mode'],
  caption: (i: number) => Words,
  picture: (marks: readonly Mark[], size: Size, frame: unknown, trim: boolean) => Picture,
): Frame[] {
  const { frames } = trace
  if (mode === 'legend' && family !== 'Bars')
    return frames.map((_, i) => ({ number: i + 1, caption: caption(i), svg: '', width: 0, height: 0, alt: '' }))
  if (mode !== 'film') return []
  const keys = frames.length <= MOST_FRAMES ? [...frames.keys()] : [...(model.keyFrames?.(trace) ?? frames.keys())]
  // The frames of a film are as high as the fullest of them: grounds end where nothing stands on them any more.
  const strips = keys.map(i => model.layout(frames[i], STRIP))
  const low =
    Math.max(...strips.map(marks => bottomOf(marks.filter(m => m.kind !== 'rect' || m.texture !== 'region')))) + 8
  const size = { ...STRIP, height: Math.min(STRIP.height, low) }
  return keys.map((i, k) => ({ number: i + 1, caption: caption(i), ...picture(strips[k]!, size, frames[i], false) }))
}

/** The last frame of each program of a set, side by side. */
export function variantPictures({ model, programs, line }: WhatIf, pen: Pen): (Picture & { caption: Words })[] {
  if (!model) return []
  const box: Size = { width: 420, height: 240 }
  return programs.flatMap(({ trace, label }) => {
    const frame = trace?.frames.at(-1)
    if (!trace || frame === undefined) return []
    const marks = model.layout(frame, box)
    return [
      { ...drawSvg(marks, box, { trim: true }), alt: altOf({ model, trace, line }, frame, pen), caption: rich(label) },
    ]
  })
}

// ---------- one picture instead of a film ----------

const placeOf = (m: Mark): string => {
  switch (m.kind) {
    case 'text':
      return `${Math.round(m.x)} ${Math.round(m.y)} ${m.text}`
    case 'rect':
      return `${Math.round(m.x)} ${Math.round(m.y)} ${Math.round(m.width)}`
    default:
      return ''
  }
}

/** Whether the last frame shows, in their places, all that stood in the frames before it: then one picture with numbers says as much as a film. */
function cumulative(all: readonly (readonly Mark[])[]): boolean {
  const last = new Map(all.at(-1)!.map(m => [m.key, m]))
  return all.slice(0, -1).every(marks => {
    const counted = marks.filter(
      m => m.state !== 'later' && (m.kind === 'rect' || m.kind === 'text') && !/^(?:now|cursor|program)/.test(m.key),
    )
    const kept = counted.filter(m => {
      const end = last.get(m.key)
      return end && end.kind === m.kind && placeOf(end) === placeOf(m)
    })
    return kept.length >= counted.length * 0.97
  })
}

type Point = [x: number, y: number]
function anchorOf(m: Mark): Point | null {
  switch (m.kind) {
    case 'rect':
      return [m.x, m.y + m.height / 2]
    case 'text':
      return [m.x, m.y - 4.5]
    case 'arrow':
      return [Math.min(...m.points.map(([x]) => x)), m.points[0]![1]]
    case 'bar':
      return [m.x1, m.y1]
    default:
      return null
  }
}

/** The last frame without "changed here", and a number where each frame changed something. */
function legendMarks(all: readonly (readonly Mark[])[], family: string): Mark[] {
  const listing = family === 'CodePane'
  const current = new Set(
    all.flatMap(marks => marks.filter(m => m.kind === 'text' && (m.tone ?? 'ink') === 'ink').map(m => m.key)),
  )
  const calm = all
    .at(-1)!
    .filter(m => !(m.kind === 'dot' && m.shape === 'triangle'))
    .map(m => calmed(m, listing, current))
  const places: { at: Point; frames: number[] }[] = []
  all.forEach((marks, i) => {
    for (const at of listing ? pointed(marks) : changed(marks, all[i - 1] ?? [], i === 0)) {
      const known = places.find(place => Math.abs(place.at[0] - at[0]) < 20 && Math.abs(place.at[1] - at[1]) < 9)
      if (known) known.frames.push(i + 1)
      else places.push({ at, frames: [i + 1] })
    }
  })
  const pins = places.map(({ at: [x, y], frames }, i): Mark => ({
    kind: 'text',
    key: `pin-${i}`,
    x: listing ? x : -PIN_GAP,
    y: y + 4.5,
    text: runsOf(frames),
    size: 'label',
    weight: 'bold',
    tone: 'accent',
    anchor: listing ? 'start' : 'end',
  }))
  return [...calm, ...pins]
}

/** `1–3, 5`. */
function runsOf(numbers: readonly number[]): string {
  const runs: number[][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && last.at(-1)! + 1 === number) last.push(number)
    else runs.push([number])
  }
  return runs.map(run => (run.length > 1 ? `${run[0]}–${run.at(-1)}` : `${run[0]}`)).join(', ')
}

function calmed(m: Mark, listing: boolean, current: ReadonlySet<string>): Mark {
  const plain: Mark = m.state === 'now' ? { ...m, state: 'plain' } : m
  if (plain.kind === 'path') return plain.fill === 'accent' ? { ...plain, fill: 'ink' } : plain
  if (plain.kind === 'dot') return plain.tone === 'accent' ? { ...plain, tone: 'ink' } : plain
  if (plain.kind !== 'text') return plain
  if (!listing) return plain.tone === 'accent' ? { ...plain, tone: 'ink' } : plain
  const shown = current.has(m.key)
  return {
    ...plain,
    tone: m.key.includes('-n') ? 'ink3' : shown || m.key.startsWith('src-') ? 'ink' : 'ink2',
    weight: m.key.endsWith('-title') || shown ? 'bold' : 'normal',
  }
}

/** Where a listing's triangles stand. */
const pointed = (marks: readonly Mark[]): Point[] =>
  marks.flatMap((m): Point[] => (m.kind === 'dot' && m.shape === 'triangle' ? [[m.x + 1, m.y]] : []))

/** The height at which a frame changed something, at the left of the plot. */
function changed(marks: readonly Mark[], earlier: readonly Mark[], first: boolean): Point[] {
  const before = new Map(earlier.map(m => [m.key, m]))
  const fresh = marks.filter(m => {
    if (m.state === 'later' || m.state === 'faded' || m.kind === 'path') return false
    if (/^(?:program|axis|tick|scale)/.test(m.key)) return false
    if (first) return m.state === 'now'
    const old = before.get(m.key)
    return !old || old.state === 'later' || (m.state === 'now' && old.state !== 'now')
  })
  const now = fresh.filter(m => m.state === 'now')
  const chosen = now.length ? now : fresh.length || !first ? fresh : marks.filter(m => m.kind === 'rect')
  const cells = chosen.filter(m => m.kind === 'rect')
  const heights = (cells.length ? cells : chosen).flatMap(m => anchorOf(m)?.[1] ?? [])
  return heights.length ? [[-15, Math.min(...heights)]] : []
}
