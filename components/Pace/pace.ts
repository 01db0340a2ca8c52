// Planned minutes against the clock: for the slide, its section and the deck. Pure.

export interface PlannedSlide {
  no: number
  minutes: number
  /** Letter of the section, or null outside of sections. */ section: string | null
}

/** Seconds. */
export interface Span {
  spent: number
  planned: number
}
export interface Pace {
  slide: Span
  /** Null where the slide is in no section. */
  section: (Span & { letter: string }) | null
  /** `planned`: up to the end of this slide. `total`: the whole deck. */
  deck: Span & { total: number }
  /** Positive: behind the plan; negative: ahead of it; 0 while the clock is inside the planned minutes of this slide. */
  behind: number
}

const sum = (slides: readonly PlannedSlide[]): number => slides.reduce((n, s) => n + s.minutes * 60, 0)

/** `spent`: seconds on each slide so far, by its number; `elapsed`: the deck's clock. */
export function paceOf(
  slides: readonly PlannedSlide[],
  no: number,
  spent: ReadonlyMap<number, number>,
  elapsed: number,
): Pace {
  const at = slides.findIndex(s => s.no === no)
  const current = slides[at] ?? { no, minutes: 0, section: null }
  const before = sum(slides.slice(0, Math.max(0, at))),
    until = before + current.minutes * 60
  const inSection = slides.filter(s => s.section !== null && s.section === current.section)
  const spentOn = (of: readonly PlannedSlide[]): number => of.reduce((n, s) => n + (spent.get(s.no) ?? 0), 0)
  return {
    slide: { spent: spent.get(no) ?? 0, planned: current.minutes * 60 },
    section:
      current.section === null ? null : { letter: current.section, spent: spentOn(inSection), planned: sum(inSection) },
    deck: { spent: elapsed, planned: until, total: sum(slides) },
    behind: elapsed > until ? elapsed - until : elapsed < before ? elapsed - before : 0,
  }
}

/** `4:05`, and `1:02:09` from an hour on. */
export function clock(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds)),
    two = (n: number): string => String(n).padStart(2, '0')
  return s >= 3600
    ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
    : `${Math.floor(s / 60)}:${two(s % 60)}`
}

/** The sentence that a presenter needs: less than a minute either way is on time. */
export function verdict(behind: number): string {
  const minutes = Math.round(Math.abs(behind) / 60)
  return Math.abs(behind) < 60 ? 'on time' : `${minutes} min ${behind > 0 ? 'behind' : 'ahead'}`
}
