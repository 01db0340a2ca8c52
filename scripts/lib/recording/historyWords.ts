// What released compilers said, as a sentence: for slides, readers and the command. Pure, and small enough for the browser.
import type { HistoryRow } from './history.ts'

const accepted = (answer: string): string => (answer === 'ok' ? 'accepted' : answer)
/** `1.35.0` is spoken of as 1.35. */
const short = (release: string): string => release.replace(/\.0$/, '')

/** The rows in words: `edition 2015: E0502 up to 1.35, accepted from 1.36; edition 2018: accepted from its first release, 1.31`. */
export function historyWords(rows: readonly HistoryRow[]): string {
  return rows
    .map(({ edition, answers, change }) => {
      const [first] = answers
      if (!change)
        return `edition ${edition}: ${accepted(first!.answer)} from ${edition === 2015 ? `${short(first!.release)}, the oldest that was asked` : `its first release, ${short(first!.release)}`}`
      const then = answers.find(a => a.release === change.before)!,
        now = answers.find(a => a.release === change.after)!
      return `edition ${edition}: ${accepted(then.answer)} up to ${short(change.before)}, ${accepted(now.answer)} from ${short(change.after)}`
    })
    .join('; ')
}
