// glossary.yaml: each term of the course once, with what it means and who says so.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseLocatedYaml, schemaProblems } from '../locatedYaml.ts'
import type { Term } from './blocks.ts'
import { textInBrackets } from './brackets.ts'
import { Clicks } from './clicks.ts'
import type { Library } from './library.ts'
import { parseSentence } from './markup.ts'
import { instead } from './near.ts'
import type { Reporter } from './reporter.ts'
import { inlinesOf } from './tree.ts'

const Row = z.strictObject({
  id: z.string({ error: 'give the term an id' }).regex(/^[a-z][a-z0-9-]*$/, 'an id has small letters, digits and `-`'),
  term: z.string({ error: 'write the term' }).min(1),
  forms: z.array(z.string({ error: 'a form is a text' })).default([]),
  text: z.string({ error: 'say in one or two sentences what it means' }).min(10, 'one or two sentences'),
  authority: z.string({ error: 'name who says so: an address such as `ref:…`' }).min(3),
  deck: z.string({ error: 'name the deck that teaches it' }),
})
const Rows = z.array(Row, { error: 'a glossary is a list of terms' })

/** The ids of the terms alone, without a word on what is wrong with the rest: for links, which ask before the course is read. */
export function readGlossaryIds(root: string): string[] {
  const path = join(root, 'glossary.yaml')
  if (!existsSync(path)) return []
  return [...readFileSync(path, 'utf8').matchAll(/^- id:\s*["']?([a-z][a-z0-9-]*)/gm)].map(found => found[1]!)
}

/** The terms; none where there is no glossary.yaml. */
export function readGlossary(library: Library, decks: readonly string[], report: Reporter): Term[] {
  const path = join(library.root, report.file)
  if (!existsSync(path)) return []
  const yaml = report.attempt(() => parseLocatedYaml(readFileSync(path, 'utf8'), report.file))
  if (!yaml) return []
  const parsed = Rows.safeParse(yaml.value)
  if (!parsed.success) {
    report.problems.push(...schemaProblems(parsed.error, yaml, report.file))
    return []
  }
  const place = { library, deckDir: library.root, report, clicks: new Clicks(), still: true }
  const owners = new Map<string, string>()
  return parsed.data.map((row, i) => {
    for (const word of new Set([row.id, row.term, ...row.forms].map(w => w.toLowerCase()))) {
      const owner = owners.get(word)
      if (owner !== undefined && owner !== row.id)
        report.say(yaml.lineOf([i]), `\`${word}\` also belongs to \`${owner}\`: a word has one meaning`)
      owners.set(word, row.id)
    }
    if (!decks.includes(row.deck))
      report.say(yaml.lineOf([i, 'deck']), `there is no deck \`${row.deck}\`: ${instead(row.deck, decks)}`)
    const line = yaml.lineOf([i, 'text'])
    return { ...row, text: inlinesOf(parseSentence(textInBrackets(row.text, library), line, report), place), line }
  })
}
