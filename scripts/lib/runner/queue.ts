// One job at a time: a talk has one presenter, and a laptop has few cores.

export class QueueFullError extends Error {}

/** Runs jobs one after another; refuses when more than `most` are waiting. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve()
  private waiting = 0
  private readonly most: number
  constructor(most: number) {
    this.most = most
  }

  /** @throws QueueFullError */
  add<T>(job: () => Promise<T>): Promise<T> {
    if (this.waiting > this.most) throw new QueueFullError('too many programs are waiting: try again in a moment')
    this.waiting++
    const done = this.last.then(job).finally(() => {
      this.waiting--
    })
    this.last = done.catch(() => {})
    return done
  }
}
