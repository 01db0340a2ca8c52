// The end of an article: the sources in the order of the text, and the terms that it used.
import { plainHtml } from './inline.ts'
import type { Cited } from '../cited.ts'
import type { Pen } from './pen.ts'
import { escape } from '../../site/head.ts'

const GROUPS: readonly { group: Cited['group']; name: string }[] = [
  { group: 'library', name: 'Standard library: source and documentation' },
  { group: 'compiler', name: 'Compiler and tools: source' },
  { group: 'rules', name: 'Reference, Nomicon, Edition Guide' },
  { group: 'history', name: 'RFCs, releases, issues' },
  { group: 'other', name: 'Other crates' },
]

export function sourcesHtml(pen: Pen): string {
  const unique = [...new Map(pen.cited.map(cited => [cited.href, cited])).values()]
  if (!unique.length) return ''
  const lists = GROUPS.flatMap(({ group, name }) => {
    const items = unique.filter(cited => cited.group === group).sort((a, b) => (a.where < b.where ? -1 : 1))
    const lines = items.map(cited => itemHtml(cited, items.filter(other => other.where === cited.where).length > 1))
    return items.length ? [`<div><h4>${name}</h4><ul>${lines.join('')}</ul></div>`] : []
  })
  return `<section class="back" aria-labelledby="sources" data-unsearched><header><h3 id="sources">Sources</h3></header><div class="columns">${lists.join('')}</div></section>`
}

/** @param again whether another place of the same page is listed: then its anchor tells them apart */
function itemHtml({ href, mark, where, name }: Cited, again: boolean): string {
  const what = name || (again ? decodeURIComponent(new URL(href).hash.slice(1)).replaceAll('-', ' ') : '')
  return `<li><a href="${escape(href)}"><i>${mark}</i>${escape(where).replaceAll('/', '/\u200b')}</a>${what ? ` <span>${escape(what)}</span>` : ''}</li>`
}

/** Definitions of the terms that the text links to; the page of all terms is the glossary's. */
export function termsHtml(pen: Pen): string {
  const terms = [...pen.used]
    .flatMap(id => pen.around.terms.get(id) ?? [])
    .sort((a, b) => a.term.localeCompare(b.term, 'en'))
  if (!terms.length) return ''
  const all = pen.page({ page: 'glossary' })
  const rows = terms.map(
    term => `<div id="term-${term.id}"><dt>${escape(term.term)}</dt><dd>${plainHtml(term.text, pen)}</dd></div>`,
  )
  const more = all ? `<p class="more"><a href="${all}">All terms of the course</a></p>` : ''
  return `<section class="back" aria-labelledby="terms" data-unsearched><header><h3 id="terms">Terms</h3></header><dl>${rows.join('')}</dl>${more}</section>`
}
