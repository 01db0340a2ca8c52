// What stands over the slides in the room: cover, zoom, spotlight, strokes, timer. One value, the same in every window; held to its schema where it comes from another one. Pure.
import * as z from 'zod/mini'

/** The canvas of a slide, px. */
export const SHEET = { width: 980, height: 552 }

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A part of a slide: the how manieth of its lines or figures, which every window finds for itself, or a box on the canvas. */
export interface Spot {
  slide: number
  at: number | Box
}

/** Points as x, y, x, y on the canvas. */
export interface Stroke {
  slide: number
  points: number[]
}

export interface Timer {
  kind: 'exercise' | 'break'
  title: string
  /** What to do meanwhile; empty where nothing is to be said. */
  text: string
  /** Milliseconds since 1970 at which it ends; null while it stands. */
  ends: number | null
  /** Milliseconds that are left while it stands. */
  left: number
  /** It stands in the corner of the slides, not over them. */
  corner: boolean
}

export const VEILS = ['none', 'black', 'white'] as const
export type Veil = (typeof VEILS)[number]

export interface StageState {
  veil: Veil
  zoom: Spot | null
  spot: Spot | null
  strokes: Stroke[]
  timer: Timer | null
  /** On a day's plan: the step at the deck's end has led to its exercises already. */
  worked: boolean
}

const number = z.number().check(z.minimum(-1e4), z.maximum(1e4))
const box = z.strictObject({ x: number, y: number, width: number, height: number })
const slide = z.int().check(z.minimum(1), z.maximum(999))
const spot = z.nullable(z.strictObject({ slide, at: z.union([z.int().check(z.minimum(0), z.maximum(2000)), box]) }))
const time = z.number().check(z.minimum(0), z.maximum(1e14))
/** More than a hand draws on one slide. */
const MOST_STROKES = 400
const MOST_NUMBERS = 4000

export const StageSchema: z.ZodMiniType<StageState> = z.strictObject({
  veil: z.enum(VEILS),
  zoom: spot,
  spot,
  strokes: z
    .array(z.strictObject({ slide, points: z.array(number).check(z.maxLength(MOST_NUMBERS)) }))
    .check(z.maxLength(MOST_STROKES)),
  timer: z.nullable(
    z.strictObject({
      kind: z.enum(['exercise', 'break']),
      title: z.string().check(z.maxLength(300)),
      text: z.string().check(z.maxLength(2000)),
      ends: z.nullable(time),
      left: time,
      corner: z.boolean(),
    }),
  ),
  worked: z.boolean(),
})

/** Where a laser points. A value of its own: it changes with every movement of a hand. */
export interface Laser {
  at: { slide: number; x: number; y: number } | null
}
export const LaserSchema: z.ZodMiniType<Laser> = z.strictObject({
  at: z.nullable(z.strictObject({ slide, x: number, y: number })),
})

export const EMPTY: StageState = { veil: 'none', zoom: null, spot: null, strokes: [], timer: null, worked: false }

// ---------- strokes ----------

/** A stroke begins, or grows by a point; a hand that rests adds none. */
export function grown(points: readonly number[], x: number, y: number): number[] {
  const [lastX, lastY] = points.slice(-2)
  const near = lastX !== undefined && Math.hypot(x - lastX, y - lastY!) < 1.5
  return near || points.length >= MOST_NUMBERS
    ? [...points]
    : [...points, Math.round(x * 10) / 10, Math.round(y * 10) / 10]
}
export const drawn = (strokes: readonly Stroke[], stroke: Stroke): Stroke[] => [...strokes, stroke].slice(-MOST_STROKES)
/** Without the last stroke of this slide. */
export function undone(strokes: readonly Stroke[], of: number): Stroke[] {
  const last = strokes.findLastIndex(stroke => stroke.slide === of)
  return strokes.filter((_, i) => i !== last)
}
export const cleared = (strokes: readonly Stroke[], of: number): Stroke[] => strokes.filter(s => s.slide !== of)

/** Quadratic curves through the middles of the points; one point is a dot. */
export function pathOf(points: readonly number[]): string {
  const [x, y] = points
  if (points.length < 4) return `M${x} ${y}l0.1 0`
  let path = `M${x} ${y}`
  for (let i = 2; i < points.length - 2; i += 2) {
    const [a, b, c, d] = points.slice(i, i + 4) as [number, number, number, number]
    path += `Q${a} ${b} ${((a + c) / 2).toFixed(1)} ${((b + d) / 2).toFixed(1)}`
  }
  return `${path}L${points.at(-2)} ${points.at(-1)}`
}

// ---------- zoom ----------

export interface View {
  scale: number
  x: number
  y: number
}
export const WHOLE: View = { scale: 1, x: 0, y: 0 }
/** Room left around what is zoomed into, px. */
const RIM = 16
const MOST_ZOOM = 4

/** How the sheet is moved so that a box fills it: a point p of the sheet comes to stand at scale · p + (x, y). */
export function viewOf({ x, y, width, height }: Box): View {
  const scale = Math.max(1, Math.min(MOST_ZOOM, (SHEET.width - 2 * RIM) / width, (SHEET.height - 2 * RIM) / height))
  return { scale, x: SHEET.width / 2 - scale * (x + width / 2), y: SHEET.height / 2 - scale * (y + height / 2) }
}

// ---------- timer ----------

const MINUTE = 60_000

export const leftOf = ({ ends, left }: Timer, now: number): number => (ends === null ? left : ends - now)
export const started = (what: Pick<Timer, 'kind' | 'title' | 'text'>, minutes: number, now: number): Timer => ({
  ...what,
  corner: false,
  ends: now + minutes * MINUTE,
  left: minutes * MINUTE,
})
/** Stands if it ran, and runs on if it stood. */
export const paused = (timer: Timer, now: number): Timer =>
  timer.ends === null
    ? { ...timer, ends: now + timer.left }
    : { ...timer, ends: null, left: Math.max(0, timer.ends - now) }
/** Longer or shorter by minutes, and never below none. */
export function shifted(timer: Timer, minutes: number, now: number): Timer {
  const left = Math.max(0, Math.max(0, leftOf(timer, now)) + minutes * MINUTE)
  return { ...timer, left, ends: timer.ends === null ? null : now + left }
}
/** `14:05`; after the end `+0:30`, which is what the room takes longer. */
export function shownTime(ms: number): string {
  const seconds = ms >= 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000)
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return ms < 0 ? `+${text}` : text
}
