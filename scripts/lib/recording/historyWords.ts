// What released compilers said, in words: for slides, readers and the command. Pure, and small enough for the browser.
import type { History, HistoryRow } from './history.ts'
import { FIRST, type HistoryForm, parseHistory } from './historyWish.ts'

interface Asked {
  asks: string
  rows: readonly HistoryRow[]
}

/** `1.35.0` is spoken of as 1.35. */
const short = (release: string): string => release.replace(/\.0$/, '')
const list = (words: readonly (string | number)[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : String(words[0])

/** What was asked, where it was no verdict: `size of Option<char>`. */
export function historySubject({ asks }: Pick<History, 'asks'>): string | null {
  const form = parseHistory(asks, 1)?.form
  switch (form?.kind) {
    case 'output':
      return `line ${form.line} of its output`
    case 'layout': {
      const what = { size: 'size of', align: 'alignment of' }[form.field] ?? `offset of ${form.field} in`
      return `${what} ${form.type}`
    }
    case 'warning':
      return `lint ${form.lint}`
    default:
      return null
  }
}

const verdict = (answer: string): string => ({ ok: 'accepted', none: 'rejected without a code' })[answer] ?? answer
const LEVELS: Record<string, string> = { silent: 'no warning', warns: 'a warning', denies: 'an error' }

function answerWords(form: HistoryForm | undefined, answer: string): string {
  if (!form || form.kind === 'verdict') return verdict(answer)
  const codes = /^rejected (none|E\d{4}(?: E\d{4})*)$/.exec(answer)?.[1]
  if (codes) return codes === 'none' ? verdict(codes) : `rejected with ${codes}`
  if (form.kind === 'warning') return LEVELS[answer] ?? answer
  if (form.kind === 'output') return answer ? `“${answer.trimEnd()}”` : 'nothing'
  return `${answer} ${answer === '1' ? 'byte' : 'bytes'}`
}

function rowWords(form: HistoryForm | undefined, rows: readonly HistoryRow[]): string {
  const { answers, change } = rows[0]!
  const said = (release: string): string => answerWords(form, answers.find(a => a.release === release)!.answer)
  if (change)
    return `${said(change.before)} up to ${short(change.before)}, ${said(change.after)} from ${short(change.after)}`
  const firsts = rows.map(row => row.answers[0]!.release)
  const own = rows.every(row => row.edition !== 2015 && row.answers[0]!.release === FIRST[row.edition])
  if (!own) return `${said(firsts[0]!)} from ${short(firsts[0]!)}, the oldest that was asked`
  const words = rows.length > 1 ? 'their first releases' : 'its first release'
  return `${said(firsts[0]!)} from ${words}, ${list(firsts.map(short))}`
}

/** Editions with the same history share a row; `editions`: 2018 and 2021. */
export function historyRows({ asks, rows }: Asked): { editions: string; said: string }[] {
  const form = parseHistory(asks, 1)?.form
  const groups = Map.groupBy(rows, ({ edition, answers, change }) => {
    const first = answers[0]!
    // Without a change, those that were asked from their first release on have that in common.
    const from = change ? '' : edition !== 2015 && first.release === FIRST[edition] ? 'own' : first.release
    const ends = change ? answers.filter(a => [change.before, change.after].includes(a.release)) : [first.answer, from]
    return JSON.stringify(ends)
  })
  return [...groups.values()].map(same => ({
    editions: `${same.length > 1 ? 'editions' : 'edition'} ${list(same.map(row => row.edition))}`,
    said: rowWords(form, same),
  }))
}

/** The rows in words: `edition 2015: E0502 up to 1.35, accepted from 1.36; edition 2018: accepted from its first release, 1.31`. */
export function historyWords(history: Asked): string {
  const subject = historySubject(history)
  const rows = historyRows(history).map(({ editions, said }) => `${editions}: ${said}`)
  return `${subject ? `${subject}; ` : ''}${rows.join('; ')}`
}
