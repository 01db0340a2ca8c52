// What `//@ history:` may ask, and how it is written. Pure, and small enough for the browser.
import type { Edition } from './snippet.ts'

/** First release that knows an edition as stable; the first that rustup installs for the oldest. */
export const FIRST: Record<Edition, string> = { 2015: '1.16.0', 2018: '1.31.0', 2021: '1.56.0', 2024: '1.85.0' }

/** What released compilers are asked about a snippet. */
export type HistoryForm =
  /** The answers before and after the change, `ok`, codes, or `none` for an error without a code; null: any two. */
  | { kind: 'verdict'; answers: [string, string] | null }
  /** A line of stdout, counted from 1. */
  | { kind: 'output'; line: number }
  /** `size`, `align`, or a field, whose offset is asked for. */
  | { kind: 'layout'; type: string; field: string }
  /** Whether a lint speaks at its default level. */
  | { kind: 'warning'; lint: string }

export interface HistoryWish {
  form: HistoryForm
  /** Whether the editions differ, and none of them changes. */
  byEdition: boolean
  /** The oldest release to ask, where the editions' first ones do not know the syntax; or the first of a row of nightlies. */
  since: string | null
  /** The last of a row of nightlies. */
  until: string | null
  /** All of them when null. */
  editions: Edition[] | null
  /** As it was written. */
  asks: string
  line: number
}

const ANSWER = String.raw`(?:ok|none|E\d{4}(?: E\d{4})*)`
const VERDICT = new RegExp(`^verdict (?<before>${ANSWER}) -> (?<after>${ANSWER})$`)
const OTHER = /^(?:output (?<output>[1-9]\d*)|layout (?<type>\S.*) (?<field>[A-Za-z_]\w*)|warning (?<lint>[a-z_]+))$/
/** What may stand behind a form, in this order. */
const TAIL =
  /(?:(?:^| )(?<by>by edition))?(?: since (?:(?<since>1\.\d+\.\d+)|(?<first>nightly-\d{4}-\d\d-\d\d) until (?<until>nightly-\d{4}-\d\d-\d\d)))?(?: in (?<editions>(?:2015|2018|2021|2024)(?:,(?:2015|2018|2021|2024))*))?$/

/** What an author may write, for a message. */
export const HISTORY_USAGE =
  '`verdict E0502 -> ok`, `output LINE`, `layout TYPE FIELD`, `warning LINT` or `by edition`, the middle three with `by edition` behind them where the editions differ; then `since 1.26.0` and `in 2018,2021` where older releases or other editions do not know the syntax, or `since nightly-2024-12-05 until nightly-2024-12-09`'

/** `verdict E0502 -> ok since 1.26.0 in 2018,2021`; null when it is something else. */
export function parseHistory(asks: string, line: number): HistoryWish | null {
  const tail = TAIL.exec(asks)!
  const { by, since, first, until, editions } = tail.groups!
  const form = formOf(asks.slice(0, tail.index), by !== undefined)
  if (!form) return null
  return {
    form,
    byEdition: by !== undefined,
    since: first ?? since ?? null,
    until: until ?? null,
    editions: (editions?.split(',').map(Number) as Edition[] | undefined) ?? null,
    asks,
    line,
  }
}

/** @param byEdition without more words, that asks for verdicts */
function formOf(text: string, byEdition: boolean): HistoryForm | null {
  if (!text) return byEdition ? { kind: 'verdict', answers: null } : null
  const { before, after } = VERDICT.exec(text)?.groups ?? {}
  if (before && after) return byEdition || before === after ? null : { kind: 'verdict', answers: [before, after] }
  const { output, type, field, lint } = OTHER.exec(text)?.groups ?? {}
  if (output) return { kind: 'output', line: Number(output) }
  if (type && field) return { kind: 'layout', type, field }
  return lint ? { kind: 'warning', lint } : null
}
