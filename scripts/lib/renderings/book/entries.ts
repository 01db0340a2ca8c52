// Which entries of the index a text belongs under: error codes, names of the language and of std, terms of the glossary. Pure.
import type { Inline, Term } from '../../content/blocks.ts'
import { textOf } from '../../content/tree.ts'

export interface Terms {
  byId: ReadonlyMap<string, Term>
  /** Terms with the pattern of their forms. */
  patterns: readonly { term: string; pattern: RegExp }[]
  /** Names that programs of the course define: they mean something in one program only. */
  defined: ReadonlySet<string>
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Shorter or everyday words stand in sentences that do not speak of the term. */
const EVERYDAY = new Set(['live', 'point', 'move', 'scope', 'use', 'place', 'path', 'kill'])

/** @param sources of all programs of the document */
export function termsOf(glossary: readonly Term[], sources: readonly string[]): Terms {
  const defined = new Set<string>()
  for (const source of sources)
    for (const found of source.matchAll(
      /\b(?:struct|enum|trait|fn|mod|const|static|type|macro_rules!)\s+([A-Za-z_]\w*)/g,
    ))
      defined.add(found[1]!)
  const patterns = glossary
    .filter(({ term }) => !EVERYDAY.has(term))
    .map(({ term, forms }) => ({
      term,
      pattern: new RegExp(
        String.raw`(?<![\w-])(?:${[term, ...forms].map(form => escaped(form.replaceAll('`', ''))).join('|')})(?![\w-])`,
        'i',
      ),
    }))
  return { byId: new Map(glossary.map(term => [term.id, term])), patterns, defined }
}

/** Names that programs define too, and that mean the one of std all the same. */
const BORROWED = new Set(['main', 'new', 'drop', 'clone', 'get_mut', 'make_mut', 'upgrade', 'downgrade'])

const codesIn = (inlines: readonly Inline[]): string[] =>
  inlines.flatMap(inline =>
    inline.kind === 'code' ? [inline.text] : 'children' in inline ? codesIn(inline.children) : [],
  )

/** Entries of a text; names stand in backticks. @param linked ids of terms that it links to */
export function entriesOf(inlines: readonly Inline[], terms: Terms, linked: readonly string[] = []): string[] {
  const out = new Set<string>()
  const text = textOf(inlines)
  for (const found of text.matchAll(/\bE\d{4}\b/g)) out.add(found[0])
  for (const code of codesIn(inlines)) {
    const name = code
      .replace(/<.*$/, '')
      .replace(/\(.*$/, '')
      .replace(/^&(?:mut )?/, '')
      .trim()
    if (!/^[A-Za-z_]\w*(?:::\w+)*!?$/.test(name)) continue
    const [first = ''] = name.split('::')
    if (terms.defined.has(first) && !BORROWED.has(first)) continue
    if (/^[A-Z]\w+$/.test(first) || name.includes('::') || /^[a-z]+(?:_[a-z]+)+$/.test(name)) out.add(`\`${name}\``)
  }
  for (const { term, pattern } of terms.patterns) if (pattern.test(text)) out.add(term)
  for (const id of linked) {
    const term = terms.byId.get(id)
    if (term) out.add(term.term)
  }
  return [...out]
}
