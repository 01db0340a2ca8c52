// What every figure family agrees on: a figure is a pure function of its step. Read this before writing a figure.
import type { Recording, Run } from '../../scripts/lib/recording/schema.ts'

export interface Provenance {
  kind: 'recorded' | 'model'
  /** Compiler version without the word, `1.95.0`; a model says which version it was checked against. */
  rustc: string
  /** Who said it, where it was not rustc: `Miri 92b5b8c87 of 2026-10-29`. */
  witness?: string
  edition: number
  /** The other editions of a figure that compares several. */
  compared?: readonly number[]
  /** Target triple, where the data depends on it. */
  target?: string
  /** The snippet's file name, or what the model is called. */
  source: string
  /** What to type to see it again. */
  command: readonly string[]
  /** What the language does not promise about this picture, in a few words: "slot order: observed, not guaranteed". */
  note?: string
}

/** A film: each frame is a COMPLETE state, so that going back, jumping and printing need no history. */
export interface Trace<Frame> {
  schema: string
  title: string
  provenance: Provenance
  frames: readonly Frame[]
  /** The program under the plot, one line to a frame or more; `frameLine` says which line a frame stands on. */
  program?: readonly ProgramLine[]
}
export interface ProgramLine {
  text: string
  note?: string
  indent?: number
}

export interface Size {
  width: number
  height: number
}

/** Which state a mark is in. `now`: changed by this frame (the only use of the accent). `faded`: not the subject now. `later`: its place, empty. */
export type MarkState = 'plain' | 'now' | 'faded' | 'later'
/** Textures of cells; each has one meaning in all decks (see styles/figure.css). */
export type Texture =
  | 'live'
  | 'shared'
  | 'excl'
  | 'pad'
  | 'tag'
  | 'niche'
  | 'moved'
  | 'dropped'
  | 'uninit'
  | 'region'
  | 'none'
/** Kinds of pointers; each has its line, head, tail and word. `address` is a table or code address. */
export type PointerKind = 'own' | 'shared' | 'excl' | 'raw' | 'weak' | 'address'

interface MarkBase {
  /** Stable between frames: the same thing keeps its key, so that it moves instead of being redrawn. */ key: string
  state?: MarkState
  /** Says to a screen reader what it is; marks without it are decoration. */ label?: string
}
export interface RectMark extends MarkBase {
  kind: 'rect'
  x: number
  y: number
  width: number
  height: number
  texture: Texture
  radius?: number
}
export interface TextMark extends MarkBase {
  kind: 'text'
  x: number
  y: number /** baseline */
  text: string
  /** mono: the machine's words (default). serif: the author's, italic. */
  face?: 'mono' | 'serif'
  /** fine 12, label 13, code 15, big 20 px. */
  size?: 'fine' | 'label' | 'code' | 'big'
  weight?: 'normal' | 'medium' | 'bold'
  anchor?: 'start' | 'middle' | 'end'
  /** primary ink, second and third rank, or a meaning's hue. */
  tone?: 'ink' | 'ink2' | 'ink3' | 'accent' | 'shared' | 'excl' | 'inverse'
  /** A ring of ground colour round the letters, for words on a texture or a line. */
  halo?: 'paper' | 'sheet'
  struck?: boolean
}
/** Right-angled arrow from a dot inside a cell to 1 px before its target. `points` in order, at least two; corners are rounded by 6. */
export interface ArrowMark extends MarkBase {
  kind: 'arrow'
  points: readonly (readonly [number, number])[]
  pointer: PointerKind
  word?: string
  wordAt?: readonly [number, number]
  curve?: boolean
  /** ends in a crossed circle */ dangling?: boolean
  tail?: boolean
}
/** Any other line: rules, ticks, brackets, curves. `d` is an SVG path. */
export interface PathMark extends MarkBase {
  kind: 'path'
  d: string
  line: 'hair' | 'thin' | 'tick' | 'rule' | 'frame' | 'strong' | 'niche' | 'dashed'
  fill?: 'none' | 'ink' | 'accent' | 'paper' | 'line' | 'shared' | 'excl'
}
/** A loan or a span of time: a bar with end stops; `cut` where it is killed, `cross` where it is violated. */
export interface BarMark extends MarkBase {
  kind: 'bar'
  x1: number
  y1: number
  x2: number
  y2: number
  tone: 'shared' | 'excl' | 'ink'
  cut?: readonly number[]
  cross?: readonly number[]
  openEnd?: boolean
}
/** A dot, a ring or a position triangle. */
export interface DotMark extends MarkBase {
  kind: 'dot'
  x: number
  y: number
  shape: 'dot' | 'ring' | 'triangle' | 'cross' | 'shield' | 'lock'
  r?: number
  tone?: 'ink' | 'accent' | 'shared' | 'excl' | 'line'
}
export type Mark = RectMark | TextMark | ArrowMark | PathMark | BarMark | DotMark

