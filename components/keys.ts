// The one table of keys: what each does and where, for the deck's own windows and for the trainer's desk. What listens to a key asks `pressed`; the help page (`?`) prints the table, and scripts/lib/present/keys.test.ts presses it on every kind of slide.

/** Where a key is heard: on the slide in every window, or on the trainer's desk only. */
type Heard = 'slide' | 'desk'

export interface CourseKey {
  /** As `KeyboardEvent.key` says them, letters in lower case. */
  keys: readonly string[]
  /** Letters only: whether Shift is held. */
  shift?: boolean
  does: string
  /** A group of the help page. */
  group: 'Steps' | 'Covers' | 'Points' | 'Questions and variants' | 'Live Rust' | 'Time' | 'Window'
  heard: Heard
}

const STEPS = 'Steps'
const COVERS = 'Covers'
const POINTS = 'Points'
const ASKS = 'Questions and variants'
const LIVE = 'Live Rust'
const TIME = 'Time'
const WINDOW = 'Window'

export const KEYS = {
  next: { keys: ['ArrowRight', ' ', 'PageDown'], does: 'next step', group: STEPS, heard: 'slide' },
  back: { keys: ['ArrowLeft', 'PageUp'], does: 'one step back', group: STEPS, heard: 'slide' },
  nextSlide: { keys: ['ArrowDown'], does: 'next slide', group: STEPS, heard: 'slide' },
  backSlide: { keys: ['ArrowUp'], does: 'slide before', group: STEPS, heard: 'slide' },
  first: { keys: ['Home'], does: 'first slide', group: STEPS, heard: 'slide' },
  last: { keys: ['End'], does: 'last slide', group: STEPS, heard: 'slide' },
  section: { keys: ['a…z'], shift: true, does: 'first slide of that section', group: STEPS, heard: 'slide' },
  return: { keys: ['Backspace'], does: 'back to where you were before the last jump', group: STEPS, heard: 'slide' },
  black: { keys: ['b', '.'], does: 'black; any step uncovers, and goes no further', group: COVERS, heard: 'slide' },
  white: { keys: ['w'], does: 'white', group: COVERS, heard: 'slide' },
  zoom: {
    keys: ['z'],
    does: 'zooms into the figure or plate under the pointer, or the next',
    group: POINTS,
    heard: 'slide',
  },
  spotlight: {
    keys: ['s'],
    does: 'spotlight on the line or part under the pointer, or the first line',
    group: POINTS,
    heard: 'slide',
  },
  lineDown: { keys: ['j'], does: 'spotlight one line down', group: POINTS, heard: 'slide' },
  lineUp: { keys: ['k'], does: 'spotlight one line up', group: POINTS, heard: 'slide' },
  laser: { keys: ['l'], does: 'laser point at the pointer', group: POINTS, heard: 'slide' },
  draw: { keys: ['d'], does: 'draws with the pointer, until the same key or Escape', group: POINTS, heard: 'slide' },
  undo: { keys: ['u'], does: 'takes the last stroke back', group: POINTS, heard: 'slide' },
  clear: { keys: ['c'], does: 'clears what was drawn on this slide', group: POINTS, heard: 'slide' },
  close: { keys: ['Escape'], does: 'ends what is open: help, zoom, spotlight, panel', group: POINTS, heard: 'slide' },
  digit: { keys: ['1…9'], does: 'answers the open question, else opens a variant', group: ASKS, heard: 'slide' },
  whatIfNext: {
    keys: ['v'],
    shift: false,
    does: 'opens the next variant, then shows its verdict',
    group: ASKS,
    heard: 'slide',
  },
  whatIfBack: { keys: ['v'], shift: true, does: 'goes back by one variant', group: ASKS, heard: 'slide' },
  run: { keys: ['r'], does: 'opens the program of the slide, and runs it', group: LIVE, heard: 'slide' },
  larger: {
    keys: ['+'],
    does: 'larger type in the open program (with Ctrl while typing)',
    group: LIVE,
    heard: 'slide',
  },
  smaller: { keys: ['-'], does: 'smaller type there', group: LIVE, heard: 'slide' },
  timer: {
    keys: ['x'],
    does: 'timer of the exercise or break; the same key pauses, + and - change it by a minute',
    group: TIME,
    heard: 'slide',
  },
  clock: { keys: ['t'], does: 'starts and pauses the clock', group: TIME, heard: 'desk' },
  fullscreen: { keys: ['f'], does: 'full screen', group: WINDOW, heard: 'slide' },
  scheme: { keys: ['i'], does: 'light or dark', group: WINDOW, heard: 'slide' },
  projectorScheme: { keys: ['/'], does: 'light or dark on the projector', group: WINDOW, heard: 'desk' },
  overview: { keys: ['o'], does: 'all slides; not on the projector', group: WINDOW, heard: 'slide' },
  goTo: { keys: ['g'], does: 'goes to a slide by its number; not on the projector', group: WINDOW, heard: 'slide' },
  address: { keys: ['q'], does: 'the address for the audience on the projector', group: WINDOW, heard: 'desk' },
  votes: {
    keys: ['m'],
    does: 'the votes on the projector, and away again; the step that answers shows them by itself',
    group: ASKS,
    heard: 'desk',
  },
  again: { keys: ['y'], does: 'a second round of votes, after a discussion', group: ASKS, heard: 'desk' },
  audience: {
    keys: ['n'],
    does: "the audience's questions, the tests before and after the talk",
    group: ASKS,
    heard: 'desk',
  },
  extra: { keys: ['e'], does: 'shows the extra slide that follows', group: STEPS, heard: 'desk' },
  rebuilt: { keys: ['a'], does: 'takes the new build that is ready', group: WINDOW, heard: 'desk' },
  phone: { keys: ['p'], does: 'pairs a phone', group: WINDOW, heard: 'desk' },
  help: { keys: ['?', 'h'], does: 'this table', group: WINDOW, heard: 'slide' },
} as const satisfies Record<string, CourseKey>
export type KeyName = keyof typeof KEYS

