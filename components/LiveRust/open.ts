// The program that is open over a slide of this window: keys reach it wherever the focus is.

export interface OpenPanel {
  close: () => void
  run: () => void
  /** Larger type by one step, or smaller by one. */
  size: (by: 1 | -1) => void
}

const open: OpenPanel[] = []

/** @returns what takes it out again */
export function register(panel: OpenPanel): () => void {
  open.push(panel)
  return () => {
    const at = open.indexOf(panel)
    if (at >= 0) open.splice(at, 1)
  }
}

/** The one that was opened last. */
export const openPanel = (): OpenPanel | undefined => open.at(-1)

const ID = 'ri-window'
/** A name of this window, which a reload keeps. */
export function windowId(): string {
  const made = Math.random().toString(36).slice(2)
  try {
    const kept = sessionStorage.getItem(ID) ?? made
    sessionStorage.setItem(ID, kept)
    return kept
  } catch {
    return made
  }
}
