// Several histories asked side by side, one compiler at a time: when all of them wait for an answer, the release that most of them wait for has its turn.

/** Who waits for which release. A history that has ended must say `leave`, or the others wait for ever. */
export class Turns {
  readonly #waiting = new Map<string, (() => void)[]>()
  /** Histories that are not waiting. */
  #busy: number

  /** @param histories how many will ask */
  constructor(histories: number) {
    this.#busy = histories
  }

  /** Resolves when this release may be asked; no other one has its turn until whoever waited for it waits again or has left. */
  turn(release: string): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.set(release, [...(this.#waiting.get(release) ?? []), resolve])
      this.leave()
    })
  }

  leave(): void {
    if (--this.#busy > 0 || !this.#waiting.size) return
    const [release, next] = [...this.#waiting].reduce((most, other) =>
      other[1].length > most[1].length ? other : most,
    )
    this.#waiting.delete(release)
    this.#busy = next.length
    for (const resolve of next) resolve()
  }
}
