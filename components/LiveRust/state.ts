// What a live block shows: the same in the presenter's window and in the audience's. Plain data.
import type { RunAnswer, RunRequest } from '../../scripts/lib/runner/protocol.ts'

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
