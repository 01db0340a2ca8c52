// How a talk and its audience reach each other: the talk's half tells, the audience's half says and hears an answer. One process holds both halves (`localChannel`);
// over a broker the talk holds a podium, and each server of guests, wherever it stands, holds a floor. Both halves judge what comes by its schema (messages.ts).
import type { Place } from '../messages.ts'
import type { AskedView, Reply, TestView } from './messages.ts'

/** What the audience is told. Of each kind only the newest value counts, and who comes late is told it first. */
export interface Told {
  place: Place
  /** The question that stands open, or that the room has answered; null where there is none. */
  asked: AskedView | null
  /** The test before or after the talk, while it is open. */
  test: TestView | null
}
export type ToldKind = keyof Told

/** The talk's half. */
export interface Podium {
  tell<K extends ToldKind>(kind: K, value: Told[K]): void
  /** Takes what guests say, as it came. The reply goes to the guest who said it, and only once what was said is kept: a guest who hears none says it again. */
  onSay(listener: (message: unknown) => Promise<Reply>): void
  /** How many follow, over all floors, whenever that changes. */
  onCount(listener: (guests: number) => void): void
  close(): Promise<void>
}

/** The audience's half: a server of guests. */
export interface Floor {
  /** Hears what was told last at once, and then whatever is told. */
  onTold(listener: <K extends ToldKind>(kind: K, value: Told[K]) => void): void
  /** `status: 'away'` when the talk cannot be reached. */
  say(message: unknown): Promise<Reply>
  /** How many follow on this floor. */
  count(guests: number): void
  close(): Promise<void>
}

/** Both halves in one process: nothing is sent, nothing is lost. */
export function localChannel(): { podium: Podium; floor: Floor } {
  const last = new Map<ToldKind, Told[ToldKind]>()
  let hear: ((kind: ToldKind, value: never) => void) | null = null
  let take: ((message: unknown) => Promise<Reply>) | null = null
  let counted: (guests: number) => void = () => {}
  const close = (): Promise<void> => Promise.resolve()
  return {
    podium: {
      tell(kind, value) {
        last.set(kind, value)
        hear?.(kind, value as never)
      },
      onSay: listener => void (take = listener),
      onCount: listener => void (counted = listener),
      close,
    },
    floor: {
      onTold(listener) {
        hear = listener as typeof hear
        for (const [kind, value] of last) hear?.(kind, value as never)
      },
      say: message => take?.(message) ?? Promise.resolve({ status: 'away' }),
      count: guests => counted(guests),
      close,
    },
  }
}
