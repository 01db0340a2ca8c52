// `predict:` in a slide's front matter: the form in which a reader or the audience predicts. The right answer is never typed, the recording decides.
import { z } from 'zod'

const Name = z.string({ error: 'name a snippet, without `.rs`' }).min(1, 'name a snippet, without `.rs`')
const Texts = z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).min(2, 'at least two')

const FORMS = {
  verdicts: z.strictObject({ kind: z.literal('verdicts'), cases: z.array(Name).min(1, 'at least one snippet') }),
  options: z.strictObject({
    kind: z.literal('options'),
    options: Texts,
    decide: z.string({ error: 'say what decides, a path into the recording: `stdout`' }).min(1),
    rec: Name.optional(),
  }),
  order: z.strictObject({ kind: z.literal('order'), items: Texts, rec: Name.optional() }),
  output: z.strictObject({ kind: z.literal('output'), rec: Name }),
  table: z.strictObject({
    kind: z.literal('table'),
    rec: Name,
    cells: z.array(z.string({ error: 'a cell is a path into the recording' })).min(1),
  }),
  lines: z.strictObject({ kind: z.literal('lines'), rec: Name }),
  editions: z.strictObject({ kind: z.literal('editions'), rec: Name }),
}

export const Prediction = z.discriminatedUnion(
  'kind',
  [FORMS.verdicts, FORMS.options, FORMS.order, FORMS.output, FORMS.table, FORMS.lines, FORMS.editions],
  { error: `\`kind\` is one of ${Object.keys(FORMS).join(', ')}` },
)
export type Prediction = z.infer<typeof Prediction>

/** The snippets that decide a prediction; none where the slide's own program does. */
export function recordingsOf(prediction: Prediction): string[] {
  if (prediction.kind === 'verdicts') return prediction.cases
  return prediction.rec === undefined ? [] : [prediction.rec]
}
