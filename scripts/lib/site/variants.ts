// In which order to take the decks, and what fits into half a day, a day, two days. Pure.
import type { Card } from '../content/card.ts'

/** Each deck after its prerequisites; among those that are free, the lower number first. */
export function recommendedOrder(decks: readonly Card[]): Card[] {
  const left = [...decks],
    out: Card[] = []
  while (left.length) {
    const at = left.findIndex(d => d.prerequisites.every(p => !left.some(l => l.id === p)))
    out.push(...left.splice(Math.max(0, at), 1))
  }
  return out
}

/** Minutes of teaching in each variant: what is left of the hours when breaks are taken out. */
export const VARIANTS = [
  { name: 'Half a day', minutes: 210 },
  { name: 'One day', minutes: 390 },
  { name: 'Two days', minutes: 780 },
  { name: 'All of it', minutes: Infinity },
] as const

export interface Variant {
  name: string
  minutes: number
  decks: Card[]
  left: Card[]
}

/** Takes decks in the recommended order while they fit; one that does not fit is left out, and so is what needs it. */
export function variants(decks: readonly Card[]): Variant[] {
  return VARIANTS.map(({ name, minutes }) => {
    const taken: Card[] = [],
      left: Card[] = []
    let sum = 0
    for (const deck of recommendedOrder(decks)) {
      const ready = deck.prerequisites.every(p => !decks.some(d => d.id === p) || taken.some(t => t.id === p))
      if (ready && sum + deck.duration <= minutes) {
        taken.push(deck)
        sum += deck.duration
      } else left.push(deck)
    }
    return { name, minutes: sum, decks: taken, left }
  })
}
