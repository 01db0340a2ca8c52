// One job at a time: a talk has one presenter, and a laptop has few cores.

export class QueueFullError extends Error {}

/** Runs jobs one after another; refuses when more than `most` are waiting. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve()
  private waiting = 0
  private running: AbortController | null = null
  private readonly most: number
  constructor(most: number) {
    this.most = most
  }

  /**
   * `job` gets a signal that fires once another waits behind it.
   * @throws QueueFullError
   */
  add<T>(job: (hurry: AbortSignal) => Promise<T>): Promise<T> {
    if (this.waiting > this.most) throw new QueueFullError('too many programs are waiting: try again in a moment')
    this.waiting++
    this.running?.abort()
    const done = this.last
      .then(() => {
        this.running = new AbortController()
        if (this.waiting > 1) this.running.abort()
        return job(this.running.signal)
      })
      .finally(() => {
        this.running = null
        this.waiting--
      })
    this.last = done.catch(() => {})
    return done
  }
}
