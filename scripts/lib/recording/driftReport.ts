// What another compiler says otherwise, as a report that an author reads in a minute: a table of the decks, then the facts. Pure.
import type { Change } from './compare.ts'
import type { Drift } from './drift.ts'

/** Snippets that are listed of one deck when several have news; the rest is counted. */
const MOST_SNIPPETS = 14

interface Row {
  deck: string
  facts: number
  /** One line for each snippet with changed facts. */
  snippets: string[]
  words: number
  failures: string[]
}

const deckOf = (path: string): string => /^decks\/([^/]+)\//.exec(path)?.[1] ?? 'elsewhere'

const factWords = ({ where, was, now }: Change): string => `${where}: recorded ${was}, now ${now}`

function rowsOf({ differing }: Drift): Row[] {
  const rows = new Map<string, Row>()
  for (const { file, facts, words, problems } of differing) {
    const deck = deckOf(file.path)
    const row = rows.get(deck) ?? { deck, facts: 0, snippets: [], words: 0, failures: [] }
    rows.set(deck, row)
    row.facts += facts.length
    if (facts.length) row.snippets.push(`${file.path}:${facts[0]!.line}: ${facts.map(factWords).join('; ')}`)
    row.words += words.length
    for (const { line, message } of problems) row.failures.push(`${file.path}:${line}: ${message}`)
  }
  return [...rows.values()].sort((a, b) => a.deck.localeCompare(b.deck, 'en'))
}

/** Changes of wording and format, by what changed, the most frequent first. */
function kindsOf({ differing }: Drift): [string, number][] {
  const kinds = new Map<string, number>()
  for (const { where } of differing.flatMap(d => d.words)) {
    const kind = where
      .replace(/^edition \d+[:,] /, '')
      .replace(/, line \d+$/, '')
      .replace(/\.\d+(?=\.|$)/g, '')
      .replace(/^(\w[\w-]*)(?: .*)?: (?=body)/, '$1: ')
      .replace(/^((?:[\w-]+: )?[\w-]+(?:\.[\w-]+)?).*$/, '$1')
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  return [...kinds].sort((a, b) => b[1] - a[1])
}

const table = (head: string[], rows: string[][]): string => {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map((_, i) => (i ? '---:' : '---')).join('|')}|`, ...rows.map(line)].join('\n')
}

export interface DriftReport {
  /** Facts that changed and snippets that could not be recorded: what makes the command fail. */
  facts: number
  markdown: string
}

/** @param compiler as it is called: `rustc 1.100.0-beta.7 (fd8e211ae 2026-10-17)` */
export function driftReport(drift: Drift, compiler: string): DriftReport {
  const rows = rowsOf(drift)
  const total = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  const facts = total(row => row.facts)
  const failures = total(row => row.failures.length)
  const words = total(row => row.words)
  const parts = [
    `# What ${compiler} says otherwise`,
    `Snippets asked: ${drift.asked}. Facts that changed: ${facts}; words or formats: ${words}; snippets that could not be recorded: ${failures}.`,
  ]
  if (drift.crates) parts.push(`Not asked: ${drift.crates}, which use crates that only the course's compiler builds.`)
  if (rows.length)
    parts.push(
      table(
        ['deck', 'facts', 'words', 'not recorded'],
        rows.map(row => [row.deck, ...[row.facts, row.words, row.failures.length].map(String)]),
      ),
    )
  const most = rows.length > 1 ? MOST_SNIPPETS : Infinity
  for (const row of rows) {
    const news = [...row.failures, ...row.snippets]
    if (!news.length) continue
    parts.push(
      `## ${row.deck}`,
      news
        .slice(0, most)
        .map(said => `* ${said}`)
        .join('\n'),
    )
    if (news.length > most)
      parts.push(`and ${news.length - most} more, which the same command lists for decks/${row.deck} alone`)
  }
  const kinds = kindsOf(drift)
  if (kinds.length)
    parts.push(
      '## Wording and format',
      table(
        ['what', 'changes'],
        kinds.map(([kind, count]) => [`\`${kind}\``, String(count)]),
      ),
    )
  return { facts: facts + failures, markdown: `${parts.join('\n\n')}\n` }
}
