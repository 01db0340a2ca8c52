// pending.json lists for each rule who is not yet held to it. What it lists is held back; what it lists without need is an error.
import { z } from 'zod'
import type { Deck } from '../deck.ts'
import { type Problem, ProblemError } from '../problem.ts'
import { type Rule, RULES } from './rules.ts'

export const PENDING_FILE = 'scripts/lib/proof/pending.json'

/** For each rule the folder names of decks, or for a rule about code the imports, that do not keep it yet. */
export type Pending = Readonly<Record<string, readonly string[]>>

/** What a gate found when it asked a rule. */
export interface RuleAnswer {
  rule: Rule
  /** Of whom it was asked: folder names of decks. `all` when nobody was left out. */
  asked: readonly string[] | 'all'
  /** `item` is who breaks the rule, as pending.json names it. */
  problems: readonly (Problem & { item: string })[]
}

/** Asks a rule of each deck. The decks that pending.json lists for it are held back by `npm test`, the others are not. */
export function askDecks(
  rule: Rule,
  decks: readonly Deck[],
  problemsOf: (deck: Deck) => readonly Problem[],
): RuleAnswer {
  return {
    rule,
    asked: decks.map(d => d.id),
    problems: decks.flatMap(deck => problemsOf(deck).map(problem => ({ ...problem, item: deck.id }))),
  }
}

/** 1-based line of the first line that holds the text after the first one that holds `after`; 1 when there is none. */
function lineOf(text: string, needle: string, after?: string): number {
  const lines = text.split('\n')
  const from =
    after === undefined
      ? 0
      : Math.max(
          0,
          lines.findIndex(l => l.includes(after)),
        )
  return (
    Math.max(
      0,
      lines.findIndex((l, i) => i >= from && l.includes(needle)),
    ) + 1
  )
}

const Shape = z.record(z.string(), z.array(z.string()))

/** @throws ProblemError when the text is no JSON of the right form, names an unknown rule or names somebody twice */
export function parsePending(text: string): Pending {
  const refuse = (message: string, line = 1) => new ProblemError([{ file: PENDING_FILE, line, message }])
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (e) {
    throw refuse(`this is not JSON: ${(e as Error).message}`)
  }
  const parsed = Shape.safeParse(json)
  if (!parsed.success) throw refuse('write `{ "rule": ["deck", …], … }`: each rule has a list of names')
  for (const [rule, items] of Object.entries(parsed.data)) {
    const line = lineOf(text, `"${rule}"`)
    if (!(rule in RULES))
      throw refuse(`there is no rule \`${rule}\`; the rules are ${Object.keys(RULES).join(', ')} (rules.ts)`, line)
    const twice = items.find((item, i) => items.indexOf(item) !== i)
    if (twice) throw refuse(`\`${rule}\` lists ${twice} twice`, line)
  }
  return parsed.data
}

/** What is left of the answers when the list has been applied. */
export interface Settled {
  problems: Problem[]
  /** How many problems were held back. */
  held: number
}

/**
 * Holds back the problems of whoever is listed for the rule, and objects to entries that are no longer needed. Pure.
 * @param text the text of pending.json, for the lines of such entries
 */
export function settle(answers: readonly RuleAnswer[], pending: Pending, text = ''): Settled {
  const problems: Problem[] = []
  let held = 0
  for (const { rule, asked, problems: found } of answers) {
    const listed = pending[rule] ?? []
    const breaking = new Set(found.map(p => p.item))
    for (const { item, ...problem } of found) {
      if (listed.includes(item)) held++
      else problems.push(problem)
    }
    for (const item of listed) {
      if (breaking.has(item) || (asked !== 'all' && !asked.includes(item))) continue
      problems.push({
        file: PENDING_FILE,
        line: lineOf(text, `"${item}"`, `"${rule}"`),
        message: `${item} keeps the rule \`${rule}\` now: delete it from the list`,
      })
    }
  }
  return { problems, held }
}

/** One line for each rule that somebody does not keep yet. Pure. */
export function remaining(pending: Pending): string[] {
  return Object.entries(pending)
    .filter(([, items]) => items.length)
    .map(([rule, items]) => `${rule}: ${items.length} to go (${RULES[rule as Rule]}): ${items.join(', ')}`)
}
