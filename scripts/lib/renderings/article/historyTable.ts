// What released compilers said of a program, as a table: one row for the editions that share a history.
import type { History } from '../../content/blocks.ts'
import { historyRows, historySubject } from '../../recording/historyWords.ts'
import { escape } from '../../site/head.ts'
import type { Pen } from './pen.ts'

export function historyTable(history: History, pen: Pen): string {
  const page = pen.page({ page: 'program', deck: pen.around.deck.id, snippet: history.rec })
  const name = `<code>${escape(history.recording.snippet)}</code>`
  const subject = historySubject(history)
  const caption = `${page ? `<a href="${page}">${name}</a>` : name}${subject ? `: ${escape(subject)}` : ''}`
  const rows = historyRows(history).map(
    ({ editions, said }) => `<tr><th scope="row">${escape(editions)}</th><td>${escape(said)}</td></tr>`,
  )
  return `<table class="verdicts history"><caption>${caption}</caption><tbody>${rows.join('')}</tbody></table>`
}
