// What the trainer's windows know of the audience, and what they may ask for. Types and forms, for the browser and Node alike.
import * as z from 'zod/mini'
import type { TalkQuestion } from '../../renderings/talk/talk.ts'
import type { Tally } from './messages.ts'
import type { AskedQuestion, Shift } from './votes.ts'

export interface AudienceView {
  guests: number
  /** The question of this place; null where none is asked. */
  asked: {
    question: TalkQuestion
    round: 'first' | 'second'
    /** `shown`: on the projector, without the answer. `revealed`: the slide has said the answer. */
    phase: 'open' | 'closed' | 'shown' | 'revealed'
    /** Round by round, with what is right: for the trainer's eyes. */
    tallies: Tally[]
    /** The same as the room may see it. */
    room: Tally[]
    mayAgain: boolean
    /** Votes came in that the room has not seen: the step that would show the answer shows them first. */
    pending: boolean
  } | null
  /** Questions to the speaker. */
  box: AskedQuestion[]
  /** Guests may look ahead. */
  free: boolean
  /** The tests before and after the talk: how many questions, which one is open, how many take it, what it says. */
  test: { count: number; open: 'before' | 'after' | null; takers: number; shift: Shift[] }
}

const n = z.int().check(z.minimum(0), z.maximum(999))

/** `toggle`: takes votes, or none for now. `again`: the second round. `settle`: a question to the speaker was answered. */
export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['toggle', 'again']) }),
  z.strictObject({ do: z.literal('settle'), guest: z.string().check(z.regex(/^[\w-]{22}$/)), n }),
  z.strictObject({ do: z.literal('free'), free: z.boolean() }),
  z.strictObject({ do: z.literal('test'), which: z.enum(['before', 'after']), open: z.boolean() }),
])
export type AudienceAction = z.infer<typeof actionSchema>
