// The rules that arrived after the decks: whoever does not keep one yet stands in pending.json, which only shrinks.

/** What each rule asks for, as `npm test` says it when something remains. ADD YOUR RULE HERE, then ask it with `askDecks` in a gate. */
export const RULES = {
  'figure-types': 'components/figure imports only types of recordings',
  rooms: 'no room of scripts/lib imports from one further down the flow of the data',
} as const satisfies Record<string, string>

export type Rule = keyof typeof RULES
