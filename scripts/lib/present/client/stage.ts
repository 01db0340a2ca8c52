// What a deck shows the room of what stands over its slides: `window.__riStage`. Types only.

/** What the deck keeps for its own windows: what covers the slide, among it. */
export interface Stage {
  /** Something of the deck's own wants the next step: help, a timer, an open program. */
  readonly busy: boolean
  /** Does what that step does: takes it away. */
  uncover(): boolean
  /** On a day's plan: begins the pause at the end of a deck; false where a step is a step. */
  onward?(): boolean
  get(): { veil: string }
  set(patch: { veil: string }): void
  on(listener: () => void): () => void
}
