// What a live block shows: the same in every window of the room. Plain data, held to its schema where it comes from another window.
import * as z from 'zod/mini'
import { MODES, MOST_SOURCE, type RunAnswer, type RunRequest } from '../../scripts/lib/runner/protocol.ts'

export interface LiveState {
  open: boolean
  source: string
  mode: RunRequest['mode']
  edition: number
  release: boolean
  /** Steps of the type's size: 0 is 15 px. */
  size: number
  /** The difference to the slide's program is shown. */
  difference: boolean
  /** What was run last, as far as it is known; null until then. */
  answer: RunAnswer | null
  /** What `answer` is of, as `keyOf` says it. */
  asked: string
  /** The window that is running something, until it has ended. */
  running: string | null
  /** Why there is no answer. */
  problem: string
}

/** What is seen of a long program: the same lines in every window, with cursor and selection. */
export interface Sight {
  /** Of the editor: which line is at the top, from 0, with its part that is hidden; px to the side. */
  editor: [number, number]
  /** Scroll position of the output, px of the canvas. */
  output: [number, number]
  /** Ends of the selection, letters from the beginning; the cursor is at the second one. */
  selection: [number, number]
}

/** Milliseconds for which scrolling is that of a hand. */
export const HAND = 1000

/** What a live block begins with, and returns to. */
export const initialState = (source: string, edition: number): LiveState => ({
  open: false,
  source,
  mode: 'run',
  edition,
  release: false,
  size: 0,
  difference: false,
  answer: null,
  asked: '',
  running: null,
  problem: '',
})
/** The slide's program, edition and profile; what is only a way to look at it stays. */
export const restored = (state: LiveState, source: string, edition: number): LiveState => ({
  ...initialState(source, edition),
  open: state.open,
  size: state.size,
})

/** What an answer is of: another text, edition or profile has another key. */
export const keyOf = ({ source, mode, edition, release }: Pick<LiveState, 'source' | 'mode' | 'edition' | 'release'>) =>
  JSON.stringify([mode, edition, release, source])

export const SIZES = { least: -2, most: 6, px: 15, step: 2, line: 22 / 15 }
export const resized = (size: number, by: number): number => Math.min(SIZES.most, Math.max(SIZES.least, size + by))
/** Px of the type at a size. */
export const typeOf = (size: number): number => SIZES.px + size * SIZES.step

/** More than the runner ever answers with. */
const MOST_OUTPUT = 4 * 1024 * 1024
const text = z.string().check(z.maxLength(MOST_OUTPUT))

const Stage = z.strictObject({
  command: text,
  exit: z.nullable(z.int()),
  signal: z.nullable(text),
  stopped: z.nullable(text),
  stdout: text,
  stderr: text,
  ms: z.number(),
})
// What is typed may be longer than the runner takes; it says so itself.
const source = z.string().check(z.maxLength(16 * MOST_SOURCE))

export const LiveStateSchema: z.ZodMiniType<LiveState> = z.strictObject({
  open: z.boolean(),
  source,
  mode: z.enum(MODES),
  edition: z.int(),
  release: z.boolean(),
  size: z.int().check(z.minimum(SIZES.least), z.maximum(SIZES.most)),
  difference: z.boolean(),
  answer: z.nullable(z.strictObject({ stages: z.array(Stage).check(z.maxLength(8)), text: z.nullable(text) })),
  asked: z.string().check(z.maxLength(40 * MOST_SOURCE)),
  running: z.nullable(z.string().check(z.maxLength(60))),
  problem: text,
})

const px = z.number().check(z.minimum(0), z.maximum(1e6))
const letters = z.int().check(z.minimum(0), z.maximum(16 * MOST_SOURCE))
export const SightSchema: z.ZodMiniType<Sight> = z.strictObject({
  editor: z.tuple([px, px]),
  output: z.tuple([px, px]),
  selection: z.tuple([letters, letters]),
})
