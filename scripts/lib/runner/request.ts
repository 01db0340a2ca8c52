// A request of the page, checked before anything is run.
import { z } from 'zod'
import { LIVE_EDITIONS, MODES, MOST_SOURCE, type RunRequest } from './protocol.ts'

export const RunRequestSchema: z.ZodType<RunRequest> = z.strictObject({
  source: z.string().max(MOST_SOURCE, 'the program is longer than 64 KiB'),
  mode: z.enum(MODES),
  edition: z.literal([...LIVE_EDITIONS]),
  release: z.boolean(),
})
