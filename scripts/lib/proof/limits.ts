// The limits of a deck, in one table: the gate `words` reads it, CONTRIBUTING.md shows it, and a test holds the two equal.

export interface Limit {
  /** What is counted, as a message and the table name it. */
  what: string
  least?: number
  most?: number
}

export const LIMITS = {
  slides: { what: 'slides without `extra: true`', least: 24, most: 40 },
  minutes: { what: 'minutes without extra slides', least: 60, most: 85 },
  extra: { what: 'extra slides', most: 12 },
  sections: { what: 'sections', least: 4, most: 6 },
  outcomes: { what: 'outcomes on the promise slide', least: 4, most: 6 },
  questions: { what: 'questions of the quiz', least: 8, most: 12 },
  references: { what: 'references', least: 10, most: 15 },
  spoken: { what: 'spoken words on a slide', least: 60 },
  answer: { what: 'words of an `Answer:`', most: 80 },
} as const satisfies Record<string, Limit>

/** What speaking takes, in seconds; a word is one of 130 a minute. */
export const PACE = { word: 60 / 130, click: 5, question: 20, prediction: 60, code: 1 }

/** `24 to 40`, `at most 12`, `at least 60`. */
export function rangeOf({ least, most }: Limit): string {
  if (least === undefined) return `at most ${most}`
  return most === undefined ? `at least ${least}` : `${least} to ${most}`
}

export const outside = (n: number, { least = 0, most = Infinity }: Limit): boolean => n < least || n > most

/** The table of CONTRIBUTING.md, as Markdown. */
export function limitsTable(): string {
  const rows = Object.values(LIMITS).map((limit: Limit) => `| ${limit.what} | ${rangeOf(limit)} |`)
  return ['| of a deck | |', '|---|---|', ...rows].join('\n')
}
