// The keys that move the talk, whichever window has the focus: those of a clicker first. What a slide does with other keys is its own matter.
import type { Talk } from '../../renderings/talk/talk.ts'
import type { Move } from '../room/state.ts'

const MOVES: Readonly<Record<string, Move>> = {
  ArrowRight: { do: 'next' },
  ArrowDown: { do: 'nextSlide' },
  PageDown: { do: 'next' },
  ' ': { do: 'next' },
  Enter: { do: 'next' },
  ArrowLeft: { do: 'back' },
  ArrowUp: { do: 'backSlide' },
  PageUp: { do: 'back' },
  Backspace: { do: 'return' },
  Home: { do: 'go', slide: 1, click: 0 },
  b: { do: 'black' },
  '.': { do: 'black' },
  w: { do: 'white' },
  e: { do: 'extra' },
}

/** Who types means letters, and the live panel has keys of its own. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable], .live') !== null

/** What a key asks of the room; null when it is none of the room's keys. */
export function moveOf(event: KeyboardEvent, talk: Talk): Move | null {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null
  // A button or link with the focus is pressed by these, and by nothing else.
  if (
    [' ', 'Enter'].includes(event.key) &&
    event.target instanceof Element &&
    event.target.closest('button, a, summary')
  )
    return null
  if (event.shiftKey) {
    if (event.key === ' ') return { do: 'back' }
    const section = talk.sections.find(({ letter }) => letter === event.key.toUpperCase())
    return section ? { do: 'go', slide: section.first, click: 0 } : null
  }
  if (event.key === 'End') return { do: 'go', slide: talk.slides.length, click: 0 }
  return MOVES[event.key] ?? null
}

/** Keys of the desk itself, which hears them also while the focus is in its picture of this slide. */
const DESK_KEYS: ReadonlySet<string> = new Set(['t', 'g', 'p', 'i', 'q', 'a', 'm', 'y', 'n', '/'])

/** Whether a key is one of the desk's own, and not a letter that somebody types. */
export const isDeskKey = (event: KeyboardEvent): boolean =>
  DESK_KEYS.has(event.key) &&
  // A sign is where a keyboard has it.
  !(
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    (event.shiftKey && event.key !== '/') ||
    event.defaultPrevented
  ) &&
  !isTyping(event.target)
