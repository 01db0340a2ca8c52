// What this browser knows of a reader: slides that were read to their end or presented to their last step, the place last read, quiz answers.

export interface Seen {
  /** Numbers of slides, in order. */
  slides: number[]
  /** The slide at which the reader was last. */
  last: number
  /** How: as a page of text, or as slides. Editions before this one did not say. */
  how?: 'text' | 'slides'
  /** In milliseconds since 1970. */
  at: number
}

/** A question of the quiz as the site has it now. */
export interface Asked {
  id: string
  hash: string
}

const SEEN = 'ri-seen:',
  QUIZ = 'ri-quiz:'

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null // storage is forbidden here, or another page wrote something else under this name
  }
}

export function seenOf(deck: string): Seen | null {
  const kept = read<Seen>(SEEN + deck)
  return kept && Array.isArray(kept.slides) ? kept : null
}

/** @param whole the slide was read to its end, or shown to its last step */
export function remember(deck: string, slide: number, how: 'text' | 'slides', whole: boolean): void {
  const old = seenOf(deck)
  const slides = [...new Set([...(old?.slides ?? []), ...(whole ? [slide] : [])])].sort((a, b) => a - b)
  keep(deck, { slides, last: slide, how, at: Date.now() })
}

/** Slides that were read to their end, while the reader is at another one. */
export function addSeen(deck: string, fresh: readonly number[]): void {
  const old = seenOf(deck)
  const slides = [...new Set([...(old?.slides ?? []), ...fresh])].sort((a, b) => a - b)
  keep(deck, { last: fresh.at(-1)!, how: 'text', ...old, slides, at: Date.now() })
}

function keep(deck: string, seen: Seen): void {
  try {
    localStorage.setItem(SEEN + deck, JSON.stringify(seen))
  } catch {
    /* storage is full or forbidden here: nothing is remembered */
  }
}

/** Answers to questions as they stand now: an edited question is open again. */
export function quizOf(deck: string, asked: readonly Asked[]): { answered: number; right: number } {
  const kept = asked.flatMap(({ id, hash }) => {
    const answer = read<{ hash?: string; right?: boolean }>(`${QUIZ}${deck}:${id}`)
    return answer?.hash === hash ? [answer] : []
  })
  return { answered: kept.length, right: kept.filter(answer => answer.right).length }
}

/** Forgets all of it, for every deck. */
export function forgetAll(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(SEEN) || key.startsWith(QUIZ)) localStorage.removeItem(key)
  } catch {
    /* nothing was kept */
  }
}
