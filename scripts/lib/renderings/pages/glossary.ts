// The glossary: each term of the course with its definition, who says so, and where it is used. Pure, apart from what it is given.
import type { Inline, Term } from '../../content/blocks.ts'
import { escape, rich } from '../../site/head.ts'
import { inlineHtml } from '../../site/prose.ts'
import { GLOSSARY_PAGE } from '../../pageFiles.ts'
import { isAddress, parseAddress } from '../../sources/address.ts'
import { addressHtml, type Evidence, hrefOf } from './evidence.ts'
import type { CourseProgram } from './program.ts'
import { pageHtml, type Shell, toRoot } from './shell.ts'
import type { TermUse, Use } from './uses.ts'
import { usesHtml } from './usesHtml.ts'

export interface GlossaryFacts {
  terms: readonly Term[]
  uses: ReadonlyMap<string, readonly (Use | TermUse)[]>
  /** Number and title of the decks of this site, by their ids. */
  decks: ReadonlyMap<string, CourseProgram['deck']>
  evidence: Evidence
  shell: Shell
}

export function glossaryPageHtml(facts: GlossaryFacts): string {
  const terms = [...facts.terms].sort((a, b) => (a.term.toLowerCase() < b.term.toLowerCase() ? -1 : 1))
  const index = terms.map(term => `<li><a href="#${term.id}">${rich(term.term)}</a></li>`)
  const main = `<header class="title"><h1>Glossary</h1>
<p class="lead">${terms.length} terms, each with its evidence and the places that use it.</p></header>
<nav class="index" aria-label="Terms" data-unsearched><ul>${index.join('')}</ul></nav>
${terms.map(term => termHtml(term, facts)).join('\n')}`
  const description = 'What the terms of the course mean, who says so, and where the course uses them.'
  return pageHtml({ file: GLOSSARY_PAGE, title: 'Glossary', description, above: [], kind: 'term', main }, facts.shell)
}

function termHtml(term: Term, facts: GlossaryFacts): string {
  const { evidence } = facts
  const root = toRoot(GLOSSARY_PAGE)
  const forms = term.forms.length ? ` <small>also ${term.forms.map(rich).join(', ')}</small>` : ''
  const authority = isAddress(term.authority) ? addressHtml(term.authority, null, root, evidence) : rich(term.authority)
  const deck = facts.decks.get(term.deck)
  const taught = deck ? `<a href="${root}${deck.id}/read/index.html">${escape(deck.title)}</a>` : escape(term.deck)
  return `<section class="term" aria-labelledby="${term.id}"><h2 id="${term.id}">${rich(term.term)}</h2>${forms}
<p>${definitionHtml(term.text, root, evidence)}</p>
<p class="by" data-unsearched>${authority}. Taught in ${taught}.</p>
${usedHtml(facts.uses.get(term.id) ?? [])}</section>`
}

/** Links of a definition: to other terms, and to the evidence that the course's own sources.json knows. */
function definitionHtml(text: readonly Inline[], root: string, evidence: Evidence): string {
  return inlineHtml(text.map(inline => ledBy(inline, root, evidence)))
}

function ledBy(inline: Inline, root: string, evidence: Evidence): Inline {
  if (!('children' in inline)) return inline
  const children = inline.children.map(child => ledBy(child, root, evidence))
  if (inline.kind !== 'link' || !isAddress(inline.address)) return { ...inline, children }
  const href = hrefOf(parseAddress(inline.address), null, root, evidence)
  // What leads nowhere is words.
  return href ? { ...inline, address: href, children } : { kind: 'step', from: 0, children }
}

function usedHtml(uses: readonly (Use | TermUse)[]): string {
  const terms = uses.filter((use): use is TermUse => 'term' in use)
  const places = uses.filter((use): use is Use => !('term' in use))
  const linked = terms.map(({ term, title }) => `<a href="#${term}">${rich(title)}</a>`)
  if (!uses.length) return ''
  return `<div class="used" data-unsearched>${linked.length ? `<p>In the definition of ${linked.join(', ')}.</p>` : ''}${places.length ? usesHtml(places, GLOSSARY_PAGE) : ''}</div>`
}
