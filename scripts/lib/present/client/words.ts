// What desk and phone say of times and titles. Pure.
import type { Talk } from '../../renderings/talk/talk.ts'
import { behind, elapsed, type Room } from '../room/state.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A title as HTML: backticks set code, everything else is text. */
export const rich = (text: string): string =>
  text.replaceAll(/[&<>"]/g, sign => ESCAPES[sign]!).replaceAll(/`([^`]*)`/g, '<code>$1</code>')

const two = (n: number): string => String(n).padStart(2, '0')

/** Milliseconds as `04:09`, from an hour on as `1:04:09`. */
export function spentWords(ms: number): string {
  const s = Math.floor(ms / 1000)
  const rest = `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
  return s >= 3600 ? `${Math.floor(s / 3600)}:${rest}` : rest
}

/** The time of day, `14:05`. */
export function timeOfDay(at: number): string {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

export interface Pace {
  /** Minutes of the clock. */
  passed: number
  begun: boolean
  running: boolean
  /** Minutes behind (positive) or ahead (negative) of the plan. */
  late: number
  words: string
}

/** What the clock says of the plan. */
export function paceOf(talk: Talk, room: Room, now: number): Pace {
  const passed = elapsed(room.clock, now) / 60_000
  const running = room.clock.since !== null
  const begun = passed > 0 || running
  const late = begun ? behind(talk, room.slide, passed) : 0
  const minutes = Math.round(Math.abs(late))
  const words = !begun
    ? 'not started'
    : !running
      ? 'paused'
      : Math.abs(late) < 1
        ? 'on time'
        : `${minutes} min ${late > 0 ? 'behind' : 'ahead'}`
  return { passed, begun, running, late, words }
}
