// What a reader answered, kept in this browser under a hash of the question: an edited question is open again.
import type { ResolvedQuestion } from '../../scripts/lib/quiz/resolve.ts'
import { isComplete, isRight, type Answer } from './answer.ts'

const PREFIX = 'ri-quiz:'
const keyOf = (deck: string, id: string): string => `${PREFIX}${deck}:${id}`

interface Kept {
  hash: string
  answer: number[]
  right: boolean
}

function read(storage: Storage, key: string): Kept | null {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? 'null') as Kept | null
    return kept && typeof kept.hash === 'string' && Array.isArray(kept.answer) ? kept : null
  } catch {
    return null
  } // what another page wrote under this key is no answer
}

/** Storage may be forbidden (private windows, file:): then answers last as long as the page. */
export function storage(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

export function recall(store: Storage | null, deck: string, question: ResolvedQuestion): Answer {
  const kept = store && read(store, keyOf(deck, question.id))
  return kept?.hash === question.hash ? kept.answer : []
}

export function remember(store: Storage | null, deck: string, question: ResolvedQuestion, answer: Answer): void {
  if (!store) return
  const key = keyOf(deck, question.id)
  try {
    if (isComplete(question, answer))
      store.setItem(
        key,
        JSON.stringify({ hash: question.hash, answer: [...answer], right: isRight(question, answer) } satisfies Kept),
      )
    else store.removeItem(key)
  } catch {
    /* a full or forbidden store loses the memory, not the answer on screen */
  }
}
