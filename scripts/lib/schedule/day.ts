// One day of a timetable as what a talk walks through: which part is due, which deck comes next, how long the pause is. Pure; the deck's own windows read it too.
import type { Timetable } from './plan.ts'

export interface Part {
  kind: 'deck' | 'exercises' | 'break' | 'lunch'
  /** The deck of it; null of a pause. */
  deck: string | null
  title: string
  /** Minutes since midnight. */
  from: number
  to: number
}

const PAUSES = { break: 'Break', lunch: 'Lunch' }

/** @throws Error when the plan has no such day */
export function partsOf({ days }: Timetable, number: number): Part[] {
  const day = days.find(one => one.number === number)
  if (!day) throw new Error(`--day ${number}: the plan has ${days.length} ${days.length === 1 ? 'day' : 'days'}`)
  return day.entries.map(entry =>
    'deck' in entry
      ? { kind: entry.kind, deck: entry.deck.id, title: entry.deck.title, from: entry.from, to: entry.to }
      : { kind: entry.kind, deck: null, title: PAUSES[entry.kind], from: entry.from, to: entry.to },
  )
}

/** The part that a clock is in; the first before the day, the last after it. */
export function dueAt(parts: readonly Part[], minutes: number): number {
  const next = parts.findIndex(({ to }) => minutes < to)
  return next < 0 ? parts.length - 1 : next
}

/** The deck that is due, or that comes after the pause that is. */
export function deckAt(parts: readonly Part[], minutes: number): string | null {
  const due = dueAt(parts, minutes)
  return parts.slice(due).find(({ deck }) => deck)?.deck ?? parts.findLast(({ deck }) => deck)?.deck ?? null
}

const lastOf = (parts: readonly Part[], deck: string): number => parts.findLastIndex(part => part.deck === deck)

/** The deck that follows a deck and its exercises; null after the last one, and for a deck that is not of this day. */
export function nextDeck(parts: readonly Part[], deck: string): string | null {
  const last = lastOf(parts, deck)
  return last < 0 ? null : (parts.slice(last).find(part => part.deck && part.deck !== deck)?.deck ?? null)
}

/** The pause after a deck's own slides, before whatever comes next; null where there is none. */
export function pauseAfter(parts: readonly Part[], deck: string): Part | null {
  const talk = parts.findIndex(part => part.kind === 'deck' && part.deck === deck)
  const next = talk < 0 ? undefined : parts[talk + 1]
  return next && next.deck === null ? next : null
}
