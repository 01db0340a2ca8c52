// What a guest says to the talk. Answers and questions that found no connection wait here, and are said again when there is one: the talk counts none of them twice.
import { ref } from 'vue'
import { heard } from '../../heard.ts'
import { replySchema, type Reply, type Say } from '../../audience/messages.ts'
import { forget, kept } from './kept.ts'

type Status = Reply['status']
/** What the last answer or question came to, in words; empty where there is nothing to say. */
export const note = ref('')

const WORDS: Partial<Record<Status, string>> = {
  away: 'There is no connection. This is sent as soon as there is one.',
  quick: 'That was quick. It is sent again in a moment.',
  closed: 'No more answers are taken.',
  full: 'The talk takes no more.',
  unfit: 'The talk could not read that.',
}
const AGAIN: ReadonlySet<Status> = new Set(['away', 'quick'])
const AGAIN_AFTER = 3000

async function post(said: Say): Promise<Reply> {
  try {
    const answer = await fetch(new URL('../room/say', location.href), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(said),
      signal: AbortSignal.timeout(5000),
    })
    return heard('reply', replySchema, await answer.json()) ?? { status: 'away' }
  } catch {
    return { status: 'away' }
  }
}

/** Has a name of this talk, or asks for one. @returns why there is none */
async function named(): Promise<Status | null> {
  const reply = await post({ do: 'join', ...(kept.you && { you: kept.you }) })
  if (reply.status !== 'joined') return reply.status
  if (kept.you && kept.you !== reply.you) forget()
  kept.you = reply.you
  return null
}
/** The page has found the talk: what is kept of another one is forgotten. */
export async function greet(): Promise<void> {
  await named()
  await flush()
}

async function say(said: (you: string) => Say): Promise<Status> {
  for (let tries = 0; tries < 2; tries++) {
    const failed = kept.you ? null : await named()
    if (failed) return failed
    const { status } = await post(said(kept.you))
    if (status !== 'stranger') return status
    await named()
  }
  return 'stranger'
}

let flushing = false
let again = false
let timer: ReturnType<typeof setTimeout> | undefined

/** Says what has not been said; one thing after the other. */
export async function flush(): Promise<void> {
  if (flushing) return void (again = true)
  flushing = true
  clearTimeout(timer)
  do {
    again = false
    for (const vote of Object.values(kept.votes)) {
      if (vote.sent) continue
      const { deck, question, round } = vote
      const answer = [...vote.answer] as typeof vote.answer
      const status = await say(you => ({ do: 'vote', you, deck, question, round, answer }))
      note.value = WORDS[status] ?? ''
      if (AGAIN.has(status)) timer = setTimeout(() => void flush(), AGAIN_AFTER)
      // Changed meanwhile: the newer one is said next.
      else if (JSON.stringify(vote.answer) === JSON.stringify(answer)) {
        if (status === 'counted') vote.sent = true
        else delete kept.votes[`${deck} ${question} ${round}`]
      } else again = true
    }
    for (const ask of kept.asks) {
      if (ask.sent) continue
      const { n, deck, slide, text } = ask
      const status = await say(you => ({ do: 'ask', you, n, deck, slide, text }))
      if (AGAIN.has(status)) timer = setTimeout(() => void flush(), AGAIN_AFTER)
      else ask.sent = true
      note.value = WORDS[status] ?? ''
    }
  } while (again)
  flushing = false
}
