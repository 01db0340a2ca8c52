// The room: one value that every window of the trainer holds, and all that follows from it. Pure; the server, the desk, the phone and the deck read the same text.
import type { Talk, TalkQuestion, TalkSlide } from '../../renderings/talk/talk.ts'

/** What covers the slide on the projector. `card`: address and QR code for the audience; `votes`: what the audience chose; `own`: something of the deck's own, an open program or a timer. */
export const COVERS = ['none', 'black', 'white', 'card', 'votes', 'own'] as const
export type Cover = (typeof COVERS)[number]

export interface Place {
  /** From 1. */
  slide: number
  click: number
}

/** `since`: when it began to run, milliseconds since 1970, null while it stands. `kept`: milliseconds counted before that. */
export interface Clock {
  since: number | null
  kept: number
}

/**
 * A register of which the last writer wins: of two values the one with the higher `rev` counts, of equal ones the one with the greater `by`.
 * So windows need no order among themselves, and a server that was started again learns from any of them where the talk is.
 */
export interface Room extends Place {
  rev: number
  by: string
  deck: string
  cover: Cover
  clock: Clock
  /** Where the talk stood before each jump, the last one last; at most ten. */
  trail: Place[]
}

export const MOST_TRAIL = 10

export const firstRoom = (deck: string): Room => ({
  rev: 0,
  by: 'server',
  deck,
  slide: 1,
  click: 0,
  cover: 'none',
  clock: { since: null, kept: 0 },
  trail: [],
})

export const newer = (a: Room, b: Room): boolean => a.rev > b.rev || (a.rev === b.rev && a.by > b.by)
export const samePlace = (a: Place, b: Place): boolean => a.slide === b.slide && a.click === b.click

const slideOf = (talk: Talk, no: number): TalkSlide => talk.slides[Math.min(Math.max(no, 1), talk.slides.length) - 1]!

/** The nearest place that the deck has. */
export function clampPlace(talk: Talk, { slide, click }: Place): Place {
  const at = slideOf(talk, slide)
  return { slide: at.no, click: Math.min(Math.max(click, 0), at.clicks) }
}

/** The slide to which a step leads: extra slides are passed over, except from one to the next. */
function neighbour(talk: Talk, from: number, by: 1 | -1): TalkSlide | null {
  const within = slideOf(talk, from).extra
  for (let no = from + by; no >= 1 && no <= talk.slides.length; no += by) {
    const slide = slideOf(talk, no)
    if (!slide.extra || within) return slide
  }
  return null
}

/** Where the next press leads; the same place at the end. */
export function next(talk: Talk, { slide, click }: Place): Place {
  if (click < slideOf(talk, slide).clicks) return { slide, click: click + 1 }
  const to = neighbour(talk, slide, 1)
  return to ? { slide: to.no, click: 0 } : { slide, click }
}

export function back(talk: Talk, { slide, click }: Place): Place {
  if (click > 0) return { slide, click: click - 1 }
  const to = neighbour(talk, slide, -1)
  return to ? { slide: to.no, click: to.clicks } : { slide, click }
}

/** The extra slide that directly follows, or null: a step passes over it, a key asks for it. */
export function extraAhead(talk: Talk, { slide }: Place): number | null {
  const after = talk.slides[slide]
  return after?.extra && !slideOf(talk, slide).extra ? after.no : null
}

/** What a window, the phone or a key may ask of the room. */
export type Move =
  | {
      do:
        | 'next'
        | 'back'
        | 'nextSlide'
        | 'backSlide'
        | 'black'
        | 'white'
        | 'card'
        | 'votes'
        | 'clock'
        | 'return'
        | 'extra'
        | 'uncover'
    }
  | { do: 'go'; slide: number; click: number }
  | { do: 'deck'; deck: string }

export const elapsed = (clock: Clock, now: number): number =>
  clock.kept + (clock.since === null ? 0 : Math.max(0, now - clock.since))

export const toggled = (clock: Clock, now: number): Clock =>
  clock.since === null ? { ...clock, since: now } : { since: null, kept: elapsed(clock, now) }

/**
 * What a move changes of the room; null when it changes nothing. A step while the slide is covered uncovers it and does nothing else.
 * The step that would answer a question shows what the room said first, and the one after it leads on: the compiler has the last word.
 * @param pending the question of this place, where votes came in that the room has not seen
 */
export function moved(
  talk: Talk,
  room: Room,
  move: Move,
  now: number,
  pending: Pick<TalkQuestion, 'slide' | 'ends'> | null = null,
): Partial<Room> | null {
  const cover = (to: Cover): Partial<Room> => ({ cover: room.cover === to ? 'none' : to })
  const to = (place: Place, trail = room.trail): Partial<Room> | null =>
    samePlace(place, room) && room.cover === 'none' ? null : { ...place, trail, cover: 'none' }
  const jump = (place: Place): Partial<Room> | null => {
    const clamped = clampPlace(talk, place)
    return samePlace(clamped, room)
      ? to(clamped)
      : to(clamped, [...room.trail, { slide: room.slide, click: room.click }].slice(-MOST_TRAIL))
  }
  switch (move.do) {
    case 'next': {
      const step = next(talk, room)
      if (room.cover === 'votes') return to(step)
      const leaves = pending?.slide === room.slide && (step.slide !== pending.slide || step.click >= pending.ends)
      if (leaves && room.cover === 'none') return { cover: 'votes' }
      return room.cover === 'none' ? to(step) : { cover: 'none' }
    }
    case 'back':
      return room.cover === 'none' ? to(back(talk, room)) : { cover: 'none' }
    case 'nextSlide':
    case 'backSlide': {
      const beside = neighbour(talk, room.slide, move.do === 'nextSlide' ? 1 : -1)
      return room.cover === 'none' ? beside && to({ slide: beside.no, click: 0 }) : { cover: 'none' }
    }
    case 'black':
    case 'white':
    case 'card':
    case 'votes':
      return cover(move.do)
    case 'uncover':
      return room.cover === 'none' ? null : { cover: 'none' }
    case 'clock':
      return { clock: toggled(room.clock, now) }
    case 'go':
      return jump(move)
    case 'return': {
      const last = room.trail.at(-1)
      return last ? to(clampPlace(talk, last), room.trail.slice(0, -1)) : null
    }
    case 'extra': {
      const no = extraAhead(talk, room)
      return no === null ? null : to({ slide: no, click: 0 })
    }
    case 'deck':
      // Another deck begins where it begins, with a clock of its own.
      return move.deck === room.deck ? null : { ...firstRoom(move.deck), rev: room.rev, by: room.by }
  }
}

/** Minutes that a slide takes of the lecture. */
export const lectureMinutes = ({ minutes, extra }: TalkSlide): number => (extra ? 0 : minutes)

/** Minutes of the lecture planned before a slide begins. */
export const plannedBefore = (talk: Talk, slide: number): number =>
  talk.slides.slice(0, slide - 1).reduce((sum, s) => sum + lectureMinutes(s), 0)

/** Minutes behind the plan (positive) or ahead of it (negative); 0 while the clock is within this slide's minutes. */
export function behind(talk: Talk, slide: number, minutes: number): number {
  const from = plannedBefore(talk, slide)
  const to = from + lectureMinutes(slideOf(talk, slide))
  return minutes > to ? minutes - to : minutes < from ? minutes - from : 0
}
