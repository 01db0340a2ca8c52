// The shape of decks/<id>/quiz.yaml: a list of questions of four kinds.
import { z } from 'zod'

export const KINDS = ['prediction', 'choice', 'line', 'order'] as const

const Text = z
  .union([z.string(), z.number(), z.boolean()], { error: 'write a text' })
  .transform(String)
  .pipe(z.string().trim().min(1, 'the text is empty'))
const Words = z.string({ error: 'write a sentence' }).trim().min(1, 'the sentence is empty')

export const Option = z.strictObject({
  text: Text.describe('what the reader chooses; a line question: the number of a line in the shown region'),
  because: Words.optional().describe('the reasoning that leads here, shown beside the option'),
  value: Text.optional().describe(
    'prediction: what the recording must say for this option to be right, when that is not literally the text',
  ),
})

const common = {
  id: z
    .string({ error: 'give the question an id, unique in the deck' })
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'an id has small letters, digits and `-`'),
  question: Words,
  why: Words.describe('shown with the answer'),
  region: z.string().min(1).optional(),
  edition: z
    .union([z.literal(2015), z.literal(2018), z.literal(2021), z.literal(2024)], {
      error: 'one of 2015, 2018, 2021, 2024',
    })
    .optional()
    .describe('which recording decides and is shown, where there are several'),
  transfer: z
    .boolean({ error: '`transfer` is true or false' })
    .optional()
    .describe('its program stands on no slide, and shares no region with one'),
}
const snippet = z
  .string({ error: 'name the snippet, a file of snippets/' })
  .regex(/\.rs$/, 'a snippet is a .rs file of snippets/')
const options = (least: number) =>
  z.array(Option, { error: 'list the options' }).min(least, `at least ${least} options`).max(6, 'at most six options')

export const Prediction = z.strictObject({
  kind: z.literal('prediction'),
  ...common,
  snippet,
  decide: Words,
  options: options(2),
})
export const Choice = z.strictObject({
  kind: z.literal('choice'),
  ...common,
  snippet: snippet.optional(),
  options: options(2),
  answer: z.int({ error: 'the number of the right option, from 1' }).min(1, 'options are counted from 1'),
})
export const Line = z.strictObject({
  kind: z.literal('line'),
  ...common,
  snippet,
  options: options(2).optional(),
  answer: z.int({ error: 'the number of the right line, from 1, as shown' }).min(1, 'lines are counted from 1'),
})
export const Order = z.strictObject({
  kind: z.literal('order'),
  ...common,
  snippet: snippet.optional(),
  options: options(3),
})

export const Question = z.discriminatedUnion('kind', [Prediction, Choice, Line, Order], {
  error: `kind is one of ${KINDS.join(', ')}`,
})
export const QuizFile = z.array(Question, { error: 'a quiz is a list of questions' })

export type Question = z.infer<typeof Question>
