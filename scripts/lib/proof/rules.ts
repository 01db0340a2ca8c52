// The rules that arrived after the decks: whoever does not keep one yet stands in pending.json, which only shrinks.

/** What each rule asks for, as `npm test` says it when something remains. ADD YOUR RULE HERE, then ask it with `askDecks` in a gate. */
export const RULES = {
  claims: 'a claim has the evidence of its kind in its paragraph (scripts/lib/sources/claims.ts)',
  'figure-types': 'components/figure imports only types of recordings',
  'quiz-questions': 'a quiz has eight to twelve questions',
  rooms: 'no room of scripts/lib imports from one further down the flow of the data',
  'spoken-time': 'what is said on a slide fits into its minutes',
} as const satisfies Record<string, string>

export type Rule = keyof typeof RULES