/** The text alternative: walked coarse to fine. */
export interface TextTree {
  text: string
  children?: readonly TextTree[]
}

/**
 * One figure family. Pure: no DOM, no clock, no module state.
 * @typeParam Frame a complete state, JSON-serialisable.
 */
export interface FigureModel<Frame> {
  /** Geometry in SVG user units within `box`, never measured from the DOM. Order is painting order. */
  layout(frame: Frame, box: Size): readonly Mark[]
  /** One or two sentences that can be wrong: caption, live region, printed text, and what tests assert. Inline code in backticks. */
  describe(previous: Frame | null, current: Frame): string
  outline(frame: Frame): TextTree
  /** Frames of the printed filmstrip; all of them when absent. */
  keyFrames?(trace: Trace<Frame>): readonly number[]
  /** The frame that stands on a page, where nothing moves; the last one when absent. */
  stands?(trace: Trace<Frame>): number
  /** What the step of a frame means, whatever the program: films of a set stop at the step with the same meaning. Without it only films of one length are compared step by step. */
  meaning?(frame: Frame): string
  /** The films of a set of programs on one scale, in the same order. Absent where nothing is drawn to scale. */
  share?(traces: readonly Trace<Frame>[]): readonly Trace<Frame>[]
}

/** Plot on a slide under a one-line title; the program strip, where there is one, is part of it. */
export const PLOT: Size = { width: 876, height: 348 }
/** One cell of a filmstrip: `layout` gets this box and shows the same vocabulary with fewer words. */
export const STRIP: Size = { width: 300, height: 152 }
export const isStrip = (box: Size): boolean => box.width < 500

/** Thrown by a family's `fromRecording`: the figure shows the sentence where it stands, and the build fails with it. */
export class FigureDataError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FigureDataError'
  }
}

/** The run of one edition. @throws FigureDataError when the snippet was not recorded in that edition. */
export function runOf(recording: Recording, edition?: number): Run {
  const run = edition === undefined ? recording.runs[0] : recording.runs.find(r => r.edition === edition)
  if (!run)
    throw new FigureDataError(
      `${recording.snippet} has no recording for edition ${edition}: add it to its \`//@ edition:\` line and run \`npm run record\``,
    )
  return run
}

/** The body of an emit. @throws FigureDataError naming the directive that the snippet lacks. */
export function emitOf<K extends Run['emits'][number]['kind']>(
  recording: Recording,
  kind: K,
  arg?: string,
  edition?: number,
): Extract<Run['emits'][number], { kind: K }>['body'] {
  const found = runOf(recording, edition).emits.find(e => e.kind === kind && (arg === undefined || e.arg === arg))
  if (!found)
    throw new FigureDataError(
      `${recording.snippet} holds no ${kind}${arg ? ` of ${arg}` : ''}: add \`//@ emit: ${kind}${arg ? ` ${arg}` : ''}\` to it and run \`npm run record\``,
    )
  return found.body as never
}

/** The events of a `//@ trace` program. @throws FigureDataError when there are none. */
export function eventsOf(recording: Recording, edition?: number): readonly Record<string, unknown>[] {
  const events = runOf(recording, edition).events
  if (!events?.length)
    throw new FigureDataError(
      `${recording.snippet} recorded no events: it needs \`//@ trace\` and a program that prints one JSON object a line`,
    )
  return events
}

export function provenanceOf(recording: Recording, edition?: number, note?: string): Provenance {
  const run = runOf(recording, edition)
  return {
    kind: 'recorded',
    rustc: run.measuredWith ?? recording.rustc.version,
    edition: run.edition,
    target: recording.rustc.target,
    source: recording.snippet,
    command: run.command,
    ...(note ? { note } : {}),
  }
}

/** Width of `text` in IBM Plex Mono, whose advance is 0.6 em; the serif is estimated at 0.47 em. In user units. */
export function textWidth(text: string, px: number, face: 'mono' | 'serif' = 'mono'): number {
  return [...text].length * px * (face === 'mono' ? 0.6 : 0.47)
}
export const TEXT_PX = { fine: 12, label: 13, code: 15, big: 20 } as const
