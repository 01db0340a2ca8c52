// The forms of what the audience says and is told. Objects are strict: an unknown key refuses the message, and every text and list has a longest form.
import * as z from 'zod/mini'
import type { Answer } from '../../renderings/talk/talk.ts'

export const ROUNDS = ['first', 'second', 'before', 'after'] as const
/** `first` and `second`: in the room, before and after a discussion. `before` and `after`: the tests around the talk. */
export type Round = (typeof ROUNDS)[number]

/** Longest texts that a guest may write: a value of a prediction, a question. */
export const MOST = { value: 80, ask: 280, rows: 24, options: 32, body: 4096 } as const

const text = (most: number) => z.string().check(z.maxLength(most))
const count = (most: number) => z.int().check(z.minimum(0), z.maximum(most))
const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,79}$/))
const deck = z.string().check(z.regex(/^[a-z0-9-]{1,60}$/))
const slide = z.int().check(z.minimum(1), z.maximum(999))
/** A guest's name, which says nothing, and the proof that this talk gave it. */
const you = z.string().check(z.regex(/^[\w-]{22}\.[\w-]{22}$/))
const list = <T extends z.core.SomeType>(of: T, most: number) => z.array(of).check(z.maxLength(most))

const answer: z.ZodMiniType<Answer> = z.union([
  list(count(MOST.options - 1), MOST.options),
  list(text(MOST.value), MOST.rows),
])

/** What a guest says. */
export const saySchema = z.discriminatedUnion('do', [
  // Whoever has a name of this talk keeps it; another talk's name is replaced.
  z.strictObject({ do: z.literal('join'), you: z.optional(you) }),
  z.strictObject({ do: z.literal('vote'), you, deck, question: id, round: z.enum(ROUNDS), answer }),
  // `n` is the guest's own number of the question: said twice, it is one question.
  z.strictObject({
    do: z.literal('ask'),
    you,
    n: count(999),
    deck,
    slide,
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(MOST.ask)),
  }),
])
export type Say = z.infer<typeof saySchema>

/** `quick`: too much at once. `full`: the talk takes no more. `stranger`: this talk gave no such name. `away`: the talk cannot be reached. */
export const replySchema = z.union([
  z.strictObject({ status: z.literal('joined'), you }),
  z.strictObject({ status: z.enum(['counted', 'closed', 'unfit', 'stranger', 'quick', 'full', 'away']) }),
])
export type Reply = z.infer<typeof replySchema>

/** A question as the audience gets it: nothing in it says what is right. */
const questionView = {
  id,
  form: z.enum(['one', 'many', 'order', 'cases', 'values']),
  text: text(2000),
  options: list(z.strictObject({ text: text(1000), line: z.nullable(count(999)) }), MOST.options),
  rows: list(text(1000), MOST.rows),
  code: list(text(400), 60),
}
const tally = z.strictObject({
  round: z.enum(ROUNDS),
  answers: count(1e5),
  right: z.nullable(count(1e5)),
  bars: list(
    z.strictObject({ row: count(MOST.rows), label: text(1000), count: count(1e5), right: z.nullable(z.boolean()) }),
    800,
  ),
})
/** How often the room chose what. `right`: wholly right answers, and of a bar whether it is right; null before the slide says so, and where nothing decides. */
export type Tally = z.infer<typeof tally>

export const askedSchema = z.nullable(
  z.strictObject({
    deck,
    slide,
    question: z.strictObject(questionView),
    round: z.enum(['first', 'second']),
    /** `open`: votes are taken. `closed`: none are, for now. `shown`: the room's answers are on the screen, and none are taken any more. */
    phase: z.enum(['open', 'closed', 'shown']),
    /** Round by round, once they are shown. */
    tallies: list(tally, 2),
    /** Once the slide has said it. */
    right: z.nullable(answer),
  }),
)
export type AskedView = NonNullable<z.infer<typeof askedSchema>>

export const testSchema = z.nullable(
  z.strictObject({ deck, which: z.enum(['before', 'after']), questions: list(z.strictObject(questionView), 12) }),
)
export type TestView = NonNullable<z.infer<typeof testSchema>>
