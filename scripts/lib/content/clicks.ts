// How often a slide steps, and what appears with which click, as Slidev counts: what is set up counts in the order in which it stands,
// then `v-click` in the order in which elements are mounted, children before their parents. A relative place follows those before it, an absolute one stands by itself.

/** `+1`, `2`, or nothing for the next click. */
export type At = string | number | null | undefined

interface Wish {
  at: At
  size: number
  place: (start: number) => void
}

export class Clicks {
  private readonly setUp: Wish[] = []
  private readonly mounted: Wish[] = []

  /** For components that step by themselves: `size` clicks, the first of which is told to `place`. */
  component(at: At, size: number, place: (start: number) => void): void {
    this.setUp.push({ at, size, place })
  }
  /** For what `v-click` shows. Call it after the children of the element have been read. */
  element(at: At, place: (start: number) => void): void {
    this.mounted.push({ at, size: 1, place })
  }

  /** Tells every wish its place. @returns how often the slide steps */
  resolve(): number {
    let offset = 0
    let total = 0
    for (const { at, size, place } of [...this.setUp, ...this.mounted]) {
      const relative = at === null || at === undefined || /^[+-]/.test(String(at))
      const value = Number(at ?? 1)
      const start = relative ? offset + value : Math.max(1, value)
      if (relative) offset += value + size - 1
      total = Math.max(total, start + size - 1)
      place(start)
    }
    return total
  }
}

/** Whether a text can be a place among the clicks. */
export const isPlace = (text: string): boolean => /^[+-]?\d+$/.test(text)