/** A letter or a digit alone is text to whoever types in a field. */
export const typing = (target: EventTarget | null): boolean =>
  typeof Element !== 'undefined' &&
  target instanceof Element &&
  target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null

const named = Object.entries(KEYS) as [KeyName, CourseKey][]

/** Which key of the table an event is, or which digit from 1 to 9; null for everything else, and while somebody types. */
export function pressed(event: KeyboardEvent): KeyName | number | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return null
  const { key, shiftKey } = event
  if (/^[1-9]$/.test(key)) return shiftKey ? null : Number(key)
  const letter = /^[a-z]$/i.test(key)
  const low = letter ? key.toLowerCase() : key
  // A sign is where a keyboard has it: only letters ask for Shift.
  const found = named.find(([, of]) => of.keys.includes(low) && (!letter || (of.shift ?? false) === shiftKey))
  return found?.[0] ?? (letter && shiftKey ? 'section' : null)
}

const SIGNS: Record<string, string> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ' ': 'space',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  '-': '−',
}
/** A key as a person reads it. */
export const signs = ({ keys, shift }: CourseKey): string[] =>
  keys.map(key => (shift ? `Shift ${key === 'a…z' ? 'A…Z' : key}` : (SIGNS[key] ?? key)))

/** The table as the help page prints it: groups in order, each with its rows. */
export function keyGroups(heard: readonly Heard[]): { group: string; rows: { signs: string[]; does: string }[] }[] {
  const all = named.filter(([, key]) => heard.includes(key.heard))
  return [...Map.groupBy(all, ([, key]) => key.group)].map(([group, rows]) => ({
    group,
    rows: rows.map(([, key]) => ({ signs: signs(key), does: key.does })),
  }))
}
