// What a guest's own device keeps: its name in this talk, its answers, its questions, its stars. It knows no more of its owner, and forgets with the next talk.
import { reactive, watch } from 'vue'
import type { Answer } from '../../../renderings/talk/talk.ts'
import type { Round } from '../../audience/messages.ts'

export interface OwnVote {
  deck: string
  slide: number
  question: string
  text: string
  round: Round
  answer: Answer
  /** The answer in words, for the file that is taken home. */
  words: string
  /** What was right, in words; empty until the talk has said it. */
  right: string
  sent: boolean
}
export interface OwnAsk {
  n: number
  deck: string
  slide: number
  text: string
  sent: boolean
}
export interface Kept {
  you: string
  votes: Record<string, OwnVote>
  asks: OwnAsk[]
  /** `deck slide`. */
  stars: string[]
}

const NAME = 'ri-guest'
const empty = (): Kept => ({ you: '', votes: {}, asks: [], stars: [] })

function read(): Kept {
  try {
    const text = localStorage.getItem(NAME)
    return text === null ? empty() : { ...empty(), ...(JSON.parse(text) as Kept) }
  } catch {
    // No storage, or another page's: what is kept lasts as long as the page.
    return empty()
  }
}

export const kept: Kept = reactive(read())
watch(kept, value => {
  try {
    localStorage.setItem(NAME, JSON.stringify(value))
  } catch {
    // As above.
  }
})

/** This is another talk: what was said in the last one is gone there, and here. What has not been said yet belongs to this one. */
export function forget(): void {
  const votes = Object.fromEntries(Object.entries(kept.votes).filter(([, { sent }]) => !sent))
  const asks = kept.asks.filter(({ sent }) => !sent)
  Object.assign(kept, { ...empty(), votes, asks })
}

export const voteKey = (deck: string, question: string, round: Round): string => `${deck} ${question} ${round}`
