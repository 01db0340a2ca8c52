// The one table of the keys that the course adds to Slidev's own: what each does, and where. What listens to a key asks `pressed`.
interface CourseKey {
  /** As `KeyboardEvent.key` says it, in lower case. */
  key: string
  shift: boolean
  does: string
  where: string
}

const SET = 'a slide with <WhatIf>'
export const KEYS = {
  whatIfNext: { key: 'v', shift: false, does: 'opens the next variant, then shows its verdict', where: SET },
  whatIfBack: { key: 'v', shift: true, does: 'goes back by one variant', where: SET },
  whatIfClose: { key: 'escape', shift: false, does: 'closes the variants', where: SET },
} as const satisfies Record<string, CourseKey>
export type KeyName = keyof typeof KEYS

/** Who types in a field means letters and not keys. */
const typing = (target: EventTarget | null): boolean =>
  typeof Element !== 'undefined' &&
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable]') !== null

/** Which key of the table an event is, or which digit from 1 to 9; null for everything else, and while somebody types. */
export function pressed(event: KeyboardEvent): KeyName | number | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return null
  if (/^[1-9]$/.test(event.key) && !event.shiftKey) return Number(event.key)
  const key = event.key.toLowerCase()
  const found = (Object.keys(KEYS) as KeyName[]).find(
    name => KEYS[name].key === key && KEYS[name].shift === event.shiftKey,
  )
  return found ?? null
}
