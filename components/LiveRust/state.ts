// What a live block shows: the same in the presenter's window and in the audience's. Plain data, held to its schema where it comes from another window.
import * as z from 'zod/mini'
import { MODES, MOST_SOURCE, type RunAnswer, type RunRequest } from '../../scripts/lib/runner/protocol.ts'

export interface LiveState {
  open: boolean
  source: string
  mode: RunRequest['mode']
  edition: number
  release: boolean
  /** What was run last; null until then. */
  answer: RunAnswer | null
  /** Why there is no answer. */
  problem: string
}

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

export const LiveStateSchema: z.ZodMiniType<LiveState> = z.strictObject({
  open: z.boolean(),
  // What is typed may be longer than the runner takes; it says so itself.
  source: z.string().check(z.maxLength(16 * MOST_SOURCE)),
  mode: z.enum(MODES),
  edition: z.int(),
  release: z.boolean(),
  answer: z.nullable(z.strictObject({ stages: z.array(Stage).check(z.maxLength(8)), text: z.nullable(text) })),
  problem: text,
})
